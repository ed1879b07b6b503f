"""Synthetic laws of any size, written as in a corpus."""

from __future__ import annotations

from pathlib import Path

from fatiao.language.numerals import format_numeral

_SENTENCE = "有关单位和个人应当按照规定办理登记、备案、检查和公示，所需费用由本级财政承担，并接受社会监督。"


def _article(number: int) -> str:
    """Return an article of two paragraphs, every third one with items: a little longer than those of the civil code."""
    items = "有下列情形之一的，应当报告：\n（一）发生变更；\n（二）终止活动。\n" if number % 3 == 0 else ""
    reference = f"违反第{format_numeral(number - 1)}条规定的，应当改正。" if number > 1 else ""
    return f"第{format_numeral(number)}条　{_SENTENCE}{reference}\n{_SENTENCE}\n{items}"


def _lay_down(folder: Path, title: str, lines: list[str]) -> None:
    folder.mkdir(parents=True)
    head = f"{title}\n（2020年1月2日某市人民代表大会常务委员会通过）\n"
    (folder / "2020-01-02.txt").write_text(head + "\n".join(lines), encoding="utf-8")


def write_code(folder: Path, parts: int, chapters: int, articles: int) -> None:
    """Write a code with ``parts`` 编, ``chapters`` 章 in each, and ``articles`` 条 in each of these."""
    lines, number = [], 0
    for part in range(1, parts + 1):
        lines.append(f"第{format_numeral(part)}编　编名{part}")
        for chapter in range(1, chapters + 1):
            lines.append(f"第{format_numeral(chapter)}章　章名{part}之{chapter}")
            for _ in range(articles):
                number += 1
                lines.append(_article(number))
    _lay_down(folder, "某市法典条例", lines)


def write_flat_law(folder: Path, articles: int) -> None:
    """Write a law of ``articles`` 条 without divisions, and an annex."""
    lines = [_article(number) for number in range(1, articles + 1)]
    _lay_down(folder, "某市细则规定", [*lines, "附件", "设备名录", "一、水泵。", "二、电机。"])


def write_small_law(folder: Path, title: str = "某市小型条例") -> None:
    """Write a law of four 条 in two 章."""
    lines = ["第一章　总则", _article(1), _article(2), "第二章　附则", _article(3), _article(4)]
    _lay_down(folder, title, lines)
