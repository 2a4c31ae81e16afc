"""The export is what Open Referral HSDS 3.2 asks for: its objects, fields, types, formats and required fields, and references that lead somewhere."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from city120_cli.__main__ import main
from city120_edition import Edition, hsds, rows
from city120_edition.hsds import Export, _rules
from tests.layer_files import data_dir_of

DAY = dt.date(2026, 11, 24)
# By object of HSDS 3.2 (docs.openreferral.org, schema/*.json): its fields, of those that an export may have, and their types; `!` is required.
# uuid and uri are formats of text; {…} is a closed list; [x] a list of objects.
FIELDS = {
    "organization": "id:uuid! name:text! description:text! alternate_name:text website:uri parent_organization_id:uuid phones:[phone] "
    "contacts:[contact] locations:[location] organization_identifiers:[organization_identifier] attributes:[attribute]",
    "organization_identifier": "id:uuid! identifier_type:text! identifier:text! organization_id:uuid identifier_scheme:text",
    "service": "id:uuid! name:text! status:{active,inactive,defunct,temporarily closed}! organization_id:uuid alternate_name:text description:text "
    "url:uri service_areas:[service_area] service_at_locations:[service_at_location] schedules:[schedule] phones:[phone] attributes:[attribute]",
    "location": "id:uuid! location_type:{physical,postal,virtual}! url:uri organization_id:uuid name:text alternate_name:text description:text "
    "latitude:number longitude:number languages:[language] addresses:[address] accessibility:[accessibility] schedules:[schedule] phones:[phone]",
    "address": "id:uuid! address_1:text! city:text! state_province:text! postal_code:text! country:text! address_type:{physical,postal,virtual}! "
    "location_id:uuid region:text",
    "phone": "id:uuid! number:text! type:text description:text organization_id:uuid contact_id:uuid location_id:uuid service_id:uuid",
    "contact": "id:uuid! organization_id:uuid location_id:uuid name:text department:text phones:[phone]",
    "language": "id:uuid! location_id:uuid service_id:uuid name:text code:text note:text",
    "accessibility": "id:uuid! location_id:uuid description:text details:text",
    "schedule": "id:uuid! location_id:uuid service_id:uuid timezone:number freq:{WEEKLY,MONTHLY} byday:text opens_at:text closes_at:text "
    "description:text notes:text",
    "service_area": "id:uuid! service_id:uuid name:text description:text",
    "service_at_location": "id:uuid! service_id:uuid location_id:uuid description:text",
    "attribute": "id:uuid! link_id:uuid link_entity:text taxonomy_term_id:uuid value:text",
    "taxonomy_term": "id:uuid! name:text! description:text! code:text parent_id:uuid taxonomy:text language:text",
}


def specified(kind: str) -> dict[str, str]:
    """The fields of an object, with `!` at the end of the type where it is required."""
    joined = FIELDS[kind].replace("temporarily closed", "temporarily_closed")
    return dict(field.split(":", 1) for field in joined.split())


def faults(kind: str, given: dict[str, Any], where: str) -> Iterator[str]:
    fields = specified(kind)
    yield from (f"{where}: {name} is missing" for name, written in fields.items() if written.endswith("!") and name not in given)
    for name, value in given.items():
        if name not in fields:
            yield f"{where}: {name} is no field of {kind}"
        else:
            yield from _value_faults(fields[name].removesuffix("!"), value, f"{where}.{name}")


def _value_faults(wanted: str, value: Any, where: str) -> Iterator[str]:
    if wanted.startswith("["):
        for index, item in enumerate(value):
            yield from faults(wanted[1:-1], item, f"{where}[{index}]")
    elif wanted == "number":
        yield from [] if isinstance(value, int | float) else [f"{where} is no number"]
    elif not isinstance(value, str) or not value:
        yield f"{where} is no text"
    elif wanted.startswith("{"):
        yield from [] if value.replace(" ", "_") in wanted[1:-1].split(",") else [f"{where}: {value} is none of {wanted}"]
    elif wanted == "uuid":
        yield from [] if str(uuid.UUID(value)) == value else [f"{where}: {value} is no UUID"]
    elif wanted == "uri":
        yield from [] if urlsplit(value).scheme and urlsplit(value).netloc else [f"{where}: {value} is no URI"]


@pytest.fixture(scope="module")
def made(edition: Edition) -> Export:
    return hsds.export(edition, DAY)


@pytest.mark.parametrize(("kind", "part"), [("organization", "organizations"), ("service", "services"), ("taxonomy_term", "taxonomy_terms")])
def test_every_object_is_as_specified(made: Export, kind: str, part: str) -> None:
    objects = getattr(made, part)
    assert objects
    assert [fault for index, item in enumerate(objects) for fault in faults(kind, item, f"{kind}[{index}]")][:5] == []


@pytest.mark.parametrize(
    ("kind", "broken", "words"),
    [
        ("service", {"id": str(uuid.uuid4()), "name": "가"}, "status is missing"),
        ("service", {"id": str(uuid.uuid4()), "name": "가", "status": "open"}, "none of"),
        ("phone", {"id": str(uuid.uuid4()), "number": 120}, "no text"),
        ("location", {"id": str(uuid.uuid4()), "location_type": "virtual", "url": "seoul.go.kr"}, "no URI"),
        ("organization", {"id": str(uuid.uuid4()), "name": "가", "description": "나", "phones": [{"id": str(uuid.uuid4())}]}, "number is missing"),
        ("contact", {"id": str(uuid.uuid4()), "fax": "1"}, "no field"),
    ],
)
def test_the_check_itself_finds_what_is_wrong(kind: str, broken: dict[str, Any], words: str) -> None:
    assert any(words in fault for fault in faults(kind, broken, kind))


def _all(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _all(item)


def test_ids_are_unique_and_references_lead_to_something(made: Export) -> None:
    values = [item["id"] for item in _all([made.organizations, made.services, made.taxonomy_terms])]
    assert len(values) == len(set(values))
    known = set(values)
    dangling = {
        (name, value)
        for item in _all([made.organizations, made.services, made.taxonomy_terms])
        for name, value in item.items()
        if name.endswith("_id") and value not in known
    }
    assert dangling == set()


def test_every_affair_is_a_service_of_some_body_and_every_body_an_organization(made: Export, edition: Edition) -> None:
    affairs = {row.code for row in edition.rows("affairs", rows.Affair) if row.valid_on(DAY)}
    assert {service["attributes"][0]["value"] for service in made.services} == affairs
    assert {item["organization_identifiers"][0]["identifier"] for item in made.organizations} == {
        row.id for row in edition.rows("bodies", rows.Body) if row.valid_on(DAY)
    }


def organization(made: Export, body: str) -> dict[str, Any]:
    return next(item for item in made.organizations if item["organization_identifiers"][0]["identifier"] == body)


def location(made: Export, body: str, name: str) -> dict[str, Any]:
    """The first location of a body whose name begins so; the body's own comes first."""
    result: dict[str, Any] = next(item for item in organization(made, body)["locations"] if item["name"].startswith(name))
    return result


