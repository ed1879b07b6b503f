"""Parse the maker or publisher of an instrument: a body, the session at which it met, and the number of its act.

A decree names its maker, its number and the day; a decision names the session too.  An author is the body alone
(第十三届全国人民代表大会常务委员会第二十四次会议 → 全国人民代表大会常务委员会).
"""

from __future__ import annotations

import re
from typing import NamedTuple

_COUNT = r"[〇零一二三四五六七八九十百千两\d]+"
#: Kinds of meeting: 常务会议, 部务会议, 主席办公会议; a body's own name may end in 会议 too (政治协商会议).
_MEETING = (
    r"(?:政府)?(?:常务|全体|扩大|联席|办公|党组|[部署局委行院会厅]务|"
    r"(?:主席|主任|总理|书记|委员长|[部局行署省市州县区院社馆关]长|检察长|审计长)(?:办公|常务)?)"
)
_SESSION = re.compile(
    rf"第?{_COUNT}届(?:第?{_COUNT}次)?{_MEETING}{{0,2}}会议"
    rf"|第?{_COUNT}次[\u4e00-\u9fff]{{0,8}}?(?:会议|(?:办公|常务|党组)会(?!议))|{_MEETING}{{1,2}}会议|第?{_COUNT}届"
)
#: The sign of an office and a year: 国发〔1985〕, 法释〔2003〕, or the year alone after 令: 令〔2003〕第2号.
_YEAR_SIGN = (
    r"(?P<office>国办?[发函]|法[释发]|高检发[\u4e00-\u9fff]{1,3}|[\u4e00-\u9fff]政办?[发函])?"
    r"[〔\[［【（(]\d{4}[〕\]］】）)]"
    # 华总一义字第5960号, （84）华总（一）义字第5960号
    r"|(?:[（(〔\[]\d{2,3}[）)〕\]])?华总(?:[（(]?[一二三][）)]?)?[\u4e00-\u9fff]{0,3}字"
)
#: 国务院令第514号, 国务院第514号令, 公告（第3号）, 国发〔1985〕9号; or 公告 without a number.
_NUMBER = re.compile(
    rf"(?P<act>令|公告|通告)?[（(]?(?:{_YEAR_SIGN}|\d{{4}}年)?(?P<count>第?{_COUNT}号)[)）]?(?P<behind>[部署局委府]?令|公告|通告)?|(?:令|公告|通告)$"
)
#: 第12号主席令: the number comes first.
_NUMBER_FIRST = re.compile(rf"第?{_COUNT}号(?P<body>[\u4e00-\u9fff]{{2,20}}?)(?:令|公告|通告)")
#: 海关总署署令, 财政部部令: the last character of the body is repeated.
_TWICE = re.compile(r"([部署局委行府])\1$")
_IN_BRACKETS = re.compile(rf"[（(](第?{_COUNT}号)[）)]")
_TRIM = "，,。；;：:、（）()"


class Maker(NamedTuple):
    """A body, its session, and the number of its act; each is None if it is not printed."""

    body: str | None
    session: str | None
    number: str | None


def read_maker(words: str) -> Maker:
    """Separate a body from its session and its number; ``words`` hold no white space."""
    if first := _NUMBER_FIRST.fullmatch(words):
        return Maker(first["body"], None, words)
    number = None
    if found := _NUMBER.search(words):
        number = _number_of(words, found)
        words = words[: found.start()]
    met = list(_SESSION.finditer(words))
    if met and met[-1][0].endswith(("会议", "会")):
        words = words[: met[-1].end()]  # …第八次会议关[于]: what follows a meeting is not its body's name
    body = _TWICE.sub(r"\1", _SESSION.sub("", words).strip(_TRIM))
    return Maker(body or None, "".join(found[0] for found in met) or None, number)


def _number_of(words: str, found: re.Match[str]) -> str | None:
    """Return the number as cited: a decree's with its body (国务院令第514号), others alone (国发〔1985〕9号)."""
    if not found["count"]:
        return None
    whole = found["act"] or found["behind"]
    printed = words[0 if whole else found.start() : found.end()]
    return _IN_BRACKETS.sub(r"\1", printed).strip(_TRIM)
