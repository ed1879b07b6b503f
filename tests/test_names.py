"""Unusual file names, pipes, devices and links in the input: a finding, never an exception or a hang."""

import json
import os
import re
import zipfile

import pytest

from fatiao.cli import main
from fatiao.corpus.names import LONGEST_ID, find_unportable
from fatiao.corpus.read import read_corpus
from fatiao.diagnostics import CODES, Report, format_diagnostic, show
from fatiao.ids import slug_of
from fatiao.manifest import corpus_digest
from fatiao.model.findings import Diagnostic, Severity
from fatiao.permalinks.ledger import Ledger
from fatiao.permalinks.names import name_works
from fatiao.rebuild.state import digest_inputs
from fatiao.site.model import Citing
from fatiao.site.objects import collect_objects
from tests.support.small_corpora import write_plain_docs, write_small_corpus

GBK = os.fsdecode("说明".encode("gbk"))


@pytest.fixture
def project(tmp_path):
    write_small_corpus(tmp_path / "corpus")
    write_plain_docs(tmp_path / "docs")
    return tmp_path


def run(command, project):
    paths = ["--corpus", str(project / "corpus"), "--docs", str(project / "docs")]
    return main([command, *paths, *(["--output", str(project / "html")] if command == "build" else [])])


def codes(folder):
    report = Report()
    read_corpus(folder, report)
    return {d.code for d in report if d.severity is Severity.ERROR}


@pytest.mark.parametrize(
    "name",
    [
        f"corpus/{GBK}.md",
        f"corpus/yl-books/{GBK}",
        f"corpus/{GBK}/2020-01-01.txt",
        f"docs/{GBK}.md",
        f"docs/guide/{GBK}.png",
        "corpus/a\nb.md",
    ],
)
def test_an_invalid_file_name_is_a_finding(project, name, capsys):
    (project / name).parent.mkdir(exist_ok=True)
    (project / name).write_text("# x\n", encoding="utf-8")
    for command in ("check", "build"):
        assert run(command, project) == 1
        said = capsys.readouterr().err
        found = [line for line in said.splitlines() if "error[bad-file-name]" in line]
        assert len(found) == 1
        assert ("\\x" in found[0]) or ("\\n" in found[0])
        assert "Traceback" not in said


@pytest.mark.parametrize("name", ["con", "nul", "aux", "prn", "com1", "lpt9", "a" * (LONGEST_ID + 1), "a" * 254])
def test_a_work_id_that_is_not_portable_is_a_finding(project, name):
    (project / "corpus/yl-reading").rename(project / "corpus" / name)
    assert codes(project / "corpus") >= {"unportable-name"}


@pytest.mark.parametrize("name", ["console", "com", "com10", "nul-law", "a" * LONGEST_ID])
def test_portable_work_ids_are_accepted(name):
    assert find_unportable(name) is None


@pytest.mark.parametrize("name", ["Yl-Books", "YL-BOOKS"])
def test_names_that_differ_only_in_case(project, name):
    (project / "corpus" / name).mkdir()
    (project / "corpus" / name / "law.toml").write_text('id = "other"\n')
    (project / "corpus" / name / "2020-01-01.txt").write_text("某条例\n第一条 甲。\n", encoding="utf-8")
    assert codes(project / "corpus") == {"unportable-name"}


@pytest.mark.parametrize(
    "name",
    ["yl-books/law.toml", "yl-books/notes.md", "yl-books/fixes.toml", "terms.toml", "works.toml", "permalinks.json"],
)
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_a_pipe_or_a_device_is_a_finding(project, name, kind, capsys):
    path = project / "corpus" / name
    path.unlink(missing_ok=True)
    os.mkfifo(path) if kind == "pipe" else path.symlink_to("/dev/zero")
    assert run("check", project) == 1
    said = capsys.readouterr().err
    assert f"{path}: error[" in said
    assert "this is not a regular file" in said


@pytest.mark.parametrize("name", ["docs/guide.md", "docs/conf.py", "docs/x/a.png", "corpus/yl-books/2019-01-01.txt"])
def test_a_pipe_among_pages_stops_a_build(project, name, capsys):
    (project / name).parent.mkdir(exist_ok=True)
    (project / name).unlink(missing_ok=True)
    os.mkfifo(project / name)
    assert run("check", project) == 1
    assert run("build", project) == 1
    assert f"{project / name}: error[unreadable] this is not a regular file; remove it" in capsys.readouterr().err


