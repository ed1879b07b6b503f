"""Spell every eId, docname, anchor, printed address and URL; no other module does.

eIds follow the Akoma Ntoso Naming Convention 1.0 (OASIS): ``art_12__para_2__point_3``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

from fatiao.language.numerals import format_numeral
from fatiao.language.pinyin import read_plainly
from fatiao.model.law import UNNUMBERED, Division, Level, Number, ProvisionId, Segment

#: A work-id is ASCII, lower case and hyphenated, and never changes.
WORK_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")

_DIVISION_PREFIX = {
    Level.PART: "part",
    Level.SUBPART: "subpart",
    Level.CHAPTER: "chp",
    Level.SECTION: "sec",
    Level.HEADING: "hcontainer",
}


def article_eid(number: Number) -> str:
    """Return ``art_120-1`` for 第一百二十条之一, and ``body`` for words that have no number."""
    return "body" if number == UNNUMBERED else f"art_{number}"


def annex_eid(number: int) -> str:
    """Return ``att_1`` for the first annex."""
    return f"att_{number}"


def segment_eid(
    article: Number, paragraph: int | None, item: Number | None = None, subitem: Number | None = None
) -> str:
    """Return ``art_12__para_2__point_3__point_1``, as deep as its arguments go; ``para_2`` in words without a
    number.
    """
    parts = [article_eid(article)] if article != UNNUMBERED or paragraph is None else []
    if paragraph is not None:
        parts.append(f"para_{paragraph}")
    if item is not None:
        parts.append(f"point_{item}")
    if subitem is not None:
        parts.append(f"point_{subitem}")
    return "__".join(parts)


def provision_eid(at: ProvisionId) -> str:
    """Return the eId of a provision within its work."""
    return segment_eid(at.article, at.paragraph, at.item, at.subitem)


def division_eids(divisions: Sequence[Division]) -> tuple[str, ...]:
    """Return one eId per division, prefixed by its parents' (``chp_2__sec_1``); a repeated one is marked
    (``chp_2-dup2``).
    """
    eids: list[str] = []
    seen: dict[str, int] = {}
    for division in divisions:
        parent = "" if division.parent is None else eids[division.parent] + "__"
        eid = f"{parent}{_DIVISION_PREFIX[division.level]}_{division.number}"
        seen[eid] = seen.get(eid, 0) + 1
        eids.append(eid if seen[eid] == 1 else f"{eid}-dup{seen[eid]}")
    return tuple(eids)


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
    return f"laws/{work}/{version}" if version else f"laws/{work}"


def law_docname(work: str, version: str | None = None) -> str:
    """Return the page with the whole law."""
    return f"{law_folder(work, version)}/index"


def text_docname(work: str, eid: str, first: Number | None = None, version: str | None = None) -> str:
    """Return the page with the text of a division where the law's page cannot hold all of it: ``laws/<work>/part-3``.

    ``first`` is the article that the page begins with, where a division has more than one page; without an eId the page
    is of a law without divisions.
    """
    name = anchor_of_eid(eid) if eid else "text"
    return f"{law_folder(work, version)}/{name}" + (f"-from-{first}" if first else "")


def article_docname(work: str, number: Number, version: str | None = None) -> str:
    """Return the page of one article: the canonical place to cite.  Words without a number stand on the law's page
    alone.
    """
    if number == UNNUMBERED:
        return law_docname(work, version)
    return f"{law_folder(work, version)}/art-{number}"


def annex_docname(work: str, number: int, version: str | None = None) -> str:
    """Return the page of one annex."""
    return f"{law_folder(work, version)}/att-{number}"


@lru_cache(maxsize=65_536)
def slug_of(name: str, digits: int = 4) -> str:
    """Return an ASCII name for a page of a Chinese name: its reading, and a short digest that keeps homophones apart.

    The same name has the same slug in every corpus, so adding a law changes no URL.  Where two names of a corpus have
    one slug, the second has one with more ``digits`` of its digest (``fatiao.site.names``).
    """
    reading = "-".join(re.sub(r"[^a-z0-9]+", "", part.lower()) for part in read_plainly(name))
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:digits]
    return "-".join(part for part in (*reading.split("-")[:12], digest) if part)


def term_docname(slug: str) -> str:
    """Return the page of a term with a slug."""
    return f"terms/{slug}"


def cited_anchor(slug: str) -> str:
    """Return the place of a law that is not held, by its slug, on the page of cited laws."""
    return f"law-{slug}"


def url_of(docname: str, anchor: str = "") -> str:
    """Return the address of a page below the site's root, the same online and in the offline bundle."""
    return f"{docname}.html#{anchor}" if anchor else f"{docname}.html"


def book_title(title: str) -> str:
    """Return 《title》 with the 《》 inside turned to 〈〉, level by level (GB/T 15834—2011, 4.15).

    An unpaired mark stays as it is.
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


def provision_name(
    article: str, paragraph: int | None = None, item: Number | None = None, subitem: Number | None = None
) -> str:
    """Return 第十五条第一款第二项第一目, given the article's label."""
    name = article
    if paragraph is not None:
        name += f"第{format_numeral(paragraph)}款"
    if item is not None:
        name += f"第{format_numeral(item.value)}项" + (f"之{format_numeral(item.insert)}" if item.insert else "")
    if subitem is not None:
        name += f"第{format_numeral(subitem.value)}目"
    return name
