"""GTFS feeds (https://gtfs.org/schedule/reference/) as a timetable."""

from city120_ingest.timetables.gtfs.reader import read_gtfs

__all__ = ["read_gtfs"]
