"""Copying provisions and 我的条文 on the built site, in Chromium on file://."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
import zipfile
from importlib import resources

import pytest

from tests.support.browser import at_rest, chromium

SECRETS = "laws/xj-state-secrets-regulations"
TERM = "terms/ding-mi-ze-ren-ren-b16b.html"
COPIED = "window.copied = []; navigator.clipboard.writeText = async (text) => { window.copied.push(text); };"


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser, site):
    context = browser.new_context(accept_downloads=True)
    context.add_init_script(f"try {{ {COPIED} }} catch {{}}")
    page = context.new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.at = lambda name: page.goto(f"{site.as_uri()}/{name}")
    yield page
    assert page.problems == []
    context.close()


def copied(page):
    page.wait_for_function("window.copied.length > 0")
    return page.evaluate("window.copied.at(-1)")


def keep_three(page):
    page.at(f"{SECRETS}/art-6.html")
    page.locator(".law-tools [data-tool=keep]").click()
    page.locator(".law-tools [data-tool=keep][aria-pressed=true]").wait_for()
    page.evaluate("document.querySelector('#para-1-item-2 a.pin').click()")
    page.locator(".pin-tools [data-tool=keep]").click()
    page.locator(".pin-tools [data-tool=keep][aria-pressed=true]").wait_for()
    page.at(TERM)
    page.locator(".law-tools [data-tool=keep]").click()
    page.locator(".law-tools [data-tool=keep][aria-pressed=true]").wait_for()


def test_an_article_is_copied_with_its_citation_and_no_address_of_a_disk(page):
    page.at(f"{SECRETS}/art-16.html?q=国家秘密")
    page.locator(".law-tools [data-tool=copy]").click()
    text = copied(page)
    assert text.startswith("机关、单位应当每年审核所确定的国家秘密，建立")
    assert "\n除国家秘密解密后正式公布的外，" in text
    assert text.endswith("《新疆维吾尔自治区保守国家秘密条例》第16条。")
    assert "file:" not in text
    assert "?q=" not in text


def test_an_item_is_copied_from_its_pin_in_the_chosen_form(page):
    page.at(f"{SECRETS}/art-6.html")
    page.evaluate("localStorage.setItem('fatiao-cite-form', 'gbt-2015')")
    page.evaluate("document.querySelector('#para-1-item-2 a.pin').click()")
    page.locator(".pin-tools [data-tool=copy]").click()
    page.wait_for_function("window.copied.length > 1")
    words, citation = copied(page).split("\n")
    assert words.startswith("（二）依法开展定密管理")
    assert words.endswith("；")
    assert "第六条第一款第二项[Z]" in citation


def test_a_selection_is_copied_with_the_citation_of_where_it_stands(page):
    page.at(f"{SECRETS}/art-16.html")
    page.evaluate("getSelection().selectAllChildren(document.getElementById('para-2'))")
    page.locator(".law-copy-selection").click()
    text = copied(page)
    assert text.startswith("除国家秘密解密后正式公布的外")
    assert text.endswith("第16条第2款。")


def test_what_is_kept_stays_and_is_taken_back(page):
    page.at(f"{SECRETS}/art-6.html")
    button = page.locator(".law-tools [data-tool=keep]")
    button.click()
    page.locator(".law-tools [aria-pressed=true]").wait_for()
    page.reload()
    page.locator(".law-tools [aria-pressed=true]").wait_for()
    button.click()
    page.locator(".law-tools [aria-pressed=false]").wait_for()
    assert page.evaluate("localStorage.getItem('fatiao-shelf')") == "[]"


def test_the_page_shows_what_is_kept_in_order_with_citations(page):
    keep_three(page)
    page.at("pack.html")
    page.locator(".pack-item").nth(2).wait_for()
    titles = page.locator(".pack-item > :is(h2, h3)").all_inner_texts()
    assert [title.replace("\n", "") for title in titles] == [
        "《新疆维吾尔自治区保守国家秘密条例》第六条[1]",
        "《新疆维吾尔自治区保守国家秘密条例》第六条第一款第二项[2]",
        "定密责任人",
    ]
    assert page.locator(".pack-item").nth(0).locator(".pack-words").count() == 6
    assert "依法开展定密管理" in page.locator(".pack-item").nth(1).locator(".pack-words").inner_text()
    assert [text.strip() for text in page.locator(".pack-footnotes li").all_inner_texts()] == [
        "《新疆维吾尔自治区保守国家秘密条例》第6条。",
        "《新疆维吾尔自治区保守国家秘密条例》第6条第1款第2项。",
    ]


def test_order_headings_and_notes_are_kept_and_go_with_the_address(page, browser, site):
    keep_three(page)
    page.at("pack.html")
    page.get_by_role("button", name="上移定密责任人").click()
    page.wait_for_function("document.querySelectorAll('.pack-item > :is(h2, h3)')[1].textContent.startsWith('定密')")
    page.locator(".pack-heading").fill("第一讲 *定密*; <b>")
    page.locator(".pack-add button").click()
    page.locator(".pack-item.pack-heading").wait_for()
    page.locator(".pack-item").nth(0).locator("textarea").fill("先读本条\n再比较")
    page.locator(".pack-item").nth(0).locator("textarea").blur()
    page.wait_for_function("document.querySelector('.pack-address').value.includes('*')")
    address = page.locator(".pack-address").input_value()
    assert len(address.partition("#")[2]) < 260
    context = browser.new_context()
    other = context.new_page()
    other.goto(f"{site.as_uri()}/pack.html#{address.partition('#')[2]}")
    other.locator(".pack-item").nth(3).wait_for()
    assert other.locator(".pack-item.pack-heading h2").inner_text() == "第一讲 *定密*; <b>"
    assert other.locator("textarea").nth(0).input_value() == "先读本条\n再比较"
    assert other.evaluate("localStorage.getItem('fatiao-shelf')") is None
    other.get_by_role("button", name="收入我的条文").click()
    other.wait_for_function("JSON.parse(localStorage.getItem('fatiao-shelf')).length === 4")
    context.close()


@pytest.mark.parametrize(
    "line",
    [
        "1;../../evil:1",
        "1;xj-state-secrets-regulations@2025-11-26:99999",
        "1;%E0%A4%A;!<img src=x onerror=alert(1)>",
        "9;x:1",
        "1;~<script>",
        "1" + ";!a" * 2000,
    ],
)
def test_an_address_that_somebody_made_harms_nothing(page, line):
    page.at(f"pack.html#{line}")
    page.locator(".pack-tools").first.wait_for()
    assert page.locator(".law-pack img, .law-pack script").count() == 0
    assert page.locator(".pack-item").count() <= 500


def test_files_are_saved_and_read_again(page, tmp_path):
    keep_three(page)
    page.at("pack.html")
    page.locator(".pack-item").nth(2).wait_for()

    def saved(name):
        with page.expect_download() as found:
            page.get_by_role("button", name=name, exact=True).click()
        path = tmp_path / found.value.suggested_filename
        found.value.save_as(path)
        return path

    ris = saved("RIS").read_text("utf-8")
    assert ris.count("TY  - ") == 2
    assert ris.count("ER  - ") == 2
    assert saved("BibLaTeX").read_text("utf-8").count("@legislation{") == 2
    records = json.loads(saved("CSL-JSON").read_text("utf-8"))
    assert [record["type"] for record in records] == ["legislation", "legislation"]
    markdown = saved("Markdown").read_text("utf-8")
    assert markdown.startswith("# 我的条文\n\n### 《新疆维吾尔自治区保守国家秘密条例》第六条[^1]\n")
    assert "[^2]: 《新疆维吾尔自治区保守国家秘密条例》第6条第1款第2项。" in markdown
    with zipfile.ZipFile(io.BytesIO(saved("Word").read_bytes())) as word:
        assert word.testzip() is None
        document = "".join(ET.fromstring(word.read("word/document.xml")).itertext())
        assert "依法开展定密管理" in document
        assert "第6条第1款第2项" in "".join(ET.fromstring(word.read("word/footnotes.xml")).itertext())
    kept = saved("导出文件")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="清空").click()
    page.locator(".pack-empty").wait_for()
    page.locator("input[type=file]").set_input_files(kept)
    page.locator(".pack-item").nth(2).wait_for()
    page.locator("input[type=file]").set_input_files(
        {"name": "x.json", "mimeType": "application/json", "buffer": b'{"items":[{"kind":"law","text":"../x"}]}'}
    )
    page.get_by_text("不是从这里导出的").wait_for()


def test_a_folder_on_a_disk_has_no_address_and_no_code(page):
    keep_three(page)
    page.at("pack.html")
    page.locator(".pack-item").nth(2).wait_for()
    assert page.locator(".pack-code").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_on_the_page(page, scheme):
    page.emulate_media(color_scheme=scheme)
    keep_three(page)
    page.at("pack.html")
    page.locator(".pack-item").nth(2).wait_for()
    at_rest(page)
    page.evaluate((resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(v["id"], [n["html"][:160] for n in v["nodes"]]) for v in found["violations"]] == []
