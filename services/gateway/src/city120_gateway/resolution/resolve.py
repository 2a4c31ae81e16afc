"""Resolving an inquiry, top to bottom.

mask emergencies first → what is asked ∥ where → which place decides → who is responsible ∥ the answer ∥ the trains → what kind of outcome → render.
The text goes whole, in memory only, to faq and wayfinding; everything that is kept has the redacted form.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import replace

from city120.faq.v1 import faq_pb2
from city120.inquiry.v1 import inquiry_pb2 as pb
from city120.jurisdiction.v1 import jurisdiction_pb2
from city120.type.v1 import type_pb2
from city120.wayfinding.v1 import wayfinding_pb2

from city120_edition.rows import DISTRICT_TIERS
from city120_errors import Gone, InvalidArgument
from city120_gateway.channels import render
from city120_gateway.conversation.continuation import Continuations, Option, State
from city120_gateway.conversation.inquiry import Inquiry, fill_of, merged, read_inquiry, with_fill
from city120_gateway.conversation.replies import says_more_than_a_place
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution import clarify, whereabouts
from city120_gateway.resolution.draft import CERTAIN, OFFERED, WORTH_ASKING, Draft
from city120_gateway.resolution.settle import settle
from city120_gateway.services.calls import Parts, Services, nothing
from city120_text import LANGUAGES, UNDETERMINED, detect_language

_Request = jurisdiction_pb2.ResolveResponsibilityRequest
# Languages the service does not speak are answered in this one, the most likely to be understood.
_FALLBACK_LANGUAGE = "en"
_MOST_PLACES = 5


async def resolve(
    request: pb.ResolveInquiryRequest, knowledge: Knowledge, services: Services, continuations: Continuations, seconds: float
) -> pb.ResolveInquiryResponse:
    """The resolution of an inquiry within `seconds`. Raises InvalidArgument, TooLarge, FailedPrecondition or Gone for what the caller must mend."""
    inquiry, state = _continue(_on_day(read_inquiry(request, knowledge.edition), knowledge), request, knowledge, continuations)
    draft = _begin(inquiry, request.text, knowledge, Parts.within(services, knowledge.edition.id, seconds), state)
    clarify.check_codes(draft)
    drafts = await _understand(draft, state)
    await asyncio.gather(*map(_look_up, drafts))
    for one in drafts:
        settle(one)
    for number, one in enumerate(drafts, start=1):
        _offer_continuation(one, continuations, [other for other in drafts[number:] if other.response.kind == pb.KIND_CLARIFY])
    draft.response.degraded.extend(draft.parts.degraded)
    for number, one in enumerate(drafts):
        one.response.rendered.CopyFrom(render.render(drafts[number:]))
    draft.response.also.extend(other.response for other in drafts[1:])
    return draft.response


def _on_day(inquiry: Inquiry, knowledge: Knowledge) -> Inquiry:
    """The inquiry at the day that its words name: "tomorrow", "on Saturday"; the directory date stays."""
    found = knowledge.days.find(inquiry.text, inquiry.at)
    return replace(inquiry, day_word=found[0], at=found[1]) if found and not inquiry.fill.at else inquiry


def _begin(inquiry: Inquiry, said: str, knowledge: Knowledge, parts: Parts, state: State | None) -> Draft:
    told = inquiry.language or (state.language if state else "")
    heard = detect_language(inquiry.text, told) if inquiry.text.strip() else told or LANGUAGES[0]
    language = told if told in LANGUAGES else heard
    spoken = language in LANGUAGES and (not told or told in LANGUAGES)
    response = pb.ResolveInquiryResponse(
        inquiry_id=secrets.token_urlsafe(12),
        edition_id=knowledge.edition.id,
        language=language if language in LANGUAGES else _FALLBACK_LANGUAGE,
    )
    draft = Draft(knowledge, inquiry, parts, response.language, spoken or heard in LANGUAGES, response)
    draft.emergencies = knowledge.emergencies.match(said)
    if state is not None and state.edition_id != knowledge.edition.id:
        parts.weaken("gateway", "EDITION_MISMATCH", f"the conversation began in edition {state.edition_id}")
    draft.note("language", heard if heard != UNDETERMINED else "und", "from the channel" if told in LANGUAGES else "from the text")
    return draft


def _continue(
    inquiry: Inquiry, request: pb.ResolveInquiryRequest, knowledge: Knowledge, continuations: Continuations
) -> tuple[Inquiry, State | None]:
    """Take up a conversation: its place and time, the choices made before, and the one that the reply means."""
    if not request.continuation:
        return with_fill(inquiry, knowledge.edition), None
    state = continuations.open(request.continuation)
    _check_edition(state, knowledge)
    fill, text, place = merged(fill_of(state.fill), inquiry.fill), inquiry.text, _place(inquiry.place, state)
    if inquiry.fill.ByteSize():
        text = ""
    elif option := knowledge.replies.option(state.options, text):
        fill, text = merged(fill, fill_of(option.fill)), ""
    elif len(state.options) == 1 and knowledge.replies.is_no(text):
        # Not where the device is: then where?
        text, place = "", None
    taken = replace(
        inquiry,
        text=text,
        at=inquiry.at if request.at or inquiry.day_word else dt.datetime.fromisoformat(state.at),
        as_of=inquiry.as_of if request.at or request.as_of else dt.date.fromisoformat(state.as_of),
        fill=fill,
        turn=state.turn + 1,
        language=inquiry.language or state.language,
        channel=state.channel,
        affairs=tuple(state.affairs),
        entries=tuple(state.entries),
        assets=tuple(state.assets),
        station=state.station,
        also_affair=state.also_affair,
        also_entries=tuple(state.also_entries),
        place=place,
    )
    return with_fill(taken, knowledge.edition), state


def _check_edition(state: State, knowledge: Knowledge) -> None:
    """Raises Gone when the conversation rests on something that this edition no longer has."""
    codes = [state.area_code, state.fill.get("area_code", ""), *(option.fill.get("area_code", "") for option in state.options)]
    affairs = [state.fill.get("affair_code", ""), state.also_affair, *(option.fill.get("affair_code", "") for option in state.options)]
    if all(not code or knowledge.has_area(code) for code in codes) and all(not code or code in knowledge.affairs for code in affairs):
        return
    raise Gone("the directory has changed since", field="continuation", fix="ask again", reason="CONTINUATION_EXPIRED")


def _place(given: pb.PlaceHint | None, state: State) -> pb.PlaceHint | None:
    """A place that the channel names now beats the one found before; a device's point, sent with every message, does not."""
    if given is not None and given.WhichOneof("place") != "point":
        return given
    if state.area_code:
        return pb.PlaceHint(area_code=state.area_code)
    if given is None and state.point is not None:
        return pb.PlaceHint(point=type_pb2.LatLon(latitude=state.point[0], longitude=state.point[1]))
    return given


