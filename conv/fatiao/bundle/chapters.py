"""Write the chapters of the EPUB: one per text of a law, the glossary, and the cited laws not in the corpus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from fatiao import ids
from fatiao.bundle.xhtml import box, document, foreign, link, listing, tag
from fatiao.markup import escape
from fatiao.model.law import Article, Passage, Segment
from fatiao.pages.blocks import FOREIGN
from fatiao.pages.provisions import classes_of, label_of, label_rooms
from fatiao.pages.site_pages import list_facts
from fatiao.site.model import BoundNote, Entry, LawObject, Link, Mark, MarkKind, Site
from fatiao.tabular import FoundTable, find_tables


@dataclass(frozen=True, slots=True)
class TocEntry:
    """An entry of the table of contents: its text, its href in the book, and its sub-entries."""

    name: str
    href: str
    below: tuple[TocEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A content document: its file name, its XHTML, and its entry in the table of contents."""

    file: str
    text: str
    heading: TocEntry


def write_chapters(site: Site) -> Iterator[Chapter]:
    """Yield every chapter in reading order."""
    places = _places(site)
    for entry in site.entries:
        yield _Law(entry, places).chapter()
    if site.glossary:
        yield _glossary(site, places)
    if site.citings:
        yield _cited(site, places)


def _file(entry: Entry) -> str:
    return f"law-{entry.work.id}{'-' + entry.version if entry.version else ''}.xhtml"


def _places(site: Site) -> dict[str, str]:
    """Return a mapping from object name to href in the book."""
    files = {entry.key: _file(entry) for entry in site.entries}
    return {name: href for name, found in site.objects.items() if (href := _place(name, found, files))}


def _place(name: str, found: LawObject, files: Mapping[str, str]) -> str:
    if found.kind == "term":
        return f"glossary.xhtml#{_term_anchor(name)}"
    if found.kind == "work":
        return f"cited.xhtml#{found.at.anchor}"
    key, _, eid = name.partition(":")
    file = files.get(key, "")
    if found.kind == "fix" or not file:
        return ""
    return f"{file}#{ids.anchor_of_eid(eid)}" if eid else file


def _term_anchor(name: str) -> str:
    return "term-" + name.removeprefix("term:")


def _refer(to: Link, places: Mapping[str, str]) -> str:
    href = places.get(to.target or "")
    return link(to.name, href, to.hover) if href else escape(to.name)


