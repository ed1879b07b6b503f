"""``fatiao build``: convert the corpus and build the site, reusing the current results of earlier builds.     (I/O)"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from fatiao.commands.findings import write_findings
from fatiao.commands.options import (
    add_adopt,
    add_build_jobs,
    add_corpus,
    add_docs,
    add_output,
    source_folders,
)
from fatiao.commands.outcome import EXIT_OK, EXIT_PROBLEMS
from fatiao.diagnostics import Report
from fatiao.files import Written
from fatiao.language.pinyin import using_cache
from fatiao.model.findings import Diagnostic, Severity
from fatiao.publishing import check_output
from fatiao.rebuild.garbage import collector_paused
from fatiao.rebuild.shards import remove_shards, take_over_pages, take_over_results

if TYPE_CHECKING:
    from fatiao.commands.options import Subparsers
    from fatiao.rebuild.state import BuildState
    from fatiao.sharding.cluster import Cluster
    from fatiao.site.model import Site

#: Texts.  The pages of fewer texts are made sooner than the workers of a cluster have prepared.
_WORTH_SHARING = 16


def declare(commands: Subparsers) -> None:
    """Add ``build`` to the parser."""
    parser = commands.add_parser(
        "build",
        help="convert the corpus and build the site",
        description="Convert the corpus and build the site. If the corpus has errors, nothing is written; with "
        "--keep-going, the laws without errors are still built. In both cases the exit code is 1.",
        epilog="Exit codes: 0 success, 1 the corpus has errors, 2 the command could not run; the message "
        "says why.\n"
        "Example: fatiao build --output build/html",
    )
    add_corpus(parser)
    add_docs(parser)
    add_output(parser, "build/html")
    add_build_jobs(parser)
    parser.add_argument(
        "--keep-going", action="store_true", help="leave out laws that have errors, and build the others"
    )
    parser.add_argument("--all", action="store_true", help="list every finding, even if many have the same code")
    parser.add_argument(
        "--fresh", action="store_true", help="do not reuse earlier builds, and compare every published byte"
    )
    parser.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="distribute the work to a Dask cluster: address or .json file of its scheduler, or "
        "local for processes on this machine (needs fatiao[cluster]; default: no cluster)",
    )
    add_adopt(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build the site, or publish the last complete build again if no input has changed since; return the exit code."""
    with collector_paused():
        from fatiao import building  # noqa: PLC0415  # Sphinx is slow to import

    corpus = Path(os.path.relpath(options.corpus))  # as the pages name it
    check_output(options.output, source_folders(options), options.adopt)
    building.prepare_staging(options.output)
    state = building.open_state(options.docs, options.output, corpus, options.fresh)
    if whole := state.whole:
        _print_findings(whole.findings, options.all)
        print(whole.warnings, file=sys.stderr, end="")
        _print_built(options.output, whole.summary, building.publish_again(options.output, options.adopt))
        return EXIT_OK
    readings = state.open_cache("readings")
    with using_cache(readings.get_or_make):
        done = _build_anew(options, corpus, state)
    if done == EXIT_OK:
        readings.keep()
    return done


def _build_anew(options: argparse.Namespace, corpus: Path, state: BuildState) -> int:
    report = Report()
    with _open_cluster(options, corpus) as cluster:
        if cluster is not None and not state.has_read:
            cluster.read_texts()
        site = convert(options, corpus, state, report)
        if site is None:
            print(
                f"fatiao: {report.errors} errors; nothing was built; correct them, or pass --keep-going",
                file=sys.stderr,
            )
            return EXIT_PROBLEMS
        laws = _digest_laws(site, report)
        kept = state.find_kept(laws)
        todo = [key for key in laws if key not in kept]
        if cluster is not None and len(todo) >= _WORTH_SHARING:
            cluster.make_pages(todo)
    errors = report.errors  # the builder prints later findings
    _publish(options, corpus, site, report, state, laws)
    if errors:
        left_out = "、".join(sorted(law.id for law in site.corpus.faulty))
        print(f"fatiao: {errors} errors; left out: {left_out or 'no law'}", file=sys.stderr)
        return EXIT_PROBLEMS
    return EXIT_OK


@contextmanager
def _open_cluster(options: argparse.Namespace, corpus: Path) -> Iterator[Cluster | None]:
    if not options.cluster:
        yield None
        return
    from fatiao.sharding.cluster import Cluster  # noqa: PLC0415  # not imported where nothing is shared out
    from fatiao.sharding.work import describe_job  # noqa: PLC0415

    job = describe_job(corpus, options.docs, options.output, options.keep_going)
    with Cluster(options.cluster, job, sys.stderr, options.jobs if options.jobs > 1 else 0) as cluster:
        yield cluster


def convert(options: argparse.Namespace, corpus: Path, state: BuildState, report: Report) -> Site | None:
    """Return the site as data and print the findings; return None where errors forbid building it."""
    from fatiao.corpus.names import check_documents  # noqa: PLC0415  # not imported where nothing is to be done
    from fatiao.pipeline import build_site  # noqa: PLC0415

    laws_read = state.open_cache("laws")
    take_over_results(state.folder, laws_read, state.inputs.toolchain)
    check_documents(options.docs, report)
    hindered = report.errors
    with collector_paused():
        site = build_site(corpus, report, laws_read, without_faulty=options.keep_going)
    _print_findings(report, options.all)
    if hindered or (report.errors and not options.keep_going):
        return None
    laws_read.keep()
    return site


def _print_findings(findings: Iterable[Diagnostic], every: bool) -> None:
    """Print errors and warnings to stderr; unless ``every``, print only a few of many with one code, and a count."""
    for line in write_findings((d for d in findings if d.severity is not Severity.INFO), "text", every):
        print(line, file=sys.stderr)


def _digest_laws(site: Site, report: Report) -> dict[str, str]:
    from fatiao.rebuild.state import digest_laws  # noqa: PLC0415  # not imported where nothing is to be done

    return digest_laws(site, report)


def _publish(
    options: argparse.Namespace, corpus: Path, site: Site, report: Report, state: BuildState, laws: Mapping[str, str]
) -> None:
    """Build the pages of a site, publish them, and save the state of the build if the corpus had no errors."""
    from fatiao import building  # noqa: PLC0415  # as above
    from fatiao.sphinx_ext.generation import Converted  # noqa: PLC0415

    errors = report.errors
    made = take_over_pages(state.folder, options.docs, laws, state.inputs.toolchain, state.untouched)
    converted = Converted(site, report, laws, state.find_kept(laws), staged=True, untouched=state.untouched, made=made)
    built = building.build_html(
        options.docs, options.output, corpus, options.jobs, options.fresh, sys.stderr, converted, options.adopt
    )
    remove_shards(state.folder)
    summary = f"{count_laws(site)}, {sum(len(entry.law.articles) for entry in site.entries)} articles"
    print(built.warnings, file=sys.stderr, end="")
    if not errors:
        findings = tuple(d for d in report if d.severity is not Severity.INFO)
        state.keep(laws, findings, summary, built.warnings)
    _print_built(options.output, summary, built.published)


def count_laws(site: Site) -> str:
    """Return the number of laws of a site, and of texts if there are more: ``11 laws with 22 texts``."""
    laws, texts = len(site.current), len(site.entries)
    return f"{laws} laws" if laws == texts else f"{laws} laws with {texts} texts"


def _print_built(output: Path, summary: str, done: Written) -> None:
    print(f"{summary}; {done.written} files written, {done.unchanged} unchanged, {done.removed} removed")
    print(f"open {(output / 'index.html').resolve().as_uri()}")