async def _understand(draft: Draft, state: State | None) -> list[Draft]:
    """What is asked, and which places are named: the inquiry, and beside it the second question of its text, if there is one."""
    inquiry, parts = draft.inquiry, draft.parts
    hinted = inquiry.place.text if inquiry.place is not None and inquiry.place.WhichOneof("place") == "text" else ""
    asked = bool(inquiry.text.strip())
    match, mentions, places = await asyncio.gather(
        parts.match(inquiry.text, draft.language, inquiry.as_of.isoformat()) if asked else nothing(),
        parts.mentions(inquiry.text, draft.language) if asked else nothing(),
        parts.geocode(hinted) if hinted else nothing(),
    )
    _take_match(draft, match)
    beside = [text for mention in mentions or () for text in (mention.surface, mention.cue)]
    only_a_place = bool(mentions) and not says_more_than_a_place(inquiry.text, beside, draft.knowledge.replies)
    if state is not None and (not asked or not draft.certain or (only_a_place and state.certain)):
        draft.understood, draft.out_of_scope = True, 0.0
        draft.affairs = [(code, probability) for code, probability in inquiry.affairs if code in draft.knowledge.affairs]
        draft.entries = list(inquiry.entries)
        draft.threshold = 0.0 if state.certain else draft.threshold
    if inquiry.fill.affair_code:
        draft.understood, draft.out_of_scope = True, 0.0
        draft.affairs = [(inquiry.fill.affair_code, CERTAIN)]
    if draft.emergencies and (affair := draft.emergencies[0].affair):
        draft.affairs = [(affair, CERTAIN), *[item for item in draft.affairs if item[0] != affair]]
    second = _second(draft, match) or (_left_open(draft) if not asked or only_a_place else None)
    own, others = _shared_out(mentions or (), match.also.start if match is not None else 0)
    draft.where = _where(draft, hinted, own if second is not None else mentions or (), places or ())
    _note(draft)
    if second is None:
        return [draft]
    second.where = _where(second, hinted, others, places or ())
    _note(second)
    return [draft, second]


