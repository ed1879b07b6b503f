"""The fence ``{law:guide} cite`` in a Markdown page: guides to a site's citations, addresses, data files and bundle.

The package contains the text of the guides, so that it is correct for the version that built the site; a project
provides the pages for them.
"""

from __future__ import annotations

import math
import re
from pathlib import Path
from string import Template

from sphinx.application import Sphinx

from fatiao import ids, markup
from fatiao.exports.citations.forms import FORMS, cite
from fatiao.language.dates import print_date
from fatiao.language.interface import Interface, say
from fatiao.manifest import NO_DATE, SUMS, corpus_date
from fatiao.pages.myst import escape
from fatiao.site.example import Example, choose_example
from fatiao.site.model import Site
from fatiao.sphinx_ext.domain import site_in
from fatiao.sphinx_ext.interface import interface_of
from fatiao.sphinx_ext.output.downloads import FOLDER, list_downloads
from fatiao.sphinx_ext.page.citation_box import base_url, entry_facts
from fatiao.sphinx_ext.urls import Urls

_FOLDER = Path(__file__).parents[1] / "guides"
#: The names of the guides; each is a file in the folder.
GUIDES = ("cite", "teaching", "urls", "data", "offline")
_FENCE = re.compile(rf"^```\{{law:guide\}} ({'|'.join(GUIDES)})\n```$", re.MULTILINE)
#: Key → use of the citation forms that are not lines of text.
_USES = {
    "biblatex": say("`@legislation`，供 LaTeX 使用"),
    "csl": say("供 Zotero、Pandoc 等使用"),
    "ris": say("`STAT`，供 EndNote、Zotero 等使用"),
}
#: The classes of sphinx-design for a button.
_BUTTON = "sd-sphinx-override sd-btn sd-text-wrap sd-btn-outline-primary"
#: The size in bytes from which on a size is given in megabytes.
_MEGABYTE = 1_000_000
#: The names of the files that hold the whole site, by suffix.
_WHOLE = {"zip": say("整个网站"), "epub": say("电子书")}
#: Placeholders for the example if the corpus has no law yet.
_NO_LAW = {
    "provision": say("某一项"),
    "object": say("<法规标识>:art_1__para_1"),
    "words": "第一条",
    "work": say("<法规标识>"),
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
    interface = interface_of(app)

    def fill(fence: re.Match[str]) -> str:
        downloads = _downloads(app, site, docname, interface) if fence[1] == "offline" else ""
        return _fill(fence[1], site, base_url(app.config), interface, downloads)

    source[0] = _FENCE.sub(fill, source[0])


def read_guide(name: str, interface: Interface) -> str:
    """Return a guide in the language of the interface; in Chinese if there is none in that language."""
    own = _FOLDER / interface.language.partition("_")[0] / f"{name}.md"
    return (own if own.is_file() else _FOLDER / f"{name}.md").read_text(encoding="utf-8")


def _fill(name: str, site: Site, base: str, interface: Interface, downloads: str) -> str:
    example = choose_example(site)
    values = {
        **({key: interface.words(words) for key, words in _NO_LAW.items()} if example is None else _names(example)),
        "forms": _forms(example, base, interface),
        "downloads": downloads,
        "site": base or "https://example.org/",
        "term": site.glossary[0].term if site.glossary else "术语",
    }
    return Template(read_guide(name, interface)).substitute(values)


def _downloads(app: Sphinx, site: Site, docname: str, interface: Interface) -> str:
    """Return the section with the files of the bundle that the site offers; empty if there is none."""
    found = list_downloads(app)
    if not found:
        return ""
    titles = {ids.print_name(entry.work.id, entry.version): entry.name for entry in site.entries}
    seen = Urls(app.builder).seen_from(docname)
    date, newest = found[0].date, corpus_date(site)
    held = say("以下文件收录截至{date}的文本", date=print_date(date)) if date != NO_DATE else say("以下文件供下载")
    if newest in (date, NO_DATE):
        told = interface.say("{held}。", held=held)
    else:
        told = interface.say("{held}；网站收录截至{date}的文本。", held=held, date=print_date(newest))
    rows = []
    for file in sorted(found, key=lambda file: (bool(file.law), file.path.endswith("epub"))):
        name = titles.get(file.law, file.law) if file.law else interface.words(_WHOLE[file.path.rpartition(".")[2]])
        href, saved = (markup.escape_attribute(words) for words in (seen.file(file.path), file.name))
        link = f'<a class="{_BUTTON}" href="{href}" download="{saved}">{escape(name)}</a>'
        rows.append(f"| {link} | {file.path.rpartition('.')[2].upper()} | {_print_size(file.size)} |")
    sums = markup.escape_attribute(seen.file(FOLDER + SUMS))
    checked = interface.say("校验值：{file}。", file=f'<a href="{sums}" download>{SUMS}</a>')
    heading, head = interface.say("下载"), interface.say("| 文件 | 格式 | 大小 |")
    return "\n".join([f"## {heading}", "", told, "", head, "|---|---|---|", *rows, "", checked])


def _print_size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= _MEGABYTE else f"{math.ceil(size / 1000)} KB"


def _names(example: Example) -> dict[str, str]:
    """Return the names of the example for the guides' text, each of them one line of Markdown or of a code block."""
    return {
        "provision": escape(example.name),
        "object": example.object,
        "words": example.article.label,
        "work": example.entry.work.id,
    }


def _forms(example: Example | None, base: str, interface: Interface) -> str:
    """Return the table of the citation forms, each with the citation of the example."""
    made: dict[str, str] = {}
    if example is not None:
        place = example.entry.article_address(example.article, ids.fragment(example.at.paragraph, example.item))
        url = base + ids.url_of(place.docname, place.anchor) if base else ""
        made = cite(entry_facts(example.entry), example.at, url)
    uses = {key: interface.words(use) for key, use in _USES.items()}
    rows = [f"| {form.label} | {uses.get(form.key) or escape(made.get(form.key, '')).strip()} |" for form in FORMS]
    head = interface.words(say("| 格式 | 形式 |"))
    return "\n".join([head, "|---|---|", *rows])
