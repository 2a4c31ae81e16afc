"""The lines that the matcher of an edition learns from: phrasings, labels of affairs, questions of entries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from city120_edition import rows
from city120_edition.source import Source
from city120_faq import hand_set
from city120_faq.matching.labels import OUT_OF_SCOPE
from city120_faq.matching.place_names import PlaceNames

# Authors that wrote without seeing other lines, and groups that are no callers' lines.
_BLIND = "blind-"
_LABEL, _ENTRY = "label|", "entry|"


@dataclass(frozen=True)
class Example:
    """One line and what it is about, and which entry answers it if that is told; lines of one `group` are left out together."""

    text: str
    language: str
    label: str
    group: str
    entry: str = ""


def digest_of(lines: Sequence[Example]) -> str:
    """What tells one set of lines from another, whatever their order."""
    digest = hashlib.sha256()
    for line in sorted(f"{line.language}\t{line.label}\t{line.text}" for line in lines):
        digest.update(line.encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()[:16]


def is_judge(line: Example) -> bool:
    """Whether a line is kept aside while weights are fitted: of a writer who saw no other line, or of one author in so many."""
    _, _, author = line.group.partition("|")
    if author.startswith(_BLIND):
        return True
    number = int.from_bytes(hashlib.sha256(line.group.encode()).digest())
    return not line.group.startswith((_LABEL, _ENTRY)) and number % hand_set.JUDGES == 0


def numbered(lines: Sequence[Example]) -> tuple[tuple[str, ...], npt.NDArray[np.int64]]:
    """The labels in order, and each line's."""
    labels = tuple(sorted({line.label for line in lines}))
    position = {label: number for number, label in enumerate(labels)}
    return labels, np.array([position[line.label] for line in lines], dtype=np.int64)


def examples(source: Source) -> tuple[list[Example], list[Example]]:
    """All lines to learn from, without place names: phrasings and labels of affairs, and the questions of entries, which editors change. The same
    words are taken once."""
    names = PlaceNames.of_source(source)
    known: set[tuple[str, str]] = set()

    def plain(lines: Iterator[Example]) -> list[Example]:
        shorter = [replace(line, text=names.remove(line.text)) for line in lines]
        # Of the same words, those that tell their entry.
        first: dict[tuple[str, str], Example] = {}
        for line in shorter:
            key = line.language, line.text
            if key not in first or (line.entry and not first[key].entry):
                first[key] = line
        kept = [line for line in shorter if first[line.language, line.text] is line and (line.language, line.text) not in known]
        known.update(first)
        return kept

    return plain(_phrasings(source)), plain(_questions(source))


def _phrasings(source: Source) -> Iterator[Example]:
    for phrasing in source.rows("phrasings", rows.Phrasing):
        yield Example(phrasing.text, phrasing.language, phrasing.affair, f"{phrasing.affair}|{phrasing.author}", phrasing.entry)
    several = choices(source)
    for affair in source.rows("affairs", rows.Affair):
        # Who says no more than what the affair is called is answered by the general entry.
        general = several.get(affair.code, [""])[0]
        for language, label in rows.by_language(affair.labels):
            yield Example(label, language, affair.code, f"{_LABEL}{affair.code}", general)


def _questions(source: Source) -> Iterator[Example]:
    for entry in source.rows("entries", rows.Entry):
        for language, text in rows.by_language(entry.texts):
            yield Example(text.question, language, entry.affair, f"{_ENTRY}{entry.id}", entry.id)


def by_entry(phrasings: Sequence[Example], questions: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """The lines that tell their entry, with that for a label: phrasings; and what editors change, labels of affairs, which tell the general one, and
    questions."""
    telling = [(line.group.startswith(_LABEL), replace(line, label=line.entry)) for line in phrasings if line.entry]
    edited = [line for label, line in telling if label] + [replace(line, label=line.entry) for line in questions if line.entry]
    return [line for label, line in telling if not label], edited


def choices(source: Source) -> dict[str, list[str]]:
    """The city's entries of each affair that has several, the general one first; and why something may be no public business."""
    entries_of: dict[str, list[str]] = {OUT_OF_SCOPE: list(rows.OUT_OF_SCOPE_REASONS)}
    for entry in source.rows("entries", rows.Entry):
        if entry.publisher == rows.CITY:
            entries_of.setdefault(entry.affair, []).append(entry.id)
    return {affair: entries for affair, entries in entries_of.items() if len(entries) > 1}
