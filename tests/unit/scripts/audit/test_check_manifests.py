"""What others' tools find in the rendered chart and the Containerfiles: accepted with a reason, or a failure."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.script import load_script

CHECK = load_script("audit/check_manifests.py")
DOCUMENT = Path(__file__).resolve().parents[4] / "docs" / "cluster.md"


def finding(name: str) -> dict[str, Any]:
    return {"check_id": name, "check_name": "Do not", "resource": "Deployment.city120.city120-faq", "file_path": "/charts/small.yaml"}


def test_what_is_not_accepted_is_named_with_its_place() -> None:
    assert list(CHECK.problems([finding(name) for name in (*CHECK.ACCEPTED, "CKV_K8S_16")])) == [
        "small.yaml: Deployment.city120.city120-faq: CKV_K8S_16 Do not"
    ]


def test_what_is_accepted_and_gone_is_named_too() -> None:
    left = [finding(name) for name in CHECK.ACCEPTED if name != "CKV_K8S_38"]
    assert [problem.split()[0] for problem in CHECK.problems(left)] == ["CKV_K8S_38"]


def test_every_containerfile_is_looked_at(tmp_path: Path) -> None:
    assert list(CHECK.scanned(tmp_path)) == [("kubernetes", CHECK.RENDERED), ("dockerfile", tmp_path)]
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{name}.Dockerfile" for name in ("faq", "gateway", "jurisdiction", "wayfinding")]


def test_the_document_has_the_same_table() -> None:
    rows = dict(re.findall(r"^\| `(CKV_\w+)` \| (.*) \|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE))
    assert rows == CHECK.ACCEPTED
