"""Write law JSON, schema 1, the output of ``fatiao parse`` and a data file of every law on the site."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from fatiao.diagnostics import Lines
from fatiao.exports.facts import printed_number
from fatiao.ids import annex_eid, article_eid, division_eids
from fatiao.model.corpus import Work
from fatiao.model.findings import Diagnostic
from fatiao.model.law import (
    Article,
    Division,
    Event,
    EventKind,
    Law,
    Level,
    Notice,
    Origin,
    Paragraph,
    Passage,
    Target,
)
from fatiao.model.layers import Definition, Layers, Reference
from fatiao.tabular import find_tables

SCHEMA = 1

#: The keys of ``counts`` for the ranks of divisions.
_COUNTED = {
    "parts": Level.PART,
    "subparts": Level.SUBPART,
    "chapters": Level.CHAPTER,
    "sections": Level.SECTION,
}
_TARGET_KEYS = ("part", "subpart", "chapter", "section", "article", "paragraph", "item", "subitem", "annex")


def law_to_json(
    law: Law, layers: Layers, diagnostics: Iterable[Diagnostic] = (), work_meta: Work | None = None
) -> dict[str, Any]:
    """Return one law as plain values for ``json``.

    Offsets count code points in an article's ``text``; line numbers are 1-based, ranges inclusive.  The editor's values
    in ``work_meta`` take precedence over those printed in the text; without ``work_meta`` the law has no id.  The parts
    of the source that were left out appear as line ranges, never as text.
    """
    version = law.work.partition("@")[2] or None
    work_meta = work_meta.told_of(version) if work_meta else None
    lines = Lines(law.source.text)
    eids = division_eids(law.divisions)
    title = (work_meta.title if work_meta else None) or (law.front.title.text if law.front.title else None)
    return {
        "schema": SCHEMA,
        "id": work_meta.id if work_meta else None,
        "title": title,
        "kind": work_meta.kind if work_meta else None,
        "number": (work_meta.number if work_meta else None) or printed_number(law),
        **_history(law, work_meta),
        "counts": _counts(law),
        "divisions": [_division(d, eid) for d, eid in zip(law.divisions, eids, strict=True)],
        "articles": _articles(law, layers, eids, lines),
        "annexes": [
            {
                "eid": annex_eid(annex.number),
                "label": annex.label,
                "heading": annex.heading.text,
                "lines": _range(lines, (annex.heading, *annex.lines)),
                "text": "\n".join(passage.text for passage in annex.lines),
            }
            for annex in law.annexes
        ],
        "preamble": [passage.text for passage in law.front.preamble],
        "history": [passage.text for passage in law.front.history],
        "notice": _notice(law.front.notice, lines),
        "signature": [passage.text for passage in law.signature],
        **_received(law.source.origin),
        "left_out": [{"lines": [x.first, x.last], "kind": str(x.kind), "reason": x.reason} for x in law.left_out],
        "diagnostics": [
            {"code": d.code, "severity": str(d.severity), "line": d.line, "column": d.column, "message": d.message}
            for d in diagnostics
        ],
    }


def _received(origin: Origin | None) -> dict[str, Any]:
    """Return ``received``: the file from which the text was extracted; empty if the text itself was received."""
    if origin is None:
        return {}
    pages = [list(place) for place in origin.pages]
    found = {"file": origin.file, "sha256": origin.sha256, "reader": origin.reader, "pages": pages}
    return {"received": found if origin.confidence is None else {**found, "confidence": round(origin.confidence, 4)}}


def dump_law(value: dict[str, Any]) -> str:
    """Return the JSON text of a law, indented, with a final line feed; the output is deterministic."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _history(law: Law, work: Work | None) -> dict[str, Any]:
    events = law.front.events
    promulgated = _first(events, EventKind.PROMULGATED)
    adopted = _first(events, EventKind.ADOPTED)
    if adopted is None and not (work and work.adopted):
        # The order that publishes a 行政法规 or 规章 also issues it: its history begins with 公布.
        adopted = promulgated or _first(events, EventKind.APPROVED)
    return {
        "adopted": _event(adopted, work.adopted if work else None),
        "approved": _event(_first(events, EventKind.APPROVED)),
        "promulgated": _event(promulgated, work.promulgated if work else None),
        "amended": [_event(e) for e in events if e.kind is EventKind.AMENDED],
        **({"amended_by": act} if (act := _amending_act(law, work)) else {}),
        "repealed": _event(_first(events, EventKind.REPEALED), work.repealed if work else None),
        "in_force": _force(_first(events, EventKind.IN_FORCE), work.in_force if work else None),
    }


def _amending_act(law: Law, work: Work | None) -> str | None:
    """Return the title of the act that made this text; None if no ``[[version]]`` gives it."""
    return work.text_facts(law.work.partition("@")[2] or None).amended_by if work else None


def _first(events: Iterable[Event], kind: EventKind) -> Event | None:
    return next((event for event in events if event.kind is kind), None)


