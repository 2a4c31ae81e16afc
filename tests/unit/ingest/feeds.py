"""A small feed in Seoul, to be broken in one way at a time."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

GOOD = {
    "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\nS,Seoul Buses,https://example.org,Asia/Seoul\n",
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
    "hall,시청앞,37.5657,126.9769,,\nhall2,시청건너편,37.5660,126.9775,,\ngate,독립문,37.5744,126.9579,,\n"
    "metro,강남역 2호선,37.4979,127.0276,,gangnam\n"
    "gangnam,강남,37.4979,127.0276,1,\neducation,교대,37.4934,127.0140,,\n",
    "routes.txt": "route_id,agency_id,route_short_name,route_long_name,route_type\nN16,S,N16,,3\nM2,S,2호선,,1\n",
    "trips.txt": "route_id,service_id,trip_id,direction_id\nN16,week,bus,0\nN16,night,late,1\nM2,week,train,0\n",
    "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n"
    "bus,23:30:00,23:30:00,hall,1,,\nbus,23:36:00,23:36:00,gate,2,,\n"
    "late,00:30:00,00:30:00,gate,1,,\nlate,00:36:30,00:36:30,hall2,2,,\n"
    "train,08:00:00,08:00:00,metro,1,,\ntrain,08:03:00,08:03:00,education,2,,\n",
    "calendar.txt": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
    "week,1,1,1,1,1,0,0,20260101,20261231\nnight,0,0,0,0,0,1,1,20260101,20261231\n",
    "calendar_dates.txt": "service_id,date,exception_type\nweek,20261009,2\nnight,20261009,1\n",
    "transfers.txt": "from_stop_id,to_stop_id,transfer_type,min_transfer_time\nhall,hall2,2,200\nhall2,hall,3,\n",
}


def write_feed(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A feed as a folder; an empty name leaves a file out."""
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return folder


def pack_feed(path: Path, files: Mapping[str, str]) -> Path:
    """A feed as a zip whose files lie in a folder."""
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in files.items():
            packed.writestr(f"feed/{name}", content)
    return path
