"""One list of channels; whatever else lists them is held against it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest
from buf.validate import validate_pb2
from city120.inquiry.v1 import inquiry_pb2 as pb

from city120_cli import ask
from city120_gateway.channels.registry import CHANNELS, DEFAULT, render
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.decide import Kind
from city120_gateway.rest.payloads import ResolvePayload
from tests.unit.gateway import samples
from tests.unit.gateway.samples import answer, resolution

ROOT = Path(__file__).parents[4]
NAMES = set(CHANNELS)


def test_the_contract_takes_these_channels_and_no_other() -> None:
    field = pb.ResolveInquiryRequest.DESCRIPTOR.fields_by_name["channel"]
    rules: Any = field.GetOptions().Extensions[validate_pb2.field]  # type: ignore[index]
    taken = getattr(rules.string, "in")
    assert set(taken) == NAMES | {""}


def test_the_contract_names_them_and_the_default() -> None:
    proto = (ROOT / "protos/city120/inquiry/v1/inquiry.proto").read_text(encoding="utf-8")
    comment = re.search(r"// (.*)\n  string channel = 3", proto)
    assert comment is not None
    named, _, default = comment.group(1).partition("; empty: ")
    assert set(re.findall(r"\w+", named)) - {"or"} == NAMES
    assert default == f"{DEFAULT}."


def test_rest_takes_them() -> None:
    (names, _) = get_args(ResolvePayload.model_fields["channel"].annotation)
    assert set(get_args(names)) == NAMES


def test_the_command_offers_them() -> None:
    assert set(ask.CHANNELS) == NAMES


def test_the_documents_have_the_walk_with_each_of_them() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    walk = guide.partition("## A new channel\n")[2].partition("\n## ")[0]
    assert all(f"`{name}`" in walk for name in NAMES)


def test_samples_cover_them() -> None:
    assert set(samples.CHANNELS) == NAMES


@pytest.mark.parametrize("name", CHANNELS)
def test_each_channel_has_its_own_file_and_words_what_it_is_given(knowledge: Knowledge, name: str) -> None:
    assert CHANNELS[name].__module__ == f"city120_gateway.channels.{name}"
    assert render(resolution(Kind.ANSWER, channel=name, answer=answer()), knowledge) == (answer().text,)
