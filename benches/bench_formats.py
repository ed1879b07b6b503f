"""Measure how received files are read: render real laws in every format, compare with the parse of their clean text.

The laws are those of ``../shared/laws`` beside the checkout.  Renderings are cached in a folder, so that later runs
only read them.  An article is exact if its text and the number of its 款 are those of the clean text.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from benches.formats_render import RENDERERS, paragraphs
from fatiao.diagnostics import Report
from fatiao.exports.law_json import law_to_json
from fatiao.formats.read import read_file
from fatiao.model.law import Source
from fatiao.pipeline import parse_source

ROOT = Path(__file__).resolve().parents[1]

LAWS = ROOT.parent / "shared" / "laws"


class Score(NamedTuple):
    """The result of reading one rendering: counts of articles, CPU seconds, and the numbers of wrong articles."""

    articles: int
    exact: int
    extra: int
    title: bool
    seconds: float
    similarity: float
    wrong: tuple[str, ...]


def articles_of(source: Source | None) -> tuple[str, dict[str, tuple[str, int]]]:
    """Return the title, and each article's text with the number of its 款."""
    if source is None:
        return "", {}
    report = Report()
    law, layers = parse_source(source, report)
    data = law_to_json(law, layers, report)
    return str(data["title"]), {a["number"]: (a["text"], len(a["paragraphs"])) for a in data["articles"]}


def choose(count: int, seed: int) -> list[Path]:
    """Draw laws of 12 to 120 articles with a seed."""
    paths = sorted(LAWS.glob("*.txt"))
    random.Random(seed).shuffle(paths)  # noqa: S311  # not for secrets
    chosen = []
    for path in paths:
        if 12 <= len(articles_of(read_file(path, Report()))[1]) <= 120:
            chosen.append(path)
        if len(chosen) == count:
            break
    return chosen


def rendering(path: Path, name: str, kept: Path, browser: str) -> Path:
    """Return the file of a law in a format; render it if the cache does not have it."""
    suffix, render = RENDERERS[name]
    target = kept / f"{path.stem}-{name.replace(', ', '-').replace(' ', '_')}.{suffix}"
    if not target.exists():
        with tempfile.TemporaryDirectory() as folder:
            target.write_bytes(render(paragraphs(path.read_text(encoding="utf-8")), Path(folder), browser))
    return target


def measure(path: Path, target: Path) -> Score:
    """Read one rendering and compare it with the clean text."""
    title, truth = articles_of(read_file(path, Report()))
    begun = time.process_time()
    report = Report()
    source = read_file(target, report)
    seconds = time.process_time() - begun
    got_title, got = articles_of(source)
    wrong = [number for number, value in truth.items() if got.get(number) != value]
    joined = ["".join("".join(text.split()) for text, _ in found.values()) for found in (truth, got)]
    if "scan" in target.name and source is not None:  # a scan holds only the first pages
        joined[0] = joined[0][: len(joined[1])]
    alike = SequenceMatcher(None, *joined, autojunk=False).ratio() if "scan" in target.name else 0.0
    return Score(
        len(truth),
        len(truth) - len(wrong),
        len(got.keys() - truth.keys()),
        title == got_title,
        seconds,
        alike,
        tuple(wrong),
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line for each format, and with ``--wrong`` the articles that differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--laws", type=int, default=12)
    parser.add_argument("--seed", type=int, default=19)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "fatiao-formats")
    parser.add_argument("--browser", default=shutil.which("chromium") or "chromium")
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("formats", nargs="*", help=f"of: {'; '.join(RENDERERS)}")
    options = parser.parse_args(arguments)
    options.keep.mkdir(parents=True, exist_ok=True)
    laws = choose(options.laws, options.seed)
    for name in options.formats or RENDERERS:
        scores = []
        for path in laws:
            target = rendering(path, name, options.keep, options.browser)
            score = measure(path, target)
            scores.append(score)
            if options.wrong and (score.wrong or not score.title or score.extra):
                print(f"  {target.name}: {' '.join(score.wrong)} extra {score.extra} title {score.title}")
        total = sum(score.articles for score in scores)
        exact = sum(score.exact for score in scores)
        alike = sum(score.similarity for score in scores) / len(scores)
        print(
            f"{name:20} {exact}/{total} {exact / total:.4f} extra {sum(s.extra for s in scores)} "
            f"titles {sum(s.title for s in scores)}/{len(scores)} {sum(s.seconds for s in scores):.2f} s"
            + (f" similarity {alike:.4f}" if alike else ""),
            flush=True,
        )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
