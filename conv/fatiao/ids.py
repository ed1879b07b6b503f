"""The only module that formats or parses eIds, docnames, anchors, printed addresses and URLs.

eIds follow the Akoma Ntoso Naming Convention 1.0 (OASIS): ``art_12__para_2__point_3``.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from fatiao.digests import digest_text
from fatiao.language.numerals import LARGEST_NUMERAL, format_numeral
from fatiao.language.pinyin import read_plainly
from fatiao.model.law import UNNUMBERED, Division, Level, Number, ProvisionId, Segment

#: A work-id is ASCII, lower case and hyphenated, and never changes.
WORK_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")

#: The folders of generated pages, and the generated pages next to them.
LAWS, TERMS, LISTS, GLOSSARY, CITED, SEARCH = "laws", "terms", "lists", "glossary", "cited", "search"
#: The folders that contain only pages generated from the corpus.
GENERATED_FOLDERS = (LAWS, TERMS, LISTS, GLOSSARY, CITED)

_COUNT = "[0-9]{1,9}"  # an address is untrusted, and int() raises for thousands of digits
_NUMBER = f"({_COUNT}(?:-{_COUNT})?)"
_EID = re.compile(
    rf"(?:art_{_NUMBER}(?:__(?=para_)|\Z)|body\Z)?(?:para_({_COUNT})(?:__point_{_NUMBER}(?:__point_{_NUMBER})?)?)?"
)
#: An anchor: ``para-2-item-3`` on the page of an article, ``art-12-para-2-item-3`` on the page of its law.
_FRAGMENT = re.compile(
    rf"(?:art-{_NUMBER}(?:-(?=para-)|\Z))?(?:para-({_COUNT})(?:-item-{_NUMBER})?(?:-subitem-{_NUMBER})?)?"
)
_ARTICLE_PAGE = re.compile(rf"art-{_NUMBER}\Z")

_LAW_URL = re.compile(
    rf"{LAWS}/(?P<work>[^/]+)/(?:(?P<version>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})/)?(?P<page>[^/]+)\.html"
)
_COMPARE_URL = re.compile(
    rf"{LAWS}/(?P<work>[^/]+)/compare/(?:(?P<other>[^/@]+)@)?(?P<old>[0-9-]{{10}})\.\.(?P<new>[0-9-]{{10}})\.html"
)
#: The pages that are generated from the corpus; all others are written by hand in the documentation folder.
_GENERATED = re.compile(rf"(?:{'|'.join(GENERATED_FOLDERS)})/|(?:{GLOSSARY}|{CITED}|{SEARCH})\.html\Z")

_DIVISION_PREFIX = {
    Level.PART: "part",
    Level.SUBPART: "subpart",
    Level.CHAPTER: "chp",
    Level.SECTION: "sec",
    Level.HEADING: "hcontainer",
}


class Pinpoint(NamedTuple):
    """The numbers of a provision as far as an address names them; None for a level that it does not name."""

    article: Number | None
    paragraph: int | None = None
    item: Number | None = None
    subitem: Number | None = None


def parse_number(text: str) -> Number:
    """Return the number in an address: ``120-1`` is 第一百二十条之一."""
    value, _, insert = text.partition("-")
    return Number(int(value), int(insert or 0))


def parse_eid(eid: str) -> Pinpoint | None:
    """Return the provision that an eId names within its work; None for an eId of anything else."""
    found = _EID.fullmatch(eid) if eid else None
    if found is None:
        return None
    named = _pinpoint(found)
    return named if named.article else named._replace(article=UNNUMBERED)


def parse_fragment(text: str) -> Pinpoint | None:
    """Return the provision that an anchor names, on the page of its article or of its law; None for any other anchor.

    ``article`` is None for an anchor on the page of an article and for that of a provision without a number
    (``para-2``).
    """
    found = _FRAGMENT.fullmatch(text) if text else None
    return _pinpoint(found) if found else None


def _pinpoint(found: re.Match[str]) -> Pinpoint:
    article, paragraph, item, subitem = found.groups()
    return Pinpoint(
        parse_number(article) if article else None,
        int(paragraph) if paragraph else None,
        parse_number(item) if item else None,
        parse_number(subitem) if subitem else None,
    )


def article_eid(number: Number) -> str:
    """Return ``art_120-1`` for 第一百二十条之一, and ``body`` for an article without a number."""
    return "body" if number == UNNUMBERED else f"art_{number}"


def annex_eid(number: int) -> str:
    """Return ``att_1`` for the first annex."""
    return f"att_{number}"


def segment_eid(
    article: Number, paragraph: int | None, item: Number | None = None, subitem: Number | None = None
) -> str:
    """Return ``art_12__para_2__point_3__point_1``, or less for arguments that are None.

    Return ``para_2`` for a paragraph of an article without a number.
    """
    eid = article_eid(article)
    if paragraph is not None:
        eid = paragraph_eid("" if article == UNNUMBERED else eid, paragraph)
    for number in (item, subitem):
        eid = eid if number is None else point_eid(eid, number)
    return eid


def paragraph_eid(article: str, index: int) -> str:
    """Return ``art_12__para_2``, given the eId of the article; ``para_2`` if ``article`` is empty."""
    return f"{article}__para_{index}" if article else f"para_{index}"


def point_eid(parent: str, number: Number) -> str:
    """Return ``art_12__para_2__point_3``, given the eId of the 款 of a 项, or of the 项 of a 目."""
    return f"{parent}__point_{number}"


def part_eid(parent: str, element: str) -> str:
    """Return ``art_12__para_2__intro``, the eId of the Akoma Ntoso element that contains the words of a provision."""
    return f"{parent}__{element}"


def repeated_eid(eid: str, count: int) -> str:
    """Return the eId of the ``count``-th provision with this eId: a damaged source may repeat a number."""
    return eid if count == 1 else f"{eid}-dup{count}"


def provision_eid(at: ProvisionId) -> str:
    """Return the eId of a provision within its work."""
    return segment_eid(at.article, at.paragraph, at.item, at.subitem)


def division_eids(divisions: Sequence[Division]) -> tuple[str, ...]:
    """Return one eId per division, prefixed by its parent's (``chp_2__sec_1``); a repeated one ends with its count.

    The second ``chp_2`` is ``chp_2-dup2``.
    """
    eids: list[str] = []
    seen: dict[str, int] = {}
    for division in divisions:
        parent = "" if division.parent is None else eids[division.parent] + "__"
        eid = f"{parent}{_DIVISION_PREFIX[division.level]}_{division.number}"
        seen[eid] = seen.get(eid, 0) + 1
        eids.append(repeated_eid(eid, seen[eid]))
    return tuple(eids)


def division_chain(divisions: Sequence[Division], division: int | None) -> tuple[int, ...]:
    """Return the indices of a division and of those that contain it, the outermost first; empty for None."""
    chain: list[int] = []
    while division is not None:
        chain.append(division)
        division = divisions[division].parent
    return tuple(reversed(chain))


def division_name(division: Division) -> str:
    """Return the label and the heading: 第一章 总则."""
    return " ".join(p for p in (division.label, division.heading.text) if p)


def anchor_of_eid(eid: str) -> str:
    """Return the HTML id for an eId on a law page: ``art_12__para_2`` → ``art-12-para-2``."""
    anchor = eid.replace("__point_", "__item_", 1)
    anchor = anchor.replace("__point_", "__subitem_")
    return anchor.replace("__", "-").replace("_", "-")


def fragment(paragraph: int | None, item: Number | None = None, subitem: Number | None = None) -> str:
    """Return the HTML id on an article page: ``para-2-item-3-subitem-1``; empty for the article itself."""
    parts = [f"para-{paragraph}"] if paragraph is not None else []
    if item is not None:
        parts.append(f"item-{item}")
    if subitem is not None:
        parts.append(f"subitem-{subitem}")
    return "-".join(parts)


def segment_fragment(segment: Segment) -> str:
    """Return the HTML id of a segment on its article page."""
    return fragment(segment.paragraph, segment.item, segment.subitem)


def fix_fragment(index: int) -> str:
    """Return the HTML id of a correction on its article page."""
    return f"fix-{index}"


def law_folder(work: str, version: str | None = None) -> str:
    """Return ``laws/<work>`` for the version in force, ``laws/<work>/<yyyy-mm-dd>`` for a dated one."""
    return f"{LAWS}/{work}/{version}" if version else f"{LAWS}/{work}"


def print_name(work: str, version: str | None = None) -> str:
    """Return the part of a PDF's name that says which text it prints; a dated version has its date there."""
    return f"{work}-{version}" if version else work


