"""Conversations, findings and resolutions made by hand, of a Tuesday evening; each value can be given."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from city120_gateway.conversation.conversation import Conversation, RankedAffair, RankedEntry
from city120_gateway.conversation.hints import Point
from city120_gateway.conversation.speech import Speech
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import (
    Body,
    Department,
    Departure,
    Departures,
    Entry,
    EntryText,
    LastWay,
    Location,
    Match,
    MatchDecision,
    Opening,
    Outcome,
    Place,
    Responsibility,
    Ride,
    Rule,
    Ruling,
)
from city120_gateway.resolution.decide import Kind, Reason
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.nearby import NearbyPlace
from city120_gateway.resolution.resolution import Answer, Resolution

LANGUAGES = ("ko", "en", "zh", "ja", "vi", "mn")
CHANNELS = ("web", "voice", "sms", "chat", "sign", "agent")
AT = dt.datetime(2026, 11, 24, 21, 40, tzinfo=ZoneInfo("Asia/Seoul"))
OFFICE = {
    "ko": "마포구청",
    "en": "Mapo-gu Office",
    "zh": "麻浦区厅",
    "ja": "麻浦区庁",
    "vi": "Văn phòng quận Mapo",
    "mn": "Мапо дүүргийн тамгын газар",
}


def nearby_place(name: str = "가나약국", change: str = "2026-11-25T01:00:00+09:00", **values: Any) -> NearbyPlace:
    """A pharmacy nearby that is open until one at night, of an old list; `change` empty: always open."""
    opening = Opening("Mo-Su 09:00-25:00", True, change, "a list", "2023-05-20")
    given: dict[str, Any] = {
        "ref": "place:pharmacies/C1",
        "kind": "pharmacy",
        "names": {"ko": name},
        "district_code": "11170",
        "point": Point(37.5345, 126.9946),
        "address": "서울특별시 용산구 이태원로 1",
        "phone": "02-123-4567",
        "distance_m": 412.3,
        "opening": opening,
        "closes_before_arrival": True,
        "categories": ("pharmacy",),
        "source": "a list",
        "data_date": "2023-05-20",
        "freshness": "stale",
        "step_free": True,
    }
    return NearbyPlace(**{**given, **values})


def conversation(text: str = "", language: str = "ko", *, spoken: bool = True, **values: Any) -> Conversation:
    """What a caller said in a language."""
    speech = Speech(told=language, heard=language, language=language, spoken=spoken)
    return Conversation(text, AT, AT.date(), **{"said": text, "speech": speech, **values})


def match(*affairs: str, decision: MatchDecision = MatchDecision.STATE, **values: Any) -> Match:
    """A match with these affairs, the likelier the earlier, all of which may be offered."""
    ranked = tuple(RankedAffair(code, round(0.9 / (place + 1), 3), offered=True) for place, code in enumerate(affairs))
    return Match(decision, ranked, **values)


def findings(knowledge: Knowledge, *affairs: str, decision: MatchDecision = MatchDecision.STATE, **values: Any) -> Findings:
    """What was found about a question for which these affairs are likely."""
    asked = values.pop("match", None) or match(*affairs, decision=decision)
    plain: dict[str, Any] = {"conversation": conversation(), "looked_up": True}
    return Findings(match=asked, affair=knowledge.affairs.get(affairs[0]) if affairs else None, **plain | values)


def responsibility(body: str = "district.11440", **values: Any) -> Responsibility:
    """A body that is responsible; values of the body, the department or the responsibility."""
    of_body = {name: values.pop(name) for name in ("phone", "hours", "address", "names", "point", "note", "tier", "taken_by") if name in values}
    of_department = {name: values.pop(name) for name in ("opening", "department_names", "department") if name in values}
    department = Department(
        id=of_department.get("department", f"{body}/front"),
        names=of_department.get("department_names", {}),
        opening=of_department.get("opening"),
    )
    return Responsibility(Body(body, **{"names": OFFICE, **of_body}), department, Rule("r.test", source="a source"), **values)


def ruling(outcome: Outcome = Outcome.RESOLVED, body: str = "", *candidates: str, district: str = "", **values: Any) -> Ruling:
    """What the rules say: a body, or candidates, in a district."""
    plain: dict[str, Any] = {
        "responsibility": responsibility(body) if body else None,
        "candidates": tuple(map(responsibility, candidates)),
        "location": Location(district=district),
    }
    return Ruling(outcome, **plain | values)


def entry(affair: str = "water.bill", language: str = "ko", text: str = "먼저 신고하세요.", *, settles: bool = False) -> Entry:
    """An entry with a text in one language."""
    return Entry(f"{affair}.how", {language: EntryText(text)}, ("a source (2026-01-01)",), "2026-11-24", "city", settles)


def ranked_entry(affair: str) -> RankedEntry:
    """The entry that `entry` makes, as a match ranks it."""
    return RankedEntry(f"{affair}.how", affair)


def departures(*trains: Departure, **values: Any) -> Departures:
    """What leaves Suyu."""
    station = Place("station:suyu", "station", dict.fromkeys(LANGUAGES, "Suyu") | {"ko": "수유"})
    plain: dict[str, Any] = {"service_day": "2026-11-24", "day_type": "weekday", "incomplete_lines": (), "source": "S", "data_date": "2026-06"}
    return Departures(station, trains, **plain | values)


def train(last: str, **values: Any) -> Departure:
    """A train of line 4 to Sadang; before midnight its clock is its time."""
    names = {"terminal": dict.fromkeys(LANGUAGES, "Sadang") | {"ko": "사당"}, "station": dict.fromkeys(LANGUAGES, "Suyu") | {"ko": "수유"}}
    plain: dict[str, Any] = {
        "way_home": True,
        "gone": False,
        "clock": last,
        "next_day": False,
        "time": last,
        "line_names": dict.fromkeys(LANGUAGES, "4"),
        "line": "line.4",
        "direction": "up",
        "first": "05:30",
    }
    return Departure(last=last, **names | plain | values)


def last_way(**values: Any) -> LastWay:
    """From Suyu to Sadang in one ride that leaves at 23:58 and arrives after midnight."""
    names = {name: dict.fromkeys(LANGUAGES, name.title()) for name in ("sadang", "suyu", "namtaeryeong")}
    ride = Ride("line.4", dict.fromkeys(LANGUAGES, "4"), names["namtaeryeong"], names["suyu"], names["sadang"], "23:58", "24:38", "23:58", "00:38")
    plain: dict[str, Any] = {
        "rides": (ride,),
        "day_type": "weekday",
        "gone": False,
        "next_day": False,
        "exact": True,
        "source": "S",
        "data_date": "2026-06",
    }
    return LastWay(**plain | values)


def answer(text: str = "먼저 신고하세요.", **values: Any) -> Answer:
    """An answer as written."""
    return Answer("waste.bulky.sticker", text, **values)


def resolution(kind: Kind, language: str = "ko", channel: str = "web", **sections: Any) -> Resolution:
    """A resolution of a kind with these sections."""
    return Resolution(kind, sections.pop("reason", Reason.BODY_MUST_ACT), language, channel, sections.pop("at", AT), **sections)
