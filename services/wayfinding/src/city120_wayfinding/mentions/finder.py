"""The places named in a text: what each may be, and what it does in the sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from city120_edition import rows
from city120_text import name_key
from city120_text.exits import exit_after, exit_before
from city120_text.korean_addresses import GA_ENDING, KINDS_WRITTEN_ON, NUMBERED_DONG, NUMBERED_GA, SAID_DONG, WORDS_IN_DONG
from city120_text.numerals import spoken_number
from city120_text.place_endings import CYRILLIC_DONG, DONG_ENDING
from city120_wayfinding.addresses import LOT_ADDRESS, Address, AddressBook, lot_after, points
from city120_wayfinding.mentions.crossings import CROSSING, CrossingFinder
from city120_wayfinding.mentions.cues import (
    ASIDE,
    DESTINATION,
    HERE,
    NEGATED,
    ORIGIN,
    RESIDENCE,
    SITE,
    Role,
    RoleFinder,
    endings,
    living,
    place_words,
    placing_endings,
)
from city120_wayfinding.mentions.kinds import KindFinder
from city120_wayfinding.mentions.misspelt import MisspeltFinder
from city120_wayfinding.mentions.names import LONGEST_CASE_SUFFIX, Match, NameMatcher
from city120_wayfinding.mentions.sites import SiteFinder, narrowed
from city120_wayfinding.mentions.sounds import Heard, SoundFinder
from city120_wayfinding.places.exits import Exits
from city120_wayfinding.places.gazetteer import Gazetteer
from city120_wayfinding.places.place import AREA_KINDS, DISTRICT, DONG_KINDS, HOSPITAL, LEGAL_DONG, LINE, OUTSIDE, STATION, Place
from city120_wayfinding.writing.endings import Endings
from city120_wayfinding.writing.folding import COMMAS, FoldedName, FoldedText, Gap
from city120_wayfinding.writing.scripts import Script, is_edge, script_of

# Characters of the key that may stand between a dong and its district: "신사동(강남구)", "Sinsa-dong in Gangnam-gu", "江南区的新沙洞".
_NEXT_TO = 4
# The same within an address: "江南区の新沙洞".
_IN_ADDRESS = 1
# The same between an address and the dong in brackets after its floor and building: "강남대로 292, 3층 (도곡동, 뱅뱅빌딩)".
_IN_BRACKETS = 40
# The same between the words that say that something is next to a place, and that something: "서울역 옆의", "right next to".
_BESIDE_AFTER, _BESIDE_BEFORE = 1, 5
# The same between a bridge or park that something is next to, and where that is: "next to Banpo bridge in".
_BESIDE_AT = 3
# The same between a station and the district on whose side of it something is: "Gangnam station, on the Seocho-gu side".
_SIDE = 5
_ASSET = "asset:"
# What a place is of which nothing else is named that is meant instead.
_MEANT_AFTER_ALL = {ASIDE: ""}
NAME = "name"
# Syllables of the name of a dong that may have a number, the most likely first.
_STEM_LENGTHS = (2, 3, 4)
# Letters of the names of districts, with what they are.
_DISTRICT_LENGTHS = (2, 3, 4)
# No dong ever had a higher number.
_HIGHEST_DONG = 19


@dataclass(frozen=True)
class PlaceMention:
    """A name or address in text[start:end] (code points), what it may stand for, best first, its role (empty without a cue), and how it was read."""

    start: int
    end: int
    surface: str
    candidates: tuple[Place, ...]
    role: str = ""
    cue: str = ""
    reading: str = NAME

    @property
    def is_outside(self) -> bool:
        """Whether it is first of all the name of somewhere beyond the city."""
        return self.candidates[0].kind == OUTSIDE


@dataclass(frozen=True)
class Reading:
    """What a text says of places. `set_aside`: named in it, but not meant: what only describes an address that
    stands before it, and what the text says it is not."""

    mentions: list[PlaceMention]
    set_aside: list[PlaceMention]


@dataclass(frozen=True)
class _Span:
    """What stands in key[start:end]: a name, an address that was read so, or a site, whose areas are told as those of an address are; `vague`: sites
    that are not known may be called so, too."""

    start: int
    end: int
    candidates: tuple[Place, ...]
    reading: str = NAME
    is_site: bool = False
    vague: bool = False

    @property
    def kind(self) -> str:
        """What it is first of all."""
        return self.candidates[0].kind

    @property
    def is_address(self) -> bool:
        """Whether it is an address that lies in areas."""
        return self.reading != NAME and not self.is_site and self.kind in AREA_KINDS

    @property
    def is_area(self) -> bool:
        """Whether it names a district or a dong."""
        return self.reading == NAME and self.kind in AREA_KINDS


class MentionFinder:
    """Addresses, then names, then roles, then districts that narrow what a name may stand for."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        addresses: AddressBook,
        sounds: SoundFinder,
        kinds: KindFinder,
        cues: Sequence[rows.Cue],
        ignored: Sequence[rows.IgnoredName],
        exits: Exits | None = None,
        reaches: Mapping[str, float] | None = None,
        sites: SiteFinder | None = None,
        crossings: CrossingFinder | None = None,
    ) -> None:
        """`reaches`: how far areas reach from their middle, by code, in metres; so exact is an address of which only the area is known."""
        self._exits, self._reaches = exits or Exits(), reaches or {}
        self._sites = sites or SiteFinder()
        self._crossings = crossings or CrossingFinder((), self._sites)
        self._gazetteer = gazetteer
        self._addresses = addresses
        self._sounds = sounds
        self._kinds = kinds
        words = dict.fromkeys(name_key(row.name) for row in ignored)
        names = [FoldedName.of(name, key) for name, key in gazetteer.names]
        self._misspelt = MisspeltFinder(
            names, endings(cues), place_words(cues), placing_endings(cues), _names_of_stations(gazetteer), frozenset(words)
        )
        self._names = NameMatcher([*names, *self._sites.names], [row.name for row in ignored], endings(cues), placing_endings(cues))
        self._roles = RoleFinder(cues)
        self._endings, self._living = endings(cues), living(cues)
        self._words_of_ends = {key: places for key in words if (places := _ends_of_ways(gazetteer.of_key(key)))}
        self._everyday = [key for key in (name_key(row.name) for row in ignored) if script_of(key[0]) is Script.HANGUL and gazetteer.of_key(key)]

    def find(self, text: str, language: str = "") -> list[PlaceMention]:
        """The places that a text means, in its order, not overlapping."""
        return self.read(text, language).mentions

    def read(self, text: str, language: str = "") -> Reading:
        """The places that a text means, and those that it names and does not mean."""
        folded = FoldedText.of(text)
        spans = self._spans(folded, language)
        roles = self._roles.roles(folded, [(span.start, span.end) for span in spans], language)
        addresses = [index for index, span in enumerate(spans) if _lies_in_one(span)]
        narrowed = [
            replace(span, candidates=_narrowed(span, _districts_next_to(folded, index, spans, addresses))) for index, span in enumerate(spans)
        ]
        roles = _denied_together(folded, narrowed, roles, self._endings)
        elsewhere = _not_meant(narrowed, roles)
        here = ORIGIN if any(_is_home(span, role) for span, role in zip(narrowed, roles, strict=True)) else SITE
        roles = [replace(role, role=_MEANT_AFTER_ALL.get(role.role, here if role.role == HERE else role.role)) for role in roles]
        hints = _hints(folded, narrowed, roles)
        aside = _details(folded, narrowed, roles) | {index for index, role in enumerate(roles) if role.role == NEGATED} | hints.keys() | elsewhere
        sites = {meant: roles[hint] for hint, meant in hints.items()}
        mentions: dict[bool, list[PlaceMention]] = {False: [], True: []}
        for index, span in enumerate(narrowed):
            role = (roles[index] if roles[index].role else sites.get(index)) or _role_of_exit(span) or _role_of_address(index, narrowed, roles)
            start, end = folded.span(span.start, span.end)
            mention = PlaceMention(start, end, text[start:end], span.candidates, role.role, role.cue, span.reading)
            mentions[index in aside].append(mention)
        return Reading(_beyond_the_city(text, mentions[False]), mentions[True])

    def _spans(self, text: FoldedText, language: str) -> list[_Span]:
        """The addresses of a text, and the names beside them, in its order."""
        matches = self._named(text)
        if addresses := self._addresses.find(text):
            # A name that begins with what could be an address is longer, or is it: 을지로2가, Seoullo 7017.
            addresses = [address for address in addresses if not any(_covers(match, address) for match in matches)]
            matches = self._named(text, [(address.start, address.end) for address in addresses])
        named = [_with_lot(text, self._of_match(match)) for match in matches]
        named = [span for index, span in enumerate(named) if not index or span.start >= named[index - 1].end]
        named = _without_overlaps([*self._numbered_dongs(text, named), *named], taken=addresses)
        heard = _heard(self._sounds.find(text))
        dongs = {span.start for span in heard if span.kind in DONG_KINDS and any(text.gaps[span.start + 1 : span.end])}
        # A market in a dong, Жэги-дуны зах, is no market of a like name, Кёндун зах.
        described = [span for span in _heard(self._kinds.find(text)) if span.kind == STATION or span.start not in dongs]
        longer = [span for span in described if any(_lies_within(name, span) for name in named)]
        longer += [span for span in heard if span.is_area and any(_says_less(name, span) for name in named)]
        named = _without_overlaps([*longer, *named, *described, *heard], taken=addresses)
        named = _without_overlaps([*named, *self._lived_in(text), *self._guessed(text)], taken=addresses)
        named = [self._with_exit(text, self._at_crossing(text, span)) for span in named]
        named = [span for index, span in enumerate(named) if not _of_another_branch(text, named[index - 1 : index], span)]
        named = [span for index, span in enumerate(named) if not _of_a_thing(text, named[index - 1 : index], span) and not _of_a_dong(text, span)]
        spans = [self._span(text, address, named, addresses) for address in addresses]
        located = [_Span(point.start, point.end, (point.place,), point.place.kind) for point in points(text)]
        kept = _without_overlaps([*located, *(span for span in spans if span.candidates), *named])
        meant = self._narrowed_sites(text, kept)
        return list(map(self._with_reach, _without_overlaps([*meant, *self._ends_of_a_way(text, meant, language)])))

    def _with_reach(self, span: _Span) -> _Span:
        """An address of which only the area is known is as exact as that is small."""
        if not span.is_address:
            return span
        reached = (place if place.point else replace(place, precision_m=self._reaches.get(_code(place), 0.0)) for place in span.candidates)
        return replace(span, candidates=tuple(reached))

    def _named(self, text: FoldedText, elsewhere: Iterable[tuple[int, int]] = ()) -> list[Match]:
        """The names of a text; of sites those that begin a word, or stand right after the name of something else, and that what follows says to be
        names."""

        def stands(match: Match) -> bool:
            if not self._sites.knows(match.key):
                return True
            begins = is_edge(text, match.start) or any(text.key[first : match.start] in self._gazetteer.keys for first in range(match.start))
            return begins and self._sites.stands(text, match.end, match.key)

        return self._names.find(text, elsewhere, stands)

    def _of_match(self, match: Match) -> _Span:
        """What a name stands for."""
        if self._sites.knows(match.key):
            return _Span(match.start, match.end, self._sites.places(match.key), self._sites.kind(match.key), True, self._sites.is_vague(match.key))
        return _Span(match.start, match.end, self._gazetteer.of_key(match.key))

    def _narrowed_sites(self, text: FoldedText, spans: Sequence[_Span]) -> list[_Span]:
        """The spans, of the sites among them those that areas named in their sentence leave; with one that they do not leave goes the builder written
        before it, which has the name of an area: 경남임광아파트."""
        kept: list[_Span] = []
        for span in spans:
            if span.is_site:
                near = [other for other in spans if other is not span and _tells_where(text, other, span)]
                apart = any(other.end == span.start and not _share_a_district(other, span) for other in near)
                areas = [place for other in near for place in other.candidates]
                if not apart and (places := narrowed(span.candidates, areas, vague=span.vague)):
                    kept.append(replace(span, candidates=places))
                elif kept and _written_on(text, kept[-1], span) and self._sites.is_brand(text.key[kept[-1].start : kept[-1].end]):
                    kept.pop()
            else:
                kept.append(span)
        return kept

    def _at_crossing(self, text: FoldedText, span: _Span) -> _Span:
        """The crossing that is called after a name and said beside it in another language, or the name."""
        found = None if span.is_site else self._crossings.find(text, span.start, span.end, span.candidates)
        return _Span(*found, CROSSING, is_site=True) if found else span

    def _with_exit(self, text: FoldedText, span: _Span) -> _Span:
        """A station with the number of its exit that is named beside it, and the exit's point where a map has it."""
        stations = [place for place in span.candidates if place.kind == STATION]
        first, last = text.span(span.start, span.end)
        after = exit_after(text.original, last) if stations else None
        before = exit_before(text.original, first) if stations and not after else None
        if after is None and before is None:
            return span
        number, position = after or before or ("", 0)
        stations = [place for place in stations if self._exits.may_have(place, number)]
        if not stations:
            return span
        edge = bisect_left(text.starts, position)
        start, end = (span.start, edge) if after else (edge, span.end)
        named = tuple(self._exits.at(replace(place, exit=number), number) for place in stations)
        return replace(span, start=start, end=end, candidates=named)

    def _guessed(self, text: FoldedText) -> list[_Span]:
        """The names that are known with a letter wrong."""
        return [_Span(guess.start, guess.end, self._gazetteer.of_key(guess.key)) for guess in self._misspelt.find(text)]

    def _numbered_dongs(self, text: FoldedText, named: Sequence[_Span]) -> list[_Span]:
        """Dongs by a number that none of that name has today: as a whole. Those by a number that is said: as they stand today, or else the same."""
        spans = []
        for numbered in NUMBERED_DONG.finditer(text.key):
            spans += self._numbered_dong(text, named, numbered.span("number"), DONG_ENDING)
        for said in SAID_DONG.finditer(text.key):
            number, at = spoken_number(said["number"]) or 0, said.span("number")
            word = text.gaps[at[0]] and text.key.startswith(WORDS_IN_DONG, at[0])
            if 0 < number <= _HIGHEST_DONG and not word:
                spans += self._numbered_dong(text, named, at, f"{number}{DONG_ENDING}") or (
                    self._numbered_dong(text, named, at, DONG_ENDING) if self._endings.close(text, at[1] + len(DONG_ENDING)) else []
                )
        for numbered_ga in NUMBERED_GA.finditer(text.key):
            figure, at = numbered_ga["number"].isdigit(), numbered_ga.span("number")
            ordinal = int(numbered_ga["number"]) if figure else spoken_number(numbered_ga["number"])
            # What is said is written on to the name, for 이 and 일 are words; 공가 is an empty house.
            if ordinal and (figure or not text.gaps[at[0]]) and self._endings.close(text, at[1] + len(GA_ENDING)):
                spans += self._numbered_dong(text, named, at, f"{ordinal}{GA_ENDING}") or (
                    self._numbered_dong(text, named, at, f"{DONG_ENDING}{ordinal}{GA_ENDING}")
                )
        return spans

    def _numbered_dong(self, text: FoldedText, named: Sequence[_Span], number: tuple[int, int], ending: str) -> list[_Span]:
        """The dong of which a number and 동 are the end, as what has its name with another ending; none within a longer name."""
        first, end = number[0], number[1] + len(DONG_ENDING)
        for length in _STEM_LENGTHS:
            start = max(first - length, 0)
            places = tuple(place for place in self._gazetteer.of_key(f"{text.key[start:first]}{ending}") if place.kind in DONG_KINDS)
            whole = any(span.start <= start and span.end >= end for span in named)
            if places and not whole and (is_edge(text, start) or self._follows_a_district(text, start)):
                return [_Span(start, end, places)]
        return []

    def _follows_a_district(self, text: FoldedText, start: int) -> bool:
        """Whether a district is written right before key[start:]: 서울시성북구석관1동."""
        before = (text.key[start - length : start] for length in _DISTRICT_LENGTHS if length <= start)
        return any(place.kind == DISTRICT for key in before for place in self._gazetteer.of_key(key))

    def _home(self, key: str) -> tuple[Place, ...]:
        """What an everyday word may be that is where somebody lives: the dong of that name, or else what is called so."""
        dongs = tuple(place for place in self._gazetteer.of_key(f"{key}{DONG_ENDING}") if place.kind in DONG_KINDS)
        return dongs or self._gazetteer.of_key(key)

    def _lived_in(self, text: FoldedText) -> list[_Span]:
        """Names that are everyday words as well, where somebody says to live there: 수색 사는데."""
        spans = []
        for key in filter(text.key.__contains__, self._everyday):
            start = text.key.index(key)
            ends = [start + len(key), *self._endings.after(text, start + len(key))]
            if is_edge(text, start) and any(is_edge(text, end) and text.key.startswith(self._living, end) for end in ends):
                spans.append(_Span(start, start + len(key), self._home(key)))
        return spans

    def _ends_of_a_way(self, text: FoldedText, spans: Sequence[_Span], language: str) -> list[_Span]:
        """Names of stations and cities elsewhere that are everyday words as well, where somebody goes from one of them to a place, or from a place to
        one of them: 온수에서 대화까지; or to one of them, who says where they are: 구리 가려면 잠실역에서."""
        words = [span for key in filter(text.key.__contains__, self._words_of_ends) for span in self._standing(text, key)]
        words = [span for span in words if not any(other.start < span.end and span.start < other.end for other in spans)]
        if not words:
            return []
        ends = _without_overlaps([*spans, *sorted(words, key=lambda span: span.start - span.end)])
        roles = self._roles.roles(text, [(span.start, span.end) for span in ends], language)
        beside = pairwise(zip(ends, roles, strict=True))
        way = [
            (first, second)
            for (first, role), (second, other) in beside
            if _one_way((first, role.role), (second, other.role)) and _same_sentence(text, first, second)
        ]
        return [span for pair in way for span in pair if span in words]

    def _standing(self, text: FoldedText, key: str) -> list[_Span]:
        """Where an everyday word stands as a word."""
        found = []
        script, start = script_of(key[0]), text.key.find(key)
        while start >= 0:
            end = start + len(key)
            ended = script is Script.UNSPACED or is_edge(text, end) or self._inflected(text, end, script)
            if ended and (script is Script.UNSPACED or is_edge(text, start)):
                found.append(_Span(start, end, self._words_of_ends[key]))
            start = text.key.find(key, start + 1)
        return found

    def _inflected(self, text: FoldedText, end: int, script: Script) -> bool:
        """Whether a word goes on with endings alone."""
        if script is Script.CYRILLIC:
            return any(is_edge(text, edge) for edge in range(end + 1, min(end + LONGEST_CASE_SUFFIX, len(text.key)) + 1))
        return script is Script.HANGUL and self._endings.close(text, end)

    def _span(self, text: FoldedText, address: Address, named: Sequence[_Span], addresses: Sequence[Address]) -> _Span:
        """An address with the areas that are left of it by what is named beside it."""
        areas = [place for span in named if span.is_area and _same_sentence(text, address, span) for place in span.candidates]
        dongs = {_code(place) for place in areas if place.kind == LEGAL_DONG}
        dongs |= {code for other in addresses if other is not address and _same_sentence(text, address, other) for code in other.areas}
        districts = {place.district_code for place in areas if place.kind == DISTRICT}
        stated = [_code(place) for span in named if _in_brackets(text, address, span) for place in span.candidates if place.kind == LEGAL_DONG]
        left = address.within(districts, dongs, stated)
        return _Span(address.start, address.end, self._addresses.places(left), address.reading)


