"""Measures against the budgets of the design, as ratios to a baseline in the same run, since machines differ and are noisy.

python scripts/bench/bench.py jurisdiction      point to areas and border distance: in process, over gRPC one by one and in batches beside PostGIS
                                                where there is one (postgis.py), over REST, and a million points by city120 locate
python scripts/bench/bench.py faq               MatchInquiry over gRPC, on the frozen test set
python scripts/bench/bench.py search            100,000 made-up entries on the embedded search engine: building, memory, latency without
                                                embedding; some ten minutes, so only when it is named
python scripts/bench/bench.py wayfinding        places open at a time, of 10,000 made-up ones; importing a whole timetable (optional reference data),
                                                journeys and directions by it in process and over gRPC; only when it is named

Writes build/bench/<group>.json: a list of {name, value, unit, budget, ok, baseline, ratio, command}. `ratio` is against the baseline named.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import datetime as dt
import json
import os
import sys
import tempfile
import time
import unicodedata
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, replace
from itertools import islice, product
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import shapely
from bench_places import places
from bench_points import apart, beside_postgis, process, wait
from bench_transit import transit
from city120.faq.v1 import faq_pb2
from grpc_load import calls_per_second
from measuring import Row, per_second, yardstick
from tqdm import tqdm

from city120_client import FaqClient, open_channel
from city120_edition import Edition, build, installed_city, read_source, rows
from city120_edition.geometry import to_planar
from city120_faq.search.build import build_index
from city120_faq.search.embedded import EmbeddedEngine
from city120_faq.search.merging import Trust, fuse
from city120_jurisdiction.jurisdiction import Jurisdiction
from city120_jurisdiction.rules.resolver import Resolver
from city120_processes import free_ports

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "bench"
ASKED, UNDER_WAY = 400, 6
# The budget's mix: shares of texts of at most so many tokens, about so many columns wide each, and the share that consults vectors.
LENGTHS, WIDTH, DENSE = ((0.80, 25), (0.15, 80), (0.05, 300)), 3, 0.2
# Of one entry in so many it is asked what is suggested.
TYPED_EVERY = 40
GOLDEN = ROOT / "tests" / "golden"
# Frozen inquiries are longer than the budget's mix; most of the other sets are as callers ask who know the word, and some are long stories.
BESIDE = ("plain", "entries", "inquiries", "deaf", "stories")
DAY = dt.date(2026, 11, 24)
POINTS = 20_000
RULES = 100_000
ENTRIES = 100_000
DIMENSIONS = 384


def points() -> tuple[np.ndarray, np.ndarray]:
    """Random points over the city's bounding box."""
    random = np.random.default_rng(120)
    return random.uniform(37.43, 37.70, POINTS), random.uniform(126.77, 127.18, POINTS)


async def jurisdiction(edition: Edition) -> list[Row]:
    """Point to areas and border distance."""
    command = "python scripts/bench/bench.py jurisdiction"
    loaded, (latitudes, longitudes) = Jurisdiction.load(edition), points()
    pairs = list(zip(latitudes.tolist(), longitudes.tolist(), strict=True))
    dong_map = edition.dong_map()
    tree, edges = shapely.STRtree(dong_map.polygons), shapely.STRtree([line for *_, line in dong_map.edges])

    def plain_single() -> int:
        for latitude, longitude in pairs[:500]:
            point = shapely.Point(*to_planar(np.array([[longitude, latitude]]))[0])
            tree.query(point, predicate="intersects")
            edges.query_nearest(point, return_distance=True)
        return 500

    def plain_batch() -> int:
        planar = shapely.points(to_planar(np.column_stack([longitudes, latitudes])))
        tree.query(planar, predicate="intersects")
        edges.query_nearest(planar, return_distance=True)
        return POINTS

    def single() -> int:
        for latitude, longitude in pairs[:5000]:
            loaded.locator.by_point(latitude, longitude, DAY)
        return 5000

    def batch() -> int:
        loaded.locator.by_points(latitudes, longitudes)
        return POINTS

    rows = []
    for name, ours, theirs, budget, least in (
        ("point, single, in process", single, plain_single, 50_000, 1.8),
        ("points, batch, in process", batch, plain_batch, 300_000, 3.5),
    ):
        value, baseline = per_second(ours), per_second(theirs)
        ratio = value / baseline
        rows.append(Row(name, round(value), "1/s", budget, value >= budget and ratio >= least, "shapely", round(ratio, 2), command))
    rows.append(many_rules(loaded, command))
    measured, separate = await asyncio.to_thread(apart, edition, latitudes, longitudes, command)
    compared = await asyncio.to_thread(beside_postgis, edition, latitudes, longitudes, measured, command)
    return [*rows, *measured.rows(command), *compared, *separate]


