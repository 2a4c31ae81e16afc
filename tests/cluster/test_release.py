"""The chart on a real API server: what it renders is taken, installs, rolls only what must, comes back, and leaves nothing."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cluster.cluster import RELEASE, Cluster
from tests.helm import CHART, EXAMPLES, parse

SMALL = next(path for path in EXAMPLES if path.stem == "small")
PARTS = ("jurisdiction", "wayfinding", "faq", "gateway", "editor")
# What every namespace has by itself, and what this test has made there.
NOT_OURS = {("ConfigMap", "kube-root-ca.crt"), ("ServiceAccount", "default"), ("Secret", "city120-keys")}
PATIENCE_S = 60


def of_example(path: Path) -> dict[str, Any]:
    values: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return values


@pytest.fixture(scope="module")
def installed(cluster: Cluster) -> str:
    """A namespace with the small example in it."""
    namespace, began = cluster.namespace("installed"), time.monotonic()
    cluster.helm("install", namespace, values=of_example(SMALL))
    print(f"helm install --wait: {time.monotonic() - began:.1f} s")
    return namespace


def contents(cluster: Cluster, namespace: str) -> set[tuple[str, str]]:
    """Everything in a namespace but events, as (kind, name)."""
    kinds = cluster.done("kubectl", "api-resources", "--verbs=list", "--namespaced", "--output=name").split()
    wanted = ",".join(kind for kind in kinds if not kind.startswith("events"))
    return {(item["kind"], item["metadata"]["name"]) for item in cluster.get(wanted, namespace)} - NOT_OURS


def test_every_example_is_taken_by_the_server_strictly(cluster: Cluster, examples_namespace: str) -> None:
    for rendered in sorted((CHART / "examples" / "rendered").glob("*.yaml")):
        taken = cluster.run("kubectl", "apply", "--dry-run=server", "--validate=strict", "--filename", str(rendered))
        assert taken.returncode == 0, taken.stderr
        # A warning says that pods would be refused, or that something is deprecated.
        assert taken.stderr == ""
        assert len(taken.stdout.splitlines()) == len(parse(rendered.read_text(encoding="utf-8")).objects)


def test_the_server_refuses_what_it_does_not_know(cluster: Cluster, examples_namespace: str) -> None:
    wrong = (CHART / "examples" / "rendered" / "small.yaml").read_text(encoding="utf-8").replace("revisionHistoryLimit:", "revisionsHistoryLimit:")
    refused = cluster.run("kubectl", "apply", "--dry-run=server", "--validate=strict", "--filename", "-", given=wrong)
    assert refused.returncode != 0
    assert 'unknown field "spec.revisionsHistoryLimit"' in refused.stderr


def test_an_edition_may_be_mounted_from_an_image(cluster: Cluster) -> None:
    namespace, image = cluster.namespace("from-image"), {"repository": "edition", "digest": "sha256:" + "a" * 64}
    by_key = {part: {"replicas": 1} for part in ("jurisdiction", "wayfinding", "faq")}
    cluster.helm("install", namespace, values={**by_key, "secrets": {"existing": "city120-keys"}, "edition": {"from": "image", "image": image}})
    volumes = [volume for pod in cluster.get("pods", namespace) for volume in pod["spec"]["volumes"] if "image" in volume]
    assert [volume["image"]["reference"] for volume in volumes] == [f"edition@{image['digest']}"] * 4


def test_all_parts_run_after_an_installation(cluster: Cluster, installed: str) -> None:
    assert set(cluster.pods(installed)) == set(PARTS)


def test_the_chart_s_own_test_is_run_and_goes(cluster: Cluster, installed: str) -> None:
    assert "Phase:          Succeeded" in cluster.done("helm", "test", RELEASE, "--timeout", "60s", namespace=installed)
    deadline = time.monotonic() + PATIENCE_S
    while any(name.startswith("city120-test") and kind != "NetworkPolicy" for kind, name in contents(cluster, installed)):
        assert time.monotonic() < deadline
        time.sleep(0.2)


@pytest.mark.parametrize("part", PARTS)
def test_an_account_has_its_rights_and_no_others(cluster: Cluster, installed: str, part: str) -> None:
    rights = {("endpointslices.discovery.k8s.io", "get list watch")} if part == "gateway" else set()
    assert cluster.rights(installed, f"city120-{part}") == rights


def test_the_rights_of_the_gateway_end_at_its_namespace(cluster: Cluster, installed: str) -> None:
    gateway = f"--as=system:serviceaccount:{installed}:city120-gateway"
    asked = ("kubectl", "auth", "can-i", "list", "endpointslices.discovery.k8s.io", gateway)
    assert cluster.done(*asked, namespace=installed).strip() == "yes"
    assert cluster.run(*asked, namespace="default").stdout.strip() == "no"
    assert cluster.run("kubectl", "auth", "can-i", "get", "secrets", gateway, namespace=installed).stdout.strip() == "no"


def test_a_changed_value_rolls_what_it_must_and_a_rollback_takes_it_back(cluster: Cluster, installed: str) -> None:
    before = cluster.pods(installed)
    values = of_example(SMALL)
    changed = {**values, "faq": {**values["faq"], "settings": {"CITY120_MAX_STREAMS": 32}}}
    cluster.helm("upgrade", installed, values=changed)
    after = cluster.pods(installed)
    assert {part for part in PARTS if before[part] != after[part]} == {"faq"}
    cluster.helm("upgrade", installed, values={**changed, "networkPolicy": {"restFrom": [{"podSelector": {"matchLabels": {"app": "proxy"}}}]}})
    assert cluster.pods(installed) == after
    cluster.done("helm", "rollback", RELEASE, "1", "--wait", "--timeout", "120s", namespace=installed)
    back = cluster.pods(installed)
    assert {part for part in PARTS if after[part] != back[part]} == {"faq"}
    # The name of a pod begins with that of its ReplicaSet, which follows from the template.
    assert back["faq"].rpartition("-")[0] == before["faq"].rpartition("-")[0] != after["faq"].rpartition("-")[0]


@pytest.mark.parametrize(
    ("keep", "left"), [(False, set()), (True, {f"city120-{name}" for name in ("editions", "records", "editor")})], ids=["all", "kept"]
)
def test_nothing_is_left_but_claims_that_are_kept(cluster: Cluster, keep: bool, left: set[str]) -> None:
    values = of_example(SMALL)
    values["edition"]["volume"]["keep"] = values["gateway"]["records"]["keep"] = values["editor"]["volume"]["keep"] = keep
    namespace = cluster.namespace(f"removed-{str(keep).lower()}")
    cluster.helm("install", namespace, values=values)
    cluster.helm("uninstall", namespace)
    expected, deadline = {("PersistentVolumeClaim", name) for name in left}, time.monotonic() + PATIENCE_S
    # The controller manager takes away what the objects of the release owned.
    while (there := contents(cluster, namespace)) != expected:
        assert time.monotonic() < deadline, there
        time.sleep(0.2)


def test_a_wrong_value_installs_nothing(cluster: Cluster) -> None:
    namespace = cluster.namespace("refused")
    refused = cluster.run("helm", "install", RELEASE, str(CHART), "--values", str(SMALL), "--set", "gateway.replicas=2", namespace=namespace)
    assert refused.returncode != 0
    assert "/gateway/replicas" in refused.stderr.replace("'", "").replace(".", "/")
    assert contents(cluster, namespace) == set()
