"""Runs the converter at ``builder-inited``, as sphinx-gallery and autoapi do."""

from __future__ import annotations

import os
import shutil
from collections import ChainMap
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util import logging

from fatiao.diagnostics import FatiaoError, Report, format_diagnostic
from fatiao.files import list_tree
from fatiao.generated import GENERATED, write_pages
from fatiao.model.findings import Diagnostic, Severity
from fatiao.pages.list_paging import shelf_objects
from fatiao.pages.site_pages import emit_site
from fatiao.pipeline import build_site
from fatiao.rebuild.garbage import collector_paused
from fatiao.site.model import LawObject, Site
from fatiao.sphinx_ext.domain import LawDomain

logger = logging.getLogger(__name__)

_GENERATED_NAMES = frozenset(name.removesuffix(".md") for name in GENERATED)


@dataclass(frozen=True, slots=True)
class Converted:
    """What the converter made of a corpus.

    ``kept`` are the keys of the laws whose generated files, of this build's own, are known to be as they should be.
    ``untouched`` says that nobody touched what the last build generated.  ``staged`` says that the output is published
    from where it is built, so that what is for the next build may stay.
    """

    site: Site
    report: Report
    kept: frozenset[str] = frozenset()
    staged: bool = False
    untouched: bool = False


_CONVERTED: WeakKeyDictionary[Sphinx, Converted] = WeakKeyDictionary()
_OFFERED: dict[Path, Converted] = {}


def site_of(app: Sphinx) -> Site | None:
    """The site that this build shows, or None where no corpus is configured."""
    found = _CONVERTED.get(app)
    return found.site if found else None


def findings_of(app: Sphinx) -> tuple[Diagnostic, ...]:
    """What the converter found in the corpus, in its order."""
    found = _CONVERTED.get(app)
    return tuple(found.report) if found else ()


def kept_laws(app: Sphinx) -> frozenset[str]:
    """The keys of the laws that are as they were in the last build, with all files that are made from each alone."""
    found = _CONVERTED.get(app)
    return found.kept if found else frozenset()


def is_staged(app: Sphinx) -> bool:
    """Whether large files for the next build may stand in the output folder: they are not published."""
    found = _CONVERTED.get(app)
    return found is not None and found.staged


def was_made_of(app: Sphinx, note: str, digest: str) -> bool:
    """Whether a note in the output folder says that a file was made of the same, and nobody touched it since."""
    path = Path(app.outdir, note)
    return bool(kept_laws(app)) and path.is_file() and path.read_text(encoding="ascii") == digest


def offer_site(corpus: Path, converted: Converted) -> None:
    """Give the next build of this corpus in this process what has been converted already; it is taken once."""
    _OFFERED[corpus.resolve()] = converted


def _take_offered(corpus: Path) -> Converted | None:
    return _OFFERED.pop(corpus.resolve(), None)


def _convert(corpus: Path) -> Converted:
    report = Report()
    return Converted(build_site(corpus, report), report)


def is_generated(docname: str) -> bool:
    """Whether a document is one that ``generate_pages`` writes."""
    return docname.partition("/")[0] in _GENERATED_NAMES


@collector_paused()
def generate_pages(app: Sphinx) -> None:
    """Convert the corpus, write its pages below the documentation folder, and fill the domain."""
    if not app.config.fatiao_corpus:
        return
    corpus = Path(os.path.relpath(Path(app.confdir, app.config.fatiao_corpus)))
    try:
        converted = _take_offered(corpus) or _convert(corpus)
        site = converted.site
        if not converted.staged:  # our own command told it already
            _tell(converted.report)
        pages = ((f"{docname}.md", text) for docname, text in emit_site(site, converted.kept))
        done = write_pages(Path(app.srcdir), pages, converted.untouched)
    except FatiaoError as error:
        raise ExtensionError(str(error)) from error
    logger.info("fatiao: %d pages written, %d unchanged, %d removed", done.written, done.unchanged, done.removed)
    _CONVERTED[app] = converted
    domain = cast(LawDomain, app.env.get_domain(LawDomain.name))
    domain.objects = ChainMap(shelf_objects(site), cast(dict[str, LawObject], site.objects))  # nobody writes to it


def forget_labels(app: Sphinx, document: nodes.document) -> None:
    """Take the anchors of a generated page out of the project's labels: ``para-1`` stands on every page.

    There the last page read would win, so that ``objects.inv`` depended on the order of reading; and Sphinx goes
    through all labels for every page that it reads (7.5 ms a page at 1,000 pages, 18.9 at 10,000).
    """
    docname = app.env.current_document.docname
    if not is_generated(docname):
        return
    for labels in (app.env.domains.standard_domain.anonlabels, app.env.domains.standard_domain.labels):
        for name in document.nametypes:
            if name in labels and labels[name][0] == docname:
                del labels[name]


def remove_outputs(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Delete what an earlier build wrote for pages that are gone, which Sphinx would leave and we would publish.

    A fresh environment knows of no page that is gone; so what lies in the output folder is looked at as well.  With the
    page of a whole law its folder goes: exports and scripts stand there too.
    """
    gone = set(removed)
    if app.builder.name == "html":
        written = {name.removesuffix(".html") for name, _ in list_tree(app.outdir) if name.endswith(".html")}
        gone |= {name for name in written - env.found_docs if is_generated(name)}
    for docname in sorted(gone):
        folder, _, name = docname.rpartition("/")
        if folder.startswith("laws/") and name == "index":
            shutil.rmtree(Path(app.outdir, folder), ignore_errors=True)
        Path(app.outdir, f"{docname}.html").unlink(missing_ok=True)
    return []


def _tell(report: Report) -> None:
    for diagnostic in report:
        if diagnostic.severity is Severity.ERROR:
            logger.warning(format_diagnostic(diagnostic), type="fatiao", subtype=diagnostic.code)
    if warnings := [format_diagnostic(d) for d in report if d.severity is Severity.WARNING]:
        logger.info("\n".join(warnings))
