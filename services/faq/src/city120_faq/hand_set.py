"""Every number that a person chose and that steers how a text is read or what is learnt, with the reason and the command that shows what another one
would do. Whatever else such code needs is fitted and stands in an edition (`Fusion`).

Reading is studied by `python scripts/train/study_reading.py NAME=NUMBER`, which takes seconds; training by `scripts/train/train_matcher.py`, whose
report is judged on lines that nothing had learnt from. Other code names a number `hand_set.NAME` when it needs it, so that it can be studied. Nothing
else in matching, learning, encoder and search holds one but those that tests/unit/faq/test_hand_set.py lists with what they are for.
"""

from __future__ import annotations

# --- What mistakes cost, from which thresholds follow. Judged, not measured: change them and train (train_matcher.py).

# A wrong statement costs as much as so many questions: the best affair is stated from 1 - 1 / cost on.
WRONG_COST = 7.0
# An emergency that is missed costs as much as so many false alarms: one is told from 1 / (1 + cost) on.
MISSED_COST = 13.0
# A caller who is refused with public business costs as much as nine whose odd question a person hears: it is refused from this chance on.
REFUSE_FROM = 0.9
# A group of affairs is stated from this chance on where none of them is: a person who knows its business takes over, so a wrong one costs a transfer.
STATE_GROUP_FROM = 0.9
# So many of a hundred callers ask what is no public business (of those of a call centre 1 to 2); of lines to learn from 12 in a hundred are such.
ODD_SHARE = 0.015
# A person's minutes cost as much as so many questions: where nothing may be stated, it is asked from 1 / cost on, and below that a person takes over.
PERSON_COST = 2.5
# Words alone decide where at least this share of such judges' lines was right, for what they decide no vector mends.
DECIDED_PRECISION = 0.975
# A pattern that hears an emergency is believed from this chance of one on, low because a miss is worse than anything (kept with the thresholds).
ALARM_WITH_WORDS = 0.02

# --- Reading (study_reading.py NAME=NUMBER).

# So many affairs are offered in a question, and fewer where the others are unlikely (decision): a caller on the telephone keeps three in mind.
OFFERED = 3
# A text that is wider is read in two pieces, letters of an alphabet being one wide: without (1000000) six points fewer of long stories are right.
STORY_WIDTH = 190
# The first and the last tokens of a piece are read: the point often comes last. More take longer than the budget of 30 ms has (make bench BENCH=faq).
FIRST_TOKENS, LAST_TOKENS = 42, 38
# So many pieces are read at once, for two processors, and so many wait, of which the last waits some twenty milliseconds (make bench BENCH=faq).
CONSULTS_AT_ONCE, CONSULTS_WAITING = 2, 6

# --- What a text is made of. Another choice is other features, so train_matcher.py, and a new version in analysis.

# So many syllables or characters at most are taken together, and from so many to so many letters of an alphabet; of Korean letters as many as most.
SYLLABLES, FEWEST_LETTERS, MOST_LETTERS = 2, 3, 5
# So many letters of a word count in a pair of words, where endings vary.
STEM = 6
# A place name has at most so long an ending in Korean: without a bound (99) ten of 100,574 lines lose the name of a school or an office.
LONGEST_ENDING = 3

# --- Training (train_matcher.py).

# Lines of one author in so many are kept aside to judge by.
JUDGES = 25
# With fewer judges nothing is fitted: so many can be told apart into halves by language, 80 in each, a share among which is known to five points.
LEAST_JUDGES = 500
# From this share of lines on that are new, or gone, rows are others than those that weights were fitted on. Three in a hundred that were new changed
# six of 1,896 frozen inquiries for the better and six for the worse; weights fitted on them anew lost fifty, for how readily it is refused hangs on
# few odd lines (city120 eval tests/golden/frozen). A tenth of the lines changes half a point (study_matcher.py curve), as much as one training
# differs from the next.
NEW_SHARE = 0.05
# How a head that reads words is trained: rounds over all lines, how far no line is taken at its word, and how much more slowly the bias of a label
# moves than the weights of features.
EPOCHS, SMOOTHING, BIAS_RATE = 12, 0.1, 0.01
# The length of its first steps, among all affairs, and among the entries of one, which have fewer lines: with 6.0 four of 410 entries are lost.
RATE, ENTRIES_RATE = 6.0, 3.0
# What is no public business falls into so many clusters, if there are so many lines for each that one may judge.
CLUSTERS = 24
# How sharply the cosine to a label or an entry tells it from others, before anything is fitted; the fusion weighs it again in each language.
SHARPNESS = 10.0
# How firmly the weights of one language are held near those of all, by the line.
TOGETHER = 0.03
# How firmly the curve of two questions is held flat, and the weights of entries where they begin.
FIRMNESS = 0.05
