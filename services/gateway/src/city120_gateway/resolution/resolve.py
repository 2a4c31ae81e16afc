"""Resolving an inquiry, top to bottom.

What is asked ∥ where → which place decides → who is responsible ∥ the answer ∥ the trains → which kind of outcome, and why → the resolution.
The text goes whole, in memory only, to faq and wayfinding; what is carried on does not have it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from city120_errors import InvalidArgument
from city120_gateway.conversation.continuation import Continuations
from city120_gateway.conversation.conversation import BEYOND, Conversation, RankedEntry
from city120_gateway.conversation.hints import WordsHint
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution import details, rides, trains, visits, ways
from city120_gateway.resolution.answers import (
    AREA_KINDS,
    Departure,
    Departures,
    LastWay,
    Match,
    MatchDecision,
    Mention,
    NoWay,
    Place,
    Ruling,
    alike,
    without_names,
)
from city120_gateway.resolution.around import at_moment, labelled, otherwise, tells, tells_of_events
from city120_gateway.resolution.asked_by_words import asked_by_words, stating
from city120_gateway.resolution.builders import build
from city120_gateway.resolution.carry import sealed
from city120_gateway.resolution.cases import in_words
from city120_gateway.resolution.dated import undated
from city120_gateway.resolution.decide import decide
from city120_gateway.resolution.details import follows, reports
from city120_gateway.resolution.ends import in_their_towns, reached
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.further import told_in_few_sentences
from city120_gateway.resolution.going_on import another_kind, calmed, going_on
from city120_gateway.resolution.kinds_asked import WRITTEN_ON, KindsAsked, kinds_asked, kinds_before
from city120_gateway.resolution.listed_names import NameAsked, name_asked, visiting_listed
from city120_gateway.resolution.named_ones import asked_of_one, of_a_national, search_of
from city120_gateway.resolution.named_places import (
    acts_there,
    area_asked,
    areas_of,
    goal_told,
    named_of,
    read_without_landmarks,
    sought,
    sought_elsewhere,
    the_site,
    where_it_is,
)
from city120_gateway.resolution.near_stations import with_stations
from city120_gateway.resolution.nearby import Visiting
from city120_gateway.resolution.other_services import Case, Services, Stop, Trip
from city120_gateway.resolution.placing import placed, shared_out
from city120_gateway.resolution.plan import Plan, planned
from city120_gateway.resolution.resolution import Resolution
from city120_gateway.resolution.station_words import named_alone, on_named_lines
from city120_gateway.resolution.understanding import understand
from city120_gateway.words.caller_words import (
    AGAIN,
    APPLY,
    DETAILS,
    ENTRY,
    FIRST,
    GET_THERE,
    HOURS,
    KIND,
    LAST,
    OF_NAMES,
    OPEN,
    PHONE,
    ROUTE,
    STEP_FREE,
    further_of,
)
from city120_gateway.words.replies import ASKS_FROM, beside_places

# So many letters beside a place are no more than what kind of place it is, where the caller was asked for something else: "it is an alley".
_SAYS_WHERE = 12
_WAY, _PLACES = "directions", "wayfinding"
_OF_A_WAY = frozenset({STEP_FREE, ROUTE, GET_THERE})


async def resolve(conversation: Conversation, knowledge: Knowledge, services: Services, continuations: Continuations) -> Resolution:
    """What an inquiry comes to; in `also` what the second question of its text does."""
    began = conversation.earlier.edition_id or knowledge.edition.id
    if began != knowledge.edition.id:
        services.weaken("gateway", "EDITION_MISMATCH", f"the conversation began in edition {began}")
    try:
        questions = await _ask(conversation, knowledge, services)
        findings = await asyncio.gather(*(_look_up(question, knowledge, services) for question in questions))
        resolutions = [build(answered, decide(answered), knowledge) for answered in findings]
    finally:
        knowledge.caller_words.forget()
    first, *others = sealed(findings, resolutions, continuations, knowledge.edition.id)
    also = tuple(replace(other, buses=None) if other.buses == first.buses else other for other in others)
    return replace(first, degraded=tuple(services.degraded), also=also)


async def _ask(conversation: Conversation, knowledge: Knowledge, services: Services) -> list[Findings]:
    """What is asked, and where: the question, and beside it the second one of the text, if there is one; each at the place that decides it."""
    text, language, hint = conversation.text, conversation.language, conversation.place
    match, mentions, places = await asyncio.gather(
        services.match(text, language, conversation.as_of) if conversation.asks else _nothing(),
        services.mentions(text, language) if conversation.asks else _nothing(),
        services.geocode(hint.text) if isinstance(hint, WordsHint) else _nothing(),
    )
    hinted = places or ()
    named, conversation = await _with_station(conversation, on_named_lines(mentions or (), knowledge), knowledge, services)
    on_the_way = [reached(mention, knowledge.elsewhere) for mention in in_their_towns(text, named)]
    by_country, national = None, False
    if match is not None:
        if (of_places := await _of_places(conversation, match, named, hinted, knowledge, services)) is not None:
            return [of_places]
        match = await read_without_landmarks(conversation, match, named, knowledge, services)
        match = await calmed(conversation, match, knowledge, services)
        meant, by_country = await of_a_national(conversation, match, named, knowledge, services)
        match, national = meant, meant is not match
        # Who asks for the way, at night or without stairs, or for a train, or wants to get home, calls for no help.
        of_a_way = conversation.heard & _OF_A_WAY or ways.only_home(text, named, knowledge) or ways.only_trains(conversation, on_the_way, knowledge)
        match = _without_doubtful_alarms(match, text, knowledge) if of_a_way else match
    conversation = visits.with_hours(_around_names(_without_names(conversation, named, knowledge), named, knowledge), named)
    if match is not None and (price := rides.priced(conversation, match, named, knowledge)) is not None:
        question = understand(conversation, price, goes_on=False, knowledge=knowledge)[0]
        return [placed(replace(question, prices=True), (), (), knowledge)]
    beside = _beside_places(conversation, named, knowledge)
    chooses_none = bool(named) and _says_where_instead(conversation, match, beside, knowledge)
    only_a_place = chooses_none or (bool(named) and beside <= ASKS_FROM and not _asks_about(conversation, named, knowledge))
    detail = follows(conversation, match, named, knowledge)
    asks_on = False
    if match is not None and chooses_none:
        match = replace(_without_doubtful_alarms(match, text, knowledge), decision=MatchDecision.HAND_OVER, also=None)
    elif match is not None:
        match = _without_doubtful_alarms(match, text, knowledge) if only_a_place and conversation.goes_on else match
        if named and not beside and match.decision is MatchDecision.REFUSE:
            # A place alone, as the number of the country's grid, is no business yet, and none that is refused.
            match = replace(match, decision=MatchDecision.HAND_OVER)
        match, asks_on = (
            (match, False) if national else await _in_words(conversation, match, on_the_way, knowledge, services, only_a_place=only_a_place)
        )
    conversation = conversation if only_a_place else _about_no_kinds(conversation)
    told = match is not None and not detail and reports(conversation, match, named, knowledge, only_a_place=only_a_place)
    goes_on = only_a_place or told or knowledge.replies.is_yes(text) or AGAIN in conversation.heard
    tells_where = bool(named) and (asks_on or detail)
    questions = understand(conversation, match, goes_on=goes_on, follows=detail and not asks_on, tells_where=tells_where, knowledge=knowledge)
    questions[0] = replace(
        questions[0],
        says_where_alone=chooses_none or (bool(named) and not beside),
        reports=told,
        follows=(asks_on or detail) and not told,
        kinds=kinds_before(conversation, knowledge) if only_a_place and questions[0].resumed else (),
    )
    start = match.also.start if match is not None and match.also is not None else 0
    shares = [named] if len(questions) == 1 else shared_out(named, start)
    asked = [placed(_at_present(undated(question, knowledge)), share, hinted, knowledge) for question, share in zip(questions, shares, strict=True)]
    asked = [replace(question, named=named_of(question, share, by_country, knowledge)) for question, share in zip(asked, shares, strict=True)]
    if not (named or national or told) and _adds_what_was_told(asked[0], knowledge):
        asked[0] = replace(asked[0], follows=True)
    return [await _elsewhere(question, share, knowledge, services) for question, share in zip(asked, shares, strict=True)]


def _adds_what_was_told(findings: Findings, knowledge: Knowledge) -> bool:
    """Whether a text that goes on about what was answered asks for nothing by its form, and a sentence or two tell it: "in the evening"."""
    earlier = findings.conversation.earlier
    same = findings.certain and findings.affair is not None and bool(earlier.affairs) and findings.affair.code == earlier.affairs[0].code
    goes_on = earlier.answered and same and not findings.follows and AGAIN not in findings.conversation.heard
    return goes_on and findings.conversation.asks and bool(told_in_few_sentences(findings, knowledge))


async def _of_places(
    conversation: Conversation, match: Match, mentions: Sequence[Mention], hinted: Sequence[Place], knowledge: Knowledge, services: Services
) -> Findings | None:
    """The question where a place is, or what holds at an embassy, or where places of a kind are, whatever faq makes of it; None for any other."""
    if (seeking := _where_a_place_is(conversation, match, mentions, knowledge)) is not None:
        return seeking
    if (one := await asked_of_one(conversation, match, mentions, knowledge, services)) is not None:
        follows = conversation.goes_on and _more_than_phone(conversation, one)
        return replace(_seeking(one, conversation, match, mentions, knowledge), follows=follows)
    if _places_looked_up(services) and (called := name_asked(conversation, match, mentions, knowledge)) is not None:
        listed = await _of_a_list(called, conversation, match, knowledge, services)
        if listed is not None:
            return listed
    of_kinds = kinds_asked(conversation, mentions, knowledge) if not match.emergencies and _places_looked_up(services) else None
    return await _of_kinds(of_kinds, conversation, match, mentions, hinted, knowledge, services) if of_kinds is not None else None


async def _of_a_list(called: NameAsked, conversation: Conversation, match: Match, knowledge: Knowledge, services: Services) -> Findings | None:
    """The question whether a place of a list is open, or where no list has it, that; None where nothing looks for places of its kind."""
    visit = await visiting_listed(called, conversation, knowledge, services)
    if visit is not None:
        return _visiting(visit, conversation, match, (), knowledge)
    open_only = any(search.open_only and called.kind in search.kinds for search in knowledge.place_searches.values())
    near = conversation.language in WRITTEN_ON and (open_only or not called.official)
    if near or not _places_looked_up(services):
        # What is written on to the word for what it is may be where one is looked for.
        return None
    stated = replace(_on_such_places(called.kind, match, knowledge), also=None)
    stated = stated if conversation.heard & {OPEN, HOURS} else replace(stated, entries=())
    question = understand(conversation, stated, goes_on=False, knowledge=knowledge)[0]
    return placed(replace(question, kinds=(called.kind,), unlisted=called.name), (), (), knowledge)


def _on_such_places(kind: str, match: Match, knowledge: Knowledge) -> Match:
    """A match that states the affair of places of a kind, and what tells how one is found; of those of which the edition has all, what is stated."""
    searches = {**knowledge.place_searches, **knowledge.kind_searches}
    affair, search = next(((code, search) for code, search in searches.items() if kind in search.kinds), ("", None))
    if search is not None:
        tells = search.named or search.otherwise
        return replace(stating(match, affair, knowledge), entries=(RankedEntry(tells, affair, 1.0),) if tells else ())
    states = match.decision is MatchDecision.STATE and knowledge.place_kinds[kind].listed
    return match if states else replace(stating(match, knowledge.affair_of(_WAY), knowledge), entries=())


def _visiting(visit: Visiting, conversation: Conversation, match: Match, mentions: Sequence[Mention], knowledge: Knowledge) -> Findings:
    """The question whether a place is open, or whether one gets in without steps."""
    asked = replace(stating(match, visits.affair_of(visit, match, knowledge), knowledge), also=None)
    question = understand(conversation, asked, goes_on=False, knowledge=knowledge)[0]
    return placed(replace(question, visiting=visit), mentions, (), knowledge)


def _places_looked_up(services: Services) -> bool:
    """Whether the places of a text are known: without, a name would be in no list that is in one."""
    return not any(degraded.part == _PLACES for degraded in services.degraded)


async def _of_kinds(
    asked: KindsAsked,
    conversation: Conversation,
    match: Match,
    mentions: Sequence[Mention],
    hinted: Sequence[Place],
    knowledge: Knowledge,
    services: Services,
) -> Findings:
    """The question for places of some kinds, or where the one is that is called so: in the official language, or by no name that is known, with what
    tells how such a one is found."""
    for name in asked.official:
        if (site := the_site(await services.geocode(name), conversation.language, knowledge)) is not None:
            return _seeking(site, conversation, match, (), knowledge)
    search = knowledge.kind_searches[asked.affair]
    tells = search.named or search.otherwise
    found_by = (RankedEntry(tells, asked.affair, 1.0),) if asked.name and tells else ()
    stated = replace(stating(match, asked.affair, knowledge), entries=found_by, also=None)
    question = understand(asked.carried(conversation), stated, goes_on=False, knowledge=knowledge)[0]
    return placed(replace(question, kinds=asked.kinds, unlisted=asked.name), () if asked.name else mentions, hinted, knowledge)


def _more_than_phone(conversation: Conversation, place: Place) -> bool:
    """Whether a text asks for a detail of a place that is not told with it, as a phone that is known is."""
    asked = set(DETAILS) - {APPLY, *([PHONE] if place.phone else [])}
    return not conversation.heard.isdisjoint(asked)


def _about_no_kinds(conversation: Conversation) -> Conversation:
    """The same where something else is asked than for kinds of places, which an earlier turn may have asked for."""
    return replace(conversation, heard=frozenset(meaning for meaning in conversation.heard if not meaning.startswith(KIND)))


async def _with_station(
    conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge, services: Services
) -> tuple[Sequence[Mention], Conversation]:
    """The places of a text; where none is found the station whose first or last train is asked for by no more than a word."""
    alone = () if mentions else await named_alone(conversation, knowledge, services)
    return (alone, replace(conversation, manner=None)) if alone else (mentions, conversation)


def _where_a_place_is(conversation: Conversation, match: Match, mentions: Sequence[Mention], knowledge: Knowledge) -> Findings | None:
    """The question where a place is, if nothing else is asked, in the district that is said for it or not in that."""
    if match.emergencies:
        return None
    if (visit := visits.visiting(conversation, match, mentions, knowledge)) is not None:
        return _visiting(visit, conversation, match, [mention for mention in mentions if visit.place in mention.candidates], knowledge)
    if (named := area_asked(conversation, mentions, knowledge)) is not None:
        return replace(_seeking(named.candidates[0], conversation, match, mentions, knowledge), area_of=named)
    place = sought(conversation, match, mentions, knowledge) or goal_told(conversation, match, mentions, knowledge)
    if place is not None:
        return _seeking(place, conversation, match, mentions, knowledge)
    if (elsewhere := sought_elsewhere(conversation, match, mentions, knowledge)) is None:
        return None
    place, district = elsewhere
    others = [mention for mention in mentions if mention is not district]
    return replace(_seeking(place, conversation, match, others, knowledge), sought_in=district.candidates[0].district_code)


def _seeking(place: Place, conversation: Conversation, match: Match, mentions: Sequence[Mention], knowledge: Knowledge) -> Findings:
    """The question where a place is: as one for the way there, which who hears it may want next."""
    stated = replace(stating(match, knowledge.affair_of(_WAY), knowledge), also=None)
    question = understand(conversation, stated, goes_on=False, knowledge=knowledge)[0]
    return placed(replace(question, sought=place), mentions, (), knowledge)


def _says_where_instead(conversation: Conversation, match: Match | None, beside: int, knowledge: Knowledge) -> bool:
    """Whether who was asked which affair it is says little more than where: "it is an alley in Bangi-dong" chooses none of them and is no other."""
    offered = {option.choices.affair for option in conversation.earlier.options} - {""}
    stated = match.affairs[0].code if match is not None and match.decision is MatchDecision.STATE else ""
    return bool(offered) and stated not in offered and beside <= _SAYS_WHERE and not knowledge.replies.asks(conversation.text)


def _asks_about(conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether who was answered asks about a thing that the answer named, and not about the same elsewhere: "is Changdeokgung the same?" """
    entry, language = conversation.earlier.told
    affairs = conversation.earlier.affairs
    if affairs and in_words(further_of(knowledge.caller_words.heard(conversation.text)), affairs[0].code, knowledge):
        return True
    if not (conversation.earlier.answered and entry in knowledge.texts and knowledge.replies.asks(conversation.text)):
        return False
    told = knowledge.texts[entry].get(language)
    things = (mention.surface for mention in mentions if not any(place.kind in AREA_KINDS for place in mention.candidates))
    return told is not None and any(thing in told.answer for thing in things)


