"""Readers of lists of places: the official ones of pharmacies and hospitals, and an operator's own of places, schools and events."""

from city120_ingest.facilities.events import read_events
from city120_ingest.facilities.hospitals import read_hospitals
from city120_ingest.facilities.own import read_places, read_schools
from city120_ingest.facilities.pharmacies import read_pharmacies

__all__ = ["read_events", "read_hospitals", "read_pharmacies", "read_places", "read_schools"]
