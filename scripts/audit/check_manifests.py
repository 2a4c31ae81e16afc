"""Holds the chart's rendered examples and the Containerfiles against checkov, which knows what clusters are attacked by.

python scripts/audit/check_manifests.py    fail when it finds anything that is not accepted below, or nothing that is

checkov brings 90 packages, so it is no dependency of the project: it is installed once, in an environment of its own below the user's cache.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RENDERED = ROOT / "charts" / "city120" / "examples" / "rendered"
CHECKOV = "3.2.533"
# Findings that are accepted, and why. docs/cluster.md has the same table.
ACCEPTED: Mapping[str, str] = {
    "CKV_DOCKER_2": "no HEALTHCHECK: OCI images have none; the chart probes by gRPC and HTTP",
    "CKV_DOCKER_7": "a base without a tag: whoever builds names it; the default has one",
    "CKV_K8S_11": "no limit of processors: a throttled pod is late for everybody; requests and memory limits are set",
    "CKV_K8S_15": "not always pulled: a pod must start while the registry is away; name images by digest",
    "CKV_K8S_35": "keys by environment variables: that is how all settings come; no program of ours starts others with them",
    "CKV_K8S_38": "the gateway has a token: it reads EndpointSlices, and may do nothing else",
    "CKV_K8S_43": "no digests: small and city name a tag, for the chart cannot know yours; air-gapped names digests alone",
}


def environment() -> Path:
    """The programs of an environment with checkov, made when it is not there."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "city120" / f"checkov-{CHECKOV}"
    done = cache / "made"
    if not done.exists():
        print(f"installing checkov {CHECKOV} into {cache}", file=sys.stderr, flush=True)
        venv.create(cache, clear=True, with_pip=True)
        command = [str(cache / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"checkov=={CHECKOV}"]
        subprocess.run(command, check=True)
        done.touch()
    return cache / "bin"


def scanned(work: Path) -> Iterator[tuple[str, Path]]:
    """What is looked at, as framework and folder; `work` is an empty folder."""
    yield "kubernetes", RENDERED
    for path in ROOT.glob("services/*/Containerfile"):
        # It knows such a file by its other name alone.
        shutil.copyfile(path, work / f"{path.parent.name}.Dockerfile")
    yield "dockerfile", work


def report(program: Path, framework: str, folder: Path) -> dict[str, Any]:
    """What checkov says of the files of a folder."""
    command = [str(program), "--directory", str(folder), "--framework", framework, "--output", "json", "--compact", "--quiet"]
    # It asks nobody anything.
    offline = {**os.environ, "CHECKOV_RUN_SCA_PACKAGE_SCAN": "false", "LOG_LEVEL": "ERROR"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=offline)
    if not done.stdout.strip():
        raise SystemExit(f"checkov said nothing:\n{done.stderr}")
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def problems(findings: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What is not accepted, and what is accepted and not found."""
    for finding in findings:
        if finding["check_id"] not in ACCEPTED:
            yield f"{Path(finding['file_path']).name}: {finding['resource']}: {finding['check_id']} {finding['check_name']}"
    for name in ACCEPTED.keys() - {finding["check_id"] for finding in findings}:
        yield f"{name} is accepted and is not found any more: take it out of ACCEPTED and docs/cluster.md"


def main() -> int:
    program = environment() / "checkov"
    with tempfile.TemporaryDirectory() as work:
        said = [report(program, framework, folder) for framework, folder in scanned(Path(work))]
    findings = [finding for part in said for finding in part["results"]["failed_checks"]]
    faults = list(problems(findings))
    counted = Counter(finding["check_id"] for finding in findings)
    told = ", ".join(f"{name} {count}" for name, count in sorted(counted.items()))
    print(f"checkov {CHECKOV}: {sum(part['summary']['passed'] for part in said)} passed; accepted: {told}", file=sys.stderr)
    for problem in faults:
        print(problem, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
