"""``fatiao add``: files come whole or not at all, and nothing that is there is overwritten."""

import hashlib
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fatiao.cli import main
from fatiao.corpus.toml import quoted
from fatiao.curating.law_file import add_cited
from fatiao.diagnostics import FatiaoError, Report
from fatiao.pipeline import build_site
from tests.support import documents

LAW = """某某市节约用水条例
（2020年1月1日某某市第一届人民代表大会常务委员会第一次会议通过）
第一条　为了节约用水，根据《中华人民共和国水法》，制定本条例。
第二条　本条例自2020年2月1日起施行。
"""
WORK = "moumou-shi-jieyue-yongshui-tiaoli"


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    (tmp_path / "corpus").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "corpus"


def put(corpus, text=LAW, name="law.txt", encoding="utf-8"):
    path = corpus.parent / name
    path.write_bytes(text.encode(encoding))
    return str(path)


def files(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def errors(corpus):
    report = Report()
    build_site(corpus, report)
    return [d for d in report if d.severity.value == "error"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_text_is_kept_byte_for_byte_and_its_facts_are_right(corpus, encoding):
    path = put(corpus, encoding=encoding)
    assert main(["add", path]) == 0
    assert (corpus / WORK / "2020-01-01.txt").read_bytes() == LAW.encode(encoding)
    said = tomllib.loads((corpus / WORK / "law.toml").read_text(encoding="utf-8"))
    assert said["title"] == "某某市节约用水条例"
    assert (said["kind"], said["status"]) == ("地方性法规", "现行有效")
    assert tomllib.loads((corpus / "works.toml").read_text(encoding="utf-8"))["work"] == [
        {"title": "中华人民共和国水法"}
    ]
    assert errors(corpus) == []


def test_another_format_keeps_the_file_and_where_the_text_came_from(corpus):
    path = corpus.parent / "law.docx"
    path.write_bytes(documents.docx("".join(documents.p(line) for line in LAW.splitlines())))
    assert main(["add", str(path)]) == 0
    assert (corpus / WORK / "2020-01-01.docx").read_bytes() == path.read_bytes()
    (received,) = tomllib.loads((corpus / WORK / "law.toml").read_text(encoding="utf-8"))["received"]
    assert received["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert errors(corpus) == []


def test_another_text_of_a_held_law_joins_it(corpus):
    assert main(["add", put(corpus)]) == 0
    before = files(corpus)
    later = LAW.replace("会议通过）", "会议通过　2022年3月4日第二次会议修正）").replace(
        "第二条", "第二条　乙。\n第三条"
    )
    assert main(["add", put(corpus, later)]) == 0
    after = files(corpus)
    assert set(after) - set(before) == {f"{WORK}/2022-03-04.txt"}
    assert {name: after[name] for name in before} == before
    assert errors(corpus) == []


@pytest.mark.parametrize("options", [[], ["--work", "some-law"]])
def test_the_same_text_twice_changes_nothing(corpus, capsys, options):
    assert main(["add", put(corpus), *options]) == 0
    before = files(corpus)
    assert main(["add", put(corpus), *options]) == 2
    assert "exists already" in capsys.readouterr().err
    assert files(corpus) == before


def test_a_dry_run_writes_nothing(corpus, capsys):
    assert main(["add", put(corpus), "--dry-run"]) == 0
    assert "would write" in capsys.readouterr().out
    assert files(corpus) == {}


def test_a_dry_run_says_of_several_files_what_adding_them_says(corpus, capsys):
    later = LAW.replace("会议通过）", "会议通过　2022年3月4日第二次会议修正）")
    given = [put(corpus), put(corpus, later, "later.txt")]
    assert main(["add", *given, "--dry-run"]) == 0
    dry = capsys.readouterr().out
    assert main(["add", *given]) == 0
    assert dry.replace("would write", "wrote").replace("would be added", "added") == capsys.readouterr().out
    assert "further text of a law in the corpus" in dry
    for options in (["--dry-run"], []):
        (corpus / WORK / "2020-01-01.txt").unlink(missing_ok=True)
        assert main(["add", given[0], given[0], *options]) == 2
        assert "exists already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("第一条　甲。\n", [], "--work"),
        ("某某市节约用水条例\n第一条　甲。\n", [], "--date"),
        (LAW, ["--work", "../x"], "not a valid id"),
        (LAW, ["--work", "con"], "Windows"),
        (LAW, ["--date", "2020-02-30"], "not a date"),
    ],
)
def test_what_is_not_known_is_asked_for_and_nothing_is_written(corpus, capsys, text, options, said):
    assert main(["add", put(corpus, text), *options]) == 2
    assert said in capsys.readouterr().err
    assert files(corpus) == {}


def test_the_id_of_another_law_is_not_taken(corpus, capsys):
    (corpus / WORK).mkdir()
    (corpus / WORK / "2019-01-01.txt").write_text("别的条例\n第一条　甲。\n", encoding="utf-8")
    assert main(["add", put(corpus)]) == 2
    assert "is the id of another law" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_stops_no_other(corpus, capsys):
    (corpus.parent / "x.pdf").write_bytes(b"%PDF-1.4 damaged")
    assert main(["add", "x.pdf", put(corpus)]) == 1
    assert "1 of 2 files added" in capsys.readouterr().out
    assert (corpus / WORK / "2020-01-01.txt").is_file()
    assert main(["add", "absent.txt"]) == 2


def test_a_disk_that_refuses_leaves_nothing(corpus, monkeypatch, capsys):
    def refuse(path, content):
        if path.name == "law.toml":
            raise FatiaoError(f"cannot write {path}: No space left on device")
        path.write_bytes(content)

    monkeypatch.setattr("fatiao.files.write_atomically", refuse)
    assert main(["add", put(corpus)]) == 2
    assert "nothing was added" in capsys.readouterr().err
    assert list(corpus.iterdir()) == []


def test_a_disk_that_refuses_gives_back_what_was_rewritten(corpus, monkeypatch, capsys):
    assert main(["add", put(corpus)]) == 0
    later = LAW.replace("会议通过）", "会议通过　2022年3月4日第二次会议修正）").replace(
        "《中华人民共和国水法》", "《中华人民共和国民法典》"
    )
    (corpus.parent / "law.docx").write_bytes(documents.docx("".join(documents.p(x) for x in later.splitlines())))
    before = files(corpus)

    def refuse(path, content):
        if path.name == "works.toml":
            raise FatiaoError(f"cannot write {path}: No space left on device")
        path.write_bytes(content)

    monkeypatch.setattr("fatiao.files.write_atomically", refuse)
    capsys.readouterr()
    assert main(["add", "law.docx"]) == 2
    assert (
        capsys.readouterr().err
        == "fatiao: cannot write corpus/works.toml: No space left on device; nothing was added\n"
    )
    assert files(corpus) == before


@given(st.text())
def test_any_text_is_a_string_of_toml(text):
    clean = "".join(c for c in text if not 0xD800 <= ord(c) < 0xE000)
    assert tomllib.loads(f"a = {quoted(clean)}") == {"a": clean}


def test_entries_come_behind_what_is_there():
    held = '# mine\n[[work]]\ntitle = "甲法"'
    added = add_cited(held, ["乙法", '丙"法'])
    assert added.startswith(held)
    assert [w["title"] for w in tomllib.loads(added)["work"]] == ["甲法", "乙法", '丙"法']
