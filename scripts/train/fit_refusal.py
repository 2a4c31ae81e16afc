"""Fits how likely a text is no public business among callers, and from where on it is asked which affair it is, on inquiries that nothing had learnt
from: the golden sets, and proposals that citizens wrote, where the optional reference data is (CITY120_REFERENCE_DATA). Weights stay as they are.

python scripts/train/fit_refusal.py             fit, write it to the installed city's trained/fusion.json, and print the report
python scripts/train/fit_refusal.py --dry-run   only print the report

Read with the edition that is current in the data directory; build it anew afterwards (city120 edition build). The report has what each half of the
inquiries gives by a fit on the other half, and, by the fit on both, proposals that it was not fitted on.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from study_reading import CACHE, SETS, inquiries

from city120_edition import CityError, Edition, current_edition_path, default_data_dir, installed_city
from city120_edition.edition import EditionError
from city120_evaluation.citizens import proposals
from city120_evaluation.golden import NONE, OUT_OF_SCOPE, Golden, judge
from city120_faq import hand_set
from city120_faq.encoder.embedder import EmbeddingSettings
from city120_faq.encoder.floats import Floats
from city120_faq.encoder.vectors import VectorStore
from city120_faq.faq import Faq
from city120_faq.learning.fitting import AS_HEARD, callers, fit_ask_from, fit_no_business
from city120_faq.learning.judged import Bools
from city120_faq.learning.shipped import Trained, write_fitted, write_lines
from city120_faq.learning.training import follow
from city120_faq.matching.fusion import Fusion
from city120_faq.matching.ranking import Reading
from city120_text import detect_language

_DIGITS = 4
# Such a share of callers says what sounds as proposals do: judged, not measured. Of 332 other proposals 11 are refused and of 221 texts that are none
# 136; with 0.004 17 and 148, with 0.01 8 and 120.
_PROPOSALS = 0.007
# What a training reports by thresholds that are fitted anew here.
_REPLACED = ("asked", "right_among_asked", "handed_over", "right_among_handed_over", "out_of_scope")


@dataclass(frozen=True)
class Heard:
    """What is heard of texts (n), before it is moved to what it is among callers: how likely each is no public business, its best affair, and those
    that would be offered; whether one of these is right, and whether anybody said which is; whether it truly is no public business, whether words
    left it undecided, whether it is an emergency."""

    none: Floats
    best: Floats
    offered: Floats
    right: Bools
    known: Bools
    truly_none: Bools
    undecided: Bools
    emergency: Bools

    def __getitem__(self, rows: Any) -> Heard:
        return Heard(*(values[rows] for values in vars(self).values()))

    @classmethod
    def of(cls, asked: Sequence[Golden], read: Sequence[Reading]) -> Heard:
        """Of inquiries as they were read."""
        offered = [reading.ranking.affairs[: hand_set.OFFERED] for reading in read]
        told = [{"affairs": [{"code": code, "probability": chance} for code, chance in several]} for several in offered]
        right = [judge(golden, answer, 0.0).names_affair(hand_set.OFFERED) for golden, answer in zip(asked, told, strict=True)]
        none = np.array([golden.kind == OUT_OF_SCOPE for golden in asked])
        return cls(
            np.array([reading.ranking.out_of_scope for reading in read], dtype=np.float32),
            np.array([reading.ranking.best[1] for reading in read], dtype=np.float32),
            np.array([sum(chance for _, chance in several) for several in offered], dtype=np.float32),
            np.array(right) & ~none,
            np.array([golden.affair not in ("", NONE) for golden in asked]) | none,
            none,
            np.array([reading.vector is not None for reading in read]),
            np.array([bool(reading.emergencies) for reading in read]),
        )

    def refused(self, fusion: Fusion) -> Bools:
        """Which are told to be no public business."""
        best = self.best * self._others(fusion)
        refused: Bools = self.undecided & ~self.emergency & (best < fusion.state_from) & (fusion.no_business.of(self.none) >= hand_set.REFUSE_FROM)
        return refused

    def fitted(self, fusion: Fusion, ours: Bools) -> Fusion:
        """The fusion with the curve that is fitted on these, of which all but `ours` are proposals, and with the threshold of a question."""
        counts = np.empty_like(self.none)
        counts[ours] = callers(self.truly_none[ours])
        counts[~ours] = _PROPOSALS / (1 - _PROPOSALS) * counts[ours].sum() / max((~ours).sum(), 1)
        curve = fit_no_business(self.none[self.undecided], self.truly_none[self.undecided], counts[self.undecided])
        fusion = replace(fusion, no_business=curve)
        others = self._others(fusion)
        unsettled = self.known & ~self.emergency & ~self.refused(fusion) & (self.best * others < fusion.state_from)
        return replace(fusion, ask_from=fit_ask_from((self.offered * others)[unsettled], self.right[unsettled], counts[unsettled]))

    def _others(self, fusion: Fusion) -> Floats:
        """What the chances of affairs are multiplied by among callers, where words left a text undecided."""
        others = (1 - fusion.no_business.of(self.none)) / np.maximum(1 - self.none, np.finfo(np.float32).eps)
        return np.where(self.undecided, others, 1.0)


def heard(loaded: Faq, asked: Sequence[Golden], store: VectorStore) -> Heard:
    """Inquiries as the service reads them, with chances as they are heard."""
    reader = loaded.matching.reader
    reader.matcher.fusion = replace(reader.matcher.fusion, no_business=AS_HEARD)
    steps = [reader.whole(inquiry.text, detect_language(inquiry.text)) for inquiry in asked]
    return Heard.of(asked, [reading for reading, _ in follow(steps, lambda texts: store.vectors(texts, lambda done, total: None))])


def fit(loaded: Faq, store: VectorStore) -> tuple[Fusion, dict[str, Any]]:
    """The fusion of an edition, fitted anew in these two, and the report."""
    golden = [inquiry for name in SETS for inquiry in inquiries(name)]
    written, others = proposals(fitted_on=True), proposals(fitted_on=False)
    read, shipped = heard(loaded, [*golden, *written], store), loaded.matching.reader.matcher.fusion
    ours = np.arange(len(read.none)) < len(golden)
    first = np.array([_first_half(inquiry) for inquiry in (*golden, *written)])
    told: dict[str, Any] = {"golden": len(golden), "proposals": len(written), "digest": _digest((*golden, *written))}
    for name, side in (("first half", first), ("second half", ~first)):
        halved = read[~side].fitted(shipped, ours[~side])
        told[name] = _report(read[side], halved, ours[side])
    fusion = read.fitted(shipped, ours)
    told["both"] = _report(read, fusion, ours)
    if others:
        of_others = heard(loaded, others, store)
        whole = np.array([inquiry.id.endswith("-whole") for inquiry in others])
        told["other proposals"] = {name: _share(of_others[rows].refused(fusion)) for name, rows in (("titles", ~whole), ("whole", whole))}
    return fusion, told


def _report(read: Heard, fusion: Fusion, ours: Bools) -> dict[str, Any]:
    refused = read.refused(fusion)
    return {
        "none heard": _share(refused[read.truly_none]),
        "public refused": _share(refused[ours & ~read.truly_none]),
        "proposals refused": _share(refused[~ours]),
        "no_business": [round(value, _DIGITS) for value in (fusion.no_business.slope, fusion.no_business.start)],
        "ask_from": round(fusion.ask_from, _DIGITS),
    }


def _still_true(report: dict[str, Any]) -> dict[str, Any]:
    """What a training reported, without what other thresholds gave."""
    halves = {name: part["all"] for name, part in report.items() if "all" in part}
    return report | {
        name: report[name] | {"all": {measure: value for measure, value in whole.items() if measure not in _REPLACED}}
        for name, whole in halves.items()
    }


def _share(outcomes: Bools) -> list[int]:
    """How many of how many."""
    return [int(outcomes.sum()), len(outcomes)]


def _first_half(inquiry: Golden) -> bool:
    """Which half an inquiry belongs to: a proposal's title and its whole stay together."""
    return hashlib.sha256(inquiry.id.rpartition("-")[0 if inquiry.id.startswith("proposal-") else 2].encode()).digest()[1] % 2 == 0


def _digest(asked: Sequence[Golden]) -> str:
    return hashlib.sha256("\n".join(sorted(inquiry.text for inquiry in asked)).encode()).hexdigest()[:16]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    parser.add_argument("--data-dir", type=Path, default=default_data_dir(), help="where the edition is (default: that of the services)")
    arguments = parser.parse_args()
    try:
        folder = installed_city().rows.parent / "trained"
        trained, loaded = Trained.read(folder), Faq.load(Edition.open(current_edition_path(arguments.data_dir)))
    except (CityError, EditionError, ValueError) as error:
        print(f"fit_refusal: {error}", file=sys.stderr)
        return 2
    fusion, told = fit(loaded, VectorStore(CACHE, EmbeddingSettings(), batch=1))
    if not arguments.dry_run:
        fitted = replace(trained.fitted.fusion, no_business=fusion.no_business, ask_from=fusion.ask_from)
        write_fitted(replace(trained.fitted, fusion=fitted, report={**_still_true(trained.fitted.report), "no public business": told}), folder)
        write_lines(trained.lines, folder)
    print(json.dumps(told, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
