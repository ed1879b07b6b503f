"""The facts about one version of a law that every export uses: the editor's values, else those printed in the text.

Akoma Ntoso IRIs follow the AKN Naming Convention 1.0 (OASIS): ``/akn/<country>/act/<date>/<name>/<language>@<date>``.
The name is the work-id, not the printed number: the number may become known later, and the IRI must not change then.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fatiao.language.dates import is_day
from fatiao.language.script import is_traditional
from fatiao.model.corpus import SUPERSEDED, Work
from fatiao.model.law import Event, EventKind, Law

#: Province names and their ISO 3166-2:CN codes.  The title of a local instrument, or the name of its issuer, begins
#: with the name of the province.
_PROVINCES = {
    "北京": "bj",
    "天津": "tj",
    "河北": "he",
    "山西": "sx",
    "内蒙古": "nm",
    "辽宁": "ln",
    "吉林": "jl",
    "黑龙江": "hl",
    "上海": "sh",
    "江苏": "js",
    "浙江": "zj",
    "安徽": "ah",
    "福建": "fj",
    "江西": "jx",
    "山东": "sd",
    "河南": "ha",
    "湖北": "hb",
    "湖南": "hn",
    "广东": "gd",
    "广西": "gx",
    "海南": "hi",
    "重庆": "cq",
    "四川": "sc",
    "贵州": "gz",
    "云南": "yn",
    "西藏": "xz",
    "陕西": "sn",
    "甘肃": "gs",
    "青海": "qh",
    "宁夏": "nx",
    "新疆": "xj",
}
#: The full names of the autonomous regions; those of provinces end in 省, those of the four municipalities in 市.
_REGIONS = {
    "内蒙古": "内蒙古自治区",
    "广西": "广西壮族自治区",
    "西藏": "西藏自治区",
    "宁夏": "宁夏回族自治区",
    "新疆": "新疆维吾尔自治区",
}
_MUNICIPALITIES = frozenset({"北京", "天津", "上海", "重庆"})
_COUNTRY = ("cn", "中华人民共和国")
#: The kinds of event that date a text: the first kind that it records, and of that kind the latest event
#: (立法法第六十一条, 第六十二条).
_DATING = (EventKind.AMENDED, EventKind.ADOPTED, EventKind.APPROVED, EventKind.PROMULGATED)
#: The placeholder for an unknown date: Akoma Ntoso requires a date.
NO_DATE = "0001-01-01"


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts about one version of a law; dates are ISO 8601, and None stands for an unknown value.

    ``version`` is the date of this text; ``revised`` the day of its last revision; ``edition`` its name in citations
    (2018年修正; or 2010年 for a text that was never revised and has been replaced).  ``country`` is ``cn`` or
    ``cn-<province>``, and ``area`` its Chinese name.  ``traditional`` is True if the text is in traditional script.
    ``older`` is True if a newer text of the law exists.  ``amended`` holds the days of the amending decisions that the
    text prints; ``replaced`` is the day on which a newer text came into force.
    """

    work: str
    version: str | None
    title: str
    short_titles: tuple[str, ...]
    kind: str | None
    issuer: str | None
    number: str | None
    adopted: str | None
    promulgated: str | None
    in_force: str | None
    repealed: str | None
    status: str | None
    country: str
    area: str
    english_title: str | None = None
    traditional: bool = False
    revised: str | None = None
    edition: str | None = None
    older: bool = False
    amended: tuple[str, ...] = ()
    replaced: str | None = None

    @property
    def key(self) -> str:
        """Return the unique key of this text: the work-id, followed by the date if the text was replaced."""
        return f"{self.work}-{self.version}" if self.older else self.work

    @property
    def made(self) -> str:
        """Return the day the law was made, as a full date: adoption, else promulgation, else the date of the text."""
        return full_date(self.adopted or self.promulgated or self.version or NO_DATE)

    @property
    def issued(self) -> str | None:
        """Return the day to cite: the last revision, else promulgation, else adoption, else the date of the text."""
        made = self.promulgated or self.adopted
        return max(self.revised, self.promulgated or "") if self.revised else made or self.version

    @property
    def iri(self) -> str:
        """Return the Akoma Ntoso IRI of the work."""
        return f"/akn/{self.country}/act/{self.made}/{self.work}"

    @property
    def expression_iri(self) -> str:
        """Return the Akoma Ntoso IRI of this version, in Chinese."""
        return f"{self.iri}/zho@{full_date(self.version or self.made)}"