def _names_of_stations(gazetteer: Gazetteer) -> frozenset[str]:
    """The keys that a station has, alone or beside what it is called after."""
    return frozenset(key for key in gazetteer.keys if _stations(gazetteer.of_key(key)))


def _stations(places: Iterable[Place]) -> tuple[Place, ...]:
    """The stations among what has a name."""
    return tuple(place for place in places if place.kind == STATION)


def _ends_of_ways(places: Iterable[Place]) -> tuple[Place, ...]:
    """The stations, and cities elsewhere, among what has a name."""
    return tuple(place for place in places if place.kind in (STATION, OUTSIDE))


def _one_way(first: tuple[_Span, str], second: tuple[_Span, str]) -> bool:
    """Whether two names with what they do are the ends of one way; after where one goes, who is somewhere says so in the words of who comes from
    there, or names the station alone: 구리 가는 막차 잠실역."""
    (_, role), (span, other) = first, second
    begins = other == SITE or (not other and all(place.kind == STATION for place in span.candidates))
    return {role, other} == {ORIGIN, DESTINATION} or (role == DESTINATION and begins)


def _tells_where(text: FoldedText, other: _Span, site: _Span) -> bool:
    """Whether what is named tells where a site is: an area or address in its sentence, or what is written right before it, 한남시범아파트, with a
    space only if the site is vague, 역삼 래미안아파트."""
    if other.is_area or other.is_address:
        return _same_sentence(text, site, other)
    return _written_on(text, other, site) or (site.vague and other.end == site.start)


