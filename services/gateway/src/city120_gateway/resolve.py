"""Resolving an inquiry, top to bottom.

mask emergencies first → what is asked ∥ where → which place decides → who is responsible ∥ the answer ∥ the trains → what kind of outcome → render.
The text goes whole, in memory only, to faq and wayfinding; everything that is kept has the redacted form.
"""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import replace

from city120.faq.v1 import faq_pb2
from city120.inquiry.v1 import inquiry_pb2 as pb
from city120.jurisdiction.v1 import jurisdiction_pb2
from city120.wayfinding.v1 import wayfinding_pb2

from city120_gateway import clarify, render, whereabouts
from city120_gateway.continuation import Continuations, Option, State
from city120_gateway.draft import CERTAIN, Draft
from city120_gateway.inquiry import Inquiry, fill_of, merged, read_inquiry, with_fill
from city120_gateway.knowledge import Knowledge
from city120_gateway.parts import Parts, Services, nothing
from city120_gateway.settle import settle
from city120_platform.errors import InvalidArgument, NotFound
from city120_text import LANGUAGES, UNDETERMINED, detect_language

_Request = jurisdiction_pb2.ResolveResponsibilityRequest
# Languages the service does not speak are answered in this one, the most likely to be understood.
_FALLBACK_LANGUAGE = "en"
_MOST_PLACES = 5


async def resolve(
    request: pb.ResolveInquiryRequest, knowledge: Knowledge, services: Services, continuations: Continuations, seconds: float
) -> pb.ResolveInquiryResponse:
    """The resolution of an inquiry within `seconds`. Raises InvalidArgument, TooLarge, FailedPrecondition or Gone for what the caller must mend."""
    inquiry, state = _continue(read_inquiry(request, knowledge.edition), request.continuation, knowledge, continuations)
    draft = _begin(inquiry, knowledge, Parts.within(services, knowledge.edition.id, seconds), state)
    clarify.check_fill(draft)
    await _understand(draft, state)
    await _look_up(draft)
    settle(draft)
    _offer_continuation(draft, continuations)
    draft.response.degraded.extend(draft.parts.degraded)
    draft.response.rendered.CopyFrom(render.render(draft))
    return draft.response


def _begin(inquiry: Inquiry, knowledge: Knowledge, parts: Parts, state: State | None) -> Draft:
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
    draft.emergencies = knowledge.emergencies.match(inquiry.text)
    draft.note("language", heard if heard != UNDETERMINED else "und", "from the channel" if told in LANGUAGES else "from the text")
    return draft


def _continue(inquiry: Inquiry, token: str, knowledge: Knowledge, continuations: Continuations) -> tuple[Inquiry, State | None]:
    """Take up a conversation: the choices made before, and the one that the reply means."""
    if not token:
        return with_fill(inquiry, knowledge.edition), None
    state = continuations.open(token)
    fill, text = merged(fill_of(state.fill), inquiry.fill), inquiry.text
    if text.strip() and not inquiry.fill.ByteSize() and (option := clarify.matching_option(state.options, text)):
        fill, text = merged(fill, fill_of(option.fill)), ""
    elif inquiry.fill.ByteSize():
        text = ""
    taken = replace(
        inquiry,
        text=text,
        fill=fill,
        turn=state.turn + 1,
        language=inquiry.language or state.language,
        channel=state.channel,
        affairs=tuple(state.affairs),
        entries=tuple(state.entries),
        place=inquiry.place or (pb.PlaceHint(area_code=state.area_code) if state.area_code else None),
    )
    return with_fill(taken, knowledge.edition), state


