"""Does the HSDS export satisfy the official schemas of Open Referral? They are under CC BY-SA and no part of this project: download them yourself.

    git clone --branch 3.2 https://github.com/openreferral/specification
    city120 export hsds directory
    python scripts/audit/check_hsds.py --schemas specification/schema directory

Every object of the three files is held against its JSON Schema (organization, service, taxonomy_term), formats (UUID, URI) too. Two things are asked
beyond the schemas: a field must be one that they name, and what they require of tables alone (`tabular_required`) must be there as well, so
that the objects can be written as tables.

Ends with 1 when anything is refused, with 2 when there are no such schemas or no such export.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012
from tqdm import tqdm

KINDS = {"organizations": "organization", "services": "service", "taxonomy_terms": "taxonomy_term"}
SHOWN = 20


class Missing(Exception):
    """A file that must be there is not, or is no JSON; the message names it."""


def read_schemas(folder: Path) -> dict[str, Any]:
    """The schemas of a folder by file name, made stricter as the module says. Raises Missing."""
    schemas = {path.name: _json(path) for path in sorted(folder.glob("*.json"))}
    for name, schema in schemas.items():
        if "properties" in schema:
            # What a schema calls itself would lead its references away from the files at hand.
            required = [*schema.get("required", ()), *schema.get("tabular_required", ())]
            schemas[name] = {**schema, "$id": name, "required": required, "additionalProperties": False}
    for kind in KINDS.values():
        if "properties" not in schemas.get(f"{kind}.json", ()):
            raise Missing(f"{folder / kind}.json is no schema of HSDS; give the folder `schema` of the specification's repository")
    return schemas


def refused(schemas: dict[str, Any], kind: str, objects: list[Any]) -> Iterator[str]:
    """What an object's schema refuses: the object's id, where in it, and why."""
    registry: Registry[Any] = Registry().with_resources((name, DRAFT202012.create_resource(schema)) for name, schema in schemas.items())
    check = Draft202012Validator(schemas[f"{kind}.json"], registry=registry, format_checker=FormatChecker(("uuid", "uri")))
    for record in tqdm(objects, desc=kind, leave=False, disable=not sys.stderr.isatty()):
        for error in check.iter_errors(record):
            yield f"{kind} {record.get('id')}: {'/'.join(map(str, error.absolute_path)) or 'the object'}: {error.message[:200]}"


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Missing(f"{path}: {error}") from None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schemas", type=Path, required=True, metavar="DIR", help="the folder `schema` of openreferral/specification, version 3")
    parser.add_argument("export", type=Path, metavar="EXPORT", help="the folder that city120 export hsds wrote")
    arguments = parser.parse_args()
    total = 0
    try:
        schemas = read_schemas(arguments.schemas)
        for name, kind in KINDS.items():
            objects = _json(arguments.export / f"{name}.json")
            faults = list(refused(schemas, kind, objects))
            print(*faults[:SHOWN], f"{kind}: {len(objects)} objects, {len(faults)} faults", sep="\n")
            total += len(faults)
    except Missing as error:
        print(f"check_hsds: {error}", file=sys.stderr)
        return 2
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
