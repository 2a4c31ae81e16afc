"""What is asked where words of the edition's rows say it, whatever faq makes of the text: trains, the way, what one entry is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from city120_edition import rows
from city120_gateway.conversation.conversation import NIGHT_BUS, TRAIN_RIDE, Conversation, RankedAffair, RankedEntry
from city120_gateway.knowledge import EntryOfAffair, Knowledge
from city120_gateway.resolution import ways
from city120_gateway.resolution.answers import Match, MatchDecision, Mention, alike, without_names
from city120_gateway.resolution.cases import in_words
from city120_gateway.resolution.ends import between, directed, ends
from city120_gateway.resolution.findings import LIKELY
from city120_gateway.words.caller_words import (
    ADULT,
    AFTER_MIDNIGHT,
    BUS,
    CHILDREN,
    DIRECTIONS,
    DONG_OFFICE,
    DURATION,
    EVENTS,
    FEE,
    FIRST,
    FROM_HERE,
    GET_THERE,
    HOURS,
    LAST,
    LEAVE_BY,
    LOST,
    NEAR,
    OF_EVENTS,
    ON_FOOT,
    OPEN,
    REPORT,
    ROUTE,
    STEP_FREE,
    TIMETABLE,
    TRAIN,
    WHICH_BUS,
    asks_for_a_bus,
    entries_of,
    entry_of,
    says,
)
from city120_gateway.words.patterns import plain
from city120_gateway.words.replies import beside_places

# Words of the edition's rows are as sure as the patterns of its emergencies; the entry that they mean is the only one.
_SURE, _CERTAIN = 0.98, 1.0
_TRAINS, _WAY, _PLACES, _ANSWER, _DEPARTMENT = "departures", "directions", "places", "answer", "department"
_OF_A_STATION = {FIRST, LAST, AFTER_MIDNIGHT}
# So many affairs are likely, where none is stated.
_LIKELIEST = 3
# By then one may be where trains of the morning go; who must be there earlier needs another way than trains.
_THERE_BY_TRAIN = dt.time(6, 30)
# So many parts of their codes affairs of one kind share.
_OF_A_KIND = 2
_STATION, _OPERATOR, _ASSET, _LANDMARK = "station", "operator", "asset:", "place:"
# So many letters beside a line and a word for its first or last train ask for no more than when that goes.
_LITTLE_ELSE = 20
_NATIONAL, _ANYWHERE, _THING = "national", "none", "asset"
# Less likely than this nothing is what faq takes a text for, and words are surer.
_HARDLY = 0.4


def asked_by_words(match: Match, conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> Match:
    """What is asked, by what words of the edition's rows tell besides: that somebody wants to get home, or goes at night where no trains do; that no
    child is ill; that it is about trains, where they ask for a first or last one at a station that is named, or until when to leave for another; that
    it is about the way; that the last train is missed; or that it is what one entry is about, where faq states nothing, and takes it for something of
    the same kind or for nothing likely, or the entry is of the nation's; or a route that is named by its number."""
    entry = _of_an_adult(match, conversation, knowledge) or _by_night_or_home(match, conversation, mentions, knowledge)
    entry = entry or _open_near(match, conversation, knowledge) or _of_a_route(match, conversation, knowledge)
    if entry is not None:
        return replace(stating(match, entry.affair, knowledge), entries=(RankedEntry(*entry, _CERTAIN), *match.entries), also=None)
    if home := _home_from_there(match, conversation, mentions, knowledge):
        return match if _stated(match, knowledge.affairs[home].answer_kind, knowledge) else replace(stating(match, home, knowledge), also=None)
    if hours := _hours_of_offices(match, conversation, knowledge):
        return replace(stating(match, hours, knowledge), also=None)
    if _of_its_office(match, conversation, mentions, knowledge):
        return replace(stating(match, match.affairs[0].code, knowledge), also=None)
    if _of_events(match, conversation, mentions, knowledge):
        return replace(stating(match, knowledge.events_affair, knowledge), also=None)
    return _without_their_way(_trains_or_a_way(match, conversation, mentions, knowledge), conversation, mentions, knowledge)


