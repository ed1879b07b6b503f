"""What stands beside an article's text, as Markdown: notes, terms, references, parallels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fatiao.ids import fix_fragment
from fatiao.pages.myst import block, escape, fence, role, rubric
from fatiao.site.model import Annotations, BoundNote, Link, ParallelCard, TermCard

_NOTE_CLASSES = {"说明": "explain", "对照": "compare", "依据": "ground", "存疑": "doubt"}


def render_link(link: Link) -> str:
    """A link, or plain text where there is nothing to link to."""
    if link.target is None:
        return escape(link.name)
    return role("term" if link.target.startswith("term:") else "ref", link.name, link.target, link.hover)


def render_note(note: BoundNote) -> str:
    """A curated note with its kind, its place and its grounds."""
    title = escape(f"{note.kind} · {note.place}" if note.place else note.kind)
    body = [block(escape(p)) for p in note.paragraphs]
    if note.grounds:
        body.append(block("依据：" + "；".join(render_link(g) for g in note.grounds), ["law-ground"]))
    classes = f"law-note law-note-{_NOTE_CLASSES.get(note.kind, 'explain')}"
    return fence("admonition", title, "\n".join(body), [("class", classes)])


def render_aside(annotations: Annotations) -> str:
    """Everything that stands beside one article; empty where there is nothing."""
    parts = list(_sections(annotations))
    return fence("div", "law-aside", "\n".join(parts), depth=5) if parts else ""


def _sections(a: Annotations) -> Iterator[str]:
    if a.notes:
        yield rubric("注释")
        yield from map(render_note, a.notes)
    if a.fixes:
        yield rubric("文字更正")
        yield _list(
            f"[]{{#{fix_fragment(i)}}}原文作“{escape(printed)}”，更正为“{escape(corrected)}”。{escape(why)}"
            for i, (printed, corrected, why) in enumerate(a.fixes, start=1)
        )
    if a.terms:
        yield rubric("术语（自动标注）")
        yield _list(map(_term_line, a.terms))
    if a.refers_to:
        yield rubric("本条引用（自动标注）")
        yield _list(render_link(link) for link in a.refers_to)
    if a.referred_by:
        yield rubric("引用本条（自动标注）")
        yield _list(render_link(b.source) + (f"（指{escape(b.place)}）" if b.place else "") for b in a.referred_by)
    if a.parallels:
        yield rubric("相近条文（自动比对）")
        yield from map(_render_parallel, a.parallels)
    if a.times:
        yield rubric("期限和日期（自动标注）")
        yield _list(
            escape(printed if printed == meaning else f"{printed}（{meaning}）") for printed, meaning in a.times
        )


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines) + "\n"


def _term_line(card: TermCard) -> str:
    text = f"：{escape(card.explanation)}" if card.explanation else ""
    origin = "编者释义，依据" if card.curated else "沿用" if card.inherited else ""
    return f"{render_link(card.term)}{text}（{origin}{'、'.join(map(render_link, card.sources))}）"


def _render_parallel(card: ParallelCard) -> str:
    def line(pieces: tuple[tuple[str, bool], ...]) -> str:
        marked = (f"[{escape(t)}]{{.shared}}" if shared and t.strip() else escape(t) for t, shared in pieces if t)
        return "".join(marked)

    here = f"本条{card.here}" if card.here else "本条"
    body = "\n".join(
        [
            block(f"{escape(here)}与{render_link(card.there)}", ["parallel-head"]),
            block(line(card.left).replace("\n", " "), ["parallel-text"]),
            block(line(card.right).replace("\n", " "), ["parallel-text"]),
        ]
    )
    return fence("div", "law-parallel", body, depth=4)
