"""Which of the places in an inquiry decides its affair.

Text beats the channel's hint. Among the places of a text the one whose cue fits the affair's place role decides: where one lives for
affairs of residence, where it happens for affairs of a site. A device's point never decides an affair of residence unasked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from city120_gateway.conversation.hints import AreaHint, DeviceHint, PlaceHint, Point, WordsHint
from city120_gateway.knowledge import OFFICIAL, Knowledge
from city120_gateway.resolution import evidence
from city120_gateway.resolution.answers import AREA_KINDS, Mention, Place, Role, StandIn
from city120_gateway.resolution.ends import boards, both, ends, meant, off_rails, several, stand_ins, unclear, unreached
from city120_gateway.resolution.evidence import Evidence

# Who has moved complains of where they live now.
_SCENE = (Role.SITE, Role.UNSPECIFIED, Role.DESTINATION, Role.RESIDENCE, Role.ORIGIN)
_PREFERRED = {
    "residence": (Role.RESIDENCE, Role.UNSPECIFIED, Role.SITE, Role.DESTINATION, Role.ORIGIN),
    "site": _SCENE,
    "asset": _SCENE,
}
_AT_HOME = (Role.RESIDENCE, Role.SITE, Role.UNSPECIFIED, Role.DESTINATION, Role.ORIGIN)
_PREFERRED_ELSE = (Role.SITE, Role.UNSPECIFIED, Role.DESTINATION, Role.ORIGIN, Role.RESIDENCE)
_OUTSIDE = "outside"
_OPERATOR = "operator"
# Affairs that may well be about trains, of which a bare name is a station.
_OF_TRAINS = (_OPERATOR, "none")
# A city elsewhere decides an affair when it stands for the place that does, not where somebody comes from or goes.
_DECIDING = {"residence": (Role.RESIDENCE, Role.UNSPECIFIED), "none": ()}
_DECIDING_ELSE = (Role.SITE, Role.UNSPECIFIED)
# A named station or landmark stands for what is around it.
_AROUND_M = 100.0
_DEVICE = "place.point"
# A thing of more districts, as a stream or an expressway, may be anywhere along it.
_FEW = 3
_ASSET, _BODY, _LANDMARK = "asset:", "body:", "place:"
# Affairs of what happens somewhere.
_OF_A_SCENE = ("site", "asset")
_STATION, _DISTRICT = "station", "district"
_STARTING, _ENDING = (Role.ORIGIN, Role.SITE), (Role.RESIDENCE, Role.DESTINATION)
# Where one more likely gets on, first.
_BOARDED = (*_STARTING, Role.UNSPECIFIED, *_ENDING)


@dataclass(frozen=True)
class Whereabouts:
    """The place that decides: one area code or point, or several candidates of one name; assets and stations named beside it, `goal` the one where a
    journey ends, `ends` where a way from door to door begins and ends, `boards` whether the only one that is named is where one is, `end_places`
    those places, `unclear` their names where each may be several places; `off_rails` where a journey by train does, each where that is no station.
    `stand_ins`: what ends of a way are taken for; `unreached`: the city elsewhere where it begins or ends, of which no station is known.
    `offices`: those that a name in the text may be. `outside`: the reference of a city elsewhere that decides instead. `said_in`: the district that
    the text names, which decides on which side of a border a place near it lies."""

    area_codes: tuple[str, ...] = ()
    point: Point | None = None
    precision_m: float = 0.0
    name: str = ""
    assets: tuple[str, ...] = ()
    stations: tuple[Place, ...] = ()
    station_name: str = ""
    goal: str = ""
    ends: tuple[str, str] = ("", "")
    boards: bool = False
    end_places: tuple[Place | None, Place | None] = (None, None)
    unclear: tuple[Mention | None, Mention | None] = (None, None)
    off_rails: tuple[Place | None, Place | None] = (None, None)
    stand_ins: Mapping[str, StandIn] = field(default_factory=dict)
    unreached: Place | None = None
    offices: tuple[Place, ...] = ()
    from_device: bool = False
    outside: str = ""
    said_in: str = ""
    evidence: tuple[Evidence, ...] = ()

    @property
    def known(self) -> bool:
        """Whether one place is known."""
        return self.point is not None or len(self.area_codes) == 1

    @property
    def station(self) -> str:
        """The station, when only one is named."""
        return self.stations[0].ref if len(self.stations) == 1 else ""

    def boarding(self, hinted: Sequence[Place], name: str) -> Whereabouts:
        """The same with the stations of a hint in words for the start of a journey, where the text names none, or no more than where it ends."""
        stations = tuple(place for place in hinted if place.kind == _STATION)
        starts = bool(self.stations) and self.station != self.goal
        return self if starts or not stations or stations[0].ref == self.goal else replace(self, stations=stations, station_name=name)

    def chosen(self, area: str) -> Whereabouts:
        """The same with the area that the caller chose, which beats whatever else decides."""
        return replace(self, area_codes=(area,), point=None, from_device=False, outside="")

    def ending(self, place: Place, *, begins: bool) -> Whereabouts:
        """The same with what the caller chose for the end of a journey that may have been several places: where it begins, or where it ends."""
        ends = (place.ref, "") if begins else ("", place.ref)
        if place.kind != _STATION:
            return replace(self, ends=ends, off_rails=(place, None) if begins else (None, place))
        return replace(self, ends=ends, goal=self.goal if begins else place.ref)


@dataclass(frozen=True)
class _Candidate:
    codes: tuple[str, ...]
    point: Point | None = None
    precision_m: float = 0.0
    name: str = ""
    role: Role = Role.UNSPECIFIED
    specific: bool = False
    outside: str = ""


def choose(
    knowledge: Knowledge, place_role: str, mentions: Sequence[Mention], hinted: Sequence[Place], hint: PlaceHint | None, *, at_home: bool = False
) -> Whereabouts:
    """The place that decides an affair with this place role; `hinted`: the places that a hint in words may mean; `at_home`: words tell that it
    happens where somebody lives."""
    stations, station_name, goal = _stations(mentions)
    origin, goal_mention = both(mentions)
    named = Whereabouts(
        assets=tuple(_assets(knowledge, mentions)),
        stations=stations,
        station_name=station_name,
        goal=goal,
        ends=ends(mentions),
        boards=boards(mentions),
        end_places=(meant(origin), meant(goal_mention)),
        unclear=unclear(mentions),
        off_rails=off_rails(mentions),
        stand_ins=stand_ins(mentions, knowledge.elsewhere),
        unreached=unreached(mentions),
        offices=_offices(mentions),
        said_in=_district_said(mentions),
        evidence=tuple(map(evidence.of_mention, mentions)),
    )
    near = place_role not in _OF_TRAINS and not any(place.kind == _OUTSIDE for mention in mentions for place in mention.candidates)
    deciders = [mention for mention in mentions if not (near and _only_a_far_station(mention))]
    candidates = [candidate for mention in deciders if (candidate := _candidate(knowledge, mention, place_role)) is not None]
    deciding = _DECIDING.get(place_role, _DECIDING_ELSE)
    candidates = [
        candidate
        for index, candidate in enumerate(candidates)
        if not candidate.outside
        or (candidate.role in deciding and not (stations and place_role == _OPERATOR) and not _returned(candidates[index + 1 :]))
    ]
    if candidates:
        at_home = at_home and place_role in _OF_A_SCENE
        return _with(named, _best(candidates, _AT_HOME if at_home else _PREFERRED.get(place_role, _PREFERRED_ELSE)), "text")
    if hinted:
        return _with(named, _from_places(knowledge, hinted, Role.UNSPECIFIED, hint.text if isinstance(hint, WordsHint) else ""), "place.text")
    if isinstance(hint, AreaHint):
        return _with(named, _Candidate((hint.code,), name=hint.code), "place.area_code")
    if isinstance(hint, DeviceHint):
        return _with(named, _Candidate((), point=hint.point), _DEVICE)
    return _with(named, _of_thing(knowledge, mentions), "text")


def _district_said(mentions: Sequence[Mention]) -> str:
    """The one district that is named as such, by names that are of nothing else; empty for none or several."""
    named = (mention.candidates for mention in mentions if mention.role in _DECIDING_ELSE)
    codes = {place.district_code for places in named if all(place.kind == _DISTRICT for place in places) for place in places}
    return codes.pop() if len(codes) == 1 else ""


def _returned(later: Sequence[_Candidate]) -> bool:
    """Whether a place of the city is named after one elsewhere: a story that began there ends here, unless it only came from here."""
    return any(not candidate.outside and candidate.role is not Role.ORIGIN for candidate in later)


def _with(named: Whereabouts, chosen: _Candidate | None, source: str) -> Whereabouts:
    if chosen is None:
        return named
    # A device's point is where a person is: it is named, not repeated.
    refs = chosen.outside or " ".join(f"area:{code}" for code in chosen.codes) or "point"
    used = Evidence("place_used", refs, f"{chosen.name!r}, from {source}" if chosen.name else f"from {source}")
    return replace(
        named,
        area_codes=chosen.codes,
        point=chosen.point,
        precision_m=chosen.precision_m,
        name=chosen.name,
        from_device=source == _DEVICE,
        outside=chosen.outside,
        evidence=(*named.evidence, used),
    )


def _best(candidates: list[_Candidate], order: Sequence[Role]) -> _Candidate:
    """By role first; within a role a dong beats the district that holds it. Several districts are a question; otherwise the later place decides."""
    rank = min(order.index(candidate.role) for candidate in candidates)
    fitting = [candidate for candidate in candidates if order.index(candidate.role) == rank]
    last = max(reversed(fitting), key=lambda candidate: candidate.specific)
    equal = [candidate for candidate in fitting if candidate.codes and candidate.specific == last.specific]
    codes = tuple(dict.fromkeys(code for candidate in equal for code in candidate.codes))
    if last.codes and len(equal) == len({candidate.codes for candidate in equal}) > 1 and len({code[:5] for code in codes}) == len(codes):
        return replace(last, codes=codes, name=", ".join(candidate.name for candidate in equal))
    return last


def _candidate(knowledge: Knowledge, mention: Mention, place_role: str) -> _Candidate | None:
    candidate = _from_places(knowledge, mention.candidates, mention.role, mention.surface)
    if candidate is None or place_role not in _OF_A_SCENE or not all(code in knowledge.admin_dongs for code in candidate.codes):
        return candidate
    # What happens at 동대문 may be at the gate, which lies beside the district that is called after it.
    elsewhere = (place.district_code for place in mention.candidates if place.ref.startswith(_LANDMARK))
    codes = dict.fromkeys((*candidate.codes, *(code for code in elsewhere if code in knowledge.admin_dongs)))
    return replace(candidate, codes=tuple(codes)) if candidate.codes else candidate


def _only_a_far_station(mention: Mention) -> bool:
    """Whether a word is a station beyond the city, if it is one at all: 사우, 광교. Such names are everyday words, or of other things in the city."""
    return all(place.kind == _STATION and not place.district_code and mention.surface in place.names.values() for place in mention.candidates)


def _from_places(knowledge: Knowledge, places: Sequence[Place], role: Role, name: str) -> _Candidate | None:
    """One candidate for a name: its areas, one per district, or else the point of the best place, or the districts where one of that name is."""
    if places and places[0].kind == _OUTSIDE:
        return _Candidate((), name=name, role=role, outside=places[0].ref)
    areas = [place for place in places if place.kind in AREA_KINDS]
    if areas:
        return _Candidate(one_per_district(areas), name=name, role=role, specific=areas[0].kind != "district")
    for place in places:
        if place.point is not None and _is_at_its_point(place, knowledge):
            return _Candidate((), place.point, max(place.precision_m, _AROUND_M), name, role, specific=True)
        if place.district_code in knowledge.areas:
            alike = (area_of(other, knowledge) for other in places if (other.kind, _official(other)) == (place.kind, _official(place)))
            codes = tuple(dict.fromkeys(code for code in alike if code in knowledge.areas))
            return _Candidate(codes, name=name, role=role, specific=area_of(place, knowledge) != place.district_code)
    return None


def _of_thing(knowledge: Knowledge, mentions: Sequence[Mention]) -> _Candidate | None:
    """Where the first named thing of a few districts lies: in each of these, and nowhere else in the city."""
    for mention in mentions:
        codes = next((knowledge.assets.get(place.ref.removeprefix(_ASSET), ()) for place in mention.candidates if place.ref.startswith(_ASSET)), ())
        if 1 < len(codes) <= _FEW:
            return _Candidate(codes, name=mention.surface, role=mention.role)
    return None


def _is_at_its_point(place: Place, knowledge: Knowledge) -> bool:
    """Whether the area around its point tells more of a place than is known of it: not of an office of a dong, nor of a bridge between districts."""
    return area_of(place, knowledge) == place.district_code and not place.ref.startswith(_ASSET)


def area_of(place: Place, knowledge: Knowledge) -> str:
    """The area that something lies in: of an office of a dong, whose id ends in its code, that dong, else the district."""
    code = place.ref.rpartition(".")[2]
    return code if place.ref.startswith(_BODY) and code in knowledge.areas else place.district_code


def _official(place: Place) -> str:
    return place.names.get(OFFICIAL, "")


def one_per_district(areas: Sequence[Place]) -> tuple[str, ...]:
    """The codes of areas of one name, one per district: a district itself, else the legal dong, else an only administrative dong.

    Where a legal and an administrative dong share a name people mean the larger legal one, and which centre serves it may have to be asked.
    """
    districts: dict[str, list[Place]] = {}
    for place in areas:
        districts.setdefault(place.district_code, []).append(place)
    return tuple(map(_meant, districts.values()))


def _meant(areas: list[Place]) -> str:
    """The code of the area of a district that a name means; the district itself when it may be several dongs."""
    by_kind = {kind: [place.ref.partition(":")[2] for place in areas if place.kind == kind] for kind in AREA_KINDS}
    for kind in ("district", "legal_dong", "admin_dong"):
        if len(by_kind[kind]) == 1:
            return by_kind[kind][0]
    return areas[0].district_code


def _assets(knowledge: Knowledge, mentions: Sequence[Mention]) -> Iterable[str]:
    """The named things; an office that is called like one, as a park's is, means that."""
    for mention in mentions:
        for place in mention.candidates:
            name = place.ref.partition(":")[2]
            if place.ref.startswith(_ASSET) or (place.ref.startswith(_BODY) and name in knowledge.assets):
                yield name
                break