def _of_an_adult(match: Match, conversation: Conversation, knowledge: Knowledge) -> EntryOfAffair | None:
    """The entry that is told to who says to be no child, or speaks of somebody who is none, where a doctor for children is likeliest: that which
    words mean, of its affair."""
    words, adults = knowledge.caller_words, _for_adults(match.affairs[0].code, knowledge) if match.affairs else ""
    if not adults or match.emergencies or ADULT not in words.heard(conversation.text):
        return None
    # "Not a child" names one.
    spoken_of = CHILDREN in words.heard(words.without(conversation.text, {ADULT}))
    told = knowledge.of_affair(adults)
    meant = in_words(entries_of(words.heard(conversation.text)), told.affair, knowledge)
    return None if spoken_of else EntryOfAffair(meant or told.id, told.affair)


def _for_adults(affair: str, knowledge: Knowledge) -> str:
    """The entry for adults of an affair of places for children; empty for others."""
    return knowledge.place_searches[affair].adults if affair in knowledge.place_searches else ""


def _open_near(match: Match, conversation: Conversation, knowledge: Knowledge) -> EntryOfAffair | None:
    """The entry of places that are told only to who asks for one near, where it is asked whether one is open, and they may be what is asked for."""
    heard = knowledge.caller_words.heard(conversation.text)
    if match.decision is MatchDecision.STATE or NEAR not in heard or not heard & {OPEN, HOURS}:
        return None
    searches = [knowledge.place_searches[affair.code] for affair in match.affairs if affair.offered and affair.code in knowledge.place_searches]
    return next((knowledge.of_affair(search.entries[0]) for search in searches if search.only_near and search.entries), None)


