"""Read ``notes.md`` and ``fixes.toml`` of one work.

``notes.md`` is MyST that stays readable as Markdown.  It may hold only headings and blocks ``:::{law:note} 说明``;
anything else is reported rather than ignored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from fatiao.corpus.places import parse_ground, parse_place
from fatiao.corpus.toml import Key, ValueKind, read_text, read_toml, take
from fatiao.diagnostics import Report
from fatiao.model.corpus import Fix, Ground, Note
from fatiao.model.law import ProvisionId

#: The kinds of notes: explanation, wording of another provision, ground in a superior law, suspected misprint.
NOTE_KINDS = ("说明", "对照", "依据", "存疑")

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*\Z")
#: The text of the law that the notes below a heading are on: 第十三条（2014年）, 第十三条（2014-08-31）.
_EDITION = re.compile(r"(.*)（([12]\d{3})年）|(.*)（([12]\d{3}-\d{2}-\d{2})）")
_OPEN = re.compile(r":::+\s*\{(.*?)\}\s*(.*?)\s*\Z")
_OPTION = re.compile(r":([a-z-]+):\s*(.*?)\s*\Z")
_FIX_KEYS = {name: Key(ValueKind.TEXT, True) for name in ("provision", "printed", "corrected", "reason", "ground")} | {
    "text": Key(ValueKind.DATE)
}


@dataclass
class _Block:
    """A note that is being read."""

    line: int
    kind: str
    grounds: list[Ground] = field(default_factory=list)
    body: list[str] = field(default_factory=list)


class _NotesReader:
    """Reader of the lines of one file, in order; ``notes`` has the notes that were read without an error."""

    def __init__(self, work: str, path: str, report: Report) -> None:
        self.notes: list[Note] = []
        self._work, self._path, self._report = work, path, report
        self._article = ""
        self._at: ProvisionId | None = None
        self._edition: str | None = None
        self._lost = False  # under a heading that names no provision
        self._block: _Block | None = None
        self._errors = 0

    def read(self, number: int, line: str) -> None:
        """Read one line; ``number`` counts from 1."""
        if self._block is not None:
            self._inside(number, line)
        elif heading := _HEADING.match(line):
            self._heading(number, len(heading[1]), heading[2])
        elif block := _OPEN.match(line):
            self._open(number, block[1], block[2])
        elif line.strip():
            self._wrong(number, "this text is outside a note; put it between :::{law:note} and :::")

    def finish(self) -> None:
        """Report the last note if it is not closed."""
        if self._block is not None:
            self._wrong(self._block.line, "this note has no closing line :::; add it")

    def _heading(self, number: int, level: int, text: str) -> None:
        if level == 1:
            return
        if level > 3 or (level == 3 and not self._article):
            self._wrong(number, "this heading has the wrong level; write ## 第…条, and below it ### 第…款第…项")
            return
        if level == 2:
            found = _EDITION.fullmatch(text)
            text, self._edition = (found[1] or found[3], found[2] or found[4]) if found else (text, None)
        name = text if level == 2 else self._article + text
        at = parse_place(self._work, name)
        # a ### heading such as 第一款第二项 continues the article's; ### 第十六条 and ## 第一款 name no provision
        self._lost = at is None or (level == 2) != (at.paragraph is None)
        if self._lost:
            self._wrong(
                number, f"{text}: this heading names no provision; write ## 第十五条, and below it ### 第一款第二项"
            )
            self._article = text if level == 2 else self._article
            return
        self._at = at
        self._article = text if level == 2 else self._article

    def _open(self, number: int, directive: str, kind: str) -> None:
        self._errors = self._report.errors
        self._block = _Block(number, kind)
        if directive != "law:note":
            self._wrong(number, f"{directive}: unknown directive; only law:note is allowed here")
        elif kind not in NOTE_KINDS:
            what = f"{kind} is not a kind of note" if kind else "this note has no kind"
            self._wrong(number, f"{what}; write one of {'、'.join(NOTE_KINDS)}")

    def _inside(self, number: int, line: str) -> None:
        block = self._block
        assert block is not None
        if re.fullmatch(r":::+\s*", line):
            self._close(block)
        elif (option := _OPTION.match(line)) and not any(block.body):
            self._option(number, block, option[1], option[2])
        elif _OPEN.match(line) or _HEADING.match(line):
            self._wrong(
                number, f"the note that begins on line {block.line} has no closing line :::; add it above this line"
            )
            self._block = None
            self.read(number, line)
        else:
            block.body.append(line.strip())

    def _option(self, number: int, block: _Block, name: str, value: str) -> None:
        if name != "ground":
            self._wrong(number, f"{name}: unknown option; the only option of a note is ground")
        elif ground := parse_ground(value):
            block.grounds.append(ground)
        else:
            self._report.add_at("ground-unknown", f"{value} is not a ground; {GROUND_FORMS}", self._path, number, 1)

    def _close(self, block: _Block) -> None:
        self._block = None
        text = _join(block.body)
        if not text:
            self._wrong(block.line, "this note has no text")
        if not block.grounds and self._report.errors == self._errors:
            self._report.add_at(
                "ground-missing", "this note has no ground; add a line :ground: 《…》第…条", self._path, block.line, 1
            )
        if self._report.errors == self._errors and not self._lost:
            known = (self._work, self._at, block.kind, text, tuple(block.grounds))
            self.notes.append(Note(*known, self._path, block.line, self._edition))

    def _wrong(self, number: int, message: str) -> None:
        self._report.add_at("bad-note", message, self._path, number, 1)


#: The forms of a ground, for messages.
GROUND_FORMS = "write it like 本条例第十六条, 《…》第三十条第二款 or 《…》（2014年）第十九条"


def read_notes(path: Path, work: str, report: Report) -> tuple[Note, ...]:
    """Return the notes of a file, in order; a note with an error is reported and left out."""
    text = read_text(path, report)
    if text is None:
        return ()
    reader = _NotesReader(work, path.as_posix(), report)
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        reader.read(number, line)
    reader.finish()
    return tuple(reader.notes)


def read_fixes(path: Path, work: str, report: Report) -> tuple[Fix, ...]:
    """Return the corrections of a file, in order; a correction with an error is reported and left out."""
    tables = read_toml(path, report)
    if tables is None or take(tables[""][0], {"fix": Key(ValueKind.TABLES)}, report) is None:
        return ()
    fixes: list[Fix] = []
    for table in tables.get("fix", []):
        values = take(table, _FIX_KEYS, report)
        if values is None:
            continue
        at, ground = parse_place(work, values["provision"]), parse_ground(values["ground"])
        if at is None:
            message = f"{values['provision']} names no provision; write it like 第二十八条第一款第一项"
            report.add_at("no-such-provision", message, table.path, table.line_of("provision"), 1)
        elif ground is None:
            message = f"{values['ground']} is not a ground; {GROUND_FORMS}"
            report.add_at("ground-unknown", message, table.path, table.line_of("ground"), 1)
        elif values["printed"] == values["corrected"]:
            report.add_at(
                "fix-mismatch",
                "printed and corrected have the same words; correct one of them, or remove the fix",
                table.path,
                table.line_of("corrected"),
                1,
            )
        else:
            words = values["printed"], values["corrected"], values["reason"]
            fixes.append(Fix(at, *words, ground, table.path, table.line, values["text"]))
    return tuple(fixes)


def _join(lines: list[str]) -> str:
    """Join the lines of each paragraph, with a space only between two ASCII characters; empty lines end a paragraph."""
    paragraphs: list[str] = []
    fresh = True
    for line in lines:
        if not line:
            fresh = True
        elif fresh:
            paragraphs.append(line)
            fresh = False
        else:
            space = " " if paragraphs[-1][-1].isascii() and line[0].isascii() else ""
            paragraphs[-1] += space + line
    return "\n".join(paragraphs)
