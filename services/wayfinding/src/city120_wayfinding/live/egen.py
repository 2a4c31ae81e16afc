"""The National Medical Center's lists of pharmacies and of hospitals and clinics (E-Gen), by district, as its public interface gives them: XML with
`header/resultCode`, `body/items/item` and `body/totalCount`; hours of the day in `dutyTime1s` (Monday opens) to `dutyTime8c` (holiday closes)."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import httpx

from city120_edition.day_hours import DAYS, day_span, written_hours
from city120_platform.log import fields
from city120_text.place_endings import HOSPITAL_ENDING
from city120_wayfinding.places.place import BUILDING_M, OpeningHours, Place, Point

PHARMACY, CLINIC, HOSPITAL = "pharmacy", "clinic", "hospital"
# What is asked for which kind.
OPERATIONS = {
    PHARMACY: "ErmctInsttInfoInqireService/getParmacyListInfoInqire",
    CLINIC: "HsptlAsembySearchService/getHsptlMdcncListInfoInqire",
    HOSPITAL: "HsptlAsembySearchService/getHsptlMdcncListInfoInqire",
}
SOURCE = "E-Gen"
_DONE = "00"
_ROWS = 1000
# A district has fewer clinics than this many pages hold.
_MOST_PAGES = 5
_FAILURES, _REST_S = 3, 60.0
_logger = logging.getLogger(__name__)


class NoAnswerError(Exception):
    """The list is not to be had now; the message says why."""


@dataclass(frozen=True)
class _Kept:
    """A list, and when it was asked for."""

    places: tuple[Place, ...]
    at: float


class EGen:
    """Asks for one district at a time, and keeps what it got. After some failures in a row it does not ask for a while; what it has, it gives on."""

    def __init__(
        self, url: str, key: str, city: str, zone: ZoneInfo, timeout_s: float, keep_s: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`city`: the official name; `keep_s`: how long a list is not asked for again."""
        self._key, self._city, self._zone, self._keep_s, self._clock = key, city, zone, keep_s, clock
        self._client = httpx.Client(base_url=url.rstrip("/") + "/", timeout=timeout_s)
        self._kept: dict[tuple[str, str], _Kept] = {}
        self._locks: dict[tuple[str, str], threading.Lock] = {}
        self._failures, self._rests_until = 0, 0.0

    def places(self, kind: str, district: str) -> tuple[Place, ...] | None:
        """The places of a kind in a district, by its official name; an older list when there is no newer one; None when there is none at all."""
        asked = (OPERATIONS[kind], district)
        with self._locks.setdefault(asked, threading.Lock()):
            kept = self._kept.get(asked)
            if (kept is None or self._clock() - kept.at > self._keep_s) and self._clock() >= self._rests_until:
                kept = self._ask(*asked) or kept
        return tuple(place for place in kept.places if kind in place.categories) if kept is not None else None

    def _ask(self, operation: str, district: str) -> _Kept | None:
        try:
            places = tuple(self._pages(operation, district))
        except (httpx.HTTPError, ET.ParseError, NoAnswerError) as error:
            self._failures += 1
            if self._failures >= _FAILURES:
                self._rests_until = self._clock() + _REST_S
            # The message of httpx may hold the address, and with it the key.
            reason = str(error) if isinstance(error, NoAnswerError) else type(error).__name__
            _logger.error("live list does not answer", extra=fields(part="egen", reason=reason))
            return None
        self._failures = 0
        kept = self._kept[operation, district] = _Kept(places, self._clock())
        return kept

    def _pages(self, operation: str, district: str) -> Iterator[Place]:
        for page in range(1, _MOST_PAGES + 1):
            asked = {"serviceKey": self._key, "Q0": self._city, "Q1": district, "pageNo": str(page), "numOfRows": str(_ROWS)}
            answer = self._client.get(operation, params=asked)
            answer.raise_for_status()
            content = _content(ET.fromstring(answer.content))  # noqa: S314  (expat bounds what entities may grow to)
            yield from (place for item in content.iter("item") if (place := self._place(item, operation)) is not None)
            if page * _ROWS >= _total(content):
                return

    def _place(self, item: ET.Element, operation: str) -> Place | None:
        """One place; None without an id, a name or a point. Hours that cannot be are not told."""
        text = {child.tag: (child.text or "").strip() for child in item}
        try:
            point = Point(float(text["wgs84Lat"]), float(text["wgs84Lon"]))
            ref, name = text["hpid"], text["dutyName"]
        except (KeyError, ValueError):
            return None
        kind = PHARMACY if operation == OPERATIONS[PHARMACY] else HOSPITAL if HOSPITAL_ENDING in text.get("dutyDivNam", "") else CLINIC
        today = dt.datetime.now(self._zone).date().isoformat()
        hours = _hours(text)
        return Place(
            ref=f"place:egen/{ref}",
            kind=kind,
            names={"ko": name},
            point=point,
            address=text.get("dutyAddr", ""),
            phone=text.get("dutyTel1", ""),
            source=SOURCE,
            precision_m=BUILDING_M,
            categories=(kind,),
            opening=OpeningHours(hours, SOURCE, today) if hours else None,
            data_date=today,
            imported=True,
        )


def _content(answer: ET.Element) -> ET.Element:
    """What an answer holds. Raises NoAnswerError for what the interface calls an error: a header, or another document altogether."""
    code, content = answer.findtext("header/resultCode"), answer.find("body")
    if code != _DONE or content is None:
        said = answer.findtext("header/resultMsg") or answer.findtext("cmmMsgHeader/returnAuthMsg") or f"a document {answer.tag}"
        raise NoAnswerError(f"it says {said}")
    return content


def _total(content: ET.Element) -> int:
    """How many places the list has. Raises NoAnswerError where that is no number: nobody knows whether the list is whole."""
    written = (content.findtext("totalCount") or "").strip()
    if not written.isascii() or not written.isdigit():
        raise NoAnswerError(f"the count of its places is {written!r}")
    return int(written)


def _hours(text: dict[str, str]) -> str:
    try:
        spans = [day_span(text.get(f"dutyTime{day}s", ""), text.get(f"dutyTime{day}c", "")) for day in range(1, len(DAYS) + 1)]
    except ValueError:
        return ""
    return written_hours(dict(zip(DAYS, spans, strict=True)))
