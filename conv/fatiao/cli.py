"""The command ``fatiao``.

Exit codes: 0 all went well, 1 the sources have errors, 2 the run could not go on.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fatiao import __version__
from fatiao.commands.cite import add_cite
from fatiao.commands.parse import parse_files
from fatiao.corpus.names import check_documents
from fatiao.diagnostics import FatiaoError, Report, format_diagnostic, show
from fatiao.files import Written
from fatiao.language.pinyin import recalling
from fatiao.model.findings import Diagnostic, Severity
from fatiao.permalinks.file import read_ledger, write_ledger
from fatiao.permalinks.ledger import Changes, compare, report_changes
from fatiao.permalinks.site import LEDGER_NAME, check_permalinks, judged_part, record, site_permalinks
from fatiao.pipeline import build_site
from fatiao.publishing import check_output
from fatiao.rebuild.garbage import collector_paused

if TYPE_CHECKING:
    from fatiao.rebuild.state import Inputs, Whole

EXIT_OK, EXIT_PROBLEMS, EXIT_CANNOT_RUN = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code and prints findings to stderr."""
    options = _parser().parse_args(argv)
    try:
        code: int = options.run(options)
    except FatiaoError as error:
        print(f"fatiao: {show(str(error))}", file=sys.stderr)
        return EXIT_CANNOT_RUN
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return EXIT_CANNOT_RUN
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fatiao", description="Statutory texts in Chinese, annotated and linked.")
    parser.add_argument("--version", action="version", version=f"fatiao {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_build(commands)
    _add_check(commands)
    _add_accept(commands)
    _add_parse(commands)
    _add_compare(commands)
    _add_permalinks(commands)
    add_cite(commands)
    _add_bundle(commands)
    _add_verify(commands)
    return parser


def _add_build(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    build = commands.add_parser(
        "build",
        help="convert the corpus and build the site",
        description="Convert the corpus and build the site. Where the corpus has errors, nothing is written; with "
        "--keep-going, all laws that have none are. Either way the exit code is 1.",
        epilog="Example: fatiao build --output build/html",
    )
    build.add_argument("--corpus", type=Path, default=Path("corpus"), metavar="DIR", help="default: corpus")
    build.add_argument(
        "--docs", type=Path, default=Path("docs"), metavar="DIR", help="folder of conf.py; default: docs"
    )
    build.add_argument("--output", type=Path, default=Path("build/html"), metavar="DIR", help="default: build/html")
    build.add_argument("--jobs", type=_build_jobs, default=1, metavar="N", help="processes, or auto; default: 1")
    build.add_argument(
        "--keep-going", action="store_true", help="leave out the laws that have errors, and build the others"
    )
    build.add_argument("--fresh", action="store_true", help="forget what earlier builds read, and compare every byte")
    _add_adopt(build)
    build.set_defaults(run=_run_build)


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    check = commands.add_parser(
        "check",
        help="check the corpus and print the account of its characters",
        description="Check the corpus. Every character of every source is published, or left out for a reason.",
        epilog="Example: fatiao check --corpus corpus",
    )
    check.add_argument("--corpus", type=Path, default=Path("corpus"), metavar="DIR", help="default: corpus")
    _add_docs(check)
    check.add_argument("--quiet", action="store_true", help="print warnings and errors only")
    check.set_defaults(run=_run_check)


def _add_accept(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    accept = commands.add_parser(
        "accept",
        help="list or accept what is left out among the provisions of a law",
        description="Show the lines between the provisions of a law that are left out as foreign, and record in its "
        "law.toml that those named are rightly left out: they are no warning then until the text changes. "
        "Without LINES and --all nothing is written.",
        epilog="Exit codes: 0 nothing is left to accept, 1 something is. "
        "Example: fatiao accept xj-pingan-regulations 9-11",
    )
    accept.add_argument("work", metavar="WORK", help="the id of a law")
    accept.add_argument("lines", nargs="*", metavar="LINES", help="lines as the list shows them: 9-11, or 14")
    accept.add_argument("--all", action="store_true", help="accept everything that is listed")
    accept.add_argument("--date", metavar="DATE", help="the text of this date alone; default: all texts")
    accept.add_argument("--corpus", type=Path, default=Path("corpus"), metavar="DIR", help="default: corpus")
    accept.set_defaults(run=_run_accept)


def _add_parse(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parse = commands.add_parser(
        "parse",
        help="write the law JSON of raw files",
        description="Write the law JSON of raw files that belong to no corpus.",
        epilog="Example: fatiao parse --out build/json corpus/*/*.txt",
    )
    parse.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for <stem>.json")
    parse.add_argument("--jobs", type=_jobs, default=0, metavar="N", help="processes; 0: one per core (default)")
    parse.add_argument("--quiet", action="store_true", help="print warnings and errors only")
    parse.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parse.set_defaults(run=_run_parse)


def _add_compare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    compare = commands.add_parser(
        "compare",
        help="say what became of each article of a text in a later one",
        description="Compare two raw files that belong to no corpus: which article became which, and what changed in "
        "it. Glyphs, punctuation, width, spaces, and citations that were only renumbered are no change.",
        epilog="Example: fatiao compare company-law-2018.txt company-law-2023.txt --format html > changes.html",
    )
    compare.add_argument("old", type=Path, metavar="OLD", help="the earlier text")
    compare.add_argument("new", type=Path, metavar="NEW", help="the later text")
    compare.add_argument("--format", choices=("text", "html", "json"), default="text", help="default: text")
    compare.set_defaults(run=_run_compare)


def _add_permalinks(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    permalinks = commands.add_parser(
        "permalinks",
        help="compare the published addresses with the ledger, or record new ones",
        description="Say what a build would do to the addresses in permalinks.json: what would vanish, what reads "
        "otherwise, what is new. Nothing is ever taken out of the ledger.",
        epilog="Example: fatiao permalinks --update",
    )
    permalinks.add_argument("--corpus", type=Path, default=Path("corpus"), metavar="DIR", help="default: corpus")
    _add_docs(permalinks)
    permalinks.add_argument("--update", action="store_true", help="record what is new and what reads otherwise")
    permalinks.set_defaults(run=_run_permalinks)


def _add_bundle(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    bundle = commands.add_parser(
        "bundle",
        help="make the offline bundle: zip, EPUB, a PDF of every law, sums",
        description="Build the site anew and write it as files to take along. The same sources and the same "
        "SOURCE_DATE_EPOCH give the same bytes.",
        epilog="Example: fatiao bundle --output dist",
    )
    bundle.add_argument("--corpus", type=Path, default=Path("corpus"), metavar="DIR", help="default: corpus")
    bundle.add_argument(
        "--docs", type=Path, default=Path("docs"), metavar="DIR", help="folder of conf.py; default: docs"
    )
    bundle.add_argument("--output", type=Path, default=Path("dist"), metavar="DIR", help="default: dist")
    bundle.add_argument("--jobs", type=_build_jobs, default=1, metavar="N", help="processes, or auto; default: 1")
    _add_adopt(bundle)
    bundle.add_argument("--no-pdf", action="store_true", help="make no PDFs, which need Chromium and Chinese fonts")
    bundle.set_defaults(run=_run_bundle)


def _add_verify(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verify = commands.add_parser(
        "verify",
        help="compare a bundle or a deployed folder with its manifest",
        description="Name what was changed, added or missing since the site was built. Nothing is unpacked.",
        epilog="Exit codes: 0 nothing, 1 something, 2 no site is there. "
        "Example: fatiao verify /var/www/fatiao --against dist/fatiao-2025-11-26-html.zip",
    )
    verify.add_argument("path", type=Path, metavar="PATH", help="a zip file, or the folder of manifest.json")
    verify.add_argument("--against", type=Path, metavar="FILE", help="take the manifest of this copy, which you trust")
    verify.set_defaults(run=_run_verify)


def _add_docs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--docs",
        type=Path,
        default=Path("docs"),
        metavar="DIR",
        help="folder of conf.py, whose pages are published as well; default: docs; passed over where there is none",
    )


def _add_adopt(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--adopt",
        action="store_true",
        help="write into an output folder that holds other things; what is not named like one of our files stays",
    )


def _jobs(text: str) -> int:
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError("must not be negative")
    return value


def _build_jobs(text: str) -> int:
    return os.cpu_count() or 1 if text == "auto" else max(1, _jobs(text))


def _run_build(options: argparse.Namespace) -> int:
    with collector_paused():
        from fatiao import building  # noqa: PLC0415  # Sphinx takes longer to import than parse takes to run

    corpus = Path(os.path.relpath(options.corpus))  # as the pages name it
    check_output(options.output, _sources(options), options.adopt)
    building.prepare_staging(options.output)
    inputs, whole = building.find_whole(options.docs, options.output, corpus)
    if whole and whole.inputs == inputs and not options.fresh:
        print(*whole.findings, sep="\n", end="\n" if whole.findings else "", file=sys.stderr)
        _print_built(options.output, whole.summary, building.publish_again(options.output, options.adopt))
        return EXIT_OK
    readings = building.open_memory(options.output, inputs, "readings", options.fresh)
    with recalling(readings.recall):
        done = _build_anew(options, corpus, inputs, whole)
    if done == EXIT_OK:
        readings.keep()
    return done


def _build_anew(options: argparse.Namespace, corpus: Path, inputs: Inputs, whole: Whole | None) -> int:
    from fatiao import building  # noqa: PLC0415  # as above
    from fatiao.rebuild import state  # noqa: PLC0415  # as above
    from fatiao.sphinx_ext.generation import Converted  # noqa: PLC0415

    report = Report()
    laws_read = building.open_memory(options.output, inputs, "laws", options.fresh)
    check_documents(options.docs, report)
    hindered = report.errors
    site = build_site(corpus, report, laws_read, without_faulty=options.keep_going)
    errors = _print_findings(report, quiet=True)
    hindered += sum(d.code == "shared-address" for d in report)  # no law can be left out for it
    if hindered or (errors and not options.keep_going):
        print(f"fatiao: {errors} errors; nothing was built", file=sys.stderr)
        return EXIT_PROBLEMS
    laws_read.keep()
    del laws_read  # as large as the corpus
    laws = state.digest_laws(site, report)
    kept = frozenset() if options.fresh else state.unchanged_laws(whole, inputs.means, laws)
    converted = Converted(site, report, kept, staged=True, untouched=whole is not None)
    built = building.build_html(
        options.docs, options.output, corpus, options.jobs, options.fresh, sys.stderr, converted, options.adopt
    )
    summary = f"{len(site.entries)} laws, {sum(len(entry.law.articles) for entry in site.entries)} articles"
    if built.warnings:
        print(built.warnings, file=sys.stderr, end="")
    elif not errors:
        findings = tuple(format_diagnostic(d) for d in report if d.severity is not Severity.INFO)
        building.keep_whole(inputs, options.docs, options.output, laws, findings, summary)
    _print_built(options.output, summary, built.published)
    if errors:
        left_out = "、".join(sorted(law.id for law in site.corpus.faulty))
        print(f"fatiao: {errors} errors; left out: {left_out or 'no law'}", file=sys.stderr)
    return EXIT_PROBLEMS if errors else EXIT_OK


def _sources(options: argparse.Namespace) -> dict[str, Path]:
    return {"the corpus": options.corpus, "the documentation": options.docs}


def _print_built(output: Path, summary: str, done: Written) -> None:
    print(f"{summary}; {done.written} files written, {done.unchanged} unchanged, {done.removed} removed")
    print(f"open {(output / 'index.html').resolve().as_uri()}")


def _run_check(options: argparse.Namespace) -> int:
    from fatiao.commands.check import check_corpus, format_account  # noqa: PLC0415

    report = Report()
    site, accounts = check_corpus(options.corpus, report)
    check_documents(options.docs, report)
    check_permalinks(options.corpus, site, _documents(options.docs), report)
    errors = _print_findings(report, options.quiet)
    for account in accounts:
        print(format_account(account))
    articles = sum(account.articles for account in accounts)
    print(f"{len(accounts)} laws, {articles} articles, {errors} errors, {len(report) - errors} other findings")
    return EXIT_PROBLEMS if errors else EXIT_OK


def _run_accept(options: argparse.Namespace) -> int:
    from fatiao.commands import accept  # noqa: PLC0415

    work = accept.find_work(options.corpus, options.work)
    pending = accept.list_pending(work, options.date)
    chosen = accept.choose(pending, options.lines, options.all)
    for item in pending:
        print(accept.describe(item, item.accepted or item in chosen))
    if chosen:
        print(f"{accept.accept(work, chosen)}: written")
    left = sum(not (item.accepted or item in chosen) for item in pending)
    print(f"{len(pending)} ranges left out among the provisions, {left} not accepted")
    return EXIT_PROBLEMS if left else EXIT_OK


def _run_permalinks(options: argparse.Namespace) -> int:
    from fatiao.files import write_atomically  # noqa: PLC0415

    broken, report = Report(), Report()
    site = build_site(options.corpus, broken)
    if _print_findings((d for d in broken if d.severity is Severity.ERROR), quiet=True):
        print("fatiao: the corpus has errors; see fatiao check", file=sys.stderr)
        return EXIT_PROBLEMS
    path, documents = options.corpus / LEDGER_NAME, _documents(options.docs)
    current = site_permalinks(site, documents or ())
    ledger = read_ledger(path, report, path.as_posix())
    changes = compare(judged_part(ledger, documents), current) if ledger else Changes()
    if ledger and options.update:
        grown, redirects = record(ledger, current)
        for old, new in redirects.items():
            print(f"{old}: redirected to {new}")
        print(f"{path}: {'written' if write_ledger(path, grown, write_atomically) else 'unchanged'}")
        ledger = read_ledger(path, report, path.as_posix())  # for the lines
    if ledger:
        judged = judged_part(ledger, documents)
        report_changes(compare(judged, current), judged, report)
    errors = _print_findings(report, quiet=False)
    counts = (len(changes.added), len(changes.changed), len(changes.vanished), errors)
    print("{} new, {} with another text, {} gone, {} errors".format(*counts))
    return EXIT_PROBLEMS if errors else EXIT_OK


def _documents(docs: Path) -> frozenset[str] | None:
    if not (docs / "conf.py").is_file():
        return None
    from fatiao.building import list_documents  # noqa: PLC0415

    odd = Report()
    check_documents(docs, odd)
    return None if odd.errors else list_documents(docs)  # Sphinx would go round a link that leads back


def _print_findings(findings: Iterable[Diagnostic], quiet: bool) -> int:
    errors = 0
    for finding in findings:
        errors += finding.severity is Severity.ERROR
        if not quiet or finding.severity is not Severity.INFO:
            print(format_diagnostic(finding), file=sys.stderr)
    return errors


def _run_parse(options: argparse.Namespace) -> int:
    errors = 0
    for _, findings in parse_files(options.files, options.out, options.jobs or os.cpu_count() or 1):
        errors += _print_findings(findings, options.quiet)
    print(f"{len(options.files)} files, {errors} errors", file=sys.stderr)
    return EXIT_PROBLEMS if errors else EXIT_OK


def _run_compare(options: argparse.Namespace) -> int:
    from fatiao.commands.compare import compare_files  # noqa: PLC0415  # the other commands do without it

    report = Report()
    text = compare_files(options.old, options.new, options.format, report)
    errors = _print_findings(report, quiet=True)
    print(text, end="")
    return EXIT_PROBLEMS if errors else EXIT_OK


def _run_bundle(options: argparse.Namespace) -> int:
    from fatiao.bundle.making import is_bundle, make_bundle  # noqa: PLC0415
    from fatiao.bundle.pdfs import find_browser  # noqa: PLC0415

    check_output(options.output, _sources(options), options.adopt, is_bundle)
    report = Report()
    check_documents(options.docs, report)
    site = build_site(options.corpus, report)
    if _print_findings(report, quiet=True):
        print(f"fatiao: {report.errors} errors; no bundle was made", file=sys.stderr)
        return EXIT_PROBLEMS
    browser = None if options.no_pdf else find_browser()
    if browser is None and not options.no_pdf:
        raise FatiaoError("no Chromium is there to make the PDFs; install it, set CHROMIUM, or say --no-pdf")
    made = make_bundle(
        site, options.docs, options.corpus, options.output, options.jobs, browser, sys.stderr, options.adopt
    )
    if made.warnings:
        print(made.warnings, file=sys.stderr, end="")
    for path, size in made.files:
        print(f"{size:>10,}  {path}")
    return EXIT_OK


def _run_verify(options: argparse.Namespace) -> int:
    from fatiao.bundle.verify import verify  # noqa: PLC0415

    found = verify(options.path, options.against)
    for word, names in (("changed", found.changed), ("added", found.added), ("missing", found.missing)):
        for name in names:
            print(f"{word}: {name if name.isprintable() else ascii(name)}")
    counts = found.manifest.counts
    print(
        f"{len(found.manifest.files)} files, {counts.get('laws', 0)} laws, {counts.get('articles', 0)} articles, "
        f"corpus of {found.manifest.date}: {len(found.changed)} changed, {len(found.added)} added, "
        f"{len(found.missing)} missing; manifest {found.sha256}"
    )
    return EXIT_OK if found.is_whole else EXIT_PROBLEMS
