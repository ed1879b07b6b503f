"""``fatiao init``: the files of a new project, refused arguments, and the build of its site."""

import os
import runpy
import subprocess
import sys

import pytest
import yaml

from fatiao import files
from fatiao.cli import main
from fatiao.diagnostics import FatiaoError
from fatiao.projects.begin import FILES, Project, begin_project

TITLE = "某市\"法规\" $x {{y}} *z* 'q'"


def build(folder):
    """Build a project as its owner does; fail on any warning."""
    command = [sys.executable, "-m", "fatiao", "build"]
    env = {**os.environ, "SITE_URL": ""}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr


@pytest.mark.slow
def test_a_new_project_builds_without_a_warning_and_does_not_name_our_site(tmp_path):
    folder = tmp_path / "p"
    assert main(["init", str(folder), "--title", TITLE, "--url", "https://example.org/laws"]) == 0
    assert {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} == set(FILES)
    build(folder)
    home = (folder / "build/html/index.html").read_text(encoding="utf-8")
    assert "本站还没有收录法规。" in home
    assert "某市&quot;法规&quot; $x {{y}} *z* 'q'" in home or "某市&#34;法规&#34; $x {{y}} *z* &#39;q&#39;" in home
    assert "法条 Fatiao" not in home
    assert (folder / "build/html/sitemap.xml").is_file()


@pytest.mark.slow
def test_the_first_law_gives_the_examples_of_the_pages(tmp_path):
    begin_project(tmp_path, Project("某市法规", "https://example.org/"))
    law = tmp_path / "corpus" / "some-law"
    law.mkdir()
    text = "某市节约用水条例\n\n第一条　甲。\n\n第二条　有下列情形之一的：\n（一）乙；\n（二）丙。\n"
    (law / "2020-01-01.txt").write_text(text, encoding="utf-8")
    build(tmp_path)
    assert "或者输入“某市节约用水条例 第二条”" in (tmp_path / "build/html/index.html").read_text(encoding="utf-8")
    guide = (tmp_path / "build/html/guide/cite.html").read_text(encoding="utf-8")
    assert "《某市节约用水条例》第二条第一款第一项" in guide
    assert "https://example.org/laws/some-law/art-2.html#para-1-item-1" in guide
    assert "每部法规和每一条的网页都有" in guide


def test_settings_take_the_address_that_a_host_gives(tmp_path, monkeypatch):
    begin_project(tmp_path, Project("某市法规", "https://example.org/laws"))
    monkeypatch.delenv("SITE_URL", raising=False)
    monkeypatch.delenv("READTHEDOCS_CANONICAL_URL", raising=False)
    assert runpy.run_path(str(tmp_path / "docs/conf.py"))["html_baseurl"] == "https://example.org/laws/"
    monkeypatch.setenv("READTHEDOCS_CANONICAL_URL", "https://x.readthedocs.io/en/latest/")
    assert runpy.run_path(str(tmp_path / "docs/conf.py"))["html_baseurl"] == "https://x.readthedocs.io/en/latest/"


def test_the_workflow_pins_its_actions_and_is_yaml(tmp_path):
    begin_project(tmp_path, Project("某市法规"))
    for name in (".github/workflows/pages.yml", ".readthedocs.yaml"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert yaml.safe_load(text)
        for line in text.splitlines():
            if "uses:" in line:
                assert len(line.partition("@")[2].split()[0]) == 40


@pytest.mark.parametrize("there", ["a.txt", "docs/x"])
def test_a_folder_with_content_is_refused_and_unchanged(tmp_path, there, capsys):
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).write_text("mine", encoding="utf-8")
    assert main(["init", str(tmp_path)]) == 2
    assert "is not empty" in capsys.readouterr().err
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [tmp_path / there]


def test_a_disk_that_refuses_leaves_no_folder(tmp_path, monkeypatch):
    write = files.write_atomically

    def refuse(path, content):
        if path.name == "cite.md":
            raise FatiaoError(f"cannot write {path}: No space left on device")
        write(path, content)

    with monkeypatch.context() as patch, pytest.raises(FatiaoError, match="No space left"):
        patch.setattr(files, "write_atomically", refuse)
        begin_project(tmp_path / "a/b", Project("甲"))
    assert list(tmp_path.iterdir()) == []
    assert begin_project(tmp_path / "a/b", Project("甲"))


def test_an_empty_repository_is_accepted(tmp_path):
    (tmp_path / ".git").mkdir()
    assert begin_project(tmp_path, Project("甲"))


@pytest.mark.parametrize(
    "values",
    [{"title": ""}, {"title": "甲\n乙"}, {"title": "甲", "url": "javascript:x"}, {"title": "甲", "language": "../x"}],
)
def test_invalid_settings_are_refused(values):
    with pytest.raises(FatiaoError):
        Project(**values)


def test_a_file_instead_of_the_folder_is_reported(tmp_path, capsys):
    (tmp_path / "p").write_text("x", encoding="utf-8")
    assert main(["init", str(tmp_path / "p")]) == 2
    assert "cannot use" in capsys.readouterr().err