def many_rules(loaded: Jurisdiction, command: str) -> Row:
    """Who is responsible, with 100,000 rules for dongs and districts on top of the bundled ones, against the bundled ones."""
    directory, day = loaded.directory, DAY
    areas = sorted(code for code, area in directory.areas.items() if area.kind != "admin_dong")
    where = [loaded.locator.by_code(code, day) for code in areas[:200]]
    affairs = sorted(directory.affairs.values(), key=lambda row: row.code)[:20]
    more = [
        replace(
            directory.rules[0], id=f"{code}.{area}", affair=code, scope=f"{'district' if len(area) == 5 else 'legal_dong'}:{area}", target="call.120"
        )
        for code, area in islice(product(sorted(directory.affairs), areas), RULES)
    ]
    circumstances = directory.circumstances(dt.datetime.combine(day, dt.time(14)))

    def asks(resolver: Resolver) -> Callable[[], int]:
        def ask() -> int:
            for affair, place in product(affairs, where):
                resolver.resolve(affair, place, (), day, circumstances)
            return len(affairs) * len(where)

        return ask

    bundled = per_second(asks(loaded.resolver))
    directory.rules.extend(more)
    value = per_second(asks(Resolver(directory)))
    del directory.rules[-len(more) :]
    ratio = value / bundled
    return Row(
        "responsibility, 100,000 rules, in process", round(value), "1/s", round(bundled / 2), ratio >= 0.5, "bundled rules", round(ratio, 2), command
    )


@dataclass(frozen=True)
class Asked:
    """A text as it was asked: of which length in the budget's mix, how long the answer took, and whether vectors were consulted."""

    text: str
    length: int
    took_ms: float
    dense: bool


def inquiries() -> list[tuple[str, int]]:
    """The golden inquiries, each with its place in LENGTHS, shuffled."""
    texts = []
    for path in (*sorted(GOLDEN.glob("frozen/*.csv")), *(GOLDEN / f"{name}.csv" for name in BESIDE)):
        with path.open(encoding="utf-8") as stream:
            texts += [row["text"] for row in csv.DictReader(stream)]
    sized = [
        (text, next((place for place, (_, tokens) in enumerate(LENGTHS) if _width(text) <= tokens * WIDTH), -1)) for text in dict.fromkeys(texts)
    ]
    np.random.default_rng(120).shuffle(sized)  # type: ignore[arg-type]
    return sized


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def mix(asked: Sequence[Asked], count: int) -> list[Asked]:
    """The budget's mix of what was asked: so many of each length, the long ones as they come, and so many short ones among those that consult
    vectors that a fifth of all do."""
    short, middling, longest = ([inquiry for inquiry in asked if inquiry.length == place] for place in range(len(LENGTHS)))
    chosen = [*longest[: round(count * LENGTHS[2][0])], *middling[: round(count * LENGTHS[1][0])]]
    consulting = max(0, int(count * DENSE) - sum(inquiry.dense for inquiry in chosen))
    chosen += [inquiry for inquiry in short if inquiry.dense][:consulting]
    chosen += [inquiry for inquiry in short if not inquiry.dense][: count - len(chosen)]
    np.random.default_rng(7).shuffle(chosen)  # type: ignore[arg-type]
    return chosen


