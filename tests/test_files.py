"""Files on disk: whole or not at all, untouched when right, removed when stale."""

import json
import os
import shutil
from pathlib import Path

import pytest

from fatiao.diagnostics import FatiaoError
from fatiao.files import write_atomically, write_tree
from fatiao.manifest import hash_file, list_files
from fatiao.publishing import publish_tree


def stage(folder, files):
    """Write files and a manifest that names what is shown of the folder then."""
    for name, content in files.items():
        write_atomically(folder / name, content)
    digests = {name: hash_file(path) for name, path in list_files(folder) if name != "manifest.json"}
    rows = {name: {"bytes": digest.size, "sha256": digest.sha256} for name, digest in digests.items()}
    value = {"format": 1, "corpus": {"date": "undated"}, "counts": {}, "files": rows}
    write_atomically(folder / "manifest.json", json.dumps(value).encode())


def test_only_what_differs_is_written(tmp_path):
    files = {"laws/a/index.md": "一", "laws/a/art-1.md": "二"}
    assert write_tree(tmp_path, files.items(), ["laws"]).written == 2
    before = (tmp_path / "laws/a/index.md").stat().st_mtime_ns
    done = write_tree(tmp_path, (files | {"laws/a/art-1.md": "改"}).items(), ["laws"])
    assert (done.written, done.unchanged, done.removed) == (1, 1, 0)
    assert (tmp_path / "laws/a/index.md").stat().st_mtime_ns == before


def test_stale_files_and_empty_folders_go(tmp_path):
    write_tree(
        tmp_path, [("laws/a/index.md", "一"), ("laws/b/index.md", "二"), ("glossary.md", "三")], ["laws", "glossary.md"]
    )
    (tmp_path / "guide.md").write_text("手写")
    done = write_tree(tmp_path, [("laws/a/index.md", "一")], ["laws", "glossary.md"])
    assert done.removed == 2
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a", "guide.md", "index.md", "laws"]


def test_folders_that_hold_nothing_but_empty_ones_go(tmp_path):
    write_tree(tmp_path, [("laws/a/b/c.md", "一"), ("laws/a/b/d/e.md", "二")], ["laws"])
    assert write_tree(tmp_path, [], ["laws"]).removed == 2
    assert list(tmp_path.iterdir()) == []


def test_everybody_may_read_a_file_whatever_the_umask(tmp_path):
    before = os.umask(0o077)
    try:
        write_atomically(tmp_path / "a.json", b"{}")
    finally:
        os.umask(before)
    assert (tmp_path / "a.json").stat().st_mode & 0o777 == 0o644


def test_disk_errors_are_told_by_name(tmp_path, monkeypatch):
    def fail(*_, **__):
        raise PermissionError(13, "Permission denied")

    write_tree(tmp_path, [("laws/a/b.md", "一")], ["laws"])
    with monkeypatch.context() as patch, pytest.raises(FatiaoError, match=r"cannot remove .*b\.md: Permission denied"):
        patch.setattr(Path, "unlink", fail)
        write_tree(tmp_path, [], ["laws"])
    with monkeypatch.context() as patch, pytest.raises(FatiaoError, match="cannot read"):
        patch.setattr(os, "scandir", fail)
        write_tree(tmp_path, [], ["laws"])


@pytest.mark.parametrize("name", ["../x.md", "/etc/x.md", "laws/../../x.md"])
def test_nothing_leaves_the_folder(tmp_path, name):
    with pytest.raises(FatiaoError, match="outside"):
        write_tree(tmp_path / "docs", [(name, "x")], ["laws"])
    assert not (tmp_path / "x.md").exists()


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path, monkeypatch):
    path = tmp_path / "a.md"
    write_atomically(path, b"old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(FatiaoError, match="No space left"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]


def test_a_full_disk_leaves_the_published_tree_as_it_was(tmp_path, monkeypatch):
    staged, target = tmp_path / "staged", tmp_path / "html"
    stage(staged, {"a.html": b"1", "b.html": b"1"})
    publish_tree(staged, target)
    held = {p.name: p.read_bytes() for p in target.iterdir()}
    stage(staged, {"a.html": b"22", "b.html": b"22"})
    real, calls = shutil.copyfileobj, []

    def full_at_the_second(source, copy):
        calls.append(copy)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        return real(source, copy)

    monkeypatch.setattr(shutil, "copyfileobj", full_at_the_second)
    with pytest.raises(FatiaoError, match="No space left"):
        publish_tree(staged, target)
    assert {p.name: p.read_bytes() for p in target.iterdir()} == held


def test_publishing_follows_the_staged_tree(tmp_path):
    staged, target = tmp_path / "staged", tmp_path / "html"
    stage(staged, {"old/old.html": b"0", ".buildinfo": b"x"})
    publish_tree(staged, target)
    shutil.rmtree(staged / "old")
    stage(staged, {"a/b.html": b"1"})
    done = publish_tree(staged, target)
    assert (done.written, done.removed) == (2, 1)
    assert publish_tree(staged, target).written == 0
    assert sorted(str(p.relative_to(target)) for p in target.rglob("*")) == ["a", "a/b.html", "manifest.json"]


def test_a_name_without_content_stays(tmp_path):
    write_tree(tmp_path, [("laws/a.md", "一"), ("laws/b.md", "二")], ["laws"])
    done = write_tree(tmp_path, [("laws/a.md", None)], ["laws"])
    assert (done.written, done.unchanged, done.removed) == (0, 1, 1)
    assert (tmp_path / "laws/a.md").read_text() == "一"