def _written_on(text: FoldedText, first: _Span, second: _Span) -> bool:
    """Whether two are written without a space."""
    return first.end == second.start and not text.gaps[second.start]


def _of_another_branch(text: FoldedText, before: Sequence[_Span], span: _Span) -> bool:
    """Whether a hospital's name is written on to that of an area in which it does not lie: 은평성모병원 is not the one that is called 성모병원."""
    return span.kind == HOSPITAL and any(_written_on(text, area, span) and not _share_a_district(area, span) for area in before)


def _of_a_thing(text: FoldedText, before: Sequence[_Span], span: _Span) -> bool:
    """Whether a station is only what something is called after that lies in an area named before it, and not where that is: 응암동 대림시장."""
    written_on = span.end < len(text.key) and not text.gaps[span.end] and text.key.startswith(KINDS_WRITTEN_ON, span.end)
    stations = written_on and all(place.kind == STATION for place in span.candidates)
    return stations and any(area.is_area and _same_sentence(text, area, span) and not _share_a_district(area, span) for area in before)


def _of_a_dong(text: FoldedText, span: _Span) -> bool:
    """Whether a Cyrillic name of a city elsewhere or a station is that of a dong, which nobody knows by it: Соннам дун."""
    if script_of(text.key[span.start]) is not Script.CYRILLIC or any(place.kind not in (OUTSIDE, STATION) for place in span.candidates):
        return False
    edge = next((position for position in range(span.end + 1, len(text.key) + 1) if is_edge(text, position)), 0)
    return edge > 0 and text.gaps[span.end] <= Gap.SPACE and CYRILLIC_DONG.fullmatch(text.key, span.end, edge) is not None


