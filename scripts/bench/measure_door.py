"""What the door holds, on the four services as they run: half requests, a service that hangs, and texts that are made to be slow.

python scripts/bench/measure_door.py [EDITION]

Writes build/bench/door.json. Times are those of a machine with nothing else to do; beside each stands what an inquiry takes now.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import statistics
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import httpx
import numpy as np
from measure_telemetry import children
from measuring import Row
from tqdm import tqdm

from city120_edition.edition import current_edition_path, default_data_dir
from city120_processes import house_of

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "bench" / "door.json"
COMMAND = "python scripts/bench/measure_door.py"
NORMAL = "마포구 망원동인데 집 앞 가로등이 며칠째 꺼져 있어요. 어디에 신고해야 하나요?"
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


def _post(client: httpx.Client, text: str) -> float:
    """Milliseconds that an inquiry took, also one of a text without a letter, which is refused. Raises httpx.HTTPStatusError."""
    began = time.perf_counter()
    answer = client.post("/v1/inquiries:resolve", json={"text": text})
    if answer.status_code != httpx.codes.BAD_REQUEST:
        answer.raise_for_status()
    return (time.perf_counter() - began) * 1000


def _least(client: httpx.Client, text: str, times: int) -> float:
    return min(_post(client, text) for _ in range(times))


def texts(client: httpx.Client) -> Row:
    """The text that takes longest, of 4,000 characters of each piece and some that repeat nothing, in inquiries."""
    shuffled = [np.random.default_rng(120).permutation(list(piece * LENGTH))[:LENGTH] for piece in ("강남구 ", "1-2 번지", "(서울역)")]
    asked = {repr(piece): (piece * LENGTH)[:LENGTH] for piece in PIECES} | {
        f"shuffled {number}": "".join(letters) for number, letters in enumerate(shuffled)
    }
    took = {}
    for name, text in tqdm(asked.items(), desc="texts", leave=False):
        normal = _least(client, NORMAL, 3)
        took[name] = _least(client, text, 2) / normal
        # What seems to be near the budget is asked again: others may have used the processors.
        if took[name] > BUDGET - 1:
            took[name] = _least(client, text, 4) / _least(client, NORMAL, 4)
    slowest = max(took, key=lambda name: took[name])
    for name in sorted(took, key=lambda name: -took[name])[:6]:
        print(f"  {took[name]:5.1f} inquiries: {name}")
    return Row(
        f"dearest text of {LENGTH} characters: {slowest}",
        round(took[slowest], 1),
        "inquiries",
        BUDGET,
        took[slowest] <= BUDGET,
        "none",
        None,
        COMMAND,
    )


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
        return [
            Row("an inquiry, alone", round(alone, 1), "ms", 0, True, "none", None, COMMAND),
            dearest,
            Row("/livez with 500 half requests", round(probe, 1), "ms", 100, probe < 100, "none", None, COMMAND),
            Row(f"an answer with faq stopped, after {LATE_AFTER}", round(late, 1), "ms", 100, late <= 100, "none", None, COMMAND),
        ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("edition", type=Path, nargs="?", help="directory of an edition; default: the current one")
    rows = measure(parser.parse_args().edition or current_edition_path(default_data_dir()))
    for row in rows:
        print(f"{'ok  ' if row.ok else 'LATE'} {row.value:8} {row.unit:9} (budget {row.budget})  {row.name}")
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return int(not all(row.ok for row in rows))


if __name__ == "__main__":
    sys.exit(main())
