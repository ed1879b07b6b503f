"""Make the index files that the browser loads, from articles, laws and terms.

``meta.js`` is loaded first, and holds only what determines the files that a query needs: the alphabet, the first key of
every shard, the first article of every block, a checksum of every file.  Next come the query's ``k<n>.js`` (postings)
and ``t<n>.js`` (terms), together with ``l.js`` (laws, the dictionary of the blocks, and a checksum of each block); last
``b<n>.js`` (texts).  ``s.js`` (traditional to simplified) is loaded for a character that is in no text, ``p.js``
(readings) for a query that found nothing.

Every file is a script, so that it loads from ``file://`` too.  The same input gives the same bytes, and an edit does
not change the bytes of the files that it does not concern, so that they need not be loaded again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from fatiao import ids
from fatiao.language.titles import short_title, title_key
from fatiao.model.law import Number
from fatiao.search.entries import Entries, list_entries
from fatiao.search.normalise import fold, runs
from fatiao.search.postings import Shard, cut_shards, encode_gaps, rank_characters
from fatiao.search.store import Deflater, build_dictionary, check_of, cut_blocks
from fatiao.search.terms import TERM, NameRow, name_rows, reading_table, simplifications


@dataclass(frozen=True, slots=True)
class _Layout:
    """Target sizes of the files, in bytes (``terms``: characters), if all texts have fewer characters than ``below``.

    ``packed`` is True if postings are deflated.
    """

    below: float
    shard: int
    block: int
    terms: int
    dictionary: int
    packed: bool = False


#: A small corpus may be loaded whole, and fixed costs must not outweigh it.  Of a large one a query loads little, and
#: its postings need no inflater.
_LAYOUTS = (
    _Layout(100_000, shard=16_000, block=64_000, terms=16_000, dictionary=0, packed=True),
    _Layout(1_000_000, shard=8_000, block=12_000, terms=6_000, dictionary=16_000),
    _Layout(float("inf"), shard=8_000, block=4_000, terms=6_000, dictionary=16_000),
)
_BREAKS = re.compile("[\t\n\f\r]")


@dataclass(frozen=True, slots=True)
class SearchSegment:
    """A 款, 项 or 目 (or a line without an address of its own): its HTML id on the article's page, and its text."""

    fragment: str
    text: str


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """An article, annex or preamble.

    ``law`` is the ``SearchLaw.id`` of its law; ``number`` is the number that readers jump to (``15``, ``120-1``), or
    empty; ``url`` is relative to the site's root, without fragment.
    """

    law: str
    number: str
    label: str
    url: str
    segments: tuple[SearchSegment, ...]


@dataclass(frozen=True, slots=True)
class SearchLaw:
    """A law; ``url`` is its page, relative to the site's root; ``kind`` is the value that readers filter by."""

    id: str
    title: str
    url: str
    kind: str = ""
    short_titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchName:
    """A name that a query may contain: that of a term, a law, an annex or a cited work.

    ``about`` is the answer shown at once, ``keys`` are further names (aliases, English, numbers, dates), ``pinyin`` is
    the reading, with or without spaces and tones; ``defined_at`` are the URLs of the articles that define a term.
    """

    name: str
    url: str
    pinyin: str = ""
    defined_at: tuple[str, ...] = ()
    kind: str = TERM
    about: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """The files of an index by their names below ``search/``, and the parts that the next build can reuse."""

    files: Mapping[str, str]
    entries: Entries
    packed: Mapping[bytes, str]


