"""JSON-LD, tables, plain text copies, sitemaps and feeds: their content, and their safety against hostile text."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, example, given, settings
from markdown_it import MarkdownIt

from fatiao.diagnostics import Report
from fatiao.exports.citations.record import csl_record
from fatiao.exports.facts import facts_of, full_date
from fatiao.exports.feeds import atom_feed, feed_entry, sitemaps
from fatiao.exports.linked_data import article_data, data_script, law_data
from fatiao.exports.plain import escape_line, escape_lines, markdown, plain_text
from fatiao.exports.tables import COLUMNS, csv_table, json_lines, rows_of
from fatiao.model.corpus import Work
from fatiao.model.law import Event, EventKind, Front, Law, Source
from fatiao.reading.law import read_law
from tests.support.export_laws import HOSTILE, a_law, a_work, article, laws, paragraph, rich_law, texts, words

BASE = "https://example.org/fatiao/"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FACTS = facts_of(a_work(), a_law())


# facts


@pytest.mark.parametrize(
    ("issuer", "title", "country", "area"),
    [
        ("新疆维吾尔自治区人民代表大会常务委员会", "某条例", "cn-xj", "新疆维吾尔自治区"),
        ("国家安全部", "新疆某规定", "cn", "中华人民共和国"),
        (None, "上海市某条例", "cn-sh", "上海市"),
        ("浙江省人民政府", "某办法", "cn-zj", "浙江省"),
        (None, "某法", "cn", "中华人民共和国"),
    ],
)
def test_area_is_that_of_the_issuer(issuer: str | None, title: str, country: str, area: str) -> None:
    facts = facts_of(a_work(issuer=issuer, title=title), Law("x", a_law().source, Front(), (), ()))
    assert (facts.country, facts.area) == (country, area)


def test_missing_metadata_is_taken_from_the_text() -> None:
    front = Front(
        title=words("某条\n例"),
        events=(
            Event(EventKind.ADOPTED, "2020-01-01", "某委员会", ""),
            Event(EventKind.IN_FORCE, "2020-03-01", None, ""),
        ),
    )
    facts = facts_of(Work("x", ()), a_law(front=front))
    assert (facts.title, facts.issuer, facts.adopted, facts.in_force) == (
        "某条例",
        "某委员会",
        "2020-01-01",
        "2020-03-01",
    )
    assert facts.issued == "2020-01-01"
    assert facts.expression_iri == "/akn/cn/act/2020-01-01/x/zho@2020-01-01"


def test_an_iri_does_not_change_with_a_number_learnt_late() -> None:
    assert facts_of(a_work(number="第61号"), a_law()).iri == FACTS.iri == "/akn/cn-xj/act/2022-05-27/xj-example"


@pytest.mark.parametrize(
    ("date", "full"),
    [("2022", "2022-01-01"), ("2022-05", "2022-05-01"), ("2022-05-27", "2022-05-27"), ("?", "0001-01-01")],
)
def test_full_dates(date: str, full: str) -> None:
    assert full_date(date) == full


# JSON-LD


class Scripts(HTMLParser):
    """Collector of the script elements that a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.data: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.data.append(data)


def test_json_ld_of_a_law_has_the_properties_of_schema_org() -> None:
    data = law_data(
        FACTS, BASE + "laws/x/index.html", [(BASE + "x.xml", "application/akn+xml")], [("第一条", BASE + "a")]
    )
    assert data["@type"] == "Legislation"
    assert data["legislationDate"] == "2022-05-27"
    assert data["legislationDateVersion"] == "2022-05-27"
    assert data["legislationLegalForce"] == "https://schema.org/InForce"
    assert data["legislationPassedBy"]["name"] == "新疆维吾尔自治区人民代表大会常务委员会"
    assert data["legislationJurisdiction"]["name"] == "新疆维吾尔自治区"
    assert data["temporalCoverage"] == "2022-07-01/.."
    assert "datePublished" not in data
    assert [e["encodingFormat"] for e in data["encoding"]] == ["text/html", "application/akn+xml"]
    assert {e["legislationLegalValue"] for e in data["encoding"]} == {"https://schema.org/UnofficialLegalValue"}
    assert [part["name"] for part in data["hasPart"]] == ["第一条"]


