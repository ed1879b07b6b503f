"""Write the verdicts on essays as text, as JSON or as an HTML page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fatiao.citing.essay import Essay
from fatiao.citing.judging import RIGHT, Verdict
from fatiao.diagnostics import Lines
from fatiao.exports.citations.forms import FORMS, cite
from fatiao.exports.facts import facts_of
from fatiao.markup import escape

#: The citation forms that are a line of text.
STYLES = tuple(form.key for form in FORMS if not form.suffix)
_SAID = {
    "ok": "正确",
    "not-held": "未收录，不能核对",
    "ambiguous": "不能断定是哪部法规",
    "title-misspelt": "名称有误",
    "no-such-article": "没有这一条",
    "no-such-paragraph": "没有这一款",
    "no-such-item": "没有这一项",
    "quote-differs": "引文与原文不符",
    "quote-misplaced": "引文出自别处",
    "date-wrong": "日期有误",
    "number-wrong": "文号有误",
    "superseded": "所引文本已被取代",
}
_STYLE = (
    "body{font:16px/1.7 sans-serif;margin:2em auto;max-width:60em;padding:0 1em}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #999;padding:.3em .6em;text-align:left;vertical-align:top}"
    "tr.wrong td{background:#fff3e0;color:#000}"
)


@dataclass(frozen=True, slots=True)
class Checked:
    """An essay and its verdicts."""

    essay: Essay
    verdicts: tuple[Verdict, ...]

    @property
    def wrong(self) -> int:
        """The number of references that are not right."""
        return sum(verdict.kind not in RIGHT for verdict in self.verdicts)


def citation_of(verdict: Verdict, style: str) -> str | None:
    """Return the reference in the citation form ``style``; None where the law is not held or has no such provision."""
    if verdict.work is None or verdict.text is None or verdict.kind.startswith("no-such"):
        return None
    version = None if verdict.text.current else verdict.text.date
    facts = facts_of(verdict.work.work, verdict.text.law, version)
    return cite(facts, verdict.place.first if verdict.place else None)[style]


def as_json(checked: Sequence[Checked], style: str) -> str:
    """Return a JSON object for a single essay, and a list of objects for several."""
    made = [_essay_json(one, style) for one in checked]
    return json.dumps(made[0] if len(made) == 1 else made, ensure_ascii=False, indent=1)


def _essay_json(checked: Checked, style: str) -> Mapping[str, Any]:
    return {"file": checked.essay.path, "references": [_reference_json(v, style) for v in checked.verdicts]}


def _reference_json(verdict: Verdict, style: str) -> Mapping[str, Any]:
    return {
        "text": verdict.words,
        "start": verdict.span.start,
        "end": verdict.span.end,
        "law": verdict.work.work.id if verdict.work else None,
        "version": verdict.text.date if verdict.text else None,
        "target": verdict.target,
        "target_to": verdict.target_to,
        "kind": verdict.kind,
        "also": list(verdict.also),
        "quote": verdict.quote,
        "difference": verdict.difference,
        "citation": citation_of(verdict, style),
    }


def as_text(checked: Sequence[Checked], style: str, quiet: bool = False) -> str:
    """Return one line for each reference, with its place in the essay, and a count; ``quiet`` omits the right ones."""
    lines: list[str] = []
    for one in checked:
        places = Lines(one.essay.text)
        for verdict in one.verdicts:
            if quiet and verdict.kind in RIGHT:
                continue
            line, column = places.position(verdict.span.start)
            kinds = "+".join((verdict.kind, *verdict.also))
            told = [f"{one.essay.path}:{line}:{column}: {kinds} {_one_line(verdict.words)}"]
            if verdict.difference:
                told.append(verdict.difference)
            if citation := citation_of(verdict, style):
                told.append(citation)
            lines.append(" | ".join(told))
        count = len(one.verdicts)
        lines.append(f"{one.essay.path}: {count} {'reference' if count == 1 else 'references'}, {one.wrong} wrong")
    return "\n".join(lines)


def as_html(checked: Sequence[Checked], style: str) -> str:
    """Return an HTML page without scripts."""
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>引用核对</title><style>{_STYLE}</style></head><body><h1>引用核对</h1>\n"
        + "".join(_section(one, style) for one in checked)
        + "</body></html>\n"
    )


def _section(checked: Checked, style: str) -> str:
    rows = "".join(_row(checked, verdict, style) for verdict in checked.verdicts)
    head = "".join(f'<th scope="col">{name}</th>' for name in ("行", "引用", "结果", "说明", "引文", "规范引用"))
    return (
        f"<h2>{escape(checked.essay.path)}</h2>\n<p>共{len(checked.verdicts)}处引用，{checked.wrong}处有误。</p>\n"
        f"<table><thead><tr>{head}</tr></thead><tbody>\n{rows}</tbody></table>\n"
    )


def _row(checked: Checked, verdict: Verdict, style: str) -> str:
    line = Lines(checked.essay.text).line(verdict.span.start)
    said = "；".join(_SAID[kind] for kind in (verdict.kind, *verdict.also))
    cited = citation_of(verdict, style) or ""
    cells = (str(line), verdict.words, said, verdict.difference or "", verdict.quote or "", cited)
    wrong = "" if verdict.kind in RIGHT else ' class="wrong"'
    return f"<tr{wrong}>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>\n"


def _one_line(words: str) -> str:
    return " ".join(words.split())