async def faq(edition: Edition) -> list[Row]:
    """MatchInquiry and SuggestQuestions of a service in a process of its own. All texts are asked one by one first, which tells whether they
    consult vectors; then fresh processes are asked the budget's mix of them, one by one and at once, and the last texts as they come."""
    command, before = "python scripts/bench/bench.py faq", yardstick()
    async with _faq_alone(edition) as (client, _):
        every = [await _one(client, text, length) for text, length in inquiries()]
    of_mix = mix(every, ASKED)
    async with _faq_alone(edition) as (client, _):
        alone = [await _one(client, inquiry.text, inquiry.length) for inquiry in of_mix]
    async with _faq_alone(edition) as (_, port):
        rate, weaker = _rate(port, of_mix)
    as_they_come = every[-ASKED:]
    async with _faq_alone(edition) as (client, port):
        rate_as_they_come, weaker_as_they_come = _rate(port, as_they_come)
        suggested = [await _suggest(client, text) for text in _typed()]
    rows = [
        Row(f"MatchInquiry, the budget's mix, {UNDER_WAY} under way", round(rate), "1/s", 300, rate >= 300, "none", None, command),
        Row("of these, without the vectors that they wanted", weaker, "1", 0, not weaker, "none", None, command),
        Row(f"MatchInquiry, texts as they come, {UNDER_WAY} under way", round(rate_as_they_come), "1/s", 0, True, "none", None, command),
        Row("of these, without the vectors that they wanted", weaker_as_they_come, "1", 0, True, "none", None, command),
        Row("share of texts as they come that consults vectors", _share(as_they_come), "1", 0, True, "none", None, command),
        Row("share of the budget's mix that consults vectors", _share(alone), "1", DENSE, abs(_share(alone) - DENSE) <= 0.01, "none", None, command),
        Row("yardstick, a million sums in Python", round((before + yardstick()) / 2, 1), "ms", 0, True, "none", None, command),
    ]
    dense = [inquiry.took_ms for inquiry in every if inquiry.dense]
    for name, value, budget in (
        ("MatchInquiry, the budget's mix, p50", np.percentile([inquiry.took_ms for inquiry in alone], 50), 30),
        ("MatchInquiry, the budget's mix, p99", np.percentile([inquiry.took_ms for inquiry in alone], 99), 30),
        ("MatchInquiry with vectors, texts as they come, p99", np.percentile(dense, 99), 90),
        ("SuggestQuestions, p99", np.percentile(suggested, 99), 15),
    ):
        rows.append(Row(name, round(float(value), 1), "ms", budget, bool(value <= budget), "none", None, command))
    return rows


@asynccontextmanager
async def _faq_alone(edition: Edition) -> AsyncIterator[tuple[FaqClient, int]]:
    """A client of a fresh process that has answered once, and its port."""
    (port,) = free_ports(1)
    with tempfile.TemporaryDirectory() as folder, process(["-m", "city120_faq"], edition, Path(folder), FAQ_PORT=port):
        wait(serving=f"127.0.0.1:{port}")
        async with open_channel(f"127.0.0.1:{port}") as channel:
            client = FaqClient(channel)
            await _one(client, "수도요금은 어디서 내나요?", 0)
            yield client, port


async def _one(client: FaqClient, text: str, length: int) -> Asked:
    began = time.perf_counter()
    answer = await client.match_inquiry(faq_pb2.MatchInquiryRequest(text=text), timeout=10)
    return Asked(text, length, (time.perf_counter() - began) * 1000, answer.dense)


def _rate(port: int, asked: Sequence[Asked]) -> tuple[float, float]:
    """How many texts are answered a second while several are under way, asked by the lightest client, so that the service is measured; and the share
    of them that got a weaker answer."""
    messages = [faq_pb2.MatchInquiryRequest(text=inquiry.text).SerializeToString() for inquiry in asked]
    rate, answers = calls_per_second(port, "/city120.faq.v1.FaqService/MatchInquiry", messages, UNDER_WAY)
    return rate, round(float(np.mean([bool(faq_pb2.MatchInquiryResponse.FromString(answer).degraded) for answer in answers])), 3)


def _typed() -> list[tuple[str, str]]:
    """What is typed letter by letter of some questions of the edition, and the language."""
    entries = read_source(installed_city().rows).rows("entries", rows.Entry)[::TYPED_EVERY]
    return [(text.question[:end], language) for entry in entries for language, text in entry.texts.items() for end in range(1, 13)]