def _share_a_district(one: _Span, other: _Span) -> bool:
    """Whether two may lie in one district: 송정동현대아이파크 is not the complex of that name in another one."""
    return not {place.district_code for place in one.candidates}.isdisjoint(place.district_code for place in other.candidates)


def _heard(names: Iterable[Heard]) -> list[_Span]:
    """Names that are known by their sound."""
    return [_Span(name.start, name.end, name.candidates) for name in names]


def _without_overlaps(spans: Iterable[_Span], taken: Iterable[_Span | Address] = ()) -> list[_Span]:
    """The spans in the order of the text: of those that overlap the one that comes first here, and none where something is taken."""
    kept: list[_Span] = []
    others = list(taken)
    for span in spans:
        if not any(other.start < span.end and span.start < other.end for other in [*others, *kept]):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def _lies_within(name: _Span, heard: _Span) -> bool:
    """Whether a name lies within a longer one."""
    return heard.start <= name.start and name.end <= heard.end and heard.end - heard.start > name.end - name.start


def _says_less(name: _Span, heard: _Span) -> bool:
    """Whether a name is the beginning of a dong or district that is known by its sound, and stands for something else without the rest, or for it and
    something else."""
    without, whole = ({place.ref for place in span.candidates} for span in (name, heard))
    return _lies_within(name, heard) and name.end < heard.end and (not without & whole or whole < without)


