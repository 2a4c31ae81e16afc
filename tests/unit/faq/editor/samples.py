"""An entry, and who changes it when: what tests of the stores put into them."""

from __future__ import annotations

import datetime as dt

from city120_edition import rows
from city120_faq.editor.store import By

NOON = dt.datetime(2026, 11, 24, 12, 0, 0, 250_000, tzinfo=dt.UTC)
KIM = By(author="kim", reason="the fee changed", at=NOON)


def entry(entry_id: str = "water.bill.how", answer: str = "고지서를 보세요.", publisher: str = rows.CITY) -> rows.Entry:
    texts = {language: rows.EntryText(question=f"{language}?", answer=answer) for language in rows.LANGUAGES}
    return rows.Entry(
        id=entry_id,
        affair=entry_id.rpartition(".")[0],
        reviewed_on=dt.date(2026, 11, 24),
        texts=texts,
        facts=("a.fact",),
        months=(12, 1),
        publisher=publisher,
    )
