"""Addresses in words to areas: road addresses and postcodes. The grammar reads them, the registers say where they lie."""

from city120_wayfinding.addresses.book import LOT_ADDRESS, POSTCODE, ROAD, ROAD_ADDRESS, Address, AddressBook
from city120_wayfinding.addresses.lots import Lot, lot_after

__all__ = ["LOT_ADDRESS", "POSTCODE", "ROAD", "ROAD_ADDRESS", "Address", "AddressBook", "Lot", "lot_after"]