def law_docname(work: str, version: str | None = None) -> str:
    """Return the docname of the page with the whole law."""
    return f"{law_folder(work, version)}/index"


def compare_docname(work: str, old: str, new: str, other: str | None = None) -> str:
    """Return the docname of the comparison of two texts by their dates: ``laws/<work>/compare/<old>..<new>``.

    If the old text belongs to an ``other`` law, its work-id precedes its date: ``<other>@<old>..<new>``.
    """
    return f"{law_folder(work)}/compare/{f'{other}@' if other else ''}{old}..{new}"


def text_docname(work: str, eid: str, first: Number | None = None, version: str | None = None) -> str:
    """Return the docname of a page with a part of a law that is too long for one page: ``laws/<work>/part-3``.

    ``eid`` is that of the division, empty for a law without divisions.  ``first`` is the article that the page begins
    with if a division has more than one page.
    """
    name = anchor_of_eid(eid) if eid else "text"
    return f"{law_folder(work, version)}/{name}" + (f"-from-{first}" if first else "")


def article_docname(work: str, number: Number, version: str | None = None) -> str:
    """Return the docname of the page of one article, the canonical place to cite.

    An article without a number has no page of its own; the docname is that of the law's page.
    """
    if number == UNNUMBERED:
        return law_docname(work, version)
    return f"{law_folder(work, version)}/{article_page(number)}"


def article_page(number: Number) -> str:
    """Return ``art-120-1``, the name of an article's page in the folder of its law and its anchor on the law's page."""
    return anchor_of_eid(article_eid(number))


