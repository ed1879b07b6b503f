"""``fatiao verify``: compare a bundle or a deployed folder with its manifest.                                  (I/O)"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from fatiao.commands.outcome import EXIT_OK, EXIT_PROBLEMS

if TYPE_CHECKING:
    from fatiao.commands.options import Subparsers


def declare(commands: Subparsers) -> None:
    """Add ``verify`` to the parser."""
    parser = commands.add_parser(
        "verify",
        help="compare a bundle or a deployed site with its manifest",
        description="List the files that were changed, added or removed since the site was built. A zip file is "
        "read without unpacking it.",
        epilog="Exit codes: 0 no differences, 1 some files differ, 2 PATH is not a site of fatiao or cannot "
        "be read.\n"
        "Example: fatiao verify /var/www/fatiao --against dist/fatiao-2025-11-26-html.zip",
    )
    parser.add_argument("path", type=Path, metavar="PATH", help="zip file, or folder with a manifest.json")
    parser.add_argument(
        "--against",
        type=Path,
        metavar="FILE",
        help="compare with the manifest of this copy, which you trust (default: its own manifest)",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the files that differ from the manifest and their number; return the exit code."""
    from fatiao.bundle.verify import verify  # noqa: PLC0415  # no other command reads zip files

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
