"""Read laws, write them with the noise of real sources, read them again, and compare.

``python -m benches.retype [--laws N] [--seed N]`` uses ``../shared/laws``, or the corpus if that is absent.  The parse
of the clean text is the truth; the worst laws are printed first.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from pathlib import Path

from fatiao.diagnostics import Report
from fatiao.model.law import Article, Law, Source
from fatiao.reading.law import read_law
from fatiao.reading.lines.source import read_source
from fatiao.reading.tree.account import find_discrepancies

ROOT = Path(__file__).resolve().parents[1]

LAWS = ROOT.parent / "shared" / "laws"
#: Made-up newspaper stories, advertisements and notices.
STORIES = (
    (
        "红烧排骨的家常做法",
        "食材:排骨500克,姜3片,酱油2勺。",
        "1.排骨洗净切段,冷水下锅焯水。",
        "2.倒入排骨翻炒,收汁出锅。",
    ),
    ("短道速滑再夺一金", "新华社北京2月5日电 昨日的决赛中,中国队以2分37秒夺得冠军。", "赛后,教练表示队员们发挥出色。"),
    ("公积金贷款政策问答", "问:异地缴存职工能否申请?", "答:可以。在异地购房的,可向购房地提出申请。"),
    ("(上接第一版)不断增强人民群众的获得感。", "会议强调,要提高政治站位。", "(下转第三版)"),
    ("遗失声明", "张三遗失身份证,声明作废。"),
    ("天气预报", "今天白天到夜间:晴间多云,最高气温8℃。"),
    ("一线故事", "凌晨四点,环卫工人王师傅开始了工作。“我再累也值得。”王师傅笑着说。"),
    ("本版责编:张三 版式:李四", "广告", "旺铺转让:位于繁华地段,电话:13900000000。"),
    ("果农迎来丰收季", "近日,记者在某乡果园看到,果农正忙着采摘。今年全乡共产苹果3000余吨。"),
)
HALF_WIDTH = str.maketrans("，：；？！（）", ",:;?!()")
PROFILES = (
    ("dense", "half", "order", "spaced", "splice"),
    ("dense", "pages", "spaced"),
    ("broken", "bullets", "half", "splice", "tail"),
    ("web", "broken", "notice", "contents"),
    ("tail", "half", "broken", "tight", "pages"),
    ("indent", "title"),
    ("dense", "indent", "splice", "tail"),
    ("bold", "contents", "notice", "broken"),
    ("half", "splice", "tail", "web"),
)


def read(source: Source) -> Law:
    """Read a source with the reading stage alone."""
    return read_law(source, "bench", Report())


def retype(law: Law, profile: tuple[str, ...], random_: random.Random) -> str:
    """Return the law as a source with the noise of a profile."""
    title = law.front.title.text if law.front.title else ""
    lines = [*_before(title, profile), *_title(title, profile)]
    dated = [event for event in law.front.events[:1] if event.date and event.kind in ("adopted", "promulgated")]
    lines += [f"（{event.text}）" for event in dated]
    if "notice" in profile:
        lines += ["公告", "(第7号)", f"《{title}》已由某市人大常委会于2020年5月3日通过,现予公布。", "2020年5月3日"]
    headings = [(d.label, d.heading.text) for d in law.divisions]
    if "contents" in profile and len(headings) > 2:
        lines += ["目　录", *(f"{label} {words}" for label, words in headings)]
    lines += [passage.text for passage in law.front.preamble]
    lines += _body(law, profile, random_)
    if "tail" in profile:
        lines += [line for story in random_.sample(STORIES, 3) for line in story]
    if "web" in profile:
        lines += ["上一篇：关于做好春季防火工作的通知", "扫一扫在手机打开当前页", "版权所有：某市人民政府办公室"]
    return _typeset(lines, title, profile, random_)


def _before(title: str, profile: tuple[str, ...]) -> list[str]:
    lines = []
    if "web" in profile:
        lines += ["首页 > 政务公开 > 法规规章", "来源：某市人大   发布时间：2021-03-05   字号：[大 中 小]"]
    if "order" in profile:
        lines += [
            "中华人民共和国某某部令",
            "2020年第5号",
            f"《{title}》已经部务会议审议通过,现予公布,自公布之日起施行。",
        ]
        lines += ["部长 某某某", "2020年5月3日"]
    return lines


def _title(title: str, profile: tuple[str, ...]) -> list[str]:
    half = len(title) // 2
    return [title[:half], title[half:]] if "title" in profile and half > 4 else [title]


def _body(law: Law, profile: tuple[str, ...], random_: random.Random) -> list[str]:
    lines: list[str] = []
    spliced = (
        set(random_.sample(range(1, len(law.articles)), min(2, len(law.articles) - 1))) if "splice" in profile else ()
    )
    shown = -1
    for index, article in enumerate(law.articles):
        while article.division is not None and shown < article.division:
            shown += 1
            label, words = law.divisions[shown].label, law.divisions[shown].heading.text
            if "spaced" in profile:
                label, words = " ".join(label), "　".join(words) if len(words) == 2 else words
            lines.append(f"{label}　{words}".strip())
        if index in spliced:
            at = len(lines)
            while at and article.division is not None and not re.search("[。；：]$", lines[at - 1]):
                at -= 1  # insert before the headings
            lines[at:at] = random_.choice(STORIES)
        label = f"**{article.label}**" if "bold" in profile else article.label
        first, *rest = article.text.split("\n")
        lines.append(label + ("" if "tight" in profile else random_.choice(" 　")) + first)
        lines += [f"- {line}" if "bullets" in profile and line[0] in "（(" else line for line in rest]
    return lines


def _typeset(lines: list[str], title: str, profile: tuple[str, ...], random_: random.Random) -> str:
    width = random_.choice((26, 30, 34, 40))
    out: list[str] = []
    for line in lines:
        text = line.translate(HALF_WIDTH) if "half" in profile else line
        pieces = [text]
        if "dense" in profile:
            pieces = [text[i : i + width] for i in range(0, len(text), width)]
        elif "broken" in profile and len(text) > 60 and random_.random() < 0.08:
            at = random_.randrange(20, len(text) - 5)
            pieces = [text[:at], text[at:]]
        out += ["　　" + pieces[0] if "indent" in profile else pieces[0], *pieces[1:]]
    if "pages" in profile:
        for page, at in enumerate(range(55, len(out), 57), 1):
            out[at:at] = [f"- {page} -", title]
    return "".join(line + random_.choice(("\n", "\n\n")) for line in out)


def compare(law: Law, again: Law, half: bool) -> Counter[str]:
    """Count the differences between the second reading and the first, by kind."""

    def plain(text: str) -> str:
        text = re.sub(r"\s|\*\*", "", text)
        return text.translate(HALF_WIDTH) if half else text

    def items(article: Article) -> int:
        return sum(len(paragraph.items) for paragraph in article.paragraphs)

    found: Counter[str] = Counter(articles=len(law.articles))
    known = {article.number: article for article in again.articles}
    for article in law.articles:
        other = known.get(article.number)
        if other is None:
            found["missing"] += 1
            continue
        found["text"] += plain(article.text) != plain(other.text)
        found["paragraphs"] += len(article.paragraphs) != len(other.paragraphs)
        found["items"] += items(article) != items(other)
    headings, others = (Counter(plain(d.label + d.heading.text) for d in x.divisions) for x in (law, again))
    found["headings"] = (headings - others).total() + (others - headings).total()
    titles = [x.front.title.text if x.front.title else "" for x in (law, again)]
    found["title"] = plain(titles[0]) != plain(titles[1])
    found["account"] = bool(find_discrepancies(again))
    return found


def main() -> None:
    """Print the totals and the twenty worst laws."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--laws", type=int, default=80)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random_ = random.Random(options.seed)  # noqa: S311  not for secrets
    paths = sorted(LAWS.glob("*.txt")) or sorted((ROOT / "corpus").glob("*/*.txt"))
    total: Counter[str] = Counter()
    worst: list[tuple[int, str]] = []
    for path in random_.sample(paths, min(options.laws, len(paths))):
        source = read_source(path, Report())
        law = read(source) if source is not None else None
        if law is None or len(law.articles) < 3 or law.annexes or law.front.title is None or law.articles[0].clause:
            continue
        if law.articles[0].label[0] != "第":
            continue
        for profile in PROFILES:
            found = compare(law, read(Source("retyped", retype(law, profile, random_))), "half" in profile)
            total += found
            bad = sum(count for name, count in found.items() if name != "articles")
            if bad:
                what = ", ".join(f"{name} {count}" for name, count in found.items() if name != "articles" and count)
                worst.append((bad, f"{law.front.title.text} ({' '.join(profile)}): {what}"))
    print(", ".join(f"{name} {count}" for name, count in total.items()))
    for _, line in sorted(worst, reverse=True)[:20]:
        print("  " + line)


if __name__ == "__main__":
    main()
