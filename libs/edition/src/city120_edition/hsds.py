"""An edition as Open Referral HSDS 3 (https://docs.openreferral.org): bodies as organizations, affairs as their services, offices as locations.

Ids are UUIDs made of ours (version 5), so that they stay the same from edition to edition; our own ids stand beside them as
`organization_identifiers` and as codes of the taxonomy. What nobody verified (a telephone number, hours) is not in it.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from city120_edition import rows
from city120_edition.edition import Edition
from city120_edition.former import FormerStates
from city120_edition.providers import Providers

Json = dict[str, Any]
_COUNTRY = "KR"
_LANGUAGES = {"ko": "Korean", "en": "English", "zh": "Chinese", "ja": "Japanese", "vi": "Vietnamese", "mn": "Mongolian"}
_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_ALWAYS = "24/7"
_RULE = re.compile(r"(?P<days>[A-Z][a-z](?:[-,][A-Z][a-z])*|[A-Z][a-z]\[[0-9,]+\]) (?P<opens>\d\d:\d\d)-(?P<closes>\d\d:\d\d)")
_OFF = re.compile(r"PH (off|closed)")


@dataclass(frozen=True)
class Export:
    """All organizations with their locations, all services, and the affairs as terms of a taxonomy."""

    organizations: list[Json]
    services: list[Json]
    taxonomy_terms: list[Json]


def export(edition: Edition, day: dt.date) -> Export:
    """What holds on a day, ordered by our ids."""
    return _Exporter(edition, day).run()


class _Exporter:
    def __init__(self, edition: Edition, day: dt.date) -> None:
        self._edition, self._day = edition, day
        self._settings = edition.settings
        self._space = uuid.uuid5(uuid.NAMESPACE_URL, f"urn:city120:{edition.settings.name}")
        self._zone = f"{dt.datetime.combine(day, dt.time(12), ZoneInfo(edition.settings.timezone)):%z}"
        former = FormerStates(edition.rows("former_bodies", rows.FormerBody))
        present = [row for row in edition.rows("bodies", rows.Body) if row.valid_on(day)]
        self._bodies = {row.id: former.body(row, day) for row in present}
        self._moved = {row.id for row in present if former.on(row.id, day)}
        self._housed = {row.id for row in present if row.address or row.lat is not None}
        self._departments = [former.department(row, day) for row in edition.rows("departments", rows.Department) if row.valid_on(day)]
        self._openings = {row.ref: row for row in edition.rows("openings", rows.Opening) if row.valid_on(day)}
        self._areas = {row.code: row for table in ("legal_dongs", "admin_dongs", "districts") for row in edition.rows(table, rows.Area)}
        self._assets = {row.id: row for row in edition.rows("assets", rows.Asset)}
        self._affairs = {row.code: row for row in edition.rows("affairs", rows.Affair) if row.valid_on(day)}

    def run(self) -> Export:
        affairs = [row for _, row in sorted(self._affairs.items())]
        providers = Providers(self._edition, self._day)
        services = [
            self._service(affair, self._bodies[body], areas)
            for affair in affairs
            for body, areas in sorted(providers.of(affair).items())
            if body in self._bodies
        ]
        organizations = [self._organization(row) for _, row in sorted(self._bodies.items())]
        return Export(organizations, services, [self._term(affair) for affair in affairs])

    def _id(self, kind: str, *ours: str) -> str:
        return str(uuid.uuid5(self._space, ":".join((kind, *ours))))

    def _organization(self, body: rows.Body) -> Json:
        identifier = self._id("organization", body.id)
        return _told(
            id=identifier,
            name=body.names["ko"],
            alternate_name=body.names["en"],
            description=_names(body.names),
            website=body.website,
            parent_organization_id=self._id("organization", body.parent) if body.parent in self._bodies else "",
            organization_identifiers=[
                {"id": self._id("identifier", body.id), "organization_id": identifier, "identifier_type": "city120", "identifier": body.id}
            ],
            phones=self._phones(body.id, body.phone if body.verified else "", {"organization_id": identifier}),
            contacts=[self._contact(row, identifier) for row in self._departments if row.body_id == body.id],
            locations=[self._location(body, body), *(self._location(row, body) for row in self._departments if row.body_id == body.id)],
        )

    def _phones(self, ours: str, number: str, of: Json) -> list[Json]:
        return [{"id": self._id("phone", ours), **of, "number": number, "type": "voice"}] if number else []

    def _contact(self, department: rows.Department, organization: str) -> Json:
        identifier = self._id("contact", department.id)
        return _told(
            id=identifier,
            organization_id=organization,
            location_id=self._id("location", department.id),
            name=department.names["ko"],
            department=department.names["ko"],
            phones=self._phones(department.id, department.phone if department.verified else "", {"contact_id": identifier}),
        )

    def _location(self, row: rows.Body | rows.Department, body: rows.Body) -> Json:
        """The place of a body, or of a department in the body's house; virtual when it is reached by telephone or net alone."""
        identifier = self._id("location", row.id)
        address = (row.address or body.address).strip()
        addresses = self._addresses(row.id, identifier, address, body)
        physical = bool(address) or body.id in self._housed
        return _told(
            id=identifier,
            location_type="physical" if physical else "virtual",
            url="" if physical else body.website,
            organization_id=self._id("organization", body.id),
            name=row.names["ko"],
            alternate_name=row.names["en"],
            description="" if addresses else address,
            latitude=body.lat,
            longitude=body.lon,
            addresses=addresses,
            languages=[
                {"id": self._id("language", row.id, code), "location_id": identifier, "name": _LANGUAGES.get(code, code), "code": code}
                for code in (("ko", *row.languages))
            ],
            accessibility=[{"id": self._id("accessibility", row.id), "location_id": identifier, "description": row.accessibility}]
            if row.accessibility
            else [],
            schedules=list(self._schedules(row.id, identifier)),
        )

    def _addresses(self, ours: str, location: str, address: str, body: rows.Body) -> list[Json]:
        """An address in HSDS needs a postal code: without one, or with that of another time, the address stands in the description alone."""
        area = self._areas.get(body.id.rpartition(".")[2])
        if not address or area is None or not area.zip or body.id in self._moved:
            return []
        city = self._settings.names["ko"]
        return [
            {
                "id": self._id("address", ours),
                "location_id": location,
                "address_1": address.removeprefix(city).strip(),
                "city": city,
                "state_province": city,
                "postal_code": area.zip,
                "country": _COUNTRY,
                "address_type": "physical",
            }
        ]

    def _schedules(self, ours: str, location: str) -> Iterator[Json]:
        """One schedule for each rule of the verified hours; what iCal cannot say stands in the description as it is written."""
        segments = ours.split(".")
        refs = [ours] if "/" in ours else [".".join(segments[:end]) for end in range(len(segments), 0, -1)]
        opening = next((self._openings[ref] for ref in refs if ref in self._openings), None)
        if opening is None or not opening.verified:
            return
        for number, (rule, holidays) in enumerate(_rules(opening.opening_hours)):
            yield _told(
                id=self._id("schedule", ours, str(number)),
                location_id=location,
                timezone=int(self._zone[:3]),
                description=opening.opening_hours,
                notes="; ".join(note for note in (holidays, f"source: {opening.source}") if note),
                **self._recurring(rule),
            )

    def _recurring(self, rule: re.Match[str] | None) -> Json:
        if rule is None:
            return {}
        days, offset = rule["days"], f"{self._zone[:3]}:{self._zone[3:]}"
        times = {"opens_at": rule["opens"] + offset, "closes_at": rule["closes"] + offset}
        if "[" in days:
            day, _, weeks = days.removesuffix("]").partition("[")
            return {"freq": "MONTHLY", "byday": ",".join(f"{week}{day.upper()}" for week in weeks.split(",")), **times}
        return {"freq": "WEEKLY", "byday": ",".join(day.upper() for span in days.split(",") for day in _span(span)), **times}

    def _service(self, affair: rows.Affair, body: rows.Body, areas: list[str]) -> Json:
        identifier = self._id("service", affair.code, body.id)
        location = self._id("location", body.id)
        return _told(
            id=identifier,
            organization_id=self._id("organization", body.id),
            name=affair.labels["ko"],
            alternate_name=affair.labels["en"],
            description=_names(affair.labels),
            status="active",
            service_areas=[
                {"id": self._id("area", affair.code, body.id, code), "service_id": identifier, "name": self._area(code)}
                for code in sorted(set(areas))
            ],
            service_at_locations=[{"id": self._id("at", affair.code, body.id), "service_id": identifier, "location_id": location}],
            attributes=[
                {
                    "id": self._id("attribute", affair.code, body.id),
                    "link_id": identifier,
                    "link_entity": "service",
                    "taxonomy_term_id": self._id("term", affair.code),
                    "value": affair.code,
                }
            ],
        )

    def _area(self, code: str) -> str:
        if code == self._settings.city_code:
            return self._settings.names["ko"]
        if code in self._areas:
            area = self._areas[code]
            district = self._areas.get(area.district_code)
            return f"{district.names['ko']} {area.names['ko']}" if district and district is not area else area.names["ko"]
        return self._assets[code].names["ko"] if code in self._assets else code

    def _term(self, affair: rows.Affair) -> Json:
        parent = affair.code.rpartition(".")[0]
        return _told(
            id=self._id("term", affair.code),
            code=affair.code,
            name=affair.labels["ko"],
            description=_names(affair.labels),
            parent_id=self._id("term", parent) if parent in self._affairs else "",
            taxonomy="city120",
            language="ko",
        )


def _rules(written: str) -> list[tuple[re.Match[str] | None, str]]:
    """The rules of opening hours: each as days and times (None when it is none), and what it says of holidays."""
    if written == _ALWAYS:
        # The end of a day is no time that every reader of HSDS takes.
        return [(_RULE.fullmatch("Mo-Su 00:00-23:59"), "")]
    periods = [period.strip() for period in written.split(";")]
    closed = "closed on public holidays" if any(_OFF.fullmatch(period) for period in periods) else ""
    return [(_RULE.fullmatch(period), closed) for period in periods if not _OFF.fullmatch(period)]


def _span(days: str) -> list[str]:
    first, _, last = days.partition("-")
    begin = _DAYS.index(first)
    return [_DAYS[(begin + step) % 7] for step in range((_DAYS.index(last or first) - begin) % 7 + 1)]


def _names(names: dict[str, str]) -> str:
    """The names in all languages, the Korean one first."""
    return " / ".join(dict.fromkeys(names[language] for language in rows.LANGUAGES if names.get(language)))


def _told(**fields: Any) -> Json:
    """The fields that say something."""
    return {name: value for name, value in fields.items() if value not in ("", None, [])}
