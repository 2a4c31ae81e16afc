"""Trains the matcher of the bundled edition and ships it with faq, so that a first start need not train for minutes.

python scripts/train_matcher.py          train on all lines (minutes, gigabytes; after scripts/embed_phrasings.py) and print the report
python scripts/train_matcher.py --check  fail when the shipped solution is not of the bundled edition's lines
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tqdm import tqdm

from city120_edition import read_source
from city120_faq.artefacts import BUILDER, TRAINING, examples
from city120_faq.solution import SHIPPED, read_solution, write_solution


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when the shipped solution is another edition's")
    arguments = parser.parse_args()
    source = read_source()
    if arguments.check:
        shipped = read_solution(SHIPPED, TRAINING)
        if shipped is None or set(shipped.keys) != {example.key for example in examples(source)}:
            print("the shipped matcher is not of these lines; run: python scripts/train_matcher.py", file=sys.stderr)
            return 1
        return 0
    with tempfile.TemporaryDirectory() as work, tqdm(unit="line") as bar:

        def show(step: str, done: int, total: int) -> None:
            bar.total = total
            bar.set_description(step)
            bar.update(done - bar.n)

        trained, _, _ = BUILDER.train(source, Path(work), show, None)
    write_solution(trained.solution, SHIPPED, TRAINING)
    print(json.dumps(trained.solution.report, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
