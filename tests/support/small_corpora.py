"""Small corpora and documentation folders, from which tests build sites."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import ROOT

ONE = """\
样例市图书管理条例
（2020年3月1日样例市人民代表大会常务委员会第一次会议通过）
第一章 总则
第一条 为了管理图书，制定本条例。
第二条 本条例所称图书，是指供人阅读的出版物。
图书分为下列种类：
（一）文学图书；
（二）其他图书。
第二章 附则
第三条 违反本条例第二条第二款第一项的，依照《样例市阅览办法》第二条处理。
第四条 本条例自2020年5月1日起施行。
"""
TWO = """\
样例市阅览办法
（2021年7月8日样例市人民政府令第3号公布）
第一条 为了方便阅览，根据《样例市图书管理条例》，制定本办法。
第二条 图书应当爱护。损坏图书的，应当在十日内赔偿。
第三条 本办法自公布之日起施行。
"""
LAW_TOML = 'title = "{title}"\nadopted = {date}\nin_force = {in_force}\nstatus = "现行有效"\n'
SUPPLIED = '\n[[supplied]]\nfield = "{field}"\nground = "供测试。"\n'
TERMS = """\
[[term]]
term = "阅览"
pinyin = "yuèlǎn"
english = "reading"
definition = "在馆内阅读。"
grounds = ["《样例市阅览办法》第二条"]
works = ["yl-reading", "yl-books"]
"""


def write_small_corpus(folder: Path) -> Path:
    """Write two laws that cite each other and a curated term; the corpus has no findings."""
    for work, date, text in (("yl-books", "2020-03-01", ONE), ("yl-reading", "2021-07-08", TWO)):
        (folder / work).mkdir(parents=True)
        (folder / work / f"{date}.txt").write_text(text, encoding="utf-8")
    (folder / "terms.toml").write_text(TERMS, encoding="utf-8")
    return folder


def write_small_docs(folder: Path) -> Path:
    """Write the repository's ``conf.py`` and its home page without the toctree of guides."""
    folder.mkdir(parents=True)
    (folder / "conf.py").write_bytes((ROOT / "docs/conf.py").read_bytes())
    home = (ROOT / "docs/index.md").read_text(encoding="utf-8")
    (folder / "index.md").write_text(home.partition("```{toctree}")[0], encoding="utf-8")
    return folder


def write_plain_docs(folder: Path) -> Path:
    """Write the repository's ``conf.py`` and a home page that only links to the laws; it builds without a warning."""
    write_small_docs(folder)
    (folder / "index.md").write_text("# 样例\n\n```{law:cards}\n```\n", encoding="utf-8")
    return folder