def parse_article_page(name: str) -> Number | None:
    """Return the number of the article whose page in the folder of its law has this name; None for any other page."""
    found = _ARTICLE_PAGE.match(name)
    return parse_number(found[1]) if found else None


def annex_docname(work: str, number: int, version: str | None = None) -> str:
    """Return the docname of the page of one annex."""
    return f"{law_folder(work, version)}/att-{number}"


def views_docname(work: str, version: str | None = None) -> str:
    """Return the docname of the page with a law's deadlines, duties and sanctions."""
    return f"{law_folder(work, version)}/views"


@lru_cache(maxsize=65_536)
def slug_of(name: str, digits: int = 4) -> str:
    """Return an ASCII page name for a Chinese name: its pinyin, and a short digest that distinguishes homophones.

    The same name has the same slug in every corpus, so adding a law changes no URL.  If two names of a corpus have the
    same slug, the second gets one with more ``digits`` of its digest (``fatiao.site.names``).
    """
    reading = "-".join(re.sub(r"[^a-z0-9]+", "", part.lower()) for part in read_plainly(name))
    digest = digest_text(name)[:digits]
    return "-".join(part for part in (*reading.split("-")[:12], digest) if part)


def term_docname(slug: str) -> str:
    """Return the docname of the page of a term, given its slug."""
    return f"{TERMS}/{slug}"


def cited_anchor(slug: str) -> str:
    """Return the anchor of a law that is not in the corpus on the page of cited laws, given its slug."""
    return f"law-{slug}"


def url_of(docname: str, anchor: str = "") -> str:
    """Return the address of a page below the site's root, the same online and in the offline bundle."""
    return f"{docname}.html#{anchor}" if anchor else f"{docname}.html"


def relative_url(page: str, url: str) -> str:
    """Return ``url`` relative to ``page``; both are relative to the site's root."""
    target, mark, anchor = url.partition("#")
    return posixpath.relpath(target, posixpath.dirname(page) or ".") + mark + anchor


class LawUrl(NamedTuple):
    """The address of a page of a law: its work, the date of an older text or None, and the page in that folder."""

    work: str
    version: str | None
    page: str


def parse_law_url(url: str) -> LawUrl | None:
    """Return the parts of the address of a page of a law, without an anchor; None for any other page."""
    found = _LAW_URL.fullmatch(url)
    return LawUrl(*found.groups()) if found else None


class CompareUrl(NamedTuple):
    """The address of a comparison: its work, the dates of the two texts, and the work of the old text if another."""

    work: str
    old: str
    new: str
    other: str | None = None


def parse_compare_url(url: str) -> CompareUrl | None:
    """Return the parts of the address of a comparison; None for any other page."""
    found = _COMPARE_URL.fullmatch(url)
    return CompareUrl(**found.groupdict()) if found else None


def is_generated(url: str) -> bool:
    """Return True if the page at ``url`` is generated from the corpus."""
    return _GENERATED.match(url) is not None


def book_title(title: str) -> str:
    """Return 《title》 with the marks inside alternating between 〈〉 and 《》 by depth (GB/T 15834—2011, 4.15).

    If an opening mark is unpaired, all marks inside stay as they are.
    """
    out = list(title)
    open_marks: list[int] = []
    pairs: list[tuple[int, int, int]] = []
    for at, c in enumerate(title):
        if c in "《〈":
            open_marks.append(at)
        elif c in "》〉" and open_marks:
            start = open_marks.pop()
            pairs.append((start, at, len(open_marks)))
    if not open_marks:
        for start, end, depth in pairs:
            out[start], out[end] = "〈〉" if depth % 2 == 0 else "《》"
    return f"《{''.join(out)}》"


def level_name(number: Number, unit: str, chinese: bool = True) -> str:
    """Return 第一百二十条之一, given the number and the unit (条, 款, 项, 目); 第120条之一 if not ``chinese``."""
    value = _numeral(number.value) if chinese else str(number.value)
    return f"第{value}{unit}" + (f"之{_numeral(number.insert)}" if number.insert else "")


def _numeral(value: int) -> str:
    return format_numeral(value) if value <= LARGEST_NUMERAL else str(value)


def provision_name(
    article: str, paragraph: int | None = None, item: Number | None = None, subitem: Number | None = None
) -> str:
    """Return 第十五条第一款第二项第一目, given the article's label."""
    return article + _below_name(paragraph, item, subitem, chinese=True)


def pinpoint_name(at: ProvisionId, chinese: bool = True) -> str:
    """Return 第十五条第一款, from the number of the article, not its label; 第15条第1款 if not ``chinese``."""
    return level_name(at.article, "条", chinese) + _below_name(at.paragraph, at.item, at.subitem, chinese)


def _below_name(paragraph: int | None, item: Number | None, subitem: Number | None, chinese: bool) -> str:
    levels = ((None if paragraph is None else Number(paragraph), "款"), (item, "项"), (subitem, "目"))
    return "".join(level_name(number, unit, chinese) for number, unit in levels if number is not None)
