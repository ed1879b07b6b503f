"""Other projects: one that cites the site by intersphinx, and one with laws of its own and another theme."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.paths import TESTS

ROOTS = TESTS / "roots"
#: Sphinx in a process where furo cannot be imported.
WITHOUT_FURO = "import sys; sys.modules['furo'] = None; from sphinx.cmd.build import main; sys.exit(main(sys.argv[1:]))"


def sphinx_build(docs: Path, out: Path, **variables: str) -> None:
    command = [sys.executable, "-c", WITHOUT_FURO, "-q", "-W", "--keep-going", str(docs), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **variables}, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_another_project_cites_the_site(site, tmp_path):
    docs, out = tmp_path / "citing", tmp_path / "html"
    shutil.copytree(ROOTS / "citing", docs)
    sphinx_build(docs, out, FATIAO_SITE=str(site))
    page = (out / "index.html").read_text("utf-8")
    links = re.findall(r'<a class="reference external" href="([^"]+)"[^>]*><span[^>]*>([^<]+)', page)
    laws = f"{site}/laws/xj-state-secrets-regulations"
    assert links[:3] == [
        (f"{laws}/art-15.html#para-1-item-2", "《新疆维吾尔自治区保守国家秘密条例》第十五条第一款第二项"),
        (f"{laws}/index.html#chp-2", "the second chapter"),
        (f"{laws}/index.html", "《新疆维吾尔自治区保守国家秘密条例》"),
    ]
    assert [name for _, name in links[3:5]] == ["国家秘密", "what is secret"]
    assert links[3][0] == links[4][0]
    assert len(links) == 6
    for url, _ in links:
        name, _, anchor = url.partition("#")
        assert not anchor or f'id="{anchor}"' in Path(name).read_text("utf-8")


@pytest.mark.slow
def test_a_project_that_only_cites_keeps_its_own_ways(site, tmp_path):
    docs, out = tmp_path / "citing", tmp_path / "html"
    shutil.copytree(ROOTS / "citing", docs)
    sphinx_build(docs, out, FATIAO_SITE=str(site))
    assert (out / "searchindex.js").is_file()
    assert not list((out / "_static").glob("fatiao*"))
    assert {p.name for p in docs.iterdir()} == {"conf.py", "index.md"}


@pytest.mark.slow
def test_a_project_with_laws_of_its_own_and_another_theme(tmp_path):
    docs, out = tmp_path / "own", tmp_path / "html"
    shutil.copytree(ROOTS / "own", docs)
    sphinx_build(docs, out)
    page = (out / "index.html").read_text("utf-8")
    assert 'href="laws/cn-example-lamps/art-2.html#para-1-item-2"' in page
    assert re.search(r'href="terms/lu-deng-\w{4}\.html"', page)
    article = (out / "laws/cn-example-lamps/art-2.html").read_text("utf-8")
    for part in ('id="para-2"', 'class="law-cite"', 'class="pin"', "application/ld+json", "og:title", "fatiao.js"):
        assert part in article, part
    assert 'id="fatiao-results"' in (out / "search.html").read_text("utf-8")
    assert "furo" not in article.replace("furo-", "")
