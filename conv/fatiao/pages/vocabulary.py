"""The kinds and statuses of laws that editors choose from, as messages that the interface can translate."""

from __future__ import annotations

from fatiao.language.interface import say

_WORDS = {
    str(word): word
    for word in (
        say("宪法"),
        say("法律"),
        say("行政法规"),
        say("监察法规"),
        say("地方性法规"),
        say("自治条例"),
        say("单行条例"),
        say("部门规章"),
        say("地方政府规章"),
        say("规章"),
        say("司法解释"),
        say("规范性文件"),
        say("现行有效"),
        say("已修改"),
        say("已被修改"),
        say("已废止"),
        say("尚未施行"),
    )
}


def name_word(word: str | None) -> str | None:
    """Return a kind or a status as a message if the interface knows it, else as the editor wrote it."""
    return _WORDS.get(word, word) if word else word
