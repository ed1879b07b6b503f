"""Find the parts of a file that a collection adds to a text: front matter, and named fields at its head.

Collections in Markdown open a file with YAML between ``---``; the databases of Taiwan print 法規名稱： and 修正日期：
above the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from fatiao.language.dates import DATE
from fatiao.reading.lines.split import Line

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
#: ``key: value``, ``key = value``, an entry of a list, a comment.
_FIELD = re.compile(r"[\w.\-\"']+\s*[:=](?:\s|$)|[-#*]|[\[\]{},\"']|[\w.\-\"']+\s*[:=]")
#: The most lines of front matter; a text between fences is longer.
_LONGEST = 60
_TITLE = re.compile(r"title\s*[:=]\s*[\"'“]?(?P<title>[^\"'”]+?)[\"'”]?$")
_NAMED = re.compile(r"【?法规名称】?[:：]\s*(?P<title>\S.*)$")
_DATED = re.compile(rf"【?(?:公布|修正|制定|订定|修订|发布|废止)日期】?[:：]\s*(?=(?:中华)?民国){DATE.pattern}$")


class Matter(NamedTuple):
    """The lines found, by index: those to set aside with the reason, those of the history, and the title.

    ``title`` is the index of its line, and the offsets where its words begin and end there; ``certain`` is True if the
    title comes from a named field, so that the text prints no other.
    """

    aside: dict[int, str]
    history: tuple[int, ...] = ()
    title: tuple[int, int, int] | None = None
    certain: bool = False


def find_matter(lines: Sequence[Line]) -> Matter:
    """Find front matter and named fields."""
    aside: dict[int, str] = {}
    title = None
    end = _fence_end(lines)
    for index in range(end):
        aside[index] = "front matter of the file"
        found = _TITLE.match(lines[index].text)
        if found and title is None and re.search("[\u3400-\u9fff]", found["title"]):
            title = index, found.start("title"), found.end("title")
    head = range(end, min(len(lines), end + _HEAD))
    named = [(index, found) for index in head if (found := _NAMED.match(lines[index].text))]
    if named:
        title = named[0][0], named[0][1].start("title"), named[0][1].end("title")
    history = tuple(index for index in head if "民国" in lines[index].text and _DATED.match(lines[index].text))
    return Matter(aside, history, title, bool(named))


#: Number of lines at the head of a text that are searched for named fields.
_HEAD = 12


def _fence_end(lines: Sequence[Line]) -> int:
    """Return the index after the fence that closes front matter, or 0 if there is none."""
    closing = _FENCES.get(lines[0].text) if lines else None
    if closing is None:
        return 0
    for index in range(1, min(len(lines), _LONGEST)):
        text = lines[index].text
        if text in closing:
            return index + 1
        if not lines[index].indented and not _FIELD.match(text) and not lines[index].marks:
            return 0
    return 0
