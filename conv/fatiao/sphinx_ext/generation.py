"""Runs the converter at ``builder-inited``, as sphinx-gallery and autoapi do."""

from __future__ import annotations

import os
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast
from weakref import WeakKeyDictionary

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging

from fatiao.diagnostics import FatiaoError, Report, format_diagnostic
from fatiao.generated import GENERATED, write_pages
from fatiao.model.findings import Diagnostic, Severity
from fatiao.pages.list_paging import page_objects
from fatiao.pages.site_pages import emit_site, list_titles
from fatiao.pipeline import build_site
from fatiao.rebuild.state import digest_laws
from fatiao.rebuild.written_pages import PageGroup
from fatiao.site.model import LawObject, Site
from fatiao.sphinx_ext.domain import LawDomain
from fatiao.sphinx_ext.interface import interface_of

logger = logging.getLogger(__name__)

_GENERATED_NAMES = frozenset(name.removesuffix(".md") for name in GENERATED)


@dataclass(frozen=True, slots=True)
class Converted:
    """What the converter made of a corpus.

    ``digests`` are those of ``digest_laws``; ``kept`` are the keys of the laws whose generated files, of this build's
    own, are known to be as they should be.  ``untouched`` says that nobody touched what the last build generated;
    ``staged`` that our own command builds, and publishes the output from where it is built, so that what is for the
    next build may stay.  ``made`` are the pages of the laws that other processes made for this build, which stand in
    the output with all files of these laws; ``partial`` says that this process is one of these: it makes the pages and
    files that it is asked for, and no others.
    """

    site: Site
    report: Report
    digests: Mapping[str, str]
    kept: frozenset[str] = frozenset()
    staged: bool = False
    untouched: bool = False
    made: Mapping[str, PageGroup] = field(default_factory=dict)
    partial: bool = False


@dataclass(frozen=True, slots=True)
class _Generated:
    """What a build shows: what was converted, the objects of the domain, and the generated pages by docname."""

    converted: Converted
    objects: Mapping[str, LawObject] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)


_GENERATED: WeakKeyDictionary[Sphinx, _Generated] = WeakKeyDictionary()


def site_of(app: Sphinx) -> Site | None:
    """Return the site that this build shows, or None where no corpus is configured."""
    found = _GENERATED.get(app)
    return found.converted.site if found else None


def generated_pages(app: Sphinx) -> Mapping[str, str]:
    """Return docname and title of every generated page."""
    found = _GENERATED.get(app)
    return found.pages if found else {}


def objects_of(app: Sphinx) -> Mapping[str, LawObject]:
    """Return the objects of the domain by their names, with those that only our own pages link to."""
    found = _GENERATED.get(app)
    return found.objects if found else {}


def law_digests(app: Sphinx) -> Mapping[str, str]:
    """Return the digest of what the pages and data files of each law are made from, by the law's key."""
    found = _GENERATED.get(app)
    return found.converted.digests if found else {}


def findings_of(app: Sphinx) -> tuple[Diagnostic, ...]:
    """Return what the converter found in the corpus, in its order."""
    found = _GENERATED.get(app)
    return tuple(found.converted.report) if found else ()


def kept_laws(app: Sphinx) -> frozenset[str]:
    """Return the keys of the laws that are as they were in the last build, with all files made from each alone."""
    found = _GENERATED.get(app)
    return found.converted.kept if found else frozenset()


def made_laws(app: Sphinx) -> Mapping[str, PageGroup]:
    """Return the pages of the laws that other processes made for this build, by the law's key."""
    found = _GENERATED.get(app)
    return found.converted.made if found else {}


def standing_laws(app: Sphinx) -> Container[str]:
    """Return the keys of the laws whose files stand already: from the last build, or made by other processes."""
    return kept_laws(app) | made_laws(app).keys()


def is_partial(app: Sphinx) -> bool:
    """Return whether this process makes the pages and files of some laws only, for a build in another process."""
    found = _GENERATED.get(app)
    return found is not None and found.converted.partial


def is_staged(app: Sphinx) -> bool:
    """Return whether large files for the next build may stand in the output folder: they are not published."""
    found = _GENERATED.get(app)
    return found is not None and found.converted.staged


def was_made_of(app: Sphinx, note: str, digest: str) -> bool:
    """Whether a note in the output folder says that a file was made of the same, and nobody touched it since."""
    path = Path(app.outdir, note)
    return bool(kept_laws(app)) and path.is_file() and path.read_text(encoding="ascii") == digest


def _convert(corpus: Path) -> Converted:
    report = Report()
    site = build_site(corpus, report)
    return Converted(site, report, digest_laws(site, report))


def is_generated(docname: str) -> bool:
    """Whether a document is one that ``generate_pages`` writes."""
    return docname.partition("/")[0] in _GENERATED_NAMES


def generate_pages(app: Sphinx) -> None:
    """Convert the corpus, write its pages below the documentation folder, and fill the domain."""
    if not app.config.fatiao_corpus:
        return
    corpus = Path(os.path.relpath(Path(app.confdir, app.config.fatiao_corpus)))
    try:
        converted = getattr(app, "fatiao_converted", None) or _convert(corpus)
        site = converted.site
        if not converted.staged:  # our own command told it already
            _tell(converted.report)
        if not converted.partial:
            _emit_pages(app, converted)
    except FatiaoError as error:
        raise ExtensionError(str(error)) from error
    objects = {**site.objects, **page_objects(site)}
    titles = {docname: interface_of(app).words(title) for docname, title in list_titles(site).items()}
    _GENERATED[app] = _Generated(converted, objects, titles)
    if not converted.partial:  # nothing then leads to the documents of the project, and no inventory is published
        domain = cast(LawDomain, app.env.get_domain(LawDomain.name))
        domain.objects, domain.site = objects, site


def _emit_pages(app: Sphinx, converted: Converted) -> None:
    standing = converted.kept | converted.made.keys()
    pages = ((f"{docname}.md", text) for docname, text in emit_site(converted.site, standing, interface_of(app)))
    done = write_pages(Path(app.srcdir), pages, converted.untouched)
    logger.info("fatiao: %d pages written, %d unchanged, %d removed", done.written, done.unchanged, done.removed)


def _tell(report: Report) -> None:
    for diagnostic in report:
        if diagnostic.severity is Severity.ERROR:
            logger.warning(format_diagnostic(diagnostic), type="fatiao", subtype=diagnostic.code)
    if warnings := [format_diagnostic(d) for d in report if d.severity is Severity.WARNING]:
        logger.info("\n".join(warnings))
