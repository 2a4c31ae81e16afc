"""The records of a gateway: a bounded queue before a store, written by one thread, many at a time. No answer waits for it longer than it may.

Hand-offs and closings are durable when acknowledged; one that is not within its time is told so, and still written when the store goes on. Other
inquiries are statistics: they are written together, at most a second of them may be lost, and those that find the queue full are dropped and counted.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field

from city120.inquiry.v1 import inquiry_pb2 as pb
from opentelemetry.context import Context, get_current

from city120_errors import City120Error, DeadlineExceeded, NotFound, ResourceExhausted, Unavailable
from city120_gateway.records.port import Opening, RecordStore, StoreFailed, StoreInUse
from city120_gateway.records.record import Change, Record, closing, record
from city120_platform.log import fields
from city120_platform.telemetry.tracing import continued, waited

_logger = logging.getLogger(__name__)
COMMIT_EVERY_S = 0.5
_MOST_AT_ONCE = 500
# After a failure the store is opened again, ever later.
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.5, 15.0
_DELETE_EVERY_S = 3600.0
_END_S = 5.0
_Outcome = Record | bool | City120Error | None


@dataclass(frozen=True)
class Limits:
    """How many changes may wait, how many seconds a hand-off's answer and another caller may wait for the store, how many days records are kept (0:
    for ever)."""

    queue: int = 2000
    answer_wait_s: float = 0.3
    wait_s: float = 2.0
    keep_days: int = 0


@dataclass(frozen=True)
class _Waiting:
    """What waits for the store: makes a change or, when it has none, reads. Where somebody waits for the outcome it is urgent."""

    make: Callable[[], Change] | None
    inquiry_id: str = ""
    outcome: Future[_Outcome] | None = None
    given: float = field(default_factory=time.perf_counter)
    context: Context = field(default_factory=get_current)


class Records:
    """The record store behind its queue. `problem` says why it is not open, or is empty; `dropped`: how many statistics were lost so far."""

    def __init__(self, opening: Opening, limits: Limits = Limits(), on_drop: Callable[[int], None] = lambda count: None) -> None:
        """Raises StoreInUse when another gateway holds the store; whatever else is wrong with it is told by `problem` and the log."""
        opening.claim()
        self._opening, self._limits, self._on_drop = opening, limits, on_drop
        self._store: RecordStore | None = None
        self._queue: deque[_Waiting] = deque()
        self._changed = threading.Condition()
        self._ending = False
        self._pause_s, self._open_at = _FIRST_PAUSE_S, 0.0
        self._delete_at = 0.0
        self._busy_since: float | None = None
        self.problem = ""
        self.dropped = 0
        self._thread = threading.Thread(target=self._work, name="records", daemon=True)
        self._thread.start()

    async def add(self, request: pb.ResolveInquiryRequest, response: pb.ResolveInquiryResponse, received_at: dt.datetime, *, durable: bool) -> None:
        """Record an inquiry; its words are redacted here. `durable`: return only when it is on disk, or raise Unavailable or DeadlineExceeded within
        the time that an answer may wait. Otherwise nothing is waited for; raises Unavailable or ResourceExhausted when it is dropped."""
        answered = pb.ResolveInquiryResponse()
        answered.CopyFrom(response)

        def make() -> Record:
            return record(request, answered, received_at)

        if durable:
            await self._ask(make, "", self._limits.answer_wait_s)
        elif self.problem or not self._put(_Waiting(make)):
            self._drop(1)
            raise _failed() if self.problem else _full()

    async def get(self, inquiry_id: str) -> pb.GetInquiryResponse:
        """A past inquiry. Raises NotFound, Unavailable or DeadlineExceeded."""
        past = await self._ask(None, inquiry_id, self._limits.wait_s)
        if not isinstance(past, Record):
            raise _not_found(inquiry_id)
        moment = past.received_at.isoformat(timespec="seconds")
        return pb.GetInquiryResponse(redacted_text=past.text, received_at=moment, resolution=past.resolution, outcome=past.outcome)

    async def close_inquiry(self, request: pb.CloseInquiryRequest) -> None:
        """Record how an inquiry ended and whether its answer helped, durably; its words are redacted here. Raises NotFound, Unavailable or
        DeadlineExceeded."""
        if not await self._ask(lambda: closing(request), request.inquiry_id, self._limits.wait_s):
            raise _not_found(request.inquiry_id)

    async def _ask(self, make: Callable[[], Change] | None, inquiry_id: str, wait_s: float) -> Record | bool | None:
        """The outcome of what was asked, within so many seconds."""
        if self.problem:
            raise _failed()
        outcome: Future[_Outcome] = Future()
        if not self._put(_Waiting(make, inquiry_id, outcome)):
            raise _full()
        # A store that has been at one thing for longer than that is waited for by nobody.
        busy_since = self._busy_since
        hangs = busy_since is not None and time.monotonic() - busy_since > wait_s
        answered, _ = await asyncio.wait([asyncio.wrap_future(outcome)], timeout=0 if hangs else wait_s)
        if not answered:
            raise _late()
        result = answered.pop().result()
        if isinstance(result, City120Error):
            raise result
        return result

    def _put(self, waiting: _Waiting) -> bool:
        with self._changed:
            # For what must be durable there is room beyond that of statistics.
            if self._ending or len(self._queue) >= self._limits.queue * (1 if waiting.outcome is None else 2):
                return False
            self._queue.append(waiting)
            # Statistics wait for company, the first of them wakes the clock.
            if waiting.outcome is not None or len(self._queue) in (1, _MOST_AT_ONCE):
                self._changed.notify()
            return True

    def shutdown(self) -> None:
        """Write what waits, let go of the store; safe to call twice. A store that hangs is left after some seconds, and the log says so."""
        with self._changed:
            self._ending = True
            self._changed.notify()
        self._thread.join(_END_S)
        if self._thread.is_alive():
            _logger.error("record store hangs", extra=fields(lost=len(self._queue)))
            return
        self._opening.release()

    def _work(self) -> None:
        while not (self._ending and not self._queue):
            self._busy_since = time.monotonic()
            self._open_when_due()
            self._delete_when_due()
            self._busy_since = None
            if batch := self._next():
                self._busy_since = time.monotonic()
                with continued(_leader(batch).context):
                    self._serve(batch)
        if self._store is not None:
            self._store.close()

    def _next(self) -> list[_Waiting]:
        """What waits: at once when somebody waits for it, else after a moment in which more may come."""
        with self._changed:
            if not self._queue and not self._ending:
                self._changed.wait(_FIRST_PAUSE_S if self.problem else _LONGEST_PAUSE_S)
            until = time.monotonic() + COMMIT_EVERY_S
            while not self._must_go() and (left := until - time.monotonic()) > 0:
                self._changed.wait(left)
            return [self._queue.popleft() for _ in range(min(len(self._queue), _MOST_AT_ONCE))]

    def _must_go(self) -> bool:
        urgent = any(waiting.outcome is not None for waiting in self._queue)
        return self._ending or urgent or not self._queue or len(self._queue) >= _MOST_AT_ONCE

    def _serve(self, batch: list[_Waiting]) -> None:
        if self._store is None:
            self._refuse(batch)
            return
        try:
            made = [(waiting, waiting.make()) for waiting in batch if waiting.make is not None]
            exist = self._store.write([change for _, change in made]) if made else []
            for (waiting, _), existing in zip(made, exist, strict=True):
                _tell(waiting, existing)
            for waiting in batch:
                if waiting.make is None:
                    _tell(waiting, self._store.read(waiting.inquiry_id))
        # Whatever it is: the thread must go on, or nothing would ever be recorded again.
        except Exception as error:
            self._fail(error)
            self._refuse(batch)

    def _refuse(self, batch: list[_Waiting]) -> None:
        for waiting in batch:
            _tell(waiting, _failed())
        self._drop(sum(waiting.outcome is None for waiting in batch))

    def _drop(self, count: int) -> None:
        self.dropped += count
        self._on_drop(count)

    def _open_when_due(self) -> None:
        if self._store is not None or time.monotonic() < self._open_at:
            return
        try:
            self._store = self._opening.open()
        except (StoreFailed, StoreInUse) as error:
            self._fail(error)
            return
        if self.problem:
            _logger.info("record store is back", extra=fields(dropped=self.dropped))
        self.problem, self._pause_s = "", _FIRST_PAUSE_S

    def _fail(self, error: Exception) -> None:
        """Note what is wrong, once for each thing, and open the store anew after a while."""
        if str(error) != self.problem:
            _logger.error("record store failed", extra=fields(reason=str(error)), exc_info=None if isinstance(error, StoreFailed) else error)
        self.problem = str(error) or type(error).__name__
        self._open_at, self._pause_s = time.monotonic() + self._pause_s, min(self._pause_s * 2, _LONGEST_PAUSE_S)
        if self._store is not None:
            self._store.close()
        self._store = None

    def _delete_when_due(self) -> None:
        if not self._limits.keep_days or self._store is None or time.monotonic() < self._delete_at:
            return
        self._delete_at = time.monotonic() + _DELETE_EVERY_S
        try:
            deleted = self._store.delete_before(dt.datetime.now(dt.UTC) - dt.timedelta(days=self._limits.keep_days))
        except Exception as error:
            self._fail(error)
            return
        if deleted:
            _logger.info("old records deleted", extra=fields(count=deleted))


def _leader(batch: list[_Waiting]) -> _Waiting:
    """In whose trace a batch is written: the first that somebody waits for, else the first. How long those waited is measured; statistics wait for
    company."""
    urgent = [waiting for waiting in batch if waiting.outcome is not None]
    for waiting in urgent:
        waited("records", waiting.given)
    return (urgent or batch)[0]


def _tell(waiting: _Waiting, outcome: _Outcome) -> None:
    # One who waited too long has gone: a cancelled future takes no result.
    if waiting.outcome is not None and not waiting.outcome.done() and waiting.outcome.set_running_or_notify_cancel():
        waiting.outcome.set_result(outcome)


# Each a new one: an error that is raised again and again would hold on to all the calls that it was raised in.
def _failed() -> Unavailable:
    return Unavailable("the record store failed; the log has the details", fix="see whether the disk of the data directory, or the cluster, is well")


def _late() -> DeadlineExceeded:
    return DeadlineExceeded(
        "the record store is slow; it is written when the store goes on", fix="see whether its disk or cluster has too much to do"
    )


def _full() -> ResourceExhausted:
    return ResourceExhausted("the record store cannot follow", fix="see whether its disk or cluster has too much to do")


def _not_found(inquiry_id: str) -> NotFound:
    return NotFound(f"inquiry {inquiry_id!r} does not exist", field="inquiry_id", fix="use the inquiry_id of a resolution")
