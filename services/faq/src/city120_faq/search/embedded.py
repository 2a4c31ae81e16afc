"""The engine that needs no server: tantivy over our own tokens and the vectors of the questions, read from the edition's own files."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import tantivy

from city120_edition import rows
from city120_faq.encoder.floats import Floats
from city120_faq.search.merging import Trust
from city120_faq.search.port import DEPTH, Hit, Query, Rankings
from city120_faq.search.question_vectors import QuestionVectors
from city120_faq.search.tokens import document_tokens, tokens

# Changes whenever equal rows would give another index: part of the edition's identity.
VERSION = "1"
# The folder of the index beside faq's other artefacts.
SEARCH = "search"
_DESCRIPTION = "search.json"
_PLACE = "place"
# Elasticsearch refuses a query of more words on its smallest nodes, and no honest question has as many.
_MOST = 1000
# Parts of words say least and go first when a text has too many tokens.
_LETTERS = "gj"
_WRITER_BYTES = 400_000_000


def _field(language: str) -> str:
    return f"words_{language}"


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field(_PLACE, fast=True)
    for language in rows.LANGUAGES:
        builder.add_text_field(_field(language), tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def write_words(folder: Path, entries: Sequence[rows.Entry]) -> Iterator[int]:
    """Write the index of words below `folder`; yields how many entries are in it, after each."""
    words = folder / "words"
    words.mkdir()
    # One thread: more would make an index whose parts depend on chance.
    writer = tantivy.Index(_schema(), path=str(words)).writer(heap_size=_WRITER_BYTES, num_threads=1)
    for place, entry in enumerate(entries):
        document = tantivy.Document()
        document.add_unsigned(_PLACE, place)
        for language, text in entry.texts.items():
            document.add_text(_field(language), " ".join(document_tokens(text)))
        writer.add_document(document)
        yield place + 1
    writer.commit()
    writer.wait_merging_threads()
    for lock in words.glob(".*.lock"):
        lock.unlink()
    for path in words.iterdir():
        path.chmod(0o644)


def write_description(folder: Path, entries: Sequence[rows.Entry], trust: dict[str, Trust]) -> None:
    """Write what belongs to words and vectors alike."""
    description = {"ids": [entry.id for entry in entries], "trust": {language: asdict(trusted) for language, trusted in trust.items()}}
    (folder / _DESCRIPTION).write_text(json.dumps(description), encoding="utf-8")


class EmbeddedEngine:
    """The index of one edition in this process. Thread-safe; its files are mapped, not loaded."""

    def __init__(self, folder: Path) -> None:
        description = json.loads((folder / _DESCRIPTION).read_text(encoding="utf-8"))
        self.ids: list[str] = description["ids"]
        self.trust = {language: Trust(**trusted) for language, trusted in description["trust"].items()}
        self.vectors = {language: QuestionVectors(folder, language) for language in rows.LANGUAGES if (folder / f"vectors.{language}.npy").exists()}
        self._schema = _schema()
        self._searcher = _open(folder / "words")

    def query(self, text: str, language: str, vector: Floats | None = None) -> Query:
        """A query for this edition; `vector` (d,) as the model gives it."""
        asked = list(dict.fromkeys(tokens(text)))
        known = [token for token in asked if self._searcher.doc_freq(_field(language), token)]
        kept = sorted(known, key=lambda token: token[0] in _LETTERS)[:_MOST]
        questions = self.vectors.get(language)
        moved = questions.centred(vector) if questions is not None and vector is not None else None
        return Query(tuple(kept), language, len(known) / len(asked) if asked else 0.0, moved)

    async def rank(self, query: Query) -> Rankings:
        """As the port says, in a thread: a large edition takes milliseconds, in which others are served."""
        return await asyncio.to_thread(self.ranked, query)

    def ranked(self, query: Query) -> Rankings:
        """The same, at once."""
        return Rankings(self._by_words(query), self._by_vectors(query))

    def _by_words(self, query: Query) -> tuple[Hit, ...]:
        if not query.tokens:
            return ()
        field = _field(query.language)
        terms = [(tantivy.Occur.Should, tantivy.Query.term_query(self._schema, field, token, "freq")) for token in query.tokens]
        hits = self._searcher.search(tantivy.Query.boolean_query(terms), limit=DEPTH, count=False).hits
        places = self._searcher.fast_field_values(_PLACE, [address for _, address in hits])
        best = sorted((-float(score), int(place or 0)) for place, (score, _) in zip(places, hits, strict=True))
        return tuple(Hit(self.ids[place], -below) for below, place in best)

    def _by_vectors(self, query: Query) -> tuple[Hit, ...]:
        questions = self.vectors.get(query.language)
        if questions is None or query.vector is None:
            return ()
        places, cosines = questions.nearest(query.vector, DEPTH)
        return tuple(Hit(self.ids[place], float(cosine)) for place, cosine in zip(places, cosines, strict=True))


def _open(words: Path) -> tantivy.Searcher:
    """A searcher of an index that may be read-only. tantivy writes a lock beside the files that it opens, and looks after them from then on;
    so it gets a directory of links, which is not needed any more when all files are mapped."""
    with TemporaryDirectory(prefix="city120-search-", ignore_cleanup_errors=True) as links:
        for path in words.iterdir():
            (Path(links) / path.name).symlink_to(path.resolve())
        index = tantivy.Index.open(links)
        index.config_reader(reload_policy="manual", num_warmers=0)
        index.reload()
        return index.searcher()
