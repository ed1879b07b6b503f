"""Hand-written pages are neither deleted nor overwritten by generated ones."""

import hashlib
import os
import subprocess
import sys

import pytest

from fatiao.cli import main
from fatiao.diagnostics import FatiaoError
from fatiao.generated import LIST, remove_pages, write_pages
from tests.support.small_corpora import write_plain_docs, write_small_corpus
from tests.test_publishing import put, texts

PAGES = [("laws/a/index.md", "---\norphan: true\n---\n\n# 甲\n\n::::{div} law-facts\n::::\n"), ("glossary.md", "词")]
MINE = ["glossary.md", "terms/mine.md", "laws/mine.pdf", "lists/data.csv", "cited.md", "laws/a/index.md", "cited"]


@pytest.mark.parametrize("name", MINE)
@pytest.mark.parametrize("built", [False, True])
def test_hand_written_pages_among_generated_ones_are_kept(tmp_path, name, built):
    if built:
        write_pages(tmp_path, PAGES)
    put(tmp_path, {name: "# 手写", "index.md": "# 首页"})
    held = texts(tmp_path)
    with pytest.raises(FatiaoError, match="not generated") as error:
        write_pages(tmp_path, PAGES)
    assert name in str(error.value)
    assert texts(tmp_path) == held


def test_a_link_or_a_pipe_among_the_pages_is_not_generated(tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "laws").symlink_to("other")
    os.mkfifo(tmp_path / "glossary.md")
    with pytest.raises(FatiaoError, match=r"glossary\.md, laws: not generated"):
        write_pages(tmp_path, PAGES)
    assert list((tmp_path / "other").iterdir()) == []


def test_generated_pages_are_replaced_and_removed(tmp_path):
    write_pages(tmp_path, PAGES)
    put(tmp_path, {"laws/.notes.swp": "hidden", "laws/.fatiao-abcd1234": "left by a build that was killed"})
    done = write_pages(tmp_path, [("glossary.md", "新")])
    assert (done.written, done.removed) == (1, 2)
    assert texts(tmp_path).keys() == {LIST, "glossary.md", "laws/.notes.swp"}
    assert remove_pages(tmp_path) == 1
    assert texts(tmp_path).keys() == {"laws/.notes.swp"}


def test_a_killed_build_leaves_no_unlisted_page(tmp_path):
    write_pages(tmp_path, PAGES)

    def killed():
        yield "glossary.md", "新词"
        yield "terms/new.md", "新"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_pages(tmp_path, killed())
    with (tmp_path / LIST).open("a") as file:
        file.write("0123  cut o")
    assert write_pages(tmp_path, PAGES).removed == 1
    assert texts(tmp_path)["glossary.md"] == "词"


def test_the_list_does_not_grow_without_bound(tmp_path):
    for number in range(300):
        write_pages(tmp_path, [("glossary.md", str(number))])
    assert len((tmp_path / LIST).read_text().splitlines()) < 150
    assert write_pages(tmp_path, [("glossary.md", "x")]).written == 1


def test_a_build_that_rewrites_the_list_keeps_what_another_one_appends(tmp_path):
    def beside(number):
        yield "glossary.md", str(number)
        with (tmp_path / LIST).open("a") as file:
            file.write(f"{number:064x}  terms/other-{number}.md\n")

    for number in range(300):
        write_pages(tmp_path, beside(number))
        assert f"terms/other-{number}.md" in (tmp_path / LIST).read_text()


def test_no_build_rewrites_the_list_while_another_one_writes(tmp_path):
    def outer():
        yield "glossary.md", "a"
        for number in range(300):
            write_pages(tmp_path, [("glossary.md", str(number))])
        yield "cited.md", "b"

    write_pages(tmp_path, outer(), untouched=True)
    assert write_pages(tmp_path, [("glossary.md", "a"), ("cited.md", "b")]).unchanged == 1


def test_a_page_that_vanishes_before_the_list_is_rewritten_is_told(tmp_path):
    for number in range(99):
        write_pages(tmp_path, [("glossary.md", str(number))])

    def vanishing():
        yield "glossary.md", "x"
        yield "cited.md", "y"
        (tmp_path / "glossary.md").unlink()

    with pytest.raises(FatiaoError, match="cannot rewrite"):
        for _ in range(9):
            write_pages(tmp_path, vanishing(), untouched=True)
            write_pages(tmp_path, [("glossary.md", str(_))], untouched=True)


def test_the_list_cannot_name_other_folders(tmp_path):
    put(tmp_path, {"index.md": "x", "glossary.md": "y"})
    digest = hashlib.sha256(b"x").hexdigest()
    (tmp_path / LIST).write_text(f"{digest}  index.md\n{digest}  ../index.md\n{digest}  glossary.md\n")
    with pytest.raises(FatiaoError, match=r": glossary\.md: not generated"):
        write_pages(tmp_path, PAGES)


@pytest.fixture
def project(tmp_path):
    write_small_corpus(tmp_path / "corpus")
    write_plain_docs(tmp_path / "docs")
    return tmp_path


def build(project, *options):
    paths = ["--corpus", str(project / "corpus"), "--docs", str(project / "docs"), "--output", str(project / "html")]
    return main(["build", *paths, *options])


def test_pages_of_a_version_without_a_list(project):
    assert build(project) == 0
    (project / "docs" / LIST).unlink()
    law = project / "corpus/yl-reading/2021-07-08.txt"
    law.write_text(law.read_text(encoding="utf-8").replace("损坏", "毁坏"), encoding="utf-8")
    assert build(project) == 0
    assert "毁坏" in (project / "docs/laws/yl-reading/art-2.md").read_text(encoding="utf-8")


def test_both_ways_to_build_stop_at_a_hand_written_page(project, capsys):
    put(project, {"docs/glossary.md": "# 手写"})
    assert build(project) == 2
    assert "glossary.md: not generated" in capsys.readouterr().err
    command = [sys.executable, "-m", "sphinx", "-q", project / "docs", project / "out"]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "glossary.md: not generated" in done.stderr
    assert texts(project / "docs")["glossary.md"] == "# 手写"
    assert texts(project / "docs").keys() == {"conf.py", "index.md", "glossary.md"}


def test_a_later_hand_written_page_stops_an_incremental_build(project, capsys):
    assert build(project) == 0
    put(project, {"docs/terms/mine.md": "# 手写"})
    assert build(project) == 2
    assert "terms/mine.md: not generated" in capsys.readouterr().err
    assert build(project, "--fresh") == 2
    assert texts(project / "docs")["terms/mine.md"] == "# 手写"
