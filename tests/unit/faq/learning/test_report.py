"""How well lines are understood: shares of outcomes, and the gap between promise and truth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from city120_faq.learning.fitting import begin
from city120_faq.learning.judged import Judged, right_labels
from city120_faq.learning.report import expected_calibration_error, report, share
from city120_faq.matching.fusion import Weights
from city120_faq.matching.labels import log_softmax

LABELS = ("emergency.fire", "out_of_scope", "road", "water")
FUSION = replace(begin({"ko": Weights(1.0, 1.0, 1.0), "en": Weights(1.0, 1.0, 1.0)}), decided_from=0.9, state_from=0.6, alarm_from=0.5)


def test_a_share_of_nothing_is_none() -> None:
    assert (share(np.array([])), share(np.array([True, False, False])), share(np.array([1.0, 0.5]))) == (0.0, 0.3333, 0.75)


def test_the_calibration_error_is_the_gap_between_promise_and_truth() -> None:
    promised = np.full(100, 0.9, dtype=np.float32)
    assert expected_calibration_error(promised, np.arange(100) % 2 == 0, bins=1) == pytest.approx(0.4, abs=1e-6)
    assert expected_calibration_error(promised, np.zeros(100, dtype=bool)) == pytest.approx(0.9)
    assert expected_calibration_error(np.array([]), np.array([], dtype=bool)) == 0.0


def test_every_language_is_told_by_each_head_and_the_whole_as_it_is_served() -> None:
    likely = ["water", "road", "out_of_scope", "emergency.fire", "water"]
    truths = ["water", "road", "out_of_scope", "emergency.fire", "road"]
    words = log_softmax(np.array([[20.0 if label == wanted else 0.0 for label in LABELS] for wanted in likely], dtype=np.float32))
    told = report(Judged(LABELS, np.array(["ko", "ko", "ko", "en", "en"]), right_labels(truths, LABELS), words, words), FUSION)
    assert (told["ko"]["lines"], told["en"]["lines"], told["all"]["lines"]) == (3, 2, 5)
    assert (told["ko"]["words"], told["en"]["together"][0]) == ([1.0, 1.0], 0.5)
    assert told["all"]["emergencies"] == {"heard": 1.0, "false_alarms": 0.0}
    assert told["all"]["out_of_scope"] == {"heard": 1.0, "false_alarms": 0.0}
    assert told["all"]["served"][0] == 0.8
