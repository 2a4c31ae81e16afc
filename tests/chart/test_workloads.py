"""What every workload must have: looked for in what is rendered, not in the templates, so that what silently is not rendered fails."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml
from pydantic_settings import BaseSettings

from city120_faq.encoder.embedder import EmbeddingSettings
from city120_faq.settings import FaqSettings
from city120_gateway.settings import GatewaySettings
from city120_jurisdiction.settings import JurisdictionSettings
from city120_platform.settings import ServiceSettings
from city120_wayfinding.settings import WayfindingSettings
from tests.helm import CHARTS, KEYS, Rendered, pods, render

SERVICES = ("faq", "gateway", "jurisdiction", "wayfinding")
PORTS = {
    "city120-jurisdiction": JurisdictionSettings().jurisdiction_port,
    "city120-wayfinding": WayfindingSettings().wayfinding_port,
    "city120-faq": FaqSettings().faq_port,
    "city120-gateway": GatewaySettings().grpc_port,
    "city120-editor": FaqSettings().editor_port,
}
TYPES: dict[str, type[ServiceSettings]] = {
    "city120-jurisdiction": JurisdictionSettings,
    "city120-wayfinding": WayfindingSettings,
    "city120-faq": FaqSettings,
    "city120-gateway": GatewaySettings,
    "city120-editor": FaqSettings,
}


def container(deployment: dict[str, Any]) -> dict[str, Any]:
    (only,) = deployment["spec"]["template"]["spec"]["containers"]
    return dict(only)


def selector(deployment: dict[str, Any]) -> dict[str, str]:
    return dict(deployment["spec"]["selector"]["matchLabels"])


def environment(deployment: dict[str, Any]) -> dict[str, Any]:
    return {item["name"]: item.get("value") for item in container(deployment)["env"]}


def selected(rules: list[dict[str, Any]], deployment: dict[str, Any], *path: str) -> list[dict[str, Any]]:
    """The objects that select the pods of a workload, and no others."""
    collected = []
    for rule in rules:
        labels: Any = rule["spec"]
        for name in path:
            labels = labels[name]
        if labels == selector(deployment):
            collected.append(rule)
    return collected


def single(release: Rendered) -> set[str]:
    """The workloads of one writer: never two pods at a time."""
    records = environment(release.get("Deployment", "city120-gateway"))["CITY120_RECORDS_STORE"]
    return {"city120-editor"} | ({"city120-gateway"} if records == "sqlite" else set())


def test_the_workloads_are_these(example: Rendered) -> None:
    assert {name.removeprefix("city120-") for name in example.names("Deployment")} - {"editor"} == set(SERVICES)


def test_the_editor_is_there_when_it_is_asked_for(small: Rendered) -> None:
    assert "city120-editor" in small.names("Deployment")
    assert "city120-editor" not in render(values=KEYS).names("Deployment")


def test_every_workload_has_a_disruption_budget_that_lets_a_node_drain(example: Rendered) -> None:
    for deployment in example.all("Deployment"):
        (budget,) = selected(example.all("PodDisruptionBudget"), deployment, "selector", "matchLabels")
        assert budget["spec"]["maxUnavailable"] == 1
        assert "minAvailable" not in budget["spec"]


def test_every_workload_has_a_policy_of_its_own(example: Rendered) -> None:
    for deployment in example.all("Deployment"):
        assert len(selected(example.all("NetworkPolicy"), deployment, "podSelector", "matchLabels")) == 1


def test_a_workload_is_scaled_or_has_a_number_of_pods_and_not_both(example: Rendered) -> None:
    scaled = {item["spec"]["scaleTargetRef"]["name"] for item in example.all("HorizontalPodAutoscaler")}
    assert scaled <= set(example.names("Deployment")) - single(example)
    for deployment in example.all("Deployment"):
        assert (deployment["metadata"]["name"] in scaled) != ("replicas" in deployment["spec"])


def test_the_city_scales_all_that_can_be_many(city: Rendered) -> None:
    scaled = {item["metadata"]["name"]: item["spec"] for item in city.all("HorizontalPodAutoscaler")}
    assert set(scaled) == set(city.names("Deployment")) - {"city120-editor"}
    for spec in scaled.values():
        assert spec["minReplicas"] >= 2
        assert spec["metrics"][0]["resource"]["name"] == "cpu"
    for name in scaled:
        assert "cpu" in container(city.get("Deployment", name))["resources"]["requests"]


def test_one_writer_is_replaced_and_others_are_rolled_without_a_gap(example: Rendered) -> None:
    for deployment in example.all("Deployment"):
        strategy = deployment["spec"]["strategy"]
        if deployment["metadata"]["name"] in single(example):
            assert strategy == {"type": "Recreate"}
            assert deployment["spec"]["replicas"] == 1
        else:
            assert strategy == {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0}}


def test_probes_ask_what_the_service_answers(example: Rendered) -> None:
    for deployment in example.all("Deployment"):
        probed, name = container(deployment), deployment["metadata"]["name"]
        for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
            if name == "city120-gateway":
                assert probed[probe]["httpGet"] == {"path": "/livez" if probe == "livenessProbe" else "/readyz", "port": "rest"}
            else:
                assert probed[probe]["grpc"] == {"port": PORTS[name]}
        assert probed["startupProbe"]["periodSeconds"] * probed["startupProbe"]["failureThreshold"] >= 120


def test_ports_are_those_that_the_services_listen_on(example: Rendered) -> None:
    for deployment in example.all("Deployment"):
        ports = {port["name"]: port["containerPort"] for port in container(deployment)["ports"]}
        name = deployment["metadata"]["name"]
        assert ports.pop("metrics", 9464) == 9464
        assert ports == {"grpc": PORTS[name]} | ({"rest": GatewaySettings().rest_port} if name == "city120-gateway" else {})


def test_every_pod_may_do_as_little_as_possible(example: Rendered) -> None:
    for pod in pods(example):
        spec = pod["spec"]
        assert spec["securityContext"]["runAsNonRoot"] is True
        assert spec["securityContext"]["runAsUser"] >= 10_000
        assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert not {"hostNetwork", "hostPID", "hostIPC"} & set(spec)
        for item in [*spec.get("initContainers", ()), *spec["containers"]]:
            assert item["securityContext"]["readOnlyRootFilesystem"] is True
            assert item["securityContext"]["allowPrivilegeEscalation"] is False
            assert item["securityContext"]["capabilities"] == {"drop": ["ALL"]}
            assert {"memory", "cpu", "ephemeral-storage"} <= set(item["resources"]["requests"])
            assert {"memory", "ephemeral-storage"} <= set(item["resources"]["limits"])


def test_links_to_services_do_not_become_settings(example: Rendered) -> None:
    # A Service city120-faq would set CITY120_FAQ_PORT=tcp://…, which no faq starts with.
    assert all(pod["spec"]["enableServiceLinks"] is False for pod in pods(example))


def test_a_pod_has_an_account_of_its_own_and_only_the_gateway_a_token(example: Rendered) -> None:
    accounts = [pod["spec"]["serviceAccountName"] for pod in pods(example)]
    assert sorted(accounts) == sorted(set(accounts)) == sorted(example.names("ServiceAccount"))
    assert all(account["automountServiceAccountToken"] is False for account in example.all("ServiceAccount"))
    with_token = [pod["spec"]["serviceAccountName"] for pod in pods(example) if pod["spec"]["automountServiceAccountToken"]]
    assert with_token == ["city120-gateway"]


def test_the_gateway_reads_endpoint_slices_and_nobody_anything_else(example: Rendered) -> None:
    assert example.all("ClusterRole") == example.all("ClusterRoleBinding") == []
    (role,), (binding,) = example.all("Role"), example.all("RoleBinding")
    assert role["rules"] == [{"apiGroups": ["discovery.k8s.io"], "resources": ["endpointslices"], "verbs": ["get", "list", "watch"]}]
    assert [(item["kind"], item["name"]) for item in binding["subjects"]] == [("ServiceAccount", "city120-gateway")]
    assert binding["roleRef"]["name"] == role["metadata"]["name"]


def test_a_pod_has_time_to_drain(example: Rendered) -> None:
    for deployment in example.all("Deployment"):
        pause = container(deployment)["lifecycle"]["preStop"]["sleep"]["seconds"]
        assert pause >= 1
        assert deployment["spec"]["template"]["spec"]["terminationGracePeriodSeconds"] > pause + ServiceSettings().drain_s + 2


def test_a_longer_drain_gives_a_pod_more_time() -> None:
    values = {**KEYS, "settings": {"CITY120_DRAIN_S": 30}, "faq": {"settings": {"CITY120_DRAIN_S": 59.5}}}
    release = render(values=values)
    grace = {item["metadata"]["name"]: item["spec"]["template"]["spec"]["terminationGracePeriodSeconds"] for item in release.all("Deployment")}
    assert grace == {"city120-jurisdiction": 42, "city120-wayfinding": 42, "city120-gateway": 43, "city120-faq": 72}


def test_pods_are_spread_over_zones_and_nodes(example: Rendered) -> None:
    for deployment in example.all("Deployment"):
        spread = deployment["spec"]["template"]["spec"]["topologySpreadConstraints"]
        assert [item["topologyKey"] for item in spread] == ["topology.kubernetes.io/zone", "kubernetes.io/hostname"]
        assert all(item["labelSelector"]["matchLabels"] == selector(deployment) for item in spread)


def test_every_service_is_found_by_headless_addresses(example: Rendered) -> None:
    for deployment in example.all("Deployment"):
        name = deployment["metadata"]["name"]
        headless = [
            item["spec"]
            for item in example.all("Service")
            if item["spec"].get("clusterIP") == "None" and item["spec"]["selector"] == selector(deployment)
        ]
        (spec,) = headless
        assert [(port["port"], port["targetPort"]) for port in spec["ports"] if port["name"] == "grpc"] == [(PORTS[name], "grpc")]


def test_the_gateway_follows_the_services_that_are_there(example: Rendered) -> None:
    variables = environment(example.get("Deployment", "city120-gateway"))
    for service in ("jurisdiction", "wayfinding", "faq"):
        target = variables[f"CITY120_{service.upper()}_TARGET"]
        name, namespace = re.fullmatch(r"kubernetes:///([^.]+)\.([^:]+):grpc", target).groups()  # type: ignore[union-attr]
        assert example.get("Service", name)["metadata"]["namespace"] == namespace


def test_every_variable_is_a_setting_of_its_service(example: Rendered) -> None:
    for deployment in example.all("Deployment"):
        kinds: list[type[BaseSettings]] = [TYPES[deployment["metadata"]["name"]], EmbeddingSettings]
        known = {f"{kind.model_config.get('env_prefix', '')}{name}".upper() for kind in kinds for name in kind.model_fields}
        assert {name for name in environment(deployment) if not name.startswith("OTEL_")} <= known


def test_the_services_take_their_settings(example: Rendered, monkeypatch: pytest.MonkeyPatch) -> None:
    for deployment in example.all("Deployment"):
        for name, value in environment(deployment).items():
            monkeypatch.setenv(name, value or "city=key")
        settings = TYPES[deployment["metadata"]["name"]]()
        # Otherwise it would not start, listening for others.
        assert settings.keyed
        monkeypatch.undo()


def test_a_part_gets_the_keys_that_it_needs_and_no_others(city: Rendered) -> None:
    read = {
        item["metadata"]["name"].removeprefix("city120-"): {
            variable["name"]: variable["valueFrom"]["secretKeyRef"]["key"] for variable in container(item)["env"] if "valueFrom" in variable
        }
        for item in city.all("Deployment")
    }
    search = {"CITY120_FAQ_ELASTICSEARCH_API_KEY": "elasticsearch-api-key"}
    metrics = {"CITY120_NAMED_KEYS": "metrics-keys"}
    records = {"CITY120_RECORDS_ELASTICSEARCH_API_KEY": "records-api-key"}
    assert read == {
        "jurisdiction": {"CITY120_API_KEYS": "service-keys", **metrics},
        "wayfinding": {"CITY120_API_KEYS": "service-keys", "CITY120_EGEN_KEY": "egen-key", **metrics},
        "faq": {"CITY120_API_KEYS": "service-keys", **search, **metrics},
        "gateway": {"CITY120_API_KEYS": "api-keys", "CITY120_SERVICE_KEY": "service-key", "CITY120_TOKEN_KEYS": "token-keys", **records, **metrics},
        "editor": {"CITY120_EDITOR_KEYS": "editor-keys", **search, **metrics},
    }


def test_live_lists_are_asked_where_their_address_is_given(city: Rendered, small: Rendered) -> None:
    told = {item["metadata"]["name"]: environment(item).get("CITY120_EGEN_URL") for item in city.all("Deployment")}
    assert told.pop("city120-wayfinding") == "https://apis.data.go.kr/B552657"
    assert set(told.values()) == {None}
    assert not [name for item in small.all("Deployment") for name in environment(item) if "EGEN" in name]


def test_keys_with_names_are_a_file_of_the_gateway_and_the_editor(city: Rendered, small: Rendered) -> None:
    path = "/etc/city120/keys/named-keys"
    for release, readers in ((city, {"city120-gateway", "city120-editor"}), (small, set())):
        reading = [item for item in release.all("Deployment") if environment(item).get("CITY120_KEYS_FILE") == path]
        assert {item["metadata"]["name"] for item in reading} == readers
        for item in reading:
            # A subPath would never change.
            (mount,) = (mount for mount in container(item)["volumeMounts"] if mount["name"] == "keys")
            assert mount == {"name": "keys", "mountPath": "/etc/city120/keys", "readOnly": True}


def test_what_is_written_has_a_volume_and_nothing_else_is_writable(small: Rendered) -> None:
    writable = {
        item["metadata"]["name"]: {mount["mountPath"] for mount in container(item)["volumeMounts"] if not mount.get("readOnly")}
        for item in small.all("Deployment")
    }
    data = "/var/lib/city120"
    assert writable == {
        "city120-jurisdiction": {"/tmp"},
        "city120-wayfinding": {"/tmp"},
        "city120-faq": {"/tmp"},
        "city120-gateway": {"/tmp", f"{data}/records"},
        "city120-editor": {"/tmp", f"{data}/editions", f"{data}/editor", f"{data}/cache"},
    }


@pytest.mark.parametrize("origin", ["image", "initContainer"])
def test_an_edition_of_an_image_is_named_by_its_digest(origin: str) -> None:
    digest = "sha256:" + "a" * 64
    image = {"repository": "edition", "digest": digest, "path": "/made/edition"}
    release = render(values={**KEYS, "image": {"registry": "registry.inside:5000"}, "edition": {"from": origin, "image": image}})
    reference = f"registry.inside:5000/edition@{digest}"
    assert release.names("PersistentVolumeClaim") == ["city120-records"]
    for deployment in release.all("Deployment"):
        spec = deployment["spec"]["template"]["spec"]
        assert environment(deployment)["CITY120_EDITION"] == "/edition"
        (volume,) = (item for item in spec["volumes"] if item["name"] == "edition")
        if origin == "image":
            assert volume["image"]["reference"] == reference
        else:
            (init,) = spec["initContainers"]
            assert (init["image"], init["command"][-2:]) == (reference, ["/made/edition", "/to/edition"])


def test_claims_that_cannot_be_made_again_are_kept(city: Rendered, small: Rendered) -> None:
    def kept(release: Rendered) -> dict[str, bool]:
        claims = release.all("PersistentVolumeClaim")
        return {item["metadata"]["name"]: "helm.sh/resource-policy" in item["metadata"].get("annotations", {}) for item in claims}

    assert kept(city) == {"city120-editions": True, "city120-editor": True}
    assert kept(render(values=KEYS)) == {"city120-editions": True, "city120-records": True}
    assert kept(small) == {"city120-editions": False, "city120-records": False, "city120-editor": False}


def test_two_releases_share_no_name_and_no_pods() -> None:
    first, second = render(values=KEYS, release="north"), render(values=KEYS, release="south")
    for kind in ("Deployment", "Service", "ServiceAccount", "NetworkPolicy", "PodDisruptionBudget", "PersistentVolumeClaim", "Role", "RoleBinding"):
        assert not set(first.names(kind)) & set(second.names(kind))
    selectors = [tuple(sorted(selector(item).items())) for release in (first, second) for item in release.all("Deployment")]
    assert len(set(selectors)) == len(selectors)


def test_labels_of_pods_do_not_change_with_the_version(example: Rendered) -> None:
    # Otherwise every upgrade would roll every pod.
    for pod in pods(example):
        assert set(pod["metadata"]["labels"]) == {f"app.kubernetes.io/{name}" for name in ("name", "instance", "component")}


def test_only_options_that_are_on_are_there(city: Rendered, small: Rendered) -> None:
    optional = ("ServiceMonitor", "PrometheusRule", "Ingress", "HorizontalPodAutoscaler")
    assert [kind for kind in optional if small.all(kind)] == []
    assert [kind for kind in optional if not city.all(kind)] == []
    assert city.get("PrometheusRule", "city120-alerts")["spec"] == yaml.safe_load(
        (CHARTS.CHART / "files" / "alerts.yaml").read_text(encoding="utf-8")
    )
    dashboard = (CHARTS.CHART / "files" / "dashboard.json").read_text(encoding="utf-8")
    assert json.loads(city.get("ConfigMap", "city120-dashboards")["data"]["city120.json"]) == json.loads(dashboard)
    assert "city120-dashboards" not in small.names("ConfigMap")


def test_prometheus_is_sent_to_the_metrics_of_every_part_with_its_key(city: Rendered) -> None:
    monitor = city.get("ServiceMonitor", "city120-metrics")["spec"]
    (endpoint,) = monitor["endpoints"]
    assert endpoint["authorization"]["credentials"] == {"name": "city120-keys", "key": "metrics-key"}
    reached = [
        service["spec"]["selector"]["app.kubernetes.io/component"]
        for service in city.all("Service")
        if monitor["selector"]["matchLabels"].items() <= service["metadata"]["labels"].items()
        and any(port["name"] == endpoint["port"] for port in service["spec"]["ports"])
    ]
    # Each pod by one Service, or it would be counted twice.
    assert sorted(reached) == sorted({item["metadata"]["name"].removeprefix("city120-") for item in city.all("Deployment")})
    for deployment in city.all("Deployment"):
        assert {"name": "metrics", "containerPort": int(environment(deployment)["CITY120_METRICS_PORT"])} in container(deployment)["ports"]


def test_settings_of_the_chart_cannot_be_set_beside_it() -> None:
    for part in CHARTS.SETTINGS:
        names = CHARTS.setting_names(*CHARTS.SETTINGS[part])
        assert "CITY120_DRAIN_S" in names
        assert not [name for name in names if "KEY" in name or name.endswith(("_PORT", "_TARGET"))]
