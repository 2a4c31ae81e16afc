"""The engine on an Elasticsearch cluster (8 or 9): one index an edition, and an alias on the one that was published last.

Nothing is asked of the cluster but indexes, bulk, match and kNN searches and aliases: tokens are made here and kept in fields that are cut at white
space, rankings are fused here. So it runs on managed clusters, and without any paid feature.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from elastic_transport import HttpxAsyncHttpNode, TransportError
from elastic_transport.client_utils import DEFAULT
from elasticsearch import ApiError, AsyncElasticsearch
from elasticsearch.helpers import async_streaming_bulk

from city120_edition import rows
from city120_errors import City120Error, NotFound, Unavailable
from city120_faq.encoder.floats import Floats
from city120_faq.search.port import DEPTH, Hit, Query, Rankings
from city120_faq.search.question_vectors import QuestionVectors
from city120_faq.search.tokens import document_tokens

# Entries sent at once, and how often what a cluster rejects because it has too much to do is sent again, with a longer pause each time.
_BATCH = 100
_BATCH_BYTES = 2_000_000
_TOO_BUSY = 429
_RETRIES = 8
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.5, 30
_FILLING_TIMEOUT_S = 60.0
# Of how many neighbours the graph is asked: the more, the nearer to comparing all.
_CANDIDATES = 5 * DEPTH
_OVERSAMPLE = 3.0
_META = "_meta"
# Entries that are looked up at once.
_PAGE = 1000


def connect(url: str, api_key: str = "", ca: Path | None = None) -> AsyncElasticsearch:
    """A client that asks once and tells at once when that fails; whoever calls decides what then."""
    for name in ("elastic_transport", "httpx"):
        logging.getLogger(name).setLevel(logging.WARNING)
    certificates = str(ca) if ca else DEFAULT
    return AsyncElasticsearch(
        url, api_key=api_key or None, ca_certs=certificates, node_class=HttpxAsyncHttpNode, max_retries=0, retry_on_timeout=False
    )


class Cluster:
    """A cluster, on which `alias` is the current edition; called with the id of an edition it gives the engine of that."""

    def __init__(self, client: AsyncElasticsearch, alias: str) -> None:
        self._client = client
        self._alias = alias

    def __call__(self, edition_id: str) -> ElasticsearchEngine:
        return ElasticsearchEngine(self._client, self._alias, edition_id)

    async def close(self) -> None:
        """Let the connections go."""
        await self._client.close()


class ElasticsearchEngine:
    """The index of one edition on a cluster. `alias` is also the beginning of the names of all indexes."""

    def __init__(self, client: AsyncElasticsearch, alias: str, edition_id: str) -> None:
        self._client = client
        self._alias = alias
        self.index = f"{alias}-{edition_id}"

    async def rank(self, query: Query) -> Rankings:
        """As the port says, both rankings in one request."""
        searches = {"words": _by_words(query), "vectors": _by_vectors(query)}
        asked = {name: search for name, search in searches.items() if search}
        if not asked:
            return Rankings()
        lines = [line for search in asked.values() for line in ({"index": self.index}, {**search, "_source": False, "size": DEPTH})]
        with _told_as_ours():
            answer = await self._client.msearch(searches=lines)
        return Rankings(**{name: _hits(response) for name, response in zip(asked, answer["responses"], strict=True)})

    async def fill(self, entries: Sequence[rows.Entry], vectors: Mapping[str, QuestionVectors], progress: Callable[[int, int], None]) -> None:
        """Put the edition's entries into its index, unless they are there. Safe to repeat, and to do from several processes at once.

        What the cluster rejects (429) is sent again after pauses of a minute and a half together. Raises Unavailable; what is there by then stays,
        and the next time only what is missing is sent.
        """
        patient = self._client.options(request_timeout=_FILLING_TIMEOUT_S)
        with _told_as_ours():
            if not await self._is_whole(patient, len(entries)):
                await self._create(patient, vectors, len(entries))
                await self._send(patient, entries, vectors, progress)

    async def make_current(self) -> None:
        """Move the alias here, in one step for all readers. What else stays: the index that had it, and any made since this one.

        Raises Unavailable, also when the index lacks entries; the alias then stays where it was.
        """
        patient = self._client.options(request_timeout=_FILLING_TIMEOUT_S)
        with _told_as_ours():
            made = await patient.indices.get(index=f"{self._alias}-*")
            ours = {name: index for name, index in made.items() if re.fullmatch(rf"{re.escape(self._alias)}-[0-9a-f]+", name)}
            before = {name for name, index in ours.items() if self._alias in index["aliases"]}
            if before == {self.index}:
                return
            await self._check(patient, ours.get(self.index))
            remove = [{"remove": {"index": name, "alias": self._alias}} for name in sorted(before - {self.index})]
            await patient.indices.update_aliases(actions=[*remove, {"add": {"index": self.index, "alias": self._alias}}])
            age = {name: int(index["settings"]["index"]["creation_date"]) for name, index in ours.items()}
            for name in [name for name in ours if name not in before and age[name] < age[self.index]]:
                await patient.options(ignore_status=404).indices.delete(index=name)

    async def _check(self, client: AsyncElasticsearch, index: dict[str, Any] | None) -> None:
        """Raises Unavailable unless the index, as the cluster describes it, has all the entries that it was made for."""
        if index is None:
            raise Unavailable(f"the index {self.index} is not there", fix="fill it first")
        wanted, there = index["mappings"].get(_META, {}).get("entries"), await self._count(client)
        if there != wanted:
            raise Unavailable(f"the index {self.index} has {there} of {wanted} entries", fix="fill it first; the alias stays where it is")

    async def _count(self, client: AsyncElasticsearch) -> int:
        await client.indices.refresh(index=self.index)
        return int((await client.count(index=self.index))["count"])

    async def _is_whole(self, client: AsyncElasticsearch, count: int) -> bool:
        """Whether the index is ours and has all entries. One that we did not make (written to while it was taken away) goes."""
        if not await client.indices.exists(index=self.index):
            return False
        mapping = (await client.indices.get_mapping(index=self.index))[self.index]["mappings"]
        if mapping.get(_META, {}).get("entries") != count:
            await client.indices.delete(index=self.index)
            return False
        return await self._count(client) == count

    async def _create(self, client: AsyncElasticsearch, vectors: Mapping[str, QuestionVectors], count: int) -> None:
        try:
            await client.indices.create(index=self.index, mappings=mappings(vectors, count), settings=_SETTINGS)
        except ApiError as error:
            if error.error != "resource_already_exists_exception":
                raise

    async def _send(
        self, client: AsyncElasticsearch, entries: Sequence[rows.Entry], vectors: Mapping[str, QuestionVectors], progress: Callable[[int, int], None]
    ) -> None:
        """One batch at a time: the next is made when the cluster has taken all of the last; of that only what it rejected is sent again."""
        there = await self._there(client, entries)
        missing = [(place, entry) for place, entry in enumerate(entries) if entry.id not in there]
        sent = async_streaming_bulk(
            client,
            _actions(self.index, missing, vectors),
            chunk_size=_BATCH,
            max_chunk_bytes=_BATCH_BYTES,
            max_retries=_RETRIES,
            initial_backoff=_FIRST_PAUSE_S,
            max_backoff=_LONGEST_PAUSE_S,
            # Else the first rejected entry would end it.
            raise_on_error=False,
        )
        done = len(there)
        async for taken, item in sent:
            if not taken:
                raise _not_taken(item["index"])
            done += 1
            progress(done, len(entries))
        await client.indices.refresh(index=self.index)

    async def _there(self, client: AsyncElasticsearch, entries: Sequence[rows.Entry]) -> set[str]:
        """What an earlier filling, or another process, has put there already. An edition never changes, so what is there is right."""
        ids: set[str] = set()
        for start in range(0, len(entries), _PAGE):
            asked = [entry.id for entry in entries[start : start + _PAGE]]
            answer = await client.mget(index=self.index, ids=asked, source=False)
            # The shard of an index that another process has made just now may not answer yet.
            ids |= {document["_id"] for document in answer["docs"] if document.get("found")}
        return ids


_SETTINGS = {"number_of_shards": 1, "auto_expand_replicas": "0-1", "refresh_interval": "-1"}


def mappings(vectors: Mapping[str, QuestionVectors], count: int) -> dict[str, Any]:
    """What an index holds, and nothing else: an unknown field is an error."""
    fields: dict[str, Any] = {"place": {"type": "integer"}}
    for language in rows.LANGUAGES:
        fields[_words(language)] = {"type": "text", "analyzer": "whitespace", "index_options": "freqs"}
    for language, questions in vectors.items():
        fields[_vector(language)] = {
            "type": "dense_vector",
            "dims": questions.dimensions,
            "similarity": "cosine",
            "index_options": {"type": "int8_hnsw"},
        }
    return {"dynamic": "strict", _META: {"entries": count}, "_source": {"includes": ["place"]}, "properties": fields}


def _words(language: str) -> str:
    return f"words_{language}"


def _vector(language: str) -> str:
    return f"vector_{language}"


async def _actions(index: str, entries: Sequence[tuple[int, rows.Entry]], vectors: Mapping[str, QuestionVectors]) -> AsyncIterator[dict[str, Any]]:
    """One action for each entry and its place, made in a thread when the cluster is ready for it, so that callers are served meanwhile."""
    for place, entry in entries:
        yield {"_op_type": "index", "_index": index, "_id": entry.id, **await asyncio.to_thread(_document, place, entry, vectors)}


def _document(place: int, entry: rows.Entry, vectors: Mapping[str, QuestionVectors]) -> dict[str, Any]:
    words = {_words(language): " ".join(document_tokens(text)) for language, text in entry.texts.items()}
    near = {language: questions.rows(place, place + 1)[0] for language, questions in vectors.items()}
    # The cosine of a vector of zeros is not defined, and the cluster refuses it.
    return {"place": place, **words, **{_vector(language): _written(vector) for language, vector in near.items() if vector.any()}}


def _written(vector: Floats) -> list[float]:
    """A vector as numbers of seven digits, finer than the eight bits it is kept in."""
    return [round(value, 7) for value in vector.tolist()]


def _by_words(query: Query) -> dict[str, Any] | None:
    if not query.tokens:
        return None
    return {"query": {"match": {_words(query.language): {"query": " ".join(query.tokens)}}}, "sort": ["_score", {"place": "asc"}]}


def _by_vectors(query: Query) -> dict[str, Any] | None:
    if query.vector is None or not query.vector.any():
        return None
    near = {"field": _vector(query.language), "query_vector": _written(query.vector), "k": DEPTH, "num_candidates": _CANDIDATES}
    # The graph is walked in eight bits; what it finds is compared again as it was sent.
    return {"knn": {**near, "rescore_vector": {"oversample": _OVERSAMPLE}}, "sort": ["_score", {"place": "asc"}]}


def _hits(response: dict[str, Any]) -> tuple[Hit, ...]:
    """The hits of one of the searches, which may have failed alone."""
    if response.get("status") == 404:
        raise NotFound("the edition has no index on the cluster", field="edition_id", fix="it is filled anew")
    if "error" in response or response.get("timed_out") or response["_shards"]["failed"]:
        raise Unavailable(f"Elasticsearch answered {response.get('error', 'a part of the index only')}")
    return tuple(Hit(hit["_id"], hit["_score"]) for hit in response["hits"]["hits"])


def _not_taken(item: Mapping[str, Any]) -> Unavailable:
    """An entry that was not taken, the last time that it was sent, as what is told."""
    if item["status"] == _TOO_BUSY:
        return _too_busy(f"it rejected {item['_id']}: {item['error']}")
    return Unavailable(f"Elasticsearch did not take {item['_id']}: {item['error']}", fix="see what it objects to; what it has stays there")


def _too_busy(said: str) -> Unavailable:
    fix = "see its write queue, indexing pressure and memory; give it time or room: what is missing is sent again, until then the alias stays"
    return Unavailable(f"Elasticsearch has too much to do: {said}", fix=fix)


@contextmanager
def _told_as_ours() -> Iterator[None]:
    """Every failure of the cluster as Unavailable, with what it said."""
    try:
        yield
    except City120Error:
        raise
    except (TransportError, ApiError) as error:
        if isinstance(error, ApiError) and error.status_code == _TOO_BUSY:
            raise _too_busy(str(error)) from error
        raise Unavailable(f"Elasticsearch: {type(error).__name__}: {error}") from error
