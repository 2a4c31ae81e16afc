"""The working store on an Elasticsearch cluster: a document for each entry and one for each revision.

A cluster has no transaction over two documents. So the document of an entry carries the revision that made it, and is written alone, only if it is
still as it was read (`if_seq_no`, `if_primary_term`); then the revision gets a document of its own, to be listed. What a crash leaves between the two
is completed when the store is opened, and before the entry changes again. Several editors may use a store at once.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from elastic_transport import TransportError
from elastic_transport.client_utils import DEFAULT
from elasticsearch import ApiError, Elasticsearch
from elasticsearch.helpers import streaming_bulk

from city120_edition import rows
from city120_errors import Unavailable
from city120_faq.editor.store import By, Conflict, Edit, Kind, Revision, Stored
from city120_platform.log import fields

_logger = logging.getLogger(__name__)
_TEXT = {"type": "keyword", "index": False, "doc_values": False}
_WORD = {"type": "keyword"}
_REVISION = {
    **dict.fromkeys(("entry_id", "edition_id", "publisher", "kind"), _WORD),
    **dict.fromkeys(("author", "reason", "at", "before", "after"), _TEXT),
    "number": {"type": "long"},
}
# The translog is flushed to disk before a write is acknowledged: what is acknowledged is durable.
_SETTINGS = {"number_of_shards": 1, "auto_expand_replicas": "0-1", "translog": {"durability": "request"}}
_PAGE = 500
# Nobody waits on the telephone for an editor.
_PATIENCE_S = 60.0
_CONFLICT, _TOO_BUSY = 409, 429
# What a cluster rejects because it has too much to do is sent again so often, with a longer pause each time: 15 s together.
_RETRIES = 5
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.5, 8
_CALL_BYTES = 2_000_000
_encoder = msgspec.json.Encoder(order="sorted")
_decode = msgspec.json.Decoder(rows.Entry).decode
_Document = dict[str, Any]


def connect(url: str, api_key: str = "", ca: Path | None = None) -> Elasticsearch:
    """A client that asks once: a write that was asked twice would meet itself as a conflict."""
    certificates = str(ca) if ca else DEFAULT
    return Elasticsearch(url, api_key=api_key or None, ca_certs=certificates, request_timeout=_PATIENCE_S, max_retries=0, retry_on_timeout=False)


class ElasticsearchStore:
    """A WorkingStore in the indexes `<name>-entries`, `<name>-revisions` and `<name>-numbers`.

    When a write raises Unavailable after the cluster had taken it, the entry has changed though nothing was acknowledged: read it again.
    """

    def __init__(self, client: Elasticsearch, name: str) -> None:
        self._client: Elasticsearch | None = client
        self._entries, self._revisions, self._numbers = (f"{name}-{kind}" for kind in ("entries", "revisions", "numbers"))
        with self._asking() as cluster:
            for index, properties in ((self._entries, _REVISION), (self._revisions, _REVISION), (self._numbers, {})):
                _create(cluster, index, properties)
            for page in _pages(cluster, self._entries, {"match_all": {}}, "entry_id"):
                self._list(cluster, page)

    @contextmanager
    def _asking(self) -> Iterator[Elasticsearch]:
        if self._client is None:
            raise Unavailable("the working store is closed", fix="try again when the editor has started again")
        try:
            yield self._client
        except (TransportError, ApiError) as error:
            _logger.error("working store failed", extra=fields(reason=str(error)))
            if isinstance(error, ApiError) and error.status_code == _TOO_BUSY:
                raise _too_busy() from error
            raise Unavailable("the working store failed; the log has the details", fix="see whether the cluster is up and takes writes") from error

    def get(self, entry_id: str) -> Stored | None:
        """An entry as it is now; None when there is none."""
        with self._asking() as cluster:
            document = self._present(cluster, [entry_id]).get(entry_id)
            return _stored(document["_source"]) if document else None

    def entries(self, publisher: str = "") -> list[Stored]:
        """All entries, or those of a publisher, by id."""
        query = {"term": {"publisher": publisher}} if publisher else {"match_all": {}}
        with self._asking() as cluster:
            return [_stored(document) for page in _pages(cluster, self._entries, query, "entry_id") for document in page]

    def put(self, edits: Sequence[Edit], kind: Kind, by: By) -> list[int | Conflict]:
        """Take each edit whose entry is still at the revision that was read; many in one request, those of one entry one after the other."""
        outcomes: dict[int, int | Conflict] = {}
        waiting = dict(enumerate(edits))
        with self._asking() as cluster:
            while waiting:
                places: dict[str, int] = {}
                for place, edit in waiting.items():
                    if len(places) < _PAGE:
                        places.setdefault(edit.entry.id, place)
                told = self._put(cluster, [waiting.pop(place) for place in places.values()], kind, by)
                outcomes |= {places[entry_id]: outcome for entry_id, outcome in told.items()}
        return [outcomes[place] for place in range(len(edits))]

    def _put(self, cluster: Elasticsearch, edits: Sequence[Edit], kind: Kind, by: By) -> dict[str, int | Conflict]:
        """Edits of different entries, by id."""
        present = self._present(cluster, [edit.entry.id for edit in edits])
        outcomes: dict[str, int | Conflict] = {}
        fresh: dict[str, _Document] = {}
        for edit in edits:
            known = present.get(edit.entry.id)
            if (known["_source"]["number"] if known else 0) != edit.read:
                outcomes[edit.entry.id] = Conflict(edit.entry.id, _revision(known["_source"]) if known else None)
            else:
                fresh[edit.entry.id] = _written(edit.entry, known["_source"]["after"] if known else None, kind, by)
        # What is overwritten next must be listed first.
        self._list(cluster, [present[entry_id]["_source"] for entry_id in fresh if entry_id in present])
        for document, number in zip(fresh.values(), self._next(cluster, len(fresh)), strict=True):
            document["number"] = number
        late = self._write(cluster, fresh, present)
        self._list(cluster, [document for entry_id, document in fresh.items() if entry_id not in late])
        latest = self._present(cluster, late)
        outcomes |= {entry_id: Conflict(entry_id, _revision(latest[entry_id]["_source"])) for entry_id in late}
        return outcomes | {entry_id: int(document["number"]) for entry_id, document in fresh.items() if entry_id not in late}

    def _write(self, cluster: Elasticsearch, fresh: Mapping[str, _Document], present: Mapping[str, _Document]) -> list[str]:
        """Write documents of entries that are as they were read; the ids of those that are not any more."""
        operations: list[_Document] = []
        for entry_id, document in fresh.items():
            if known := present.get(entry_id):
                action = {"_op_type": "index", "if_seq_no": known["_seq_no"], "if_primary_term": known["_primary_term"]}
            else:
                action = {"_op_type": "create"}
            operations.append({**action, "_id": entry_id, "_source": document})
        return [str(item["_id"]) for item in _bulk(cluster, self._entries, operations) if item["status"] == _CONFLICT]

    def _list(self, cluster: Elasticsearch, documents: Sequence[_Document]) -> None:
        """Give revisions documents of their own, where they have none yet."""
        _bulk(cluster, self._revisions, [{"_op_type": "create", "_id": str(document["number"]), "_source": document} for document in documents])

    def _next(self, cluster: Elasticsearch, count: int) -> list[int]:
        """The next numbers, rising: how often one document was written, which the cluster counts for all who write it."""
        return sorted(int(item["_version"]) for item in _bulk(cluster, self._numbers, [{"_id": "last", "_source": {}}] * count))

    def _present(self, cluster: Elasticsearch, entry_ids: Sequence[str]) -> dict[str, _Document]:
        """The documents of entries as they are at this moment, by id."""
        if not entry_ids:
            return {}
        documents = cluster.mget(index=self._entries, ids=list(entry_ids))["docs"]
        return {str(document["_id"]): document for document in documents if document["found"]}

    def note(self, edition_id: str, kind: Kind, by: By) -> int:
        """Note that an edition becomes current; the revision's number."""
        with self._asking() as cluster:
            (number,) = self._next(cluster, 1)
            self._list(cluster, [{**_told(kind, by), "edition_id": edition_id, "number": number}])
            return number

    def revisions(self, entry_id: str = "", *, before: int = 0, limit: int = 50) -> list[Revision]:
        """At most `limit` revisions, newest first."""
        wanted: list[_Document] = [{"term": {"entry_id": entry_id}}] if entry_id else []
        if before:
            wanted.append({"range": {"number": {"lt": before}}})
        return self._newest({"bool": {"filter": wanted}}, limit)

    def latest_edition(self) -> str:
        """The edition that was noted last; empty when none was."""
        revisions = self._newest({"exists": {"field": "edition_id"}}, 1)
        return revisions[0].edition_id if revisions else ""

    def _newest(self, query: _Document, limit: int) -> list[Revision]:
        with self._asking() as cluster:
            hits = cluster.search(index=self._revisions, query=query, sort=[{"number": "desc"}], size=limit)["hits"]["hits"]
            return [_revision(hit["_source"]) for hit in hits]

    def close(self) -> None:
        """Let the connections go; safe to call twice."""
        if self._client is not None:
            self._client.close()
        self._client = None