async def _understand(draft: Draft, state: State | None) -> None:
    """What is asked, and which places are named."""
    inquiry, parts = draft.inquiry, draft.parts
    hinted = inquiry.place.text if inquiry.place is not None and inquiry.place.WhichOneof("place") == "text" else ""
    asked = bool(inquiry.text.strip())
    match, mentions, places = await asyncio.gather(
        parts.match(inquiry.text, draft.language) if asked else nothing(),
        parts.mentions(inquiry.text, draft.language) if asked else nothing(),
        parts.geocode(hinted) if hinted else nothing(),
    )
    if match is not None:
        draft.understood = True
        draft.affairs = [(found.code, found.probability) for found in match.affairs]
        draft.entries = [(found.entry_id, found.affair_code) for found in match.entries]
        draft.out_of_scope, draft.threshold = match.out_of_scope_probability, match.state_threshold or CERTAIN
        if not draft.emergencies:
            draft.emergencies = [rule for rule in draft.knowledge.emergencies.rules if rule.id in {found.id for found in match.emergencies}]
    if state is not None and (not asked or mentions or not draft.certain):
        draft.understood, draft.out_of_scope, draft.threshold = True, 0.0, min(draft.threshold, CERTAIN)
        draft.affairs, draft.entries = list(inquiry.affairs), list(inquiry.entries)
        draft.threshold = 0.0
    if inquiry.fill.affair_code:
        draft.understood, draft.out_of_scope = True, 0.0
        draft.affairs = [(inquiry.fill.affair_code, CERTAIN)]
    if draft.emergencies and draft.emergencies[0].affair:
        draft.affairs = [
            (draft.emergencies[0].affair, CERTAIN),
            *[item for item in draft.affairs if item[0] != draft.emergencies[0].affair],
        ]
    role = draft.affair.place_role if draft.affair else "site"
    draft.where = whereabouts.choose(draft.knowledge, role, mentions or (), places or (), inquiry.place)
    draft.response.evidence.extend(draft.where.evidence)
    for code, probability in draft.affairs[:1]:
        draft.note("affair", code, f"probability {probability:.2f}, stated from {draft.threshold:.2f}")
    if inquiry.fill.area_code:
        draft.where = replace(draft.where, area_codes=(inquiry.fill.area_code,), point=None, from_device=False)


async def _look_up(draft: Draft) -> None:
    """Who is responsible, the answer and the trains, side by side; only for what may be stated or is needed to ask."""
    affair, out = draft.affair, draft.understood and draft.out_of_scope > max(0.5, draft.probability)
    if affair is None or out or (not draft.certain and not draft.emergencies):
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
        asyncio.gather(*(_responsibility(draft, request) for request in requests)),
    )
    draft.resolved = [found for found in resolved if found is not None]


def _requests(draft: Draft) -> list[_Request]:
    """One question to jurisdiction for each place that the name may mean; none about a home that only a device's point suggests."""
    affair, where = draft.affair, draft.where
    if affair is None:
        return []
    base = _Request(affair_code=affair.code, as_of=draft.inquiry.as_of.isoformat(), asset_ids=_assets(draft)[:10])
    requests = []
    if affair.place_role == "none" or (where.from_device and affair.place_role == "residence"):
        return [base] if affair.place_role == "none" else []
    requests += [_Request(area_code=code) for code in where.area_codes[:_MOST_PLACES]]
    if where.point is not None:
        requests.append(_Request(point=where.point, precision_m=where.precision_m))
    for request in requests:
        request.MergeFrom(base)
    return requests or [base]


def _assets(draft: Draft) -> list[str]:
    """Named things, and the line of a station that has only one; the caller's choice first."""
    fill = draft.inquiry.fill
    found = [name for name in (fill.asset, fill.line) if name]
    return [*found, *draft.where.assets]


async def _responsibility(draft: Draft, request: _Request) -> jurisdiction_pb2.ResolveResponsibilityResponse | None:
    try:
        return await draft.parts.responsibility(request)
    except NotFound as error:
        if error.field != "area_code":
            raise
        field = "fill.area_code" if draft.inquiry.fill.area_code else "place.area_code"
        raise InvalidArgument(error.message, field=field, fix=error.fix) from None


async def _departures(draft: Draft) -> wayfinding_pb2.GetLastDeparturesResponse | None:
    fill, stations = draft.inquiry.fill, draft.where.stations
    station = fill.station_id or (stations[0].ref if len(stations) == 1 else "")
    if not station:
        return None
    line = fill.line or next((asset for asset in draft.where.assets if asset.startswith("line.")), "")
    return await draft.parts.departures(station, line, fill.direction, draft.inquiry.at.isoformat())


async def _entry(draft: Draft) -> faq_pb2.Entry | None:
    """The best entry about the affair, or about an ancestor that it inherits from; entries of other affairs are no answer."""
    code = draft.affairs[0][0]
    own = [entry_id for entry_id, affair in draft.entries if affair == code]
    inherited = [entry_id for entry_id, affair in draft.entries if code.startswith(affair + ".")]
    for entry_id in (own + inherited)[:1]:
        return await draft.parts.entry(entry_id)
    return None


def _offer_continuation(draft: Draft, continuations: Continuations) -> None:
    """Seal what is needed to go on, without the text."""
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
        entries=draft.entries[:5],
        fill=_plain(inquiry.fill),
        options=[Option(option.id, option.label, _plain(option.fill)) for option in clarification.options],
        area_code=draft.where.area_codes[0] if len(draft.where.area_codes) == 1 else "",
    )
    clarification.continuation = continuations.seal(state)


def _plain(fill: pb.Fill) -> dict[str, str]:
    return {field.name: value for field, value in fill.ListFields()}
