"""Who may reach whom: every flow that the policies allow, from what is rendered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.helm import KEYS, Rendered, render

COMPONENT = "app.kubernetes.io/component"
NAMESPACE = "kubernetes.io/metadata.name"


def peer(item: dict[str, Any]) -> str:
    """A peer by one word: a part of this release, a namespace, a block of addresses."""
    if "ipBlock" in item:
        return str(item["ipBlock"]["cidr"])
    labels = (item.get("namespaceSelector") or item["podSelector"])["matchLabels"]
    return str(labels.get(COMPONENT) or labels.get(NAMESPACE) or labels)


def flows(release: Rendered, direction: str) -> Iterator[tuple[str, str, int]]:
    """(part, peer, port) of everything that is allowed; `anywhere` where no peer is named."""
    other = {"ingress": "from", "egress": "to"}[direction]
    for policy in release.all("NetworkPolicy"):
        part = policy["spec"]["podSelector"]["matchLabels"].get(COMPONENT, "")
        for rule in policy["spec"].get(direction) or ():
            for port in rule["ports"]:
                yield from ((part, name, port["port"]) for name in map(peer, rule[other])) if other in rule else ((part, "anywhere", port["port"]),)


def test_everything_is_denied_first(example: Rendered) -> None:
    deny = example.get("NetworkPolicy", "city120")["spec"]
    assert deny["policyTypes"] == ["Ingress", "Egress"]
    assert "ingress" not in deny
    assert "egress" not in deny
    assert COMPONENT not in deny["podSelector"]["matchLabels"]
    pods = [item["spec"]["template"]["metadata"]["labels"] for kind in ("Deployment", "Job") for item in example.all(kind)]
    assert all(deny["podSelector"]["matchLabels"].items() <= labels.items() for labels in pods)


def test_without_anything_named_only_the_house_talks_to_itself() -> None:
    release = render(values={**KEYS, "editor": {"enabled": True}})
    assert set(flows(release, "ingress")) == {
        ("jurisdiction", "gateway", 50121),
        ("wayfinding", "gateway", 50122),
        ("faq", "gateway", 50123),
        ("gateway", "test", 8120),
    }
    assert set(flows(release, "egress")) == {
        ("gateway", "jurisdiction", 50121),
        ("gateway", "wayfinding", 50122),
        ("gateway", "faq", 50123),
        ("gateway", "0.0.0.0/0", 443),
        ("gateway", "0.0.0.0/0", 6443),
        ("test", "gateway", 8120),
        ("test", "kube-system", 53),
    }


def test_the_city_names_its_callers_and_what_is_asked_outside(city: Rendered) -> None:
    parts = ("jurisdiction", "wayfinding", "faq", "gateway", "editor")
    assert set(flows(city, "ingress")) == {(part, "monitoring", 9464) for part in parts} | {
        ("jurisdiction", "gateway", 50121),
        ("wayfinding", "gateway", 50122),
        ("faq", "gateway", 50123),
        ("gateway", "test", 8120),
        ("gateway", "ingress-nginx", 8120),
        ("gateway", "{'city.example/calls-city120': 'true'}", 50120),
        ("editor", "editorial", 50124),
    }
    traced = {(part, *way) for part in parts for way in (("observability", 4317), ("kube-system", 53))}
    assert set(flows(city, "egress")) - traced == {
        ("gateway", "jurisdiction", 50121),
        ("gateway", "wayfinding", 50122),
        ("gateway", "faq", 50123),
        ("gateway", "10.0.0.1/32", 443),
        ("gateway", "elastic", 9200),
        ("faq", "elastic", 9200),
        ("editor", "elastic", 9200),
        ("wayfinding", "anywhere", 443),
        ("test", "gateway", 8120),
        ("test", "kube-system", 53),
    }


@pytest.mark.parametrize(
    ("url", "port"),
    [
        ("https://vectors.example/v1", 443),
        ("http://vectors.example/v1", 80),
        ("http://vectors.example:8000/v1", 8000),
        ("http://[fd00::7]:8000/v1", 8000),
    ],
)
def test_faq_reaches_its_endpoint_on_the_port_of_its_address(url: str, port: int) -> None:
    release = render(values={**KEYS, "embeddings": {"url": url, "model": "m"}})
    assert {flow for flow in flows(release, "egress") if flow[0] == "faq"} == {("faq", "anywhere", port), ("faq", "kube-system", 53)}
    assert not [flow for flow in flows(release, "egress") if flow[0] == "jurisdiction"]


def test_wayfinding_reaches_live_lists_where_they_are_named() -> None:
    proxy = [{"ipBlock": {"cidr": "192.0.2.7/32"}}]
    values = {"secrets": {"existing": "keys"}, "egen": {"url": "http://lists.example:3128/B552657"}, "networkPolicy": {"egenTo": proxy}}
    outside = {flow for flow in flows(render(values=values), "egress") if flow[0] not in ("gateway", "test")}
    assert outside == {("wayfinding", "192.0.2.7/32", 3128), ("wayfinding", "kube-system", 53)}


def test_policies_can_be_left_to_others() -> None:
    assert render(values={**KEYS, "networkPolicy": {"enabled": False}}).all("NetworkPolicy") == []
