"""Measure builds of large corpora: the cost by number of laws, and of rebuilds of the largest after small changes.

The laws are those of ../shared/laws beside the checkout, drawn with a seed; if they are too few, copies under other
titles follow, and if they are absent, all are synthetic.  Everything is built by ``python -m fatiao build`` in a
process of its own; CPU seconds are those of the process and its children, memory is the peak of the largest of these.

    python -m benches.bench_large                       # 500, 1,500 and 3,400 laws: half an hour, 12 GB of disk
    python -m benches.bench_large --laws 100,200        # three minutes
    python -m benches.bench_large --laws 500 --cluster  # with two worker processes as well
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from benches.bench_site import build, tell
from benches.site_corpus import Text, edit_article, endless, lay_docs, lay_down, read_laws
from benches.site_laws import make_law
from benches.site_measure import CommandError, Cost, Verdicts, differences, digests, pace, weigh_files
from fatiao.generated import GENERATED

SIZES = "500,1500,3400"
#: The number of articles of the law that is added.
ADDED = 40


def measure_size(texts: Sequence[Text], folder: Path, verdicts: Verdicts) -> tuple[int, Cost]:
    """Build a corpus from scratch; print the cost; return the number of articles and the cost."""
    lay_down(texts, folder)
    lay_docs(folder)
    for name in ("html", ".html-staging"):
        shutil.rmtree(folder / name, ignore_errors=True)
    tell(f"{len(texts)} laws")
    before = pace()
    cost = build(folder)
    calm = (before + pace()) / 2
    articles = sum(1 for page in (folder / "html" / "laws").rglob("art-*.html"))
    published = weigh_files(folder / "html")
    own = sum(weigh_own(folder / place) for place in (".html-staging", *(f"docs/{name}" for name in GENERATED)))
    files = sum(1 for path in (folder / "html").rglob("*") if path.is_file())
    print(f"{len(texts):,} laws, {articles:,} articles; {files:,} files, {published:,.0f} MB published")
    verdicts.note("fixed work before and after", calm, "ms")
    verdicts.note("CPU", cost.cpu, "s")
    verdicts.note("CPU an article", 1000 * cost.cpu / articles, "ms", 3.0)
    verdicts.note("largest process", cost.memory, "MB", 1000)
    verdicts.note("all on the disk ÷ published", (published + own) / published, "", 2.2)
    return articles, cost


def weigh_own(place: Path) -> float:
    """Return the MB of the files at ``place`` that have no other hard link; published files have one."""
    files = [place] if place.is_file() else place.rglob("*")
    found = (file.stat() for file in files if file.is_file() and not file.is_symlink())
    return sum(stat.st_size for stat in found if stat.st_nlink == 1) / 1e6


def measure_changes(folder: Path, verdicts: Verdicts) -> None:
    """Print the cost of a build after no change, an edited sentence, and an added law."""
    for name, change, most, memory in (
        ("nothing changed", None, 4, None),
        ("one sentence edited", lambda: edit_article(folder, 1), 6, 600),
        ("one law added", lambda: _add_law(folder), 8, None),
    ):
        if change:
            tell(change())
        cost = build(folder)
        verdicts.note(f"{name}, CPU", cost.cpu, "s", most)
        verdicts.note(f"{name}, largest process", cost.memory, "MB", memory)


def _add_law(folder: Path) -> str:
    place = folder / "corpus" / "law-zz-added"
    place.mkdir()
    (place / "2020-01-01.txt").write_text(make_law(99_999, ADDED, 7).text, encoding="utf-8")
    return f"added {place.name}"


def measure_cluster(folder: Path, plain: Cost, verdicts: Verdicts) -> None:
    """Build the same corpus with two worker processes; print the cost relative to one process."""
    tell("with two worker processes")
    lay_docs(folder)
    cost = build(folder, "html-cluster", "--cluster", "local", "--jobs", "2")
    verdicts.note("two workers, CPU ÷ plain", cost.cpu / plain.cpu, "", 1.25)
    verdicts.note("two workers, time passed ÷ plain", cost.wall / plain.wall, "")
    different = differences(digests(folder / "html"), digests(folder / "html-cluster"))
    verdicts.note("two workers, files not as plain", len(different), "", 0, " ".join(different[:3]))


def measure(options: argparse.Namespace, folder: Path, verdicts: Verdicts) -> None:
    """Print all figures that the options ask for."""
    laws = [] if options.made else read_laws()
    print(f"{'Real laws' if laws else 'Made laws'}, seed {options.seed}")
    found = []
    for size in options.laws:
        texts = sorted(islice(endless(laws, options.seed), size), key=lambda law: law.work)
        found.append(measure_size(texts, folder, verdicts))
        if options.cluster:
            measure_cluster(folder, found[-1][1], verdicts)
    (small, least), (large, most) = found[0], found[-1]
    if large > small:
        growth = (most.cpu / least.cpu) / (large / small)
        verdicts.note("growth of CPU ÷ growth of articles", growth, "", 1.15)
    if options.cluster:
        build(folder)  # the other output wrote to the same documentation folder
    measure_changes(folder, verdicts)


def main() -> int:
    """Print the figures; return 1 if one misses its limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--laws", default=SIZES, metavar="N,N", help=f"how many laws; default: {SIZES}")
    parser.add_argument("--made", action="store_true", help="made laws even where real ones are at hand")
    parser.add_argument("--cluster", action="store_true", help="build with two worker processes as well")
    parser.add_argument("--seed", type=int, default=9, metavar="N", help="draws the laws; default: 9")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="work here and keep it; default: a temporary one")
    options = parser.parse_args()
    options.laws = sorted({int(size) for size in options.laws.split(",")})
    verdicts = Verdicts()
    with tempfile.TemporaryDirectory(prefix="bench-large-") as temporary:
        folder = (options.folder or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        try:
            measure(options, folder, verdicts)
        except CommandError as error:
            print(error, file=sys.stderr)
            return 1
    missed = "; ".join(verdicts.missed)
    print(f"\n{verdicts.count} limits, {len(verdicts.missed)} missed{': ' if missed else ''}{missed}")
    return int(bool(verdicts.missed))


if __name__ == "__main__":
    sys.exit(main())
