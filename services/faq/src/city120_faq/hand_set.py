"""Every number that a person chose and that steers how a text is read or what is learnt, with the reason and the command that shows what another one
would do. Whatever else such code needs is fitted and stands in an edition (`Fusion`).

Reading is studied by `python scripts/train/study_reading.py NAME=NUMBER`, which takes seconds; training by `scripts/train/train_matcher.py`, whose
report is judged on lines that nothing had learnt from. Other code names a number `hand_set.NAME` when it needs it, so that it can be studied. Nothing
else in matching and learning holds one (tests/unit/faq/test_hand_set.py).
"""

from __future__ import annotations

from typing import NamedTuple


class Descent(NamedTuple):
    """How a head that reads words is trained: rounds over all lines, the length of the first steps, and how far no line is taken at its word."""

    epochs: int
    rate: float
    smoothing: float


# --- What mistakes cost, from which thresholds follow. Judged, not measured: change them and train (train_matcher.py).

# A wrong statement costs as much as so many questions: the best affair is stated from 1 - 1 / cost on.
WRONG_COST = 7.0
# A missed emergency costs as much as so many false alarms: one is told without a pattern from 1 / (1 + cost) on.
MISSED_ALARM_COST = 13.0
# No public business that goes on takes a person's minutes, a refusal a caller's seconds to ask again: so many of them cost as much.
MISSED_OUTSIDE_COST = 13.0
# A person's minutes cost as much as so many questions: where nothing may be stated, it is asked from 1 / cost on, and below that a person takes over.
PERSON_COST = 2.5
# Words alone decide where at least this share of such judges' lines was right, for what they decide no vector mends.
DECIDED_PRECISION = 0.975
# A pattern that hears an emergency is believed from this chance of one on, low because a miss is worse than anything (kept with the thresholds).
ALARM_WITH_WORDS = 0.02

# --- Reading (study_reading.py NAME=NUMBER).

# Nothing is refused beside an affair so much likelier: without it (0) 0.3 points more of public business are refused, 0.2 being the standard error.
OUTWEIGHED = 0.2
# Both halves are read where words give both affairs this chance together: at 0.3 three points more of second questions are told for two fifths more
# consults, at 0.9 ten points fewer.
SUSPECTED = 0.6
# So many affairs are offered in a question, and fewer where the others are less likely than this: a caller on the telephone keeps three in mind.
OFFERED, WELL_MAY_BE = 3, 0.05
# A text that is wider is read in two pieces, letters of an alphabet being one wide: without (1000000) six points fewer of long stories are right.
STORY_WIDTH = 190
# The first and the last tokens of a piece are read: the point often comes last. More take longer than the budget of 30 ms has (make bench BENCH=faq).
FIRST_TOKENS, LAST_TOKENS = 42, 38
# So many pieces are read at once, for two processors, and so many wait, of which the last waits some twenty milliseconds (make bench BENCH=faq).
CONSULTS_AT_ONCE, CONSULTS_WAITING = 2, 6
# A chance is held at least so far from 0 and 1 before its odds are taken, so that no single sign decides alone.
HARDLY = 1e-5

# --- What a text is made of. Another choice is other features, so train_matcher.py, and a new version in analysis.

# Sizes of what is taken together: Korean letters, Korean syllables, letters of an alphabet, characters; and the letters of a word in a pair.
KOREAN_LETTERS, KOREAN_SYLLABLES, LETTERS, CHARACTERS, STEM = (5,), (1, 2), (3, 4, 5), (1, 2), 6
# A place name has at least and at most so many letters, at most so many words, and in Korean at most so long an ending.
SHORTEST_NAME, LONGEST_NAME, WORDS_OF_A_NAME, LONGEST_ENDING = 2, 12, 4, 3

# --- Training (train_matcher.py).

# Lines of one author in so many are kept aside to judge by.
JUDGES = 25
# With fewer judges nothing is fitted: so many can be told apart into halves by language, 80 in each, a share among which is known to five points.
LEAST_JUDGES = 500
# From this share of lines on that are new, or gone, rows are others than those that weights were fitted on. Two lines in a hundred are some ten new
# affairs. A tenth of the lines changes half a point (study_matcher.py curve), as much as one training differs from the next.
NEW_SHARE = 0.02
# Where nothing was fitted for the rows, it is stated as if a wrong statement cost so many times what it does: who is asked needlessly loses seconds.
CAREFUL = 3
# Nor was anything fitted for emergencies: one that no pattern hears is told when it is likelier than not.
CAREFUL_ALARM_FROM = 0.5
# A feature must occur in so many lines: what one author alone writes teaches nothing.
LEAST_DOCUMENTS = 2
# Words among all affairs, and among the few entries of one, which have fewer lines; the bias moves so much more slowly than the weights of features.
WORDS_DESCENT, ENTRIES_DESCENT, BIAS_RATE = Descent(12, 6.0, 0.1), Descent(30, 3.0, 0.05), 0.01
# What is no public business falls into so many parts, if there are so many lines for each.
PARTS_OUTSIDE, LINES_OF_A_PART = 24, 20
# How sharply the cosine to a label tells it from others; the fusion weighs it again in each language.
SHARPNESS = 10.0
# How firmly the weights of one language are held near those of all, the curve of two questions flat, and the weights of entries near those below.
TOGETHER, PAIRS_FIRMNESS, ENTRY_WEIGHTS_FIRMNESS = 0.03, 0.05, 0.002
# Words and vectors together, the general entry's advantage; words alone, its advantage: in a cosine a little is much.
ENTRY_WEIGHTS_BEGIN = (1.0, 8.0, 0.5, 1.0, 0.5)