def full_date(date: str) -> str:
    """Return a date completed with 01 for a missing month or day; ``NO_DATE`` if it is not a date."""
    padded = (date + "-01-01")[:10] if len(date) in (4, 7) else date
    return padded if re.fullmatch(r"\d{4}-\d\d-\d\d", padded) else NO_DATE


def facts_of(work: Work, law: Law, version: str | None = None, replaced: str | None = None) -> Facts:
    """Return the facts of one version; ``version`` is the date of a text that was replaced, None for the present one.

    ``replaced`` is the day on which the next text came into force, None if unknown.  The editor's number, promulgation,
    entry into force and status apply to the present text alone, except where a ``[[version]]`` gives them for one text.
    """
    older = version is not None
    present = work.told_of(version)
    revised, edition = _revision(law, version if older else None)
    printed = law.front.title
    title = work.title or (printed.text.replace("\n", "") if printed else "") or work.id
    issuer = work.issuer or printed_issuer(law)
    country, area = _jurisdiction(title, issuer)
    return Facts(
        work=work.id,
        version=version or max((v.date for v in work.versions), default=None),
        title=title,
        short_titles=work.short_titles,
        kind=work.kind,
        issuer=issuer,
        number=present.number or printed_number(law),
        adopted=work.adopted or _event(law, EventKind.ADOPTED, "date"),
        promulgated=present.promulgated or _event(law, EventKind.PROMULGATED, "date"),
        in_force=present.in_force or _event(law, EventKind.IN_FORCE, "date"),
        repealed=work.repealed or _event(law, EventKind.REPEALED, "date"),
        status=SUPERSEDED if older else work.status,
        country=country,
        area=area,
        english_title=work.english_title,
        traditional=not law.source.plain and is_traditional(law.source.text),
        revised=revised,
        edition=edition,
        older=older,
        amended=tuple(sorted({e.date for e in law.front.events if e.kind is EventKind.AMENDED and e.date})),
        replaced=replaced,
    )


def _revision(law: Law, replaced: str | None) -> tuple[str | None, str | None]:
    """Return the day of the last revision that the text prints, and the name of the text in citations.

    ``replaced`` is the date of the text if a newer one replaced it, else None.
    """
    events = [event for event in law.front.events if event.kind is EventKind.AMENDED and event.date]
    if not events:
        return None, f"{replaced[:4]}年" if replaced else None
    last = max(events, key=lambda event: event.date or "")
    date = last.date or ""
    return date, f"{date[:4]}年{'修订' if '修订' in last.text[-8:] else '修正'}"


#: Courts and procuratorates adopt instruments in a committee; the issuer is the court or procuratorate itself.
_COMMITTEE = re.compile(r"(?:审判|检察)委员会$")


def printed_issuer(law: Law) -> str | None:
    """Return the issuer printed in the text: the body that adopted it, else the one that promulgated it.

    Several courts or procuratorates are joined by 、.
    """
    adopted = [event.by for event in law.front.events if event.kind is EventKind.ADOPTED and event.by]
    courts = [_COMMITTEE.sub("", by) for by in adopted if _COMMITTEE.search(by)]
    if courts:
        return "、".join(dict.fromkeys(courts))
    return adopted[0] if adopted else _event(law, EventKind.PROMULGATED, "by")


def printed_number(law: Law) -> str | None:
    """Return the printed number of the act that promulgated or adopted the law: from the notice, else the history."""
    if law.front.notice and law.front.notice.number:
        return law.front.notice.number
    return _event(law, EventKind.PROMULGATED, "number") or _event(law, EventKind.ADOPTED, "number")


def _event(law: Law, kind: EventKind, part: str) -> str | None:
    found: Event | None = next((e for e in law.front.events if e.kind is kind), None)
    value = getattr(found, part) if found else None
    return value if isinstance(value, str) else None


def _jurisdiction(title: str, issuer: str | None) -> tuple[str, str]:
    """Return the code and the name of the area: the province with which the issuer's name begins, or China.

    The title is used only if there is no issuer: 《新疆生产建设兵团…规定》 of a ministry is not an act of the region.
    """
    for name, code in _PROVINCES.items():
        if (issuer or title).startswith(name):
            full = _REGIONS.get(name) or name + ("市" if name in _MUNICIPALITIES else "省")
            return f"cn-{code}", full
    return _COUNTRY


def text_day(law: Law) -> str:
    """Return the day (ISO 8601) of a text's last revision, else of its adoption; empty where none is printed.

    The corpus names the files of texts by this day.
    """
    for kind in _DATING:
        days = [event.date for event in law.front.events if event.kind is kind and event.date and is_day(event.date)]
        if days:
            return max(days)
    return ""
