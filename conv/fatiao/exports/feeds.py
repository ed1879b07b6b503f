"""Write ``sitemap.xml`` and an Atom feed of the laws, which tell other machines of the site.

Every date comes from the corpus and none from the clock, so that two builds give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fatiao.exports.citations.record import safe_url
from fatiao.exports.facts import NO_DATE, Facts, full_date
from fatiao.markup import escape, xml_element

#: sitemaps.org: no more addresses than this in one file.
SITEMAP_LIMIT = 50_000
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One version of a law in the feed: an address, a date and words."""

    url: str
    title: str
    date: str
    summary: str


def sitemaps(
    pages: Iterable[tuple[str, str | None]], base: str, limit: int = SITEMAP_LIMIT, name: str = "sitemap"
) -> dict[str, str]:
    """File name → XML: ``sitemap.xml``, which is an index of ``sitemap-1.xml`` … where there are too many pages.

    ``pages`` are addresses below the site's root with the date of their last change (ISO 8601) or None.  ``base`` ends
    in a slash; ``name`` may take the place of ``sitemap``.
    Raises ValueError where it is not an absolute web address: a sitemap has no relative ones.
    """
    base = _absolute(base)
    urls = [
        xml_element(
            "url",
            xml_element("loc", escape(safe_url(base + page))),
            xml_element("lastmod", escape(date)) if date else "",
        )
        + "\n"
        for page, date in sorted(pages)
    ]
    parts = [urls[at : at + limit] for at in range(0, len(urls), limit)] or [[]]
    if len(parts) == 1:
        return {f"{name}.xml": _HEAD + xml_element("urlset", "\n", *parts[0], xmlns=_SITEMAP) + "\n"}
    files = {
        f"{name}-{number}.xml": _HEAD + xml_element("urlset", "\n", *part, xmlns=_SITEMAP) + "\n"
        for number, part in enumerate(parts, 1)
    }
    index = [xml_element("sitemap", xml_element("loc", escape(safe_url(base + file)))) + "\n" for file in files]
    return files | {f"{name}.xml": _HEAD + xml_element("sitemapindex", "\n", *index, xmlns=_SITEMAP) + "\n"}


def feed_entry(facts: Facts, url: str) -> FeedEntry:
    """Return the entry of one version: dated by its publication, or by its end where it was repealed."""
    date = facts.repealed or facts.version or facts.issued or NO_DATE
    parts = (
        (facts.kind, "{}"),
        (facts.issuer, "制定机关：{}"),
        (facts.promulgated, "公布日期：{}"),
        (facts.in_force, "施行日期：{}"),
        (facts.repealed, "废止日期：{}"),
        (facts.status, "效力：{}"),
    )
    summary = "；".join(form.format(value) for value, form in parts if value)
    return FeedEntry(url, facts.title, date, summary)


def atom_feed(entries: Iterable[FeedEntry], base: str, title: str, author: str) -> str:
    """Return an Atom feed (RFC 4287), newest first; its own date is that of the newest entry.

    Raises ValueError where ``base`` is not an absolute web address.
    """
    base = _absolute(base)
    newest = sorted(entries, key=lambda entry: (entry.date, entry.url), reverse=True)
    written = [
        xml_element(
            "entry",
            xml_element("id", escape(f"{safe_url(base + entry.url)}#{entry.date}")),
            xml_element("title", escape(entry.title)),
            xml_element("link", href=safe_url(base + entry.url)),
            xml_element("updated", _moment(entry.date)),
            xml_element("summary", escape(entry.summary)),
        )
        + "\n"
        for entry in newest
    ]
    head = (
        xml_element("id", escape(safe_url(base))),
        xml_element("title", escape(title)),
        xml_element("link", href=safe_url(base)),
        xml_element("link", rel="self", type="application/atom+xml", href=safe_url(base + "feed.xml")),
        xml_element("updated", _moment(newest[0].date if newest else NO_DATE)),
        xml_element("author", xml_element("name", escape(author))),
    )
    attributes = {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "zh-Hans-CN"}
    return _HEAD + xml_element("feed", "\n", *head, "\n", *written, **attributes) + "\n"


def _absolute(base: str) -> str:
    if not base.startswith(("https://", "http://")):
        raise ValueError(f"not an absolute web address: {base!r}")
    return base if base.endswith("/") else base + "/"


def _moment(date: str) -> str:
    """Return the beginning of the day in Beijing."""
    return f"{full_date(date)}T00:00:00+08:00"