def _of_events(match: Match, conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether words name a dated event, and when or for whom it is to be, or that it is to be free: where nothing is stated that is asked and likely,
    and where something of its family is stated no sight is named. Where the matter of a thing is stated that is named, as a park is, little else is
    said: what is reported there is no event."""
    events, heard = knowledge.events_affair, knowledge.caller_words.heard(conversation.text)
    if not events or EVENTS not in heard or match.emergencies or not (conversation.day_word or heard & OF_EVENTS):
        return False
    likely = [affair.code for affair in match.affairs[:_LIKELIEST]]
    akin = bool(likely) and alike(events, likely[0])
    rest = knowledge.days.without(without_names(conversation.text, mentions))
    little = events in likely and says(rest) <= _LITTLE_ELSE and not heard & {LOST, REPORT, FEE}
    if match.decision is not MatchDecision.STATE:
        asks = knowledge.replies.asks(conversation.text) and not heard & {LOST, REPORT}
        return little or (asks and (akin or events in likely))
    if little and _of_a_named_thing(likely[0], mentions, knowledge):
        return True
    return akin and not any(place.ref.startswith(_LANDMARK) for mention in mentions for place in mention.candidates)


def _hours_of_offices(match: Match, conversation: Conversation, knowledge: Knowledge) -> str:
    """The affair that tells when the office of a dong is open, where that is asked and one of its family is likeliest; empty for none."""
    heard = knowledge.caller_words.heard(conversation.text)
    if match.decision is MatchDecision.STATE or match.emergencies or DONG_OFFICE not in heard or not heard & {OPEN, HOURS}:
        return ""
    offices = knowledge.offices_affair
    akin = [affair.code for affair in match.affairs if affair.offered and alike(affair.code, offices) and affair.code != offices]
    return akin[0] if akin and alike(match.affairs[0].code, offices) else ""


def _of_its_office(match: Match, conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether the office or the phone of a thing is asked for that is named, as of a park, and nothing else, where its affair is likeliest."""
    if match.emergencies or match.decision is MatchDecision.STATE or not match.affairs:
        return False
    asks = knowledge.caller_words.asks_for_office(without_names(conversation.text, mentions))
    return asks and _of_a_named_thing(match.affairs[0].code, mentions, knowledge)


def _of_a_named_thing(affair: str, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether an affair is about a thing, and one is named."""
    about_things = affair in knowledge.affairs and knowledge.affairs[affair].place_role == _THING
    return about_things and any(place.ref.startswith(_ASSET) for mention in mentions for place in mention.candidates)


def _of_a_route(match: Match, conversation: Conversation, knowledge: Knowledge) -> EntryOfAffair | None:
    """The entry about a route that is named by its number, where the likeliest is what buses or trains go at all: whatever station is named with it,
    it is no other one. Not where something happened on it that somebody must see to."""
    named, affair = knowledge.caller_words.numbered(conversation.text), knowledge.affairs.get(match.affairs[0].code) if match.affairs else None
    if not named or affair is None or match.emergencies or LOST in conversation.heard or affair.answer_kind == _DEPARTMENT:
        return None
    goes = affair.answer_kind == _TRAINS or affair.place_role == _ANYWHERE
    of_its_kind = any(alike(affair.code, lines, parts=_OF_A_KIND) for lines in knowledge.bus_lines)
    return EntryOfAffair(named, knowledge.settling[named]) if goes and of_its_kind and named in knowledge.settling else None


def _by_night_or_home(match: Match, conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> EntryOfAffair | None:
    """The entry that tells what goes at night, from or to a station that is named, or for who wants to get home from nowhere that they name; that of
    the way to who wants to get home by day. None for anything else."""
    if night := ways.at_night(conversation, mentions, knowledge):
        return knowledge.of_affair(night)
    if mentions or match.emergencies or not ways.only_home(conversation.text, (), knowledge):
        return None
    late = ways.of_the_night(conversation, knowledge) or (conversation.now and conversation.at.time() < ways.TRAINS_RUN)
    if late and NIGHT_BUS in knowledge.fares:
        return knowledge.fares[NIGHT_BUS]
    return next(map(knowledge.of_affair, knowledge.city_entries.get(knowledge.affair_of(_WAY), ())), None)


def _home_from_there(match: Match, conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> str:
    """The affair of who wants to get home, and names where they are or live, and nothing else: the way, or the last trains where it is asked until
    when to leave. Empty for anything else."""
    if not mentions or match.emergencies or not ways.only_home(conversation.text, mentions, knowledge):
        return ""
    leaves = LEAVE_BY in conversation.heard and ways.arrive_by(conversation, knowledge) is None
    return knowledge.affair_of(_TRAINS if leaves else _WAY)


def _trains_or_a_way(match: Match, conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> Match:
    """What is asked besides."""
    settled, best = knowledge.settling.get(entry_of(conversation.heard), ""), match.affairs[0].code if match.affairs else ""
    # Who has missed it and asks what a taxi costs asks that.
    others = {knowledge.settling.get(entry, "") for entry in entries_of(conversation.heard)} - {settled}
    meant = match.decision is MatchDecision.STATE and best in others
    if settled == knowledge.affair_of(_TRAINS) and settled and not meant and alike(settled, best):
        # How to get home is no second question then.
        return replace(stating(match, settled, knowledge), also=None)
    way = knowledge.affair_of(_WAY)
    loss = _tells_of_a_loss(conversation, knowledge)
    if loss:
        match = _without_ways(match, knowledge)
        best = match.affairs[0].code if match.affairs else ""
    if not loss and _asks_for_the_way(match, conversation, mentions, knowledge):
        told = _stated(match, _WAY, knowledge) or (match.also is not None and _stated(match.also, _WAY, knowledge))
        return match if told else stating(match, best if _is_of(best, _WAY, knowledge) else way, knowledge)
    trains = knowledge.affair_of(_TRAINS)
    if _of_a_line(match, conversation, mentions, knowledge) or _only_trains(conversation, mentions, knowledge):
        return stating(match, trains, knowledge)
    likeliest, akin = best == trains, alike(trains, best)
    asks = _asks_for_trains(match, conversation, mentions, knowledge, likeliest=likeliest, akin=akin) or _between_places(
        match, conversation, mentions, knowledge
    )
    if asks or (akin and _on_the_way_before(conversation, mentions, knowledge)):
        return stating(match, trains, knowledge)
    now = _settled_now(match, conversation, knowledge)
    national = _is_national(now, knowledge) and match.decision is not MatchDecision.STATE
    # The nation's business looks like none to faq, or like anything: embassies.
    national = national and (match.decision is MatchDecision.REFUSE or not alike(now, best))
    if national or _of_the_nation_too(match, now, knowledge) or _of_other_places(now, best, conversation, knowledge):
        return stating(match, now, knowledge)
    heard_of = _of_what_is_unsure(match, conversation, mentions, knowledge) if match.decision is not MatchDecision.STATE else ""
    return stating(match, heard_of, knowledge) if heard_of else match


def _without_their_way(match: Match, conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> Match:
    """A match of trains without the way as a second question, where a first or last one between two places is asked for and no words ask how to get
    there: "when is the last train? From Gangnam to Sinchon"."""
    trains = _stated(match, _TRAINS, knowledge) and match.also is not None and _stated(match.also, _WAY, knowledge)
    asks_the_way = knowledge.caller_words.heard(conversation.text) & {ROUTE, GET_THERE, DURATION}
    ends_of_it = trains and between(mentions) and conversation.heard & {FIRST, LAST} and not asks_the_way
    return replace(match, also=None) if ends_of_it else match


def _of_the_nation_too(match: Match, settled: str, knowledge: Knowledge) -> bool:
    """Whether faq states one affair of the nation's and holds another for the next likely, of which words mean an entry, and no place to go to: who
    works with a visa and wants another workplace asks the job centre, and is no graduate."""
    if match.decision is not MatchDecision.STATE or settled in {*knowledge.place_searches, *knowledge.kind_searches}:
        return False
    likeliest = [affair.code for affair in match.affairs[:2]]
    both = all(code in knowledge.affairs and knowledge.affairs[code].tier == _NATIONAL for code in likeliest)
    return both and likeliest[1:] == [settled]


def _of_other_places(settled: str, best: str, conversation: Conversation, knowledge: Knowledge) -> bool:
    """Whether words mean an entry about places to go to of another kind than what is likeliest, and no such place is named: a child has a fever, and
    where to go is asked, but no pharmacy. A doctor for children stays one, and is what is asked for by the name of a hospital, too."""
    search, meant = knowledge.place_searches.get(best), knowledge.place_searches.get(settled)
    if search is None or meant is None or search.adults or settled in (best, knowledge.events_affair):
        return False
    text, kinds = plain(conversation.text), search.kinds
    if meant.adults:
        kinds = tuple(kind for kind in kinds if any(other.kinds == (kind,) for other in knowledge.place_searches.values()))
    return not any(plain(knowledge.place_kinds[kind].names[conversation.language]) in text for kind in kinds)


def _only_trains(conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether words ask for the first or last train between two places and nothing else, whatever the places are: a hospital is one to get on at. Or
    for that at what gave a station its name: a palace. Or at a station for the trains of a direction."""
    at_a_station = any(place.kind == _STATION for mention in mentions for place in mention.candidates)
    asks = bool(conversation.heard & {FIRST, LAST}) and (at_a_station or between(mentions))
    asks = asks or (at_a_station and not knowledge.caller_words.heard(conversation.text).isdisjoint(DIRECTIONS))
    return asks and ways.only_trains(conversation, mentions, knowledge)


def _settled_now(match: Match, conversation: Conversation, knowledge: Knowledge) -> str:
    """The affair of the entry that words mean which are not answered yet, of several that of the likeliest affair; empty for none."""
    told = conversation.earlier.answered or bool(conversation.earlier.told[0])
    heard = knowledge.caller_words.heard(conversation.text) if told else conversation.heard
    ranks = {affair.code: rank for rank, affair in enumerate(match.affairs)}
    affairs = {entry: knowledge.settling.get(entry, "") for entry in sorted(entries_of(heard))}
    meant = min(affairs, key=lambda entry: ranks.get(affairs[entry], len(ranks)), default="")
    return affairs.get(meant, "") if meant != conversation.earlier.told[0] else ""


def _of_what_is_unsure(match: Match, conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> str:
    """The affair that words tell where none is stated: the way, between two places or to one; trains; events; or that of an entry, where it is of one
    kind with what is likeliest, or one of those that would be asked about without a suggestion, but of the nation's, or nothing is likely. Empty for
    none."""
    best = match.affairs[0].code if match.affairs else ""
    origin, goal = ends(mentions)
    if (
        not _tells_of_a_loss(conversation, knowledge)
        and best in knowledge.affairs
        and knowledge.affairs[best].answer_kind == _WAY
        and goal
        and (origin or ways.asks_how(conversation, mentions, knowledge))
    ):
        return best
    if TIMETABLE in conversation.heard and any(affair.offered and affair.code == knowledge.affair_of(_TRAINS) for affair in match.affairs):
        return knowledge.affair_of(_TRAINS)
    offered = [affair.code for affair in match.affairs if affair.offered]
    if places := _of_places(offered, conversation, mentions, knowledge):
        return places
    settled = _settled_now(match, conversation, knowledge)
    if _of_no_bus(settled, best, conversation, knowledge):
        return ""
    # Something to do for children, at a weekend or for free is an event, whatever else is likelier.
    outing = settled == knowledge.events_affair and conversation.heard & OF_EVENTS
    probability = match.affairs[0].probability if match.affairs else _CERTAIN
    # The nation's business is suggested for much that a city's own office does first: legal aid, where a landlord keeps the deposit.
    suggested = probability >= LIKELY and not (_is_national(best, knowledge) and not _is_national(settled, knowledge))
    among = settled in offered and not suggested and not _for_adults(best, knowledge)
    hardly = probability < _HARDLY and match.decision is not MatchDecision.REFUSE
    # That something is wrong somewhere is surer of words than that it is asked what is so: yellow water, beside whether one may drink it.
    akin = settled in offered and alike(settled, best) and _is_of(best, _ANSWER, knowledge) and _is_of(settled, _DEPARTMENT, knowledge)
    return settled if outing or among or akin or hardly or alike(settled, best, parts=_OF_A_KIND) else ""


def _of_places(offered: Sequence[str], conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> str:
    """The affair of places that are looked for, where all that is likely is answered by such, or their kind is named as near or open; empty for
    none."""
    if offered and all(code in knowledge.place_searches for code in offered):
        if child := _for_a_child(offered, conversation, knowledge):
            return child
        if NEAR in conversation.heard and mentions:
            # Whichever it is, such places are looked for.
            return offered[0]
    return _of_named_kinds(offered, conversation, knowledge) if mentions and conversation.heard & {NEAR, OPEN} else ""


def _of_named_kinds(affairs: Sequence[str], conversation: Conversation, knowledge: Knowledge) -> str:
    """The first of some affairs that places answer of a kind which a text names; empty for none."""
    text, language = plain(conversation.text), conversation.language
    searched = [code for code in affairs if code in knowledge.place_searches and not knowledge.place_searches[code].only_near]
    named = (code for code in searched for kind in knowledge.place_searches[code].kinds if plain(knowledge.place_kinds[kind].names[language]) in text)
    return next(named, "")


def _of_no_bus(settled: str, best: str, conversation: Conversation, knowledge: Knowledge) -> bool:
    """Whether words mean an entry about buses, and neither a bus nor a route by its number is named, nor another affair of buses likeliest: what does
    not come may be a letter."""
    buses = knowledge.fares[NIGHT_BUS].affair if NIGHT_BUS in knowledge.fares else ""
    named = asks_for_a_bus(conversation.heard) or any(map(str.isdigit, conversation.text))
    another = settled != best and alike(best, buses, parts=_OF_A_KIND)
    return alike(settled, buses, parts=_OF_A_KIND) and not named and not another


def _for_a_child(offered: Sequence[str], conversation: Conversation, knowledge: Knowledge) -> str:
    """Of likely affairs of places that of doctors for children, where a child and no adult is spoken of; empty for none."""
    heard = conversation.heard
    return next((code for code in offered if _for_adults(code, knowledge)), "") if CHILDREN in heard and ADULT not in heard else ""


def _asks_for_the_way(match: Match, conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether words ask for the way: surely; how to get there, where nothing else is stated, or something of transport or of places; that one goes
    there, where nothing is stated and something of transport likely; to be there by a time, where trains or the way are likeliest, or how long it
    takes; by bus; to a city elsewhere that none goes to, where nothing is stated; or without stairs, where nothing else is stated but perhaps what a
    line's operator does."""
    best, heard = match.affairs[0].code if match.affairs else "", conversation.heard
    unsure, affair = match.decision is not MatchDecision.STATE, knowledge.affairs.get(best)
    about_it = alike(knowledge.affair_of(_WAY), best)
    without_stairs = unsure and STEP_FREE in heard and not heard & {FIRST, LAST} and directed(mentions)
    goes = without_stairs or (unsure and _goes(match, conversation, mentions, knowledge)) or _leaves_at_night(best, conversation, mentions, knowledge)
    of_places = affair is not None and affair.answer_kind == _PLACES
    # Of an office its address is told, and of an airport there is more to tell.
    alone = not of_places and (not about_it or FROM_HERE in heard)
    if goes or ways.surely_asked(conversation, mentions, knowledge) or (alone and ways.to_one_place(conversation, mentions, knowledge)):
        return True
    beyond = unsure and about_it and ways.asks_the_way_beyond(conversation, mentions)
    if beyond or ((unsure or about_it or of_places) and ways.asks_for_the_way(conversation, mentions, knowledge)):
        return True
    if affair is None or not about_it or not between(mentions):
        return False
    if not heard & {FIRST, LAST} and _by_a_time(affair, conversation, mentions, knowledge):
        return True
    if asks_for_a_bus(heard):
        return _asks_for_the_bus_way(heard, affair, unsure=unsure)
    return STEP_FREE in heard and not heard & {FIRST, LAST} and (unsure or affair.place_role == _OPERATOR)


def _tells_of_a_loss(conversation: Conversation, knowledge: Knowledge) -> bool:
    """Whether something was lost on a way that is told, and none is asked for."""
    said = knowledge.caller_words.heard(conversation.text)
    return LOST in said and GET_THERE not in said


def _without_ways(match: Match, knowledge: Knowledge) -> Match:
    """A match without the way where that is likeliest: of what is left it is asked, or a person asks on."""
    others = tuple(affair for affair in match.affairs if not _is_of(affair.code, _WAY, knowledge))
    if others[:1] == match.affairs[:1]:
        return match
    several = sum(affair.offered for affair in others) > 1
    return replace(match, decision=MatchDecision.ASK if several else MatchDecision.HAND_OVER, affairs=others, jointly_certain=False)


def _leaves_at_night(best: str, conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether trains between two places are asked for at an hour of the night: the way tells what goes then."""
    heard, trains = conversation.heard, knowledge.affair_of(_TRAINS)
    asks = best == trains or (LAST in heard and alike(trains, best))
    if not asks or FIRST in heard or not between(mentions):
        return False
    leaves = ways.said_to_leave(conversation, knowledge)
    return leaves is not None and leaves.time() < ways.TRAINS_RUN


def _by_a_time(affair: rows.Affair, conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether words say by when to be there, or ask how long it takes; of an affair of an operator's, as that of airports is, that is neither trains
    nor the way only where both ends are told as such, at an hour when trains run, and no price is asked."""
    by = ways.arrive_by(conversation, knowledge)
    if affair.answer_kind in (_TRAINS, _WAY):
        return by is not None
    heard = conversation.heard
    told = affair.place_role == _OPERATOR and directed(mentions) and not entry_of(heard) and FEE not in heard
    return told and (DURATION in heard or (by is not None and by.time() >= _THERE_BY_TRAIN))


def _goes(match: Match, conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether somebody goes from one place to another, and something of transport is likely: the likeliest is no train, but for who walks, and has no
    bus lines."""
    likely = [knowledge.affairs[affair.code] for affair in match.affairs[:_LIKELIEST] if affair.code in knowledge.affairs]
    by_train = bool(likely) and likely[0].answer_kind == _TRAINS and ON_FOOT not in conversation.heard
    if not likely or by_train or (likely[0].code in knowledge.bus_lines and likely[0].answer_kind != _TRAINS):
        return False
    about_it = any(alike(knowledge.affair_of(_WAY), affair.code) for affair in likely)
    return about_it and ways.goes(conversation, mentions, knowledge)


def _asks_for_the_bus_way(heard: frozenset[str], affair: rows.Affair, *, unsure: bool) -> bool:
    """Whether it is asked which bus goes from one place to another, where nothing is stated, or when the first or last one does."""
    if entry_of(heard):
        return False
    if affair.answer_kind in (_TRAINS, _WAY):
        return bool(heard & {WHICH_BUS, FIRST, LAST})
    return WHICH_BUS in heard and unsure


def _between_places(match: Match, conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether a first or last train between two places is asked for, or until when to leave: where nothing is stated, or no more than the way, or
    what stands in for a timetable."""
    heard, best = conversation.heard, match.affairs[0].code if match.affairs else ""
    if not between(mentions) or heard & {BUS, ROUTE}:
        return False
    if match.decision is not MatchDecision.STATE:
        return bool(heard & {FIRST, LAST, LEAVE_BY})
    way = best in knowledge.affairs and knowledge.affairs[best].answer_kind == _WAY
    return bool(heard & {FIRST, LAST}) and (way or _stands_in(best, mentions, knowledge))


def _on_the_way_before(conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether a first or last train is asked for, or until when trains run, by no name of a place, after a way that began and ended at stations."""
    earlier, heard = conversation.earlier, knowledge.caller_words.heard(conversation.text)
    on_rails = all(end.startswith(f"{_STATION}:") for end in (earlier.station, earlier.goal))
    asks = heard & ({FIRST, LAST, HOURS} if earlier.ride == TRAIN_RIDE else {FIRST, LAST})
    return on_rails and not mentions and bool(asks) and BUS not in heard


def _stands_in(affair: str, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether an affair has the entry that is told where no way is known from or to a station that is named."""
    stations = [place.ref for mention in mentions for place in mention.candidates if place.kind == _STATION]
    lines = {line for station in stations for line in knowledge.station_lines.get(station, ())}
    return any(knowledge.lines[line].otherwise.startswith(f"{affair}.") for line in lines)


def _asks_for_trains(
    match: Match, conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge, *, likeliest: bool, akin: bool
) -> bool:
    """`likeliest`: nothing is likelier than trains, so between two stations, or at an hour from one, it is they; `akin`: what is likeliest is of one
    kind with them, so a train that is named between two stations is what is asked for."""
    stations = sum(any(place.kind == _STATION for place in mention.candidates) for mention in mentions)
    heard = conversation.heard
    if stations > 1 and (likeliest or LEAVE_BY in heard):
        return True
    unsure = match.decision is not MatchDecision.STATE
    sure = TRAIN in heard and akin and stations > 1
    at_an_hour = TRAIN in heard and likeliest and knowledge.arrival_times.find(conversation.text, conversation.at, means="leave") is not None
    return stations > 0 and (bool(heard & _OF_A_STATION) or at_an_hour) and (sure or (unsure and BUS not in heard))


def _of_a_line(match: Match, conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether words ask for the first or last train of a line that is named: where nothing is stated, or no more than an answer on something of
    transport, and little else is said."""
    heard, best = conversation.heard, match.affairs[0].code if match.affairs else ""
    named = any(mention.candidates[0].ref.removeprefix(_ASSET) in knowledge.lines for mention in mentions)
    if not named or not heard & {FIRST, LAST} or heard & {BUS, FEE}:
        return False
    words = [words for mention in mentions for words in (mention.surface, mention.cue)]
    little = beside_places(conversation.text, words, knowledge.replies) <= _LITTLE_ELSE
    answered = _is_of(best, _ANSWER, knowledge) and alike(knowledge.affair_of(_TRAINS), best) and little
    return match.decision is not MatchDecision.STATE or answered


def _stated(match: Match, answer_kind: str, knowledge: Knowledge) -> bool:
    """Whether an affair of a kind is stated as it is."""
    return match.decision is MatchDecision.STATE and bool(match.affairs) and _is_of(match.affairs[0].code, answer_kind, knowledge)


def _is_national(affair: str, knowledge: Knowledge) -> bool:
    """Whether an affair is the nation's."""
    return affair in knowledge.affairs and knowledge.affairs[affair].tier == _NATIONAL


def _is_of(affair: str, answer_kind: str, knowledge: Knowledge) -> bool:
    """Whether an affair is answered so."""
    return affair in knowledge.affairs and knowledge.affairs[affair].answer_kind == answer_kind


def stating(match: Match, affair: str, knowledge: Knowledge) -> Match:
    """A match that states an affair, as sure as words are."""
    stated = match.decision is MatchDecision.STATE and match.affairs[0].code == affair
    if stated or affair not in knowledge.affairs:
        return match
    others = (other for other in match.affairs if other.code != affair)
    also = match.also if match.also is None or match.also.affairs[0].code != affair else None
    return replace(match, decision=MatchDecision.STATE, affairs=(RankedAffair(affair, _SURE), *others), also=also)