async def _suggest(client: FaqClient, typed: tuple[str, str]) -> float:
    """Milliseconds that suggestions took."""
    prefix, language = typed
    began = time.perf_counter()
    await client.suggest_questions(faq_pb2.SuggestQuestionsRequest(prefix=prefix, language=language), timeout=10)
    return (time.perf_counter() - began) * 1000


def _share(asked: Sequence[Asked]) -> float:
    return round(float(np.mean([inquiry.dense for inquiry in asked])), 3)


def made_up(count: int) -> list[rows.Entry]:
    """Entries in six languages whose words, or pairs of letters where there are no spaces, are those of the bundled entries, drawn anew."""
    entries = read_source(installed_city().rows).rows("entries", rows.Entry)
    random = np.random.default_rng(120)
    pieces = {}
    for language in rows.LANGUAGES:
        corpus = " ".join(f"{entry.texts[language].question} {entry.texts[language].answer}" for entry in entries)
        pieces[language] = [corpus[i : i + 2] for i in range(0, len(corpus), 2)] if language in ("zh", "ja") else corpus.split()
    spaces = {language: "" if language in ("zh", "ja") else " " for language in rows.LANGUAGES}

    def text(language: str, words: int) -> str:
        return spaces[language].join(pieces[language][place] for place in random.integers(0, len(pieces[language]), words))

    def entry(number: int) -> rows.Entry:
        texts = {language: rows.EntryText(question=text(language, 6), answer=text(language, 12)) for language in rows.LANGUAGES}
        return rows.Entry(id=f"made.up.{number}", affair="made.up", reviewed_on=DAY, texts=texts)

    return [entry(number) for number in range(count)]


