"""The synthetic laws of ``benches/``: they are reproducible, and the parser finds exactly their known content."""

import pytest

from benches.site_corpus import Text, choose, edit_article, edit_note, lay_down
from benches.site_laws import make_law, title_of
from fatiao.diagnostics import Report
from fatiao.model.law import Level, Source
from fatiao.pipeline import build_site, parse_source


def _parse(law):
    report = Report()
    return *parse_source(Source("made.txt", law.text), report), list(report)


def test_made_laws_are_the_same_every_time_and_differ_from_one_another():
    assert [make_law(n, 30, 1) for n in range(5)] == [make_law(n, 30, 1) for n in range(5)]
    assert len({make_law(7, 30, seed).text for seed in range(5)}) == 5
    assert len({title_of(n) for n in range(4000)}) == 4000


def test_made_laws_hold_what_is_read_from_them():
    laws = [make_law(number, articles) for number, articles in ((0, 8), (1, 24), (400, 67), (800, 90), (1500, 120))]
    for law in laws:
        tree, layers, findings = _parse(law)
        assert [article.label for article in tree.articles] == list(law.labels)
        assert sorted(definition.term for definition in layers.definitions) == sorted(law.terms)
        assert len(layers.references) == law.references
        assert not findings, law.title
    assert sum(law.references for law in laws) > 80


def test_a_made_code_has_parts_that_begin_with_a_first_chapter():
    tree, _, _ = _parse(make_law(3, 600, parts=True))
    assert len(tree.articles) == 600
    assert [d.number.value for d in tree.divisions if d.level is Level.PART] == [1, 2, 3, 4, 5]
    assert [d.number.value for d in tree.divisions if d.level is Level.CHAPTER].count(1) == 5


@pytest.mark.parametrize("real", [False, True])
def test_a_corpus_has_the_wanted_size_and_no_errors_after_edits(tmp_path, real):
    # Too few "real" ones: they come again under other titles.
    laws = [Text(f"law-{n}", make_law(n, 30).text, 30) for n in range(4)] if real else []
    chosen = choose(laws, 200, 3)
    assert chosen == choose(laws, 200, 3)
    lay_down(chosen, tmp_path)
    before = _articles(tmp_path)
    assert len(before) == 200
    assert [edit_note(tmp_path, turn) for turn in range(2)]
    assert len({edit_article(tmp_path, turn) for turn in range(3)}) == 3
    after = _articles(tmp_path)
    assert before.keys() == after.keys()
    assert sum(before[key] != after[key] for key in before) == 3


def _articles(folder):
    report = Report()
    site = build_site(folder / "corpus", report)
    assert not report.errors, list(report)
    assert len({entry.title for entry in site.entries}) == len(site.entries)
    assert sum(len(entry.work.notes) for entry in site.entries) == 1
    return {(entry.key, article.label): article.text for entry in site.entries for article in entry.law.articles}