@pytest.mark.parametrize(
    ("status", "force"), [("已废止", "NotInForce"), ("尚未施行", "NotInForce"), ("已修改", None), (None, None)]
)
def test_force_is_stated_only_where_it_is_known(status: str | None, force: str | None) -> None:
    data = law_data(facts_of(a_work(status=status), a_law()), BASE)
    assert data.get("legislationLegalForce") == (force and f"https://schema.org/{force}")


def test_an_article_is_a_part_of_its_law() -> None:
    data = article_data(FACTS, BASE + "laws/x/art-1.html", "第一条", "art_1", BASE + "laws/x/index.html", "甲")
    assert data["isPartOf"]["legislationIdentifier"] == FACTS.expression_iri
    assert data["legislationIdentifier"] == FACTS.expression_iri + "/~art_1"
    assert data["text"] == "甲"


@settings(max_examples=80)
@given(texts(), texts())
@example("</script><script>alert(1)</script>", "<!--<script>")
def test_hostile_text_stays_inside_the_script_element(title: str, text: str) -> None:
    facts = facts_of(a_work(title=title, issuer=title, short_titles=(title,)), a_law(front=Front()))
    script = data_script(article_data(facts, BASE, title, "art_1", BASE, text))
    page = Scripts(script)
    assert page.tags == ["script"]
    script.encode("utf-8")
    assert json.loads("".join(page.data))["@type"] == "Legislation"


# tables


def test_rows() -> None:
    rows = list(rows_of(rich_law(), FACTS, BASE))
    assert [row.number for row in rows] == ["1", "15", "15-1"]
    assert rows[1].divisions == "第二章 定密管理 / 第一节 一般规定"
    assert rows[1].url == BASE + "laws/xj-example/art-15.html"
    assert next(rows_of(rich_law(), FACTS, version="2020-01-01")).url == "laws/xj-example/2020-01-01/art-1.html"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(laws())
def test_tables_have_a_row_for_every_article(law: Law) -> None:
    rows = list(rows_of(law, facts_of(a_work(), law)))
    lines = json_lines(rows).decode()
    assert len(lines.splitlines()) == len(law.articles)
    assert [json.loads(line)["text"] for line in lines.splitlines()] == [a.text for a in law.articles]

    table = csv_table(rows).decode()
    read = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline="")))
    assert len(read) == len(law.articles)
    assert all(tuple(row) == COLUMNS for row in read)
    for row, held in zip(read, law.articles, strict=True):
        assert re.sub("[\0\ud800-\udfff]", "\ufffd", held.text) in (row["text"], row["text"].removeprefix("'"))


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    table = csv_table(
        rows_of(a_law("x", article(1, paragraph(1, cell))), facts_of(a_work(title=cell), a_law()))
    ).decode()
    [row] = csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline=""))
    assert row["text"] == "'" + cell
    assert row["title"][0] == "'"


# plain copies


def test_plain_text() -> None:
    text = plain_text(rich_law(), FACTS, BASE + "laws/x/index.html")
    assert text.index("第一章　总则") < text.index("第一条　为了") < text.index("第二章　定密管理\n\n第一节　一般规定")
    assert "（一）承办人拟定；\n1．甲；\n2．乙。\n（二）定密责任人审核。\n机关、单位应当" in text
    assert text.endswith("以正式公布的文本为准。\n")


def test_markdown() -> None:
    tokens = MarkdownIt("commonmark").parse(markdown(rich_law(), FACTS))
    headings = [(t.tag, tokens[at + 1].content) for at, t in enumerate(tokens) if t.type == "heading_open"]
    title, *rest = headings
    assert title == ("h1", FACTS.title)
    assert rest == [
        ("h2", "第一章　总则"),
        ("h3", "第一条"),
        ("h2", "第二章　定密管理"),
        ("h3", "第一节　一般规定"),
        ("h4", "第十五条"),
        ("h4", "第十五条之一"),
        ("h2", "附件 名录"),
    ]


