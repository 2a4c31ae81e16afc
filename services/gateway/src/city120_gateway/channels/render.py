"""The resolution as sentences for a channel. Facts are not the channel's: only their order and length are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from city120.inquiry.v1 import inquiry_pb2 as pb
from city120.wayfinding.v1 import wayfinding_pb2

from city120_gateway.channels.opening import sentence
from city120_gateway.knowledge import OFFICIAL, beside
from city120_gateway.resolution.draft import Draft

_SMS_BYTES = 2000
_SPOKEN_OPTIONS = 5
_MIDNIGHT = 24 * 60
# Trains that end at a station on the way run last so many minutes before those that pass it: they are not the way home.
_LONG_BEFORE = 3 * 60


def render(drafts: Sequence[Draft]) -> pb.Rendered:
    """The parts for the inquiry's channel, in order: of two questions, what is asked back comes last, and one thing at a time."""
    first, *others = drafts
    parts = _parts(first)
    for other in others:
        asks, asks_too = (one.response.kind == pb.KIND_CLARIFY for one in (first, other))
        told = [other.say("also", affair=_label(other)), *_parts(other)]
        if asks and asks_too:
            parts.append(other.say("also.later", affair=_label(other)))
        else:
            parts = [*told, *parts] if asks else [*parts, *told]
    channel = first.inquiry.channel
    if channel == "voice":
        parts = [" ".join(parts)]
    if channel == "sms":
        parts = [_shorten("\n".join(parts))]
    return pb.Rendered(channel=channel, parts=parts)


def _parts(draft: Draft) -> list[str]:
    return [part for part in _BY_KIND[draft.response.kind](draft) if part]


def _label(draft: Draft) -> str:
    return draft.affair.labels[draft.language] if draft.affair is not None else ""


def _shorten(text: str) -> str:
    """At most what one long message holds, in the telephone networks' encoding, cut at a line."""
    lines, size = [], 0
    for line in text.split("\n"):
        size += len(line.encode("euc-kr", errors="xmlcharrefreplace")) + 1
        if size > _SMS_BYTES:
            break
        lines.append(line)
    return "\n".join(lines)


def _emergency(draft: Draft) -> list[str]:
    emergency = draft.response.emergency
    signed = [draft.say("emergency.sign", number=number) for number in emergency.numbers[:1] if draft.inquiry.channel == "sign"]
    return [emergency.text, *signed, *(_contact(draft) if draft.response.HasField("responsibility") else [])]


def _out_of_scope(draft: Draft) -> list[str]:
    return [draft.say("handoff.outside" if draft.where.outside else "out_of_scope")]


def _clarify(draft: Draft) -> list[str]:
    clarification = draft.response.clarification
    options = [f"{option.id}. {option.label}" for option in clarification.options]
    if draft.inquiry.channel == "voice" and len(options) > _SPOKEN_OPTIONS:
        options = []
    listed = ["\n".join(options), draft.say("clarify.again")] if options else []
    return [_told(draft), clarification.question, *listed]


def _departures(draft: Draft) -> list[str]:
    found = draft.departures
    if found is None:
        return []
    spoken = draft.inquiry.channel == "voice"
    station = _name(draft, found.station.names)
    if not found.departures:
        return [draft.say("departures.none", station=station, phone=draft.knowledge.fallback_phone)]
    told = "departures.head.voice" if spoken else "departures.head"
    head = draft.say(told, station=station, day=found.service_day, day_type=draft.say(f"day_type.{found.day_type}"))
    now = _minutes_into(draft, found.service_day)
    ways = _ways_home(found.departures)
    left = [departure for departure in ways if _minutes(departure.last) >= now]
    gone = [] if left else [draft.say("departures.gone", station=station)]
    lines = [
        draft.say(
            "departures.line",
            line=departure.line_names[draft.language],
            terminal=_name(draft, departure.terminal.names),
            time=_clock(draft, departure.last, now),
        )
        for departure in left or ways
    ]
    incomplete = [
        draft.say("departures.incomplete", line=draft.knowledge.lines[line].names[draft.language])
        for line in found.incomplete_lines
        if line in draft.knowledge.lines
    ]
    if spoken:
        return [*gone, head, *(f"{line}." for line in lines), *incomplete]
    return [*gone, head, "\n".join(lines), *incomplete, draft.say("departures.source", source=found.source, date=found.data_date)]


