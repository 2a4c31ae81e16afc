"""Helm and kubectl on the control plane of the tests."""

from __future__ import annotations

import json
import subprocess
import time
from dataclasses import dataclass
from typing import Any

import yaml

from tests.helm import CHART
from tests.script import load_script

CONTROL_PLANE = load_script("servers/kubernetes/control_plane.py")
KEYS = ("api-keys", "service-keys", "service-key", "token-keys", "editor-keys")
RELEASE = "city120"
SETTLED_S = 60
COMPONENT = "app.kubernetes.io/component"
# Pods that may do more than the chart's need are refused, and workloads that would make such are warned of.
_STRICT = {f"pod-security.kubernetes.io/{mode}": "restricted" for mode in ("enforce", "warn")}


@dataclass(frozen=True)
class Cluster:
    """A running control plane."""

    running: Any

    def run(self, *command: str, given: str = "", namespace: str = "") -> subprocess.CompletedProcess[str]:
        """helm or kubectl, in a namespace."""
        where = ["--namespace", namespace] if namespace else []
        return subprocess.run([*command, *where], input=given, env=self.running.environment, capture_output=True, text=True, check=False)

    def done(self, *command: str, given: str = "", namespace: str = "") -> str:
        """The same, which must succeed; what it says."""
        ended = self.run(*command, given=given, namespace=namespace)
        assert ended.returncode == 0, ended.stderr + ended.stdout
        return ended.stdout

    def get(self, kinds: str, namespace: str) -> list[dict[str, Any]]:
        """Objects of some kinds."""
        items: list[dict[str, Any]] = json.loads(self.done("kubectl", "get", kinds, "--output", "json", namespace=namespace))["items"]
        return items

    def apply(self, *objects: dict[str, Any]) -> None:
        """Make objects."""
        self.done("kubectl", "apply", "--filename", "-", given=yaml.safe_dump_all(objects))

    def namespace(self, name: str) -> str:
        """Make a namespace for restricted pods alone, with a Secret of keys and volumes for the chart's claims. It ends with the control plane."""
        self.apply(
            {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name, "labels": _STRICT}},
            {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "city120-keys", "namespace": name}, "stringData": dict.fromkeys(KEYS, "k")},
            *(_volume(name, claim) for claim in ("editions", "records", "editor")),
        )
        return name

    def define(self, group: str, *kinds: str) -> None:
        """Make kinds of objects that other software brings; of what is in them nothing is known."""
        names = {kind: f"{kind.lower()}s.{group}" for kind in kinds}
        self.apply(*(_definition(group, kind, name) for kind, name in names.items()))
        self.done("kubectl", "wait", "--for=condition=Established", "--timeout=60s", *(f"crd/{name}" for name in names.values()))

    def helm(self, command: str, namespace: str, *arguments: str, values: dict[str, Any] | None = None) -> str:
        """A command for the release, waited for."""
        given = yaml.safe_dump(values or {})
        chart = [str(CHART), "--values", "-"] if command in ("install", "upgrade") else []
        return self.done("helm", command, RELEASE, *chart, *arguments, "--wait", "--timeout", "120s", given=given, namespace=namespace)

    def rights(self, namespace: str, account: str) -> set[tuple[str, str]]:
        """What an account may do, as (resources, verbs), beyond what every account may."""
        (mine, every) = (
            _rows(self.done("kubectl", "auth", "can-i", "--list", f"--as=system:serviceaccount:{namespace}:{name}", namespace=namespace))
            for name in (account, "nobody")
        )
        return mine - every

    def pods(self, namespace: str) -> dict[str, str]:
        """The name of the one pod of each part, when there is one: an old one may be going yet."""
        deadline = time.monotonic() + SETTLED_S
        while True:
            values = [pod["metadata"] for pod in self.get("pods", namespace)]
            parts = [(pod["labels"][COMPONENT], pod["name"]) for pod in values if pod["labels"][COMPONENT] != "test"]
            if len(dict(parts)) == len(parts):
                return dict(parts)
            assert time.monotonic() < deadline, parts
            time.sleep(0.2)


def _definition(group: str, kind: str, name: str) -> dict[str, Any]:
    anything = {"openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": True}}
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": name},
        "spec": {
            "group": group,
            "scope": "Namespaced",
            "names": {"kind": kind, "plural": name.partition(".")[0], "singular": kind.lower()},
            "versions": [{"name": "v1", "served": True, "storage": True, "schema": anything}],
        },
    }


def _volume(namespace: str, claim: str) -> dict[str, Any]:
    name = f"{RELEASE}-{claim}"
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolume",
        "metadata": {"name": f"{namespace}-{claim}"},
        "spec": {
            "capacity": {"storage": "1Ti"},
            "accessModes": ["ReadWriteOnce", "ReadWriteMany"],
            "persistentVolumeReclaimPolicy": "Retain",
            "hostPath": {"path": "/nowhere"},
            "claimRef": {"namespace": namespace, "name": name},
        },
    }


def _rows(table: str) -> set[tuple[str, str]]:
    """Rows of `kubectl auth can-i --list`: what is before the first bracket, and the verbs between the last two."""
    lines = table.splitlines()[1:]
    return {(line.partition(" ")[0], line.rpartition("[")[2].rstrip("] ")) for line in lines if line.strip()}