class Shown(HTMLParser):
    """The visible text of rendered Markdown, and its elements."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def solid(text: str) -> str:
    return re.sub(r"[\s\0\ufffd\ud800-\udfff\x00-\x1f]", "", text)


@settings(max_examples=300)
@given(texts())
@example("".join(HOSTILE))
@example("\n".join(HOSTILE))
@example("0\r\u2028")
@example("1) x\n- y\n===\n# z #\n```\n~~~\n    code\n\tcode\n| a |\n![i](u)\n\\")
def test_markdown_shows_exactly_the_text(text: str) -> None:
    for escaped, allowed in ((escape_lines(text), {"p", "br"}), (escape_line(text), {"p"})):
        shown = Shown(MarkdownIt("commonmark").render(escaped))
        assert shown.tags <= allowed
        assert solid(shown.text) == solid(text)
    assert solid(Shown(MarkdownIt("commonmark").render(f"# {escape_line(text)}")).text) == solid(text)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(laws())
def test_copies_contain_every_article_and_are_encodable(law: Law) -> None:
    facts = facts_of(a_work(), law)
    plain, marked = plain_text(law, facts), markdown(law, facts)
    plain.encode("utf-8")
    shown = solid(Shown(MarkdownIt("commonmark").render(marked)).text)
    for held in law.articles:
        assert solid(held.text) in solid(plain)
        assert solid(held.label + held.text) in shown


# feeds


def test_a_sitemap() -> None:
    files = sitemaps([("b.html", None), ("a.html", "2022-05-27")], BASE)
    root = ET.fromstring(files["sitemap.xml"])
    assert [loc.text for loc in root.iter(f"{MAP}loc")] == [BASE + "a.html", BASE + "b.html"]
    assert [day.text for day in root.iter(f"{MAP}lastmod")] == ["2022-05-27"]


def test_a_long_sitemap_is_split() -> None:
    files = sitemaps(((f"{n:03}.html", None) for n in range(5)), BASE.rstrip("/"), limit=2)
    assert sorted(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    listed = [loc.text for loc in ET.fromstring(files["sitemap.xml"]).iter(f"{MAP}loc")]
    assert listed == [BASE + f"sitemap-{n}.xml" for n in (1, 2, 3)]
    assert sum(len(list(ET.fromstring(text).iter(f"{MAP}url"))) for text in files.values()) == 5


@pytest.mark.parametrize("base", ["", "/", "laws/", "javascript:alert(1)//"])
def test_an_address_is_absolute(base: str) -> None:
    with pytest.raises(ValueError, match="absolute"):
        sitemaps([("a.html", None)], base)
    with pytest.raises(ValueError, match="absolute"):
        atom_feed([], base, "法条", "法条")


def test_the_feed_is_newest_first_and_dated_by_the_corpus() -> None:
    old = feed_entry(FACTS, "laws/old/index.html")
    new = feed_entry(facts_of(a_work(repealed="2024-01-01", status="已废止"), a_law()), "laws/new/index.html")
    root = ET.fromstring(atom_feed([old, new], BASE, "法条", "法条"))
    assert root.findtext(f"{ATOM}updated") == "2024-01-01T00:00:00+08:00"
    assert [entry.find(f"{ATOM}link").get("href") for entry in root.iter(f"{ATOM}entry")] == [
        BASE + "laws/new/index.html", BASE + "laws/old/index.html",
    ]  # fmt: skip
    assert "废止日期：2024-01-01" in (root.findtext(f"{ATOM}entry/{ATOM}summary") or "")
    assert atom_feed([old, new], BASE, "法条", "法条") == atom_feed([new, old], BASE, "法条", "法条")


def test_an_empty_feed_is_valid() -> None:
    assert ET.fromstring(atom_feed([], BASE, "法条", "法条")).tag == f"{ATOM}feed"


@given(texts(), texts())
def test_hostile_text_stays_inside_its_feed_element(title: str, issuer: str) -> None:
    entry = feed_entry(facts_of(a_work(title=title, issuer=issuer), a_law(front=Front())), "laws/x/index.html")
    root = ET.fromstring(atom_feed([entry], BASE, title, issuer).encode("utf-8"))
    assert [child.tag.removeprefix(ATOM) for child in root] == [
        "id",
        "title",
        "link",
        "link",
        "updated",
        "author",
        "entry",
    ]
    assert len(root.find(f"{ATOM}entry") or ()) == 5


def test_traditional_text_is_declared_as_zh_hant():
    law = read_law(Source("t", "電信條例\n第一條　為了規範電信，制定本條例。\n"), "t", Report())
    facts = facts_of(a_work(), law)
    data = law_data(facts, BASE)
    assert data["inLanguage"] == "zh-Hant"
    assert article_data(facts, BASE, "第一條", "art_1", BASE)["inLanguage"] == "zh-Hant"
    assert csl_record(facts)["language"] == "zh-Hant"
    assert law_data(facts_of(a_work(), a_law()), BASE)["inLanguage"] == "zh-Hans-CN"
