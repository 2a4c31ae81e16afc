"""Records on an Elasticsearch cluster: an index for each day (UTC) behind an alias, so that gateways can be many and old days go whole.

Nothing needs a script or a query that writes. A record is created once, a closing is a partial update of it. What is acknowledged is on the cluster's
disks; what the cluster rejects because it has too much to do is sent again with longer pauses, while the queue before the store fills.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from city120.inquiry.v1 import inquiry_pb2 as pb
from elastic_transport import TransportError
from elastic_transport.client_utils import DEFAULT
from elasticsearch import ApiError, Elasticsearch
from elasticsearch.helpers import streaming_bulk
from google.protobuf.message import DecodeError

from city120_gateway.records.port import StoreFailed
from city120_gateway.records.record import Change, Closing, Record

# The client tells every request at INFO; what goes wrong is told here.
logging.getLogger("elastic_transport").setLevel(logging.WARNING)
_KEPT = {"type": "keyword", "index": False, "doc_values": False}
_WORD = {"type": "keyword"}
_PROPERTIES = {
    "inquiry_id": _WORD,
    "received_at": {"type": "date"},
    "text": _KEPT,
    "resolution": {"type": "binary"},
    "outcome": _WORD,
    "note": _KEPT,
    "helpful": {"type": "boolean"},
    "correct_affair_code": _WORD,
}
# The translog is flushed to disk before a write is acknowledged: what is acknowledged is durable.
_SETTINGS = {"number_of_shards": 1, "auto_expand_replicas": "0-1", "translog": {"durability": "request"}}
_PATIENCE_S = 10.0
_RETRIES, _FIRST_PAUSE_S, _LONGEST_PAUSE_S = 4, 0.25, 2
_CALL_BYTES = 2_000_000
_THERE, _ABSENT = 409, 404
_DAY = re.compile(r"-(\d{4})\.(\d\d)\.(\d\d)$")
# Days of which a record is found in the moment in which it is written; older ones are found by search, a second later.
_RECENT_DAYS = 2
_Document = dict[str, Any]


@dataclass(frozen=True)
class ElasticsearchCluster:
    """An Opening of the records of an alias on a cluster."""

    url: str
    alias: str = "city120-records"
    api_key: str = ""
    ca: Path | None = None

    def claim(self) -> None:
        """Any number of gateways may use it."""

    def open(self) -> ElasticsearchStore:
        """The store. Raises StoreFailed when the cluster does not answer."""
        client = Elasticsearch(
            self.url,
            api_key=self.api_key or None,
            ca_certs=str(self.ca) if self.ca else DEFAULT,
            request_timeout=_PATIENCE_S,
            max_retries=0,
            retry_on_timeout=False,
        )
        store = ElasticsearchStore(client, self.alias)
        try:
            store.days()
        except StoreFailed:
            client.close()
            raise
        return store

    def release(self) -> None:
        """Nothing is held."""


class ElasticsearchStore:
    """A RecordStore in the indexes `<alias>-YYYY.MM.DD`."""

    def __init__(self, client: Elasticsearch, alias: str) -> None:
        self._client, self._alias = client, alias
        self._made: set[str] = set()

    @contextmanager
    def _failing(self) -> Iterator[Elasticsearch]:
        try:
            yield self._client
        except (TransportError, ApiError) as error:
            raise StoreFailed(str(error)) from error

    def write(self, changes: Sequence[Change]) -> list[bool]:
        """Records first, then closings, each in as few calls as their size allows."""
        records = [change for change in changes if isinstance(change, Record)]
        closings = [change for change in changes if isinstance(change, Closing)]
        where = {record.inquiry_id: self._index(record.received_at) for record in records}
        with self._failing() as cluster:
            for index in dict.fromkeys(where.values()):
                self._make(cluster, index)
            # First what may be closed by the others: a bulk call that is sent again in part keeps no order.
            _bulk(cluster, [_creation(record, where[record.inquiry_id]) for record in records])
            where |= {key: hit["_index"] for key, hit in self._hits(cluster, {closing.inquiry_id for closing in closings} - where.keys()).items()}
            absent = _bulk(cluster, [_update(closing, where[closing.inquiry_id]) for closing in closings if closing.inquiry_id in where])
        there = where.keys() - absent
        return [change.inquiry_id in there for change in changes]

    def read(self, inquiry_id: str) -> Record | None:
        """An inquiry; None when there is none."""
        with self._failing() as cluster:
            hit = self._hits(cluster, {inquiry_id}).get(inquiry_id)
        return _record(hit["_source"]) if hit else None

    def delete_before(self, moment: dt.datetime) -> int:
        """Delete the days that end before a moment, whole."""
        last = moment.astimezone(dt.UTC).date()
        gone = [index for index, day in self.days().items() if day < last]
        with self._failing() as cluster:
            count = sum(int(cluster.count(index=index)["count"]) for index in gone)
            for index in gone:
                cluster.indices.delete(index=index)
        self._made.difference_update(gone)
        return count

    def days(self) -> dict[str, dt.date]:
        """The indexes of the alias, and the day of each."""
        with self._failing() as cluster:
            try:
                names = cluster.indices.get_alias(name=self._alias).body
            except ApiError as error:
                if error.status_code == _ABSENT:
                    return {}
                raise
        return {name: dt.date(*map(int, match.groups())) for name in names if (match := _DAY.search(name))}

    def close(self) -> None:
        """Let the connections go."""
        self._client.close()

    def _index(self, moment: dt.datetime) -> str:
        return f"{self._alias}-{moment.astimezone(dt.UTC):%Y.%m.%d}"

    def _make(self, cluster: Elasticsearch, index: str) -> None:
        """The index of a day, once; another gateway may have been first."""
        if index in self._made:
            return
        try:
            mappings = {"dynamic": "strict", "properties": _PROPERTIES}
            cluster.indices.create(index=index, aliases={self._alias: {}}, mappings=mappings, settings=_SETTINGS)
        except ApiError as error:
            if error.error != "resource_already_exists_exception":
                raise
        self._made.add(index)

    def _hits(self, cluster: Elasticsearch, inquiry_ids: set[str]) -> dict[str, _Document]:
        """The documents of inquiries: of the last days as they are at this moment, of others as they were a second ago."""
        if not inquiry_ids:
            return {}
        today = dt.datetime.now(dt.UTC)
        recent = [self._index(today - dt.timedelta(days=days)) for days in range(_RECENT_DAYS)]
        wanted = [{"_index": index, "_id": inquiry_id} for index in recent for inquiry_id in inquiry_ids]
        hits = {document["_id"]: document for document in cluster.mget(docs=wanted)["docs"] if document.get("found")}
        if older := sorted(inquiry_ids - hits.keys()):
            response = cluster.search(
                index=self._alias, query={"ids": {"values": older}}, size=len(older), ignore_unavailable=True, allow_no_indices=True
            )
            hits |= {document["_id"]: document for document in response["hits"]["hits"]}
        return hits


def _creation(record: Record, index: str) -> _Document:
    return {"_op_type": "create", "_index": index, "_id": record.inquiry_id, "_source": _document(record)}


def _update(closing: Closing, index: str) -> _Document:
    said: Mapping[str, Any] = {"helpful": closing.helpful, "correct_affair_code": closing.correct_affair_code or None}
    doc = {"outcome": closing.outcome, "note": closing.note} | {name: value for name, value in said.items() if value is not None}
    return {"_op_type": "update", "_index": index, "_id": closing.inquiry_id, "doc": doc}


def _document(record: Record) -> _Document:
    return {
        "inquiry_id": record.inquiry_id,
        "received_at": record.received_at.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "text": record.text,
        "resolution": base64.b64encode(record.resolution.SerializeToString()).decode(),
        "outcome": record.outcome,
    }


def _record(document: _Document) -> Record:
    """Raises StoreFailed for a document that is damaged."""
    try:
        resolution = pb.ResolveInquiryResponse.FromString(base64.b64decode(document["resolution"], validate=True))
        received_at = dt.datetime.fromisoformat(document["received_at"])
        return Record(document["inquiry_id"], received_at, document["text"], resolution, document.get("outcome", ""))
    except (KeyError, ValueError, binascii.Error, DecodeError) as error:
        raise StoreFailed(f"a record is damaged: {error!r}") from error


def _bulk(cluster: Elasticsearch, operations: Sequence[_Document]) -> set[str]:
    """Make all, on disk when it returns; the inquiries that are absent. Raises StoreFailed when one failed for another reason than that it is there
    already, or absent."""
    outcomes = streaming_bulk(
        cluster,
        operations,
        max_chunk_bytes=_CALL_BYTES,
        max_retries=_RETRIES,
        initial_backoff=_FIRST_PAUSE_S,
        max_backoff=_LONGEST_PAUSE_S,
        # Else the first that is there already would end it.
        raise_on_error=False,
    )
    items = [next(iter(outcome.values())) for _, outcome in outcomes]
    if failed := [item for item in items if item["status"] >= 300 and item["status"] not in (_THERE, _ABSENT)]:
        raise StoreFailed(str(failed[0].get("error", failed[0]["status"])))
    return {str(item["_id"]) for item in items if item["status"] == _ABSENT}