def _ways_home(departures: Sequence[wayfinding_pb2.Departure]) -> list[wayfinding_pb2.Departure]:
    """The departures that are the last way somewhere: not those hours before others of the same line and direction, which are taken to pass there."""
    latest: dict[tuple[str, str], int] = {}
    for found in departures:
        way = found.line, found.direction
        latest[way] = max(latest.get(way, 0), _minutes(found.last))
    return [found for found in departures if _minutes(found.last) >= latest[found.line, found.direction] - _LONG_BEFORE]


def _minutes(time: str) -> int:
    """A time of the service day in minutes from its midnight; 24:38 is 1478."""
    hours, _, minutes = time.partition(":")
    return int(hours) * 60 + int(minutes)


def _minutes_into(draft: Draft, service_day: str) -> float:
    """Minutes from the midnight that begins a service day to the moment of the inquiry; negative before it."""
    moment = draft.inquiry.at.astimezone(ZoneInfo(draft.knowledge.edition.settings.timezone)).replace(tzinfo=None)
    return (moment - dt.datetime.fromisoformat(service_day)).total_seconds() // 60


def _clock(draft: Draft, time: str, now: float) -> str:
    """A time of the service day as people say it: 24:38 is 00:38 of the next day, and to who asks after midnight 00:38."""
    minutes = _minutes(time)
    if minutes < _MIDNIGHT:
        return time
    clock = f"{minutes // 60 - 24:02d}:{minutes % 60:02d}"
    voice = ".voice" if draft.inquiry.channel == "voice" else ""
    return clock if now >= _MIDNIGHT else draft.say(f"departures.next_day{voice}", time=clock)


def _places(draft: Draft) -> list[str]:
    lines = [draft.say("place.line", name=_name(draft, place.names), address=place.address) for place in draft.response.places]
    return [_told(draft), "\n".join(lines), *_contact(draft)]


def _answer(draft: Draft) -> list[str]:
    return [_told(draft), *(_contact(draft) if draft.response.HasField("responsibility") else [])]


def _department(draft: Draft) -> list[str]:
    return [*_contact(draft), _told(draft)]


def _handoff(draft: Draft) -> list[str]:
    response, phone = draft.response, draft.knowledge.fallback_phone
    if response.handoff.queue == "interpreter":
        return [draft.say("handoff.language", phone=phone)]
    if response.handoff.queue == "outside":
        return [draft.say("handoff.outside")]
    if response.HasField("responsibility"):
        return [draft.say("handoff.operator", body=_body(draft)), _told(draft), *_contact(draft)[1:]]
    return [_told(draft), draft.say("handoff.agent", phone=phone)]


def _told(draft: Draft) -> str:
    """The answer in the form for the channel: to be read aloud, or in plain language for the interpreter; where there is none, as written."""
    answer = draft.response.answer
    forms = {"voice": answer.spoken, "sign": answer.plain}
    return forms.get(draft.inquiry.channel) or answer.text


def _body(draft: Draft) -> str:
    responsibility = draft.response.responsibility
    return _name(draft, responsibility.department_names or responsibility.names)


def _name(draft: Draft, names: Mapping[str, str]) -> str:
    """A name in the caller's language, with the official one beside it where it is read and not heard."""
    own = names[draft.language] or names[OFFICIAL]
    return own if draft.inquiry.channel == "voice" else beside(own, names[OFFICIAL])


def _contact(draft: Draft) -> list[str]:
    """Who, the phone when verified and the city's own number otherwise, hours, whether it is open, and the usual unit as general knowledge."""
    responsibility = draft.response.responsibility
    phone = responsibility.phone
    return [
        draft.say("responsible", body=_body(draft)),
        draft.say("phone", phone=phone) if phone else draft.say("phone.fallback", phone=draft.knowledge.fallback_phone),
        draft.say("hours", hours=responsibility.hours) if responsibility.hours and draft.language == OFFICIAL else "",
        sentence(draft),
        draft.say("usual_unit", unit=responsibility.usual_unit) if responsibility.usual_unit and draft.inquiry.channel in ("web", "agent") else "",
    ]


_BY_KIND = {
    pb.KIND_EMERGENCY: _emergency,
    pb.KIND_OUT_OF_SCOPE: _out_of_scope,
    pb.KIND_CLARIFY: _clarify,
    pb.KIND_DEPARTURES: _departures,
    pb.KIND_PLACES: _places,
    pb.KIND_ANSWER: _answer,
    pb.KIND_DEPARTMENT: _department,
    pb.KIND_HANDOFF: _handoff,
}