def _event(event: Event | None, date: str | None = None) -> dict[str, str | None] | None:
    if event is None:
        return {"date": date, "by": None, "session": None, "number": None} if date else None
    return {"date": date or event.date, "by": event.by, "session": event.session, "number": event.number}


def _force(event: Event | None, date: str | None) -> dict[str, str | None] | None:
    if event is None:
        return {"date": date, "text": None} if date else None
    return {"date": date or event.date, "text": event.text}


def _counts(law: Law) -> dict[str, int]:
    levels = Counter(d.level for d in law.divisions)
    counts = {key: levels[level] for key, level in _COUNTED.items()}
    clauses = sum(article.clause for article in law.articles)
    counts["articles"] = len(law.numbered) - clauses
    counts["clauses"] = clauses
    headings = sum(d.level is Level.HEADING and d.label.endswith("、") for d in law.divisions)
    if headings:
        counts["heads_yi"] = headings  # 一、 headings above articles
    return counts


def _division(division: Division, eid: str) -> dict[str, Any]:
    return {
        "eid": eid,
        "level": str(division.level),
        "number": str(division.number),
        "label": division.label,
        "heading": division.heading.text,
    }


def _articles(law: Law, layers: Layers, eids: tuple[str, ...], lines: Lines) -> list[dict[str, Any]]:
    # by the position of the article: of two with one number, the layers have read the first
    places = {article.number: at for at, article in reversed([*enumerate(law.articles)])}
    references: dict[int, list[Reference]] = {}
    for reference in layers.references:
        references.setdefault(places[reference.article], []).append(reference)
    definitions: dict[int, list[Definition]] = {}
    for definition in layers.definitions:
        definitions.setdefault(places[definition.article], []).append(definition)
    return [
        {
            "eid": article_eid(article.number),
            "number": str(article.number),
            "label": article.label,
            "division": None if article.division is None else eids[article.division],
            "lines": _article_lines(article, lines),
            "text": article.text,
            "paragraphs": [_paragraph(p) for p in article.paragraphs],
            "references": [_reference(r, article.text) for r in references.get(at, ())],
            "definitions": [_definition(d) for d in definitions.get(at, ())],
        }
        for at, article in enumerate(law.articles)
    ]


def _article_lines(article: Article, lines: Lines) -> list[int]:
    first = lines.line(article.label_span.start)
    last = first
    for passage in article.passages():
        if passage.spans:
            last = max(last, lines.line(passage.spans[-1].end - 1))
    return [first, last]


def _tables(text: str) -> dict[str, Any]:
    """Return ``table``, the rows of the first table in a text, and ``tables``, those of all, if there are several."""
    if "\n" not in text:
        return {}
    lines = text.split("\n")
    found = [table.texts(lines) for table in find_tables(lines)]
    if not found:
        return {}
    return {"table": found[0]} if len(found) == 1 else {"table": found[0], "tables": found}


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    out: dict[str, Any] = {
        "text": paragraph.lead.text,
        **_tables(paragraph.lead.text),
        "items": [
            {
                "number": str(item.number),
                "label": item.label,
                "text": item.words.text,
                **_tables(item.words.text),
                "subitems": [
                    {"number": str(s.number), "label": s.label, "text": s.words.text, **_tables(s.words.text)}
                    for s in item.subitems
                ],
            }
            for item in paragraph.items
        ],
    }
    if paragraph.closing is not None:
        out["closing"] = paragraph.closing.text
    return out


def _reference(reference: Reference, text: str) -> dict[str, Any]:
    start, end = reference.span.start, reference.span.end
    return {"start": start, "end": end, "text": text[start:end], "targets": [_target(t) for t in reference.targets]}


def _target(target: Target) -> dict[str, Any]:
    out: dict[str, Any] = {"law": target.law or "self"}
    deepest = ""
    for key in _TARGET_KEYS:
        value = getattr(target, key)
        if value is not None:
            out[key] = value if isinstance(value, int) else str(value)
            deepest = key
    if target.edition is not None:
        out["edition"] = target.edition
    if target.to is not None and deepest:
        out[f"{deepest}_to"] = target.to.value if isinstance(getattr(target, deepest), int) else str(target.to)
    return out


def _definition(definition: Definition) -> dict[str, Any]:
    out: dict[str, Any] = {
        "start": definition.span.start,
        "end": definition.span.end,
        "term": definition.term,
        "kind": str(definition.kind),
        "scope": definition.scope,
    }
    if definition.expansion is not None:
        out["expansion"] = definition.expansion
    return out


def _notice(notice: Notice | None, lines: Lines) -> dict[str, Any] | None:
    if notice is None:
        return None
    text = "\n".join(passage.text for passage in notice.lines)
    return {"lines": _range(lines, notice.lines), "text": text, "number": notice.number}


def _range(lines: Lines, passages: Iterable[Passage]) -> list[int] | None:
    """Return the first and last line of the passages, 1-based; None if they have no place in the source."""
    spans = [span for passage in passages for span in passage.spans]
    if not spans:
        return None
    return [lines.line(min(s.start for s in spans)), lines.line(max(s.end for s in spans) - 1)]