@pytest.mark.parametrize("target", ["..", "../..", "."])
def test_a_link_cycle_is_a_finding(project, target, capsys):
    (project / "corpus/back").symlink_to(target)
    (project / "docs/back").symlink_to(target)
    assert run("check", project) == 1
    assert (
        capsys.readouterr().err.count("back: error[unreadable] this link leads back to a folder that contains it") == 2
    )


def test_a_linked_folder_is_digested_like_any_other(tmp_path):
    for folder in ("corpus", "docs"):
        (tmp_path / folder).mkdir()
        (tmp_path / "real" / folder).mkdir(parents=True)
        (tmp_path / "real" / folder / "a.txt").write_text("1")
        (tmp_path / folder / "linked").symlink_to(tmp_path / "real" / folder)
        (tmp_path / folder / "linked/back").symlink_to(tmp_path / folder)
    seen = set()
    for text in ("1", "2"):
        (tmp_path / "real/corpus/a.txt").write_text(text)
        seen.add((digest_inputs([tmp_path / "corpus"], [], ()), corpus_digest(tmp_path / "corpus")))
    assert len({inputs for inputs, _ in seen}) == len({digest for _, digest in seen}) == 2
    before = digest_inputs([tmp_path / "docs"], [], ())
    (tmp_path / "real/docs/a.txt").write_text("2")
    assert digest_inputs([tmp_path / "docs"], [], ()) != before


def test_an_edit_in_a_linked_folder_is_detected(project, capsys):
    (project / "real").mkdir()
    (project / "corpus/yl-reading").rename(project / "real/yl-reading")
    (project / "corpus/yl-reading").symlink_to(project / "real/yl-reading")
    assert run("build", project) == 0
    text = project / "real/yl-reading/2021-07-08.txt"
    text.write_text(text.read_text(encoding="utf-8").replace("损坏", "毁坏"), encoding="utf-8")
    assert run("build", project) == 0
    assert "毁坏" in (project / "html/laws/yl-reading/art-2.html").read_text(encoding="utf-8")


def test_a_finding_is_always_one_line():
    finding = Diagnostic("unreadable", CODES["unreadable"], "a\n\x1b[2J\u202e" + GBK, 1, 2, "说\u2028明　\ud800")
    assert format_diagnostic(finding) == ("a\\n\\x1b[2J\\u202e˵\\xc3\\xf7:1:2: error[unreadable] 说\\u2028明　\\ud800")
    assert show("第一条　甲—“乙”") == "第一条　甲—“乙”"


def test_an_unusable_tombstone_is_a_finding(project):
    ledger = '{"format": 1, "tombstones": {"laws/x/art-1.html": "\\ud800 gone"}}'
    (project / "corpus/permalinks.json").write_text(ledger)
    assert run("check", project) == 1


