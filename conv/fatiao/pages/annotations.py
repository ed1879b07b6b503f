"""The annotations of an article: notes, corrections, terms, references, parallel provisions, periods and dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fatiao.ids import fix_fragment
from fatiao.language.interface import say
from fatiao.pages.blocks import (
    Admonition,
    Anchor,
    Block,
    Bullets,
    Group,
    Inline,
    Line,
    ListItem,
    ObjectLink,
    Rubric,
    Styled,
    Text,
    TextParagraph,
    joined,
    line_of,
    refer,
)
from fatiao.site.model import Annotations, Backlink, BoundNote, DefinedTerm, Link, ParallelCard, TermCard

#: The names in the interface for the kinds of notes and for the labels of their grounds.
_NOTE_KINDS = {
    "说明": say("说明"),
    "对照": say("对照"),
    "依据": say("依据"),
    "存疑": say("存疑"),
    "参见": say("参见"),
    "比较": say("比较"),
}
_NOTE_CLASSES = {"说明": "explain", "对照": "compare", "依据": "ground", "存疑": "doubt"}


def name_note(word: str) -> str:
    """Return a kind of note, or the label of its grounds, as a message if the interface knows it."""
    return _NOTE_KINDS.get(word, word)


def render_link(link: Link) -> ObjectLink | Text:
    """Return a link, or plain text if the link has no target."""
    if link.target is None:
        return Text(link.name)
    return refer("term" if link.target.startswith("term:") else "ref", link.name, link.target, link.hover)


def render_note(note: BoundNote) -> Admonition:
    """Return an editor's note with its kind, its place and its grounds."""
    body = [TextParagraph(line_of(words)) for words in note.paragraphs]
    if note.grounds:
        grounds = [part for mark, ground in note.list_grounds() for part in (mark, render_link(ground)) if part]
        body.append(
            TextParagraph(line_of(say("{label}：", label=name_note(note.ground_label)), *grounds), ("law-ground",))
        )
    classes = f"law-note law-note-{_NOTE_CLASSES.get(note.kind, 'explain')}"
    kind = name_note(note.kind)
    title = say("{kind} · {place}", kind=kind, place=note.place) if note.place else kind
    return Admonition(title, classes, tuple(body))


def render_aside(annotations: Annotations) -> Group:
    """Return all annotations of one article; the group is empty if there are none."""
    return Group("law-aside", tuple(_sections(annotations)))


def _sections(a: Annotations) -> Iterator[Block]:
    if a.notes:
        yield Rubric(say("注释"))
        yield from map(render_note, a.notes)
    if a.fixes:
        yield Rubric(say("文字更正"))
        yield bullets(
            (
                Anchor(fix_fragment(i)),
                Text(
                    say("原文作“{printed}”，更正为“{corrected}”。{why}", printed=printed, corrected=corrected, why=why)
                ),
            )
            for i, (printed, corrected, why) in enumerate(a.fixes, start=1)
        )
    if a.defines:
        yield Rubric(say("本条界定的术语（自动标注）"))
        yield bullets(map(_defined_line, a.defines))
    if a.terms:
        yield Rubric(say("术语（自动标注）"))
        yield bullets(map(_term_line, a.terms))
    if a.refers_to:
        yield Rubric(say("本条引用（自动标注）"))
        yield bullets((render_link(link),) for link in a.refers_to)
    if a.referred_by:
        yield Rubric(say("引用本条（自动标注）"))
        yield bullets(map(_backlink_line, a.referred_by))
    if a.parallels:
        yield Rubric(say("相近条文（自动比对）"))
        yield from map(_render_parallel, a.parallels)
    if a.times:
        yield Rubric(say("期限和日期（自动标注）"))
        yield bullets(
            line_of(printed if printed == meaning else say("{printed}（{meaning}）", printed=printed, meaning=meaning))
            for printed, meaning in a.times
        )


def bullets(lines: Iterable[Line]) -> Bullets:
    """Return a bulleted list with one item per line."""
    return Bullets(tuple(ListItem((line,)) for line in lines))


def _backlink_line(backlink: Backlink) -> Line:
    return line_of(render_link(backlink.source), say("（指{place}）", place=backlink.place) if backlink.place else "")


def _defined_line(card: DefinedTerm) -> Line:
    says = (
        say("：在本条定为简称，所收法规共使用{count}处", count=card.uses)
        if card.short
        else say("：含义由本条规定，所收法规共使用{count}处", count=card.uses)
    )
    return line_of(render_link(card.term), says)


def _term_line(card: TermCard) -> Line:
    explained = say("：{meaning}", meaning=card.explanation) if card.explanation else ""
    origin = say("编者释义，依据") if card.curated else say("沿用") if card.inherited else ""
    sources = joined(say("、"), map(render_link, card.sources))
    return line_of(render_link(card.term), explained, say("（"), origin, *sources, say("）"))


def _render_parallel(card: ParallelCard) -> Group:
    def line(pieces: tuple[tuple[str, bool], ...]) -> Line:
        return line_of(*(_shared(words, shared) for words, shared in pieces if words))

    return Group(
        "law-parallel",
        (
            TextParagraph(line_of(say("本条{place}与", place=card.here), render_link(card.there)), ("parallel-head",)),
            TextParagraph(line(card.left), ("parallel-text",)),
            TextParagraph(line(card.right), ("parallel-text",)),
        ),
    )


def _shared(words: str, shared: bool) -> Inline:
    return Styled((Text(words),), "shared") if shared and words.strip() else Text(words)
