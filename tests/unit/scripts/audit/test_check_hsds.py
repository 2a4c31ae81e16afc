"""The check of the HSDS export against schemas that one downloads: here against small ones of our own."""

from __future__ import annotations

import json
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[4] / "scripts" / "audit" / "check_hsds.py"
ONE, OTHER = str(uuid.UUID(int=1)), str(uuid.UUID(int=2))


def schema(required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"id": {"type": "string", "format": "uuid"}, **properties}, "required": required.split()}


@pytest.fixture
def schemas(tmp_path: Path) -> Path:
    """Schemas that refer to each other by file, under names that lead elsewhere."""
    folder = tmp_path / "schema"
    folder.mkdir()
    made = {
        "organization": schema("id", website={"type": "string", "format": "uri"}, phones={"type": "array", "items": {"$ref": "phone.json"}}),
        "phone": schema("id number", number={"type": "string"}),
        "service": {**schema("id status", status={"enum": ["active"]}, organization_id={"type": "string"}), "tabular_required": ["organization_id"]},
        "taxonomy_term": schema("id"),
    }
    for name, item in made.items():
        (folder / f"{name}.json").write_text(json.dumps({"$id": f"https://nowhere.invalid/{name}.json", **item}), encoding="utf-8")
    return folder


def check(schemas: Path, folder: Path, **exported: Any) -> tuple[int, str]:
    """The script's status and all that it said, on an export that holds what is given in place of faultless objects."""
    good: dict[str, Any] = {
        "organizations": [{"id": ONE, "website": "https://www.seoul.go.kr/", "phones": [{"id": OTHER, "number": "120"}]}],
        "services": [{"id": ONE, "status": "active", "organization_id": ONE}],
        "taxonomy_terms": [{"id": ONE}],
    }
    for name, objects in (good | exported).items():
        (folder / f"{name}.json").write_text(json.dumps(objects), encoding="utf-8")
    done = subprocess.run([sys.executable, SCRIPT, "--schemas", schemas, folder], capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_faultless_export_passes(schemas: Path, tmp_path: Path) -> None:
    status, said = check(schemas, tmp_path)
    assert (status, said.splitlines()) == (0, [f"{kind}: 1 objects, 0 faults" for kind in ("organization", "service", "taxonomy_term")])


@pytest.mark.parametrize(
    ("exported", "where"),
    [
        ({"organizations": [{"id": "1"}]}, "organization 1: id:"),
        ({"organizations": [{"id": ONE, "website": "seoul go kr"}]}, "website:"),
        ({"organizations": [{"id": ONE, "phones": [{"id": OTHER, "number": 120}]}]}, "phones/0/number:"),
        ({"services": [{"id": ONE, "status": "open", "organization_id": ONE}]}, "status:"),
        ({"services": [{"id": ONE, "status": "active"}]}, "'organization_id' is a required property"),
        ({"taxonomy_terms": [{"id": ONE, "colour": "red"}]}, "'colour' was unexpected"),
    ],
    ids=["no UUID", "no URI", "behind a reference", "not in the list", "required of tables", "no field of theirs"],
)
def test_what_a_schema_refuses_is_told_with_its_place(schemas: Path, tmp_path: Path, exported: dict[str, Any], where: str) -> None:
    status, said = check(schemas, tmp_path, **exported)
    assert status == 1
    assert where in said
    assert "1 faults" in said


def test_a_folder_without_the_schemas_is_told(tmp_path: Path) -> None:
    assert check(tmp_path, tmp_path) == (
        2,
        f"check_hsds: {tmp_path / 'organization'}.json is no schema of HSDS; give the folder `schema` of the specification's repository\n",
    )
