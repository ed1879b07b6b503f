"""The ledger: published addresses persist or are redirected, and a finding names the line of a lost one."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from fatiao.diagnostics import FatiaoError, Report, format_diagnostic
from fatiao.ids import relative_url
from fatiao.model.law import Law
from fatiao.permalinks.file import format_ledger, parse_ledger, read_ledger, write_ledger
from fatiao.permalinks.ledger import (
    Ledger,
    compare,
    current_permalinks,
    fingerprint,
    is_address,
    natural,
    report_changes,
    update,
)
from fatiao.permalinks.pages import anchor_redirects, redirect_page, redirect_pages, tombstone_page
from tests.support.export_laws import HOSTILE, a_law, article, laws, paragraph, rich_law, texts

ART = "laws/xj-example/art-15.html"
WHOLE = "laws/xj-example/index.html"


def published(*laws_: Law) -> Ledger:
    return current_permalinks([(law, None) for law in laws_ or (rich_law(),)])


def parsed(text: str) -> Ledger:
    report = Report()
    ledger = parse_ledger(text, "corpus/permalinks.json", report)
    assert ledger is not None, [format_diagnostic(d) for d in report]
    return ledger


def faults(text: str) -> list[str]:
    report = Report()
    assert parse_ledger(text, "permalinks.json", report) is None
    return [format_diagnostic(d) for d in report]


def findings(ledger: Ledger, current: Ledger) -> list[str]:
    report = Report()
    report_changes(compare(ledger, current), ledger, report)
    return [format_diagnostic(d) for d in report]


def without(law: Law, number: int) -> Law:
    return replace(law, articles=tuple(a for a in law.articles if str(a.number) != str(number)))


def test_every_page_and_anchor_is_in_the_ledger() -> None:
    pages = published().pages
    assert set(pages) == {
        "laws/xj-example/art-1.html", ART, "laws/xj-example/art-15-1.html", "laws/xj-example/att-1.html", WHOLE,
    }  # fmt: skip
    assert set(pages[ART]) == {
        "", "para-1", "para-1-item-1", "para-1-item-1-subitem-1", "para-1-item-1-subitem-2", "para-1-item-2", "para-2",
    }  # fmt: skip
    assert {"chp-2", "chp-2-sec-1", "art-15", "art-15-para-1-item-2", "art-15-1"} <= set(pages[WHOLE])
    assert pages[WHOLE]["art-15-para-2"] == pages[ART]["para-2"] == fingerprint("机关、单位应当将定密程序报告。")


def test_dated_versions_and_other_pages_are_in_the_ledger() -> None:
    ledger = current_permalinks([(rich_law(), "2020-01-01")], {"glossary.html": "词", "index.html": ""})
    assert "laws/xj-example/2020-01-01/art-15.html" in ledger.pages
    assert ledger.pages["glossary.html"] == {"": fingerprint("词")}


def test_a_fingerprint_ignores_how_lines_are_joined() -> None:
    assert fingerprint("甲 乙\n丙\u3000") == fingerprint("甲乙丙") != fingerprint("甲乙丁")


def test_the_order_of_the_corpus_and_a_new_law_change_nothing() -> None:
    one, two = rich_law(), a_law("xj-other", article(1, paragraph(1, "甲")))
    assert format_ledger(published(one, two)) == format_ledger(published(two, one))
    changes = compare(published(one), published(two, one))
    assert changes.added
    assert not (changes.vanished or changes.changed)


def test_a_vanished_anchor_is_an_error_at_its_line() -> None:
    ledger = parsed(format_ledger(published()))
    held = rich_law().articles[1]
    cut = replace(held, paragraphs=held.paragraphs[:1])
    law = replace(rich_law(), articles=(rich_law().articles[0], cut, rich_law().articles[2]))
    said = [line for line in findings(ledger, published(law)) if "vanished" in line]
    lines = format_ledger(published()).split("\n")
    assert len(said) == 2
    for line, address in zip(said, (f"{ART}#para-2", f"{WHOLE}#art-15-para-2"), strict=True):
        found = re.match(r"corpus/permalinks\.json:(\d+):1: error\[permalink-vanished\] (\S+): ", line)
        assert found, line
        assert found[2] == address
        assert f'"{address.partition("#")[2]}"' in lines[int(found[1]) - 1]


def test_a_vanished_page_is_one_finding() -> None:
    said = findings(parsed(format_ledger(published())), published(without(rich_law(), 15)))
    pages = [line for line in said if f"] {ART}: this address would vanish" in line]
    assert len(pages) == 1
    assert "6 more on this page: #para-1, #para-1-item-1" in pages[0]


@pytest.mark.parametrize(
    "excuse",
    [
        {"redirects": {ART: "laws/xj-example/art-1.html"}},
        {"tombstones": {ART: "第十五条已删去。"}},
    ],
)
def test_a_redirect_or_a_tombstone_of_a_page_excuses_its_anchors(excuse: dict[str, dict[str, str]]) -> None:
    ledger = replace(published(), **excuse)
    vanished = compare(ledger, published(without(rich_law(), 15))).vanished
    assert vanished
    assert all(address.startswith(f"{WHOLE}#art-15") for address in vanished)


def test_a_changed_text_is_reported_but_not_an_error() -> None:
    law = rich_law()
    new = replace(law, articles=(article(1, paragraph(1, "另一文。")), *law.articles[1:]))
    report = Report()
    ledger = parsed(format_ledger(published()))
    report_changes(compare(ledger, published(new)), ledger, report)
    assert {d.code for d in report} == {"permalink-changed"}
    assert report.errors == 0


@pytest.mark.parametrize(
    ("redirects", "tombstones", "bad"),
    [
        ({"old.html": ART}, {}, False),
        ({"old.html": "older.html", "older.html": f"{ART}#para-2"}, {}, False),
        ({"old.html": "none.html"}, {}, True),
        ({"old.html": f"{ART}#para-9"}, {}, True),
        ({"old.html": "older.html", "older.html": "old.html"}, {}, True),
        ({"old.html": "dead.html"}, {"dead.html": "已撤下"}, True),
        ({"old.html": ART, ART: "b.html", "b.html": ART}, {}, True),
    ],
)
def test_a_redirect_needs_an_existing_target(redirects: dict[str, str], tombstones: dict[str, str], bad: bool) -> None:
    changes = compare(Ledger({}, redirects, tombstones), published())
    assert ("old.html" in changes.misdirected) is bad


def test_a_redirect_of_an_existing_address_is_needless() -> None:
    assert compare(Ledger({}, {ART: WHOLE}), published()).needless == (ART,)


def test_update_adds_and_never_removes() -> None:
    before = replace(published(), redirects={"old.html": ART})
    after = update(before, published(a_law("xj-other", article(1, paragraph(1, "甲")))))
    assert set(before.pages) < set(after.pages)
    assert after.redirects == before.redirects
    vanished = {address.partition("#")[0] for address in compare(after, published()).vanished}
    assert vanished == set(after.pages) - set(before.pages)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(laws(), st.dictionaries(st.sampled_from(["a.html", "b/c.html#x"]), st.just("d.html")), texts())
def test_the_ledger_round_trips(law: Law, redirects: dict[str, str], reason: str) -> None:
    tombstones = {"gone.html": reason} if reason.strip() else {}
    ledger = replace(published(law), redirects=redirects, tombstones=tombstones)
    text = format_ledger(ledger)
    if any("\ud800" <= c <= "\udfff" for c in reason):  # no file can hold it
        assert parse_ledger(text, "permalinks.json", Report()) is None
        return
    text.encode("utf-8")
    read = parsed(text)
    assert (read.pages, read.redirects, read.tombstones) == (ledger.pages, redirects, tombstones)
    assert format_ledger(read) == text
    assert not compare(read, published(law)).vanished
    assert not compare(read, published(law)).added
    assert set(read.pages) <= set(read.lines)
    for address, line in read.lines.items():
        key = address if address in redirects else address.rpartition("#")[2]
        assert json.dumps(key, ensure_ascii=False) in text.split("\n")[line - 1]


def test_addresses_are_in_natural_order() -> None:
    many = "art-" + "9" * 5000 + ".html"
    assert natural([many, "art-10.html", "art-2.html", "art-2-1.html"])[:3] == (
        "art-2-1.html",
        "art-2.html",
        "art-10.html",
    )


def test_the_ledger_has_short_lines_for_diffs() -> None:
    lines = format_ledger(published()).split("\n")
    assert sum(line.startswith(f'"{ART}"') and line.endswith(("},", "}")) for line in lines) == 1
    assert sum(line.startswith(' "art-') for line in lines) == 3
    assert max(map(len, lines)) < 400


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "permalinks.json:1:1: error[bad-ledger] Expecting value"),
        ('{"format": 1,\n', "permalinks.json:2:1"),
        ("[]", 'must have "format"'),
        ('{"format": 2}', 'must have "format"'),
        ('{"format": 1, "page": {}}', "unknown key page"),
        ('{"format": 1, "pages": []}', "must be objects"),
        ('{"format": 1,\n"pages": {\n"../x.html": {}}}', "permalinks.json:3:1: error[bad-ledger] ../x.html is"),
        ('{"format": 1,\n"pages": {"x.html": {"": "xyz"}}}', "permalinks.json:2:1"),
        ('{"format": 1,\n"redirects": {\n"x.html": "https://evil.example/"}}', "permalinks.json:3:1"),
        ('{"format": 1, "redirects": {"x.html": 1}}', "must lead from one address"),
        ('{"format": 1, "tombstones": {"x.html": " "}}', "must have a reason"),
        ("[" * 100_000, "nested too deeply"),
    ],
)  # fmt: skip
def test_a_broken_ledger_is_reported(text: str, said: str) -> None:
    assert any(said in line for line in faults(text))


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    parse_ledger(text, "x", Report())


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("index.html", True), ("laws/x/art-1.html#para-1", True), ("terms/国家秘密.html", True),
        ("", False), ("x", False), ("/x.html", False), ("../x.html", False), ("a/../b.html", False),
        ("http://x/y.html", False), ("a\\b.html", False), ("//x/y.html", False), (".git/x.html", False),
        ("a%2f..%2f..%2fx.html", False), ("a%2F%2e%2E%2fx.html", False), ("a%0ab.html", False),
        ("laws/x/compare/2018-10-26..2023-12-29.html", True), ("a%5c..%5c..%5cx.html", False),
        ("a/..b%2f../x.html", False),
        ("x.html#", False), ("x.html?a", False), ("javascript:x.html", False),
    ],
)  # fmt: skip
def test_an_address_stays_on_the_site(address: str, good: bool) -> None:
    assert is_address(address) is good


def test_a_missing_file_is_an_empty_ledger(tmp_path: Path) -> None:
    report = Report()
    ledger = read_ledger(tmp_path / "permalinks.json", report, "permalinks.json")
    assert ledger == Ledger(path="permalinks.json")
    assert len(report) == 0
    assert "new addresses, the first is" in findings(ledger, published())[0]


def test_a_binary_file_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "permalinks.json"
    path.write_bytes(b"\xff\xfe")
    report = Report()
    assert read_ledger(path, report) is None
    assert [d.code for d in report] == ["bad-ledger"]


def test_an_unchanged_ledger_is_not_rewritten(tmp_path: Path) -> None:
    path = tmp_path / "permalinks.json"
    assert write_ledger(path, published())
    before = path.stat().st_mtime_ns
    assert not write_ledger(path, published())
    assert path.stat().st_mtime_ns == before
    assert [p.name for p in tmp_path.iterdir()] == ["permalinks.json"]


def test_an_unwritable_folder_gives_one_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FatiaoError, match="cannot write"):
        write_ledger(tmp_path / "file" / "permalinks.json", published())


# the pages that stand in for what is gone


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.found if name == tag]


@pytest.mark.parametrize(
    ("old", "new", "link"),
    [
        ("laws/a/art-1.html", "laws/a/art-2.html", "art-2.html"),
        ("laws/a/art-1.html", "laws/b/2020-01-01/art-2.html#para-1", "../b/2020-01-01/art-2.html#para-1"),
        ("old.html", "laws/a/index.html", "laws/a/index.html"),
        ("laws/a/index.html", "index.html", "../../index.html"),
    ],
)
def test_a_redirect_works_on_file_urls(old: str, new: str, link: str) -> None:
    assert relative_url(old, new) == link
    page = Page(redirect_page(old, new, "第二条"))
    assert [meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "refresh"] == [f"0; url={link}"]
    assert [a["href"] for a in page.all("a")] == [link]
    assert not page.all("script")


@given(texts())
@example("".join(HOSTILE))
def test_titles_and_reasons_are_escaped(text: str) -> None:
    plain = [tag for tag, _ in Page(redirect_page("a.html", "b.html", "x")).found]
    assert [tag for tag, _ in Page(redirect_page("a.html", "b.html", text)).found] == plain
    page = Page(tombstone_page(text))
    assert [tag for tag, _ in page.found] == [tag for tag, _ in Page(tombstone_page("x")).found]
    for html in (redirect_page("a.html", "b.html", text), tombstone_page(text)):
        assert not re.search(r"<script>|<style|\son\w+=|style=", html)


def test_the_script_is_a_file_of_the_site() -> None:
    page = Page(redirect_page("laws/a/x.html", "laws/a/y.html", "y", "_static/redirect.js"))
    assert page.all("script") == [{"src": "../../_static/redirect.js", "data-target": "y.html"}]


@pytest.mark.parametrize(
    ("old", "new"), [("../x.html", "y.html"), ("x.html", "https://evil.example/"), ("x.html", "javascript:x")]
)
def test_a_redirect_stays_on_the_site(old: str, new: str) -> None:
    with pytest.raises(ValueError, match="address"):
        redirect_page(old, new, "x")


def test_chains_are_followed_to_the_end_and_cycles_have_no_page() -> None:
    ledger = Ledger(
        {},
        {"a.html": "b.html", "b.html": f"{ART}#para-2", "c.html": "d.html", "d.html": "c.html",
         f"{ART}#x": f"{ART}#para-1"},
        {"gone.html": "已并入另一部条例。", f"{ART}#para-7": "已删去。"},
    )  # fmt: skip
    pages = redirect_pages(ledger, {ART: "第十五条"})
    assert sorted(pages) == ["a.html", "b.html", "gone.html"]
    assert Page(pages["a.html"]).all("a") == [{"href": f"{ART}#para-2"}]
    assert "第十五条" in Page(pages["a.html"]).text
    assert "已并入另一部条例。" in Page(pages["gone.html"]).text
    assert anchor_redirects(ledger) == {ART: {"x": "art-15.html#para-1"}}
