"""The data files of the site, each with its path, its label for readers and its media type.

The files of a law are in the folder of its pages and bear its work-id in their names, so that downloaded copies of
different laws can be told apart.  ``docs/guide/data.md`` describes them to readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fatiao import ids
from fatiao.diagnostics import Report
from fatiao.exports.akn.changes import TextBefore
from fatiao.exports.akn.law import law_to_akn
from fatiao.exports.citations.forms import FORMS, Form, cite
from fatiao.exports.facts import Facts, facts_of
from fatiao.exports.feeds import atom_feed, feed_entry
from fatiao.exports.law_json import dump_law, law_to_json
from fatiao.exports.law_schema import law_schema_text
from fatiao.exports.plain import markdown, plain_text
from fatiao.exports.tables import csv_table, json_lines, rows_of
from fatiao.language.interface import say
from fatiao.model.corpus import Work
from fatiao.model.findings import Diagnostic
from fatiao.model.law import Law
from fatiao.model.layers import Layers


@dataclass(frozen=True, slots=True)
class DataFile:
    """A data file: its path below the site's root, its label for readers, its media type and its bytes."""

    path: str
    label: str
    media: str
    content: bytes


def _suffix(form: Form) -> str:
    return ".csl.json" if form.suffix == ".json" else form.suffix  # .json is the law itself


#: The data files of a law as (suffix, label for readers, media type), in display order.
LAW_FILES: tuple[tuple[str, str, str], ...] = (
    (".json", "JSON", "application/json"),
    (".xml", "Akoma Ntoso", "application/akn+xml"),
    (".txt", say("纯文本"), "text/plain"),
    (".md", "Markdown", "text/markdown"),
    *((_suffix(form), form.label, form.mime) for form in FORMS if form.suffix),
)


def law_files(
    law: Law,
    work: Work,
    layers: Layers,
    version: str | None = None,
    base: str = "",
    cited: Mapping[str, str] | None = None,
    diagnostics: Iterable[Diagnostic] = (),
    report: Report | None = None,
    replaced: str | None = None,
    before: TextBefore | None = None,
) -> tuple[DataFile, ...]:
    """Return the data files of one version of one law.

    ``version`` is the name of the dated folder, None for the version in force.  ``base`` is the address of the site
    with a trailing slash; if it is empty, no file gives an address.  ``cited`` maps titles of other laws to IRIs;
    ``replaced`` is passed to ``facts_of``, ``before`` to ``law_to_akn``.
    """
    facts = facts_of(work, law, version)
    url = base + ids.url_of(ids.law_docname(work.id, version)) if base else ""
    stem = law_file_stem(work.id, version)
    citations = cite(facts, None, url)
    contents = {
        ".json": _bytes(dump_law(law_to_json(law, layers, diagnostics, work))),
        ".xml": law_to_akn(law, work, layers, version, cited, report, replaced, before),
        ".txt": _bytes(plain_text(law, facts, url)),
        ".md": _bytes(markdown(law, facts, url)),
    } | {_suffix(form): _bytes(citations[form.key]) for form in FORMS if form.suffix}
    return tuple(DataFile(stem + suffix, label, media, contents[suffix]) for suffix, label, media in LAW_FILES)


def law_file_stem(work: str, version: str | None = None) -> str:
    """Return the path of a data file without its suffix.

    It is ``laws/<work>/<work>``, or ``laws/<work>/<date>/<work>-<date>`` for an older version.
    """
    return f"{ids.law_folder(work, version)}/{work}" + (f"-{version}" if version else "")


def corpus_files(laws: Sequence[tuple[Law, Work, str | None]], base: str = "") -> Iterator[DataFile]:
    """Yield the data files of the whole corpus, each made when it is requested; no feed without the site's address."""
    known: list[tuple[Law, Facts, str | None]] = [(law, facts_of(work, law, v), v) for law, work, v in laws]

    rows = [row for law, facts, version in known for row in rows_of(law, facts, base, version)]
    yield DataFile("data/articles.jsonl", "全部条文（JSON Lines）", "application/jsonl", json_lines(rows))
    yield DataFile("data/articles.csv", "全部条文（CSV）", "text/csv", csv_table(rows))
    yield DataFile("data/law.schema.json", "JSON Schema", "application/schema+json", _bytes(law_schema_text()))
    if base:
        entries = [feed_entry(facts, ids.url_of(ids.law_docname(facts.work, version))) for _, facts, version in known]
        feed = atom_feed(entries, base, "法条：法规更新", "法条")
        yield DataFile("feed.xml", "法规更新（Atom）", "application/atom+xml", _bytes(feed))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
