"""An edition follows its rows: change a row and the answer changes, and nothing else does."""

from __future__ import annotations

import asyncio
import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from city120_edition import Edition, build, current_edition_path, read_source, rows, set_current
from city120_edition.build import Inputs
from city120_edition.edition import EditionError
from city120_edition.gazetteer import compile_gazetteer
from city120_edition.holder import EditionHolder
from city120_edition.kind_sounds import compile_kind_sounds
from city120_edition.timetable_of_facts import timetable_of_facts
from city120_jurisdiction.jurisdiction import Jurisdiction
from city120_wayfinding.wayfinding import Wayfinding

TODAY = dt.date(2026, 11, 24)


def built(source: Path, data: Path) -> Edition:
    """The rows alone: what the services compile for themselves is not needed here."""
    return build(read_source(source), data, builders={})


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def responsible(edition: Edition, affair: str, code: str) -> tuple[str, ...]:
    jurisdiction = Jurisdiction.load(edition)
    where = jurisdiction.locator.by_code(code, TODAY)
    return jurisdiction.resolver.resolve(jurisdiction.directory.affair(affair), where, (), TODAY).body_ids


@pytest.mark.long
def test_equal_rows_make_the_same_edition_and_it_is_built_once(source: Path, tmp_path: Path) -> None:
    first = built(source, tmp_path / "data")
    stamp = (first.path / "manifest.json").stat().st_mtime_ns
    again = built(source, tmp_path / "data")
    elsewhere = built(shutil.copytree(source, tmp_path / "source-too"), tmp_path / "other")
    assert (again.id, elsewhere.id) == (first.id, first.id)
    assert (again.path / "manifest.json").stat().st_mtime_ns == stamp


@pytest.mark.long
def test_what_a_start_would_wait_for_is_compiled_of_the_same_rows(source: Path, tmp_path: Path) -> None:
    edition, read = built(source, tmp_path / "data"), read_source(source)
    assert edition.timetable() == timetable_of_facts(read)
    assert edition.kind_soundings() == compile_kind_sounds(read.rows("kind_words", rows.KindWord), compile_gazetteer(read))
    assert edition.timetable().lines
    assert edition.kind_soundings()


def test_an_edited_rule_changes_who_is_responsible(source: Path, tmp_path: Path) -> None:
    before = built(source, tmp_path / "data")
    with (source / "rules" / "street.csv").open("a", encoding="utf-8") as stream:
        stream.write("r.test,road.streetlight,district:11440,road.seobu,,,,,test,2026-11-24,known\n")
    after = built(source, tmp_path / "data")
    assert before.id != after.id
    assert responsible(before, "road.streetlight", "11440") == ("district.11440",)
    assert responsible(after, "road.streetlight", "11440") == ("road.seobu",)
    assert responsible(after, "road.streetlight", "11410") == ("district.11410",)


@pytest.mark.long
def test_a_renamed_dong_is_found_by_its_new_name(source: Path, tmp_path: Path) -> None:
    edit(source / "areas" / "legal_dong.csv", ",11680,역삼동,", ",11680,새역삼동,")
    edition = built(source, tmp_path / "data")
    mentions = Wayfinding.load(edition).mentions.find("새역삼동 사는데 물이 안 나와요", "ko")
    assert [candidate.ref for candidate in mentions[0].candidates] == ["area:1168010100"]
    assert [area.row.code for area in Jurisdiction.load(edition).directory.named("새역삼동", TODAY)] == ["1168010100"]


def test_a_moved_office_has_its_new_address_and_phone(source: Path, tmp_path: Path) -> None:
    edit(source / "bodies" / "districts.csv", "서울특별시 마포구 월드컵로 212", "서울특별시 마포구 새길 1")
    edit(source / "bodies" / "districts.csv", "02-3153-8114", "02-3153-9999")
    body = Jurisdiction.load(built(source, tmp_path / "data")).directory.body("district.11440", dt.date(2026, 11, 24))
    assert (body.address, body.phone) == ("서울특별시 마포구 새길 1", "02-3153-9999")


@pytest.mark.long
def test_a_changed_coverage_moves_a_district_to_another_office(source: Path, tmp_path: Path) -> None:
    edit(source / "coverages.csv", "waterworks,11290,water.jungbu", "waterworks,11290,water.bukbu")
    assert responsible(built(source, tmp_path / "data"), "water.outage", "11290") == ("water.bukbu",)


def test_a_build_that_fails_leaves_nothing_behind(source: Path, tmp_path: Path) -> None:
    class Failing:
        recipe = "x"

        def inputs(self, source: object) -> Inputs:
            return Inputs(())

        def build(self, *arguments: object) -> dict[str, object]:
            raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        build(read_source(source), tmp_path / "data", builders={"faq": Failing()})  # type: ignore[dict-item]
    assert list((tmp_path / "data" / "editions").iterdir()) == []


def test_an_edition_that_is_not_whole_is_refused(source: Path, tmp_path: Path) -> None:
    edition = built(source, tmp_path / "data")
    (edition.path / "tables" / "rules.json").unlink()
    with pytest.raises(EditionError, match=r"tables/rules.json is missing"):
        Edition.open(edition.path)


def test_without_an_edition_the_command_that_makes_one_is_named(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="city120 edition build"):
        current_edition_path(tmp_path)


@pytest.mark.long
async def test_services_swap_to_the_new_current_edition_and_keep_the_old_one(source: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    data = tmp_path / "data"
    first = built(source, data)
    set_current(data, first.id)
    holder: EditionHolder[Jurisdiction] = EditionHolder(lambda: current_edition_path(data), Jurisdiction.load)
    assert await holder.load_current()
    assert not await holder.load_current()
    edit(source / "coverages.csv", "waterworks,11290,water.jungbu", "waterworks,11290,water.bukbu")
    second = built(source, data)
    set_current(data, second.id)
    following = asyncio.create_task(holder.follow(0.01))
    await until(lambda: holder.get().edition.id == second.id)
    assert holder.get(first.id).edition.id == first.id
    (data / "editions" / "current").write_text("missing\n", encoding="ascii")
    await until(lambda: "edition refused" in caplog.text)
    assert holder.get().edition.id == second.id
    following.cancel()


async def until(reached: Callable[[], bool]) -> None:
    """Wait until something is reached; fails after twenty seconds."""
    async with asyncio.timeout(20):
        while not reached():  # noqa: ASYNC110  (what is waited for is told by no event)
            await asyncio.sleep(0.01)
