"""Chapters of the EPUB: what the chapter on cited works lists."""

from fatiao.bundle.chapters import write_chapters
from fatiao.diagnostics import Report
from fatiao.pipeline import build_site

TEXT = """某市水库条例
（2015年3月2日某市人民代表大会常务委员会通过）
第一条　根据《中华人民共和国水法》，制定本条例。
第二条　违反规定取水的，依照《中华人民共和国水法》第六十九条处罚。
"""
NOTE = """## 第二条

:::{law:note} 依据
:ground: 《中华人民共和国水法》第六十九条
该条规定“责令停止违法行为”。
:::
"""


def test_the_chapter_on_cited_works_lists_each_provision_with_its_citations(tmp_path):
    (tmp_path / "works.toml").write_text('[[work]]\ntitle = "中华人民共和国水法"\n', encoding="utf-8")
    law = tmp_path / "some-law"
    law.mkdir()
    (law / "2015-03-02.txt").write_text(TEXT, encoding="utf-8")
    (law / "notes.md").write_text(NOTE, encoding="utf-8")
    site = build_site(tmp_path, Report())
    [text] = [c.text for c in write_chapters(site) if "引用的法律文件</h1>" in c.text]
    whole, provision = text.split("<h3>")
    assert "第一条</a>" in whole
    assert provision.startswith("第六十九条</h3>")
    assert "编者引用的文字：“责令停止违法行为”" in provision
    assert "第二条</a>" in provision
