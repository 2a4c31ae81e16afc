"""What the gateway relies on of a record store, whichever it is; and what only one of them does."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from city120.inquiry.v1 import inquiry_pb2 as pb

from city120_gateway.records import elastic
from city120_gateway.records.elastic import ElasticsearchCluster, ElasticsearchStore
from city120_gateway.records.port import Opening, RecordStore, StoreFailed
from city120_gateway.records.record import Closing, Record
from city120_gateway.records.sqlite import SqliteFile
from tests.busy_cluster import BusyCluster, before, times

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)


@pytest.fixture(params=["sqlite", pytest.param("elasticsearch", marks=pytest.mark.long)])
def opening(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opening]:
    """A store of its own: a file, or an alias that is taken away afterwards."""
    if request.param == "sqlite":
        file = SqliteFile(tmp_path / "records.sqlite")
        yield file
        file.release()
        return
    cluster = ElasticsearchCluster(request.getfixturevalue("elasticsearch_url"), f"records-{secrets.token_hex(4)}")
    yield cluster
    store = cluster.open()
    store.delete_before(NOW + dt.timedelta(days=400))
    store.close()


@pytest.fixture
def open_store(opening: Opening) -> Iterator[Callable[[], RecordStore]]:
    opened: list[RecordStore] = []

    def make() -> RecordStore:
        opened.append(opening.open())
        return opened[-1]

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[[], RecordStore]) -> RecordStore:
    return open_store()


def record(inquiry_id: str = "one", received_at: dt.datetime = NOW, text: str = "수도가 안 나와요") -> Record:
    return Record(inquiry_id, received_at, text, pb.ResolveInquiryResponse(inquiry_id=inquiry_id, kind=pb.KIND_DEPARTMENT))


def test_a_record_is_there_as_soon_as_it_is_written(store: RecordStore) -> None:
    assert store.write([record()]) == [True]
    assert store.read("one") == record()
    assert store.read("two") is None


def test_another_gateway_or_the_next_start_reads_it(open_store: Callable[[], RecordStore]) -> None:
    first = open_store()
    first.write([record(), Closing("one", "resolved")])
    first.close()
    first.close()
    past = open_store().read("one")
    assert past is not None
    assert (past.text, past.outcome) == ("수도가 안 나와요", "resolved")


def test_many_are_written_together_with_their_closings(store: RecordStore) -> None:
    changes = [change for number in range(300) for change in (record(str(number)), Closing(str(number), "resolved"))]
    assert store.write([*changes, Closing("nobody", "resolved")]) == [True] * 600 + [False]
    past = store.read("299")
    assert past is not None
    assert past.outcome == "resolved"


def test_a_record_that_is_there_stays(store: RecordStore) -> None:
    store.write([record()])
    assert store.write([record(text="another")]) == [True]
    assert store.read("one") == record()


def test_an_inquiry_that_does_not_exist_cannot_be_closed(store: RecordStore) -> None:
    assert store.write([Closing("one", "resolved")]) == [False]
    assert store.read("one") is None


def test_the_last_end_holds(store: RecordStore) -> None:
    store.write([record(), Closing("one", "called_back", "first", helpful=True)])
    assert store.write([Closing("one", "resolved")]) == [True]
    past = store.read("one")
    assert past is not None
    assert past.outcome == "resolved"


def test_ids_and_texts_are_words_and_no_queries(store: RecordStore) -> None:
    odd = record("x' OR '1'='1", text='\'); DROP TABLE inquiries; -- {"match_all": {}}')
    store.write([odd])
    assert store.read(odd.inquiry_id) == odd
    assert store.read("' OR '1'='1") is None
    assert store.read("*") is None


def test_what_is_old_is_deleted_and_nothing_else(store: RecordStore) -> None:
    old = [record(f"old-{number}", NOW - dt.timedelta(days=30, minutes=number)) for number in range(5)]
    assert store.delete_before(NOW) == 0
    store.write([*old, record("new")])
    assert store.delete_before(NOW - dt.timedelta(days=10)) <= 5
    assert store.delete_before(NOW - dt.timedelta(days=10)) == 0
    assert [store.read(gone.inquiry_id) for gone in old] == [None] * 5
    assert store.read("new") == record("new")


def test_writing_nothing_is_no_fault(store: RecordStore) -> None:
    assert store.write([]) == []


# What only a cluster does.


@pytest.fixture
def cluster(elasticsearch_url: str) -> Iterator[ElasticsearchCluster]:
    made = ElasticsearchCluster(elasticsearch_url, f"records-{secrets.token_hex(4)}")
    yield made
    store = made.open()
    store.delete_before(NOW + dt.timedelta(days=400))
    store.close()


def both(cluster: ElasticsearchCluster) -> tuple[ElasticsearchStore, ElasticsearchStore]:
    return cluster.open(), cluster.open()


def test_two_gateways_share_a_cluster_and_close_what_the_other_recorded(cluster: ElasticsearchCluster) -> None:
    first, second = both(cluster)
    first.write([record("of-the-first")])
    second.write([record("of-the-second")])
    assert second.write([Closing("of-the-first", "resolved")]) == [True]
    past = first.read("of-the-first")
    assert past is not None
    assert past.outcome == "resolved"
    for store in (first, second):
        store.close()


def test_each_day_has_an_index_of_its_own(cluster: ElasticsearchCluster) -> None:
    store = cluster.open()
    store.write([record("today"), record("earlier", NOW - dt.timedelta(days=3))])
    assert sorted(store.days().values()) == [(NOW - dt.timedelta(days=3)).date(), NOW.date()]
    store.close()


def test_what_was_said_of_an_answer_stays_when_nothing_new_is_said(cluster: ElasticsearchCluster) -> None:
    store = cluster.open()
    store.write([record(), Closing("one", "resolved", "", helpful=False, correct_affair_code="water.outage"), Closing("one", "transferred")])
    client = store._client
    document = client.get(index=f"{cluster.alias}-{NOW:%Y.%m.%d}", id="one")["_source"]
    assert (document["outcome"], document["helpful"], document["correct_affair_code"]) == ("transferred", False, "water.outage")
    store.close()


def test_a_cluster_that_is_not_there_is_told() -> None:
    with pytest.raises(StoreFailed):
        ElasticsearchCluster("http://127.0.0.1:1").open()


@pytest.fixture
def busy(elasticsearch_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[BusyCluster]:
    """A cluster that has too much to do when it is told so; what is sent again is sent soon."""
    monkeypatch.setattr(elastic, "_FIRST_PAUSE_S", 0.01)
    monkeypatch.setattr(elastic, "_LONGEST_PAUSE_S", 0.05)
    with before(elasticsearch_url) as made:
        yield made


def test_what_a_busy_cluster_rejects_is_sent_again_and_nothing_is_lost(busy: BusyCluster, cluster: ElasticsearchCluster) -> None:
    store = ElasticsearchCluster(busy.url, cluster.alias).open()
    busy.turns_away, busy.rejects = times(1), times(1)
    changes = [change for number in range(20) for change in (record(str(number)), Closing(str(number), "resolved"))]
    assert store.write(changes) == [True] * 40
    busy.recovers()
    assert [getattr(store.read(str(number)), "outcome", None) for number in range(20)] == ["resolved"] * 20
    store.close()


def test_a_cluster_that_stays_busy_is_told(busy: BusyCluster, cluster: ElasticsearchCluster) -> None:
    store = ElasticsearchCluster(busy.url, cluster.alias).open()
    busy.turns_away = lambda call: True
    with pytest.raises(StoreFailed):
        store.write([record()])
    assert len(busy.calls) == 5
    busy.recovers()
    assert store.write([record()]) == [True]
    store.close()