@pytest.fixture
def bundle(tmp_path):
    manifest = {"format": 1, "corpus": {"date": "2020-01-01"}, "counts": {"laws": 1}, "files": {}}

    def write(path=tmp_path / "site", text=None, **changed):
        path.mkdir()
        (path / "manifest.json").write_text(text or json.dumps(manifest | changed), encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    "changed",
    [
        {"counts": {"laws": float("inf")}},
        {"counts": {"laws": 1e400}},
        {"counts": {"laws": -1}},
        {"counts": {"laws": True}},
        {"counts": {"laws": "1"}},
        {"files": {"a.html": {"bytes": float("nan"), "sha256": ""}}},
        {"corpus": {"date": "\ud800"}},
        {"corpus": {"date": "\x1b[2J2020"}},
        {"corpus": {"date": 2020}},
        {"format": "\x1b[2J"},
        {"text": '{"format": 1, "format": 1, "corpus": {"date": "undated"}, "counts": {}, "files": {}}'},
        {"text": "[" * 100_000},
    ],
)
def test_an_invalid_manifest_is_reported_in_one_line(bundle, changed, capsys):
    assert main(["verify", str(bundle(**changed))]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("fatiao: ")
    assert said.err.count("\n") == 1
    assert said.err.strip().isprintable()


def test_a_pipe_is_not_accepted_as_a_bundle(bundle, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert main(["verify", str(tmp_path / "pipe")]) == 2
    site = bundle()
    assert main(["verify", str(site)]) == 0
    assert main(["verify", str(site), "--against", str(tmp_path / "pipe")]) == 2


def test_a_zip_file_that_needs_an_unsupported_version(bundle, tmp_path):
    path = tmp_path / "site.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(bundle() / "manifest.json", "site/manifest.json")
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 6] = 99  # the version that is needed to unpack it
    path.write_bytes(content)
    assert main(["verify", str(path)]) == 2


@pytest.mark.parametrize(("mode", "content"), [(0o120777, b"/etc"), (0o040755, b"data"), (0o040755, b"")])
def test_a_folder_entry_with_content_in_a_zip_file_is_named(bundle, tmp_path, mode, content, capsys):
    path = tmp_path / "site.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(bundle() / "manifest.json", "site/manifest.json")
        entry = zipfile.ZipInfo("site/evil/")
        entry.external_attr = mode << 16
        archive.writestr(entry, content)
    assert main(["verify", str(path)]) == (1 if content else 0)
    assert ("added: evil/" in capsys.readouterr().out) == bool(content)


TWINS = ("世识", "乨石")


def define(project, *terms):
    """Write a law that defines only the given terms, in its 第三条."""
    law = project / "corpus/yl-reading/2021-07-08.txt"
    words = "\n".join(f"本办法所称{term}，是指{term}类物品。" for term in terms)
    kept = re.sub(r"^第三条 .*\n(?:本办法所称[世乨].*\n)*", f"第三条 {words}\n", law.read_text("utf-8"), flags=re.M)
    law.write_text(kept, encoding="utf-8")


def term_pages(project):
    """Return the subject of each page of the two terms."""
    pages = {}
    for path in (project / "html/terms").glob("shi-shi-*.html"):
        pages[path.name] = next(term for term in TWINS if f"<h1>{term}" in path.read_text("utf-8"))
    return pages


def test_two_terms_with_the_same_address_get_different_pages(project, capsys):
    """Their readings are the same, and so are the sixteen bits of their digests."""
    assert slug_of(TWINS[0]) == slug_of(TWINS[1])
    define(project, *TWINS)
    assert run("check", project) == 0
    assert run("build", project) == 0
    assert capsys.readouterr().err.count("warning[shared-address] 世识, 乨石 share ") == 2
    assert sorted(term_pages(project).values()) == sorted(TWINS)
    assert f"{slug_of(TWINS[0])}.html" in term_pages(project)


@pytest.mark.parametrize("first", TWINS)
def test_the_first_holder_of_an_address_keeps_it(project, first, capsys):
    second = next(term for term in TWINS if term != first)
    ours, longer = f"{slug_of(first)}.html", f"{slug_of(second, 12)}.html"
    define(project, first)
    assert run("permalinks", project) == 0
    assert main(["permalinks", "--corpus", str(project / "corpus"), "--docs", str(project / "docs"), "--update"]) == 0
    define(project, second, first)
    assert run("build", project) == 0
    assert term_pages(project) == {ours: first, longer: second}
    assert main(["permalinks", "--corpus", str(project / "corpus"), "--docs", str(project / "docs"), "--update"]) == 0
    capsys.readouterr()
    assert run("check", project) == 0
    assert "shared-address" not in capsys.readouterr().err
    ledger = project / "corpus/permalinks.json"
    data = json.loads(ledger.read_text("utf-8"))
    data["tombstones"] = {f"terms/{ours}": "不再使用。"}
    ledger.write_text(json.dumps(data), encoding="utf-8")
    define(project, second)
    assert run("build", project) == 0
    assert f"<h1>{second}" in (project / "html/terms" / longer).read_text("utf-8")
    assert "不再使用" in (project / "html/terms" / ours).read_text("utf-8")
    assert f"terms/{longer}" in (project / "html/glossary.html").read_text("utf-8")


def test_a_ledger_without_names_keeps_addresses(project):
    define(project, TWINS[1])
    assert main(["permalinks", "--corpus", str(project / "corpus"), "--docs", str(project / "docs"), "--update"]) == 0
    ledger = project / "corpus/permalinks.json"
    data = json.loads(ledger.read_text("utf-8"))
    assert data.pop("names")[f"terms/{slug_of(TWINS[1])}.html"] == TWINS[1]
    ledger.write_text(json.dumps(data), encoding="utf-8")
    define(project, *TWINS)
    assert run("check", project) == 0
    assert run("build", project) == 0
    assert term_pages(project)[f"{slug_of(TWINS[1])}.html"] == TWINS[1]


def test_two_cited_laws_with_the_same_address_get_different_pages():
    slugs = name_works(TWINS, Ledger(names={f"cited.html#law-{slug_of(TWINS[0])}": TWINS[1]}), Report())
    assert slugs.of(TWINS[1]) == slug_of(TWINS[1])
    assert slugs.of(TWINS[0]) == slug_of(TWINS[0], 12)
    citings = [Citing(title, None, (), (), given_slug=slugs.of(title)) for title in TWINS]
    assert len(collect_objects((), (), citings)) == 2