def _create(cluster: Elasticsearch, index: str, properties: _Document) -> None:
    try:
        cluster.indices.create(index=index, mappings={"dynamic": "strict", "properties": properties}, settings=_SETTINGS)
    except ApiError as error:
        if error.error != "resource_already_exists_exception":
            raise


def _pages(cluster: Elasticsearch, index: str, query: _Document, order: str) -> Iterator[list[_Document]]:
    """All documents, by a field that tells them apart."""
    after: list[Any] | None = None
    while True:
        hits = cluster.search(index=index, query=query, sort=[{order: "asc"}], size=_PAGE, search_after=after)["hits"]["hits"]
        if not hits:
            return
        yield [hit["_source"] for hit in hits]
        after = hits[-1]["sort"]


def _bulk(cluster: Elasticsearch, index: str, operations: Sequence[_Document]) -> list[_Document]:
    """What became of each operation, on disk and to be found, those last that had to be sent again because the cluster had too much to do.

    A conflict is an outcome, anything else that fails raises Unavailable.
    """
    outcomes = streaming_bulk(
        cluster,
        operations,
        index=index,
        refresh=True,
        max_chunk_bytes=_CALL_BYTES,
        max_retries=_RETRIES,
        initial_backoff=_FIRST_PAUSE_S,
        max_backoff=_LONGEST_PAUSE_S,
        # Else the first rejected operation, or the first conflict, would end it.
        raise_on_error=False,
    )
    items = [next(iter(outcome.values())) for _, outcome in outcomes]
    if failed := [item for item in items if item["status"] >= 300 and item["status"] != _CONFLICT]:
        _logger.error("working store failed", extra=fields(reason=str(failed[0]["error"])))
        if failed[0]["status"] == _TOO_BUSY:
            raise _too_busy()
        raise Unavailable("the working store took a part of what was written; the log has the details", fix="read the entries again")
    return items


