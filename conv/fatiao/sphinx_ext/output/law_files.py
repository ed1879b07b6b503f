"""The files beside the pages of one law: data, tables, comparisons, and the scripts of its pages."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx.application import Sphinx

from fatiao import ids
from fatiao.comparing.as_json import ComparedText
from fatiao.diagnostics import Report
from fatiao.exports.akn.changes import TextBefore
from fatiao.exports.comparison import comparison_files, write_comparison
from fatiao.exports.files import LAW_FILES, law_file_stem, law_files
from fatiao.exports.iris import list_iris
from fatiao.exports.views import VIEW_FILES, view_files
from fatiao.model.findings import Diagnostic
from fatiao.pages.views import views_of
from fatiao.site.model import Entry, Site
from fatiao.sphinx_ext.generation import findings_of
from fatiao.sphinx_ext.interface import interface_of
from fatiao.sphinx_ext.output.term_cards import name_term_cards, term_cards
from fatiao.sphinx_ext.output.words import name_words, words_script
from fatiao.sphinx_ext.page.citation_box import base_url, cite_script, name_cite_script
from fatiao.sphinx_ext.page.keeping import dated_docname


class LawFiles:
    """A composer of the files of each law of a site; data that cannot be exported is reported."""

    def __init__(self, app: Sphinx, site: Site, report: Report) -> None:
        """Compute the values that the files of all laws share."""
        self._app, self._site, self._report = app, site, report
        self._iris = list_iris((entry.title, entry.law, entry.work) for entry in site.current)
        self._base = base_url(app.config)
        self._interface = interface_of(app)
        self._findings: dict[str, list[Diagnostic]] = {}
        for diagnostic in findings_of(app):
            self._findings.setdefault(diagnostic.path, []).append(diagnostic)

    def compose(self, entry: Entry) -> Iterator[tuple[str, str | bytes]]:
        """Yield the name, relative to the output folder, and the content of each file of a law."""
        work, version = entry.work, entry.version
        yield name_term_cards(entry), term_cards(entry, self._interface)
        yield name_cite_script(entry), cite_script(entry)
        address = self._app.builder.get_target_uri(dated_docname(entry))
        yield name_words(entry), words_script(entry, self._site, address, self._interface)
        found = self._findings.get(entry.law.source.path, [])
        law, layers = entry.source_law, entry.layers
        known = (self._base, self._iris, found, self._report, entry.until, _text_before(entry))
        for file in law_files(law, work, layers, version, *known):
            yield file.path, file.content
        yield from view_files(law, work.id, views_of(entry), layers, version, self._base)
        for before in entry.compared:
            old = ComparedText(before.work, before.date, before.title)
            new = ComparedText(work.id, entry.date, entry.title)
            yield from write_comparison(entry.comparison_docname(before), old, new, before.comparison, before.amended)
        views_of.forget(entry)  # the pages are written, and in a large corpus the rows take much memory


def _text_before(entry: Entry) -> TextBefore | None:
    compared = next((compared for compared in entry.compared if not compared.asked), None)
    return TextBefore(compared.comparison, compared.date) if compared else None


def list_law_files(entry: Entry) -> Iterator[str]:
    """Yield the names of the files of a law, relative to the output folder, without composing any."""
    work, version = entry.work.id, entry.version
    yield from (name_term_cards(entry), name_cite_script(entry), name_words(entry))
    yield from (law_file_stem(work, version) + suffix for suffix, _, _ in LAW_FILES)
    yield from (f"{ids.law_folder(work, version)}/{name}" for name in VIEW_FILES)
    for before in entry.compared:
        yield from (path for _, path in comparison_files(entry.comparison_docname(before)))
