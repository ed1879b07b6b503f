"""A made-up corpus for essays: a law in two versions, two laws with the same short title, a repealed law."""

from __future__ import annotations

from pathlib import Path

OLD = """\
云山省图书管理条例
（2018年3月30日云山省第十二届人民代表大会常务委员会第二次会议通过）
第一条 为了管理图书，制定本条例。
第二条 本条例所称图书，是指供公众阅读的纸质出版物。
第三条 图书馆应当每日开放不少于六小时。
第四条 读者借阅图书，期限为三十日。
第五条 损坏图书的，应当赔偿图书定价的一倍。
第六条 读者可以向图书馆提出意见。
第七条 本条例自2018年6月1日起施行。
"""
NEW = """\
云山省图书管理条例
（2018年3月30日云山省第十二届人民代表大会常务委员会第二次会议通过\
　2023年9月28日云山省第十四届人民代表大会常务委员会第五次会议修订）
第一条 为了管理图书，保障公民阅读权利，制定本条例。
第二条 本条例所称图书，是指供公众阅读的纸质出版物和电子出版物。
图书分为下列种类：
（一）文学图书；
（二）其他图书。
第三条 图书馆应当每日开放不少于八小时。
第四条 读者借阅图书，期限为六十日。逾期未还的，图书馆应当在五日内催还。
第五条 损坏图书的，应当赔偿图书定价的二倍。
第六条 本条例自2024年1月1日起施行。
"""
READING = """\
云山省全民阅读促进办法
（2020年4月10日云山省人民政府令第215号公布）
第一条 为了促进全民阅读，制定本办法。
第二条 每年四月为全民阅读月。
第三条 县级以上人民政府应当将全民阅读工作经费列入本级预算。
第四条 本办法自2020年5月1日起施行。
"""
CITY = """\
江口市阅读办法
（2021年7月8日江口市人民政府令第3号公布）
第一条 为了方便阅读，制定本办法。
第二条 公园应当设置阅读角。
第三条 本办法自2021年8月1日起施行。
"""
PRESS = """\
云山省报刊亭管理规定
（2010年5月6日云山省人民政府令第88号公布）
第一条 为了管理报刊亭，制定本规定。
第二条 报刊亭应当保持整洁。
第三条 本规定自公布之日起施行。
"""
LAWS = {
    "ys-books": ({"2018-03-30": OLD, "2023-09-28": NEW}, 'short_titles = ["图书条例"]\n'),
    "ys-reading": ({"2020-04-10": READING}, 'short_titles = ["阅读办法"]\nnumber = "云山省人民政府令第215号"\n'),
    "jk-reading": ({"2021-07-08": CITY}, 'short_titles = ["阅读办法"]\n'),
    "ys-press": ({"2010-05-06": PRESS}, 'repealed = 2019-12-31\nstatus = "已废止"\n'),
}


def write_essay_corpus(folder: Path) -> Path:
    """Write the corpus and return its folder."""
    for work, (texts, facts) in LAWS.items():
        (folder / work).mkdir(parents=True)
        for date, text in texts.items():
            (folder / work / f"{date}.txt").write_text(text, encoding="utf-8")
        (folder / work / "law.toml").write_text(facts, encoding="utf-8")
    return folder
