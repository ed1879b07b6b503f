"""Render a comparison as one HTML document in two columns, without scripts; all text is escaped."""

from __future__ import annotations

from collections.abc import Iterable

from fatiao.comparing.model import Change, Comparison, Kind, Op
from fatiao.comparing.stretches import MarkedWords, cut_new, cut_old, labels
from fatiao.language.interface import say
from fatiao.markup import escape
from fatiao.model.law import Law

#: The name of each kind on the page.
KIND_NAMES = {
    Kind.UNCHANGED: say("未修改"),
    Kind.RENUMBERED: say("仅条号变动"),
    Kind.CHANGED: say("修改"),
    Kind.SPLIT: say("拆分"),
    Kind.MERGED: say("合并"),
    Kind.MOVED: say("移至他章"),
    Kind.NEW: say("新增"),
    Kind.DELETED: say("删除"),
    Kind.UNCERTAIN: say("大幅改写或者删除"),
}
#: The text of the empty column.
NO_COUNTERPART = {
    Kind.NEW: say("旧文本中无对应条文"),
    Kind.DELETED: say("新文本中无对应条文"),
    Kind.UNCERTAIN: say("未能确定对应条文"),
}

_STYLE = """
body{margin:0 auto;max-width:76rem;padding:1rem;font-family:system-ui,sans-serif;line-height:1.8;color:#1b1b1b}
body{background:#fff}h1{font-size:1.4rem}.counts{display:flex;flex-wrap:wrap;gap:.3rem 1rem;padding:0;list-style:none}
article{display:grid;grid-template-columns:1fr 1fr;gap:0 2rem;border-top:1px solid #bbb;padding:.6rem 0}
article>h2{grid-column:1/-1;margin:0;font-size:1rem}article p{margin:.2rem 0;white-space:pre-line}
.none{color:#595959}del{background:#fde0dc;text-decoration:line-through}ins{background:#d9f2dd;text-decoration:underline}
mark{background:#fff3c4;color:inherit}
@media(max-width:48rem){article{display:block}}
@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#161616}.none{color:#a6a6a6}
del{background:#5a2320}ins{background:#1f4a2a}mark{background:#4d4213}}
@media print{article{break-inside:avoid}}
"""


def comparison_to_html(comparison: Comparison, old: str, new: str) -> str:
    """Return a complete HTML document; ``old`` and ``new`` are the names of the two texts."""
    title = escape(f"{old} → {new}")
    counts = "".join(f"<li>{KIND_NAMES[kind]} {count} 处</li>" for kind, count in comparison.counts().items())
    return (
        f'<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        f'<ul class="counts">{counts}</ul>\n'
        + "".join(format_change(change, comparison) for change in comparison.changes)
        + "</main>\n</body>\n</html>\n"
    )


def format_change(change: Change, comparison: Comparison) -> str:
    """Return one change as an HTML element with a heading, the old words and the new words."""
    olds, news = labels(comparison.old, change.old), labels(comparison.new, change.new)
    heading = " → ".join(part for part in (olds, news) if part)
    if change.candidates:
        heading += f"（可参见{labels(comparison.new, change.candidates)}）"
    kind = KIND_NAMES[change.kind] + ("，移至他章" if change.moved and change.kind is not Kind.MOVED else "")
    left = "".join(_article(comparison.old, o, cut_old(comparison.old, o, change), "del") for o in change.old)
    right = "".join(_article(comparison.new, n, cut_new(comparison.new, n, change), "ins") for n in change.new)
    none = f'<p class="none">{NO_COUNTERPART.get(change.kind, "")}</p>'
    return (
        f'<article class="{change.kind}">\n<h2>{escape(heading)} <small>{escape(kind)}</small></h2>\n'
        f"<div>{left or none}</div>\n<div>{right or none}</div>\n</article>\n"
    )


def _article(law: Law, place: int, words: Iterable[MarkedWords], tag: str) -> str:
    return f"<p><b>{escape(labels(law, (place,)))}</b>　{''.join(_element(part, tag) for part in words)}</p>"


def _element(words: MarkedWords, tag: str) -> str:
    """Return words without a mark as text, moved ones in ``mark``, and all others in ``tag`` (del, ins)."""
    if words.op is None:
        return escape(words.text)
    tag = "mark" if words.op is Op.MOVED else tag
    return f"<{tag}>{escape(words.text)}</{tag}>"
