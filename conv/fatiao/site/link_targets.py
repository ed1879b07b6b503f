"""Names of link targets, and the provisions that a range of provisions covers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fatiao import ids
from fatiao.linking.resolve import Destination
from fatiao.model.law import Article, Number, ProvisionId
from fatiao.site.link_places import target_object
from fatiao.site.model import Entry, Link
from fatiao.site.names import Names


class TargetNames:
    """The names and the provisions of the targets of resolved references, among the laws of the site."""

    def __init__(self, entries: Mapping[str, Entry], names: Names) -> None:
        self._names = names
        self._entries = entries

    def provisions_of(self, target: Destination) -> Iterator[ProvisionId]:
        """Yield the provision that a target names, or every provision of a range."""
        first, last = target.at, target.to
        article = self._find(first) if first else None
        if first is None or article is None:
            return
        if last is None:
            yield first
        elif first.article != last.article:
            for within in self._entries[first.work].law.articles:
                if first.article <= within.number <= last.article:
                    yield ProvisionId(first.work, within.number)
        else:
            for s in article.segments:
                if s.closing:  # the segment of the 款's lead has yielded the 款 already
                    continue
                at = ProvisionId(first.work, first.article, s.paragraph, s.item, s.subitem)
                if _is_between(at, first, last):
                    yield at

    def _find(self, at: ProvisionId) -> Article | None:
        entry = self._entries.get(at.work)
        return entry.law.find_article(at.article) if entry else None

    def _label_of(self, at: ProvisionId) -> str:
        return self._entries[at.work].law.article(at.article).label

    def link(self, entry: Entry, target: Destination) -> Link:
        """Return a link with the printed name of a target; a target within ``entry`` is named without the title."""
        title = "" if target.work == entry.key else ids.book_title(target.title) + self._year_of(target)
        name = title + self._place_of(target) if target.at else title + self._division_name(target)
        return Link(name or ids.book_title(target.title), target_object(target, self._names))

    def _year_of(self, target: Destination) -> str:
        entry = self._entries.get(target.work or "")
        return f"（{entry.version[:4]}年）" if entry and entry.version else ""

    def _place_of(self, target: Destination) -> str:
        at, to = target.at, target.to
        assert at is not None
        name = ids.provision_name(self._label_of(at), at.paragraph, at.item, at.subitem)
        if to is None:
            return name
        last = self._label_of(to) if to.article != at.article else ""
        return f"{name}至{ids.provision_name(last, *_new_levels(at, to))}"

    def _division_name(self, target: Destination) -> str:
        if target.work is None or not target.eid:
            return ""
        law = self._entries[target.work].law
        for eid, division in zip(ids.division_eids(law.divisions), law.divisions, strict=True):
            if eid == target.eid:
                return division.label
        return next((a.label for a in law.annexes if ids.annex_eid(a.number) == target.eid), "")


def _is_between(at: ProvisionId, first: ProvisionId, last: ProvisionId) -> bool:
    """Return True if a provision is in a range of 款 or 项 of one article and at the level of the range."""
    if first.item is None or last.item is None:
        inside = (first.paragraph or 1) <= (at.paragraph or 1) <= (last.paragraph or 1)
        return inside and at.item is None
    return at.paragraph == first.paragraph and at.item is not None and first.item <= at.item <= last.item


def _new_levels(at: ProvisionId, to: ProvisionId) -> tuple[int | None, Number | None, Number | None]:
    """Return the levels that the end of a range states: 第一款第一项至第三项 does not repeat the 款."""
    if to.article != at.article or to.paragraph != at.paragraph:
        return to.paragraph, to.item, to.subitem
    return None, to.item if to.item != at.item else None, to.subitem
