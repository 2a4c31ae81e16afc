"""The Containerfiles: alike where they should be, and in agreement with the chart that runs them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.script import load_script

ROOT = Path(__file__).resolve().parents[4]
IMAGES = load_script("build/images.py")
SERVICES = sorted(IMAGES.IMAGES)
CHART = ROOT / "charts" / "city120"
# What differs on purpose: the service's own name, words, ports, and what is compiled ahead.
OWN = re.compile(r"description=|^EXPOSE|^ENTRYPOINT|NUMBA|^#|\.__main__|CITY120_DATA_DIR")


def lines(service: str) -> list[str]:
    """The lines of a service's Containerfile."""
    return (ROOT / "services" / service / "Containerfile").read_text(encoding="utf-8").splitlines()


def default(service: str, name: str) -> str:
    """The default of a build argument."""
    (value,) = {line.partition("=")[2] for line in lines(service) if line.startswith(f"ARG {name}=")}
    return value


def test_every_service_has_an_image() -> None:
    assert [path.parent.name for path in sorted((ROOT / "services").glob("*/Containerfile"))] == SERVICES
    assert sorted(path.parent.name for path in (ROOT / "services").glob("*/pyproject.toml")) == SERVICES


@pytest.mark.parametrize("service", SERVICES)
def test_what_is_the_same_for_all_is_written_alike(service: str) -> None:
    assert common(service) == common("gateway")


def common(service: str) -> list[str]:
    """The lines that all should have, with the service's name left out."""
    return [line.replace(service, "*") for line in lines(service) if not OWN.search(line)]


@pytest.mark.parametrize("service", SERVICES)
def test_the_user_is_a_number_and_that_of_the_chart(service: str) -> None:
    values = yaml.safe_load((CHART / "values.yaml").read_text(encoding="utf-8"))["podSecurity"]
    assert f"USER {values['runAsUser']}:{values['fsGroup']}" in lines(service)


@pytest.mark.parametrize("service", SERVICES)
def test_the_ports_are_those_of_the_chart(service: str) -> None:
    text = (CHART / "templates" / "_names.tpl").read_text(encoding="utf-8")
    (ports,) = re.findall(r"get \(dict (.+?)\) \.", text)
    grpc = dict(zip(re.findall(r'"(\w+)"', ports), re.findall(r"\d+", ports), strict=True))
    (rest,) = re.findall(r'"city120.restPort" -\}\}(\d+)', text)
    also = {"faq": [grpc["editor"]], "gateway": [rest]}.get(service, [])
    assert f"EXPOSE {' '.join([grpc[service], *also])}" in lines(service)


@pytest.mark.parametrize("service", SERVICES)
def test_the_repository_is_that_of_the_chart(service: str) -> None:
    values = yaml.safe_load((CHART / "values.yaml").read_text(encoding="utf-8"))
    assert IMAGES.IMAGES[service].tag.split("/")[-1].split(":")[0] == values[service]["image"]["repository"]


@pytest.mark.parametrize("service", SERVICES)
def test_the_version_is_that_of_the_distribution_and_of_the_chart(service: str) -> None:
    chart = yaml.safe_load((CHART / "Chart.yaml").read_text(encoding="utf-8"))
    own = re.search(r'^version = "(.+)"', (ROOT / "services" / service / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert own is not None
    assert default(service, "VERSION") == IMAGES.VERSION == own[1] == chart["appVersion"]


def test_a_service_that_there_is_not_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        IMAGES.parse(["post"])
    assert "post: no such service; they are jurisdiction, wayfinding, faq, gateway" in capsys.readouterr().err
