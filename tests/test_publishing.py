"""Publishing keeps other people's files in an output folder, and refuses folders that are not an output."""

import os
import stat
from pathlib import Path

import pytest

from fatiao.building import prepare_staging
from fatiao.cli import main
from fatiao.diagnostics import FatiaoError
from fatiao.files import write_atomically
from fatiao.publishing import JOURNAL, check_output, publish_tree
from tests.support.small_corpora import write_plain_docs, write_small_corpus
from tests.test_files import stage

HOST = {".git/HEAD": "ref", "CNAME": "x.example", ".nojekyll": "", "robots.txt": "*", ".well-known/security.txt": "s"}


def put(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def texts(folder):
    found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file() and not p.is_symlink()}
    return {name: path.read_text(encoding="utf-8", errors="replace") for name, path in found.items()}


@pytest.fixture
def project(tmp_path, monkeypatch):
    root = tmp_path / "home/user/project"
    put(root, {"corpus/yl/2020-01-01.txt": "第一条 甲。", "docs/conf.py": "", "docs/guide/a.md": "# a"})
    monkeypatch.chdir(root)
    monkeypatch.setenv("HOME", str(tmp_path / "home/user"))
    return root


def check(output, adopt=False):
    check_output(Path(output), {"the corpus": Path("corpus"), "the documentation": Path("docs")}, adopt)


@pytest.mark.parametrize("adopt", [False, True])
@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("corpus", "is the corpus"),
        ("docs", "is the documentation"),
        ("corpus/html", "is inside the corpus"),
        ("corpus/yl", "is inside the corpus"),
        ("docs/_build/html", "is inside the documentation"),
        (".", "contains the corpus"),
        ("..", "contains the corpus"),
        ("../../..", "contains the corpus"),
        ("/", "contains the corpus"),
        ("docs/../corpus", "is the corpus"),
        ("link/html", "is inside the corpus"),
        ("linked", "is the corpus (by law)"),
        ("linked/html", "is inside the corpus (by law)"),
        ("docs/conf.py", "is not a folder"),
        ("nowhere", "is not a folder"),
    ],
)
def test_an_input_folder_is_refused_as_output(project, output, reason, adopt):
    (project / "link").symlink_to("corpus")
    (project / "linked").mkdir()
    (project / "corpus/law").symlink_to("../linked")
    (project / "nowhere").symlink_to("absent")
    with pytest.raises(FatiaoError, match="refused as output") as error:
        check(output, adopt)
    assert reason in str(error.value)


def test_the_working_directory_and_a_home_are_refused_as_output(project, monkeypatch):
    elsewhere = project.parents[2] / "work"
    elsewhere.mkdir()
    sources = {"the corpus": project / "corpus", "the documentation": project / "docs"}
    monkeypatch.chdir(elsewhere)
    with pytest.raises(FatiaoError, match="is the working directory"):
        check_output(Path(), sources, adopt=True)
    monkeypatch.setenv("HOME", str(elsewhere))
    monkeypatch.chdir(project)
    with pytest.raises(FatiaoError, match="is the home folder"):
        check_output(elsewhere, sources, adopt=True)


