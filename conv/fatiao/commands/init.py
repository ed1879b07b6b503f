"""``fatiao init``: create a folder with everything that a new site needs.                                      (I/O)"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from fatiao.commands.outcome import EXIT_OK
from fatiao.projects.begin import Project, begin_project

if TYPE_CHECKING:
    from fatiao.commands.options import Subparsers


def declare(commands: Subparsers) -> None:
    """Add ``init`` to the parser."""
    parser = commands.add_parser(
        "init",
        help="create a folder for a new site: settings, home page, empty corpus",
        description="Create a folder with docs/conf.py, a home page, an empty corpus, a README, a .gitignore, and "
        "the files that publish the site on GitHub Pages and Read the Docs. An existing folder is "
        "used only if it is empty.",
        epilog="Exit codes: 0 success, 2 the folder cannot be used.\n"
        "Example: fatiao init my-laws --title 某市地方性法规 --url https://example.org/laws/",
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="folder to create, or an empty one")
    parser.add_argument("--title", metavar="TEXT", help="name of the site (default: the name of the folder)")
    parser.add_argument(
        "--url",
        default="",
        metavar="URL",
        help="address that the site will have; can be set later in docs/conf.py (default: none)",
    )
    parser.add_argument(
        "--language",
        default="zh_CN",
        metavar="CODE",
        help="language of the interface, such as zh_CN or en (default: zh_CN)",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the files, print the next step, and return the exit code."""
    folder: Path = options.folder
    title = folder.resolve().name if options.title is None else options.title
    written = begin_project(folder, Project(title, options.url, options.language))
    for name in written:
        print(folder / name)
    print(f"{len(written)} files written; next run: cd {folder} && fatiao add FILE && fatiao serve")
    return EXIT_OK
