"""The five laws of the corpus, frozen as outlines that were compared with the sources by eye.

``python -m tests.reading.test_golden`` writes the outlines anew; read the difference before it is committed.
"""

from __future__ import annotations

import pytest

from fatiao.diagnostics import Report
from fatiao.model.law import Law
from fatiao.reading.lines.source import read_source
from fatiao.reading.tree.account import find_discrepancies
from tests.support.outlines import account_line, outline, read_law
from tests.support.paths import ROOT, TESTS

GOLDEN = TESTS / "golden"
#: work → articles, chapters
WORKS = {
    "xj-national-security-measures": (38, 0),
    "xj-state-secrets-regulations": (45, 6),
    "xj-critical-infrastructure-regulations": (23, 0),
    "cn-anti-espionage-precautions-provisions": (31, 6),
    "xj-pingan-regulations": (58, 0),
}


def read_work(work: str) -> tuple[Law, Report]:
    (path,) = (ROOT / "corpus" / work).glob("*.txt")
    report = Report()
    source = read_source(path, report)
    assert source is not None
    return read_law(source, work, report), report


def golden_text(work: str) -> str:
    law, _ = read_work(work)
    return f"{outline(law)}\n{account_line(law)}\n"


@pytest.mark.parametrize("work", WORKS)
def test_law_reads_as_reviewed(work: str) -> None:
    assert golden_text(work) == (GOLDEN / f"{work}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("work", WORKS)
def test_account_closes(work: str) -> None:
    assert find_discrepancies(read_work(work)[0]) == ()


@pytest.mark.parametrize(("work", "counts"), WORKS.items())
def test_counts(work: str, counts: tuple[int, int]) -> None:
    law, report = read_work(work)
    assert (len(law.articles), len(law.divisions)) == counts
    assert [str(article.number) for article in law.articles] == [str(n) for n in range(1, counts[0] + 1)]
    assert report.errors == 0


def test_no_golden_file_shows_foreign_text() -> None:
    law, _ = read_work("xj-state-secrets-regulations")
    lines = law.source.text.split("\n")
    shown = (GOLDEN / "xj-state-secrets-regulations.txt").read_text(encoding="utf-8")
    foreign = [
        line for x in law.left_out if x.kind == "foreign" for line in lines[x.first - 1 : x.last] if line.strip()
    ]
    assert len(foreign) > 20
    assert not any(line.strip() in shown for line in foreign)


if __name__ == "__main__":  # pragma: no cover
    for name in WORKS:
        (GOLDEN / f"{name}.txt").write_text(golden_text(name), encoding="utf-8")
