"""Write a law as plain text and as Markdown, for reading, quoting and comparing.

The Markdown is plain CommonMark; the escaping is separate from that of the site's pages, which are MyST.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fatiao.exports.facts import Facts
from fatiao.ids import division_chain
from fatiao.model.law import Article, Division, Law

_UNENCODABLE = re.compile("[\ud800-\udfff]")
# The characters that CommonMark 0.31 can read as inline markup anywhere in a line.
_INLINE = re.compile(r"[\\`*_\[\]<>&~|!#]")
# Starts of a list item, a thematic break or a setext underline; ``_INLINE`` escapes those of headings and fences.
_BLOCK = re.compile(r"(?m)^(?:[ \t]*)(?:([+=-])|(\d{1,9})(?=[.)]))")


def plain_text(law: Law, facts: Facts, url: str = "") -> str:
    """Return the law as plain text, with a line per 款, 项 and 目.

    It holds the title, history, preamble, headings, articles, annexes and signature, but neither the notice nor the
    parts of the source that were left out (foreign matter, contents, page numbers).
    """
    out = [facts.title, *(event.text for event in law.front.events if event.text)]
    out += ["", *(line.text for line in law.front.preamble)] if law.front.preamble else []
    for part in in_order(law):
        out += ["", _article(part)] if isinstance(part, Article) else ["", _heading(part)]
    for annex in law.annexes:
        out += ["", " ".join(filter(None, (annex.label, annex.heading.text)))]
        out += [line.text for line in annex.lines]
    out += ["", *(line.text for line in law.signature)] if law.signature else []
    out += ["", "——", *_remarks(facts, url)]
    return _UNENCODABLE.sub("\ufffd", "\n".join(out)) + "\n"


def _article(article: Article) -> str:
    return "　".join(filter(None, (article.label, article.text)))


def _heading(division: Division) -> str:
    return "　".join(filter(None, (division.label, division.heading.text.replace("\n", ""))))


def _remarks(facts: Facts, url: str) -> list[str]:
    lines = [f"版本：{facts.version}"] if facts.version else []
    lines += [f"施行日期：{facts.in_force}"] if facts.in_force else []
    lines += [f"网址：{url}"] if url else []
    return [*lines, "本文本供参考，以正式公布的文本为准。"]


def in_order(law: Law) -> Iterator[Article | Division]:
    """Yield headings and articles in order; a heading without articles comes before the heading that follows it."""
    opened = 0
    for article in law.articles:
        upto = opened if article.division is None else article.division + 1
        yield from law.divisions[opened:upto]
        opened = max(opened, upto)
        yield article
    yield from law.divisions[opened:]


def markdown(law: Law, facts: Facts, url: str = "") -> str:
    """Return the law as CommonMark, with headings for divisions and articles and a paragraph per 款, 项 and 目."""
    out = [f"# {escape_line(facts.title)}"]
    out += [escape_line(event.text) for event in law.front.events if event.text]
    out += [escape_lines(line.text) for line in law.front.preamble]
    for part in in_order(law):
        if isinstance(part, Article):
            if part.label:
                out.append(f"{_hashes(law, part.division)} {escape_line(part.label)}")
            out += [escape_lines(passage.text) for passage in part.passages()]
        else:
            out.append(f"{_hashes(law, part.parent)} {escape_line(_heading(part))}")
    for annex in law.annexes:
        out.append(f"## {escape_line(' '.join(filter(None, (annex.label, annex.heading.text))))}")
        out += [escape_lines(line.text) for line in annex.lines]
    out += [escape_lines(line.text) for line in law.signature]
    out += ["---", *(escape_line(line) for line in _remarks(facts, url))]
    return _UNENCODABLE.sub("\ufffd", "\n\n".join(block for block in out if block.strip())) + "\n"


def _hashes(law: Law, division: int | None) -> str:
    """Return the ``#`` signs of a heading directly below ``division``: one more than the division has, at most 6."""
    return "#" * min(2 + len(division_chain(law.divisions, division)), 6)


def escape_line(text: str) -> str:
    """Return CommonMark that renders the text as one line: line breaks become a space."""
    return escape_lines(re.sub(r"[\r\n\v\f]+", " ", text))


def escape_lines(text: str) -> str:
    """Return CommonMark that renders exactly this text; a line feed is a hard break, and no line starts a new block.

    White space at the start and end of a line is dropped, as CommonMark does; so are empty lines, which would end the
    block.
    """
    text = re.sub(r"\r\n?|[\x0b\x0c]", "\n", text).replace("\0", "\ufffd")
    lines = filter(None, map(str.strip, text.split("\n")))
    return "\\\n".join(_BLOCK.sub(_escape_start, _INLINE.sub(r"\\\g<0>", line)) for line in lines)


def _escape_start(match: re.Match[str]) -> str:
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\"
