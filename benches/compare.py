"""Measure the comparison of versions of a law: CPU time of each pair, precision and recall on labelled counterparts.

    python -m benches.compare ../shared/versions

The folder holds a folder for each law, with texts named by their dates; the labels are those of ``tests/comparing``.
"""

import json
import sys
from itertools import pairwise
from pathlib import Path
from time import process_time

from fatiao.comparing.compare import compare_laws
from fatiao.diagnostics import Report
from fatiao.model.law import Law
from fatiao.reading.law import read_law
from fatiao.reading.lines.source import read_source

LABELLED = json.loads((Path(__file__).parents[1] / "tests/comparing/labelled_links.json").read_text(encoding="utf-8"))


def read(path: Path) -> Law:
    """Return the law of a file."""
    source = read_source(path, Report())
    assert source is not None, path
    return read_law(source, "", Report())


def main(folder: Path) -> None:
    """Print a line for each pair of consecutive versions, and the totals."""
    total, made, right, labelled, found = 0.0, 0, 0, 0, 0
    for law in sorted(path for path in folder.iterdir() if path.is_dir()):
        texts = [read(path) for path in sorted(law.glob("*.txt"))]
        for old, new in pairwise(texts):
            start = process_time()
            comparison = compare_laws(old, new)
            taken = process_time() - start
            total += taken
            counts = ", ".join(f"{count} {kind}" for kind, count in comparison.counts().items())
            print(f"{taken:5.2f} s  {law.name}: {len(old.articles)} → {len(new.articles)} articles: {counts}")
            links = {
                (str(old.articles[o].number), str(new.articles[n].number))
                for change in comparison.changes
                for o in change.old
                for n in change.new
            }
            if law.name in LABELLED:
                true = {(o, n) for o, news in LABELLED[law.name]["links"].items() for n in news}
                more = {(o, n) for o, news in LABELLED[law.name]["also_right"].items() for n in news}
                made, right = made + len(links), right + len(links & (true | more))
                labelled, found = labelled + len(true), found + len(links & true)
    print(f"{total:5.2f} s  all pairs")
    if made:
        print(f"precision {right / made:.4f} ({right}/{made}), recall {found / labelled:.4f} ({found}/{labelled})")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
