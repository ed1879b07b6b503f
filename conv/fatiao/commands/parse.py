"""``fatiao parse``: write the law JSON of raw files, with one process per core.                               (I/O)"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fatiao.commands.options import add_quiet, parse_jobs
from fatiao.commands.outcome import EXIT_OK, EXIT_PROBLEMS, print_findings
from fatiao.diagnostics import FatiaoError, Report
from fatiao.exports.law_json import dump_law, law_to_json
from fatiao.files import write_atomically
from fatiao.formats.read import read_file
from fatiao.model.findings import Diagnostic
from fatiao.pipeline import parse_source

if TYPE_CHECKING:
    from fatiao.commands.options import Subparsers

#: Below this many files a pool of processes costs more than it saves.
_WORTH_A_POOL = 8


def declare(commands: Subparsers) -> None:
    """Add ``parse`` to the parser."""
    parser = commands.add_parser(
        "parse",
        help="write law JSON for files outside a corpus",
        description="Write the law JSON of files that belong to no corpus, one <stem>.json for each file.",
        epilog="Exit codes: 0 success, 1 a file has errors, 2 the command could not run; the message says "
        "why.\n"
        "Example: fatiao parse --out build/json corpus/xj-pingan-regulations/2021-09-28.txt",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write to")
    parser.add_argument(
        "--jobs", type=parse_jobs, default=0, metavar="N", help="number of processes; 0 means one per core (default: 0)"
    )
    add_quiet(parser)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="file to read; of any supported format")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the law JSON of the named files, and return the exit code."""
    errors = 0
    for _, findings in parse_files(options.files, options.out, options.jobs or os.cpu_count() or 1):
        errors += print_findings(findings, options.quiet)
    print(f"{len(options.files)} files, {errors} errors", file=sys.stderr)
    return EXIT_PROBLEMS if errors else EXIT_OK


def parse_files(paths: Sequence[Path], out: Path, jobs: int = 1) -> Iterator[tuple[Path, tuple[Diagnostic, ...]]]:
    """Write ``out/<stem>.json`` for every file, and yield each path with its findings in the order given.

    A file that cannot be read gives a finding and no output.  Raises FatiaoError where the output folder cannot be
    written, and where two files would write the same output.
    """
    _refuse_clashes(paths)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FatiaoError(f"--out: the folder {out} cannot be created: {error.strerror or error}") from error
    if jobs <= 1 or len(paths) < _WORTH_A_POOL:
        for path in paths:
            yield path, parse_file(path, out)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  # every command would wait for it

    with ProcessPoolExecutor(max_workers=jobs) as pool:
        chunk = max(1, min(16, len(paths) // (4 * jobs)))
        yield from zip(paths, pool.map(parse_file, paths, [out] * len(paths), chunksize=chunk), strict=True)


def parse_file(path: Path, out: Path) -> tuple[Diagnostic, ...]:
    """Write the law JSON of one file, whole or not at all, and return the findings."""
    report = Report()
    source = read_file(path, report)
    if source is not None:
        law, layers = parse_source(source, report)
        report.extend(layers.diagnostics)
        write_atomically(out / f"{path.stem}.json", dump_law(law_to_json(law, layers, report)).encode())
    return tuple(report)


def _refuse_clashes(paths: Sequence[Path]) -> None:
    seen: dict[str, Path] = {}
    for path in paths:
        other = seen.setdefault(path.stem, path)
        if other is not path and other != path:
            raise FatiaoError(
                f"{path} and {other} would both write {path.stem}.json; rename one of them, or use two folders"
            )