def _second(draft: Draft, match: faq_pb2.MatchInquiryResponse | None) -> Draft | None:
    """The second question of a text, as an inquiry of its own; none beside an emergency, or where the caller chose what the question is."""
    if match is None or not match.HasField("also") or draft.emergencies or draft.inquiry.fill.affair_code:
        return None
    second = _beside(draft, draft.inquiry.text[match.also.start : match.also.end])
    _take_match(second, match.also)
    return second


def _left_open(draft: Draft) -> Draft | None:
    """The second question of a conversation, which waited for the place that the first one asked for."""
    if not draft.inquiry.also_affair:
        return None
    second = _beside(draft, "")
    second.understood, second.affairs = True, [(draft.inquiry.also_affair, CERTAIN)]
    second.entries = list(draft.inquiry.also_entries)
    return second


def _beside(draft: Draft, text: str) -> Draft:
    """Another question of the same caller, at the same place and time: of what was chosen only the area holds for both."""
    inquiry = replace(draft.inquiry, text=text, fill=pb.Fill(area_code=draft.inquiry.fill.area_code), assets=(), station="", also_affair="")
    response = pb.ResolveInquiryResponse(inquiry_id=draft.response.inquiry_id, edition_id=draft.response.edition_id, language=draft.language)
    return Draft(draft.knowledge, inquiry, draft.parts, draft.language, draft.spoken, response)


def _shared_out(mentions: Sequence[wayfinding_pb2.PlaceMention], start: int) -> tuple[list[wayfinding_pb2.PlaceMention], ...]:
    """The places of two questions, of which the second starts there; a question that names none is about those of the other."""
    first = [mention for mention in mentions if mention.start < start]
    second = [mention for mention in mentions if mention.start >= start]
    return first or second, second or first


def _take_match(draft: Draft, match: faq_pb2.MatchInquiryResponse | None) -> None:
    if match is None:
        return
    draft.understood = True
    draft.affairs = [(found.code, found.probability) for found in match.affairs if found.code in draft.knowledge.affairs]
    draft.entries = [(found.entry_id, found.affair_code) for found in match.entries]
    draft.out_of_scope, draft.threshold = match.out_of_scope_probability, match.state_threshold or CERTAIN
    draft.refuse_from, draft.ask_from = match.out_of_scope_threshold or CERTAIN, match.ask_threshold or WORTH_ASKING
    # faq reads the same patterns, and knows more than they do: without it they stand alone.
    draft.emergencies = [rule for rule in draft.knowledge.emergencies.rules if rule.id in {found.id for found in match.emergencies}]


def _where(
    draft: Draft, hinted: str, mentions: Sequence[wayfinding_pb2.PlaceMention], places: Sequence[wayfinding_pb2.Place]
) -> whereabouts.Whereabouts:
    """The place that decides; the caller's choice beats it."""
    inquiry, hint = draft.inquiry, draft.inquiry.place
    if hinted and not places:
        draft.note("place", "", f"{hinted!r} is no known place")
        hint = hint.otherwise if hint is not None and hint.HasField("otherwise") else None
    found = whereabouts.choose(draft.knowledge, draft.affair.place_role if draft.affair else "site", mentions, places, hint)
    found = replace(found, assets=found.assets or inquiry.assets)
    if inquiry.fill.area_code:
        found = replace(found, area_codes=(inquiry.fill.area_code,), point=None, from_device=False, outside="")
    return found


