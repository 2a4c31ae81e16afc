"""Timetables: the Seoul Metro file and GTFS feeds, checked and packed into a layer."""
