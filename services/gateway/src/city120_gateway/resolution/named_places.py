"""What a text says of a place beside its name: where it is, or what is wrong there and has nothing to do with what the place is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from city120_edition import rows
from city120_gateway.conversation.conversation import Conversation
from city120_gateway.knowledge import OFFICIAL, Knowledge
from city120_gateway.resolution.answers import AREA_KINDS, DONG_KINDS, Match, MatchDecision, Mention, NearStation, Place, Role, without_names
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.near_stations import FARTHEST_M
from city120_gateway.resolution.nearby import Nearby, NearbyPlace, NearbySearch
from city120_gateway.resolution.other_services import Services
from city120_gateway.resolution.whereabouts import one_per_district
from city120_gateway.words.caller_words import GET_THERE, NEAREST_STATION, ROUTE, says

# Where a body acts at a place that a caller tells of.
_ACTING, _THERE = ("department", "handoff"), ("site", "asset")
_ELSEWHERE, _THING = "handoff", "asset"
# So many letters are needed to report something.
_REPORTS = 6
_STATION, _OUTSIDE, _ASSET, _BODY, _LANDMARK = "station", "outside", "asset:", "body:", "place:"
_PLACES, _DIRECTIONS, _DISTRICT, _AREA = "places", "directions", "district", "area:"
_SITE, _POINT = "site", "point:"
# What lies elsewhere or has no one place.
_NOT_SOUGHT = (_OUTSIDE, "line")


def acts_there(affair: rows.Affair | None) -> bool:
    """Whether a body is to act at a place that the caller tells."""
    return affair is not None and affair.answer_kind in _ACTING and affair.place_role in _THERE


async def read_without_landmarks(
    conversation: Conversation, match: Match, mentions: Sequence[Mention], knowledge: Knowledge, services: Services
) -> Match:
    """What is reported at a landmark, whatever faq makes of its name: a lamp in front of a museum is no matter of museums. Where the text without the
    names states that a body is to act there, and the whole does not, it is that; who asks something asks it of the landmark. Where it would be asked
    which affair it is, names of areas decide none either: quận and phường are words for offices, too."""
    unsure = match.decision is MatchDecision.ASK
    landmarks = [mention for mention in mentions if _landmark(mention.candidates) or (unsure and _area(mention.candidates))]
    if _of_no_asset(match, mentions, knowledge):
        # What is no expressway is called like one.
        landmarks += [mention for mention in mentions if _nicknamed(mention)]
    elif _states_that(match, knowledge):
        return match
    if not landmarks or conversation.goes_on or match.emergencies or knowledge.replies.asks(conversation.text):
        return match
    rest = without_names(conversation.text, landmarks)
    if says(rest) < _REPORTS:
        return match
    again = await services.match(rest, conversation.language, conversation.as_of)
    return replace(again, also=None) if again is not None and not again.emergencies and _states_that(again, knowledge) else match


def _of_no_asset(match: Match, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether it is stated that a body elsewhere is to act on a thing, as an expressway is, and no such thing is named."""
    affair = knowledge.affairs[match.affairs[0].code] if _states_that(match, knowledge) else None
    stated = affair is not None and (affair.answer_kind, affair.place_role) == (_ELSEWHERE, _THING)
    return stated and not any(place.ref.startswith(_ASSET) for mention in mentions for place in mention.candidates)


def _nicknamed(mention: Mention) -> bool:
    """Whether an area is named by what lies in it, as a complex does: neither as it is called, nor by an address."""
    areas = all(place.kind in AREA_KINDS for place in mention.candidates)
    called = any(mention.surface in name or name in mention.surface for place in mention.candidates for name in place.names.values())
    return areas and not called


def _states_that(match: Match, knowledge: Knowledge) -> bool:
    """Whether it is stated that a body is to act at a place."""
    return match.decision is MatchDecision.STATE and acts_there(knowledge.affairs.get(match.affairs[0].code))


def _area(places: Sequence[Place]) -> bool:
    """Whether a name is of nothing but areas, or of a point."""
    return all(place.kind in AREA_KINDS or place.ref.startswith(_POINT) for place in places)


def _landmark(places: Sequence[Place]) -> bool:
    """Whether a name is of no area, of nothing elsewhere, and not only of what decides by itself, as a tunnel does."""
    own = any(not place.ref.startswith(_ASSET) for place in places)
    return own and not any(place.kind in (*AREA_KINDS, _OUTSIDE) for place in places)


