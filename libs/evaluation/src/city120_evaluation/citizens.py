"""What citizens wrote to the city themselves, in the optional reference data: proposals, each of them public business and so never to be refused.

Their texts are shipped nowhere. Proposals with an even number may be fitted on, by the others it is judged.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from city120_evaluation.faq_titles import reference_data
from city120_evaluation.golden import Golden

PROPOSALS = Path("citizens", "seoul_proposals_adopted_2017-2019.csv")
# An inquiry has at most so many code points.
_LONGEST = 4000


def proposals(*, fitted_on: bool) -> list[Golden]:
    """Each proposal by its title, and whole: those that may be fitted on, or the others; none where the reference data is not there."""
    path = reference_data() / PROPOSALS
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [inquiry for row in csv.DictReader(stream) if (int(row["id"]) % 2 == 0) == fitted_on for inquiry in _inquiries(row)]


def _inquiries(row: dict[str, str]) -> Iterator[Golden]:
    whole = f"{row['title']}\n{row['text']}"[:_LONGEST]
    for name, text in (("title", row["title"]), ("whole", whole)):
        yield Golden(id=f"proposal-{row['id']}-{name}", text=text, language="ko")
