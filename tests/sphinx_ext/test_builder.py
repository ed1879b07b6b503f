"""Our html builder writes what the stock one writes, and two processes write what one writes."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT, copy_docs

STOCK = """
from sphinx.builders.html import StandaloneHTMLBuilder
def setup(app):
    app.add_builder(StandaloneHTMLBuilder, override=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize(("conf", "jobs"), [(STOCK, "1"), ("", "2")], ids=["stock", "parallel"])
def test_builder_and_jobs_change_no_byte(site, tmp_path, conf, jobs):
    docs, out = tmp_path / "docs", tmp_path / "html"
    copy_docs(docs)
    with (docs / "conf.py").open("a", encoding="utf-8") as file:
        file.write(conf)
    command = [sys.executable, "-m", "fatiao", "build", "--corpus", ROOT / "corpus", "--docs", docs, "--jobs", jobs]
    subprocess.run([*map(str, command), "--output", str(out)], capture_output=True, text=True, cwd=ROOT, check=True)
    ours = {p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    other = {p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    assert ours.keys() == other.keys()
    assert [name for name in ours if ours[name] != other[name]] == []
