"""The fence ``{law:guide} cite`` in a Markdown page: guides to a site's citations, addresses, data files and bundle.

The package contains the text of the guides, so that it is correct for the version that built the site; a project
provides the pages for them.
"""

from __future__ import annotations

import re
from pathlib import Path
from string import Template

from sphinx.application import Sphinx

from fatiao import ids
from fatiao.exports.citations.forms import FORMS, cite
from fatiao.pages.myst import escape
from fatiao.site.example import Example, choose_example
from fatiao.site.model import Site
from fatiao.sphinx_ext.domain import site_in
from fatiao.sphinx_ext.page.citation_box import base_url, entry_facts

_FOLDER = Path(__file__).parents[1] / "guides"
#: The names of the guides; each is a file in the folder.
GUIDES = ("cite", "teaching", "urls", "data", "offline")
_FENCE = re.compile(rf"^```\{{law:guide\}} ({'|'.join(GUIDES)})\n```$", re.MULTILINE)
#: Key → use of the citation forms that are not lines of text.
_USES = {
    "biblatex": "`@legislation`，供 LaTeX 使用",
    "csl": "供 Zotero、Pandoc 等使用",
    "ris": "`STAT`，供 EndNote、Zotero 等使用",
}
#: Placeholders for the example if the corpus has no law yet.
_NO_LAW = {
    "provision": "某一项",
    "object": "<法规标识>:art_1__para_1",
    "words": "第一条",
    "work": "<法规标识>",
}


def fill_guides(app: Sphinx, docname: str, source: list[str]) -> None:
    """Replace each guide's fence with the text of the guide when a document is read.

    A directive cannot do this: MyST attaches the sections that a directive parses to the page immediately, and places
    all nodes that the directive returns after them.  The page is read again at every build, since a change of any law
    may change its examples.
    """
    if _FENCE.search(source[0]) is None or (site := site_in(app.env)) is None:
        return
    app.env.note_reread()
    source[0] = _FENCE.sub(lambda fence: _fill(fence[1], site, base_url(app.config)), source[0])


def _fill(name: str, site: Site, base: str) -> str:
    example = choose_example(site)
    values = {
        **(_NO_LAW if example is None else _names(example)),
        "forms": _forms(example, base),
        "site": base or "https://example.org/",
        "term": site.glossary[0].term if site.glossary else "术语",
    }
    return Template((_FOLDER / f"{name}.md").read_text(encoding="utf-8")).substitute(values)


def _names(example: Example) -> dict[str, str]:
    """Return the names of the example for the guides' text, each of them one line of Markdown or of a code block."""
    return {
        "provision": escape(example.name),
        "object": example.object,
        "words": example.article.label,
        "work": example.entry.work.id,
    }


def _forms(example: Example | None, base: str) -> str:
    """Return the table of the citation forms, each with the citation of the example."""
    made: dict[str, str] = {}
    if example is not None:
        place = example.entry.article_address(example.article, ids.fragment(example.at.paragraph, example.item))
        url = base + ids.url_of(place.docname, place.anchor) if base else ""
        made = cite(entry_facts(example.entry), example.at, url)
    rows = [f"| {form.label} | {_USES.get(form.key) or escape(made.get(form.key, '')).strip()} |" for form in FORMS]
    return "\n".join(["| 格式 | 形式 |", "|---|---|", *rows])
