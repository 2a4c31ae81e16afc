"""Areas by name, as people write them: other romanisations, without the last syllable, with the district or the city beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from city120_edition import rows
from city120_text import name_key

DISTRICT_DIGITS = 5
# A name may be written differently in so many ways at once.
_MOST_CHANGES = 3
# Longer than any name with its district and city: looked up as it stands.
_LONGEST = 60


class AreaNames:
    """Codes by the key of a name. A name that is not found is tried in other spellings, those with the fewest changes first."""

    def __init__(self, codes: Mapping[str, Sequence[str]], forms: Iterable[rows.SearchForm]) -> None:
        self._codes = codes
        self._forms = [(re.compile(form.find), form.replace) for form in forms]

    def find(self, name: str) -> list[str]:
        """The codes of all areas that a name may mean."""
        key = name_key(name)
        if len(key) > _LONGEST:
            return list(self._codes.get(key, ()))
        level, tried = {key}, {key}
        for _ in range(_MOST_CHANGES + 1):
            if codes := {code for variant in level for code in self._exactly(variant)}:
                return sorted(codes)
            level = {find.sub(replace, variant) for variant in level for find, replace in self._forms} - tried
            tried |= level
        return []

    def _exactly(self, key: str) -> Iterable[str]:
        return self._codes.get(key) or self._within_district(key)

    def _within_district(self, key: str) -> Iterator[str]:
        """A name with the district before it, or after it as in an English address."""
        for cut in range(1, len(key)):
            for district, name in ((key[:cut], key[cut:]), (key[cut:], key[:cut])):
                codes = {code for code in self._codes.get(district, ()) if len(code) == DISTRICT_DIGITS}
                yield from (code for code in self._codes.get(name, ()) if code[:DISTRICT_DIGITS] in codes) if codes else ()