def sought(conversation: Conversation, match: Match, mentions: Sequence[Mention], knowledge: Knowledge) -> Place | None:
    """The place of which a text asks where it is, and nothing else, or which station is nearest to it; None for what is asked back, for names of
    several places, and for an office whose address the affair tells, or nobody knows. Of a landmark after which a district is called, it is asked
    where that is: 동대문; the district that is said beside what lies in it is no other place: 중구 남대문시장."""
    meant = [mention for mention in mentions if not _only_around(mention, mentions)]
    if len(meant) != 1 or (conversation.goes_on and not conversation.earlier.answered):
        return None
    candidates = as_sites(meant[0].candidates, conversation.language, knowledge)
    places = [place for place in candidates if place.kind not in AREA_KINDS]
    affair = knowledge.affairs.get(match.affairs[0].code) if match.affairs else None
    tells_offices = affair is not None and affair.answer_kind == _PLACES
    words, rest = knowledge.caller_words, without_names(conversation.text, mentions)
    nearest = NEAREST_STATION in words.heard(rest)
    if tells_offices and not nearest and any(place.ref.startswith(_BODY) for place in places):
        # 강남구청 is a station, too.
        return None
    located = [place for place in places if place.point is not None or (place.ref.startswith(_LANDMARK) and place.address)]
    known = [place for place in located if place.kind not in _NOT_SOUGHT and (not place.ref.startswith(_BODY) or nearest or place.address)]
    landmarks = [place for place in known if place.ref.startswith(_LANDMARK)]
    known = _each_once(known, landmarks)
    alone = len(places) == len(candidates)
    known = known if alone else landmarks
    one = len({place.kind for place in known}) == len(known)
    if nearest and not places and len(candidates) == 1 and candidates[0].kind in DONG_KINDS:
        return candidates[0]
    if not (known and one):
        return None
    if nearest and (apart := [place for place in known if place.kind != _STATION]):
        return apart[0]
    asked = (place for place in known if words.asks_where(rest) or _asks_phone(place, rest, knowledge))
    return next(asked, None)


def _each_once(places: Sequence[Place], landmarks: Sequence[Place]) -> list[Place]:
    """Places without the things that are one of them, as a park has a row as a landmark, too."""
    called = {place.names.get(OFFICIAL, "") for place in landmarks}
    return [place for place in places if not (place.ref.startswith(_ASSET) and place.names.get(OFFICIAL, "") in called)]


def _asks_phone(place: Place, rest: str, knowledge: Knowledge) -> bool:
    """Whether a text asks for the phone of a landmark, which is known, or for the office of it, and for nothing else."""
    return place.ref.startswith(_LANDMARK) and bool(place.phone) and knowledge.caller_words.asks_for_office(rest)


def goal_told(conversation: Conversation, match: Match, mentions: Sequence[Mention], knowledge: Knowledge) -> Place | None:
    """The landmark to which the way is asked, where that is told instead: only its address is known, or it is an embassy, or the like, and nothing
    says where the way begins. None for where it begins, by the words beside it or as the reply to that question."""
    if conversation.earlier.goal and not conversation.earlier.answered:
        return None
    affair = knowledge.affairs.get(match.affairs[0].code) if match.affairs else None
    asked = bool(conversation.heard & {ROUTE, GET_THERE}) or (affair is not None and affair.answer_kind == _DIRECTIONS)
    named = {kind for search in knowledge.kind_searches.values() if search.named and len(mentions) == 1 for kind in search.kinds}
    ends = [mention for mention in mentions if mention.role is not Role.ORIGIN]
    landmarks = [place for mention in ends for place in mention.candidates if place.ref.startswith(_LANDMARK) and place.address]
    goals = [place for place in landmarks if place.point is None or place.kind in named]
    return goals[0] if asked and len(goals) == 1 else None


def as_sites(candidates: Sequence[Place], language: str, knowledge: Knowledge) -> tuple[Place, ...]:
    """What a name may be, as a place where it is one in an area, as a crossing or a complex is: with its name, and the areas for its address."""
    points = {(place.address, place.point) for place in candidates}
    if len(points) > 1 or not candidates or candidates[0].point is None or any(place.kind not in AREA_KINDS for place in candidates):
        return tuple(candidates)
    site, names = candidates[0], dict.fromkeys(rows.LANGUAGES, candidates[0].address)
    areas = ", ".join(knowledge.area_name(place.ref.removeprefix(_AREA), language) for place in candidates)
    return (replace(site, kind=_SITE, names=names, address=areas),)


def sought_elsewhere(conversation: Conversation, match: Match, mentions: Sequence[Mention], knowledge: Knowledge) -> tuple[Place, Mention] | None:
    """The place that is sought in a district in which it does not lie, and the name of that: 강남구 서울역. None for anything else."""
    district = next((mention for mention in mentions if _names_a_district(mention)), None)
    others = [mention for mention in mentions if mention is not district]
    if district is None or len(others) != 1 or _share_a_district(district, others[0]):
        return None
    place = sought(replace(conversation, text=without_names(conversation.text, [district, *others])), match, others, knowledge)
    return (place, district) if place is not None else None


def _names_a_district(mention: Mention) -> bool:
    """Whether a name is of a district and nothing else, and says where something is."""
    return mention.role in (Role.UNSPECIFIED, Role.SITE) and all(place.kind == _DISTRICT for place in mention.candidates)


def _share_a_district(one: Mention, other: Mention) -> bool:
    return not {place.district_code for place in one.candidates}.isdisjoint(place.district_code for place in other.candidates)


