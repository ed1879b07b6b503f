"""The laws of the repository's corpus: their metadata, notes, fixes and terms agree with the texts."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from pypinyin import Style, pinyin

from fatiao.corpus.notes import NOTE_KINDS
from fatiao.diagnostics import Report, format_diagnostic
from fatiao.ids import article_eid
from fatiao.language.numerals import parse_numeral
from fatiao.language.titles import title_key
from fatiao.model.corpus import Corpus, CuratedTerm, Ground, Note
from fatiao.model.law import Law
from tests.corpus.test_read import read
from tests.support.paths import ROOT

SHARED = ROOT.parent / "shared"
PARENTS = SHARED / "parents"
_N = "[一二三四五六七八九十百]+"
#: A line 第X条 and what follows it up to the next article, chapter or section.
ARTICLE = re.compile(rf"^\s*第({_N})条\s+((?:(?!^\s*第{_N}[条章节]\s).|\n)*)", re.M)
WIDE = str.maketrans(",;:()?", "，；：（）？")


@cache
def held() -> tuple[Corpus, dict[str, Law], Report]:
    report = Report()
    corpus, laws = read(ROOT / "corpus", report)
    return corpus, laws, report


def notes() -> list[Note]:
    return [note for work in held()[0].works for note in work.notes]


def test_the_corpus_has_no_findings() -> None:
    assert [format_diagnostic(found) for found in held()[2]] == []


def test_the_corpus_has_the_promised_size() -> None:
    corpus = held()[0]
    assert len(corpus.works) == 5
    assert len(corpus.terms) >= 130
    assert len(notes()) >= 230
    assert len({(note.work, note.at.article) for note in notes() if note.at}) >= 130
    for work in corpus.works:  # one note says what the whole law regulates and how it is built
        (whole,) = [note for note in work.notes if note.at is None]
        assert len(whole.text) <= 150
    assert {note.kind for note in notes()} == set(NOTE_KINDS)
    assert len({work for term in corpus.terms for work in term.works}) == 5


def test_the_corpus_contains_no_url() -> None:
    for path in (ROOT / "corpus").rglob("*"):
        if path.suffix in (".toml", ".md"):
            assert "://" not in path.read_text("utf-8"), path


@pytest.mark.skipif(not SHARED.exists(), reason="the sources as received are not beside the checkout")
def test_the_texts_equal_the_received_files() -> None:
    received = sorted(path.read_bytes() for path in (SHARED / "seeds").glob("*.txt"))
    assert sorted(path.read_bytes() for path in (ROOT / "corpus").glob("*/*.txt")) == received


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text).translate(WIDE)


@pytest.mark.parametrize("term", held()[0].terms, ids=lambda term: term.term)
def test_every_term_is_used_in_its_laws(term: CuratedTerm) -> None:
    for work in term.works:
        text = squeeze("".join(article.text for article in held()[1][work].articles))
        for name in (term.term, *term.aliases):
            assert squeeze(name) in text, (name, work)


@pytest.mark.parametrize("term", held()[0].terms, ids=lambda term: term.term)
def test_pinyin_matches_the_characters(term: CuratedTerm) -> None:
    han = "".join(re.findall(r"[一-鿿]", term.term))
    readings = pinyin(han, style=Style.TONE, heteronym=True)
    assert len(readings) == len(han)
    left = {re.sub(r"[ ']", "", term.pinyin.lower())}  # place names are capitalized
    for reading in readings:
        left = {rest.removeprefix(way) for rest, way in product(left, reading) if rest.startswith(way)}
    assert "" in left, term.pinyin


def quotes(text: str) -> list[str]:
    return [squeeze(quote) for quote in re.findall(r"“([^”]*)”", text)]


@cache
def parent_texts() -> dict[tuple[str, str], Path]:
    """Return the texts of laws outside the corpus, from beside the checkout, by title key and date."""
    named = {path.name: path for path in PARENTS.glob("*.txt")}
    if (index := SHARED / "laws" / "index.jsonl").exists():
        origins = map(json.loads, index.read_text("utf-8").splitlines())
        named |= {origin["source"].rpartition("/")[2]: SHARED / "laws" / origin["file"] for origin in origins}
    dated = ((re.match(r"(.*)\((\d{4}-\d\d-\d\d)\)", name), path) for name, path in named.items())
    found = {(title_key(name[1]), name[2]): path for name, path in dated if name}
    for path in (SHARED / "versions").glob("*/*.txt"):
        found[title_key(path.read_text("utf-8").split(None, 1)[0]), path.stem] = path
    return found


@cache
def parent_articles(title: str, edition: str | None) -> dict[str, str]:
    """Return the articles of a law outside the corpus by eId, in the edition that ``works.toml`` gives the ground."""
    cited = next(law for law in held()[0].cited if title_key(law.title) == title_key(title))
    date = [date for date in cited.editions if date.startswith(edition or "")][-1]
    found: dict[str, str] = {}
    for label, body in ARTICLE.findall(parent_texts()[title_key(title), date].read_text("utf-8")):
        found.setdefault(f"art_{parse_numeral(label)}", squeeze(body))
    return found


def ground_text(ground: Ground, work: str) -> str:
    corpus, laws, _ = held()
    target = ground.target
    assert target.article is not None
    own = {title_key(held_work.title or ""): held_work.id for held_work in corpus.works}
    law = work if target.law is None else own.get(title_key(target.law))
    if law is None:
        return parent_articles(target.law or "", ground.edition)[article_eid(target.article)]
    return squeeze(next(article.text for article in laws[law].articles if article.number == target.article))


@pytest.mark.skipif(not PARENTS.exists(), reason="the superior laws are not beside the checkout")
def test_every_quotation_in_a_note_occurs_in_its_provision_or_grounds() -> None:
    wrong = []
    for note in notes():
        own = [a.text for a in held()[1][note.work].articles if note.at and a.number == note.at.article]
        texts = [*map(squeeze, own), *(ground_text(ground, note.work) for ground in note.grounds)]
        wrong += [(note.path, note.line, quote) for quote in quotes(note.text) if not any(quote in t for t in texts)]
    assert wrong == []


def ground_date(ground: Ground) -> str:
    """Return the date of the version that a ground in another law refers to."""
    corpus = held()[0]
    key = title_key(ground.target.law or "")
    dates = {title_key(law.title): law.editions for law in corpus.cited}
    dates |= {title_key(work.title or ""): (work.versions[-1].date,) for work in corpus.works}
    return [date for date in dates[key] if date.startswith(ground.edition or "")][-1]


def test_only_comparisons_cite_later_versions() -> None:
    day = {work.id: work.versions[-1].date for work in held()[0].works}
    later = [
        (note.path, note.line, ground.printed, note.kind, ground.edition)
        for note in notes()
        for ground in note.grounds
        if ground.target.law and ground_date(ground) > day[note.work]
    ]
    assert later  # the anti-espionage law of 2023 beside rules of 2021
    assert [found for found in later if found[3] != "对照" or not found[4]] == []


@pytest.mark.skipif(not PARENTS.exists(), reason="the superior laws are not beside the checkout")
def test_every_ground_of_a_term_exists() -> None:
    grounds = Counter(ground_text(ground, "") != "" for term in held()[0].terms for ground in term.grounds)
    assert set(grounds) == {True}
