"""Road addresses and postcodes to legal dongs and districts, by an imported layer. There are no points in it: an address gives its area.

A number that the layer does not have is told by its neighbours on the same side of the road (odd numbers left, even right): the dong when both agree,
else the district when both agree, else both.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from city120_edition.addresses import BELOW, ROAD_ADDRESSES, SUBS, RoadAddresses, Written, written_addresses
from city120_edition.layers import Layer
from city120_wayfinding.places import DISTRICT, Place

# Beyond the last number of a road, so many numbers on are still taken for the same place.
FAR = 20
_ZIP = re.compile(r"(?<!\d)\d{5}(?![\d-])")
_Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class _Road:
    """Columns of equal length, by number ascending."""

    numbers: _Ints
    dongs: _Ints
    zips: _Ints


class AddressBook:
    """Addresses in words to areas; knows nothing when no layer was imported."""

    def __init__(self, layers: Sequence[Layer], places: Mapping[str, Place]) -> None:
        self._places = places
        self._districts = {place.names["ko"]: place.ref.partition(":")[2] for place in places.values() if place.kind == DISTRICT}
        self._roads: dict[str, _Road] = {}
        self._zips: dict[int, set[int]] = defaultdict(set)
        self._source = ""
        for layer in layers:
            if layer.kind == ROAD_ADDRESSES:
                self._source = f"{layer.source}, {layer.date}"
                self._read(layer.rows(RoadAddresses))

    def _read(self, roads: Sequence[RoadAddresses]) -> None:
        for row in roads:
            self._roads[row.road] = _Road(*(np.array(column, dtype=np.int64) for column in (row.numbers, row.dongs, row.zips)))
            for postcode, dong in zip(row.zips, row.dongs, strict=True):
                self._zips[postcode].add(dong)

    def find(self, text: str) -> list[Place]:
        """The areas of the first road address in a text, or else of its postcode; several where the address does not decide; none where it tells
        nothing. A district or a postcode beside the address decides between places of the same address."""
        if not self._roads:
            return []
        postcode = next((int(found) for found in _ZIP.findall(text) if int(found) in self._zips), 0)
        named = next((code for name, code in self._districts.items() if name in text), "")
        of_postcode = self._zips[postcode] if postcode else set()
        for address in written_addresses(text):
            if address.road in self._roads and (dongs := self._dongs(address)):
                exact = bool((self._roads[address.road].numbers == address.number).any())
                if exact or not of_postcode:
                    return self._areas(_kept(dongs, named, of_postcode), str(address), "" if exact else "; by the neighbouring numbers")
                return self._areas(dongs & of_postcode or of_postcode, str(address), "; by the postcode and the neighbouring numbers")
        return self._areas(of_postcode, f"{postcode:05}", "") if postcode else []

    def _dongs(self, address: Written) -> set[int]:
        """The dongs of an address: its own, those of its main number, or of its neighbours on the same side."""
        road = self._roads[address.road]
        exact = road.numbers == address.number
        main, below = address.number % BELOW // SUBS, address.number >= BELOW
        mains = road.numbers % BELOW // SUBS
        same_level = (road.numbers >= BELOW) == below
        found = exact if exact.any() else same_level & (mains == main)
        if not found.any():
            found = _neighbours(mains, main, same_level & (mains % 2 == main % 2))
        return {int(dong) for dong in road.dongs[found]}

    def _areas(self, dongs: set[int], address: str, remark: str) -> list[Place]:
        """The dong when it is one, else the district when it is one, else every dong."""
        if len(dongs) > 1 and len(districts := {dong // 1000 for dong in dongs}) == 1:
            refs = [f"area:{districts.pop():05}"]
        else:
            refs = [f"area:{dong:08}00" for dong in sorted(dongs)]
        found = [self._places[ref] for ref in refs if ref in self._places]
        return [replace(place, address=address, source=f"{self._source}{remark}") for place in found]


def _kept(dongs: set[int], district: str, of_postcode: set[int]) -> set[int]:
    """The dongs in the district named, and in that of the postcode, where that leaves any."""
    for allowed in ({int(district)} if district else set(), {dong // 1000 for dong in of_postcode}):
        dongs = {dong for dong in dongs if dong // 1000 in allowed} or dongs
    return dongs & of_postcode or dongs


def _neighbours(mains: _Ints, main: int, side: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The entries of the nearest numbers below and above on a side; beyond the end of the road only one that is near."""
    lower, upper = mains[side & (mains < main)], mains[side & (mains > main)]
    near = [int(part) for part in (lower.max(initial=-1), upper.min(initial=np.iinfo(np.int64).max)) if 0 <= part < np.iinfo(np.int64).max]
    if len(near) == 1 and abs(near[0] - main) > FAR:
        near = []
    return side & np.isin(mains, near)