def test_only_what_is_verified_is_told(made: Export) -> None:
    assert "phones" not in organization(made, "district.11230")
    assert organization(made, "district.11440")["phones"][0]["number"] == "02-3153-8114"
    evening = location(made, "district.11440", "마포구청 야간 민원")
    assert "schedules" not in evening


def test_bodies_are_those_of_the_day(edition: Edition) -> None:
    of_2025 = hsds.export(edition, dt.date(2025, 6, 29))
    dongjak = organization(of_2025, "district.11590")
    office = location(of_2025, "district.11590", "동작구청")
    assert "phones" not in dongjak
    assert (office["location_type"], office["description"]) == ("physical", "서울특별시 동작구 장승배기로 161")
    assert "addresses" not in office
    assert "장승배기로 70" not in json.dumps(dongjak, ensure_ascii=False)
    assert organization(hsds.export(edition, dt.date(2023, 12, 31)), "water.hq")["name"] == "상수도사업본부"


def test_before_the_first_date_there_is_no_export(edition: Edition, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "out"
    asked = ["export", "hsds", str(target), "--as-of", "2020-01-01", "--data-dir", str(data_dir_of(edition, tmp_path / "data"))]
    assert main(asked) == 2
    assert "--as-of 2020-01-01: the directory begins on 2023-10-01" in capsys.readouterr().err
    assert not target.exists()


def test_hours_become_schedules_of_ical(made: Export) -> None:
    office, evening = location(made, "district.11590", "동작구청"), location(made, "district.11590", "동작구청 야간 민원")
    (weekdays,) = office["schedules"]
    assert (weekdays["freq"], weekdays["byday"], weekdays["opens_at"], weekdays["closes_at"], weekdays["timezone"]) == (
        "WEEKLY",
        "MO,TU,WE,TH,FR",
        "09:00+09:00",
        "18:00+09:00",
        9,
    )
    assert "closed on public holidays" in weekdays["notes"]
    assert [(item["freq"], item["byday"]) for item in evening["schedules"]] == [("WEEKLY", "FR"), ("MONTHLY", "4SA")]


def test_hours_that_ical_cannot_say_are_kept_as_written() -> None:
    assert _rules("Mo-Fr sunrise-sunset; PH off") == [(None, "closed on public holidays")]


def test_who_provides_follows_the_rules(made: Export) -> None:
    bulky = [service for service in made.services if service["attributes"][0]["value"] == "waste.bulky"]
    assert len(bulky) == 25
    water = {service["organization_id"] for service in made.services if service["attributes"][0]["value"] == "water.bill.high"}
    assert len(water) == 8
    split = [service for service in made.services if service["attributes"][0]["value"] == "util.gas.move" and len(service["service_areas"]) > 1]
    assert split


def test_ids_stay_the_same_whatever_the_day(made: Export, edition: Edition) -> None:
    later = {service["id"] for service in hsds.export(edition, DAY + dt.timedelta(days=300)).services}
    assert len(later & {service["id"] for service in made.services}) > 8000


def test_the_command_writes_the_files(edition: Edition, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = data_dir_of(edition, tmp_path / "data")
    status = main(["export", "hsds", str(tmp_path / "out"), "--as-of", "2026-11-24", "--data-dir", str(data), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert (status, told["edition_id"]) == (0, edition.id)
    for name in ("organizations", "services", "taxonomy_terms"):
        assert len(json.loads((tmp_path / "out" / f"{name}.json").read_text(encoding="utf-8"))) == told[name]
    assert main(["export", "hsds", str(tmp_path / "out"), "--as-of", "today", "--data-dir", str(data)]) == 2


def test_an_address_needs_a_postal_code(made: Export) -> None:
    (address,) = organization(made, "district.11440")["locations"][0]["addresses"]
    assert (address["city"], address["country"]) == ("서울특별시", "KR")
    assert address["address_1"].startswith("마포구")
    moved = organization(made, "district.11215")["locations"][0]
    assert "addresses" not in moved
    assert moved["description"].startswith("서울특별시 광진구")
