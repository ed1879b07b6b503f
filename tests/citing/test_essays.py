"""The citations of made-up essays: every reference found, and nothing right called wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from fatiao.citing.check import check_essay
from fatiao.citing.essay import read_essay
from fatiao.citing.shelf import build_shelf
from fatiao.diagnostics import Report
from fatiao.pipeline import read_laws
from tests.support.essay_laws import write_essay_corpus
from tests.support.paths import ROOT

ESSAYS = sorted(path for path in (ROOT / "tests/citing/essays").iterdir() if path.suffix in (".md", ".txt"))


def shelf_of(folder: Path):
    corpus, entries = read_laws(folder, Report())
    return build_shelf([(e.work, e.law, e.version or e.work.versions[-1].date) for e in entries], corpus.cited)


@pytest.fixture(scope="module")
def shelves(tmp_path_factory):
    return {"0": shelf_of(ROOT / "corpus"), "1": shelf_of(write_essay_corpus(tmp_path_factory.mktemp("laws")))}


def shown(verdict) -> str:
    target = (verdict.target or "-") + (f"..{verdict.target_to}" if verdict.target_to else "")
    law = verdict.work.work.id if verdict.work else ""
    return " | ".join((verdict.kind, law, target, verdict.words)).replace("|  |", "| |")


@pytest.mark.parametrize("path", ESSAYS, ids=lambda p: p.stem)
def test_what_an_essay_cites(path, shelves):
    essay = read_essay(path, Report())
    found = [shown(v) for v in check_essay(essay, shelves[path.name[0]])]
    assert found == path.with_suffix(".expect").read_text(encoding="utf-8").splitlines()