def _covers(match: Match, address: Address) -> bool:
    return match.start <= address.start and address.end <= match.end


def _code(place: Place) -> str:
    return place.ref.partition(":")[2]


def _with_lot(text: FoldedText, span: _Span) -> _Span:
    """A dong with the number of a lot that follows it; what follows a complex is a house or a room."""
    dongs = () if span.is_site else tuple(place for place in span.candidates if place.kind in DONG_KINDS)
    lot = lot_after(text, span.end) if dongs and span.kind in DONG_KINDS else None
    if lot is None:
        return span
    return _Span(span.start, lot.end, tuple(replace(place, address=f"{place.names['ko']} {lot}") for place in dongs), LOT_ADDRESS)


def _role_of_exit(span: _Span) -> Role | None:
    """An exit is somewhere, whatever stands beside it."""
    return Role(SITE, span.candidates[0].exit) if span.candidates[0].exit else None


def _in_brackets(text: FoldedText, address: Address, span: _Span) -> bool:
    """Whether a name stands in brackets after an address."""
    first = text.starts[span.start]
    return span.start >= address.end and _same_sentence(text, address, span) and text.original[:first].rstrip().endswith("(")


def _same_sentence(text: FoldedText, span: _Span | Address, other: _Span | Address) -> bool:
    """Whether two spans stand near each other in one sentence."""
    first, second = sorted((span, other), key=lambda span: span.start)
    between = range(first.end, second.start + 1)
    return len(between) <= _IN_BRACKETS and not any(text.gaps[position] >= Gap.STOP for position in between)


