"""Write ``sitemap.xml`` and an Atom feed of the laws, for crawlers and feed readers.

Every date comes from the corpus and none from the clock, so that two builds give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fatiao.exports.citations.record import safe_url
from fatiao.exports.facts import NO_DATE, Facts, full_date
from fatiao.markup import escape, xml_element

#: The most addresses that one file may hold (sitemaps.org).
SITEMAP_LIMIT = 50_000
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """The feed entry of one version of a law; ``url`` is relative to the site's root, ``date`` is ISO 8601."""

    url: str
    title: str
    date: str
    summary: str


def sitemaps(
    pages: Iterable[tuple[str, str | None]], base: str, limit: int = SITEMAP_LIMIT, name: str = "sitemap"
) -> dict[str, str]:
    """Return the sitemap as file name → XML; with more than ``limit`` pages, an index of ``sitemap-1.xml`` ….

    ``pages`` are addresses below the site's root, each with the date of its last change (ISO 8601) or None.  ``name``
    replaces ``sitemap`` in the names of the files.  Raises ValueError if ``base`` is not an absolute web address: a
    sitemap cannot hold relative ones.
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
    """Return the entry of one version, dated by its repeal, else by the date of its text, else by its publication."""
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
    """Return an Atom feed (RFC 4287), newest entry first; the feed is dated by its newest entry.

    Raises ValueError if ``base`` is not an absolute web address.
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
    """Return the start of the day in Beijing time (UTC+8), as RFC 3339."""
    return f"{full_date(date)}T00:00:00+08:00"
