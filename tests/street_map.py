"""A small made map: a street, from it steps or a ramp that goes round them, and an alley that nothing leads to. With its tiles, where Valhalla is."""

from __future__ import annotations

from pathlib import Path

import pytest

from city120_edition.layers import Layer, Road
from city120_ingest.streets import NoBuilder, builder_version, import_streets
from city120_wayfinding.places.place import Point


def _missing() -> str:
    """Why nothing can build street tiles here, or nothing."""
    try:
        builder_version()
    except NoBuilder as error:
        return str(error)
    return ""


MISSING = _missing()
needs_valhalla = pytest.mark.skipif(bool(MISSING), reason=MISSING)
# Metres apart: steps 33, ramp 300.
FOOT, TOP = Point(37.50001, 127.0301), Point(37.5011, 127.03201)
ALLEY, ELSEWHERE = Point(37.52, 127.05), Point(37.6, 127.2)
NAMES = Road(id="way 10", names={"ko": "가로", "en": "Ga-ro"})
MAP = """<osm version="0.6">
<node id="1" lat="37.5000" lon="127.0300"/><node id="2" lat="37.5000" lon="127.0310"/><node id="3" lat="37.5003" lon="127.0310"/>
<node id="4" lat="37.5003" lon="127.0320"/><node id="5" lat="37.4990" lon="127.0310"/><node id="6" lat="37.4990" lon="127.0315"/>
<node id="7" lat="37.5003" lon="127.0315"/><node id="8" lat="37.5012" lon="127.0320"/>
<node id="9" lat="37.52" lon="127.05"/><node id="10" lat="37.52" lon="127.051"/>
<way id="10"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/><tag k="name" v="가로"/></way>
<way id="11"><nd ref="2"/><nd ref="3"/><tag k="highway" v="steps"/></way>
<way id="12"><nd ref="2"/><nd ref="5"/><nd ref="6"/><nd ref="7"/><tag k="highway" v="footway"/></way>
<way id="13"><nd ref="3"/><nd ref="7"/><nd ref="4"/><tag k="highway" v="residential"/><tag k="name" v="나로"/></way>
<way id="14"><nd ref="4"/><nd ref="8"/><tag k="highway" v="residential"/><tag k="name" v="다로"/></way>
<way id="15"><nd ref="9"/><nd ref="10"/><tag k="highway" v="residential"/></way>
</osm>"""


def import_map(folder: Path) -> Layer:
    """The map, imported below a folder."""
    file = folder / "map.osm"
    file.write_text(MAP, encoding="utf-8")
    return import_streets(file, folder, "2026-11-01", "a test", [NAMES, Road(id="way 13", names={"ko": "나로"})])
