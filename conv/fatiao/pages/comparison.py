"""The pages that compare two texts, of one law or of two, article by article in two columns with marked changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from fatiao import ids
from fatiao.comparing.as_html import KIND_NAMES, NO_COUNTERPART
from fatiao.comparing.model import SAME_WORDS, Change, Comparison, Kind, Op
from fatiao.comparing.stretches import MarkedWords, cut_new, cut_old
from fatiao.language.dates import print_date
from fatiao.language.interface import say
from fatiao.memo import once_per_object
from fatiao.model.law import Law
from fatiao.pages.blocks import (
    Block,
    Break,
    Group,
    Inline,
    Line,
    Page,
    Slot,
    Styled,
    Text,
    TextParagraph,
    joined,
    line_of,
    refer,
)
from fatiao.site.history import ComparedWith
from fatiao.site.model import Address, Entry, LawObject, Site

#: The most characters of both texts on one page, so that the page with its markup stays below 300 KB.
_MOST = 80_000
#: The characters counted for the markup of one change.
_PER_CHANGE = 120
#: The HTML elements of marks; those not listed are ``del`` in the old text and ``ins`` in the new one.
_ELEMENTS = {Op.MOVED: "mark"}
_SAID = say("字形、标点、空格，以及只因条号变动而改的引用，不算修改。比对由程序进行，以两个文本为准。")
_LACKING = say("对方无对应条文")
_SAID_OF_TWO = say("两部法律的对照：“新增”指前者无对应条文，“删去”指后者无对应条文。")

#: The characters of an instruction that are shown.
_LONGEST_INSTRUCTION = 160

#: The slot for links to the data files of the comparison.
FILES = Slot("comparison-files")


class ComparisonPart(NamedTuple):
    """One page of a comparison: its docname, the other text and the changes on the page."""

    docname: str
    compared: ComparedWith
    changes: tuple[Change, ...]


@once_per_object
def comparison_parts(entry: Entry) -> tuple[ComparisonPart, ...]:
    """Return the pages of all comparisons of a text, those with the preceding text first.

    A comparison too long for one page is split between chapters of the later text, or else between articles.
    """
    return tuple(part for compared in entry.compared for part in _cut(entry.comparison_docname(compared), compared))


def _cut(name: str, compared: ComparedWith) -> Iterator[ComparisonPart]:
    comparison = compared.comparison
    parts: list[list[Change]] = [[]]
    weight = 0
    for _, group in groupby(comparison.changes, _Chapters(comparison)):
        chapter = list(group)
        whole = sum(_weigh(comparison, change) for change in chapter)
        if parts[-1] and weight + min(whole, _MOST) > _MOST:
            parts.append([])
            weight = 0
        for change in chapter:
            own = _weigh(comparison, change)
            if parts[-1] and weight + own > _MOST:
                parts.append([])
                weight = 0
            parts[-1].append(change)
            weight += own
    for at, part in enumerate(parts, 1):
        yield ComparisonPart(name if at == 1 else f"{name}-{at}", compared, tuple(part))


class _Chapters:
    """A key function for changes: the chapter in the later text, for a deletion that of the preceding change."""

    def __init__(self, comparison: Comparison) -> None:
        self._law = comparison.new
        self._last: int | None = None

    def __call__(self, change: Change) -> int | None:
        if change.new:
            division = self._law.articles[change.new[0]].division
            while division is not None and (above := self._law.divisions[division].parent) is not None:
                division = above
            self._last = division
        return self._last


def comparison_objects(site: Site) -> Iterator[tuple[str, LawObject]]:
    """Yield (object name, object) for every page of a comparison, for links within the site."""
    for entry in site.entries:
        for part in comparison_parts(entry):
            title = comparison_title(entry, part.compared)
            yield f"shelf:{part.docname}", LawObject("shelf", title, Address(part.docname))


def comparison_title(entry: Entry, compared: ComparedWith) -> str:
    """Return the title of the pages of a comparison."""
    if compared.work != entry.work.id:
        old, new = ids.book_title(compared.title), ids.book_title(entry.short_title)
        return say("{old}与{new}比较", old=old, new=new)
    return say("{title}：新旧文本比较", title=entry.short_title)


def render_comparison(entry: Entry) -> Iterator[Page]:
    """Yield the pages of all comparisons of a text."""
    for compared in entry.compared:
        parts = [part for part in comparison_parts(entry) if part.compared is compared]
        for part in parts:
            blocks: list[Block] = [*_opening(entry, compared)] if part is parts[0] else []
            if len(parts) > 1:
                blocks.append(_list_parts(parts, part))
            blocks += (_render_change(entry, compared, change) for change in part.changes)
            yield Page(part.docname, comparison_title(entry, compared), tuple(blocks))


def render_asked(entry: Entry) -> Iterator[Block]:
    """Yield a line of links to the comparisons that the editor asked for; nothing if there are none."""
    links = []
    for compared in entry.compared:
        if compared.asked:
            date, title = print_date(compared.date), ids.book_title(compared.title)
            words = say("与{date}的文本比较", date=date)
            if compared.work != entry.work.id:
                words = say("与{title}{date}的文本比较", title=title, date=date)
            links.append(refer("ref", words, f"shelf:{entry.comparison_docname(compared)}"))
    if links:
        yield TextParagraph(line_of(*joined("　", links)), ("law-asked",))


def _opening(entry: Entry, compared: ComparedWith) -> Iterator[Block]:
    comparison = compared.comparison
    of_two = compared.work != entry.work.id
    sides = (
        (compared.key, compared.title, compared.date, comparison.old),
        (entry.key, entry.title, entry.date, comparison.new),
    )
    texts: list[Inline] = []
    for key, title, date, law in sides:
        day, count = print_date(date), len(law.numbered)
        words = (
            say("{title}{date}的文本（{count}条）", title=ids.book_title(title), date=day, count=count)
            if of_two
            else say("{date}的文本（{count}条）", date=day, count=count)
        )
        texts.append(refer("ref", words, key))
    yield TextParagraph(line_of(*joined("　→　", texts)), ("law-compared",))
    act = entry.facts.amended_by
    if act and not of_two and compared.date == max(v.date for v in entry.work.versions if v.date < entry.date):
        yield TextParagraph(line_of(say("依{title}修改", title=ids.book_title(act.strip("《》")))), ("law-kinds-note",))
    counts = [
        Styled((Text(say("{change} {count}", change=KIND_NAMES[kind], count=count)),), f"law-kind-{kind}")
        for kind, count in comparison.counts().items()
    ]
    yield TextParagraph(line_of(*joined("　", counts)), ("law-kinds",))
    yield TextParagraph(line_of(*([_SAID_OF_TWO] if of_two else []), _SAID), ("law-kinds-note",))
    yield FILES


def _list_parts(parts: Sequence[ComparisonPart], shown: ComparisonPart) -> TextParagraph:
    """Return links to the pages of a comparison, each named by its range of articles of the later text."""
    links: list[Inline] = []
    for part in parts:
        words = _ends(part.compared.comparison, part.changes)
        links.append(Text(words) if part is shown else refer("ref", words, f"shelf:{part.docname}"))
    return TextParagraph(line_of(say("本页和其他各页："), *joined("　", links)), ("law-parts",))


def _ends(comparison: Comparison, changes: Sequence[Change]) -> str:
    places = [place for change in changes for place in change.new]
    law, ends = (comparison.new, places) if places else (comparison.old, [o for c in changes for o in c.old])
    first, last = law.articles[min(ends)].label, law.articles[max(ends)].label
    return first if first == last else f"{first}—{last}"


def _render_change(entry: Entry, compared: ComparedWith, change: Change) -> Group:
    comparison = compared.comparison
    olds = _name(comparison.old, change.old, compared.key)
    news = _name(comparison.new, change.new, entry.key)
    kind = KIND_NAMES[change.kind]
    if change.moved and change.kind is not Kind.MOVED:
        kind = say("{change}，移至他章", change=kind)
    maybe: tuple[Inline | str, ...] = ()
    if change.candidates:
        maybe = (say("（可参见"), *_name(comparison.new, change.candidates, entry.key), say("）"))
    arrow = ("　→　",) if olds and news else ()
    head = line_of(*olds, *arrow, *news, *maybe, "　", Styled((Text(kind),), f"law-kind-{change.kind}"))
    blocks: list[Block] = [TextParagraph(head, ("law-change-head",))]
    if change.kind not in SAME_WORDS:
        lacking = _LACKING if compared.work != entry.work.id else NO_COUNTERPART.get(change.kind, "")
        none = TextParagraph(line_of(lacking), ("law-change-none",))
        left = [_words(comparison.old, o, cut_old(comparison.old, o, change), "del") for o in change.old]
        right = [_words(comparison.new, n, cut_new(comparison.new, n, change), "ins") for n in change.new]
        columns = (Group("law-change-old", tuple(left) or (none,)), Group("law-change-new", tuple(right) or (none,)))
        blocks.append(Group("law-change-texts", columns))
    blocks += _instructions(compared, change)
    return Group(f"law-change law-change-{change.kind}", tuple(blocks))


def _instructions(compared: ComparedWith, change: Change) -> Iterator[Block]:
    """Yield a paragraph for each instruction of the amending decision that changed one of the articles."""
    told = set()
    for place in change.new:
        amended = compared.amended.get(compared.comparison.new.articles[place].number)
        for one in amended.instructions if amended else ():
            if one in told:
                continue
            told.add(one)
            words = one.words if len(one.words) <= _LONGEST_INSTRUCTION else f"{one.words[:_LONGEST_INSTRUCTION]}……"
            line = say("依修改决定：{label}{words}", label=one.label, words=words)
            unlike = () if amended and amended.agrees else (say("（照此修改所得的文字与公布的文本不一致）"),)
            yield TextParagraph(line_of(line, *unlike), ("law-instruction",))


def _name(law: Law, places: Sequence[int], key: str) -> tuple[Inline, ...]:
    """Return the articles as links to their pages."""
    articles = [law.articles[place] for place in places]
    links = [
        refer("ref", a.label, f"{key}:{ids.article_eid(a.number)}") if a.label else Text(say("（无编号）"))
        for a in articles
    ]
    return line_of(*joined(say("、"), links))


def _words(law: Law, place: int, words: Sequence[MarkedWords], element: str) -> TextParagraph:
    """Return the words of one article as a paragraph, with a line break before each 款, 项 and 目."""
    line: list[Inline | str] = [Styled((Text(law.articles[place].label or say("正文")),), "law-change-label"), "　"]
    for part in words:
        pieces = _broken(part.text)
        line += [Styled(pieces, _ELEMENTS.get(part.op, element))] if part.op is not None else pieces
    return TextParagraph(line_of(*line))


def _broken(text: str) -> Line:
    """Return the text as a line, with ``Break`` for each line feed."""
    out: list[Inline | str] = []
    for at, row in enumerate(text.split("\n")):
        if at:
            out.append(Break())
        out.append(row)
    return line_of(*out)


def _weigh(comparison: Comparison, change: Change) -> int:
    """Return the approximate number of characters that a change takes on a page."""
    if change.kind in SAME_WORDS:
        return _PER_CHANGE
    texts = [comparison.old.articles[o].text for o in change.old] + [
        comparison.new.articles[n].text for n in change.new
    ]
    return _PER_CHANGE * (1 + len(change.marks)) + sum(map(len, texts))
