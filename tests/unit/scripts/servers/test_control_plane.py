"""What the control plane is built of and where it is kept, and the node that is played. The whole is run by tests/cluster."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from kubernetes import client

from tests.script import load_script

PLANE = load_script("servers/kubernetes/control_plane.py")
NODE = load_script("servers/kubernetes/node.py")


def test_programs_are_kept_outside_the_repository_and_for_each_state_of_the_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CITY120_KUBERNETES_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    here = PLANE.cache_folder()
    assert here.parent == tmp_path / "city120" / "kubernetes"
    monkeypatch.setattr(PLANE, "COMPILER", "all=")
    assert PLANE.cache_folder() != here
    monkeypatch.setenv("CITY120_KUBERNETES_CACHE", str(tmp_path / "mine"))
    assert PLANE.cache_folder().parent == tmp_path / "mine"


def test_without_go_the_build_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITY120_KUBERNETES_CACHE", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PLANE.ControlPlaneError, match=r"go not found on the path; install it \(Go 1\.24"):
        PLANE.build()
    assert not PLANE.is_built()


def test_what_is_built_is_not_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITY120_KUBERNETES_CACHE", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    (PLANE.cache_folder() / "bin").mkdir(parents=True)
    for made in ("bin/helm", "made"):
        (PLANE.cache_folder() / made).touch()
    assert PLANE.build() == PLANE.cache_folder() / "bin"


def test_a_part_that_ends_is_named_with_its_log(tmp_path: Path) -> None:
    ended = tmp_path / "kube-scheduler"
    ended.write_text("#!/bin/sh\necho no such flag\nexit 1\n", encoding="utf-8")
    ended.chmod(0o755)
    plane = PLANE.ControlPlane(tmp_path / "work", tmp_path)
    (plane.work / "logs").mkdir(parents=True)
    plane.start_part("kube-scheduler")
    with pytest.raises(PLANE.ControlPlaneError, match=r"kube-scheduler ended; see .*kube-scheduler\.log"):
        plane.wait_for_api()
    assert (plane.work / "logs" / "kube-scheduler.log").read_text(encoding="utf-8") == "no such flag\n"
    plane.stop()


def pod(owner: str) -> Any:
    return client.V1Pod(
        metadata=client.V1ObjectMeta(name="one", owner_references=[client.V1OwnerReference(api_version="batch/v1", kind=owner, name="o", uid="u")]),
        spec=client.V1PodSpec(containers=[client.V1Container(name="main", image="image:1")]),
    )


def test_a_played_pod_is_ready_and_one_of_a_job_has_ended_well() -> None:
    running, ended = (NODE.pod_status(pod(owner), "10.1.0.1")["status"] for owner in ("ReplicaSet", "Job"))
    assert (running["phase"], running["podIP"], running["containerStatuses"][0]["ready"]) == ("Running", "10.1.0.1", True)
    assert {"Ready", "ContainersReady"} <= {condition["type"] for condition in running["conditions"]}
    assert ended["phase"] == "Succeeded"
    assert ended["containerStatuses"][0]["state"]["terminated"]["exitCode"] == 0
