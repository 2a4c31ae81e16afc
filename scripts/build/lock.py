"""Remakes requirements/py3XX.txt: every third-party package of the house with its version and hashes, one file per Python version.

    make lock

What is locked: the dependencies of every pyproject.toml, extras included, but our own distributions, and requirements/dev.in; apart from these what
lists the parts of images (requirements/sbom.in). `uv` resolves for every platform at once, without an interpreter of the version it resolves for. The
files name no index, so that each site uses its own.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements"
PYTHONS = ("3.11", "3.12", "3.13")
OURS = re.compile(r"city120-")
OPTIONS = (
    "--quiet",
    "--universal",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
)


def third_party(root: Path = ROOT) -> list[str]:
    """The requirements, sorted, each once, as they are written."""
    lines = (root / "requirements" / "dev.in").read_text(encoding="utf-8").splitlines()
    requirements = {line for line in lines if line and not line.startswith("#")}
    for path in (*root.glob("libs/*/pyproject.toml"), *root.glob("services/*/pyproject.toml")):
        project = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
        for group in (project.get("dependencies", []), *project.get("optional-dependencies", {}).values()):
            requirements.update(requirement for requirement in group if not OURS.match(requirement))
    return sorted(requirements)


def lock_file(python: str) -> Path:
    """Where the lock of a Python version stands: requirements/py311.txt for 3.11."""
    return REQUIREMENTS / f"py{python.replace('.', '')}.txt"


def lock(python: str, *, upgrade: bool) -> None:
    """Resolve for one Python version and write its lock file; versions already locked stay unless `upgrade`."""
    with tempfile.TemporaryDirectory() as work:
        (Path(work) / "pyproject.toml").write_text(_project(python), encoding="utf-8")
        command = ["uv", "pip", "compile", *OPTIONS, "--python-version", python, "--output-file", str(lock_file(python)), "pyproject.toml"]
        subprocess.run([*command, "--upgrade"] if upgrade else command, cwd=work, check=True)
    lock_file(python).write_text(_without_common_marker(lock_file(python).read_text(encoding="utf-8")), encoding="utf-8")


def lock_tool(source: Path, *, upgrade: bool) -> Path:
    """The same for a tool with a file of its own, `NAME.in`, for all Python versions at once; where its lock is."""
    target = source.with_suffix(".txt")
    command = ["uv", "pip", "compile", *OPTIONS, "--python-version", PYTHONS[0], "--output-file", target.name, source.name]
    subprocess.run([*command, "--upgrade"] if upgrade else command, cwd=source.parent, check=True)
    return target


def _without_common_marker(text: str) -> str:
    """uv repeats the environment on every line; the file's name says it once."""
    return re.sub(r" ; python_full_version < '[\d.]+'(?: and (?P<own>.*))?(?P<end> \\)$", _own_marker, text, flags=re.MULTILINE)


def _own_marker(match: re.Match[str]) -> str:
    return (f" ; {match['own']}" if match["own"] else "") + match["end"]


def _project(python: str) -> str:
    """A project that stands for the whole house on one Python version; its `environments` keep the other versions out of the lock."""
    lines = "".join(f"  {json.dumps(requirement)},\n" for requirement in third_party())
    environment = json.dumps(f"python_version == '{python}'")
    return (
        f'[project]\nname = "house"\nversion = "0"\nrequires-python = "=={python}.*"\ndependencies = [\n{lines}]\n\n'
        f"[tool.uv]\nenvironments = [{environment}]\n"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions, not those already locked")
    arguments = parser.parse_args()
    for python in PYTHONS:
        lock(python, upgrade=arguments.upgrade)
        _report(lock_file(python))
    _report(lock_tool(REQUIREMENTS / "sbom.in", upgrade=arguments.upgrade))
    return 0


def _report(path: Path) -> None:
    print(f"{path.relative_to(ROOT)}: {len(re.findall(r'^[A-Za-z]', path.read_text(encoding='utf-8'), re.MULTILINE))} packages")


if __name__ == "__main__":
    sys.exit(main())
