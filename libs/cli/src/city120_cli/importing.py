"""`city120 import`: which kinds there are, what is written, and what is told."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from city120_cli import faq, making
from city120_cli.options import Commands, print_json
from city120_cli.outcome import DONE, FINDING, Finding, WrongUsage
from city120_edition import current_edition_path, default_data_dir
from city120_edition.addresses import ROAD_ADDRESSES
from city120_edition.edition import EditionError
from city120_edition.exits import EXITS
from city120_edition.layers import BOUNDARIES, OSM, ROADS, STREETS, write_layer
from city120_edition.lifts import LIFTS
from city120_edition.places import EVENTS, HOSPITALS, PHARMACIES, PLACES, SCHOOLS
from city120_edition.timetables import GTFS, METRO_TIMETABLE
from city120_ingest.boundaries import compare, read_boundaries
from city120_ingest.exits import read_exits
from city120_ingest.facilities import read_events, read_hospitals, read_pharmacies, read_places, read_schools
from city120_ingest.lifts import read_lifts
from city120_ingest.osm import read_osm
from city120_ingest.reading import City, Imported, Report, base_date
from city120_ingest.road_addresses import read_road_addresses
from city120_ingest.roads import read_roads
from city120_ingest.streets import NoBuilder, NotBuilt, import_streets
from city120_ingest.timetables.gtfs import read_gtfs
from city120_ingest.timetables.metro import read_metro

Reader = Callable[[Path, City, Report, str], Imported]
READERS: dict[str, Reader] = {
    BOUNDARIES: read_boundaries,
    OSM: read_osm,
    ROADS: read_roads,
    ROAD_ADDRESSES: read_road_addresses,
    METRO_TIMETABLE: read_metro,
    GTFS: read_gtfs,
    LIFTS: read_lifts,
    PHARMACIES: read_pharmacies,
    HOSPITALS: read_hospitals,
    PLACES: read_places,
    SCHOOLS: read_schools,
    EVENTS: read_events,
}
# What may be a folder instead of a file.
FOLDERS = (GTFS,)
# Entries go to the editor, as by city120 faq import.
FAQ = "faq"
_SHOWN = 20


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add(
        "import",
        run,
        "import data that cannot be shipped: boundaries, roads, road addresses, timetables, the state of lifts, lists of places and events",
        more="The file is read and checked row by row against the current edition; with one refused row nothing is written. What is written is a "
        "layer with its base date and source below CITY120_DATA_DIR/layers, which running services take up by themselves within seconds. "
        "boundaries: GeoJSON with codes. osm: an extract of OpenStreetMap (.osm, .osm.pbf) or a drive network of OSMnx (.graphml), "
        "with the exits of stations; streets to walk on are built of it, too, where Valhalla is installed. roads: an "
        "operator's own GeoJSON, or CSV with a column wkt, with road_class, owner and maintainer. "
        "road-addresses: CSV, also .csv.gz, with the columns zip, gu, road, legal_dong, and lat and lon if it has them. "
        "metro-timetable: Seoul Metro's runs as JSON, also .json.gz; "
        "--transfers gives other walks between lines than the edition's. gtfs: a feed, as a zip or a folder. "
        "lifts: Seoul Metro's list of lifts in stations and whether they work, as JSON or CSV, of the day that --date gives. "
        "pharmacies: the National Medical Center's list with hours by day, as CSV. hospitals: the list of licences of local governments, as CSV. "
        "places, schools, events: CSV in layouts of our own (docs/wayfinding.md). "
        "faq: entries for the editor, the same as city120 faq import; --author, --reason and the editor's address are for it alone.",
        examples=(
            'city120 import boundaries dongs.geojson --date 2021-04 --source "the ministry\'s file" --dry-run',
            "city120 import osm my-city.osm.pbf",
            'city120 import roads roads.csv --date 2026-11-01 --source "the road register" --json',
            'city120 import road-addresses addresses.csv.gz --date 2021-11 --source "the address register"',
            "city120 import metro-timetable timetable.json.gz",
            "city120 import gtfs feed.zip --date 2026-11-01 --dry-run",
            "city120 import lifts lifts.json --date 2026-11-29",
            'city120 import pharmacies pharmacies.csv --source "the National Medical Center"',
            'city120 import places libraries.csv --date 2026-11-01 --source "the libraries\' own list"',
        ),
    )
    parser.add_argument("kind", metavar="KIND", choices=(*READERS, FAQ), help=", ".join((*READERS, FAQ)))
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--date", help="base date of the data, YYYY-MM-DD or YYYY-MM; needed unless the file has it")
    parser.add_argument("--source", metavar="WORDS", help="where the data comes from; needed unless the file has it")
    parser.add_argument("--transfers", type=Path, metavar="CSV", help="for metro-timetable: Seoul Metro's list of walks between lines")
    parser.add_argument("--elsewhere", action="store_true", help="for gtfs: take a feed none of whose stations lies near the city")
    faq.add_import_options(parser)
    parser.add_argument("--skip-refused", action="store_true", help="write the good rows though others were refused")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", default=default_data_dir(), help="default: CITY120_DATA_DIR, %(default)s")


def run(arguments: argparse.Namespace) -> int:
    """Import a file; refused rows are a finding, and nothing is written then unless that was asked for."""
    if not (arguments.file.is_file() or (arguments.kind in FOLDERS and arguments.file.is_dir())):
        raise WrongUsage(f"{arguments.file} is no file")
    if arguments.kind == FAQ:
        arguments.files = [arguments.file]
        return faq.run_import(arguments)
    option_date = base_date(arguments.date) if arguments.date else ""
    city, report = City(_edition(arguments.data_dir)), Report()
    imported = _reader(arguments)(arguments.file, city, report, option_date)
    report.taken = report.taken or len(imported.rows)
    date, source = imported.date, arguments.source or imported.source
    writes = bool(imported.rows) and not arguments.dry_run and (not report.refused or arguments.skip_refused)
    for option, value in (("--date", date), ("--source", source)):
        if not value and (writes or not report.refused):
            raise WrongUsage(f"{arguments.file} does not say it; give {option}")
    if arguments.kind == BOUNDARIES and imported.rows:
        compare(imported, city, base_date(date), report)
    layer = write_layer(arguments.data_dir, arguments.kind, date, source, imported.rows, imported.geometries, asdict(report)) if writes else None
    summary = {"kind": arguments.kind, "file": str(arguments.file), "date": date, "source": source, "version": layer.version if layer else None}
    if layer and arguments.kind == OSM:
        _exits(arguments, city, date, source, report)
        summary["streets"] = _streets(arguments, date, source, imported, report)
    _tell(summary, report, arguments)
    return DONE if imported.rows and (not report.refused or layer) else FINDING


def _exits(arguments: argparse.Namespace, city: City, date: str, source: str, report: Report) -> None:
    """The exits of stations that the same file has, which replace those of the file before."""
    exits = read_exits(arguments.file, city, report)
    write_layer(arguments.data_dir, EXITS, date, source, exits.rows, [], {})


def _streets(arguments: argparse.Namespace, date: str, source: str, imported: Imported, report: Report) -> str | None:
    """The version of the street tiles, or None where nothing can build them: then the roads are there all the same, and that is noted."""
    without = "the roads are imported, without streets to walk on"
    try:
        return import_streets(arguments.file, arguments.data_dir, date, source, imported.rows).version
    except NoBuilder as error:
        report.notes.append(f"{without}: {error}")
        return None
    except NotBuilt as error:
        raise Finding(f"{without}: {error}") from None


def _reader(arguments: argparse.Namespace) -> Reader:
    """The reader of a kind, with what was given for it alone."""
    for option, given, kind in (("--transfers", arguments.transfers, METRO_TIMETABLE), ("--elsewhere", arguments.elsewhere, GTFS)):
        if given and arguments.kind != kind:
            raise WrongUsage(f"{option} is for {kind} alone")
    if arguments.transfers is not None:
        return partial(read_metro, transfers=arguments.transfers)
    return partial(read_gtfs, elsewhere=True) if arguments.elsewhere else READERS[arguments.kind]


def _edition(data_dir: Path) -> Any:
    try:
        return making.open_edition(current_edition_path(data_dir))
    except EditionError as error:
        raise Finding(str(error)) from None


def _tell(summary: dict[str, Any], report: Report, arguments: argparse.Namespace) -> None:
    if arguments.json:
        print_json({**summary, **asdict(report)})
        return
    counts = f"{report.read} rows read, {report.taken} taken, {report.left_out} left out, {len(report.refused)} refused"
    print(f"{counts}; {summary['source']}, {summary['date']}")
    for refusal in report.refused[:_SHOWN]:
        print(f"  {refusal.row}: {refusal.field}: {refusal.reason}")
    if len(report.refused) > _SHOWN:
        print(f"  … and {len(report.refused) - _SHOWN} more; --json has all")
    for note in report.notes[:_SHOWN]:
        print(f"  note: {note}")
    if summary.get("streets"):
        print(f"layer {STREETS} {summary['streets']} is current")
    if summary["version"]:
        print(f"layer {summary['kind']} {summary['version']} is current")
    else:
        print("nothing was written" + ("" if arguments.dry_run else "; mend the rows, or add --skip-refused"))
