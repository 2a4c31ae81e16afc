"""The places named in a text: what each may be, and what it does in the sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from city120_edition import rows
from city120_wayfinding.cues import Role, RoleFinder, endings
from city120_wayfinding.folding import FoldedText
from city120_wayfinding.gazetteer import Gazetteer
from city120_wayfinding.names import Match, NameMatcher
from city120_wayfinding.places import AREA_KINDS, DISTRICT, OUTSIDE, Place

# Characters of the key that may stand between a dong and its district: "신사동(강남구)", "Sinsa-dong in Gangnam-gu", "江南区的新沙洞".
_NEXT_TO = 4
# The same within an address: "江南区の新沙洞".
_IN_ADDRESS = 1


@dataclass(frozen=True)
class PlaceMention:
    """A name in text[start:end] (code points), what it may stand for, best first, and its role (empty without a cue)."""

    start: int
    end: int
    surface: str
    candidates: tuple[Place, ...]
    role: str = ""
    cue: str = ""

    @property
    def is_outside(self) -> bool:
        """Whether it is first of all the name of somewhere beyond the city."""
        return self.candidates[0].kind == OUTSIDE


class MentionFinder:
    """Names, then roles, then districts that narrow what a name may stand for."""

    def __init__(self, gazetteer: Gazetteer, cues: Sequence[rows.Cue], ignored: Iterable[rows.IgnoredName]) -> None:
        self._gazetteer = gazetteer
        self._names = NameMatcher(gazetteer.names, [row.name for row in ignored], endings(cues))
        self._roles = RoleFinder(cues)

    def find(self, text: str, language: str = "") -> list[PlaceMention]:
        """The places named in a text, in its order, not overlapping."""
        folded = FoldedText.of(text)
        matches = self._names.find(folded)
        roles = self._roles.roles(folded, [(match.start, match.end) for match in matches], language)
        found = [self._gazetteer.of_key(match.key) for match in matches]
        narrowed = [_narrowed(one, _districts_next_to(index, matches, found)) for index, one in enumerate(found)]
        mentions = []
        for index, match in enumerate(matches):
            role = roles[index] if roles[index].role else _role_of_address(index, matches, narrowed, roles)
            start, end = folded.span(match.start, match.end)
            mentions.append(PlaceMention(start, end, text[start:end], narrowed[index], role.role, role.cue))
        return _beyond_the_city(text, mentions)


def _beyond_the_city(text: str, mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """A city elsewhere and an area written on to it are one place elsewhere, though a district here has its name: "인천 중구", "Jung-gu, Incheon"."""
    found: list[PlaceMention] = []
    for mention in mentions:
        before = found[-1] if found else None
        if before is not None and {before.is_outside, mention.is_outside} == {True, False} and _one_address(text, before, mention):
            elsewhere, role = (before if before.is_outside else mention), (mention if mention.role else before)
            candidates = tuple(place for place in elsewhere.candidates if place.kind == OUTSIDE)
            found[-1] = PlaceMention(before.start, mention.end, text[before.start : mention.end], candidates, role.role, role.cue)
        else:
            found.append(mention)
    return found


def _one_address(text: str, first: PlaceMention, second: PlaceMention) -> bool:
    """Whether two names stand next to each other as parts of one address, the larger first, or last in the Latin alphabet."""
    area = second if first.is_outside else first
    beside = not any(character.isalnum() for character in text[first.end : second.start]) and second.start - first.end <= _NEXT_TO
    return area.candidates[0].kind in AREA_KINDS and beside and (first.is_outside or text[first.start].isascii())


def _narrowed(candidates: tuple[Place, ...], districts: Iterable[str]) -> tuple[Place, ...]:
    """The candidates in the first of these districts that has any; a district itself stays what it is."""
    if candidates[0].kind != DISTRICT:
        for district in districts:
            if inside := tuple(place for place in candidates if place.district_code == district):
                return inside
    return candidates


def _districts_next_to(index: int, matches: Sequence[Match], found: Sequence[tuple[Place, ...]]) -> list[str]:
    """The districts named right before and after, the nearest first."""
    near = []
    for neighbour in (index - 1, index + 1):
        if 0 <= neighbour < len(matches) and found[neighbour][0].kind == DISTRICT:
            first, second = sorted((matches[index], matches[neighbour]), key=lambda match: match.start)
            if second.start - first.end <= _NEXT_TO:
                near.append((second.start - first.end, found[neighbour][0].district_code))
    return [district for _, district in sorted(near, key=lambda item: item[0])]


def _role_of_address(index: int, matches: Sequence[Match], found: Sequence[tuple[Place, ...]], roles: Sequence[Role]) -> Role:
    """A district and what lies in it, written one after the other, are one address: what one of them does, both do."""
    for neighbour in (index - 1, index + 1):
        if 0 <= neighbour < len(matches) and roles[neighbour].role:
            first, second = sorted((matches[index], matches[neighbour]), key=lambda match: match.start)
            kinds = {found[index][0].kind, found[neighbour][0].kind}
            together = found[index][0].district_code == found[neighbour][0].district_code
            if second.start - first.end <= _IN_ADDRESS and together and DISTRICT in kinds and len(kinds) > 1:
                return roles[neighbour]
    return Role()