def _only_around(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a name is of nothing but areas in which another place that is named lies, if only as a complex in a dong does."""
    others = [place for other in mentions if other is not mention for place in other.candidates if place.kind not in AREA_KINDS or place.address]
    areas = all(place.kind in AREA_KINDS and not place.address for place in mention.candidates)
    return areas and any(place.district_code in {area.district_code for area in mention.candidates} for place in others)


def the_site(candidates: Sequence[Place], language: str, knowledge: Knowledge) -> Place | None:
    """The one place in an area that a name is of; None where it is of none, or of several."""
    areas = [place for place in candidates if place.kind in AREA_KINDS and place.address]
    sites = [place for place in as_sites(areas, language, knowledge) if place.kind == _SITE]
    return sites[0] if len(sites) == 1 else None


def named_of(findings: Findings, mentions: Sequence[Mention], by_country: Place | None, knowledge: Knowledge) -> Place | None:
    """The one place of the kinds of an affair that is named, if only by its country, where that may be asked about: who lost a passport goes to that
    embassy."""
    likely = [knowledge.kind_searches[ranked.code] for ranked in findings.match.affairs if ranked.code in knowledge.kind_searches]
    kinds = [kind for search in likely if search.named and not acts_there(findings.affair) for kind in search.kinds]
    places = [place for mention in mentions for place in mention.candidates if place.kind in kinds and place.address]
    if by_country is not None and by_country.kind in kinds and not places:
        return by_country
    return places[0] if len(places) == 1 else None


def area_asked(conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> Mention | None:
    """The name of which a text asks in which district or dong it lies, and nothing else; None for what lies elsewhere."""
    meant = [mention for mention in mentions if not _only_around(mention, mentions)]
    known = [mention for mention in meant if mention.candidates and not any(place.kind in _NOT_SOUGHT for place in mention.candidates)]
    asks = len(meant) == len(known) == 1 and knowledge.caller_words.asks_which_area(without_names(conversation.text, mentions))
    return known[0] if asks else None


async def areas_of(mention: Mention, findings: Findings, knowledge: Knowledge, services: Services) -> Nearby:
    """The areas in which what has a name lies: of an area or an address itself, else where its point is, or else the district."""
    places = mention.candidates
    areas = [place for place in places if place.kind in AREA_KINDS]
    place = (areas or places)[0]
    codes = one_per_district(areas)
    if not codes and place.point is not None:
        located = await services.locate(place.point, findings.conversation.as_of)
        codes = (located.legal_dong or located.district,) if located is not None else ()
    codes = codes or tuple(dict.fromkeys(candidate.district_code for candidate in places))
    told = NearbyPlace(place.ref, place.kind, place.names, place.district_code, place.point, "" if areas else place.address)
    told = replace(told, source=place.source, data_date=place.data_date)
    return Nearby((told,), sought=True, within=tuple(code for code in codes if code in knowledge.areas), named=mention.surface if areas else "")


async def where_it_is(place: Place, findings: Findings, services: Services) -> Nearby:
    """Where a place is, with the station next to it; of a station the lines are told. Of a district in which it was said to lie it is told that it
    does not, unless a border is near."""
    said, elsewhere = findings.sought_in, ""
    if said and place.point is not None:
        located = await services.locate(place.point, findings.conversation.as_of)
        apart = located is not None and located.near_border is None and located.district not in ("", said)
        elsewhere = said if apart else ""
    at, station = findings.conversation.at, None
    dong = await _dong_of(place, services) if place.point is None else None
    if place.kind != _STATION:
        # Of an address of which only the dong is known it is looked around the middle of that.
        area = (dong or place).ref.removeprefix(_AREA) if place.point is None else ""
        around = await services.nearby(NearbySearch((_STATION,), at, open_only=False, point=place.point, area=area))
        nearest = next(iter(around.places if around is not None else ()), None)
        in_it = place.point is not None and nearest is not None and not nearest.distance_m
        if nearest is not None and nearest.distance_m <= FARTHEST_M and not in_it:
            station = NearStation(place.names, nearest.ref, nearest.names, nearest.distance_m)
    told = NearbyPlace(
        place.ref,
        place.kind,
        place.names,
        place.district_code,
        place.point,
        _with_dong(place.address, dong),
        place.phone,
        source=place.source,
        data_date=place.data_date,
    )
    return Nearby((told,), sought=True, station=station, not_in=elsewhere)


async def _dong_of(place: Place, services: Services) -> Place | None:
    """The one dong in which the address of a landmark lies."""
    lies = await services.geocode(place.address) if place.ref.startswith(_LANDMARK) else ()
    return lies[0] if len(lies) == 1 and lies[0].kind in DONG_KINDS else None


def _with_dong(address: str, dong: Place | None) -> str:
    """An address with its dong, unless it has that."""
    return f"{address} ({dong.names[OFFICIAL]})" if dong is not None and dong.names[OFFICIAL] not in address else address
