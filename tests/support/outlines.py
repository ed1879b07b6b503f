"""Outlines of laws for review by a person: a line per division, provision, notice and omitted range."""

from __future__ import annotations

from fatiao.diagnostics import Lines, Report
from fatiao.ids import article_eid, division_eids, segment_eid
from fatiao.model.law import Law, Passage, Source
from fatiao.reading.law import read_law
from fatiao.reading.tree.account import account

_SHOWN = 16


def read(text: str) -> tuple[Law, Report]:
    """Read a text; return the law and the findings."""
    report = Report()
    return read_law(Source("test.txt", text), "test", report), report


def shorten(text: str) -> str:
    """Return a text as "opening…closing (length)", or whole if it is short; line feeds are shown as ⏎."""
    flat = text.replace("\n", "⏎")
    return flat if len(flat) <= 2 * _SHOWN + 4 else f"{flat[:_SHOWN]}…{flat[-_SHOWN:]} ({len(text)})"


def outline(law: Law, *, whole: bool = False) -> str:
    """Return the outline of a law; ``whole`` prints texts in full."""
    show = (lambda text: text.replace("\n", "⏎")) if whole else shorten
    lines = Lines(law.source.text)
    out: list[str] = []

    def where(passage: Passage) -> str:
        return "+".join(dict.fromkeys(str(lines.line(span.start)) for span in passage.spans)) or "-"

    front = law.front
    if front.title is not None:
        out.append(f"title {where(front.title)} | {front.title.text}")
    out += [f"event {e.kind} {e.date} | {e.by or ''} | {e.text}" for e in front.events]
    if front.notice is not None:
        out.append(f"notice {front.notice.number or '-'}")
        out += [f"  {where(p)} | {show(p.text)}" for p in front.notice.lines]
    out += [f"preamble {where(p)} | {show(p.text)}" for p in front.preamble]
    eids = division_eids(law.divisions)
    shown = -1
    for article in law.articles:
        while article.division is not None and shown < article.division:
            shown += 1
            division = law.divisions[shown]
            words = f"{division.label} {division.heading.text}".strip()
            out.append(f"{eids[shown]} {where(division.heading)} | {words}")
        kind = " clause" if article.clause else ""
        out.append(
            f"{article_eid(article.number)}{kind} {lines.line(article.label_span.start)} | {article.label or '-'}"
        )
        for segment, passage in zip(article.segments, article.passages(), strict=True):
            eid = segment_eid(article.number, segment.paragraph, segment.item, segment.subitem)
            closes = " closing" if segment.closing else ""
            below = eid.removeprefix(f"{article_eid(article.number)}__")
            out.append(f"  {below}{closes} {where(passage)} | {show(passage.text)}")
    out += [f"{eids[i]} | {d.label} {d.heading.text}" for i, d in enumerate(law.divisions) if i > shown]
    for annex in law.annexes:
        out.append(f"att_{annex.number} {annex.label} | {annex.heading.text}")
        out += [f"  {where(p)} | {show(p.text)}" for p in annex.lines]
    out += [f"signature {where(p)} | {p.text}" for p in law.signature]
    out += [f"left-out {x.first}-{x.last} {x.kind} | {x.reason}" for x in law.left_out]
    return "\n".join(out)


def account_line(law: Law) -> str:
    """Return the account of characters on one line."""
    return "account " + " ".join(f"{claim}={count}" for claim, count in account(law).items())