async def _in_words(
    conversation: Conversation, match: Match, mentions: Sequence[Mention], knowledge: Knowledge, services: Services, *, only_a_place: bool
) -> tuple[Match, bool]:
    """What is asked by words of the edition's rows, or else by what was answered before; and whether it asks more of that."""
    if affair := rides.other_means(conversation, knowledge):
        return rides.by_other_means(match, affair, knowledge), False
    worded = asked_by_words(match, conversation, mentions, knowledge)
    if worded is not match or only_a_place:
        return worded, False
    if another := another_kind(conversation, match, knowledge):
        return replace(stating(match, another, knowledge), entries=()), False
    read, asks_on = await going_on(conversation, match, mentions, knowledge, services)
    if asks_on and _akin(match, read) and _tells_nothing(conversation, read, knowledge):
        return match, False
    return asked_by_words(read, conversation, mentions, knowledge), asks_on


def _akin(match: Match, read: Match) -> bool:
    """Whether faq is sure by itself of an affair of the family that a text is read as going on about."""
    alone, beside = (ranked.affairs[0].code if ranked.affairs else "" for ranked in (match, read))
    return match.decision is MatchDecision.STATE and alone != beside and alike(alone, beside)


def _tells_nothing(conversation: Conversation, read: Match, knowledge: Knowledge) -> bool:
    """Whether no entry of what was answered tells what is asked, which is no detail of it: big furniture, behind the bags for rubbish."""
    findings = replace(understand(conversation, read, goes_on=False, knowledge=knowledge)[0], follows=True)
    return not details.asked(findings) and not any(details.entries(findings, "", knowledge))


