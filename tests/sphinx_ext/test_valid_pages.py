"""Validity rules for every page of the built site that can be checked without a validator."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest


class Elements(HTMLParser):
    """The start tags of a page with their attributes, and for each figure the names of its children."""

    def __init__(self, text):
        super().__init__()
        self.found, self.figures, self._open = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if self._open and self._open[-1] == "figure":
            self.figures[-1].append(tag)
        if tag == "figure":
            self.figures.append([])
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        if tag in self._open:
            while self._open.pop() != tag:
                pass


VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
    | {"path", "use", "circle", "line", "rect"}
)


@pytest.fixture(scope="module")
def pages(site):
    return {
        path.relative_to(site).as_posix(): Elements(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))
    }


def each(pages, wrong):
    return {name: found for name, page in pages.items() if (found := wrong(page))}


def metas(page, name):
    return [attrs.get("content") for tag, attrs in page.found if tag == "meta" and attrs.get("name") == name]


def test_every_page_has_one_viewport_and_one_description(pages):
    assert len(pages) > 300
    assert each(pages, lambda page: len(metas(page, "viewport")) != 1) == {}
    assert (
        each(pages, lambda page: len(metas(page, "description")) != 1 or len(metas(page, "description")[0]) < 5) == {}
    )


def test_every_page_has_an_icon(pages):
    icons = lambda page: [attrs for tag, attrs in page.found if tag == "link" and attrs.get("rel") == "icon"]  # noqa: E731
    assert each(pages, lambda page: len(icons(page)) != 1) == {}


def test_every_page_names_its_language(pages):
    assert each(pages, lambda page: not re.match(r"zh\b", dict(page.found).get("html", {}).get("lang", ""))) == {}


def test_every_label_is_that_of_a_control(pages):
    def lost(page):
        controls = {attrs.get("id") for tag, attrs in page.found if tag in {"input", "select", "textarea"}}
        return [
            attrs["for"] for tag, attrs in page.found if tag == "label" and attrs.get("for", "") not in controls | {""}
        ]

    assert each(pages, lost) == {}


def test_no_page_has_an_id_twice(pages):
    def twice(page):
        return [name for name, n in Counter(attrs["id"] for _, attrs in page.found if "id" in attrs).items() if n > 1]

    assert each(pages, twice) == {}


def test_the_caption_of_a_figure_stands_at_an_end_of_it(pages):
    def within(page):
        return [children for children in page.figures if "figcaption" in children[1:-1]]

    assert any(page.figures for page in pages.values())
    assert each(pages, within) == {}
