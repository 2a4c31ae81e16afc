"""How well places in words are understood: real addresses, names in every language, the golden places, and the time it takes.

python scripts/audit/measure_places.py [--misses N]       all that is at hand; what needs the optional reference data says so where it is absent

Addresses are those of pharmacies, hospitals and police boxes of the reference data (CITY120_REFERENCE_DATA), half of them with all spaces removed, as
they are written and alone: without city, district and what stands in brackets. Right: its district, and the legal dong in its brackets.

Messy ones are tests/golden/messy.csv: places as citizens write and say them. Right: the district of the mention that decides, and its dong where
the row has one and the mention is an address or a dong.

Named ones are tests/golden/named.csv: apartment complexes, schools, universities and crossings as citizens name them. Right: its district, or one or
more of those that a crossing lies between; where the row has none, that several are kept, to be asked.

Inquiries are the frozen ones; tests/golden/places.csv says which places each names, and in which district they lie.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from city120_edition import Edition, build, installed_city, read_source, rows
from city120_evaluation.places import RIGHT, JudgedPlaces, NamedPlaces, judge_places, read_named_places
from city120_wayfinding.mentions.finder import PlaceMention
from city120_wayfinding.places.place import AREA_KINDS, DISTRICT
from city120_wayfinding.wayfinding import Wayfinding

ROOT = Path(__file__).resolve().parents[2]
FILES = {
    "pharmacies": ("pharmacies_2021-2023.csv", "주소"),
    "hospitals": ("hospitals_licence_2025-09.csv", "도로명주소"),
    "hospitals, by lot": ("hospitals_licence_2025-09.csv", "지번주소"),
    "police boxes": ("police_boxes_2025-06.csv", "주소"),
}
_CITY = re.compile(r"^\s*서울(?:특별시|시)?\s*")
_GU = re.compile(r"^(\S+구)\s*")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_LOT = re.compile(r"([가-힣]+\d?(?:동|가|로\d가))\s*(?:산\s*)?\d")


@dataclass(frozen=True)
class Asked:
    """An address, what its file says of it, and how it is asked."""

    text: str
    district: str
    dong: str
    source: str
    way: str


@dataclass(frozen=True)
class Judged:
    """What came of an address."""

    asked: Asked
    districts: frozenset[str]
    dongs: frozenset[str]

    @property
    def district_outcome(self) -> str:
        """right, wrong, undecided or unknown."""
        return _outcome(self.asked.district, self.districts)

    @property
    def dong_outcome(self) -> str:
        """The same of the legal dong."""
        return _outcome(self.asked.dong, self.dongs)


def _outcome(wanted: str, found: frozenset[str]) -> str:
    if not found:
        return "unknown"
    return "right" if found == {wanted} else "undecided" if wanted in found else "wrong"


def reference() -> Path:
    """Where the optional reference data is."""
    return Path(os.environ.get("CITY120_REFERENCE_DATA") or ROOT.parent / "shared" / "data")


def addresses(edition: Edition) -> Iterator[Asked]:
    """The addresses of the reference data, each as it is written and alone, every second one without spaces."""
    districts = {row.names["ko"]: row.code for row in edition.rows("districts", rows.Area)}
    dongs = {(row.district_code, row.names["ko"]): row.code for row in edition.rows("legal_dongs", rows.Area)}
    for source, (file, column) in FILES.items():
        path = reference() / "facilities" / file
        if not path.is_file():
            print(f"skipped: {path} is absent; set CITY120_REFERENCE_DATA", file=sys.stderr)
            continue
        with path.open(encoding="utf-8-sig", newline="") as stream:
            found = [row[column] for row in csv.DictReader(stream) if _CITY.match(row[column]) or source.startswith("hospitals")]
        for index, text in enumerate(filter(None, found)):
            rest = _CITY.sub("", text)
            if not (named := _GU.match(rest)) or named[1] not in districts:
                continue
            code = districts[named[1]]
            brackets = _BRACKETS.findall(text)
            name = brackets[-1].split(",")[0].strip() if brackets else (lot[1] if "lot" in source and (lot := _LOT.search(rest)) else "")
            dong = dongs.get((code, name), "")
            for way, asked in (("as written", text), ("alone", _BRACKETS.sub("", _GU.sub("", rest)).strip(" ,"))):
                if index % 2:
                    yield Asked(re.sub(r"\s+", "", asked), code, dong, source, f"{way}, no spaces")
                else:
                    yield Asked(asked, code, dong, source, way)


def decided(mentions: Sequence[PlaceMention]) -> tuple[frozenset[str], frozenset[str]]:
    """The districts and legal dongs of the mention that decides: the last that is more than a district, else all districts named."""
    exact = [mention for mention in mentions if mention.candidates[0].kind != DISTRICT and any(place.district_code for place in mention.candidates)]
    chosen = exact[-1:] or mentions
    places = [place for mention in chosen for place in mention.candidates]
    areas = [place for place in places if place.kind in AREA_KINDS]
    if not areas:
        areas = [place for place in places if place.district_code][:1]
    dongs = [place.ref.partition(":")[2] for place in areas if place.kind == "legal_dong"]
    return frozenset(place.district_code for place in areas), frozenset(dongs)


def judge(wayfinding: Wayfinding, asked: Iterable[Asked]) -> list[Judged]:
    """What wayfinding makes of each."""
    return [Judged(one, *decided(wayfinding.mentions.find(one.text))) for one in asked]


def _share(outcomes: Counter[str]) -> str:
    total = outcomes.total()
    others = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()) if outcome != "right")
    return f"{outcomes['right'] / total:8.2%} of {total:5}" + (f" ({others})" if others else "")


def report_addresses(wayfinding: Wayfinding, edition: Edition, misses: int) -> None:
    """Print the shares by source and way, then misses."""
    groups: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for judged in judge(wayfinding, addresses(edition)):
        groups[(judged.asked.source, judged.asked.way)].append(judged)
    for (source, way), found in groups.items():
        district = Counter(judged.district_outcome for judged in found)
        dong = Counter(judged.dong_outcome for judged in found if judged.asked.dong)
        print(f"{source:18} {way:22} district {_share(district)}" + (f"\n{'':41} dong     {_share(dong)}" if dong else ""))
        wrong = [judged for judged in found if "right" not in (judged.district_outcome, "" if judged.asked.dong else "right")]
        for judged in wrong[:misses]:
            print(f"    district {judged.asked.text} → {sorted(judged.districts)} for {judged.asked.district}")
        wrong = [judged for judged in found if judged.asked.dong and judged.dong_outcome != "right" and judged.district_outcome == "right"]
        for judged in wrong[:misses]:
            print(f"    dong     {judged.asked.text} → {sorted(judged.dongs)} for {judged.asked.dong}")


@dataclass(frozen=True)
class Messy:
    """A place as citizens write it, where it lies, what it is, and its legal dong where that is clear."""

    id: str
    language: str
    text: str
    district: str
    kind: str
    dong: str


def golden(name: str) -> list[Messy]:
    """The rows of a golden file of places."""
    with (ROOT / "tests" / "golden" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return [Messy(row["id"], row["language"], row["text"], row["district"], row["kind"], row["legal_dong"]) for row in csv.DictReader(stream)]


def judge_messy(wayfinding: Wayfinding, covered: set[tuple[str, str]], row: Messy) -> tuple[str, str]:
    """What became of the district, and of the legal dong ("" where none is judged). `covered`: administrative dongs, each with a legal one in it."""
    mentions = wayfinding.mentions.find(row.text, row.language)
    districts_found, dongs = decided(mentions)
    areas = [place for mention in mentions for place in mention.candidates if place.kind == "admin_dong" and place.district_code in districts_found]
    dongs |= {row.dong} if not dongs and any((place.ref.partition(":")[2], row.dong) in covered for place in areas) else set()
    judged = bool(row.dong) and row.kind in ("road", "lot", "dong")
    return _outcome(row.district, districts_found), _outcome(row.dong, dongs) if judged else ""


def report_messy(wayfinding: Wayfinding, edition: Edition, misses: int) -> None:
    """Print, by language and in all, the shares of districts and legal dongs that are right, then misses."""
    covered = {(pair.admin_code, pair.legal_code) for pair in edition.rows("admin_legal", rows.AdminLegal)}
    judged: dict[str, list[tuple[Messy, str, str]]] = defaultdict(list)
    for row in golden("messy"):
        district, dong = judge_messy(wayfinding, covered, row)
        judged[row.language].append((row, district, dong))
    judged["all"] = [item for items in list(judged.values()) for item in items]
    for language, items in judged.items():
        of_districts, of_dongs = Counter(item[1] for item in items), Counter(item[2] for item in items if item[2])
        both = Counter("right" if item[1] == "right" == (item[2] or "right") else "wrong" for item in items)
        print(f"messy, {language:34} district {_share(of_districts)}\n{'':41} dong     {_share(of_dongs)}\n{'':41} both     {_share(both)}")
        wrong = [item for item in items if language != "all" and (item[1] != "right" or item[2] not in ("", "right"))]
        for row, of_district, of_dong in wrong[:misses]:
            print(f"    {row.id} district {of_district}, dong {of_dong or '-'}: {row.text}")


def judge_named(wayfinding: Wayfinding, row: Messy) -> tuple[str, str]:
    """What became of the districts, and of the legal dong ("" where none is judged) of a complex, a school or a crossing."""
    mentions = wayfinding.mentions.find(row.text, row.language)
    found, dongs = decided(mentions)
    # A university is a place, and not one of one dong.
    judged = bool(row.dong) and not (mentions and mentions[-1].candidates[0].kind == "university")
    wanted = frozenset(filter(None, row.district.split("|")))
    if not wanted:
        return ("right" if len(found) > 1 else "wrong" if found else "unknown"), ""
    outcome = "right" if found and found <= wanted else _outcome(min(wanted), found)
    return outcome, _outcome(row.dong, dongs) if judged else ""


def report_sites(wayfinding: Wayfinding, misses: int) -> None:
    """Print, by language and kind, how many of the named complexes, schools and crossings are found in their district and dong, then misses."""
    judged: dict[str, list[tuple[Messy, str, str]]] = defaultdict(list)
    for row in golden("named"):
        item = (row, *judge_named(wayfinding, row))
        for group in (row.language, row.kind):
            judged[group].append(item)
    for group, items in judged.items():
        print(f"named, {group:34} district {_share(Counter(item[1] for item in items))}")
        if dongs := Counter(item[2] for item in items if item[2]):
            print(f"{'':41} dong     {_share(dongs)}")
        wrong = [item for item in items if group == item[0].language and (item[1] != "right" or item[2] not in ("", "right"))]
        for row, of_district, of_dong in wrong[:misses]:
            print(f"    {row.id} district {of_district}, dong {of_dong or '-'}: {row.text}")


def report_kinds(wayfinding: Wayfinding, edition: Edition) -> None:
    """Print, by kind and language, of how many messy and named places the district is right; of a road, lot or dong also the legal dong."""
    covered = {(pair.admin_code, pair.legal_code) for pair in edition.rows("admin_legal", rows.AdminLegal)}
    judged = [(row, *judge_messy(wayfinding, covered, row)) for row in golden("messy")]
    judged += [(row, judge_named(wayfinding, row)[0], "") for row in golden("named")]
    right: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for row, district, dong in judged:
        for language in (row.language, "all"):
            right[row.kind][language].append(district == RIGHT and dong in ("", RIGHT))
    languages = (*rows.LANGUAGES, "all")
    print(f"| kind | {' | '.join(languages)} |")
    for kind, outcomes in sorted(right.items(), key=lambda item: -len(item[1]["all"])):
        print(f"| {kind} | {' | '.join(f'{sum(outcomes[language])} of {len(outcomes[language])}' for language in languages)} |")


def districts(mention: PlaceMention) -> list[str]:
    """Where a mention may lie: its areas decide, as they do for who answers it, else all that it may be."""
    areas = [place for place in mention.candidates if place.kind in AREA_KINDS]
    return [place.district_code for place in areas or mention.candidates]


def inquiries() -> Iterator[tuple[str, str, str]]:
    """The frozen inquiries: id, language, text."""
    for path in sorted((ROOT / "tests" / "golden" / "frozen").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                yield row["id"], row["language"], row["text"]


def report_named(wayfinding: Wayfinding, misses: int) -> None:
    """Print, by language, how many of the places that inquiries name are found in their district, and how many are found that none names."""
    named = {row.id: row for row in read_named_places(ROOT / "tests" / "golden" / "places.csv")}
    judged: dict[str, list[tuple[str, JudgedPlaces]]] = defaultdict(list)
    for inquiry, language, text in inquiries():
        expected = named.get(inquiry) or NamedPlaces(inquiry, (), frozenset())
        found = [districts(mention) for mention in wayfinding.mentions.find(text, language)]
        judged[language].append((text, judge_places(expected, found)))
    for language, texts in judged.items():
        outcomes = Counter(outcome for _, places in texts for outcome in places.outcomes)
        unnamed = sum(len(places.unnamed) for _, places in texts)
        print(f"named in inquiries {language:22} district {_share(outcomes)}; {unnamed} found in {len(texts)} that none names")
        wrong = [(text, places) for text, places in texts if places.unnamed or any(outcome != RIGHT for outcome in places.outcomes)]
        for text, places in wrong[:misses]:
            print(f"    {places.named.id} {', '.join(places.outcomes)}: {text[:100]}")


def report_time(wayfinding: Wayfinding) -> None:
    """Processor time of finding places in the frozen inquiries."""
    texts = [(text, language) for _, language, text in inquiries()]
    taken = []
    for text, language in texts * 2:
        began = time.process_time_ns()
        wayfinding.mentions.find(text, language)
        taken.append((time.process_time_ns() - began) / 1e6)
    taken = sorted(taken[len(texts) :])
    median, worst = statistics.median(taken), taken[int(len(taken) * 0.99)]
    print(f"place finding, {len(texts)} inquiries: median {median:.2f} ms, p99 {worst:.2f} ms of processor time")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show so many misses of each kind")
    parser.add_argument("--edition", type=Path, metavar="DIR", help="a built edition instead of the bundled rows")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        edition = Edition.open(arguments.edition) if arguments.edition else build(read_source(installed_city().rows), Path(folder), builders={})
        wayfinding = Wayfinding.load(edition)
        report_addresses(wayfinding, edition, arguments.misses)
        report_messy(wayfinding, edition, arguments.misses)
        report_sites(wayfinding, arguments.misses)
        report_kinds(wayfinding, edition)
        report_named(wayfinding, arguments.misses)
        report_time(wayfinding)
    return 0


if __name__ == "__main__":
    sys.exit(main())
