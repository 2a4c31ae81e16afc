"""What a working store promises, the same for every adapter: add yours to ADAPTERS."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from elastic_transport import ConnectionError  # noqa: A004  # the one that the client raises
from elasticsearch import Elasticsearch

from city120_edition import rows
from city120_errors import Unavailable
from city120_faq.editor import elastic_store
from city120_faq.editor.elastic_store import ElasticsearchStore, connect
from city120_faq.editor.sqlite_store import SqliteStore
from city120_faq.editor.store import By, Conflict, Edit, WorkingStore
from tests.busy_cluster import BusyCluster, before, times
from tests.unit.faq.editor.samples import KIM, NOON, entry

LEE = By(author="lee", reason="a typing error", at=NOON + dt.timedelta(minutes=5))
OpenStore = Callable[[], WorkingStore]
ADAPTERS = ("sqlite", pytest.param("elasticsearch", marks=pytest.mark.long))
_names = count(1)


@pytest.fixture
def sqlite_store(tmp_path: Path) -> OpenStore:
    return lambda: SqliteStore(tmp_path / "store")


@pytest.fixture
def elasticsearch_store(elasticsearch_url: str) -> Iterator[OpenStore]:
    """On a real node; what it keeps is taken away afterwards."""
    name = f"working-store-{next(_names)}"
    yield lambda: ElasticsearchStore(connect(elasticsearch_url), name)
    with connect(elasticsearch_url) as client:
        client.indices.delete(index=[f"{name}-{part}" for part in ("entries", "revisions", "numbers")], ignore_unavailable=True)


@pytest.fixture(params=ADAPTERS)
def open_store(request: pytest.FixtureRequest) -> Iterator[OpenStore]:
    """Opens the store, the one before being closed; what a test leaves open is closed. Each time it is the same store."""
    opened: list[WorkingStore] = []
    open_one: OpenStore = request.getfixturevalue(f"{request.param}_store")

    def make() -> WorkingStore:
        for store in opened:
            store.close()
        opened.append(open_one())
        return opened[-1]

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: OpenStore) -> WorkingStore:
    return open_store()


def put(store: WorkingStore, row: rows.Entry, read: int, by: By = KIM) -> int:
    (taken,) = store.put([Edit(row, read)], "put", by)
    assert isinstance(taken, int)
    return taken


def test_nothing_is_there_at_first(store: WorkingStore) -> None:
    assert store.get("water.bill.how") is None
    assert (store.entries(), store.revisions(), store.latest_edition()) == ([], [], "")


def test_an_entry_comes_back_as_it_was_put(store: WorkingStore) -> None:
    row = replace(entry(), valid_from=dt.date(2026, 1, 1))
    revision = put(store, row, 0)
    stored = store.get(row.id)
    assert stored is not None
    assert (stored.entry, stored.revision, stored.kind) == (row, revision, "put")
    assert revision > 0


def test_a_change_on_the_revision_that_was_read_is_taken(store: WorkingStore) -> None:
    first = put(store, entry(), 0)
    second = put(store, entry(answer="바뀌었습니다."), first, LEE)
    assert second > first
    stored = store.get("water.bill.how")
    assert stored is not None
    assert (stored.entry.texts["ko"].answer, stored.revision) == ("바뀌었습니다.", second)


@pytest.mark.parametrize("read", [0, -1, 10**6])
def test_a_change_on_another_revision_is_a_conflict_that_names_the_latest(store: WorkingStore, read: int) -> None:
    first = put(store, entry(), 0)
    second = put(store, entry(answer="이미 바뀌었습니다."), first, LEE)
    (refused,) = store.put([Edit(entry(answer="늦었습니다."), read)], "put", KIM)
    assert isinstance(refused, Conflict)
    assert refused.entry_id == "water.bill.how"
    assert refused.latest is not None
    assert (refused.latest.number, refused.latest.by.author) == (second, "lee")
    stored = store.get("water.bill.how")
    assert stored is not None
    assert stored.entry.texts["ko"].answer == "이미 바뀌었습니다."
    assert len(store.revisions()) == 2


def test_an_entry_that_is_not_there_cannot_be_changed(store: WorkingStore) -> None:
    assert store.put([Edit(entry(), 7)], "put", KIM) == [Conflict("water.bill.how", None)]
    assert (store.entries(), store.revisions()) == ([], [])


def test_of_many_edits_a_conflict_holds_up_no_other(store: WorkingStore) -> None:
    taken = put(store, entry("a.b.one"), 0)
    outcomes = store.put([Edit(entry("a.b.two"), 0), Edit(entry("a.b.one"), 0), Edit(entry("a.b.three"), 0)], "imported", LEE)
    assert [isinstance(outcome, Conflict) for outcome in outcomes] == [False, True, False]
    assert [(stored.entry.id, stored.kind) for stored in store.entries()] == [("a.b.one", "put"), ("a.b.three", "imported"), ("a.b.two", "imported")]
    kept = store.get("a.b.one")
    assert kept is not None
    assert kept.revision == taken


def test_of_two_edits_of_one_entry_in_one_call_the_second_must_have_read_the_first(store: WorkingStore) -> None:
    first, second = store.put([Edit(entry(), 0), Edit(entry(answer="둘째"), 0)], "put", KIM)
    assert isinstance(second, Conflict)
    assert second.latest is not None
    assert second.latest.number == first


def test_entries_are_told_apart_by_publisher(store: WorkingStore) -> None:
    store.put([Edit(entry("a.b.c"), 0), Edit(entry("a.b.d", publisher="11440"), 0), Edit(entry("a.b.e", publisher="11680"), 0)], "imported", KIM)
    assert [stored.entry.id for stored in store.entries("city")] == ["a.b.c"]
    assert [stored.entry.id for stored in store.entries("11440")] == ["a.b.d"]
    assert [stored.entry.id for stored in store.entries()] == ["a.b.c", "a.b.d", "a.b.e"]
    assert store.entries("11110") == []


def test_a_revision_tells_who_why_when_and_the_text_before_and_after(store: WorkingStore) -> None:
    first = put(store, entry(answer="앞"), 0)
    second = put(store, entry(answer="뒤"), first, LEE)
    newest, oldest = store.revisions("water.bill.how")
    assert (oldest.number, oldest.kind, oldest.by, oldest.before) == (first, "put", KIM, None)
    assert (newest.number, newest.kind, newest.by, newest.entry_id, newest.edition_id) == (second, "put", LEE, "water.bill.how", "")
    assert newest.before == oldest.after == entry(answer="앞")
    assert newest.after == entry(answer="뒤")


def test_revisions_come_newest_first_and_page_by_page(store: WorkingStore) -> None:
    numbers = [put(store, entry(f"a.b.n{number}"), 0) for number in range(5)]
    assert [revision.number for revision in store.revisions()] == numbers[::-1]
    assert [revision.number for revision in store.revisions(limit=2)] == numbers[:2:-1]
    assert [revision.number for revision in store.revisions(before=numbers[3], limit=2)] == [numbers[2], numbers[1]]
    assert [revision.number for revision in store.revisions("a.b.n1")] == [numbers[1]]
    assert store.revisions("a.b.n1", before=numbers[1]) == []


def test_an_edition_that_becomes_current_is_a_revision_like_others(store: WorkingStore) -> None:
    first = put(store, entry(), 0)
    second = store.note("0123456789ab", "published", KIM)
    third = store.note("ba9876543210", "rolled_back", LEE)
    assert first < second < third
    assert store.latest_edition() == "ba9876543210"
    newest = store.revisions()[0]
    assert (newest.number, newest.kind, newest.edition_id, newest.entry_id, newest.by) == (third, "rolled_back", "ba9876543210", "", LEE)
    assert (newest.before, newest.after) == (None, None)
    assert [revision.number for revision in store.revisions("water.bill.how")] == [first]


def test_everything_is_there_after_it_was_opened_again(open_store: OpenStore) -> None:
    store = open_store()
    first = put(store, entry(), 0)
    noted = store.note("0123456789ab", "published", LEE)
    entries, revisions = store.entries(), store.revisions()
    again = open_store()
    assert (again.entries(), again.revisions(), again.latest_edition()) == (entries, revisions, "0123456789ab")
    assert put(again, entry(answer="새로"), first) > noted


def test_of_many_who_change_the_same_revision_one_is_taken(store: WorkingStore) -> None:
    first = put(store, entry(), 0)
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda number: store.put([Edit(entry(answer=f"{number}번째"), first)], "put", KIM)[0], range(24)))
    taken = [outcome for outcome in outcomes if isinstance(outcome, int)]
    assert len(taken) == 1
    assert {outcome.latest.number for outcome in outcomes if isinstance(outcome, Conflict) and outcome.latest} == set(taken)
    stored = store.get("water.bill.how")
    assert stored is not None
    assert stored.revision == taken[0]
    assert len(store.revisions()) == 2


def test_many_at_once_are_all_kept(store: WorkingStore) -> None:
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda number: put(store, entry(f"a.b.n{number}"), 0), range(40)))
    assert len(set(numbers)) == len(store.entries()) == 40


def test_words_of_an_entry_are_words(store: WorkingStore) -> None:
    put(store, entry("x' OR '1'='1", answer="'); DROP TABLE entries; -- \u0000 \U0001f9ea"), 0)
    stored = store.get("x' OR '1'='1")
    assert stored is not None
    assert stored.entry.texts["mn"].answer == "'); DROP TABLE entries; -- \u0000 \U0001f9ea"
    assert store.entries("x' OR '1'='1") == []


def test_closing_twice_is_no_fault_and_what_is_closed_says_so(store: WorkingStore) -> None:
    store.close()
    store.close()
    with pytest.raises(Unavailable):
        store.get("water.bill.how")


class Dying:
    """A connection to the node that is lost when the revision of an entry that was just written is to be listed."""

    def __init__(self, client: Elasticsearch) -> None:
        self._client = client
        self._writes = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self._client, name)

    def options(self) -> Dying:
        """The same connection."""
        return self

    def bulk(self, **arguments: object) -> object:
        """The entry is the second write of an edit, after its number."""
        self._writes += 1
        if self._writes > 2:
            raise ConnectionError("lost")
        return self._client.bulk(**arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize("again", ["opened", "changed"])
def test_elasticsearch_lists_what_was_written_just_before_the_connection_was_lost(elasticsearch_store: OpenStore, again: str) -> None:
    whole = elasticsearch_store()
    broken = elasticsearch_store()
    assert isinstance(broken, ElasticsearchStore)
    assert broken._client is not None
    broken._client = Dying(broken._client)  # type: ignore[assignment]
    with pytest.raises(Unavailable, match="working store failed"):
        broken.put([Edit(entry(), 0)], "put", KIM)
    stored = whole.get("water.bill.how")
    assert stored is not None
    assert whole.revisions() == []
    if again == "changed":
        put(whole, entry(answer="바뀌었습니다."), stored.revision, LEE)
        assert [revision.by.author for revision in whole.revisions()] == ["lee", "kim"]
    else:
        reopened = elasticsearch_store()
        assert [revision.number for revision in reopened.revisions("water.bill.how")] == [stored.revision]
        reopened.close()
    whole.close()
    broken.close()


@pytest.fixture
def busy(elasticsearch_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[BusyCluster]:
    """A door before the node that turns writes away; whoever waits at it waits less long than usual."""
    monkeypatch.setattr(elastic_store, "_FIRST_PAUSE_S", 0.02)
    monkeypatch.setattr(elastic_store, "_RETRIES", 3)
    with before(elasticsearch_url) as made:
        yield made


@pytest.fixture
def busy_store(busy: BusyCluster, elasticsearch_store: OpenStore) -> Iterator[WorkingStore]:
    """The store behind the door; what it keeps is taken away afterwards."""
    whole = elasticsearch_store()
    assert isinstance(whole, ElasticsearchStore)
    store = ElasticsearchStore(connect(busy.url), whole._entries.removesuffix("-entries"))
    yield store
    store.close()
    whole.close()


def sent(busy: BusyCluster, part: str) -> list[tuple[str, ...]]:
    return [call.ids for call in busy.calls if call.index.endswith(f"-{part}")]


def told(store: WorkingStore, entry_id: str) -> list[int]:
    return [revision.number for revision in store.revisions(entry_id)]


EDITS = [Edit(entry(f"a.b.n{number}"), 0) for number in range(5)]
IDS = tuple(edit.entry.id for edit in EDITS)


def test_a_busy_elasticsearch_that_turns_calls_away_is_asked_again(busy: BusyCluster, busy_store: WorkingStore) -> None:
    busy.turns_away = times(2)
    numbers = busy_store.put(EDITS, "imported", KIM)
    assert sent(busy, "entries") == [IDS] * 3
    assert [told(busy_store, entry_id) for entry_id in IDS] == [[number] for number in numbers]


def test_a_busy_elasticsearch_gets_again_only_what_it_rejected(busy: BusyCluster, busy_store: WorkingStore) -> None:
    patience = times(2)
    busy.rejects = lambda entry_id: entry_id in (IDS[1], IDS[3]) and patience(entry_id)
    numbers = busy_store.put(EDITS, "imported", KIM)
    assert sent(busy, "entries") == [IDS, (IDS[1], IDS[3]), (IDS[1], IDS[3])]
    assert [told(busy_store, entry_id) for entry_id in IDS] == [[number] for number in numbers]


def test_numbers_rise_in_the_order_of_the_edits_though_a_busy_elasticsearch_counted_some_later(busy: BusyCluster, busy_store: WorkingStore) -> None:
    asked = count()
    busy.rejects = lambda entry_id: entry_id == "last" and next(asked) in (0, 2)
    numbers = busy_store.put(EDITS, "imported", KIM)
    assert [len(ids) for ids in sent(busy, "numbers")] == [5, 2]
    assert numbers == sorted(set(map(int, numbers)))  # type: ignore[arg-type]


def test_an_elasticsearch_that_stays_busy_is_told_and_loses_nothing(
    busy: BusyCluster, busy_store: WorkingStore, elasticsearch_store: OpenStore
) -> None:
    busy.rejects = lambda entry_id: entry_id == IDS[1]
    with pytest.raises(Unavailable, match="too much to do") as refused:
        busy_store.put(EDITS, "imported", KIM)
    assert "try again" in refused.value.fix
    assert sent(busy, "entries") == [IDS, *[IDS[1:2]] * 3]
    taken = {stored.entry.id: stored.revision for stored in busy_store.entries()}
    assert set(taken) == set(IDS) - {IDS[1]}
    busy.recovers()
    put(busy_store, EDITS[1].entry, 0)
    reopened = elasticsearch_store()
    assert {entry_id: told(reopened, entry_id) for entry_id in taken} == {entry_id: [number] for entry_id, number in taken.items()}
    reopened.close()


def test_an_elasticsearch_that_turns_every_write_away_is_told(busy: BusyCluster, busy_store: WorkingStore) -> None:
    busy.turns_away = lambda call: True
    with pytest.raises(Unavailable, match="too much to do") as refused:
        busy_store.put(EDITS, "imported", KIM)
    assert "try again" in refused.value.fix
    assert len(busy.calls) == 4
    assert busy_store.entries() == []
