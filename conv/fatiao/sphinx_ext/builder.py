"""The html builder for sites of many small pages: what a generated page needs, and nothing that it cannot have.

Every short way gives what the stock builder gives; ``tests/test_doctree.py`` and ``tests/test_builder.py`` hold it.
Other builders (epub, text …) read the same pages through MyST.
"""

from __future__ import annotations

import hashlib
import logging
import os
import pickle
import time
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import suppress
from functools import cached_property, partial
from html import escape
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from docutils.readers.standalone import Reader
from docutils.transforms import Transform
from jinja2 import FileSystemBytecodeCache
from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.html._build_info import BuildInfo
from sphinx.domains import Domain
from sphinx.domains.std import StandardDomain
from sphinx.environment import _CurrentDocument
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.transforms import DoctreeReadEvent, SphinxTransform, SphinxTransformer
from sphinx.transforms.post_transforms import ReferencesResolver
from sphinx.transforms.references import SphinxDomains
from sphinx.util.build_phase import BuildPhase
from sphinx.util.display import status_iterator
from sphinx.util.docutils import LoggingReporter, _get_settings
from sphinx.util.parallel import ParallelTasks

from fatiao.files import list_tree
from fatiao.rebuild.garbage import collect_seldom, collector_paused
from fatiao.sphinx_ext.doctree import NotEmitted, read_emitted
from fatiao.sphinx_ext.domain import LawDomain
from fatiao.sphinx_ext.generation import is_generated, was_made_of
from fatiao.sphinx_ext.page.pictures import make_strip

#: The syntax extensions that change nothing in a page where all other marks are escaped.
_HARMLESS = frozenset({"attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist"})
#: Transforms of these packages have nothing to do in an emitted page: it has no footnotes, targets, tables, images …
_KNOWN = ("docutils.", "sphinx.", "myst_parser.", "sphinx_design.", "furo")

#: Set in the metadata of a document that was read the short way: it holds nothing that only MyST can make.
QUICK = "fatiao-quick"
#: The contents of a page that has no heading but its title: 5 KB a page in memory if each had its own.
_NO_CONTENTS = nodes.bullet_list("")
#: The ending of a page that is being written.
_NEW = ".new"
#: Says what the inventory was made of; a hidden file, which is not published.
_INVENTORY_OF = ".inventory-of"
#: So few pages are written sooner than another process is started.
_FEW = 40


class TellDomains(SphinxTransform):
    """Show a document to every domain but ``std``, whose labels of our pages are taken back anyway."""

    default_priority = SphinxDomains.default_priority

    def apply(self, **_: Any) -> None:
        """Call the domains that look at documents."""
        docname = self.env.current_document.docname
        for domain in self.env.domains.sorted():
            if type(domain).process_doc is not Domain.process_doc and not isinstance(domain, StandardDomain):
                domain.process_doc(self.env, docname, self.document)


