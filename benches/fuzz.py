"""Fuzz the reader for a given time: ``python -m benches.fuzz --seconds 60 [--seed N]``.

Texts are spliced from pieces of the corpus and of a stock of labels, marks and punctuation.  Stops at the first text
that raises, loses a character, or is read differently the second time, and prints it minimised.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

from fatiao.diagnostics import Report
from fatiao.model.law import Law, Source
from fatiao.pipeline import parse_source
from fatiao.reading.lines.source import decode
from fatiao.reading.tree.account import find_discrepancies
from tests.support.stock import STOCK

ROOT = Path(__file__).resolve().parents[1]


def make_text(random_: random.Random, texts: list[str]) -> str:
    """Return a random text of pieces of the corpus and the stock."""
    parts: list[str] = []
    for _ in range(random_.randrange(1, 40)):
        if random_.random() < 0.4:
            text = random_.choice(texts)
            at = random_.randrange(len(text))
            parts.append(text[at : at + random_.randrange(1, 300)])
        else:
            parts.append(random_.choice(STOCK) * random_.choice((1, 1, 1, 2, 9)))
    return "".join(parts)


def complaint(text: str) -> str | None:
    """Return a description of the first fault in reading a text, or None."""
    try:
        first, second = (_read(text) for _ in range(2))
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    if find_discrepancies(first):
        return "the account does not close"
    return None if first == second else "read differently the second time"


def _read(text: str) -> Law:
    return parse_source(Source("fuzz.txt", text), Report())[0]


def shorten(text: str) -> str:
    """Minimise a text that has a fault, keeping the kind of the fault."""
    kind = (complaint(text) or "").partition(":")[0]
    size = len(text) // 2
    while size:
        at = 0
        while at < len(text):
            less = text[:at] + text[at + size :]
            if (complaint(less) or "").partition(":")[0] == kind and kind:
                text = less
            else:
                at += size
        size //= 2
    return text


def main() -> int:
    """Run until the time is over; return 1 if a fault was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.randrange(10**9)  # noqa: S311
    random_ = random.Random(seed)  # noqa: S311
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus").glob("*/*.txt"))]
    end = time.monotonic() + options.seconds
    runs = 0
    while time.monotonic() < end:
        text = make_text(random_, texts)
        decode(text.encode()[: random_.randrange(1, 400)], "fuzz.txt", Report())
        found = complaint(text)
        if found:
            print(f"seed {seed}, run {runs}: {found}\n{shorten(text)!r}")
            return 1
        runs += 1
    print(f"seed {seed}: {runs} texts, nothing found")
    return 0


if __name__ == "__main__":
    sys.exit(main())
