"""What the door holds, on the four services as they run: half requests, a service that hangs, texts that are made to be slow, and four times as many
inquiries as it can answer.

python scripts/bench/measure_door.py [EDITION]

Writes build/bench/door.json. Times are those of a machine with nothing else to do; beside each stands what an inquiry takes now.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import os
import signal
import statistics
import sys
import time
from contextlib import suppress
from pathlib import Path

import httpx
import numpy as np
from measure_telemetry import children
from measuring import Row, told
from tqdm import tqdm

from city120_edition.edition import current_edition_path, default_data_dir
from city120_processes import house_of

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "bench" / "door.json"
COMMAND = "python scripts/bench/measure_door.py"
NORMAL = "마포구 망원동인데 집 앞 가로등이 며칠째 꺼져 있어요. 어디에 신고해야 하나요?"
# So many of each language's frozen inquiries are what is normal: words alone decide some, vectors are asked for others.
OF_EACH = 4
LENGTH = 4_000
# What is repeated: letters of all kinds, marks without a letter, what is invisible or turns the direction, what looks like a number or an address.
PIECES = (
    *("a", "1", "가", "か", "水", "ш", "ặ", "ß", "İ", "Ω", "א", "ع", "ไ", "ක", "𝒜", "🙂"),
    *(
        "a\u0301",
        "\u0301",
        "\ufdfa",
        "\u1100\u1161",
        "\u1100",
        "\u200b",
        "\u200d",
        "👨\u200d👩\u200d👧 ",
        "\u202e",
        "\ufeff",
        "\u00ad",
        "\u3000",
        "\ufffd",
    ),
    *("((((", "[]", '"', "1-1-1-1 ", "1-", "+1", "010-", "12가", "1번지 ", "24:00 ", "2026-", "a@", "a.", "www.", "/", "\n", "@", "#"),
    *("강남 강남 ", "강남구", "서울역 ", "역삼동 1-1 ", "에서 ", "x ", "누가 ", "불 ", "the ", "and where ", "没有", "ですか", "quận "),
)
# Inquiries that a text may cost, and answers after which a service that hangs must be known to hang.
BUDGET, LATE_AFTER = 5, 4
# So many callers make four times of what can be answered.
CROWD = 128


def _post(client: httpx.Client, text: str) -> float:
    """Milliseconds that an inquiry took, also one of a text without a letter, which is refused. Raises httpx.HTTPStatusError."""
    began = time.perf_counter()
    answer = client.post("/v1/inquiries:resolve", json={"text": text})
    if answer.status_code != httpx.codes.BAD_REQUEST:
        answer.raise_for_status()
    return (time.perf_counter() - began) * 1000


def _least(client: httpx.Client, text: str, times: int) -> float:
    return min(_post(client, text) for _ in range(times))


def normal() -> list[str]:
    """Inquiries as callers ask them, in six languages."""
    asked = []
    for path in sorted((ROOT / "tests" / "golden" / "frozen").glob("*.csv")):
        with path.open(encoding="utf-8") as stream:
            asked += [row["text"] for row in csv.DictReader(stream)][:: len(path.read_text(encoding="utf-8").splitlines()) // OF_EACH][:OF_EACH]
    return asked


def texts(client: httpx.Client) -> list[Row]:
    """How long a normal inquiry takes, the mean of some; and the text that takes longest, of 4,000 characters of each piece and some that repeat
    nothing, in normal inquiries."""
    shuffled = [np.random.default_rng(120).permutation(list(piece * LENGTH))[:LENGTH] for piece in ("강남구 ", "1-2 번지", "(서울역)")]
    asked = {repr(piece): (piece * LENGTH)[:LENGTH] for piece in PIECES} | {
        f"shuffled {number}": "".join(letters) for number, letters in enumerate(shuffled)
    }
    beside = normal()

    def one_normal() -> float:
        return statistics.mean(_least(client, text, 2) for text in beside)

    took, of_one = {}, one_normal()
    for name, text in tqdm(asked.items(), desc="texts", leave=False):
        took[name] = _least(client, text, 2) / of_one
        # What seems to be near the budget is asked again, beside normal ones: others may have used the processors.
        if took[name] > BUDGET - 1:
            took[name] = _least(client, text, 4) / one_normal()
    slowest = max(took, key=lambda name: took[name])
    for name in sorted(took, key=lambda name: -took[name])[:6]:
        print(f"  {took[name]:5.1f} inquiries: {name}")
    dearest = f"dearest text of {LENGTH} characters: {slowest}"
    return [
        Row(f"a normal inquiry, the mean of {len(beside)}", round(of_one, 1), "ms", 0, True, "none", None, COMMAND),
        Row(dearest, round(took[slowest], 1), "inquiries", BUDGET, took[slowest] <= BUDGET, "none", None, COMMAND),
    ]


async def half_heads(address: str, count: int) -> float:
    """Milliseconds of the median probe while so many send their head line by line."""
    url = httpx.URL(address)
    connections = [await asyncio.open_connection(url.host, url.port) for _ in range(count)]
    for _, writer in connections:
        writer.write(b"POST /v1/inquiries:resolve HTTP/1.1\r\nhost: localhost\r\n")
    took = []
    for _ in range(20):
        for _, writer in connections:
            with suppress(ConnectionError):
                writer.write(b"a: b\r\n")
        began = time.perf_counter()
        reader, writer = await asyncio.open_connection(url.host, url.port)
        writer.write(b"GET /livez HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
        await reader.read()
        took.append((time.perf_counter() - began) * 1000)
        writer.close()
    for _, writer in connections:
        writer.close()
    return statistics.median(took)


def hanging(client: httpx.Client, process: int) -> list[float]:
    """Milliseconds of answers, one after another, while a process is stopped."""
    os.kill(process, signal.SIGSTOP)
    try:
        return [_post(client, NORMAL) for _ in range(12)]
    finally:
        os.kill(process, signal.SIGCONT)


class Caller:
    """A caller with a connection of its own that costs the processors little: they are those of what is measured."""

    def __init__(self, address: str) -> None:
        self._url = httpx.URL(address)
        body = json.dumps({"text": NORMAL}).encode()
        head = f"POST /v1/inquiries:resolve HTTP/1.1\r\nhost: {self._url.host}:{self._url.port}\r\ncontent-type: application/json\r\n"
        self._request = f"{head}content-length: {len(body)}\r\n\r\n".encode() + body
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self) -> int:
        """The status of an answer, once the whole of it is there. Raises asyncio.IncompleteReadError when the connection ends before."""
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._url.host, self._url.port)
        reader, writer = self._streams
        writer.write(self._request)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        (length,) = (int(line.partition(b":")[2]) for line in head.split(b"\r\n") if line.startswith(b"content-length:"))
        await reader.readexactly(length)
        if b"\r\nconnection: close\r\n" in head:
            self.close()
        return int(head.split(b" ", 2)[1])

    def close(self) -> None:
        """Leave."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


