"""The files of a GTFS feed, a zip or a folder: which there must be, and their rows as the reference has them (https://gtfs.org/schedule/reference/)."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from city120_ingest.errors import UnreadableFile
from city120_ingest.reading import BadRowError, Report

# The columns that a file must have; `+` before a file that must be there.
_MUST = {
    "+agency.txt": ("agency_name", "agency_url", "agency_timezone"),
    "+stops.txt": ("stop_id",),
    "+routes.txt": ("route_id", "route_type"),
    "+trips.txt": ("route_id", "service_id", "trip_id"),
    "+stop_times.txt": ("trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence"),
    "calendar.txt": ("service_id", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "start_date", "end_date"),
    "calendar_dates.txt": ("service_id", "date", "exception_type"),
    "frequencies.txt": ("trip_id", "start_time", "end_time", "headway_secs"),
    "transfers.txt": ("from_stop_id", "to_stop_id", "transfer_type"),
    "feed_info.txt": (),
}
# What else may stand in these files; what is neither is noted, for it may be misspelt.
_MAY = {
    "agency.txt": "agency_id agency_lang agency_phone agency_fare_url agency_email cemv_support",
    "stops.txt": "stop_code stop_name tts_stop_name stop_desc stop_lat stop_lon zone_id stop_url location_type parent_station stop_timezone "
    "wheelchair_boarding level_id platform_code stop_access",
    "routes.txt": "agency_id route_short_name route_long_name route_desc route_url route_color route_text_color route_sort_order continuous_pickup "
    "continuous_drop_off network_id cemv_support",
    "trips.txt": "trip_headsign trip_short_name direction_id block_id shape_id wheelchair_accessible bikes_allowed cars_allowed",
    "stop_times.txt": "location_group_id location_id stop_headsign start_pickup_drop_off_window end_pickup_drop_off_window pickup_type drop_off_type "
    "continuous_pickup continuous_drop_off shape_dist_traveled timepoint pickup_booking_rule_id drop_off_booking_rule_id",
    "calendar.txt": "",
    "calendar_dates.txt": "",
    "frequencies.txt": "exact_times",
    "transfers.txt": "min_transfer_time from_route_id to_route_id from_trip_id to_trip_id",
    "feed_info.txt": "feed_publisher_name feed_publisher_url feed_lang default_lang feed_start_date feed_end_date feed_version feed_contact_email "
    "feed_contact_url",
}
# Files of the reference that say nothing of when what runs.
_UNUSED = frozenset(
    f"{name}.txt"
    for name in (
        "fare_attributes fare_rules timeframes rider_categories fare_media fare_products fare_leg_rules fare_leg_join_rules fare_transfer_rules "
        "areas stop_areas networks route_networks shapes pathways levels location_groups location_group_stops booking_rules translations attributions"
    ).split()
)
_FREE = frozenset({"locations.geojson"})


@dataclass
class Feed:
    """The files of a feed by name. What is wrong with a row goes to the report, and the row is left out."""

    path: Path
    files: dict[str, bytes]
    report: Report

    @classmethod
    def open(cls, path: Path, report: Report) -> Feed:
        """Read the files and check that those that must be there are. Raises UnreadableFile."""
        feed = cls(path, _files(path), report)
        if missing := [name[1:] for name in _MUST if name.startswith("+") and not feed.files.get(name[1:], b"").strip()]:
            raise UnreadableFile(f"{path} has no {', '.join(missing)}, which a GTFS feed must have")
        if not {"calendar.txt", "calendar_dates.txt"} & feed.files.keys():
            raise UnreadableFile(f"{path} has neither calendar.txt nor calendar_dates.txt: it does not say on which days anything runs")
        unknown = sorted(feed.files.keys() - {name.removeprefix("+") for name in _MUST} - _UNUSED - _FREE)
        report.notes += [f"{name} is no file of GTFS and was not read" for name in unknown]
        return feed

    def rows(self, name: str) -> Iterator[tuple[str, dict[str, str]]]:
        """The rows of a file, each with its place in it, by column. Raises UnreadableFile."""
        if name not in self.files:
            return
        reader = csv.reader(io.StringIO(self._text(name), newline=""), strict=True)
        short = 0
        try:
            header = self._header(name, next(reader, []))
            for cells in reader:
                place = f"{name} line {reader.line_num}"
                if len(cells) > len(header):
                    self.report.refuse(place, BadRowError("row", f"has {len(cells)} cells, and the header {len(header)}"))
                elif any(cell.strip() for cell in cells):
                    short += len(cells) < len(header)
                    yield place, dict(zip_longest(header, map(str.strip, cells), fillvalue=""))
        except csv.Error as error:
            raise UnreadableFile(f"{name} line {reader.line_num}: {error}") from None
        if short:
            self.report.notes.append(f"{short} rows of {name} have fewer cells than its header; what is missing was taken for empty")

    def _text(self, name: str) -> str:
        content = self.files[name]
        if b"\0" in content:
            raise UnreadableFile(f"{name} holds null bytes; it must be written in UTF-8")
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise UnreadableFile(f"{name} is not written in UTF-8: byte {error.start} is 0x{content[error.start]:02x}") from None
        both = text.count("\r\n")
        if sum(count > 0 for count in (both, text.count("\n") - both, text.count("\r") - both)) > 1:
            self.report.notes.append(f"{name} ends its lines in different ways")
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def _header(self, name: str, cells: list[str]) -> tuple[str, ...]:
        header = tuple(cell.strip() for cell in cells)
        must = _MUST.get(f"+{name}", _MUST.get(name, ()))
        if missing := [column for column in must if column not in header]:
            raise UnreadableFile(f"{name} has no column {', '.join(missing)}")
        if twice := sorted({column for column in header if header.count(column) > 1}):
            raise UnreadableFile(f"{name} has the column {twice[0]} twice")
        unknown = sorted(set(header) - {*must, *_MAY[name].split()})
        self.report.notes += [f"{name} has the column {column!r}, which GTFS does not know; it was not read" for column in unknown]
        return header


def _files(path: Path) -> dict[str, bytes]:
    """The files of a folder, or of a zip whose files may lie in one folder."""
    if path.is_dir():
        return {file.name: file.read_bytes() for file in sorted(path.iterdir()) if file.is_file() and not file.name.startswith(".")}
    try:
        with zipfile.ZipFile(path) as packed:
            names = [item for item in packed.infolist() if not item.is_dir() and not Path(item.filename).name.startswith(".")]
            return {Path(item.filename).name: packed.read(item) for item in names if not item.filename.startswith("__MACOSX/")}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise UnreadableFile(f"{path} is no zip and no folder of GTFS files: {error}") from None