def _note(draft: Draft) -> None:
    """What it rests on: the words for a day and places, and the affair."""
    inquiry, where = draft.inquiry, draft.where
    if inquiry.day_word:
        draft.note("time", inquiry.at.date().isoformat(), f"{inquiry.day_word!r} in the text")
    draft.response.evidence.extend(where.evidence)
    if where.outside:
        draft.note("area", where.outside, f"outside the city: {draft.knowledge.outside_name(where.outside.partition(':')[2])}")
    for code, probability in draft.affairs[:1]:
        draft.note("affair", code, f"probability {probability:.2f}, stated from {draft.threshold:.2f}")


async def _look_up(draft: Draft) -> None:
    """Who is responsible, the answer and the trains, side by side; only for what may be stated or is needed to ask."""
    affair = draft.affair
    if affair is None or draft.is_out_of_scope or draft.where.outside:
        return
    if not draft.certain:
        await _agree(draft)
        return
    requests = _requests(draft)
    trains = affair.answer_kind == "departures"
    point = draft.where.point if draft.where.from_device and affair.place_role == "residence" else None
    (draft.located, draft.departures, draft.entry), resolved = await asyncio.gather(
        asyncio.gather(
            draft.parts.locate(point, draft.inquiry.as_of.isoformat()) if point is not None else nothing(),
            _departures(draft) if trains else nothing(),
            _entry(draft),
        ),
        asyncio.gather(*(draft.parts.responsibility(request) for request in requests)),
    )
    # With an answer for only some of the places that a name may mean, the body would be a guess.
    draft.resolved = [] if None in resolved else [found for found in resolved if found is not None]
    await _ask_district(draft)


async def _agree(draft: Draft) -> None:
    """Not certain which affair it is: when all likely ones are the same body's at the one place that is known, the question would change nothing."""
    likely, requests = [one for one in draft.likely if one[1] >= OFFERED], _requests(draft)
    if len(requests) != 1 or len(likely) < 2 or sum(probability for _, probability in likely) < draft.threshold:
        return
    asked = [_Request(affair_code=code) for code, _ in likely]
    for request in asked:
        code = request.affair_code
        request.CopyFrom(requests[0])
        request.affair_code = code
    found = await asyncio.gather(*(draft.parts.responsibility(request) for request in asked))
    bodies = {one.responsibility.body.id if one is not None and one.HasField("responsibility") and not one.border_decides else "" for one in found}
    if len(bodies) == 1 and "" not in bodies and found[0] is not None:
        draft.agreed, draft.resolved = True, [found[0]]
        draft.note("affair", " ".join(code for code, _ in likely), "all of these are the same body's here")


def _requests(draft: Draft) -> list[_Request]:
    """One question to jurisdiction for each place that the name may mean; a home that only a device's point suggests is no place yet."""
    affair, where = draft.affair, draft.where
    if affair is None:
        return []
    told = clarify.told(draft.inquiry.fill.asset)
    base = _Request(
        affair_code=affair.code,
        at=draft.inquiry.at.isoformat(),
        as_of=draft.inquiry.as_of.isoformat(),
        asset_ids=_assets(draft)[:10],
        road=told.get("road"),
        building=told.get("building"),
    )
    if where.from_device and affair.place_role == "residence":
        return [base]
    if affair.place_role == "none" and not where.known:
        return [base]
    requests = [_Request(area_code=code) for code in where.area_codes[:_MOST_PLACES]]
    if where.point is not None:
        requests.append(_Request(point=where.point, precision_m=where.precision_m))
    for request in requests:
        request.MergeFrom(base)
    return requests or [base]


