"""Output besides the pages: data files, feed, sitemap, citations, and the head of a page."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pytest

from fatiao.diagnostics import Report
from fatiao.exports.files import LAW_FILES, law_file_stem
from fatiao.pipeline import build_site
from tests.conftest import ROOT
from tests.support.paths import TESTS

OWN = TESTS / "roots" / "own"
BASE = "https://example.org/lamps/"
LAMPS = "laws/cn-example-lamps"
TEXT = f"corpus/{Path(LAMPS).name}/2024-03-01.txt"


class Head(HTMLParser):
    """Collector of a page's meta and link elements, its JSON-LD, and the text of its citation box."""

    def __init__(self, path: Path):
        super().__init__()
        self.metas, self.links, self.data, self._inside = {}, [], [], False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "meta":
            self.metas |= {given[name]: given.get("content") for name in ("name", "property") if name in given}
        elif tag == "link":
            self.links.append(given)
        self._inside = tag == "script" and given.get("type") == "application/ld+json"

    def handle_data(self, data):
        if self._inside:
            self.data.append(json.loads(data))
            self._inside = False


@pytest.fixture(scope="module")
def entries():
    return build_site(ROOT / "corpus", Report()).entries


def build(docs: Path, out: Path, *options: str) -> Path:
    """Build a documentation folder; a warning is an error."""
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", *options, str(docs), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture
def own(tmp_path):
    docs = tmp_path / "own"
    shutil.copytree(OWN, docs)
    return docs


def test_every_law_has_every_file(entries, site):
    for entry in entries:
        for suffix, label, media in LAW_FILES:
            content = (site / f"{law_file_stem(entry.work.id, entry.version)}{suffix}").read_bytes()
            assert content, (entry.key, label, media)
        page = (site / f"laws/{entry.work.id}/index.html").read_text("utf-8")
        links = re.search(r'<p class="law-data">.*?</p>', page)[0]
        assert re.findall(r'<a href="([^"]+)">', links)[:-1] == [f"{entry.work.id}{s}" for s, _, _ in LAW_FILES]