class _Law:
    """Writer of the chapter of one law; where elements share an id, only the first one gets it."""

    def __init__(self, entry: Entry, places: Mapping[str, str]) -> None:
        self._entry = entry
        self._places = places
        self._given: set[str] = set()

    def chapter(self) -> Chapter:
        """Return the whole chapter."""
        entry, law = self._entry, self._entry.law
        title = f"{entry.title}（{entry.version}文本）" if entry.version else entry.title
        english = entry.work.told_of(entry.version).english_title
        facts = [
            tag("dt", name)
            + (box("dd", [foreign(value, FOREIGN["english"])]) if value == english else tag("dd", value))
            for name, value in list_facts(entry)
        ]
        body = [tag("h1", title), "\n", box("dl", facts), "\n"]
        if law.front.notice:
            body.append(box("div", _lines(law.front.notice.lines, "line"), kind="notice"))
        body += map(self._note, entry.notes)
        body += _lines(law.front.preamble, "paragraph")
        body += self._articles()
        for annex in law.annexes:
            name = " ".join(filter(None, (annex.label, annex.heading.text)))
            body.append(tag("h2", name, at=self._take(ids.annex_eid(annex.number))))
            body += _lines(annex.lines, "paragraph")
        file = _file(entry)
        return Chapter(file, document(title, [box("section", body)]), TocEntry(title, file, self._contents(file)))

    def _take(self, eid: str) -> str:
        anchor = ids.anchor_of_eid(eid)
        if anchor in self._given:
            return ""
        self._given.add(anchor)
        return anchor

    def _contents(self, file: str, parent: int | None = None) -> tuple[TocEntry, ...]:
        law = self._entry.law
        eids = ids.division_eids(law.divisions)
        found: list[TocEntry] = []
        for article in law.numbered:
            if article.division == parent:
                href = f"{file}#{ids.anchor_of_eid(ids.article_eid(article.number))}"
                found.append(TocEntry(article.label, href))
        for i, division in enumerate(law.divisions):
            if division.parent == parent:
                href = f"{file}#{ids.anchor_of_eid(eids[i])}"
                found.append(TocEntry(ids.division_name(division), href, self._contents(file, i)))
        return tuple(found)

    def _articles(self) -> Iterator[str]:
        law = self._entry.law
        eids = ids.division_eids(law.divisions)
        opened = 0
        for article in [*law.articles, None]:
            upto = len(law.divisions) if article is None else opened
            if article is not None and article.division is not None:
                upto = article.division + 1
            for i in range(opened, upto):
                level = min(6, 2 + self._depth(i))
                yield tag(f"h{level}", ids.division_name(law.divisions[i]), at=self._take(eids[i])) + "\n"
            opened = max(opened, upto)
            if article is not None:
                yield self._article(article)

    def _depth(self, index: int) -> int:
        parent = self._entry.law.divisions[index].parent
        return 0 if parent is None else 1 + self._depth(parent)

    def _article(self, article: Article) -> str:
        shown = self._entry.annotations_of(article)
        label = tag("p", article.label, kind="label", at=self._take(ids.article_eid(article.number)))
        label = label if article.label else ""
        fixes = (escape(f"原文“{printed}”，更正为“{right}”。{why}") for printed, right, why in shown.fixes)
        parts = [label, *self._segments(article), *map(self._note, shown.notes), listing(fixes, "fixes")]
        return box("div", parts, kind="article") + "\n"

    def _segments(self, article: Article) -> Iterator[str]:
        marks = self._entry.marks.get(article.number, ())
        rooms = label_rooms(article)
        pending = ""
        for segment in article.segments:
            at = self._take(ids.segment_eid(article.number, segment.paragraph, segment.item, segment.subitem))
            text = article.text[segment.span.start : segment.span.end]
            if text:
                kind = " ".join(classes_of(segment, rooms))
                yield from self._segment(segment, text, kind, pending, at, marks)
                pending = ""
            elif at:  # a 款 that begins with its items
                pending += box("span", [], at=at)

    def _segment(
        self, segment: Segment, text: str, kind: str, pending: str, at: str, marks: Sequence[Mark]
    ) -> Iterator[str]:
        offset = segment.span.start
        lines = text.split("\n")
        tables = {table.first: table for table in find_tables(lines)} if len(lines) > 1 else {}
        for i, line in enumerate(lines):
            if any(table.first < i <= table.last for table in tables.values()):
                offset += len(line) + 1
                continue
            if i in tables:
                yield self._table(tables[i], lines, segment.span.start, marks, "" if i else at)
                offset += len(line) + 1
                continue
            inside = [m for m in marks if offset <= m.span.start and m.span.end <= offset + len(line)]
            label = "" if i or any(m.span.start == offset for m in inside) else label_of(segment, line)
            own = tag("span", label, kind="item-label") if label else ""
            words = self._marked(line[len(label) :], offset + len(label), inside)
            classes = f"{kind} line" if i else kind
            yield box("p", [pending, own, *words], kind=classes, at="" if i else at) + "\n"
            offset += len(line) + 1
            pending = ""

    def _table(self, table: FoundTable, lines: Sequence[str], offset: int, marks: Sequence[Mark], at: str) -> str:
        starts = list(accumulate((len(line) + 1 for line in lines), initial=offset))
        rows = []
        for n, (row, cells) in enumerate(table.rows):
            parts = []
            for a, b in cells:
                low, high = starts[row] + a, starts[row] + b
                inside = [m for m in marks if low <= m.span.start and m.span.end <= high]
                parts.append(box("td" if n else "th", self._marked(lines[row][a:b], low, inside)))
            rows.append(box("tr", parts))
        return box("table", rows, at=at) + "\n"

    def _marked(self, line: str, offset: int, marks: Sequence[Mark]) -> Iterator[str]:
        at = 0
        for mark in marks:
            start, end = mark.span.start - offset, mark.span.end - offset
            if start < at:
                continue
            words = mark.shown or line[start:end]
            href = self._places.get(mark.target)
            yield escape(line[at:start])
            if mark.kind is MarkKind.FIX:
                yield tag("span", words, kind="fix")
            else:
                yield link(words, href, mark.hover, mark.kind.value) if href else escape(words)
            at = end
        yield escape(line[at:])

    def _note(self, note: BoundNote) -> str:
        head = tag("p", f"{note.kind} · {note.place}" if note.place else note.kind, kind="kind")
        grounds = "".join(mark + _refer(ground, self._places) for mark, ground in note.list_grounds())
        tail = [box("p", [f"{note.ground_label}：", grounds], kind="ground")] if grounds else []
        return box("div", [head, *(tag("p", text) for text in note.paragraphs), *tail], kind="note") + "\n"