def _assets(draft: Draft) -> list[str]:
    """Named things, and the line of a station that has only one; the caller's choice first."""
    fill = draft.inquiry.fill
    found = [name for name in (fill.asset, fill.line) if name in draft.knowledge.assets]
    lines = draft.station_lines
    return [*found, *draft.where.assets, *(lines if len(lines) == 1 else ())]


async def _departures(draft: Draft) -> wayfinding_pb2.GetLastDeparturesResponse | None:
    fill, stations = draft.inquiry.fill, draft.where.stations
    station = fill.station_id or (stations[0].ref if len(stations) == 1 else draft.inquiry.station)
    if not station:
        return None
    named = next((asset for asset in draft.where.assets if asset.startswith("line.")), "")
    given = {"station": "fill.station_id"} if fill.station_id else {}
    given |= {"line": "fill.line", "direction": "fill.direction"}
    request = wayfinding_pb2.GetLastDeparturesRequest(
        station=station, line=fill.line or named, direction=fill.direction, at=draft.inquiry.at.isoformat()
    )
    try:
        return await draft.parts.departures(request, given)
    except InvalidArgument as error:
        if fill.line or error.field != given["line"]:
            raise
    # A line that the text only names and that does not stop here: the last trains of all lines that do.
    request.line = ""
    return await draft.parts.departures(request, given)


async def _entry(draft: Draft) -> faq_pb2.Entry | None:
    """The best entry about the affair, or about an ancestor that it inherits from; entries of other affairs are no answer."""
    code = draft.affairs[0][0]
    own = [entry_id for entry_id, affair in draft.entries if affair == code]
    inherited = [entry_id for entry_id, affair in draft.entries if code.startswith(affair + ".")]
    for entry_id in (own + inherited)[:1]:
        return await draft.parts.entry(entry_id)
    return None


async def _ask_district(draft: Draft) -> None:
    """For an affair of districts, the entry of the district that decides takes the place of the city's, where it has one."""
    if draft.entry is None or not draft.district or draft.affair is None or draft.affair.tier not in DISTRICT_TIERS:
        return
    own = await draft.parts.districts_entry(draft.entry.id, draft.district, draft.inquiry.as_of.isoformat())
    draft.entry = own or draft.entry


def _offer_continuation(draft: Draft, continuations: Continuations, waiting: Sequence[Draft]) -> None:
    """Seal what is needed to go on, without the text; `waiting`: the second question, when it asks back too."""
    if draft.response.kind != pb.KIND_CLARIFY:
        return
    clarification, inquiry = draft.response.clarification, draft.inquiry
    state = State(
        edition_id=draft.knowledge.edition.id,
        language=draft.language,
        channel=inquiry.channel,
        at=inquiry.at.isoformat(),
        as_of=inquiry.as_of.isoformat(),
        turn=inquiry.turn,
        affairs=[(code, round(probability, 4)) for code, probability in draft.affairs[:5]],
        entries=_one_of_each(draft.entries)[:5],
        fill=_plain(inquiry.fill),
        options=[Option(option.id, option.label, _plain(option.fill)) for option in clarification.options],
        area_code=draft.where.area_codes[0] if len(draft.where.area_codes) == 1 else "",
        point=(draft.where.point.latitude, draft.where.point.longitude) if draft.where.point is not None else None,
        assets=list(draft.where.assets[:5]),
        station=draft.where.stations[0].ref if len(draft.where.stations) == 1 else inquiry.station,
        certain=draft.certain,
        also_affair=waiting[0].affairs[0][0] if waiting else "",
        also_entries=_one_of_each(waiting[0].entries)[:5] if waiting else [],
    )
    clarification.continuation = continuations.seal(state)


def _one_of_each(entries: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The first entry of each affair."""
    first: dict[str, tuple[str, str]] = {}
    for entry_id, affair in entries:
        first.setdefault(affair, (entry_id, affair))
    return list(first.values())


def _plain(fill: pb.Fill) -> dict[str, str]:
    return {field.name: value for field, value in fill.ListFields()}
