"""``fatiao permalinks`` and its gate in ``fatiao check``: published addresses persist, redirect or have a tombstone."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fatiao.cli import main
from fatiao.diagnostics import Report
from fatiao.permalinks.file import read_ledger
from fatiao.permalinks.ledger import compare
from fatiao.permalinks.site import LEDGER_NAME, site_permalinks
from fatiao.pipeline import build_site
from tests.conftest import ROOT
from tests.support.browser import chromium
from tests.support.paths import TESTS

OWN = TESTS / "roots" / "own"
WORK = "cn-example-lamps"
TEXT = Path("corpus", WORK, "2024-03-01.txt")


@pytest.fixture
def own(tmp_path, capsys):
    """Return a project whose ledger is up to date."""
    docs = tmp_path / "own"
    shutil.copytree(OWN, docs)
    assert run(docs, "permalinks", "--update") == 0
    capsys.readouterr()
    return docs


def run(docs: Path, command: str, *options: str) -> int:
    return main([command, "--corpus", str(docs / "corpus"), "--docs", str(docs), *options])


def change(docs: Path, old: str, new: str) -> None:
    path = docs / TEXT
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def excuse(docs: Path, table: str, **entries: str) -> None:
    path = docs / "corpus" / LEDGER_NAME
    data = json.loads(path.read_text("utf-8"))
    data[table] |= entries
    path.write_text(json.dumps(data), encoding="utf-8")


def build(docs: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", *options, str(docs), str(out)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_every_address_of_this_site_is_recorded_and_kept():
    """The gate: an address of the repository's ledger that the site would lose fails here, with the line to blame."""
    done = subprocess.run(
        [sys.executable, "-m", "fatiao", "check", "--quiet"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "permalink" not in done.stderr, done.stderr
    assert done.returncode == 0, done.stderr


def test_recorded_addresses_are_on_the_pages(site):
    ledger = read_ledger(ROOT / "corpus" / LEDGER_NAME, Report())
    assert ledger is not None
    for name, anchors in ledger.pages.items():
        page = (site / name).read_text("utf-8")
        for anchor in filter(None, anchors):
            assert f'id="{anchor}"' in page, f"{name}#{anchor}"


def test_every_citable_object_is_recorded():
    site = build_site(ROOT / "corpus", Report())
    pages = site_permalinks(site).pages
    for name, found in site.objects.items():
        assert found.at.anchor in pages[f"{found.at.docname}.html"], name


def test_the_first_update_records_everything_and_the_second_nothing(tmp_path, capsys):
    docs = tmp_path / "own"
    shutil.copytree(OWN, docs)
    assert run(docs, "check") == 0  # without a ledger nothing is checked
    assert "permalink" not in capsys.readouterr().err
    assert run(docs, "permalinks") == 0
    assert not (docs / "corpus" / LEDGER_NAME).exists()
    assert run(docs, "permalinks", "--update") == 0
    written = (docs / "corpus" / LEDGER_NAME).read_text("utf-8")
    pages = json.loads(written)["pages"]
    assert {"index.html", "search.html", "glossary.html", f"laws/{WORK}/art-2.html"} <= set(pages)
    assert any(page.startswith("terms/lu-deng-") for page in pages)
    assert run(docs, "permalinks", "--update") == 0
    assert "unchanged" in capsys.readouterr().out
    assert (docs / "corpus" / LEDGER_NAME).read_text("utf-8") == written


def test_a_removed_item_fails_the_check_at_the_line_that_promised_it(own, capsys):
    change(own, "（一）安装；\n（二）检修。\n", "（一）安装。\n")
    assert run(own, "check", "--quiet") == 1
    lines = (own / "corpus" / LEDGER_NAME).read_text("utf-8").splitlines()
    said = re.findall(r"permalinks\.json:(\d+):1: error\[permalink-vanished\] (\S+):", capsys.readouterr().err)
    assert [address for _, address in said] == [
        f"laws/{WORK}/2024-03-01/index.html#art-2-para-1-item-2",
        f"laws/{WORK}/art-2.html#para-1-item-2",
        f"laws/{WORK}/index.html#art-2-para-1-item-2",
    ]
    for line, address in said:
        assert f'"{address.partition("#")[2]}"' in lines[int(line) - 1]
    assert run(own, "permalinks", "--update") == 1, "an update forgets nothing"
    done = build(own, own.parent / "html")
    assert done.returncode == 1
    assert "fatiao.permalink-vanished" in done.stderr


def test_a_removed_page_of_the_documentation_is_reported(own, capsys):
    (own / "lamps.rst").write_text(":orphan:\n\n灯\n==\n", encoding="utf-8")
    assert run(own, "permalinks", "--update") == 0
    (own / "lamps.rst").unlink()
    assert run(own, "check", "--quiet") == 1
    assert "lamps.html: this address would vanish" in capsys.readouterr().err
    (own / "conf.py").rename(own / "other.py")
    assert run(own, "check", "--quiet") == 0, "without the folder nothing can be said of its pages"
    ledger = json.loads((own / "corpus" / LEDGER_NAME).read_text("utf-8"))
    assert "lamps.html" in ledger["pages"]
    assert run(own, "permalinks", "--update") == 0
    assert json.loads((own / "corpus" / LEDGER_NAME).read_text("utf-8")) == ledger


def test_changed_text_is_listed_and_recorded(own, capsys):
    change(own, "三日内", "五日内")
    assert run(own, "check") == 0
    said = capsys.readouterr().err
    assert f"info[permalink-changed] laws/{WORK}/art-2.html: the text changed" in said
    assert run(own, "permalinks", "--update") == 0
    capsys.readouterr()
    assert run(own, "check") == 0
    assert "permalink" not in capsys.readouterr().err


def test_adding_and_reordering_laws_changes_no_address(own):
    before = read_ledger(own / "corpus" / LEDGER_NAME, Report())
    other = own / "corpus" / "aa-first-of-all"
    other.mkdir()
    (other / "2020-01-01.txt").write_text("井盖规定\n\n第一条　本规定所称井盖，是指井的盖。\n", encoding="utf-8")
    now = site_permalinks(build_site(own / "corpus", Report()), ["index"])
    changes = compare(before, now)
    assert changes.added
    assert changes.vanished == changes.changed == ()


def test_addresses_missing_from_a_newer_version_redirect_to_the_older_one(own, capsys):
    new = (own / TEXT).read_text("utf-8").replace("（一）安装；\n（二）检修。\n", "（一）安装。\n")
    new = new.replace("第四条　本办法自2024年5月1日起施行。\n", "")
    (own / TEXT).with_name("2025-03-01.txt").write_text(new, encoding="utf-8")
    assert run(own, "check", "--quiet") == 1
    capsys.readouterr()
    assert run(own, "permalinks", "--update") == 0
    redirects = json.loads((own / "corpus" / LEDGER_NAME).read_text("utf-8"))["redirects"]
    item, last = f"laws/{WORK}/art-2.html#para-1-item-2", f"laws/{WORK}/art-4.html"
    assert redirects[item] == f"laws/{WORK}/2024-03-01/art-2.html#para-1-item-2"
    assert redirects[last] == f"laws/{WORK}/2024-03-01/art-4.html"
    assert f"{last}#para-1" not in redirects
    assert f"{item}: redirected to {redirects[item]}" in capsys.readouterr().out
    assert run(own, "check", "--quiet") == 0


def test_a_corpus_with_errors_is_not_recorded(own, capsys):
    before = (own / "corpus" / LEDGER_NAME).read_bytes()
    (own / "corpus" / WORK / "law.toml").write_text("nonsense = 1\n", encoding="utf-8")
    change(own, "（二）检修。", "（二）检修。\n（三）清洗。")
    assert run(own, "permalinks", "--update") == 1
    assert "unknown-key" in capsys.readouterr().err
    assert (own / "corpus" / LEDGER_NAME).read_bytes() == before


def test_a_broken_ledger_is_an_error(own, capsys):
    path = own / "corpus" / LEDGER_NAME
    path.write_text("{", encoding="utf-8")
    assert run(own, "check", "--quiet") == 1
    assert run(own, "permalinks", "--update") == 1
    assert capsys.readouterr().err.count("error[bad-ledger]") == 2
    assert path.read_text("utf-8") == "{"


@pytest.fixture
def moved(own, tmp_path):
    """Return a site with a moved page, a removed page, a moved 项 and a removed 款."""
    (own / "index.rst").write_text("路灯\n====\n", encoding="utf-8")
    change(own, "（一）安装；\n（二）检修。\n路灯损坏的，应当在三日内修复。\n", "（一）安装。\n")
    change(own, "第三条　违反本办法第二条第二款规定的，责令改正。\n第四条", "第三条")
    folder = f"laws/{WORK}"
    ledger = json.loads((own / "corpus" / LEDGER_NAME).read_text("utf-8"))["pages"][f"{folder}/index.html"]
    lost = [anchor for anchor in ledger if re.match(r"art-(4|2-para-(1-item-)?2)", anchor)]
    gone = {
        f"{folder}/{page}#{anchor}": "已删去。" for anchor in lost for page in ("index.html", "2024-03-01/index.html")
    }
    leads = {"old/lamps.html": f"{folder}/art-2.html", f"{folder}/art-4.html": f"{folder}/art-3.html"}
    excuse(own, "redirects", **leads, **{f"{folder}/art-2.html#para-1-item-2": f"{folder}/art-1.html#para-1"})
    dead = {f"{folder}/art-2.html#para-2": "该款已删去<b>。", "old/dead.html": "从未存在。"}
    excuse(own, "tombstones", **dead, **gone)
    done = build(own, tmp_path / "html")
    assert done.returncode == 0, done.stderr
    return tmp_path / "html"


@pytest.mark.slow
def test_redirects_and_tombstones_are_on_the_site(own, moved):
    assert run(own, "check", "--quiet") == 0
    folder = f"laws/{WORK}"
    assert 'content="0; url=art-3.html"' in (moved / folder / "art-4.html").read_text("utf-8")
    assert "从未存在" in (moved / "old/dead.html").read_text("utf-8")
    page = (moved / folder / "art-2.html").read_text("utf-8")
    assert '<p class="law-moved" id="para-1-item-2">此处内容已移至：<a href="art-1.html#para-1">' in page
    assert 'id="para-2">此处内容已不在本页。该款已删去&lt;b&gt;。</p>' in page
    ledger = read_ledger(own / "corpus" / LEDGER_NAME, Report())
    for name, anchors in ledger.pages.items():
        text = (moved / name).read_text("utf-8")
        if "noindex" not in text:
            assert [a for a in anchors if a and f'id="{a}"' not in text] == [], name


@pytest.mark.slow
def test_a_withdrawn_redirect_leaves_no_page(own, moved):
    path = own / "corpus" / LEDGER_NAME
    data = json.loads(path.read_text("utf-8"))
    del data["redirects"]["old/lamps.html"], data["tombstones"][f"laws/{WORK}/art-2.html#para-2"]
    path.write_text(json.dumps(data), encoding="utf-8")
    build(own, moved)
    assert not (moved / "old/lamps.html").exists()
    assert (moved / "old/dead.html").exists()
    assert 'id="para-2"' not in (moved / f"laws/{WORK}/art-2.html").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.browser
def test_redirects_work_on_file_urls(moved):
    root = moved.as_uri()
    with chromium() as browser:
        page = browser.new_page()
        page.goto(f"{root}/old/lamps.html#para-1-item-1")
        page.wait_for_url(f"{root}/laws/{WORK}/art-2.html#para-1-item-1")
        page.goto(f"{root}/laws/{WORK}/art-2.html")
        assert page.is_hidden(".law-moved >> nth=0")
        page.goto(f"{root}/laws/{WORK}/art-2.html#para-2")
        page.locator("#para-2", has_text="该款已删去").wait_for(state="visible")
        page.goto(f"{root}/laws/{WORK}/art-2.html#para-1-item-2")
        page.wait_for_url(f"{root}/laws/{WORK}/art-1.html#para-1")
        page.goto(f"{root}/old/dead.html")
        assert "从未存在" in page.inner_text("body")
        plain = browser.new_context(java_script_enabled=False).new_page()
        plain.goto(f"{root}/laws/{WORK}/art-4.html")
        plain.wait_for_url(f"{root}/laws/{WORK}/art-3.html")
        plain.goto(f"{root}/laws/{WORK}/art-2.html#para-1-item-2")
        plain.click(".law-moved:target a")
        plain.wait_for_url(f"{root}/laws/{WORK}/art-1.html#para-1")


def test_a_comparison_is_recorded_and_redirects_after_a_version_is_inserted(own, capsys):
    folder = own / TEXT.parent
    newest = (own / TEXT).read_text("utf-8")
    (folder / "2020-03-01.txt").write_text(newest.replace("应当", "可以", 1), "utf-8")
    assert run(own, "permalinks", "--update") == 0
    promised = json.loads((own / "corpus" / LEDGER_NAME).read_text("utf-8"))["pages"]
    gone = f"laws/{WORK}/compare/2020-03-01..2024-03-01.html"
    assert gone in promised
    assert f"laws/{WORK}/views.html" in promised
    (folder / "2022-03-01.txt").write_text(newest.replace("应当", "必须", 1), "utf-8")
    capsys.readouterr()
    assert run(own, "check", "--quiet") == 1
    assert "permalink-vanished" in capsys.readouterr().err
    assert run(own, "permalinks", "--update") == 0
    ledger = json.loads((own / "corpus" / LEDGER_NAME).read_text("utf-8"))
    assert ledger["redirects"][gone] == f"laws/{WORK}/compare/2022-03-01..2024-03-01.html"
    assert run(own, "check", "--quiet") == 0