@pytest.mark.parametrize("name", ["_images/a:b.png", "a\\b.png", "_static/a\u200bb.css"])
def test_a_name_that_no_manifest_holds_is_refused_before_anything_is_written(tmp_path, name):
    stage(tmp_path / "staged", {name: b"x", "index.html": b"y"})
    with pytest.raises(FatiaoError, match="rename the file"):
        publish_tree(tmp_path / "staged", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_absent_empty_and_hosting_folders_are_accepted(project):
    check("build/html")
    (project / "empty").mkdir()
    check("empty")
    put(project / "public", HOST)
    check("public")


@pytest.mark.parametrize("manifest", [None, "{}", '{"name": "an app", "icons": []}', "[" * 100_000])
def test_a_foreign_folder_is_accepted_on_request(project, manifest):
    put(project / "public", HOST | {"thesis.doc": "x"} | ({"manifest.json": manifest} if manifest else {}))
    with pytest.raises(FatiaoError, match=r"no build wrote: .*--adopt"):
        check("public")
    check("public", adopt=True)


@pytest.mark.parametrize("can_link", [True, False])
def test_files_that_are_only_replaced_are_hard_linked(tmp_path, monkeypatch, can_link):
    staged, target = tmp_path / "staged", tmp_path / "html"
    stage(staged, {"index.html": b"1", "laws/a.html": b"1"})
    if not can_link:
        monkeypatch.setattr(os, "link", lambda *_: os.truncate("", 0))
    publish_tree(staged, target, replaced=("laws",))
    assert (staged / "laws/a.html").samefile(target / "laws/a.html") is can_link
    assert not (staged / "index.html").samefile(target / "index.html")
    assert publish_tree(staged, target, again=True, replaced=("laws",)).written == 0
    write_atomically(staged / "laws/a.html", b"2")
    assert texts(target)["laws/a.html"] == "1"
    stage(staged, {})
    publish_tree(staged, target, replaced=("laws",))
    assert texts(target) == {**texts(staged), "laws/a.html": "2"}


def test_foreign_files_are_kept(tmp_path):
    staged, target = tmp_path / "staged", tmp_path / "html"
    put(target, HOST)
    stage(staged, {"index.html": b"1", "laws/a.html": b"1"})
    publish_tree(staged, target)
    others = HOST | {"laws/thesis.doc": "x", "laws/.hidden": "x", "mine/a.html": "x"}
    put(target, others)
    (staged / "laws/a.html").unlink()
    stage(staged, {"index.html": b"2"})
    assert publish_tree(staged, target).removed == 1
    found = texts(target)
    assert found.keys() == others.keys() | {"index.html", "manifest.json"}
    assert others.items() <= found.items()
    assert found["index.html"] == "2"


def test_a_conflicting_foreign_file_stops_before_anything_is_written(tmp_path):
    staged, target = tmp_path / "staged", tmp_path / "html"
    stage(staged, {"index.html": b"1"})
    publish_tree(staged, target)
    put(target, {"about.html": "mine"})
    held = texts(target)
    stage(staged, {"about.html": b"ours", "index.html": b"2"})
    with pytest.raises(FatiaoError, match=r"refused to overwrite about\.html"):
        publish_tree(staged, target)
    assert texts(target) == held
    publish_tree(staged, target, adopt=True)
    assert texts(target)["about.html"] == "ours"


def test_a_removed_page_that_was_modified_is_kept(tmp_path):
    staged, target = tmp_path / "staged", tmp_path / "html"
    stage(staged, {"index.html": b"1", "old.html": b"1"})
    publish_tree(staged, target)
    put(target, {"old.html": "mine"})
    (staged / "old.html").unlink()
    stage(staged, {})
    assert publish_tree(staged, target).removed == 0
    assert texts(target)["old.html"] == "mine"


def test_links_inside_the_output_are_not_followed(tmp_path):
    staged, target, corpus = tmp_path / "staged", tmp_path / "html", tmp_path / "corpus"
    put(corpus, {"a.html": "law", "b.html": "law"})
    stage(staged, {"index.html": b"1", "laws/a.html": b"1"})
    target.mkdir()
    (target / "laws").symlink_to(corpus)
    for adopt in (False, True):
        with pytest.raises(FatiaoError, match="laws is in the way"):
            publish_tree(staged, target, adopt)
    (target / "laws").unlink()
    publish_tree(staged, target)
    (target / "index.html").unlink()
    (target / "index.html").symlink_to(corpus / "a.html")  # named like our file: the link is removed, not its target
    (target / ".laws.new").symlink_to(corpus)
    (target / "more.html").symlink_to(corpus / "b.html")
    publish_tree(staged, target)
    assert texts(corpus) == {"a.html": "law", "b.html": "law"}
    assert not (target / "index.html").is_symlink()
    assert (target / "more.html").is_symlink()


def test_a_killed_publication_is_resumed(tmp_path, monkeypatch):
    staged, target = tmp_path / "staged", tmp_path / "html"
    stage(staged, {"index.html": b"1", "old.html": b"1"})
    real = os.replace

    class Killed(BaseException):
        pass

    def kill(path, new):
        if str(new).endswith("/old.html"):
            raise Killed
        return real(path, new)

    monkeypatch.setattr(os, "replace", kill)
    with pytest.raises(Killed):
        publish_tree(staged, target)
    monkeypatch.undo()
    assert (target / JOURNAL).is_file()
    check_output(target, {}, adopt=False)
    (staged / "index.html").unlink()
    stage(staged, {"old.html": b"2", "new.html": b"2"})
    publish_tree(staged, target)
    assert set(texts(target)) == {"old.html", "new.html", "manifest.json"}


def test_publishing_again_repairs_a_damaged_page_of_the_same_size_and_time(tmp_path):
    staged, target = tmp_path / "staged", tmp_path / "html"
    stage(staged, {"index.html": b"good"})
    publish_tree(staged, target)
    page = target / "index.html"
    time = page.stat().st_mtime_ns
    page.write_bytes(b"evil")
    os.utime(page, ns=(time, time))
    assert publish_tree(staged, target).written == 0
    assert publish_tree(staged, target, again=True).written == 1
    assert page.read_bytes() == b"good"


@pytest.mark.parametrize("umask", [0o077, 0o000, 0o022])
def test_published_files_are_world_readable(tmp_path, umask):
    staged, target = tmp_path / "staged", tmp_path / "html"
    stage(staged, {"index.html": b"1", "laws/a.html": b"1"})
    (staged / "index.html").chmod(0o600)
    before = os.umask(umask)
    try:
        publish_tree(staged, target)
        (target / "laws/a.html").chmod(0o600)
        publish_tree(staged, target)
    finally:
        os.umask(before)
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in [target, *target.rglob("*")]}
    assert modes == {"html": 0o755, "laws": 0o755, "a.html": 0o644, "index.html": 0o644, "manifest.json": 0o644}


