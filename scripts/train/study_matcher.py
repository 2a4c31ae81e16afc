"""Studies the matcher on the frozen test set: what more phrasings would add, and what each layer adds.

python scripts/train/study_matcher.py curve                      trains on growing parts of the phrasings; the gain of the last 10 %
python scripts/train/study_matcher.py curve --parts 10 15        parts in per cent; each holds those before it
python scripts/train/study_matcher.py curve --asked 25           asks so many inquiries a language, the first by their hash, instead of all
python scripts/train/study_matcher.py layers                     words, vectors, both, and the two stages as they are served

Parts are made of whole authors of an affair, drawn by a hash: their lines are learnt together or not at all. Printed is the share of inquiries
with an affair whose best affair is right, by language; the language is given, not detected. The encoder stays as it ships: it was tuned on all
authors but one in 25, so the curve of both heads tells what the heads make of more lines, not what the encoder does; words alone have seen no
other line than those of the part.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from tqdm import tqdm

from city120_edition import installed_city, read_source, rows
from city120_edition.source import Source
from city120_evaluation.golden import Golden, read_golden
from city120_evaluation.measures import Share
from city120_evaluation.runs import key_of
from city120_faq.encoder.embedder import EmbeddingSettings
from city120_faq.encoder.floats import Floats
from city120_faq.encoder.vectors import VectorStore
from city120_faq.learning.lines import Example, examples
from city120_faq.learning.shipped import read_fitted
from city120_faq.learning.stored import save
from city120_faq.learning.sums import Sums
from city120_faq.learning.training import follow
from city120_faq.learning.word_training import train_words
from city120_faq.matching.labels import affairs_by_label
from city120_faq.matching.matcher import Matcher
from city120_faq.matching.place_names import PlaceNames
from city120_faq.matching.questions import Connectives, Questions
from city120_faq.matching.ranking import Ranking
from city120_faq.matching.reading import Reader
from city120_faq.matching.sentences import embedded
from city120_text import LANGUAGES, EmergencyMatcher

ROOT = Path(__file__).parents[2]
FROZEN, CACHE = ROOT / "tests" / "golden" / "frozen", ROOT / "build" / "study"
PARTS = (25, 50, 75, 90, 100)
_WHOLE = 100
Rank = Callable[[str, Floats, str], Ranking]


@dataclass(frozen=True)
class Study:
    """What is learnt from and asked: lines with vectors (n, d), inquiries without place names with theirs, labels' affairs."""

    lines: list[Example]
    vectors: Floats
    asked: list[Golden]
    asked_vectors: Floats
    affair_of: dict[str, str]

    @classmethod
    def of(cls, source: Source, cache: Path, count: int | None) -> Study:
        """Read it all, and `count` inquiries a language; those that were not embedded before are embedded and kept in `cache`."""
        names = PlaceNames.of_source(source)
        asked = [replace(inquiry, text=names.remove(inquiry.text)) for language in LANGUAGES for inquiry in _inquiries(language)[:count]]
        phrasings, questions = examples(source)
        lines, store = [*phrasings, *questions], VectorStore(cache, EmbeddingSettings())
        with tqdm(desc="vectors", leave=False) as bar:

            def show(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            vectors = store.vectors([line.text for line in lines], show)
            asked_vectors = embedded([inquiry.text for inquiry in asked], lambda texts: store.vectors(texts, show))
        affair_of = affairs_by_label(source.rows("affairs", rows.Affair), source.rows("emergencies", rows.Emergency))
        return cls(lines, vectors, asked, asked_vectors, affair_of)

    def part(self, share: int) -> Study:
        """The same with so many per cent of the lines; labels and questions of entries are always among them."""
        kept = [row for row, line in enumerate(self.lines) if not line.group.startswith(("label|", "entry|"))]
        held = {row for row in kept if _place(self.lines[row].group) >= share}
        left = [row for row in range(len(self.lines)) if row not in held]
        return replace(self, lines=[self.lines[row] for row in left], vectors=self.vectors[left])

    def right(self, rank: Rank) -> dict[str, Share]:
        """How often the best affair is right, by language and of all."""
        by_language: dict[str, list[bool]] = {language: [] for language in LANGUAGES}
        for inquiry, vectors in zip(self.asked, self.asked_vectors, strict=True):
            affair, _ = rank(inquiry.text, vectors, inquiry.language).best
            by_language[inquiry.language].append(affair in inquiry.affair.split("|"))
        outcomes = {**by_language, "all": [right for rights in by_language.values() for right in rights]}
        return {language: Share(sum(rights), len(rights)) for language, rights in outcomes.items()}


def _inquiries(language: str) -> list[Golden]:
    return sorted((inquiry for inquiry in read_golden(FROZEN / f"{language}.csv") if inquiry.affair), key=key_of)


def _place(group: str) -> int:
    """Where a group stands among all, from 0 to 99."""
    return int.from_bytes(hashlib.sha256(group.encode()).digest()[:8]) % _WHOLE


def learn(study: Study) -> Matcher:
    """A matcher trained on the lines of a study, with the weights that ship: all that this script knows of training."""
    lines = study.lines
    with tempfile.TemporaryDirectory() as folder, tqdm(desc=f"training on {len(lines)} lines", leave=False) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        save(train_words(lines, show), Sums.of(lines, study.vectors).head(), read_fitted(installed_city().trained).fusion, "study", Path(folder))
        return Matcher(Path(folder), study.affair_of)


def curve(study: Study, parts: Iterable[int]) -> list[tuple[str, dict[str, Share]]]:
    """Accuracy after learning from each part: of words alone, then of both heads."""
    words, both = [], []
    for share in sorted(set(parts)):
        part = study.part(share)
        learnt, name = learn(part), f"{share} %, {len(part.lines)} lines"
        words.append((f"words, {name}", study.right(words_of(learnt))))
        both.append((f"both, {name}", study.right(both_of(learnt))))
    return [*words, *both]


def words_of(matcher: Matcher) -> Rank:
    """What words alone say."""
    return lambda text, vectors, language: matcher.by_words(matcher.words.lexicon.read(text), language)


def both_of(matcher: Matcher) -> Rank:
    """What words and vectors say together."""
    return lambda text, vectors, language: matcher.by_both(matcher.words.lexicon.read(text), vectors, language)


def served_of(matcher: Matcher) -> Rank:
    """What is read, of a text without place names and emergencies."""
    nowhere = PlaceNames({}, frozenset(), {}, frozenset())
    reader = Reader(matcher, nowhere, Questions(Connectives(()), matcher, str), EmergencyMatcher(()))
    return lambda text, vectors, language: follow([reader.whole(text, language)], lambda texts: np.stack([vectors] * len(texts)))[0][0].ranking


def layers(study: Study) -> list[tuple[str, dict[str, Share]]]:
    """Accuracy of each layer alone and together, all learnt from the same lines."""
    matcher = learn(study)
    both = both_of(matcher)
    ranks: dict[str, Rank] = {
        "words": words_of(matcher),
        "vectors": lambda text, vectors, language: both("", vectors, language),
        "words and vectors": both,
        "as served: words first": served_of(matcher),
    }
    return [(name, study.right(rank)) for name, rank in ranks.items()]


def table(found: Sequence[tuple[str, dict[str, Share]]]) -> str:
    """Rows of shares in per cent, a column a language; the last line of a curve's gain over the line before."""
    heads = [*LANGUAGES, "all"]
    lines = [f"{'':<34}" + "".join(f"{language:>8}" for language in heads)]
    lines += [f"{name:<34}" + "".join(f"{shares[language].value:8.1%}" for language in heads) for name, shares in found]
    return "\n".join(lines)


def gain(found: Sequence[tuple[str, dict[str, Share]]]) -> str:
    """What the last part added to the one before, in points."""
    (name, before), (_, after) = found[-2:]
    told = f"{name.partition(',')[0]}: gain of the last part"
    return f"{told:<34}" + "".join(f"{100 * (after[language].value - before[language].value):+8.1f}" for language in [*LANGUAGES, "all"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("curve", "layers"))
    parser.add_argument("--parts", type=int, nargs="+", default=PARTS, metavar="PERCENT", help="parts of the curve (default: 25 50 75 90 100)")
    parser.add_argument("--part", type=int, default=_WHOLE, metavar="PERCENT", help="part that layers are learnt from (default: all lines)")
    parser.add_argument("--asked", type=int, metavar="N", help="inquiries a language (default: all of the frozen test set that have an affair)")
    parser.add_argument("--json", action="store_true", help="print JSON for programs instead of a table")
    arguments = parser.parse_args()
    if not all(0 < part <= _WHOLE for part in (*arguments.parts, arguments.part)):
        parser.error("a part is given in per cent, from 1 to 100")
    study = Study.of(read_source(installed_city().rows), CACHE, arguments.asked)
    found = curve(study, arguments.parts) if arguments.what == "curve" else layers(study.part(arguments.part))
    if arguments.json:
        print(json.dumps([{"name": name, **{language: share.as_json() for language, share in shares.items()}} for name, shares in found], indent=1))
        return 0
    print(table(found))
    if arguments.what == "curve" and len(found) > 2:
        print(gain(found[: len(found) // 2]), gain(found), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
