"""The feeds of a validator's test suite, each with the outcome that docs/wayfinding.md tells."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from city120_ingest.errors import UnreadableFile
from city120_ingest.reading import City, Report
from city120_ingest.timetables.gtfs import read_gtfs

ROOT = Path(__file__).parents[3]
FEEDS = Path(os.environ.get("CITY120_REFERENCE_DATA") or ROOT.parent / "shared" / "data") / "standards/gtfs_broken"
ROW = re.compile(r"\| `(?P<feed>\w+(?:\.zip)?)` \| (?P<outcome>refused|imported) \| (?:noted: )?(?:`(?P<field>\w+)`: )?(?P<words>.+) \| .+; \d+ \|")
TABLE = {row["feed"]: row for row in map(ROW.fullmatch, (ROOT / "docs/wayfinding.md").read_text(encoding="utf-8").splitlines()) if row}

pytestmark = [pytest.mark.reference, pytest.mark.skipif(not FEEDS.is_dir(), reason="needs standards/gtfs_broken of the reference data")]


def outcome(feed: Path, city: City) -> tuple[str, list[tuple[str, str]]]:
    """What became of a feed, and what was said of it: fields and words."""
    report = Report()
    try:
        imported = read_gtfs(feed, city, report, "", elsewhere=True)
    except UnreadableFile as error:
        return "refused", [("", str(error))]
    if report.refused:
        return "refused", [(refusal.field, refusal.reason) for refusal in report.refused]
    assert imported.rows
    assert imported.date
    assert imported.source
    return "imported", [("", note) for note in report.notes]


def test_the_table_has_every_feed() -> None:
    assert sorted(TABLE) == sorted(feed.name for feed in FEEDS.iterdir())


@pytest.mark.parametrize("name", sorted(TABLE))
def test_a_feed_ends_as_the_table_says(city: City, name: str) -> None:
    wanted = TABLE[name]
    ended, told = outcome(FEEDS / name, city)
    assert ended == wanted["outcome"]
    assert any(field == (wanted["field"] or "") and wanted["words"] in words for field, words in told), told


def test_without_more_words_no_feed_of_another_city_is_imported(city: City) -> None:
    report = Report()
    read_gtfs(FEEDS / "good_feed", city, report, "")
    assert [(refusal.row, refusal.field) for refusal in report.refused] == [("stops.txt", "stop_lat")]