def _at_present(findings: Findings) -> Findings:
    """Who is to act at a place is there now or not: the day that the text names is that of something else, unless hours are asked for."""
    conversation = findings.conversation
    if not (findings.certain and acts_there(findings.affair)) or findings.follows or HOURS in conversation.heard:
        return findings
    return replace(findings, conversation=conversation.at_present())


def _without_doubtful_alarms(match: Match, text: str, knowledge: Knowledge) -> Match:
    """What faq says of a text by which nobody calls for help, unless the words of an emergency are heard: a reply that does little more than name
    places, or a wish for the way."""
    return match if any(knowledge.emergencies.match(text)) else replace(match, emergencies=frozenset())


def _without_names(conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> Conversation:
    """The same without what words mean only as names of places: a station is called after buses, a park after children."""
    if not mentions or not conversation.heard & OF_NAMES:
        return conversation
    text, heard = conversation.text, knowledge.caller_words.heard
    return replace(conversation, heard=conversation.heard - (OF_NAMES & (heard(text) - heard(without_names(text, mentions)))))


def _around_names(conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> Conversation:
    """The same with the first or last train whose words stand around a name: the last Line 2 train."""
    around = knowledge.caller_words.heard(without_names(conversation.text, mentions)) if mentions else frozenset[str]()
    night = knowledge.fares.get(BEYOND)
    of_trains = {FIRST, LAST, *([f"{ENTRY}{night.id}"] if night is not None else [])}
    return replace(conversation, heard=conversation.heard | (around & of_trains))


async def _elsewhere(findings: Findings, mentions: Sequence[Mention], knowledge: Knowledge, services: Services) -> Findings:
    """What is refused and names a city elsewhere may be the public business of that city: it is asked about again without the name."""
    conversation = findings.conversation
    if not findings.refused or not findings.where.outside:
        return findings
    text = without_names(conversation.text, mentions)
    match = await services.match(text, conversation.language, conversation.as_of) if text.strip() else None
    if match is None or match.decision is MatchDecision.REFUSE:
        return findings
    again = understand(conversation, replace(match, also=None), goes_on=False, knowledge=knowledge)[0]
    return replace(again, where=findings.where, evidence=findings.evidence)


def _beside_places(conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> int:
    surfaces = [words for mention in mentions for words in (mention.surface, mention.cue)]
    return beside_places(conversation.text, surfaces, knowledge.replies)


async def _look_up(findings: Findings, knowledge: Knowledge, services: Services) -> Findings:
    """Who is responsible, the answer and the trains, side by side; only for what may be stated or is needed to ask."""
    visit = findings.visiting
    if visit is not None and (there := await visits.when_there(visit, findings, knowledge, services)) is not None:
        more = visit.entry or (visit.instead if there.unsure else "")
        entry = await services.entry(more) if more else None
        return replace(findings, sought=visit.place if there.visit is not None else None, nearby=there, entry=entry)
    if findings.sought is not None:
        return await _sought(findings.sought, findings, knowledge, services)
    findings = await with_stations(findings, services)
    plan = planned(findings, knowledge)
    if findings.named is not None and plan.entry in _how_to_find(findings.named, knowledge):
        return await _sought(findings.named, findings, knowledge, services)
    (located, riding, entry, beside, near, route), rulings = await asyncio.gather(
        asyncio.gather(
            services.locate(plan.home, findings.conversation.as_of) if plan.home is not None else _nothing(),
            _by_train(findings, plan, knowledge, services),
            services.entry(plan.entry) if plan.entry else _nothing(),
            services.entry(plan.beside) if plan.beside else _nothing(),
            services.nearby(plan.nearby) if plan.nearby is not None else _nothing(),
            services.route(plan.way) if plan.way is not None else _nothing(),
        ),
        asyncio.gather(*(_ruled(case, findings.where.said_in, services) for case in plan.cases)),
    )
    made = replace(riding, located=located, entry=entry, beside=beside, route=ways.as_called(route, findings))
    answered = await _with_night(made, knowledge, services)
    if near is not None and plan.nearby is not None:
        near = at_moment(near, plan.nearby, knowledge)
    if near is not None and tells(near, findings, knowledge):
        around = await _nearby(replace(answered.ruled(rulings), nearby=labelled(near, findings, knowledge)), knowledge, services)
        return await _of_district(around, knowledge, services)
    if answered.no_way is not None or (route is not None and (route.empty or route.estimate_s)):
        entry_id = ways.otherwise(findings, knowledge)
        return replace(answered.ruled(rulings), entry=await services.entry(entry_id) if entry_id else None)
    return await _of_district(answered.ruled(rulings), knowledge, services)


async def _ruled(case: Case, said_in: str, services: Services) -> Ruling | None:
    """What the rules say of a case. Which side of a border near it counts is known to who names the district."""
    ruling = await services.rule(case)
    if ruling is None or not (ruling.border_decides and said_in):
        return ruling
    border = ruling.location.near_border
    if said_in == ruling.location.district:
        return replace(ruling, border_decides=False)
    beyond = border is not None and border.district_code == said_in
    return await services.rule(replace(case, area=said_in, point=None, precision_m=0.0)) if beyond else ruling


async def _sought(place: Place, findings: Findings, knowledge: Knowledge, services: Services) -> Findings:
    """Where a place is that was asked for; of an embassy, or the like, with what else holds there."""
    search = search_of(place, knowledge)
    located, entry, nearby = await asyncio.gather(
        services.locate(place.point, findings.conversation.as_of) if place.point is not None else _nothing(),
        services.entry(search.named) if search is not None else _nothing(),
        areas_of(findings.area_of, findings, knowledge, services) if findings.area_of is not None else where_it_is(place, findings, services),
    )
    return replace(findings, sought=place, located=located, entry=entry, nearby=nearby)


def _how_to_find(place: Place, knowledge: Knowledge) -> tuple[str, ...]:
    """The entry that tells how a place of its kind is found, and the one that tells what else holds there."""
    search = search_of(place, knowledge)
    return (search.otherwise, search.named) if search is not None else ()


async def _nearby(findings: Findings, knowledge: Knowledge, services: Services) -> Findings:
    """With places to go to no entry is told, which would ask where the caller is; without, the one that tells what else helps."""
    entry_id = findings.entry.id if findings.entry is not None else ""
    if findings.nearby is not None and findings.nearby.days and findings.nearby.empty and tells_of_events(entry_id, findings, knowledge):
        # What is written about such an event says more than where events are listed.
        return findings
    entry = otherwise(findings, knowledge)
    return replace(findings, entry=await services.entry(entry) if entry else None)


async def _by_train(findings: Findings, plan: Plan, knowledge: Knowledge, services: Services) -> Findings:
    """The findings with the trains of a station, and the way to where the caller goes, or that no train is known that gets there."""
    departures, way = await asyncio.gather(
        _departures(plan.stop, services) if plan.stop is not None else _nothing(),
        _journey(plan.trip, services) if plan.trip is not None else _nothing(),
    )
    timed = departures is not None and bool(departures.departures)
    if timed and plan.stop is not None and (plan.stop.anywhere or trains.missed(findings)):
        # Times of the line are known: from which station is asked; and who missed the last train wants none that went.
        return findings
    if isinstance(way, NoWay):
        return _without_way(findings, _of_their_lines(departures, plan, knowledge), way)
    if way is not None and way.first is not (plan.trip is not None and plan.trip.first):
        return replace(findings, departures=_bound(departures, way))
    if way is not None:
        first_too = way.may_be_missed or trains.first_too(findings.conversation.heard)
        next_first = await _departures(trains.next_first(plan.trip, way), services) if plan.trip is not None and first_too else None
        way = replace(way, next_day=way.next_day or trains.next_day(findings), next_first=next_first)
        departures = _on_the_way(departures, way)
        if _only_worked_out(way, departures):
            return replace(findings, departures=_bound(departures, way))
    return replace(findings, departures=departures, last_way=way)


def _of_their_lines(leaving: Departures | None, plan: Plan, knowledge: Knowledge) -> Departures | None:
    """What leaves on the lines that go from one end to the other, where any does: no other line's trains are asked for."""
    if leaving is None or plan.trip is None or leaving.towards is not None:
        return leaving
    of_the_goal = knowledge.station_lines.get(plan.trip.destination, ())
    direct = {line for line in knowledge.station_lines.get(plan.trip.origin, ()) if line in of_the_goal}
    if not direct:
        return leaving
    departures = tuple(train for train in leaving.departures if train.line in direct)
    return replace(leaving, departures=departures, incomplete_lines=tuple(line for line in leaving.incomplete_lines if line in direct))


def _without_way(findings: Findings, leaving: Departures | None, way: NoWay) -> Findings:
    """The findings where no way is known: the trains that lead there all the same; or that there is none, and what leaves."""
    if way.no_lift or leaving is None:
        return replace(findings, no_way=way)
    if leaving.towards is not None:
        return replace(findings, departures=leaving)
    return replace(findings, departures=leaving, no_way=way)


async def _with_night(findings: Findings, knowledge: Knowledge, services: Services) -> Findings:
    """With the entry that tells what goes at night, where the last train of a line may have left whose times nobody here knows."""
    night = knowledge.fares.get(BEYOND)
    if night is None or not trains.may_have_left(findings):
        return findings
    return replace(findings, entry=await services.entry(night.id), beside=None)


async def _journey(trip: Trip, services: Services) -> LastWay | NoWay | None:
    """The journey that is asked for. Of the first one only a timetable tells: whether and how trains get there at all, the last one does."""
    way = await services.last_way(trip)
    return await services.last_way(replace(trip, first=False)) if isinstance(way, NoWay) and trip.first else way


async def _departures(stop: Stop, services: Services) -> Departures | None:
    """What leaves a station. What the text only names and does not fit is left out: a line that does not stop here, a direction that none of its
    trains has, a station that no train reaches without a change."""
    try:
        leaving = await services.departures(stop)
    except InvalidArgument as error:
        if stop.line_chosen or error.field != "fill.line":
            raise
        return await _departures(replace(stop, line="", line_chosen=True), services)
    if leaving is not None and not leaving.departures:
        if stop.direction and not stop.direction_chosen:
            return await _departures(replace(stop, direction=""), services)
        if stop.towards:
            return await _departures(replace(stop, towards=""), services)
    return leaving


def _only_worked_out(way: LastWay, leaving: Departures | None) -> bool:
    """Whether a first way is worked out from facts and the first trains are known: then they are told, and when one is there at the latest."""
    return way.first and not way.exact and leaving is not None and bool(leaving.departures)


def _on_the_way(leaving: Departures | None, way: LastWay) -> Departures | None:
    """Of the trains of a station those that a journey with changes begins with."""
    if leaving is None or leaving.towards is not None:
        return leaving
    first = way.rides[0]
    begins = tuple(train for train in leaving.departures if (train.line, train.direction) == (first.line, first.direction))
    return _leaving_alone(leaving, begins) if begins else leaving


def _leaving_alone(leaving: Departures, departures: tuple[Departure, ...]) -> Departures:
    """Some of the trains of a station, with what is said of their lines and of those without times: a line of which none is told has a timetable."""
    others = {train.line for train in leaving.departures} - {train.line for train in departures}
    return replace(leaving, departures=departures, incomplete_lines=tuple(line for line in leaving.incomplete_lines if line not in others))


def _bound(leaving: Departures | None, way: LastWay) -> Departures | None:
    """The first trains that a journey begins with, and by when one is there; or as the last one does, and no more is known."""
    begins = _on_the_way(leaving, way)
    by = (way.rides[0].departure_clock, way.rides[-1].arrival_clock) if way.first else None
    return replace(begins, bound=way.rides[-1].destination, by=by) if begins is not None and begins.towards is None else begins


async def _of_district(findings: Findings, knowledge: Knowledge, services: Services) -> Findings:
    """For an affair that districts answer, the entry of the district that decides takes the place of the city's, where it has one; of the one that is
    named, where nobody need be found who acts there."""
    entry, affair = findings.entry, findings.affair
    district = findings.district or _named_district(findings, knowledge)
    if entry is None or affair is None or not district or not affair.by_district:
        return findings
    told = [row for row in (entry, findings.beside) if row is not None]
    own = [await services.districts_entry(row.id, district, findings.conversation.as_of) or row for row in told]
    return replace(findings, entry=own[0], beside=next((row for row in own[1:] if row.id != own[0].id), None))


def _named_district(findings: Findings, knowledge: Knowledge) -> str:
    """The code of the district of the one area that the caller names, where no rule was asked; empty for none."""
    codes = findings.where.area_codes if not findings.rulings and not findings.where.outside else ()
    area = knowledge.areas.get(codes[0]) if len(codes) == 1 else None
    return (area.district_code or area.code) if area is not None else ""


async def _nothing() -> None:
    """Stands for a call that is not needed."""