def _beyond_the_city(text: str, mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """A city elsewhere and an area written on to it are one place elsewhere, though a district here has its name: "인천 중구", "Jung-gu, Incheon"."""
    merged: list[PlaceMention] = []
    for mention in mentions:
        before = merged[-1] if merged else None
        if before is not None and {before.is_outside, mention.is_outside} == {True, False} and _one_address(text, before, mention):
            elsewhere, role = (before if before.is_outside else mention), (mention if mention.role else before)
            candidates = tuple(place for place in elsewhere.candidates if place.kind == OUTSIDE)
            merged[-1] = PlaceMention(before.start, mention.end, text[before.start : mention.end], candidates, role.role, role.cue)
        else:
            merged.append(mention)
    return merged


def _one_address(text: str, first: PlaceMention, second: PlaceMention) -> bool:
    """Whether two names stand next to each other as parts of one address, the larger first, or last in the Latin alphabet."""
    area = second if first.is_outside else first
    beside = not any(character.isalnum() for character in text[first.end : second.start]) and second.start - first.end <= _NEXT_TO
    return area.candidates[0].kind in AREA_KINDS and beside and (first.is_outside or text[first.start].isascii())


def _details(text: FoldedText, spans: Sequence[_Span], roles: Sequence[Role]) -> set[int]:
    """Which names are details of an address before them, its building or an area elsewhere: "테헤란로 152, 역삼역 지하상가 (역삼동)"."""
    details: set[int] = set()
    address: _Span | None = None
    for index, span in enumerate(spans):
        if span.is_address:
            address = span if not roles[index].role and is_edge(text, span.end) else None
        elif address is not None and _same_sentence(text, address, span):
            inside = {place.ref for place in address.candidates} | {f"area:{place.district_code}" for place in address.candidates}
            if not roles[index].role and not inside.intersection(place.ref for place in span.candidates):
                details.add(index)
    return details


def _hints(text: FoldedText, spans: Sequence[_Span], roles: Sequence[Role]) -> dict[int, int]:
    """Which names only say what another is next to, and which that is: "서울역 옆 남대문시장", "Seoul Forest, next to Ttukseom Station", and by two
    steps "한강대교 옆 노들역 앞". Two of which each is said to be next to the other are no hints."""
    hints: dict[int, int] = {}
    for index, role in enumerate(roles):
        if spans[index].is_address:
            continue
        side = _side(text, index, spans, roles)
        beside = _meant_beside(text, index, spans, role.beside) if side is None and role.beside is not None else None
        if side is not None:
            hints[index] = side
        elif beside is not None and hints.get(beside) != index and _is_meant(spans[beside], roles[beside], spans[index]):
            hints[index] = beside
    return hints


def _denied_together(text: FoldedText, spans: Sequence[_Span], roles: Sequence[Role], endings: Endings) -> list[Role]:
    """The roles, with those denied that only endings part from one that is: "강남 강북 아니고 강서". A district before what lies in it says where
    that is; a place is not denied with a line, "당산역 2호선 말고 9호선"."""
    denied = list(roles)
    for index in reversed(range(len(spans) - 1)):
        first, second = spans[index], spans[index + 1]
        lines = [span.kind == LINE for span in (first, second)]
        apart = all(lines) or not (any(lines) or _share_a_district(first, second))
        together = not roles[index].role and denied[index + 1].role == NEGATED and apart
        parted = next((position for position in range(first.end, second.start + 1) if is_edge(text, position)), second.start)
        if together and parted == second.start and text.gaps[parted] < Gap.STOP and endings.close(text, first.end):
            denied[index] = denied[index + 1]
    return denied


def _not_meant(spans: Sequence[_Span], roles: Sequence[Role]) -> set[int]:
    """Which places are not meant, for another one is named: where somebody told it or works, and where the caller is, beside an area of which no word
    tells that a journey ends there, or that somebody lives there: who is not at home may ask for the way there."""
    others = [index for index, role in enumerate(roles) if role.role not in (ASIDE, NEGATED) and spans[index].kind != LINE]
    aside = {index for index, role in enumerate(roles) if role.role == ASIDE} if others else set[int]()
    journey = any(role.role in (ORIGIN, DESTINATION) for role in roles)
    told = {index: roles[index].role or _role_of_address(index, spans, roles).role for index in others}
    areas = [index for index in others if not told[index] and spans[index].kind in AREA_KINDS]
    return aside | {index for index in others if roles[index].role == HERE and areas and not journey}


def _is_home(span: _Span, role: Role) -> bool:
    """Whether words tell of an area that somebody lives there."""
    return role.role == RESIDENCE and span.kind in AREA_KINDS


def _side(text: FoldedText, index: int, spans: Sequence[_Span], roles: Sequence[Role]) -> int | None:
    """Which name is of the district on whose side of a station before it something is: "강남역 서초구 쪽". Stations lie at borders."""
    after = index + 1
    if (
        after == len(spans)
        or roles[index].beside is not None
        or spans[after].kind != DISTRICT
        or any(place.kind != STATION for place in spans[index].candidates)
    ):
        return None
    parted = spans[after].start - spans[index].end
    at = roles[index].role in ("", SITE) and roles[after].role in ("", SITE)
    plain = all(place.kind == DISTRICT for place in spans[after].candidates)
    return after if at and plain and parted <= _SIDE and _same_sentence(text, spans[index], spans[after]) else None


def _meant_beside(text: FoldedText, index: int, spans: Sequence[_Span], words: tuple[int, int]) -> int | None:
    """Which name the words that stand after or before another one tell to be next to it. Words before a bridge or a park, which is no place of one
    district, tell of what is named after it where nothing is before: "next to Banpo bridge in Seorae village"."""
    first, last = words
    before, after = index - 1, index + 1
    if first >= spans[index].end:
        near = after < len(spans) and _leads_to(text, last, spans[after].start)
        return after if near and _same_sentence(text, spans[index], spans[after]) else None
    if before >= 0 and 0 <= first - spans[before].end <= _BESIDE_BEFORE and _same_sentence(text, spans[index], spans[before]):
        return before
    further = after < len(spans) and spans[after].start - spans[index].end <= _BESIDE_AT and not spans[index].candidates[0].district_code
    named_thing = spans[index].candidates[0].ref.startswith(_ASSET)
    return after if named_thing and further and _same_sentence(text, spans[index], spans[after]) else None


def _leads_to(text: FoldedText, last: int, start: int) -> bool:
    """Whether words that end before key[last:] lead to a name at key[start:]: after a comma something new begins."""
    between = text.original[text.ends[last - 1] : text.starts[start]]
    return 0 <= start - last <= _BESIDE_AFTER and not any(comma in between for comma in COMMAS)


def _is_meant(span: _Span, role: Role, hint: _Span) -> bool:
    """Whether a name that stands next to a hint is the place that is meant: neither an end of a journey nor the district around the hint."""
    districts = {place.district_code for place in hint.candidates}
    around = span.kind == DISTRICT and span.candidates[0].district_code in districts
    return role.role not in (ORIGIN, DESTINATION, NEGATED) and span.kind not in (LINE, OUTSIDE) and not around


def _narrowed(span: _Span, districts: Iterable[str]) -> tuple[Place, ...]:
    """The candidates in the first of these districts that has any; a district itself stays what it is."""
    if span.kind != DISTRICT:
        for district in districts:
            if inside := tuple(place for place in span.candidates if place.district_code == district):
                return inside
    return span.candidates


def _districts_next_to(text: FoldedText, index: int, spans: Sequence[_Span], addresses: Sequence[int]) -> list[str]:
    """The districts named right before and after, the nearest first, and that of an address in the same sentence; `addresses`: which of the spans are
    one of one district."""
    near = []
    for other in sorted({index - 1, index + 1, *addresses} - {-1, len(spans)}):
        neighbour = spans[other]
        beside = abs(other - index) == 1 and neighbour.kind == DISTRICT and neighbour.reading == NAME
        if beside or (other != index and other in addresses):
            first, second = sorted((spans[index], neighbour), key=lambda span: span.start)
            if second.start - first.end <= _NEXT_TO if beside else _same_sentence(text, first, second):
                near.append((second.start - first.end, neighbour.candidates[0].district_code))
    return [district for _, district in sorted(near, key=lambda item: item[0])]


def _lies_in_one(span: _Span) -> bool:
    """Whether it is an address of one district."""
    return span.is_address and len({place.district_code for place in span.candidates}) == 1


def _role_of_address(index: int, spans: Sequence[_Span], roles: Sequence[Role]) -> Role:
    """A district and what lies in it, written one after the other, are one address: what one of them does, both do."""
    for neighbour in (index - 1, index + 1):
        if 0 <= neighbour < len(spans) and roles[neighbour].role:
            first, second = sorted((spans[index], spans[neighbour]), key=lambda span: span.start)
            kinds = {spans[index].kind, spans[neighbour].kind}
            together = spans[index].candidates[0].district_code == spans[neighbour].candidates[0].district_code
            if second.start - first.end <= _IN_ADDRESS and together and DISTRICT in kinds and len(kinds) > 1:
                return roles[neighbour]
    return Role()
