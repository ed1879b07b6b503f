"""Write a law as Akoma Ntoso 3.0 (OASIS LegalDocML).

The document holds every word of ``Article.text`` once, with line feeds as ``<eol/>``, so that the text can be read
back exactly, as ``tests/support/akn.py`` does.  The one exception: XML 1.0 cannot carry control characters and lone
surrogates; they become U+FFFD, and ``law_to_akn`` reports ``xml-characters``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from fatiao import ids
from fatiao.diagnostics import Report
from fatiao.exports.akn.changes import TextBefore
from fatiao.exports.akn.marks import InlineElement, marks_of, weave
from fatiao.exports.akn.meta import document_meta, identification
from fatiao.exports.facts import Facts, facts_of
from fatiao.markup import count_illegal, xml_element
from fatiao.model.corpus import Work
from fatiao.model.law import UNNUMBERED, Annex, Item, Law, Level, Paragraph, Passage, Subitem
from fatiao.model.layers import Layers

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_ELEMENTS = {
    Level.PART: "part",
    Level.SUBPART: "subpart",
    Level.CHAPTER: "chapter",
    Level.SECTION: "section",
    Level.HEADING: "hcontainer",
}


def law_to_akn(
    law: Law,
    work: Work,
    layers: Layers | None = None,
    version: str | None = None,
    cited: Mapping[str, str] | None = None,
    report: Report | None = None,
    replaced: str | None = None,
    before: TextBefore | None = None,
) -> bytes:
    """Return the law as an Akoma Ntoso 3.0 ``<act>`` in UTF-8, valid against the OASIS schema.

    ``cited`` maps titles of other laws to their IRIs; a reference to a law that is not in it stays plain text, and so
    does one with several targets, which ``<ref>`` cannot express.  ``version`` and ``replaced`` are passed to
    ``facts_of``.  ``before`` is the comparison with the text before; the changes are given as passive modifications.
    Characters that XML cannot carry are added to ``report``.
    """
    facts = facts_of(work, law, version, replaced)
    layers = layers or Layers()
    writer = _BodyWriter(law, marks_of(law, layers, cited or {}))
    act = xml_element(
        "act",
        document_meta(facts, [definition.term for definition in layers.definitions], before),
        "\n",
        _preface(law, facts),
        _block("preamble", law.front.preamble),
        xml_element("body", *(writer.division(None) or [_nothing()])),
        _block("conclusions", law.signature),
        xml_element("attachments", *(_attachment(annex, facts) for annex in law.annexes)) if law.annexes else "",
        name="act",
        contains="singleVersion" if facts.amended else "originalVersion",
    )
    _report_illegal(law, report)
    root = xml_element("akomaNtoso", "\n", act, "\n", xmlns=NAMESPACE)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n'.encode()


def _report_illegal(law: Law, report: Report | None) -> None:
    for article in law.articles:
        if report is not None and (count := count_illegal(article.text)):
            message = f"{article.label}: {count} characters are not allowed in XML; Akoma Ntoso has U+FFFD for them"
            report.add("xml-characters", message, law.source, article.label_span.start)


class _BodyWriter:
    """A writer of the body; it counts eIds, because a damaged source can hold one number twice."""

    def __init__(self, law: Law, marks: Mapping[int, Sequence[InlineElement]]) -> None:
        self._law = law
        self._marks = marks
        self._division_eids = ids.division_eids(law.divisions)
        self._seen: dict[str, int] = {}

    def division(self, parent: int | None) -> list[str]:
        """Return the direct children of a division, or of the law for None, in the order of the source."""
        children = [(a.label_span.start, 0, at) for at, a in enumerate(self._law.articles) if a.division == parent]
        children += [(d.label_span.start, 1, at) for at, d in enumerate(self._law.divisions) if d.parent == parent]
        return [self._division(at) if below else self._article(at) for _, below, at in sorted(children)]

    def _division(self, at: int) -> str:
        division = self._law.divisions[at]
        eid = self._division_eids[at]
        return "\n" + xml_element(
            _ELEMENTS[division.level],
            xml_element("num", weave(division.label)) if division.label else "",
            xml_element("heading", weave(division.heading.text)) if division.heading.text else "",
            *self.division(at),
            eId=eid,
            name="heading" if division.level is Level.HEADING else None,
        )

    def _article(self, at: int) -> str:
        article = self._law.articles[at]
        eid = self._unique(ids.article_eid(article.number))
        spans = iter(article.segments)
        marks = self._marks.get(at, ())

        def text(passage: Passage, label: str = "") -> str:
            start = next(spans).span.start
            return weave(passage.text, start, marks, len(label))

        above = "" if article.number == UNNUMBERED else eid
        paragraphs = [self._paragraph(above, paragraph, text) for paragraph in article.paragraphs]
        if article.number == UNNUMBERED:  # the paragraphs are direct children of the body
            return "".join(paragraphs)
        return "\n" + xml_element("article", xml_element("num", weave(article.label)), *paragraphs, eId=eid)

    def _paragraph(self, parent: str, paragraph: Paragraph, text: Callable[..., str]) -> str:
        eid = self._unique(ids.paragraph_eid(parent, paragraph.index))
        lead = text(paragraph.lead)
        points = [self._point(eid, item, item.subitems, text) for item in paragraph.items]
        closing = "" if paragraph.closing is None else _wrap_up(eid, text(paragraph.closing))
        return "\n" + xml_element("paragraph", _words(eid, lead, points), *points, closing, eId=eid)

    def _point(self, parent: str, item: Item | Subitem, subitems: Sequence[Subitem], text: Callable[..., str]) -> str:
        eid = self._unique(ids.point_eid(parent, item.number))
        label = item.label if item.words.text.startswith(item.label) else ""
        lead = text(item.words, label)
        points = [self._point(eid, subitem, (), text) for subitem in subitems]
        num = xml_element("num", weave(label)) if label else ""
        return "\n" + xml_element("point", num, _words(eid, lead, points), *points, eId=eid)

    def _unique(self, eid: str) -> str:
        self._seen[eid] = self._seen.get(eid, 0) + 1
        return ids.repeated_eid(eid, self._seen[eid])


def _words(eid: str, text: str, points: Sequence[str]) -> str:
    name = "intro" if points else "content"
    return xml_element(name, xml_element("p", text), eId=ids.part_eid(eid, name))


def _wrap_up(eid: str, text: str) -> str:
    return xml_element("wrapUp", xml_element("p", text), eId=ids.part_eid(eid, "wrapup"))


def _nothing() -> str:
    eid = "hcontainer_1"
    content = xml_element("content", xml_element("p"), eId=ids.part_eid(eid, "content"))
    return xml_element("hcontainer", content, eId=eid, name="empty")


def _lines(passages: Sequence[Passage]) -> Iterator[str]:
    return (xml_element("p", weave(passage.text)) for passage in passages)


def _block(name: str, passages: Sequence[Passage]) -> str:
    return xml_element(name, *_lines(passages)) + "\n" if passages else ""


def _preface(law: Law, facts: Facts) -> str:
    notice = law.front.notice
    title = xml_element("p", xml_element("docTitle", weave(facts.title)))
    history = [xml_element("p", weave(event.text)) for event in law.front.events if event.text]
    return xml_element(
        "preface",
        xml_element("longTitle", title, eId="longTitle_1"),
        *history,
        xml_element("container", *_lines(notice.lines), eId="container_1", name="notice")
        if notice and notice.lines
        else "",
    )


def _attachment(annex: Annex, facts: Facts) -> str:
    eid = ids.annex_eid(annex.number)
    body = list(_lines(annex.lines)) or [xml_element("p")]
    doc = xml_element(
        "doc", xml_element("meta", identification(facts, f"!{eid}")), xml_element("mainBody", *body), name="annex"
    )
    heading = xml_element("heading", weave(annex.heading.text)) if annex.heading.text else ""
    return "\n" + xml_element("attachment", xml_element("num", weave(annex.label)), heading, doc, eId=eid)
