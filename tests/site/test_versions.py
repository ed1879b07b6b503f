"""A work with two texts: the undated address is the one in force, the older one keeps a dated address."""

import subprocess
import sys

from fatiao.diagnostics import Report
from fatiao.model.law import Number
from fatiao.pipeline import build_site
from tests.conftest import ROOT, copy_docs

OLD = (
    "某市测试条例\n（2020年1月2日某市人民代表大会常务委员会通过）\n第一条　旧的规定。\n第二条　依照本条例第一条执行。\n"
)
NEW = "某市测试条例\n（2020年1月2日某市人民代表大会常务委员会通过　2024年3月4日修订）\n第一条　新的规定。\n"


def lay_down(folder):
    law = folder / "some-law"
    law.mkdir(parents=True)
    (law / "2020-01-02.txt").write_text(OLD, encoding="utf-8")
    (law / "2024-03-04.txt").write_text(NEW, encoding="utf-8")
    return folder


def test_the_newest_text_has_the_undated_address(tmp_path):
    site = build_site(lay_down(tmp_path / "corpus"), Report())
    found = [(e.key, e.version) for e in site.entries]
    assert found == [("some-law@2020-01-02", "2020-01-02"), ("some-law", None)]
    assert site.objects["some-law:art_1"].at.docname == "laws/some-law/art-1"
    assert site.objects["some-law@2020-01-02:art_2"].at.docname == "laws/some-law/2020-01-02/art-2"
    assert "some-law:art_2" not in site.objects


def test_a_reference_in_an_older_text_stays_in_it(tmp_path):
    site = build_site(lay_down(tmp_path / "corpus"), Report())
    (marks,) = [m for e in site.entries if e.version for m in e.marks.values()]
    assert [m.target for m in marks] == ["some-law@2020-01-02:art_1"]


def test_both_are_built_and_the_older_says_so(tmp_path):
    copy_docs(tmp_path / "docs")
    command = [sys.executable, "-m", "fatiao", "build", "--corpus", str(lay_down(tmp_path / "corpus"))]
    command += ["--docs", str(tmp_path / "docs"), "--output", str(tmp_path / "html")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    old = (tmp_path / "html/laws/some-law/2020-01-02/art-1.html").read_text(encoding="utf-8")
    new = (tmp_path / "html/laws/some-law/art-1.html").read_text(encoding="utf-8")
    assert "旧的规定" in old
    assert "新的规定" in new
    assert "本页是2020年1月2日的文本" in old
    assert "本页是" not in new
    assert "2024年3月4日起为新文本取代" in old
    assert 'href="../art-1.html"' in old
    compared = (tmp_path / "html/laws/some-law/compare/2020-01-02..2024-03-04.html").read_text(encoding="utf-8")
    assert "2020年1月2日的文本（2条）" in compared
    assert "本页是" not in compared
    assert "历史文本" not in compared
    whole = (tmp_path / "html/laws/some-law/index.html").read_text(encoding="utf-8")
    assert "law-timeline" in whole
    assert "历史文本" not in whole
    assert 'href="2020-01-02/' in new


def test_links_to_an_older_text_and_from_it_name_its_year(tmp_path):
    law, other = tmp_path / "some-law", tmp_path / "other-law"
    law.mkdir()
    other.mkdir()
    head = "某市水库条例\n（2015年3月2日某市人民代表大会常务委员会通过{}）\n"
    old = "第一条　禁止机动船舶进入水库。\n第二条　违反本条例第一条的，依照《某市河道条例》第一条处理。\n"
    new = "第一条　水库名录每年公布。\n"
    (law / "2015-03-02.txt").write_text(head.format("") + old, encoding="utf-8")
    (law / "2024-03-04.txt").write_text(head.format("　2024年3月4日修订") + new, encoding="utf-8")
    river = "某市河道条例\n（2020年1月2日某市人民代表大会常务委员会通过）\n"
    river += "第一条　河道属于国家所有。\n第二条　《某市水库条例》（2015年）第一条不适用于河道。\n"
    (other / "2020-01-02.txt").write_text(river, encoding="utf-8")
    site = build_site(tmp_path, Report())
    by_key = {entry.key: entry for entry in site.entries}
    river_entry = by_key["other-law"]
    cited_by = river_entry.annotations_of(river_entry.law.article(Number(1))).referred_by
    assert [back.source.name for back in cited_by] == ["《某市水库条例》（2015年）第二条"]
    refers_to = river_entry.annotations_of(river_entry.law.article(Number(2))).refers_to
    assert [link.name for link in refers_to] == ["《某市水库条例》（2015年）第一条"]
    older = by_key["some-law@2015-03-02"]
    assert next(iter(older.annotations_of(older.law.article(Number(2))).refers_to)).name == "第一条"