async def load(address: str, callers: int, seconds: float, every_s: float = 0.0) -> tuple[list[float], int]:
    """Milliseconds of each answer, shortest first, and how many were told to come again: by so many callers, each of whom asks again so long after
    their last inquiry, or when it is answered. Raises AssertionError for any other answer."""
    took: list[float] = []
    refused = 0

    async def ask(caller: Caller, place: int, until: float) -> None:
        nonlocal refused
        await asyncio.sleep(every_s * place / callers)
        while (began := time.perf_counter()) < until:
            status = await caller.ask()
            if status == httpx.codes.TOO_MANY_REQUESTS:
                refused += 1
            else:
                assert status == httpx.codes.OK, status
                took.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(max(0.0, began + every_s - time.perf_counter()))
        caller.close()

    until = time.perf_counter() + seconds
    await asyncio.gather(*(ask(Caller(address), place, until) for place in range(callers)))
    return sorted(took), refused


async def saturated(address: str) -> Row:
    """The 99th percentile of what is answered while four times as many ask as can be answered; after four seconds, in which the gateway learns."""
    answered, _ = await load(address, callers=16, seconds=4)
    every_s = CROWD / (4 * len(answered) / 4)
    await load(address, CROWD, 4, every_s)
    took, refused = await load(address, CROWD, 8, every_s)
    slowest = took[int(len(took) * 0.99)]
    print(f"  four times {len(answered) / 4:.0f} inquiries a second: {len(took) / 8:.0f} a second are answered, {refused / 8:.0f} told to come again")
    print(f"  answers: half within {statistics.median(took):.0f} ms, nine of ten within {took[int(len(took) * 0.9)]:.0f} ms")
    return Row("p99 of answers at four times saturation", round(slowest, 1), "ms", 500, slowest <= 500, "none", None, COMMAND)


def measure(edition: Path) -> list[Row]:
    """All of it."""
    others = children()
    with house_of(edition) as address, httpx.Client(base_url=address, timeout=30) as client:
        (faq,) = (pid for pid in children() - others if b"city120_faq" in Path(f"/proc/{pid}/cmdline").read_bytes())
        for _ in range(20):
            _post(client, NORMAL)
        dearest = texts(client)
        alone = statistics.median(_post(client, NORMAL) for _ in range(20))
        probe = asyncio.run(half_heads(address, 500))
        stopped = hanging(client, faq)[LATE_AFTER:]
        late = statistics.median(stopped)
        crowded = asyncio.run(saturated(address))
        return [
            Row("an inquiry that words alone decide", round(alone, 1), "ms", 0, True, "none", None, COMMAND),
            *dearest,
            Row("/livez with 500 half requests", round(probe, 1), "ms", 100, probe < 100, "none", None, COMMAND),
            Row(f"an answer with faq stopped, after {LATE_AFTER}", round(late, 1), "ms", 100, late <= 100, "none", None, COMMAND),
            crowded,
        ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("edition", type=Path, nargs="?", help="directory of an edition; default: the current one")
    rows = measure(parser.parse_args().edition or current_edition_path(default_data_dir()))
    return told(rows, OUT)


if __name__ == "__main__":
    sys.exit(main())
