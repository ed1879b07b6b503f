"""The built site: every provision has its place, nothing that was left out is published, nothing is rewritten."""

import re
import statistics
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from fatiao import ids
from fatiao.diagnostics import Report
from fatiao.model.law import LEFT_OUT_CLAIMS
from fatiao.pipeline import build_site
from tests.conftest import ROOT, copy_docs

COUNTS = {
    "xj-national-security-measures": (38, 0),
    "xj-state-secrets-regulations": (45, 6),
    "xj-critical-infrastructure-regulations": (23, 0),
    "cn-anti-espionage-precautions-provisions": (31, 6),
    "xj-pingan-regulations": (58, 0),
}


@pytest.fixture(scope="module")
def laws():
    return build_site(ROOT / "corpus", Report())


class Page(HTMLParser):
    """Ids, links and text of a page."""

    def __init__(self, path: Path):
        super().__init__()
        self.ids, self.hrefs, self.text = [], [], []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "a" and attributes.get("href"):
            self.hrefs.append(attributes["href"])

    def handle_data(self, data):
        self.text.append(data)


def test_the_five_laws_are_there(laws):
    found = {e.work.id: (len(e.law.articles), sum(d.level == "chapter" for d in e.law.divisions)) for e in laws.entries}
    assert found == COUNTS


def test_every_provision_has_its_page_and_its_place(laws, site):
    for entry in laws.entries:
        for article in entry.law.articles:
            page = Page(site / ids.url_of(entry.article_address(article).docname))
            for segment in article.segments:
                assert ids.segment_fragment(segment) in page.ids, (entry.key, article.label)
            assert len(page.ids) == len(set(page.ids)), (entry.key, article.label)


def test_the_law_page_holds_the_whole_text(laws, site):
    for entry in laws.entries:
        page = Page(site / ids.url_of(entry.address().docname))
        assert len(page.ids) == len(set(page.ids)), entry.key
        text = "".join("".join(page.text).split())
        for article in entry.law.articles:
            corrected = {f.printed: f.corrected for f in entry.work.fixes if f.at.article == article.number}
            for passage in article.passages():
                words = passage.text
                for printed, right in corrected.items():
                    words = words.replace(printed, right)
                assert "".join(words.split()) in text, (entry.key, article.label)


def test_every_link_inside_the_site_leads_somewhere(site):
    pages = {path: Page(path) for path in site.rglob("*.html")}
    for path, page in pages.items():
        for href in page.hrefs:
            if re.match(r"[a-z]+:", href):
                continue
            name, _, anchor = href.partition("#")
            target = (path.parent / name.partition("?")[0]).resolve() if name else path
            assert target.exists(), f"{path}: {href}"
            if anchor and target in pages:
                assert anchor in pages[target].ids, f"{path}: {href}"


def test_nothing_left_out_is_published(laws, site):
    published = "".join(
        "".join(p.read_text(encoding="utf-8", errors="replace").split()) for p in site.rglob("*") if p.is_file()
    )
    for entry in laws.entries:
        for claimed in entry.law.claims:
            if claimed.claim in LEFT_OUT_CLAIMS and claimed.claim != "contents":
                for line in entry.law.source.text[claimed.span.start : claimed.span.end].split("\n"):
                    words = "".join(line.split())
                    if len(words) >= 6 and not any(words in "".join(p.text.split()) for p in _passages(entry)):
                        assert words not in published, f"{entry.key}: {words[:10]}…"


def _passages(entry):
    for article in entry.law.articles:
        yield from article.passages()


def test_html_says_what_language_it_is(site):
    text = (site / "index.html").read_text(encoding="utf-8")
    assert 'lang="zh-Hans-CN"' in text


@pytest.mark.slow
def test_a_second_build_rewrites_no_page(tmp_path):
    docs, out = tmp_path / "docs", tmp_path / "html"
    copy_docs(docs)
    command = [sys.executable, "-m", "fatiao", "build", "--corpus", str(ROOT / "corpus"), "--docs", str(docs)]
    runs = []
    for _ in range(2):
        done = subprocess.run([*command, "--output", str(out)], capture_output=True, text=True, cwd=ROOT, check=False)
        assert done.returncode == 0, done.stderr
        runs.append({p: p.stat().st_mtime_ns for p in [*docs.rglob("*.md"), *out.rglob("*.html")]})
    assert runs[0] == runs[1]
    own = docs / "laws/xj-pingan-regulations/mine.md"
    own.write_text("# 我的一页\n", encoding="utf-8")
    done = subprocess.run([*command, "--output", str(out)], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 2
    assert "mine.md" in done.stderr
    assert own.exists()


@pytest.mark.slow
def test_plain_sphinx_build_gives_the_same_site(site, tmp_path):
    docs, out = tmp_path / "docs", tmp_path / "html"
    copy_docs(docs)
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", str(docs), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    ours = {p.relative_to(site): p.read_bytes() for p in site.rglob("*.html")}
    plain = {p.relative_to(out): p.read_bytes() for p in out.rglob("*.html")}
    assert ours.keys() == plain.keys()
    assert [n for n in ours if ours[n] != plain[n]] == []


def test_an_article_page_is_light(site):
    sizes = {p: p.stat().st_size for p in site.glob("laws/*/art-*.html")}
    assert len(sizes) == 195
    assert statistics.median(sizes.values()) <= 17 * 1024
    # lists of ten tasks or seven violations, each item with its anchor and its line in the crosswalk of duties
    assert max(sizes.values()) <= 30 * 1024
    page = (site / "laws/xj-state-secrets-regulations/art-16.html").read_text(encoding="utf-8")
    own = set(re.findall(r'_static/(fatiao[^"?]*[.](?:css|js))', page))
    assert {"fatiao.css", "fatiao.js", "fatiao-marks.js"} <= own
    assert sum((site / "_static" / name).stat().st_size for name in own) <= 60 * 1024