def _too_busy() -> Unavailable:
    return Unavailable(
        "the cluster of the working store has too much to do; a part of what was written may have been taken",
        fix="read the entries again, and try again what is missing when the cluster has time; see its write queue and indexing pressure",
    )


def _told(kind: Kind, by: By) -> _Document:
    return {"kind": kind, "author": by.author, "reason": by.reason, "at": by.at.astimezone(dt.UTC).isoformat(timespec="milliseconds")}


def _written(entry: rows.Entry, before: str | None, kind: Kind, by: By) -> _Document:
    """The document of an entry, but for its number: the revision that makes it, and its publisher."""
    after = _encoder.encode(rows.plain(entry)).decode()
    return {**_told(kind, by), "entry_id": entry.id, "publisher": entry.publisher, "before": before, "after": after}


def _stored(document: _Document) -> Stored:
    return Stored(entry=_decode(document["after"]), revision=document["number"], kind=document["kind"])


def _revision(document: _Document) -> Revision:
    before, after = document.get("before"), document.get("after")
    return Revision(
        number=document["number"],
        kind=document["kind"],
        by=By(author=document["author"], reason=document["reason"], at=dt.datetime.fromisoformat(document["at"])),
        entry_id=document.get("entry_id", ""),
        before=None if before is None else _decode(before),
        after=None if after is None else _decode(after),
        edition_id=document.get("edition_id", ""),
    )
