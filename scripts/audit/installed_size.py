"""How much a distribution brings with it: the size of its files and of all that it needs, as installed here.

python scripts/audit/installed_size.py city120-client

Compiled Python files (.pyc) do not count. Of a distribution that is installed in editable form its source tree counts.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import unquote, urlsplit

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def closure(name: str) -> dict[str, Distribution]:
    """The distribution and everything that it needs on this machine, by name. Raises PackageNotFoundError for what is not installed."""
    needed: dict[str, Distribution] = {}
    waiting = [Requirement(name)]
    while waiting:
        requirement = waiting.pop()
        key = canonicalize_name(requirement.name)
        if key not in needed:
            needed[key] = distribution(requirement.name)
            extras = {"", *requirement.extras}
            wanted = map(Requirement, needed[key].requires or ())
            waiting += [line for line in wanted if line.marker is None or any(line.marker.evaluate({"extra": extra}) for extra in extras)]
    return needed


def size(installed: Distribution) -> int:
    """Bytes of the files of a distribution."""
    return sum(path.stat().st_size for path in _files(installed) if path.is_file() and path.suffix != ".pyc")


def _files(installed: Distribution) -> Iterable[Path]:
    origin = json.loads(installed.read_text("direct_url.json") or "{}")
    if origin.get("dir_info", {}).get("editable"):
        return Path(unquote(urlsplit(origin["url"]).path), "src").rglob("*")
    return (Path(str(installed.locate_file(file))) for file in installed.files or ())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", help="a distribution that is installed here")
    try:
        sizes = {name: size(installed) for name, installed in closure(parser.parse_args().name).items()}
    except PackageNotFoundError as error:
        print(f"not installed here: {error.name}", file=sys.stderr)
        return 1
    for name, count in sorted(sizes.items(), key=lambda item: -item[1]):
        print(f"{name:<40}{count / 1e6:>8.1f} MB")
    print(f"{f'{len(sizes)} distributions':<40}{sum(sizes.values()) / 1e6:>8.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