def _lines(passages: Sequence[Passage], kind: str) -> list[str]:
    lines = [line for passage in passages for line in passage.text.split("\n")]
    tables = {table.first: table for table in find_tables(lines)}
    out: list[str] = []
    at = 0
    while at < len(lines):
        if at in tables:
            head, *body = tables[at].texts(lines)
            rows = [box("tr", [tag("th", cell) for cell in head])]
            rows += [box("tr", [tag("td", cell) for cell in row]) for row in body]
            out.append(box("table", rows) + "\n")
            at = tables[at].last
        else:
            out.append(tag("p", lines[at], kind=kind) + "\n")
        at += 1
    return out


def _glossary(site: Site, places: Mapping[str, str]) -> Chapter:
    body = [tag("h1", "术语表")]
    for term in site.glossary:
        spelt = [("pinyin", term.reading), ("english", term.english)]
        about = " · ".join(foreign(words, FOREIGN[name]) for name, words in spelt if words)
        head = tag("h2", term.term, at=_term_anchor(term.object_name))
        body.append(head + box("p", [about], kind="reading"))
        for sense in term.senses:
            scope = f"（适用范围：{sense.scope}）" if sense.scope else ""
            origin = "；编者释义，依据" if sense.curated else "；"
            source = "、".join(_refer(ground, places) for ground in sense.source)
            tail = ["（", _refer(sense.law, places), escape(origin) + source if source else "", "）"]
            body.append(box("p", [escape(sense.text + scope), *tail]) + "\n")
    file = places[site.glossary[0].object_name].partition("#")[0]
    return Chapter(file, document("术语表", [box("section", body)]), TocEntry("术语表", file))


def _cited(site: Site, places: Mapping[str, str]) -> Chapter:
    body = [tag("h1", "引用的法律文件"), tag("p", "下列法律文件被条文引用，本书未收录其文本。")]
    for law in site.citings:
        file, _, anchor = places[law.object_name].partition("#")
        body.append(tag("h2", ids.book_title(law.title), at=anchor))
        body.append(listing(_refer(place, places) for place in law.citing_whole))
        for provision in law.provisions:
            body.append(tag("h3", provision.name or "整部文件"))
            body += (tag("p", f"编者引用的文字：“{words}”", kind="quoted") for words, _ in provision.quotations)
            body.append(listing(_refer(place, places) for place in provision.cited_by))
    return Chapter(file, document("引用的法律文件", [box("section", body)]), TocEntry("引用的法律文件", file))
