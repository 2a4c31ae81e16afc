"""Messages of the contract as the JSON of the REST paths, and the schemas that describe it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from city120.faq.v1 import faq_pb2
from city120.inquiry.v1 import inquiry_pb2 as pb
from city120.jurisdiction.v1 import jurisdiction_pb2
from city120.wayfinding.v1 import wayfinding_pb2

from city120_gateway.rest.routes import READS
from city120_gateway.rest.values import schema, to_json

# What the REST contract promises of a resolution.
PROMISED = (
    "inquiry_id edition_id language kind confidence evidence degraded affairs area responsibility answer places itinerary departures "
    "clarification emergency handoff also rendered"
).split()


def test_a_resolution_has_all_its_sections_and_what_is_absent_is_null() -> None:
    values = to_json(pb.ResolveInquiryResponse())
    assert set(PROMISED) <= set(values)
    for section in ("area", "responsibility", "answer", "clarification", "emergency", "handoff", "rendered", "inquiry_id", "language"):
        assert values[section] is None
    for section in ("evidence", "degraded", "affairs", "places", "itinerary", "departures", "also"):
        assert values[section] == []
    assert values["confidence"] == 0.0


@pytest.mark.parametrize(("number", "word"), [(value.number, value.name.removeprefix("KIND_").lower()) for value in pb.Kind.DESCRIPTOR.values])
def test_kinds_are_lower_case_words(number: int, word: str) -> None:
    assert to_json(pb.ResolveInquiryResponse(kind=number))["kind"] == word  # type: ignore[arg-type]
    assert word == word.lower()


def test_enums_lose_their_prefix_also_when_it_has_several_words() -> None:
    body = jurisdiction_pb2.GetBodyResponse(body=jurisdiction_pb2.Body(tier="TIER_DISTRICT"))
    outcome = jurisdiction_pb2.ResolveResponsibilityResponse(outcome="OUTCOME_NEEDS_PLACE")
    mention = wayfinding_pb2.PlaceMention(role="MENTION_ROLE_RESIDENCE")
    affair = jurisdiction_pb2.Affair(place_role="PLACE_ROLE_SITE", answer_kind="ANSWER_KIND_DEPARTURES")
    assert to_json(body)["body"]["tier"] == "district"
    assert to_json(outcome)["outcome"] == "needs_place"
    assert to_json(mention)["role"] == "residence"
    assert (to_json(affair)["place_role"], to_json(affair)["answer_kind"]) == ("site", "departures")


def test_numbers_and_truth_values_stay_even_when_they_are_nothing() -> None:
    values = to_json(wayfinding_pb2.Place(distance_m=0.0))
    assert values["distance_m"] == 0.0
    assert to_json(jurisdiction_pb2.Body(verified=False))["verified"] is False
    assert to_json(wayfinding_pb2.PlaceMention(start=0))["start"] == 0


def test_maps_are_objects_with_their_keys_in_order() -> None:
    names = to_json(jurisdiction_pb2.Area(names={"mn": "Мапо", "en": "Mapo-gu", "ko": "마포구"}))["names"]
    assert list(names.items()) == [("en", "Mapo-gu"), ("ko", "마포구"), ("mn", "Мапо")]
    texts = to_json(faq_pb2.Entry(texts={"ko": faq_pb2.EntryText(question="?", answer="!")}))["texts"]
    assert texts == {"ko": {"question": "?", "answer": "!", "plain": None, "spoken": None}}


def test_geojson_is_an_object() -> None:
    route = pb.InquiryRoute(geometry='{"type": "FeatureCollection", "features": []}')
    assert to_json(route)["geometry"] == {"type": "FeatureCollection", "features": []}


def test_of_a_choice_only_the_side_that_is_set_has_a_value() -> None:
    border = to_json(jurisdiction_pb2.NearBorder(district_code="11440", distance_m=4.2))
    assert border == {"district_code": "11440", "outside_code": None, "distance_m": 4.2}


KINDS: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}


def holds(value: Any, rule: dict[str, Any], components: dict[str, Any]) -> bool:
    """Whether a value obeys the few words of JSON Schema that are used here."""
    if "$ref" in rule:
        return holds(value, components[rule["$ref"].rpartition("/")[2]], components)
    if "anyOf" in rule:
        return any(holds(value, choice, components) for choice in rule["anyOf"])
    wanted = [rule["type"]] if isinstance(rule["type"], str) else rule["type"]
    right_kind = any(isinstance(value, KINDS[kind]) for kind in wanted)
    return right_kind and value in rule.get("enum", [value]) and all(holds(item, inner, components) for item, inner in within(value, rule))


def within(value: Any, rule: dict[str, Any]) -> list[tuple[Any, dict[str, Any]]]:
    """What a list or an object holds, each with its rule; a name that is missing or too many has a rule that nothing obeys."""
    if isinstance(value, list):
        return [(item, rule["items"]) for item in value]
    if isinstance(value, dict) and "properties" in rule:
        wrong = set(rule["required"]) ^ set(value)
        return [(None, {"type": "string"})] * len(wrong) + [(item, rule["properties"][name]) for name, item in value.items() if name not in wrong]
    return [(item, rule["additionalProperties"]) for item in value.values()] if isinstance(value, dict) else []


def full(message: Any) -> Any:
    """A message in which everything is set once, to a depth that holds every kind of field."""
    return _full(message, 3)


def _full(message: Any, depth: int) -> Any:
    for field in message.DESCRIPTOR.fields:
        value = getattr(message, field.name)
        if field.message_type is None:
            plain = {field.CPPTYPE_STRING: "{}" if field.name == "geometry" else "x", field.CPPTYPE_BOOL: True, field.CPPTYPE_ENUM: 1}.get(
                field.cpp_type, 1
            )
            value.append(plain) if field.is_repeated else setattr(message, field.name, plain)
        elif field.message_type.GetOptions().map_entry:
            inner = field.message_type.fields_by_name["value"]
            if inner.message_type is None:
                value["ko"] = "x"
            else:
                _full(value["ko"], depth - 1)
        elif depth:
            _full(value.add() if field.is_repeated else value, depth - 1)
            if not field.is_repeated:
                value.SetInParent()
    return message


@pytest.mark.parametrize("kind", [pb.ResolveInquiryResponse, *(read.response for read in READS)], ids=lambda kind: kind.DESCRIPTOR.name)
def test_what_is_sent_obeys_its_schema_empty_and_full(kind: Any) -> None:
    components: dict[str, Any] = {}
    rule = schema(kind.DESCRIPTOR, components)
    for message in (kind(), full(kind())):
        values = json.loads(json.dumps(to_json(message)))
        assert holds(values, rule, components)
    assert not holds({}, rule, components)
    assert not holds({**values, "edition_id": 5, "redacted_text": 5}, rule, components)
