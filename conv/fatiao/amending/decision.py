"""Split a 修改决定 or 修正案 into its numbered instructions, with the quoted words stored apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fatiao.language.titles import title_key

#: Placeholder in ``Instruction.words`` for the quotation with the same index.
MARK = re.compile(r"⟦(\d+)⟧")
_NUMERAL = "〇零一二三四五六七八九十百"
#: 一、 or （一） or 1. before an instruction; 第十八条 in amendments of the constitution.
_LABEL = re.compile(
    rf"^\s*(?:([{_NUMERAL}]+)、|[（(]([{_NUMERAL}]+)[）)]|(\d+)[.．、]|(第[{_NUMERAL}]+条)[\s　]+(?=宪法))"
)
#: The title of the text that a heading or an instruction amends: 对《…法》作出修改, 将《…条例》第三条修改为.
_LAW = re.compile(r"(?:对|将|修改|在)?《([^》]+)》")
_QUOTES = str.maketrans({"「": "“", "」": "”", "『": "‘", "』": "’", "﹁": "“", "﹂": "”"})
#: A line that continues a quotation without an opening quotation mark: an item of a list.
_ITEM = re.compile(rf"^[（(](?:[{_NUMERAL}]+|\d+)[）)]")
#: A line that can only be an instruction.
_OPERATIVE = re.compile(
    rf"^(?:[（(]?[{_NUMERAL}]+[）)、]|\d+[.．、])?"
    r"(?:将|在|对|删去|增加|原第|第.{1,12}条.{0,20}(?:修改|改为|增加)|本(?:决定|修正案))"
)


@dataclass(frozen=True, slots=True)
class Instruction:
    """A numbered part of a decision: ``words`` holds a ``MARK`` in place of each of ``quotations``.

    ``law`` is the title key of the text that it amends, or empty if the decision names none.
    """

    label: str
    words: str
    quotations: tuple[str, ...]
    law: str = ""


def read_decision(text: str) -> tuple[Instruction, ...]:
    """Return the instructions of a decision in order, without the text before the first."""
    found: list[Instruction] = []
    law = top = ""
    started = False
    for label, words, quotations in _numbered(_lines(text)):
        named = _LAW.findall(MARK.sub("", words))
        if label and not label.startswith("（") and not label[0].isdigit():
            top = label
        full = label if label == top or not top else f"{top}{label}"
        law = title_key(named[0]) if named and _turns_to_law(words, named[0]) else law
        operative = re.search(r"修改为|改为|增加|删去|删除|合并|作为第|统一|章名", words)
        started = started or bool(label) or bool(operative)
        if started and operative:
            found.append(Instruction(full, words, quotations, law))
    return tuple(found)


def _turns_to_law(words: str, title: str) -> bool:
    """Return True if ``title`` is the text that the instruction amends, False if it is only mentioned."""
    at = words.find(f"《{title}》")
    after = words[at + len(title) + 2 :][:12]
    return bool(re.match(r"(?:第|的|中|作|进行|予以|等|题|名|增加|\s*[：:]|\s*$|（|\()", after)) or not after


def _numbered(lines: list[tuple[str, tuple[str, ...]]]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield label, words and quotations, with lines without a label joined to the labelled line before them."""
    label, words = "", ""
    quotations: tuple[str, ...] = ()
    for line, quoted in lines:
        match = _LABEL.match(line)
        if match:
            if words:
                yield label, words, quotations
            label = match.group().strip()
            words, quotations = line[match.end() :], quoted
        else:
            shifted = _shift(line, len(quotations))
            words, quotations = f"{words}\n{shifted}" if words else shifted, (*quotations, *quoted)
    if words:
        yield label, words, quotations


def _shift(line: str, by: int) -> str:
    """Return ``line`` with the indices of its marks raised by ``by``."""
    return MARK.sub(lambda match: f"⟦{int(match[1]) + by}⟧", line)


def _lines(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the lines outside quoted provisions, each with marks for its quotations, and the quotations."""
    raw = [line.strip(" \t　\ufeff") for line in _curl(text.translate(_QUOTES)).splitlines()]
    lines = [line for line in raw if line]
    found: list[tuple[str, tuple[str, ...]]] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        opening = _opens_block(line, lines[at + 1] if at + 1 < len(lines) else "")
        if opening is None:
            found.append(_put_aside(line))
            at += 1
            continue
        block, at = _read_block(lines, at, opening)
        head, aside = _put_aside(line[:opening])
        found.append((f"{head}⟦{len(aside)}⟧", (*aside, block)))
    return found


def _curl(text: str) -> str:
    """Return ``text`` with straight double quotation marks replaced, in each line, by “ and ” in turn."""
    if '"' not in text and "＂" not in text:
        return text
    lines = []
    for line in text.replace("＂", '"').split("\n"):
        parts = line.split('"')
        lines.append("".join(part + "“”"[at % 2] for at, part in enumerate(parts[:-1])) + parts[-1])
    return "\n".join(lines)


def _opens_block(line: str, following: str) -> int | None:
    """Return the offset at which a quotation of several lines begins, or None.

    The quotation begins after ： in ``line``, or with the next line; the offset is then the length of ``line``.
    """
    match = re.search(r"[：:]\s*“", line)
    if match and (_end_of_quotation(line, match.end() - 1) is None or (_closes(line) and following.startswith("“"))):
        return match.end() - 1
    if line.endswith(("：", ":")) and following.startswith("“"):
        return len(line)
    return None


def _end_of_quotation(line: str, start: int) -> int | None:
    depth = 0
    for at in range(start, len(line)):
        depth += (line[at] == "“") - (line[at] == "”")
        if depth == 0:
            return at
    return None


def _closes(line: str) -> bool:
    return line.rstrip("。；;").endswith("”")


def _read_block(lines: list[str], at: int, opening: int) -> tuple[str, int]:
    """Return the quoted provision and the index of the line after it.

    Each paragraph may begin with “; the last ends with ”.
    """
    parts = [lines[at][opening:]] if lines[at][opening:] else []
    at += 1
    while at < len(lines):
        last = parts[-1] if parts else ""
        goes_on = lines[at].startswith("“") or (_ITEM.match(lines[at]) and not _OPERATIVE.match(lines[at]))
        if last and _closes(last) and not goes_on:
            break
        parts.append(lines[at])
        at += 1
    cleaned = [part.removeprefix("“") for part in parts]
    if cleaned:
        cleaned[-1] = re.sub(r"”[。；;]?$", "", cleaned[-1])
    return "\n".join(cleaned), at


def _put_aside(line: str) -> tuple[str, tuple[str, ...]]:
    """Return ``line`` with each quotation replaced by its mark, and the quotations."""
    out: list[str] = []
    quoted: list[str] = []
    depth, start = 0, 0
    for at, c in enumerate(line):
        if c == "“":
            if depth == 0:
                out.append(line[start:at])
                start = at + 1
            depth += 1
        elif c == "”" and depth:
            depth -= 1
            if depth == 0:
                out.append(f"⟦{len(quoted)}⟧")
                quoted.append(line[start:at])
                start = at + 1
    out.append(line[start:] if depth == 0 else f"“{line[start:]}")
    return "".join(out), tuple(quoted)
