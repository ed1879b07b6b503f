"""Made-up laws for the tests of comparison."""

from fatiao.diagnostics import Report
from fatiao.model.law import Law, Source
from fatiao.reading.law import read_law


def law_of(*articles: str, chapters: dict[int, str] | None = None) -> Law:
    """Return a law of these articles, numbered from 1; ``chapters`` names the chapter that begins at an article."""
    lines = ["某市水库条例", "（2020年1月1日某市人民代表大会常务委员会通过）"]
    begun = 0
    for number, words in enumerate(articles, start=1):
        if chapters and number in chapters:
            begun += 1
            lines.append(f"第{'一二三四五六七八九'[begun - 1]}章　{chapters[number]}")
        lines.append(f"第{_numeral(number)}条　{words}")
    return text_of("\n".join(lines))


def text_of(text: str) -> Law:
    """Return the law that a text reads as."""
    return read_law(Source("made-up.txt", text), "made-up", Report())


def _numeral(number: int) -> str:
    from fatiao.language.numerals import format_numeral

    return format_numeral(number)