def _offices(mentions: Sequence[Mention]) -> tuple[Place, ...]:
    """The offices that the first name of any may be."""
    named = (tuple(place for place in mention.candidates if place.ref.startswith(_BODY)) for mention in mentions)
    return next(filter(None, named), ())


def _stations(mentions: Sequence[Mention]) -> tuple[tuple[Place, ...], str, str]:
    """The stations of the mention that a journey starts from, or else of the first mention that names one, with its name; and the reference of the
    station where the journey ends: of another mention that says so, or that one lives there, or stands beside one that says where it starts, or where
    one is. A station that is only gone to is both."""
    named = [(mention, stations) for mention in mentions if (stations := tuple(place for place in mention.candidates if place.kind == _STATION))]
    if not named:
        return (), "", ""
    start, stations = min(named, key=lambda item: _BOARDED.index(item[0].role))
    others = [item for item in named if item[0] is not start and (item[0].role in _ENDING or start.role in _STARTING)]
    goals = min(others, key=lambda item: item[0].role is not Role.DESTINATION)[1] if others else ()
    if start.role is Role.DESTINATION or (not goals and start.role not in _STARTING and _begins_elsewhere(mentions)):
        goals = stations
    elif goals == stations:
        goals = ()
    return stations, start.surface, goals[0].ref if len(goals) == 1 else ""


def _begins_elsewhere(mentions: Sequence[Mention]) -> bool:
    """Whether a journey begins where no station is known by the name: beyond the city, or in one of several dongs."""
    begins = (mention.candidates for mention in mentions if mention.role in _STARTING and mention.candidates)
    return any(several(places) or all(place.kind == _OUTSIDE for place in places) for places in begins)
