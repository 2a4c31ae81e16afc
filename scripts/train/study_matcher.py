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

from tqdm import tqdm

from city120_edition import installed_city, read_source, rows
from city120_edition.gazetteer import compile_gazetteer
from city120_edition.source import Source
from city120_evaluation.golden import Golden, read_golden
from city120_evaluation.measures import Share
from city120_evaluation.runs import key_of
from city120_faq.encoder.model import Floats
from city120_faq.encoder.vectors import EmbeddingSettings, VectorStore
from city120_faq.learning.lines import examples
from city120_faq.learning.shipped import read_fitted
from city120_faq.matching.heads import EMERGENCY, Example, Sums, VectorHead, train_words
from city120_faq.matching.matcher import Matcher, Ranking, best, save
from city120_faq.matching.place_names import PlaceNames
from city120_text import LANGUAGES

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
    asked_vectors: list[Floats]
    affair_of: dict[str, str]

    @classmethod
    def of(cls, source: Source, cache: Path, count: int | None) -> Study:
        """Read it all, and `count` inquiries a language; those that were not embedded before are embedded and kept in `cache`."""
        names = PlaceNames.of(compile_gazetteer(source), source.rows("plain_names", rows.PlainName))
        asked = [replace(inquiry, text=names.remove(inquiry.text)) for language in LANGUAGES for inquiry in _inquiries(language)[:count]]
        phrasings, questions = examples(source)
        lines, store = [*phrasings, *questions], VectorStore(cache, EmbeddingSettings())
        with tqdm(desc="vectors", leave=False) as bar:

            def show(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            vectors = store.vectors([line.text for line in lines], show)
            asked_vectors = store.readings([inquiry.text for inquiry in asked])
        affairs = {affair.code: affair.code for affair in source.rows("affairs", rows.Affair)}
        emergencies = {f"{EMERGENCY}{row.id}": row.affair for row in source.rows("emergencies", rows.Emergency)}
        return cls(lines, vectors, asked, asked_vectors, affairs | emergencies)

    def part(self, share: int) -> Study:
        """The same with so many per cent of the lines; labels and questions of entries are always among them."""
        candidates = [row for row, line in enumerate(self.lines) if not line.group.startswith(("label|", "entry|"))]
        held = {row for row in candidates if _place(self.lines[row].group) >= share}
        left = [row for row in range(len(self.lines)) if row not in held]
        return replace(self, lines=[self.lines[row] for row in left], vectors=self.vectors[left])

    def right(self, rank: Rank) -> dict[str, Share]:
        """How often the best affair is right, by language and of all."""
        by_language: dict[str, list[bool]] = {language: [] for language in LANGUAGES}
        for inquiry, vectors in zip(self.asked, self.asked_vectors, strict=True):
            affairs = best(rank(inquiry.text, vectors, inquiry.language), 1, self.affair_of)
            by_language[inquiry.language].append(bool(affairs) and affairs[0][0] in inquiry.affair.split("|"))
        outcomes = {**by_language, "all": [right for hits in by_language.values() for right in hits]}
        return {language: Share(sum(hits), len(hits)) for language, hits in outcomes.items()}


def _inquiries(language: str) -> list[Golden]:
    return sorted((inquiry for inquiry in read_golden(FROZEN / f"{language}.csv") if inquiry.affair), key=key_of)


def _place(group: str) -> int:
    """Where a group stands among all, from 0 to 99."""
    return int.from_bytes(hashlib.sha256(group.encode()).digest()[:8]) % _WHOLE


def learn(lines: Sequence[Example], vectors: Floats) -> Matcher:
    """A matcher trained on lines with their vectors (n, d), with the weights that ship: all that this script knows of training."""
    with tempfile.TemporaryDirectory() as folder, tqdm(desc=f"training on {len(lines)} lines", leave=False) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        save(train_words(lines, show), VectorHead.of(Sums.of(lines, vectors)), read_fitted(installed_city().trained).fusion, "study", Path(folder))
        return Matcher(Path(folder))


def curve(study: Study, parts: Iterable[int]) -> list[tuple[str, dict[str, Share]]]:
    """Accuracy after learning from each part: of words alone, then of both heads."""
    words, both = [], []
    for share in sorted(set(parts)):
        part = study.part(share)
        learnt, name = learn(part.lines, part.vectors), f"{share} %, {len(part.lines)} lines"
        words.append((f"words, {name}", study.right(words_of(learnt))))
        both.append((f"both, {name}", study.right(learnt.by_words_and_vectors)))
    return [*words, *both]


def words_of(matcher: Matcher) -> Rank:
    """What words alone say."""
    return lambda text, vectors, language: matcher.by_words(text, language)


def layers(study: Study) -> list[tuple[str, dict[str, Share]]]:
    """Accuracy of each layer alone and together, all learnt from the same lines."""
    both = learn(study.lines, study.vectors)

    def served(text: str, vectors: Floats, language: str) -> Ranking:
        first = both.by_words(text, language)
        return first if first.decided else both.by_words_and_vectors(text, vectors, language)

    ranks: dict[str, Rank] = {
        "words": words_of(both),
        "vectors": lambda text, vectors, language: both.by_words_and_vectors("", vectors, language),
        "words and vectors": both.by_words_and_vectors,
        "as served: words first": served,
    }
    return [(name, study.right(rank)) for name, rank in ranks.items()]


def table(results: Sequence[tuple[str, dict[str, Share]]]) -> str:
    """Rows of shares in per cent, a column a language; the last line of a curve's gain over the line before."""
    heads = [*LANGUAGES, "all"]
    lines = [f"{'':<34}" + "".join(f"{language:>8}" for language in heads)]
    lines += [f"{name:<34}" + "".join(f"{shares[language].value:8.1%}" for language in heads) for name, shares in results]
    return "\n".join(lines)


def gain(results: Sequence[tuple[str, dict[str, Share]]]) -> str:
    """What the last part added to the one before, in points."""
    (name, before), (_, after) = results[-2:]
    label = f"{name.partition(',')[0]}: gain of the last part"
    return f"{label:<34}" + "".join(f"{100 * (after[language].value - before[language].value):+8.1f}" for language in [*LANGUAGES, "all"])


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
    results = curve(study, arguments.parts) if arguments.what == "curve" else layers(study.part(arguments.part))
    if arguments.json:
        print(json.dumps([{"name": name, **{language: share.as_json() for language, share in shares.items()}} for name, shares in results], indent=1))
        return 0
    print(table(results))
    if arguments.what == "curve" and len(results) > 2:
        print(gain(results[: len(results) // 2]), gain(results), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