class SiteBuilder(StandaloneHTMLBuilder):
    """``html``, quick for the pages that ``fatiao.writing`` emits."""

    def init(self) -> None:
        """Make ready for many pages."""
        super().init()
        collect_seldom()
        if isinstance(self.templates, BuiltinTemplateLoader):  # a build of three pages would compile a dozen templates
            cache = FileSystemBytecodeCache(str(self.doctreedir), "template-%s")
            self.templates.environment.bytecode_cache = cache
        logging.getLogger("sphinx.sphinx.builders.html").addFilter(_stop_at_a_failed_write)

    @cached_property
    def _quick(self) -> bool:
        """Whether nothing in the project's configuration changes what MyST makes of an emitted page."""
        config, myst = self.config, self.env.myst_config  # type: ignore[attr-defined]  # set by MyST
        return not (
            (config.smartquotes and config.language not in config.smartquotes_excludes.get("languages", ()))
            or not config.html_compact_lists
            or set(myst.enable_extensions) - _HARMLESS
            or myst.commonmark_only
            or myst.gfm_only
            or myst.all_links_external
            or myst.html_meta
            or myst.heading_slug_func
            or not myst.heading_anchors_html_ids
            or config.translation_progress_classes
            or any(Path(self.confdir, name).is_dir() for name in config.locale_dirs)
            or Path(self.confdir, "docutils.conf").is_file()
        )

    @cached_property
    def _read_settings(self) -> Any:
        """The settings of every document; Sphinx makes them anew for each (1 ms)."""
        parser = self._registry.create_source_parser("markdown", config=self.config, env=self.env)
        defaults = {"traceback": True, **self.env.settings}
        return _get_settings(Reader, parser, defaults=defaults, read_config_files=True)

    @cached_property
    def _transforms(self) -> list[type[Transform]]:
        """The transforms that a document goes through: those of other extensions, and the two that tell of it."""
        found = [t for t in self._registry.get_transforms() if not t.__module__.startswith(_KNOWN)]
        return [*found, TellDomains, DoctreeReadEvent]

    @cached_property
    def _titles(self) -> dict[str, nodes.title]:
        return {}

    @cached_property
    def _own(self) -> dict[str, Callable[[str], list[nodes.Node]]]:
        return {"law:strip": partial(make_strip, self._app)}

    def read_doc(self, docname: str, *, _cache: bool = True) -> None:  # type: ignore[misc]  # final in its base
        """Read a document: an emitted one without a Markdown parser."""
        if not is_generated(docname) or not self._quick or not self._read_emitted(docname):
            super().read_doc(docname, _cache=_cache)

    def _read_parallel(self, docnames: list[str], nproc: int) -> None:
        """Read in several processes, each of which sends its environment back once.

        Sphinx cuts the work into chunks of 100 and has every chunk send the whole environment, with all the objects of
        our domain: two processes took twice the time of one.
        """
        generated = [name for name in docnames if is_generated(name)]
        self._read_serial([name for name in docnames if not is_generated(name)])
        for docname in generated:
            self.events.emit("env-purge-doc", self.env, docname)
            self.env.clear_doc(docname)

        def read(names: list[str]) -> bytes:
            self.env._app = self._app
            for name in names:
                self.read_doc(name, _cache=False)
            return pickle.dumps(self.env, pickle.HIGHEST_PROTOCOL)

        def merge(names: list[str], sent: bytes) -> None:
            self.env.merge_info_from(names, pickle.loads(sent), self._app)  # noqa: S301  # from our own process

        tasks = ParallelTasks(nproc)
        for names in _share_out(generated, nproc):
            tasks.add_task(read, names, merge)
        tasks.join()

    def _read_emitted(self, docname: str) -> bool:
        env = self.env
        path = env.doc2path(docname)
        env.prepare_settings(docname)
        content = [path.read_text(encoding="utf-8")]
        if self.events.listeners.get("source-read"):
            self.events.emit("source-read", docname, content)
        settings = self._read_settings.copy()
        settings._source = str(path)
        reporter = LoggingReporter(str(path), settings.report_level, settings.halt_level)
        document = nodes.document(settings, reporter, source=str(path))
        document.note_source(str(path), -1)
        try:
            metadata = read_emitted(content[0], document, docname, env.myst_config.heading_anchors, self._own)  # type: ignore[attr-defined]
        except NotEmitted:
            return False
        document.current_source = document.current_line = None
        document.transformer = SphinxTransformer(document)
        document.transformer.add_transforms(self._transforms)
        env.metadata[docname] = metadata | {QUICK: ""}
        document.transformer.apply_transforms()
        if env.toc_num_entries[docname] <= 1:
            env.tocs[docname] = _NO_CONTENTS
        title = env.titles[docname]
        if env.longtitles[docname] is title and all(isinstance(child, nodes.Text) for child in title.children):
            # every law has a 第一条; each as a node of its own would take a kilobyte
            env.titles[docname] = env.longtitles[docname] = self._titles.setdefault(title.astext(), title)
        env.all_docs[docname] = time.time_ns() // 1_000
        env.current_document = _CurrentDocument()
        env.ref_context.clear()
        self.write_doctree(docname, document, _cache=False)  # the cache would hold all doctrees at once
        return True

    def get_outdated_docs(self) -> Iterator[str]:
        """The documents to be written beside those that were read: what is newer than the last whole build.

        The time of a page itself says nothing: publishing gives one that was made anew with the same bytes the time
        of the older one.
        """
        info = Path(self.outdir, ".buildinfo")
        try:
            last = info.stat().st_mtime
            same = BuildInfo.load(info) == self.build_info
        except (OSError, ValueError):
            last, same = 0.0, False
        if not same or (self.templates and self.templates.newest_template_mtime() > last):
            yield from self.env.found_docs
            return
        there, source = {name for name, _ in list_tree(self.outdir)}, str(self.srcdir)
        for docname in self.env.found_docs:
            path = f"{source}/{docname}.md" if is_generated(docname) else str(self.env.doc2path(docname))
            with suppress(FileNotFoundError):  # the source is gone, and the page goes too
                if os.stat(path).st_mtime > last or f"{docname}{self.out_suffix}" not in there:  # noqa: PTH116
                    yield docname

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the documents; those that were read the short way each in one go, in as many processes as there are."""
        quick = sorted(name for name in docnames if QUICK in self.env.metadata.get(name, ()))
        if rest := docnames - set(quick):
            super().write_documents(rest)
        if self.parallel_ok and len(quick) > _FEW:
            tasks = ParallelTasks(self._app.parallel)
            for chunk in _share_out(quick, 4 * self._app.parallel):
                tasks.add_task(self._write_quick, chunk)
            tasks.join()
        else:
            self._write_quick(quick)

    def _write_quick(self, docnames: Sequence[str]) -> None:
        for docname in status_iterator(docnames, "writing output... ", "darkgreen", len(docnames)):
            self.phase = BuildPhase.RESOLVING
            doctree = self._resolve(docname)
            self.phase = BuildPhase.WRITING
            self.write_doc(docname, doctree)

    def _resolve(self, docname: str) -> nodes.document:
        """The stored document with its references resolved, and with what other extensions do to it."""
        env = self.env
        doctree = env.get_doctree(docname)
        del env._pickled_doctree_cache[docname]  # it would hold all documents at once
        env.current_document = _CurrentDocument(docname=docname)
        domain = env.get_domain(LawDomain.name)
        for node in list(doctree.findall(addnodes.pending_xref)):
            found = domain.resolve_xref(
                env, docname, self, node["reftype"], node["reftarget"], node, cast(nodes.Element, node[0])
            )
            if found is not None:
                node.replace_self(found)
        transformer = SphinxTransformer(doctree)
        transformer.set_environment(env)
        transformer.add_transforms(self._post_transforms)
        transformer.apply_transforms()
        self.events.emit("doctree-resolved", doctree, docname)
        env.current_document = _CurrentDocument()
        return doctree

    @cached_property
    def _post_transforms(self) -> list[type[Transform]]:
        """Those of other extensions and our own, and the one that warns of references that lead nowhere."""
        found = [t for t in self._registry.get_post_transforms() if not t.__module__.startswith(_KNOWN)]
        return [ReferencesResolver, *found]

    @collector_paused()
    def finish(self) -> None:
        """Write the pages of extensions, the search index and the data files."""
        super().finish()

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict[str, Any]:
        """The template's context; a generated page of one section has no relations and no contents of its own."""
        if QUICK not in self.env.metadata.get(docname, ()) or self.env.toc_num_entries[docname] > 1:
            return super().get_doc_context(docname, body, metatags)
        return {
            "parents": [],
            "prev": None,
            "next": None,
            "title": escape(self.env.titles[docname].astext()),
            "meta": self.env.metadata.get(docname),
            "body": body,
            "metatags": metatags,
            "rellinks": [],
            "sourcename": "",
            "toc": "",
            "display_toc": False,
            "page_source_suffix": ".md",
        }

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        *,
        outfilename: Path | None = None,
        event_arg: Any = None,
    ) -> None:
        """Write a page whole or not at all; one that has its bytes already is left alone."""
        path = outfilename or Path(self.get_output_path(pagename))
        made = path.with_name(f".{path.name}{_NEW}")
        super().handle_page(pagename, addctx, templatename, outfilename=made, event_arg=event_arg)
        if path.is_file() and made.stat().st_size == path.stat().st_size and made.read_bytes() == path.read_bytes():
            made.unlink()
        else:
            made.replace(path)

    def dump_inventory(self) -> None:
        """Write the inventory, unless it was made of the same and nobody touched it since."""
        digest = hashlib.sha256(f"{self.config.project}\n{self.config.version}\n".encode())
        for domain in self.env.domains.sorted():
            for described in sorted(domain.get_objects()):  # a page that was read again comes last
                digest.update(repr(described).encode(errors="replace"))
        if not was_made_of(self._app, _INVENTORY_OF, digest.hexdigest()):
            super().dump_inventory()
            Path(self.outdir, _INVENTORY_OF).write_text(digest.hexdigest(), encoding="ascii")

    @cached_property
    def _made(self) -> dict[tuple[str, Any], str]:
        return {}

    def update_page_context(self, pagename: str, templatename: str, ctx: dict[str, Any], event_arg: Any) -> None:
        """Make the tag of a style or script once for every depth of page; Sphinx resolves its path for each page."""
        root = ctx["content_root"]
        for name in ("css_tag", "js_tag"):
            ctx[name] = self._remember(root, ctx[name])

    def _remember(self, root: str, make: Any) -> Any:
        def tag(asset: Any) -> str:
            key = (root, asset)
            if key not in self._made:
                self._made[key] = make(asset)
            return self._made[key]

        return tag


def _stop_at_a_failed_write(record: logging.LogRecord) -> bool:
    """Raise what Sphinx only warns of: it would go on, and take half a page for a whole one in the next build.

    What else it cannot copy or write stays a warning.
    """
    if isinstance(record.args, tuple) and len(record.args) == 2:
        path, error = record.args
        if isinstance(error, OSError) and str(path).endswith(_NEW):
            raise error
    return True


def _share_out(names: list[str], parts: int) -> list[list[str]]:
    """The names in so many lists of like length, none of them empty."""
    size = -(-len(names) // parts)
    return [names[i : i + size] for i in range(0, len(names), size)] if names else []
