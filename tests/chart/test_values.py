"""Values that are wrong are refused, with the key at fault; what follows from the values is what is committed."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from city120_gateway.settings import GatewaySettings
from tests.helm import CHART, CHARTS, EXAMPLES, KEYS, parse, render, require_helm

DIGEST = "sha256:" + "a" * 64


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"replica": 3}, "replica"),
        ({"gateway": {"replica": 3}}, "replica"),
        ({"gateway": {"replicas": 2}}, "/gateway/replicas"),
        ({"gateway": {"autoscaling": {"enabled": True}}}, "/gateway/autoscaling/enabled"),
        ({"gateway": {"records": {"store": "files"}}}, "/gateway/records/store"),
        ({"settings": {"CITY120_DRIAN_S": 3}}, "CITY120_DRIAN_S"),
        ({"settings": {"CITY120_FAQ_ELASTICSEARCH_TIMEOUT_S": 1}}, "CITY120_FAQ_ELASTICSEARCH_TIMEOUT_S"),
        ({"faq": {"settings": {"CITY120_API_KEYS": "open"}}}, "CITY120_API_KEYS"),
        ({"faq": {"settings": {"CITY120_DRAIN_S": [3]}}}, "/faq/settings/CITY120_DRAIN_S"),
        ({"faq": {"replicas": "two"}}, "/faq/replicas"),
        ({"faq": {"image": {"digest": "sha256:short"}}}, "/faq/image/digest"),
        ({"edition": {"from": "disk"}}, "/edition/from"),
        ({"edition": {"from": "image"}}, "/edition/image"),
        ({"edition": {"from": "image", "image": {"repository": "edition"}}}, "/edition/image/digest"),
        ({"edition": {"from": "image", "image": {"repository": "edition", "digest": DIGEST}}, "editor": {"enabled": True}}, "/edition/from"),
        ({"editor": {"enabled": True, "store": "elasticsearch"}}, "/elasticsearch/url"),
        ({"gateway": {"records": {"store": "elasticsearch"}}}, "/elasticsearch/url"),
        ({"elasticsearch": {"url": "https://user:secret@search.example"}}, "/elasticsearch/url"),
        ({"embeddings": {"url": "https://vectors.example/v1"}}, "/embeddings/model"),
        ({"egen": {"url": "apis.data.go.kr"}}, "/egen/url"),
        ({"ingress": {"enabled": True}}, "/ingress/hosts"),
        ({"serviceMonitor": {"enabled": True}}, "/metrics/enabled"),
        ({"networkPolicy": {"restFrom": [{"podselector": {}}]}}, "podselector"),
        ({"networkPolicy": {"apiServer": {"cidrs": ["the server"]}}}, "/networkPolicy/apiServer/cidrs/0"),
        ({"preStopSeconds": 0}, "/preStopSeconds"),
        ({"podSecurity": {"runAsUser": 0}}, "/podSecurity/runAsUser"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_value_is_refused_and_named(values: dict[str, Any], named: str) -> None:
    with pytest.raises(ValueError, match="values don't meet the specifications") as refused:
        render(values={**KEYS, **values})
    assert named in str(refused.value).replace("'", "").replace(".", "/")


@pytest.mark.parametrize("key", ["apiKeys", "serviceKeys", "tokenKeys"])
def test_a_key_that_is_missing_is_named(key: str) -> None:
    keys = {"apiKeys": "a", "serviceKeys": "b", "tokenKeys": "c"}
    assert render(values={"secrets": keys}).names("Secret") == ["city120-keys"]
    with pytest.raises(ValueError, match=f"secrets.{key} is empty: give it, or name a Secret of yours"):
        render(values={"secrets": {**keys, key: ""}})


def test_keys_with_names_stand_in_for_the_list() -> None:
    keys = {"serviceKeys": "b", "tokenKeys": "c", "named": True, "namedKeys": "kakao ask,feedback sha256:0"}
    release = render(values={"secrets": keys, "editor": {"enabled": True}})
    assert release.get("Secret", "city120-keys")["stringData"]["named-keys"] == keys["namedKeys"]
    with pytest.raises(ValueError, match=r"secrets\.namedKeys is empty"):
        render(values={"secrets": {**keys, "namedKeys": ""}})


def test_gateways_may_be_many_where_records_are_on_a_cluster() -> None:
    values = {**KEYS, "elasticsearch": {"url": "https://search.example:9200"}, "gateway": {"replicas": 3, "records": {"store": "elasticsearch"}}}
    release = render(values=values)
    assert release.get("Deployment", "city120-gateway")["spec"]["replicas"] == 3
    assert release.names("PersistentVolumeClaim") == ["city120-editions"]


def test_an_editor_without_editors_is_refused() -> None:
    keys = {"apiKeys": "a", "serviceKeys": "b", "tokenKeys": "c"}
    with pytest.raises(ValueError, match=r"secrets\.editorKeys is empty"):
        render(values={"secrets": keys, "editor": {"enabled": True}})


def test_live_lists_without_a_key_are_refused() -> None:
    keys = {"apiKeys": "a", "serviceKeys": "b", "tokenKeys": "c"}
    egen = {"url": "https://apis.data.go.kr/B552657"}
    with pytest.raises(ValueError, match=r"secrets\.egenKey is empty, and egen\.url is given"):
        render(values={"secrets": keys, "egen": egen})
    release = render(values={"secrets": {**keys, "egenKey": "d"}, "egen": egen})
    assert release.get("Secret", "city120-keys")["stringData"]["egen-key"] == "d"


def test_a_key_that_changes_rolls_those_that_read_it_and_no_others() -> None:
    keys = {"apiKeys": "a", "serviceKeys": "b", "tokenKeys": "c", "editorKeys": "city=d", "egenKey": "e"}
    options = {"editor": {"enabled": True}, "egen": {"url": "https://apis.data.go.kr/B552657"}}

    def sums(**changed: str) -> dict[str, str]:
        release = render(values={"secrets": {**keys, **changed}, **options})
        return {item["metadata"]["name"]: item["spec"]["template"]["metadata"]["annotations"]["checksum/keys"] for item in release.all("Deployment")}

    before = sums()
    rolled = {key: {name for name, value in sums(**{key: "new"}).items() if value != before[name]} for key in keys}
    assert rolled == {
        "apiKeys": {"city120-gateway"},
        "serviceKeys": {"city120-jurisdiction", "city120-wayfinding", "city120-faq", "city120-gateway"},
        "tokenKeys": {"city120-gateway"},
        "editorKeys": {"city120-editor"},
        "egenKey": {"city120-wayfinding"},
    }


def test_the_gateway_sends_the_first_of_the_keys_that_services_take() -> None:
    keys = {"apiKeys": "a", "serviceKeys": "new, old", "tokenKeys": "c"}
    assert render(values={"secrets": keys}).get("Secret", "city120-keys")["stringData"]["service-key"] == "new"


def test_numbers_stay_as_they_are_written() -> None:
    release = render(values={**KEYS, "settings": {"CITY120_MAX_MESSAGE_BYTES": 4000000, "CITY120_DRAIN_S": 2.5}})
    for deployment in release.all("Deployment"):
        variables = {item["name"]: item.get("value") for item in deployment["spec"]["template"]["spec"]["containers"][0]["env"]}
        assert (variables["CITY120_MAX_MESSAGE_BYTES"], variables["CITY120_DRAIN_S"]) == ("4000000", "2.5")


def test_the_readme_and_the_schema_follow_from_the_values() -> None:
    assert (CHART / "README.md").read_text(encoding="utf-8") == CHARTS.readme((CHART / "values.yaml").read_text(encoding="utf-8"))
    schema = (CHART / "values.schema.json").read_text(encoding="utf-8")
    assert schema == CHARTS.schema(schema), "a setting came or went: make chart"


def test_a_value_without_a_meaning_is_named() -> None:
    with pytest.raises(ValueError, match=r"values\.yaml: image\.tag has no comment"):
        list(CHARTS.values_of('image:\n  # Where.\n  registry: ""\n\n  tag: ""\n'))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_a_rendered_example_is_what_is_committed(example: Any) -> None:
    committed = CHART / "examples" / "rendered" / example.name
    assert parse(committed.read_text(encoding="utf-8")) == parse(CHARTS.render(require_helm(), example)), "make chart"


def test_every_value_of_the_chart_is_in_the_schema() -> None:
    schema = yaml.safe_load((CHART / "values.schema.json").read_text(encoding="utf-8"))
    defaults = yaml.safe_load((CHART / "values.yaml").read_text(encoding="utf-8"))
    # `global` is Helm's own.
    assert set(schema["properties"]) - {"global"} == set(defaults)


@pytest.mark.parametrize("values", [{"settings": {"CITY120_ALLOWED_HOSTS": "120.city.example"}}, {}], ids=["named", "any"])
def test_where_hosts_are_named_the_service_is_one_of_them(values: dict[str, Any]) -> None:
    release = render(values={**KEYS, "gateway": values})
    (container,) = release.get("Deployment", "city120-gateway")["spec"]["template"]["spec"]["containers"]
    variables = {item["name"]: item.get("value") for item in container["env"]}
    (check,) = release.get("Job", "city120-test")["spec"]["template"]["spec"]["containers"]
    address = next(item["value"] for item in check["env"] if item["name"] == "ADDRESS")
    settings = GatewaySettings(allowed_hosts=variables.get("CITY120_ALLOWED_HOSTS", ""), api_keys="k")
    assert settings.is_host_allowed(address.removeprefix("http://"))
    assert settings.is_host_allowed("elsewhere.example") is (not values)


@pytest.mark.parametrize("named", [True, False])
def test_the_chart_s_test_starts_without_keys_where_keys_have_names(named: bool) -> None:
    release = render(values={"secrets": {"existing": "keys", "named": named}})
    (container,) = release.get("Job", "city120-test")["spec"]["template"]["spec"]["containers"]
    (key,) = (item["valueFrom"]["secretKeyRef"] for item in container["env"] if item["name"] == "KEY")
    assert key.get("optional", False) is named
