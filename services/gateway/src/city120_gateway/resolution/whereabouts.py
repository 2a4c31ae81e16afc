"""Which of the places in an inquiry decides its affair.

Text beats the channel's hint. Among the places of a text the one whose cue fits the affair's place role decides: where one lives for
affairs of residence, where it happens for affairs of a site. A device's point never decides an affair of residence unasked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from city120.inquiry.v1 import inquiry_pb2
from city120.type.v1 import type_pb2
from city120.wayfinding.v1 import wayfinding_pb2 as pb

from city120_gateway.knowledge import Knowledge

_NONE, _RESIDENCE, _SITE = pb.MENTION_ROLE_UNSPECIFIED, pb.MENTION_ROLE_RESIDENCE, pb.MENTION_ROLE_SITE
_ORIGIN, _DESTINATION = pb.MENTION_ROLE_ORIGIN, pb.MENTION_ROLE_DESTINATION
_PREFERRED = {
    "residence": (_RESIDENCE, _NONE, _SITE, _DESTINATION, _ORIGIN),
    "site": (_SITE, _NONE, _DESTINATION, _ORIGIN, _RESIDENCE),
}
_OUTSIDE = "outside"
# A city elsewhere decides an affair when it stands for the place that does, not where somebody comes from or goes.
_DECIDING = {"residence": (_RESIDENCE, _NONE), "none": ()}
_DECIDING_ELSE = (_SITE, _NONE)
_AREA_KINDS = ("district", "admin_dong", "legal_dong")
# A named station or landmark stands for what is around it.
_AROUND_M = 100.0
_DEVICE = "place.point"


@dataclass(frozen=True)
class Whereabouts:
    """The place that decides: one area code or point, or several candidates of one name; assets and stations named beside it.
    `outside`: the reference of a city elsewhere that decides instead."""

    area_codes: tuple[str, ...] = ()
    point: type_pb2.LatLon | None = None
    precision_m: float = 0.0
    name: str = ""
    assets: tuple[str, ...] = ()
    stations: tuple[pb.Place, ...] = ()
    station_name: str = ""
    from_device: bool = False
    outside: str = ""
    evidence: tuple[inquiry_pb2.Evidence, ...] = ()

    @property
    def known(self) -> bool:
        """Whether one place is known."""
        return self.point is not None or len(self.area_codes) == 1


@dataclass
class _Candidate:
    codes: tuple[str, ...]
    point: type_pb2.LatLon | None
    precision_m: float
    name: str
    role: int
    specific: bool = field(default=False)
    outside: str = ""


def choose(
    knowledge: Knowledge,
    place_role: str,
    mentions: Sequence[pb.PlaceMention],
    hinted: Sequence[pb.Place],
    hint: inquiry_pb2.PlaceHint | None,
) -> Whereabouts:
    """The place that decides an affair with this place role."""
    stations, station_name = _stations(mentions)
    found = Whereabouts(
        assets=tuple(_assets(mentions)),
        stations=stations,
        station_name=station_name,
        evidence=tuple(_mention_evidence(mention) for mention in mentions),
    )
    candidates = [candidate for mention in mentions if (candidate := _candidate(knowledge, mention)) is not None]
    order = _PREFERRED.get(place_role, _PREFERRED["site"])
    deciding = _DECIDING.get(place_role, _DECIDING_ELSE)
    candidates = [one for one in candidates if not one.outside or (one.role in deciding and not (stations and place_role == "operator"))]
    if candidates:
        return _with(found, _best(candidates, order), "text")
    if hinted:
        return _with(found, _from_places(knowledge, hinted, _NONE, hint.text if hint else ""), "place.text")
    if hint is not None and hint.WhichOneof("place") == "area_code":
        return _with(found, _Candidate((hint.area_code,), None, 0.0, hint.area_code, _NONE), "place.area_code")
    if hint is not None and hint.WhichOneof("place") == "point":
        return _with(found, _Candidate((), hint.point, 0.0, "", _NONE), _DEVICE)
    return found


def _with(found: Whereabouts, chosen: _Candidate | None, source: str) -> Whereabouts:
    if chosen is None:
        return found
    # A device's point is where a person is: it is named, not repeated.
    refs = chosen.outside or " ".join(f"area:{code}" for code in chosen.codes) or "point"
    used = inquiry_pb2.Evidence(kind="place_used", ref=refs, detail=f"{chosen.name!r}, from {source}" if chosen.name else f"from {source}")
    return Whereabouts(
        area_codes=chosen.codes,
        point=chosen.point,
        precision_m=chosen.precision_m,
        name=chosen.name,
        assets=found.assets,
        stations=found.stations,
        station_name=found.station_name,
        from_device=source == _DEVICE,
        outside=chosen.outside,
        evidence=(*found.evidence, used),
    )


def _best(candidates: list[_Candidate], order: Sequence[int]) -> _Candidate:
    """By role first; within a role a dong beats the district that holds it. Several districts are a question; otherwise the later place decides."""
    rank = min(order.index(candidate.role) for candidate in candidates)
    fitting = [candidate for candidate in candidates if order.index(candidate.role) == rank]
    last = max(reversed(fitting), key=lambda candidate: candidate.specific)
    equal = [candidate for candidate in fitting if candidate.codes and candidate.specific == last.specific]
    codes = tuple(dict.fromkeys(code for candidate in equal for code in candidate.codes))
    if last.codes and len(equal) == len({candidate.codes for candidate in equal}) > 1 and len({code[:5] for code in codes}) == len(codes):
        return replace(last, codes=codes, name=", ".join(candidate.name for candidate in equal))
    return last


def _candidate(knowledge: Knowledge, mention: pb.PlaceMention) -> _Candidate | None:
    return _from_places(knowledge, mention.candidates, mention.role, mention.surface)


def _from_places(knowledge: Knowledge, places: Iterable[pb.Place], role: int, name: str) -> _Candidate | None:
    """One candidate for a name: its areas, one per district, or else the point of the best place, or the districts where one of that name is."""
    places = list(places)
    if places and places[0].kind == _OUTSIDE:
        return _Candidate((), None, 0.0, name, role, outside=places[0].ref)
    areas = [place for place in places if place.kind in _AREA_KINDS]
    if areas:
        return _Candidate(one_per_district(areas), None, 0.0, name, role, specific=areas[0].kind != "district")
    for place in places:
        if place.HasField("location"):
            return _Candidate((), place.location, max(place.precision_m, _AROUND_M), name, role, specific=True)
        if place.district_code in knowledge.areas:
            alike = (one.district_code for one in places if one.kind == place.kind and one.names["ko"] == place.names["ko"])
            return _Candidate(tuple(dict.fromkeys(code for code in alike if code in knowledge.areas)), None, 0.0, name, role)
    return None


def one_per_district(areas: Sequence[pb.Place]) -> tuple[str, ...]:
    """The codes of areas of one name, one per district: a district itself, else the legal dong, else an only administrative dong.

    Where a legal and an administrative dong share a name people mean the larger legal one, and which centre serves it may have to be asked.
    """
    districts: dict[str, list[pb.Place]] = {}
    for place in areas:
        districts.setdefault(place.district_code, []).append(place)
    return tuple(_one(found) for found in districts.values())


def _one(found: list[pb.Place]) -> str:
    by_kind = {kind: [place.ref.partition(":")[2] for place in found if place.kind == kind] for kind in _AREA_KINDS}
    for kind in ("district", "legal_dong", "admin_dong"):
        if len(by_kind[kind]) == 1:
            return by_kind[kind][0]
    return found[0].district_code


def _assets(mentions: Sequence[pb.PlaceMention]) -> Iterable[str]:
    for mention in mentions:
        for place in mention.candidates:
            if place.ref.startswith("asset:"):
                yield place.ref.removeprefix("asset:")
                break


def _stations(mentions: Sequence[pb.PlaceMention]) -> tuple[tuple[pb.Place, ...], str]:
    """The stations of the mention that a journey starts from, or else of the first mention that names one."""
    named: list[tuple[bool, bool, int, tuple[pb.Place, ...], str]] = []
    for mention in mentions:
        stations = tuple(place for place in mention.candidates if place.kind == "station")
        if stations:
            named.append((mention.role != _ORIGIN, mention.role == _DESTINATION, len(named), stations, mention.surface))
    if not named:
        return (), ""
    *_, stations, surface = min(named, key=lambda item: item[:3])
    return stations, surface


def _mention_evidence(mention: pb.PlaceMention) -> inquiry_pb2.Evidence:
    role = pb.MentionRole.Name(mention.role).removeprefix("MENTION_ROLE_").lower()
    cue = f", cue {mention.cue!r}" if mention.cue else ""
    refs = ", ".join(place.ref for place in mention.candidates[:4])
    return inquiry_pb2.Evidence(kind="place", ref=refs, detail=f"{mention.surface!r} as {role}{cue}")