def test_the_files_agree_with_the_corpus(entries, site):
    rows = [json.loads(line) for line in (site / "data/articles.jsonl").read_text("utf-8").splitlines()]
    assert [(r["law"], r["eid"]) for r in rows] == [
        (e.work.id, f"art_{a.number}") for e in entries for a in e.law.articles
    ]
    with (site / "data/articles.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(rows)
    for entry in entries:
        law = json.loads((site / f"laws/{entry.work.id}/{entry.work.id}.json").read_text("utf-8"))
        assert [a["text"] for a in law["articles"]] == [a.text for a in entry.source_law.articles]
        assert law["id"] == entry.work.id


def test_the_findings_of_a_source_are_in_its_json(site):
    law = json.loads((site / "laws/xj-pingan-regulations/xj-pingan-regulations.json").read_text("utf-8"))
    assert "no-title" in {finding["code"] for finding in law["diagnostics"]}


def test_every_page_of_a_law_describes_itself_in_its_head(entries, site):
    for entry in entries:
        folder = site / f"laws/{entry.work.id}"
        [law] = Head(folder / "index.html").data
        assert law["@type"] == "Legislation"
        assert len(law["hasPart"]) == len(entry.law.articles)
        assert {e["legislationLegalValue"] for e in law["encoding"]} == {"https://schema.org/UnofficialLegalValue"}
        for encoding in law["encoding"]:
            assert (folder / encoding["contentUrl"]).is_file()
        for article in entry.law.articles:
            head = Head(folder / f"art-{article.number}.html")
            [data] = head.data
            assert data["legislationIdentifier"] == f"{law['legislationIdentifier']}/~art_{article.number}"
            assert data["isPartOf"]["@id"] == law["@id"]
            assert data["encoding"]["legislationLegalValue"].endswith("UnofficialLegalValue")
            assert head.metas["og:title"] == f"{entry.title} {article.label}"
            assert article.text.replace("\n", "").startswith(head.metas["description"].rstrip("…")[:70])
        alternates = [link["href"] for link in Head(folder / "index.html").links if link["rel"] == "alternate"]
        assert alternates == [f"{entry.work.id}{suffix}" for suffix, _, _ in LAW_FILES]


def test_without_a_base_url_there_is_no_feed_and_no_sitemap(site):
    assert not list(site.glob("sitemap*")) + list(site.glob("feed*"))


def test_the_page_about_the_data_links_to_the_files(site):
    page = (site / "guide/data.html").read_text("utf-8")
    for name in ("articles.jsonl", "articles.csv", "law.schema.json"):
        assert f'href="../data/{name}"' in page
        assert (site / "data" / name).is_file()


def test_with_a_base_url_all_addresses_are_absolute(own, tmp_path):
    out = build(own, tmp_path / "html", "-D", f"html_baseurl={BASE.rstrip('/')}")
    locations = [e.text for e in ET.parse(out / "sitemap.xml").iter() if e.tag.endswith("}loc")]
    assert set(locations) == {BASE + p.relative_to(out).as_posix() for p in out.rglob("*.html")} - {
        BASE + name for name in ("search.html", "genindex.html", "404.html")
    }
    lost = (out / "404.html").read_text("utf-8")
    assert f'href="{BASE}index.html"' in lost
    assert f'action="{BASE}search.html"' in lost
    icon = next(link for link in Head(out / f"{LAMPS}/art-2.html").links if link.get("rel") == "icon")
    assert (out / LAMPS / icon["href"]).is_file()
    feed = (out / "feed.xml").read_text("utf-8")
    assert f"{BASE}{LAMPS}/index.html" in feed
    head = Head(out / f"{LAMPS}/art-2.html")
    assert head.metas["og:url"] == head.data[0]["@id"] == f"{BASE}{LAMPS}/art-2.html"
    assert any(link.get("type") == "application/atom+xml" for link in Head(out / "index.html").links)
    page = (out / f"{LAMPS}/art-2.html").read_text("utf-8")
    assert f"（2024-03-01）. {BASE}{LAMPS}/art-2.html." in page
    assert f'data-base="{BASE}{LAMPS}/"' in page


@pytest.mark.slow
def test_only_changed_files_are_written_and_stale_ones_removed(own, tmp_path):
    out = build(own, tmp_path / "html", "-D", f"html_baseurl={BASE}")
    same = {path: path.stat().st_mtime_ns for path in (out / LAMPS / "cite.js", out / "data/law.schema.json")}
    old = out / LAMPS / "cn-example-lamps-2020-01-01.json"
    old.write_text("{}")
    source = own / TEXT
    text = source.read_text("utf-8")
    source.write_text(text.replace("三日内", "五日内"), encoding="utf-8")
    build(own, out)
    assert not old.exists()
    assert not (out / "feed.xml").exists()
    assert not (out / "sitemap.xml").exists()
    assert not (out / "404.html").exists()
    assert "五日内" in (out / LAMPS / "cn-example-lamps.txt").read_text("utf-8")
    assert {path: path.stat().st_mtime_ns for path in same} == same


def test_a_hostile_title_is_escaped(own, tmp_path):
    law = own / "corpus/cn-example-lamps/law.toml"
    hostile = "<script>alert(1)</script>\\\"'&办法"
    law.write_text(f'title = "{hostile}"\n[[supplied]]\nfield = "title"\nground = "测试所用。"\n', encoding="utf-8")
    out = build(own, tmp_path / "html", "-D", "suppress_warnings=fatiao.contradicts-source")
    for name in ("index.html", "art-1.html"):
        head = Head(out / LAMPS / name)
        assert head.metas["og:title"].startswith("<script>alert(1)</script>\"'&办法")
        assert "<script>alert" not in (out / LAMPS / name).read_text("utf-8")
    assert "<script>" not in (out / LAMPS / "cite.js").read_text("utf-8")
