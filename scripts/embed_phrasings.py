"""Makes the vectors that ship with faq, so that a first start need not embed the whole corpus (about ten milliseconds a line).

python scripts/embed_phrasings.py          embed what is new in the bundled edition, and forget what is gone
python scripts/embed_phrasings.py --check  fail when lines of the bundled edition have no shipped vector
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tqdm import tqdm

from city120_edition import read_source
from city120_faq.artefacts import examples
from city120_faq.vectors import SHIPPED, VectorStore, key_of, read_vectors, write_vectors

# Keys are spread evenly over this many files, so that each stays small and an edit changes few of them.
FILES = 16


def shipped_keys() -> set[int]:
    """The keys of all shipped vectors."""
    return {key for path in SHIPPED.glob("*.npz") for key in read_vectors(path)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when something is missing")
    arguments = parser.parse_args()
    texts = [example.text for example in examples(read_source())]
    wanted = {key_of(text) for text in texts}
    missing = wanted - shipped_keys()
    if arguments.check:
        if missing:
            print(f"{len(missing)} lines have no shipped vector; run: python scripts/embed_phrasings.py", file=sys.stderr)
        return 1 if missing else 0
    with tempfile.TemporaryDirectory() as work, tqdm(total=len(missing), unit="line") as bar:
        store = VectorStore(Path(work))
        store.vectors(texts, lambda done, total: bar.update(done - bar.n))
        rows = store.rows
    for number in range(FILES):
        own = {key: rows[key] for key in wanted if key % FILES == number}
        write_vectors(SHIPPED / f"{number:02d}.npz", own)
    return 0


if __name__ == "__main__":
    sys.exit(main())
