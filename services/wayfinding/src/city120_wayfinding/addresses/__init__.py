"""Addresses in words to areas: road addresses and postcodes, and points. The grammar reads them, the registers say where they lie."""

from city120_wayfinding.addresses.at_point import AtPoint
from city120_wayfinding.addresses.book import LOT_ADDRESS, POSTCODE, ROAD, ROAD_ADDRESS, Address, AddressBook
from city120_wayfinding.addresses.lots import Lot, lot_after
from city120_wayfinding.addresses.nearest import NearestAddress
from city120_wayfinding.addresses.points import COORDINATE, GRID, WrittenPoint, points

__all__ = [
    "COORDINATE",
    "GRID",
    "LOT_ADDRESS",
    "POSTCODE",
    "ROAD",
    "ROAD_ADDRESS",
    "Address",
    "AddressBook",
    "AtPoint",
    "Lot",
    "NearestAddress",
    "WrittenPoint",
    "lot_after",
    "points",
]
