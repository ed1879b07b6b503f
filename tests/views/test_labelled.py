"""The views, compared with labels that a reader made in articles of fifteen laws before the program ran.

The five laws of the repository are labelled in words (``labels.txt``), ten others by offsets alone
(``elsewhere.json``); these are judged where ``FATIAO_LAWS`` names a folder that holds them.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from fatiao.diagnostics import Report
from fatiao.model.law import Article
from fatiao.pipeline import parse_source
from fatiao.reading.lines.source import read_source
from fatiao.views.find import find_views
from tests.support.paths import ROOT

HERE = Path(__file__).parent
ELSEWHERE = Path(os.environ.get("FATIAO_LAWS") or ROOT.parents[1] / "shared/laws")
LEAST_PRECISION, LEAST_RECALL = 0.97, 0.85
_FULL_WIDTH = str.maketrans(",;:()", "，；：（）")

Row = tuple[object, ...]


def wide(words: str | None) -> str | None:
    return words.translate(_FULL_WIDTH) if words else None


class Score:
    def __init__(self) -> None:
        self.right = self.wrong = self.missed = 0
        self.told: list[str] = []

    def add(self, name: str, found: list[Row], wanted: list[tuple[bool, Row]]) -> None:
        """Match rows; a wanted value of ``*`` fits everything, and an optional row counts neither way."""
        left = list(wanted)
        for row in found:
            fitting = [one for one in left if all(w == "*" or w == f for f, w in zip(row, one[1], strict=True))]
            if not fitting:
                self.wrong += 1
                self.told.append(f"{name}: made up {row}")
                continue
            one = min(fitting, key=lambda fit: fit[0])
            left.remove(one)
            self.right += not one[0]
        for optional, row in left:
            if not optional:
                self.missed += 1
                self.told.append(f"{name}: missed {row}")

    def check(self) -> None:
        assert self.right / (self.right + self.wrong) >= LEAST_PRECISION, self.told
        assert self.right / (self.right + self.missed) >= LEAST_RECALL, self.told


def views_of(path: Path):
    law, layers = parse_source(read_source(path, Report()), Report())
    return law, find_views(law, layers)


def labelled_in_words() -> Iterator[tuple[str, str, list[tuple[str, bool, list[str]]]]]:
    law = article = ""
    rows: list[tuple[str, bool, list[str]]] = []
    for line in [*(HERE / "labels.txt").read_text(encoding="utf-8").splitlines(), "L end"]:
        kind, _, rest = line.lstrip("?").partition(" ")
        if kind in ("L", "A"):
            if rows:
                yield law, article, rows
            rows = []
            law, article = (rest, "") if kind == "L" else (law, rest)
        elif line and not line.startswith("#"):
            rows.append((kind, line.startswith("?"), rest.split("|")))


@pytest.fixture(scope="module")
def held():
    return {path.parent.name: views_of(path) for path in (ROOT / "corpus").glob("*/*.txt")}


def pick(rows: list[tuple[str, bool, list[str]]], kind: str) -> list[tuple[bool, list[str]]]:
    return [(optional, fields) for one, optional, fields in rows if one == kind]


def opening(words: str, wanted: list[tuple[bool, list[str]]], at: int) -> str:
    """Return the label that begins or stands in the words, so that rows can be compared as wholes."""
    return next((f[at] for _, f in wanted if f[at] != "*" and f[at] in words), words)


@pytest.mark.parametrize("kind", ["N", "D", "S"])
def test_the_five_laws(held, kind):
    score = Score()
    for law, number, rows in labelled_in_words():
        views = held[law][1]
        wanted = pick(rows, kind)
        found: list[Row] = []
        if kind == "N":
            mine = [n for n in views.norms if str(n.article) == number]
            found = [(n.modal, wide(n.who) or "-", opening(wide(n.what) or "", wanted, 2)) for n in mine]
        elif kind == "D":
            times = [d for d in views.deadlines if str(d.article) == number]
            found = [(opening(wide(d.words) or "", wanted, 0), d.kind, wide(d.who) or "-") for d in times]
        else:
            for s in (s for s in views.sanctions if str(s.article) == number):
                names = ",".join(map(str, s.refers_to)) or "-"
                words = opening(wide(s.consequence) or "", wanted, 2)
                found.append((wide(s.condition) or "-", wide(s.by) or "-", words, s.amount or "-", names))
        score.add(f"{law} {number}", found, [(optional, tuple(fields)) for optional, fields in wanted])
    assert score.right >= 12
    score.check()


def spans_of(words: str | None, article: Article, at: int, before: bool = True) -> list[int] | None:
    if not words:
        return None
    start = article.text.rfind(words, 0, at) if before else article.text.find(words, at)
    start = article.text.find(words) if start < 0 else start
    return [start, start + len(words)]


@pytest.mark.parametrize("kind", ["norm", "deadline", "sanction"])
def test_ten_other_laws(kind):
    held = {hashlib.sha256(p.read_bytes()).hexdigest(): p for p in ELSEWHERE.glob("*.txt")}
    score = Score()
    for labelled in json.loads((HERE / "elsewhere.json").read_text(encoding="utf-8")):
        path = held.get(labelled["sha256"])
        if path is None:
            continue
        law, views = views_of(path)
        for article in law.articles:
            rows = labelled["articles"].get(str(article.number))
            if rows is None:
                continue
            wanted = [(r[0].endswith("?"), tuple(r[1:])) for r in rows if r[0].rstrip("?") == kind]
            score.add(f"{path.name} {article.number}", list(rows_of(kind, article, views)), wanted)
    if not score.right:
        pytest.skip("the laws are not here; FATIAO_LAWS names their folder")
    score.check()


def rows_of(kind: str, article: Article, views) -> Iterator[Row]:
    if kind == "norm":
        for n in (n for n in views.norms if n.article == article.number):
            yield n.at, n.modal, spans_of(n.who, article, n.at)
    elif kind == "deadline":
        for d in (d for d in views.deadlines if d.article == article.number):
            yield [d.span.start, d.span.end], d.kind, spans_of(d.who, article, d.span.start)
    else:
        for s in (s for s in views.sanctions if s.article == article.number):
            by, amount = spans_of(s.by, article, s.span.end), spans_of(s.amount, article, s.span.start, before=False)
            yield [s.span.start, s.span.end], by, amount, [str(n) for n in s.refers_to]