def test_the_staging_folder_is_private(tmp_path, monkeypatch):
    prepare_staging(tmp_path / "html")
    staging = tmp_path / ".html-staging"
    assert stat.S_IMODE(staging.stat().st_mode) == 0o700
    staging.chmod(0o777)
    with pytest.raises(FatiaoError, match="every user can write"):
        prepare_staging(tmp_path / "html")
    staging.chmod(0o700)
    monkeypatch.setattr(os, "geteuid", lambda: staging.stat().st_uid + 1)
    with pytest.raises(FatiaoError, match="belongs to another user"):
        prepare_staging(tmp_path / "html")
    monkeypatch.undo()
    staging.rename(tmp_path / "other")
    staging.symlink_to("other")
    with pytest.raises(FatiaoError, match="it is a link"):
        prepare_staging(tmp_path / "html")


def test_the_commands_refuse_before_anything_is_written(tmp_path, capsys):
    write_small_corpus(tmp_path / "corpus")
    write_plain_docs(tmp_path / "docs")
    put(tmp_path / "public", {"thesis.doc": "x"})
    held = texts(tmp_path)
    paths = ["--corpus", str(tmp_path / "corpus"), "--docs", str(tmp_path / "docs")]
    for command in (["build"], ["bundle", "--no-pdf"]):
        for output in ("public", "corpus", "docs", "corpus/html", ""):
            assert main([*command, *paths, "--output", str(tmp_path / output)]) == 2
            assert "refused as output" in capsys.readouterr().err
    assert texts(tmp_path) == held
    assert main(["build", *paths, "--output", str(tmp_path / "public"), "--adopt"]) == 0
    assert texts(tmp_path / "public")["thesis.doc"] == "x"
    assert main(["build", *paths, "--output", str(tmp_path / "public")]) == 0
    assert main(["bundle", "--no-pdf", *paths, "--output", str(tmp_path / "public")]) == 2
    assert main(["bundle", "--no-pdf", *paths, "--output", str(tmp_path / "dist")]) == 0
    put(tmp_path / "dist", {"notes.txt": "mine"})
    assert main(["bundle", "--no-pdf", *paths, "--output", str(tmp_path / "dist")]) == 0
    (tmp_path / "dist/SHA256SUMS").unlink()
    assert main(["bundle", "--no-pdf", *paths, "--output", str(tmp_path / "dist")]) == 2