def build_index(
    documents: Sequence[SearchDocument],
    laws: Sequence[SearchLaw],
    names: Sequence[SearchName] = (),
    before: Index | None = None,
) -> Index:
    """Return the index of articles; its files are text, to be written as UTF-8.

    Laws keep their order, and articles theirs within a law.  ``before`` is an index of a similar corpus, and only saves
    time.  Raises KeyError for an article of an unknown law.
    """
    ordered = _by_law(documents, laws)
    texts = ["\n".join(segment.text for segment in document.segments) for document in ordered]
    size = sum(map(len, texts))
    layout = next(layout for layout in _LAYOUTS if size < layout.below)
    entries = list_entries(texts, before.entries if before else None)
    alphabet = rank_characters(entries.entries)
    shards = cut_shards(entries.items(), alphabet, layout.shard)
    deflater = Deflater(before.packed if before else {})
    deflate = deflater.deflate

    def postings_of(shard: Shard) -> tuple[str, ...]:
        return (deflate(f"{shard.keys}\n{shard.lists}".encode()),) if layout.packed else (shard.keys, shard.lists)

    # The dictionary is loaded with the first query; in a small corpus it must not take more than it saves.
    dictionary = build_dictionary(texts, min(layout.dictionary, size // 8))
    bases = {law.id: _folder(law.url) for law in laws}
    blocks = cut_blocks([_record(document, bases[document.law]) for document in ordered], layout.block)
    ordinals = {document.url: ordinal for ordinal, document in reversed(list(enumerate(ordered)))}
    rows = name_rows(NameRow(n.name, n.url, n.pinyin, _known(n, ordinals), n.kind, n.about, n.keys) for n in names)
    term_shards = list(_cut_terms(rows, layout.terms))
    stored = [deflate("\f".join(block).encode(), dictionary) for block in blocks]
    checks = [*map(check_of, stored)]
    files: dict[str, tuple[str, ...]] = {
        **{f"k{n}.js": postings_of(shard) for n, shard in enumerate(shards)},
        **{f"t{n}.js": (deflate(lines.encode()),) for n, (_, lines) in enumerate(term_shards)},
        "l.js": (deflate(_json(list(_law_rows(ordered, laws))).encode()), deflate(dictionary), "".join(checks)),
        "s.js": simplifications(alphabet),
        "p.js": (deflate(reading_table(n.name for n in names if n.kind == TERM).encode()),),
    }
    meta = {
        "documents": len(ordered),
        "blocks": encode_gaps(list(accumulate(map(len, blocks[:-1]), initial=0))),
        "shards": encode_gaps([shard.first for shard in shards]),
        "terms": [first for first, _ in term_shards],
        "longest": max((len(row[0]) for row in rows if not row[0].startswith("~")), default=0),
        "heavy": "".join(sorted(entries.own)),
        "alphabet": alphabet,
    }
    blocks_of_texts = {f"b{n}.js": _call(checks[n], f"b{n}", (text,)) for n, text in enumerate(stored)}
    return Index(_as_scripts(files, meta) | blocks_of_texts, entries, deflater.packed)


def _by_law(documents: Sequence[SearchDocument], laws: Sequence[SearchLaw]) -> list[SearchDocument]:
    groups: dict[str, list[SearchDocument]] = {law.id: [] for law in laws}
    for document in documents:
        groups[document.law].append(document)
    return [document for group in groups.values() for document in group]


def _known(name: SearchName, ordinals: Mapping[str, int]) -> list[int]:
    return sorted(ordinals[url] for url in name.defined_at if url in ordinals)


def _folder(url: str) -> str:
    return url[: url.rfind("/") + 1]


def _record(document: SearchDocument, base: str) -> str:
    """Return the content of a result: slug and label, then a line per segment, without what the browser can derive.

    The first line is empty for ``art-15.html`` with the label 第十五条.  A line without a fragment is the next 款; one
    that begins with a tab is the next 项 of its 款; any other has its fragment after two tabs.
    """
    slug = document.url.removeprefix(base) if base and document.url.startswith(base) else "/" + document.url
    lines = ["" if _is_usual(slug, document) else f"{_line(slug)}\t{_line(document.label)}"]
    paragraph = item = 0
    for segment in document.segments:
        if segment.fragment == ids.fragment(paragraph + 1):
            paragraph, item, head = paragraph + 1, 0, ""
        elif segment.fragment == ids.fragment(paragraph, Number(item + 1)):
            item, head = item + 1, "\t"
        else:
            head = f"\t\t{_line(segment.fragment)}\t"
        lines.append(head + _line(segment.text))
    return "\n".join(lines)


def _is_usual(slug: str, document: SearchDocument) -> bool:
    """Return True if a document is an article on its own page, with the label that its number gives."""
    number = ids.parse_article_page(slug.removesuffix(".html"))
    if number is None or slug != ids.url_of(ids.article_page(number)):
        return False
    return document.number == str(number) and document.label == ids.level_name(number, "条")


def _line(text: str) -> str:
    return _BREAKS.sub(" ", text)


def _law_rows(ordered: Sequence[SearchDocument], laws: Sequence[SearchLaw]) -> Iterator[list[object]]:
    """Yield a row per law: title, kind, URL, number of articles, their numbers (0 if they are 1, 2, 3 …), names.

    The names are those that a reader may type, without punctuation; they are left out if they are just the title, and
    the title without the country.
    """
    numbers: dict[str, list[str]] = {law.id: [] for law in laws}
    for document in ordered:
        numbers[document.law].append(document.number)
    for law in laws:
        own = numbers[law.id]
        counted = own == [str(number) for number in range(1, len(own) + 1)]
        usual = [law.title, short_title(law.title)]
        names = list(dict.fromkeys(filter(None, map(_bare, (*usual, title_key(law.title), *law.short_titles)))))
        row = [law.title, law.kind, law.url, len(own), 0 if counted else _ranges(own)]
        yield [*row, *(() if names == list(dict.fromkeys(usual)) else names)]


def _bare(name: str) -> str:
    return "".join(runs(fold(name)))


def _ranges(numbers: Iterable[str]) -> str:
    """Return article numbers as text, with ranges for consecutive ones: ``1:45,45-1,46:50``."""
    parts: list[tuple[str, str]] = []
    for number in numbers:
        if parts and number.isdecimal() and parts[-1][1].isdecimal() and int(number) == int(parts[-1][1]) + 1:
            parts[-1] = (parts[-1][0], number)
        else:
            parts.append((number, number))
    return ",".join(first if first == last else f"{first}:{last}" for first, last in parts)


def _cut_terms(rows: Iterable[tuple[str, ...]], limit: int) -> Iterator[tuple[str, str]]:
    """Yield the first key of every shard, and its rows as lines."""
    shard: list[str] = []
    first, size = "", 0
    for row in rows:
        line = "\t".join(map(_line, row))
        if shard and size + len(line) > limit:
            yield first, "\n".join(shard)
            shard, size = [], 0
        if not shard:
            first = row[0]
        shard.append(line)
        size += len(line)
    if shard:
        yield first, "\n".join(shard)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _as_scripts(files: Mapping[str, tuple[str, ...]], meta: dict[str, object]) -> dict[str, str]:
    """Return every file except the blocks as a JavaScript call.

    Each begins with its own checksum, which ``meta.js`` lists, so that a browser keeps the files that an edit did not
    change and recognises those of another build.  The checksum of a block is shorter, and listed in ``l.js``.
    """
    checks = {name: check_of(_json(parts), 2) for name, parts in files.items()}
    meta["checks"] = {kind: "".join(checks[name] for name in names) for kind, names in groupby(files, lambda n: n[0])}
    scripts = {name: _call(checks[name], name.removesuffix(".js"), parts) for name, parts in files.items()}
    scripts["meta.js"] = _call(check_of(_json(meta), 2), "meta", (_json(meta),))
    return scripts


def _call(digest: str, name: str, parts: tuple[str, ...]) -> str:
    return f"fatiaoSearch.put({','.join(map(_literal, (digest, name, *parts)))})\n"


def _literal(text: str) -> str:
    """Return a JavaScript string literal: JSON, with U+2028 and U+2029 escaped for old parsers."""
    return _json(text).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
