"""The resolution as sentences for a channel. Facts are not the channel's: only their order and length are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from city120.inquiry.v1 import inquiry_pb2 as pb
from city120.wayfinding.v1 import wayfinding_pb2

from city120_gateway.draft import Draft
from city120_gateway.knowledge import OFFICIAL, beside
from city120_gateway.opening import sentence

_SMS_BYTES = 2000
_SPOKEN_OPTIONS = 5
_LATE = 24
# Trains that end at a station on the way run last so many hours before those that pass it: they are not the way home.
_LONG_BEFORE = 3


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
    return [draft.response.emergency.text, *(_contact(draft) if draft.response.HasField("responsibility") else [])]


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
    lines = [
        draft.say(
            "departures.line",
            line=departure.line_names[draft.language],
            terminal=_name(draft, departure.terminal.names),
            time=_clock(draft, departure.last),
        )
        for departure in _ways_home(found.departures)
    ]
    incomplete = [
        draft.say("departures.incomplete", line=draft.knowledge.lines[line].names[draft.language])
        for line in found.incomplete_lines
        if line in draft.knowledge.lines
    ]
    if spoken:
        return [head, *(f"{line}." for line in lines), *incomplete]
    return [head, "\n".join(lines), *incomplete, draft.say("departures.source", source=found.source, date=found.data_date)]


def _ways_home(departures: Sequence[wayfinding_pb2.Departure]) -> list[wayfinding_pb2.Departure]:
    """The departures that are the last way somewhere: not those hours before others of the same line and direction, which are taken to pass there."""
    latest: dict[tuple[str, str], int] = {}
    for found in departures:
        way = found.line, found.direction
        latest[way] = max(latest.get(way, 0), _hour(found.last))
    return [found for found in departures if _hour(found.last) >= latest[found.line, found.direction] - _LONG_BEFORE]


def _hour(time: str) -> int:
    return int(time.partition(":")[0])


def _clock(draft: Draft, time: str) -> str:
    """A time of the service day as people say it: 24:38 is 00:38 of the next day."""
    hours, _, minutes = time.partition(":")
    return draft.say("departures.next_day", time=f"{int(hours) - _LATE:02d}:{minutes}") if int(hours) >= _LATE else time


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
    """Who, the phone when verified and 120 otherwise, hours, whether it is open, and the usual unit as general knowledge."""
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
