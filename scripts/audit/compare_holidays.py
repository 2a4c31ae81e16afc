"""The public holidays of the rows beside those of the package holidays, which cannot be locked here: the days that only one of both has.

python -m venv build/holidays && build/holidays/bin/pip install holidays==0.109        once
python scripts/audit/compare_holidays.py [--holidays PYTHON]

From 2024 to 2027, in the rows those that are confirmed. A library that others keep beside it is compared in tests/unit/edition/test_holidays.py.
Exit status 1 when any day differs.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from city120_edition import installed_city, read_source, rows

HOLIDAYS = Path(__file__).resolve().parents[2] / "build" / "holidays" / "bin" / "python"
FIRST, LAST = 2024, 2027
# In the environment of the package: its days by name.
_DAYS = """
import json, sys, holidays
years = range(int(sys.argv[1]), int(sys.argv[2]) + 1)
print(json.dumps({str(day): name for day, name in holidays.country_holidays("KR", years=years).items()}))
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--holidays", type=Path, default=HOLIDAYS, metavar="PYTHON", help="that of an environment with the package")
    arguments = parser.parse_args()
    command = [arguments.holidays, "-c", _DAYS, str(FIRST), str(LAST)]
    theirs: dict[str, str] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout)
    listed = read_source(installed_city().rows).rows("holidays", rows.Holiday)
    ours = {str(row.date): row.names["en"] for row in listed if row.confirmed and FIRST <= row.date.year <= LAST}
    for day in sorted(ours.keys() ^ theirs.keys()):
        print(f"{day} only {'here' if day in ours else 'there'}: {ours.get(day) or theirs[day]}")
    print(f"{len(ours.keys() & theirs.keys())} days in both, {len(ours.keys() ^ theirs.keys())} in one", file=sys.stderr)
    return int(ours.keys() != theirs.keys())


if __name__ == "__main__":
    sys.exit(main())