def made_up_vectors(count: int, seed: int) -> np.ndarray:
    """Vectors (count, 384) of unit length around a thousand topics, as sentences lie."""
    topics = np.random.default_rng(120).normal(size=(1000, DIMENSIONS)).astype(np.float32)
    random = np.random.default_rng(seed)
    vectors = topics[random.integers(0, len(topics), count)] + random.standard_normal((count, DIMENSIONS), dtype=np.float32)
    unit: np.ndarray = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def resident() -> dict[str, float]:
    """Memory of this process in MB: its own, and of files that are mapped."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return {name: int(status[name].split()[0]) / 1000 for name in ("RssAnon", "RssFile")}


def ask(folder: Path, questions: list[tuple[str, str]]) -> dict[str, float]:
    """Open an index in a process of its own and ask; milliseconds and MB. `exact`: comparing all vectors, as numpy does it."""
    empty, began = resident(), time.perf_counter()
    engine = EmbeddedEngine(folder)
    opened = time.perf_counter() - began
    vectors = made_up_vectors(len(questions), seed=7)
    times: defaultdict[str, list[float]] = defaultdict(list)
    agreed = []
    everything = engine.vectors["ko"].rows(0, len(engine.ids))
    exact_ms = []
    for (language, text), vector in zip(questions, vectors, strict=True):
        for name, pair in (("words", (text, None)), ("vectors", ("", vector)), ("both", (text, vector))):
            began, busy = time.perf_counter(), time.thread_time()
            query = engine.query(pair[0], language, pair[1])
            rankings = engine.ranked(query)
            fuse(query, rankings, Trust())
            times[name].append((time.perf_counter() - began) * 1000)
            times[f"{name}, processor time,"].append((time.thread_time() - busy) * 1000)
        if language == "ko" and query.vector is not None:
            began = time.perf_counter()
            best = np.argsort(-(everything @ query.vector))[:10]
            exact_ms.append((time.perf_counter() - began) * 1000)
            agreed.append(len({engine.ids[place] for place in best} & {hit.entry_id for hit in rankings.vectors[:10]}) / 10)
    del everything
    full = resident()
    disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    measured = {f"{name} p{share}": float(np.percentile(times[name], share)) for name in times for share in (50, 99)}
    memory = {name: full[name] - empty[name] for name in full}
    return {**measured, **memory, "open": opened * 1000, "disk": disk, "agreed": float(np.mean(agreed)), "exact": float(np.median(exact_ms))}


async def search() -> list[Row]:
    """A large edition on the embedded search engine."""
    command = "python scripts/bench/bench.py search"
    count = int(os.environ.get("BENCH_ENTRIES", ENTRIES))
    entries = made_up(count)
    seeds = iter(range(len(rows.LANGUAGES)))
    with tempfile.TemporaryDirectory() as work, tqdm(total=count, desc="index", unit=" entries") as bar:
        began, busy = time.perf_counter(), time.process_time()
        build_index(
            Path(work), entries, [], str, lambda texts: made_up_vectors(len(texts), next(seeds)), lambda step, done, total: bar.update(done - bar.n)
        )
        built, worked = time.perf_counter() - began, time.process_time() - busy
        places = np.random.default_rng(7).integers(0, count, 100)
        asked = [(language, entries[place].texts[language].question) for place in places for language in rows.LANGUAGES]
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
            measured = apart.submit(ask, Path(work), asked).result()
    figures = [
        ("index built", built, "s", 900.0, "", None),
        ("index built, processor time", worked, "s", 900.0, "", None),
        ("index on disk", measured["disk"], "MB", 2000.0, "", None),
        ("index opened", measured["open"], "ms", 1000.0, "", None),
        ("memory of its own, after 600 searches", measured["RssAnon"], "MB", 400.0, "", None),
        ("files mapped, after 600 searches", measured["RssFile"], "MB", 2000.0, "", None),
        ("vectors, p50", measured["vectors p50"], "ms", 30.0, "numpy, all compared", measured["exact"] / measured["vectors p50"]),
        *(
            (f"{name}, p{share}", measured[f"{name} p{share}"], "ms", 30.0, "", None)
            for name, share in (("words", 50), ("words", 99), ("vectors", 99))
        ),
        *((f"words, vectors and fusion, p{share}", measured[f"both p{share}"], "ms", 30.0, "", None) for share in (50, 99)),
        ("words, vectors and fusion, processor time, p99", measured["both, processor time, p99"], "ms", 30.0, "", None),
    ]
    table = [
        Row(f"{name}, {count:,} entries", round(value, 1), unit, budget, value <= budget, baseline or "none", ratio and round(ratio, 1), command)
        for name, value, unit, budget, baseline, ratio in figures
    ]
    share = measured["agreed"]
    return [*table, Row("of the ten nearest by comparing all, found", round(share, 3), "1", 0.95, share >= 0.95, "none", None, command)]


async def wayfinding() -> list[Row]:
    """Places and ways by train."""
    return [*places(), *transit()]


GROUPS = {"jurisdiction": jurisdiction, "faq": faq}
# These need no edition; the first takes long.
WHEN_NAMED = {"search": search, "wayfinding": wayfinding}


def tell(name: str, measured: list[Row]) -> None:
    """Write the rows of a group and print them."""
    (OUT / f"{name}.json").write_text(json.dumps([asdict(row) for row in measured], indent=1) + "\n", encoding="utf-8")
    for row in measured:
        ratio = f"  {row.ratio} × {row.baseline}" if row.ratio is not None else ""
        print(f"{'ok  ' if row.ok else 'MISS'}  {row.name:<52}{row.value:>12,} {row.unit:<4} (budget {row.budget:,}){ratio}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"{', '.join(GROUPS)}; or {', '.join(WHEN_NAMED)}, only when named")
    parser.add_argument("--edition", type=Path, metavar="DIR", help="folder of an edition to measure (default: the bundled source's, built first)")
    arguments = parser.parse_args()
    if unknown := sorted(set(arguments.groups) - {*GROUPS, *WHEN_NAMED}):
        parser.error(f"{unknown[0]!r} is no group; there are {', '.join((*GROUPS, *WHEN_NAMED))}")
    OUT.mkdir(parents=True, exist_ok=True)
    names = arguments.groups or list(GROUPS)
    with tempfile.TemporaryDirectory() as data:
        edition = None
        if not set(names) <= set(WHEN_NAMED):
            edition = Edition.open(arguments.edition) if arguments.edition else build(read_source(installed_city().rows), Path(data))
        for name in names:
            tell(name, asyncio.run(WHEN_NAMED[name]() if edition is None or name in WHEN_NAMED else GROUPS[name](edition)))
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; written to {OUT.relative_to(ROOT)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
