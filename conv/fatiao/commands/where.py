"""``fatiao where``: print the address, the source and the citation of a provision.                             (I/O)"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from fatiao.commands.options import add_corpus
from fatiao.commands.outcome import EXIT_OK
from fatiao.diagnostics import FatiaoError, Report

if TYPE_CHECKING:
    from fatiao.commands.options import Subparsers
    from fatiao.site.model import Entry


def declare(commands: Subparsers) -> None:
    """Add ``where`` to the parser."""
    parser = commands.add_parser(
        "where",
        help="show the words, the address, the source line and the citation of a provision",
        description="Print the words of a provision, its address on the site, the line of the source on which it "
        "begins, its name as a ground of a note or correction, and its citation.",
        epilog="Exit codes: 0 success, 2 there is no such law or provision.\n"
        "Example: fatiao where xj-state-secrets-regulations 第十五条第一款第二项",
    )
    parser.add_argument("work", metavar="WORK", help="id, title or short title of a law")
    parser.add_argument("place", metavar="PLACE", help="provision, such as 第十五条第一款第二项, or 15 for 第十五条")
    parser.add_argument(
        "--date", default="", metavar="DATE", help="date of the text, such as 2022-05-27 (default: the newest)"
    )
    add_corpus(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the words and the location of a provision, and return the exit code."""
    from fatiao import ids  # noqa: PLC0415  # slow to import
    from fatiao.corpus.lookup import find_provision  # noqa: PLC0415
    from fatiao.corpus.places import parse_place  # noqa: PLC0415
    from fatiao.diagnostics import Lines  # noqa: PLC0415
    from fatiao.exports.citations.forms import cite  # noqa: PLC0415
    from fatiao.exports.facts import facts_of  # noqa: PLC0415
    from fatiao.language.numerals import format_numeral  # noqa: PLC0415
    from fatiao.pipeline import read_laws  # noqa: PLC0415

    entry = _find_entry(read_laws(options.corpus, Report())[1], options.work, options.date)
    digits = options.place.isdecimal() and len(options.place) <= len("9999")
    place = f"第{format_numeral(int(options.place))}条" if digits else options.place
    at = parse_place(entry.work.id, place)
    if at is None:
        raise FatiaoError(f"{options.place}: this names no provision; write it like 第十五条第一款第二项")
    segments = find_provision(entry.law, at)
    if segments is None:
        raise FatiaoError(f"{entry.title} has no provision {options.place}")
    article = entry.law.article(at.article)
    address = entry.article_address(article, ids.fragment(at.paragraph, at.item, at.subitem))
    starts = dict(zip(article.segments, (p.spans[0].start for p in article.passages() if p.spans), strict=False))
    line = Lines(entry.law.source.text).line(starts.get(segments[0], article.label_span.start))
    print("\n".join(article.text[s.span.start : s.span.end] for s in segments))
    print(f"address: {ids.url_of(address.docname, address.anchor)}")
    print(f"source:  {entry.law.source.path}:{line}")
    print(f"ground:  {ids.book_title(entry.title)}{ids.pinpoint_name(at)}")
    print(f"cite:    {cite(facts_of(entry.work, entry.law, entry.version), at)['legal-manual']}")
    return EXIT_OK


def _find_entry(entries: Sequence[Entry], work: str, date: str) -> Entry:
    """Return the text of a law by id or title, and by date if given.  Raises FatiaoError where there is none."""
    named = [entry for entry in entries if work in (entry.work.id, entry.title, *entry.work.short_titles)]
    if not named:
        raise FatiaoError(f"{work}: no law in the corpus has this id or title")
    found = [entry for entry in named if entry.date == date] if date else [e for e in named if e.version is None]
    if not found:
        raise FatiaoError(
            f"--date: {work} has no text of {date}; its texts: {', '.join(entry.date for entry in named)}"
        )
    return found[0]
