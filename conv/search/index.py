"""From articles, laws and terms to the files that the browser loads.

``meta.js`` comes first: laws, the first key of every shard, the size of every block, the dictionary.  Then what a query
needs of ``k<n>.js`` (postings), ``b<n>.js`` (texts), ``t<n>.js`` (terms); ``s.js`` (traditional to simplified) for a
character that no text has, ``p.js`` (readings) when nothing was found.  Every file is a script, so that it loads from
``file://`` too.  Same input, same bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from conv.numerals import format_numeral
from conv.search.normalise import fold
from conv.search.postings import collect, cut_shards, encode_entry, merge_single_characters, rank_characters
from conv.search.store import build_dictionary, cut_blocks, deflate
from conv.search.terms import reading_table, simplifications, term_entries

SHARD_BYTES = 8_000
BLOCK_BYTES = 4_000
#: Larger blocks are packed tighter; where the whole text is less than SMALL, a page of hits loads enough of it anyway.
SMALL_BLOCK_BYTES, SMALL = 12_000, 1_000_000
TERM_CHARACTERS = 16_000
DICTIONARY_BYTES = 16_000
_BREAKS = re.compile("[\t\n\f\r]")
#: A character whose bigrams take more than this gets its own list.
SINGLE_BYTES = 40_000


@dataclass(frozen=True, slots=True)
class SearchSegment:
    """A 款, 项 or 目 (or a line without an address of its own): its HTML id on the article's page, and its words."""

    fragment: str
    text: str


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One article, annex or preamble.

    ``law`` is the ``SearchLaw.id`` that it belongs to; ``number`` is what a jump finds (``15``, ``120-1``), empty where
    there is none; ``url`` is relative to the site's root, without fragment.
    """

    law: str
    number: str
    label: str
    url: str
    segments: tuple[SearchSegment, ...]


@dataclass(frozen=True, slots=True)
class SearchLaw:
    """One law; ``url`` is its page, relative to the site's root; ``kind`` is what the reader filters by."""

    id: str
    title: str
    url: str
    kind: str = ""
    short_titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """A term: its page, its reading with spaces and tones or without, and the urls of the articles that define it."""

    term: str
    url: str
    pinyin: str = ""
    defined_at: tuple[str, ...] = ()


def build_index(
    documents: Sequence[SearchDocument], laws: Sequence[SearchLaw], terms: Sequence[SearchTerm] = ()
) -> Mapping[str, str]:
    """The files of the index, as names below ``search/`` and ASCII-safe UTF-8 text.

    Laws keep their order, and articles theirs within a law.  Raises KeyError for an article of an unknown law.
    """
    ordered = _by_law(documents, laws)
    folded = [fold("\n".join(segment.text for segment in document.segments)) for document in ordered]
    mean = sum(map(len, folded)) / len(folded) if folded else 1.0
    postings = collect(folded, mean)
    entries = {key: encode_entry(places) for key, places in postings.items()}
    heavy = merge_single_characters(entries, postings, SINGLE_BYTES)
    alphabet = rank_characters(postings)
    texts = ["\n".join(segment.text for segment in document.segments) for document in ordered]
    # The dictionary is loaded with the first query; in a small corpus it must not outweigh what it saves.
    dictionary = build_dictionary(texts, min(DICTIONARY_BYTES, sum(map(len, texts)) // 8))
    bases = {law.id: _folder(law.url) for law in laws}
    records = [_record(document, bases[document.law]) for document in ordered]
    blocks = cut_blocks(records, BLOCK_BYTES if sum(map(len, texts)) > SMALL else SMALL_BLOCK_BYTES)
    shards = cut_shards(entries, alphabet, SHARD_BYTES)
    ordinals = {document.url: ordinal for ordinal, document in reversed(list(enumerate(ordered)))}
    term_shards = list(_cut_terms(term_entries((t.term, t.url, t.pinyin, _known(t, ordinals)) for t in terms)))
    files = {
        **{f"k{n}.js": (shard.keys, shard.lists) for n, shard in enumerate(shards)},
        **{f"b{n}.js": (deflate("\f".join(block).encode(), dictionary),) for n, block in enumerate(blocks)},
        **{f"t{n}.js": (deflate(rows.encode()),) for n, (_, rows) in enumerate(term_shards)},
        "s.js": (simplifications(alphabet),),
        "p.js": (deflate(reading_table(t.term for t in terms).encode()),),
    }
    meta = {
        "documents": len(ordered),
        "laws": list(_law_rows(ordered, laws)),
        "blocks": [len(block) for block in blocks],
        "shards": _steps([shard.first for shard in shards]),
        "terms": [first for first, _ in term_shards],
        "heavy": heavy,
        "alphabet": alphabet,
        "dictionary": dictionary.decode("utf-8", "ignore"),
    }
    return _as_scripts(files, meta)


def _by_law(documents: Sequence[SearchDocument], laws: Sequence[SearchLaw]) -> list[SearchDocument]:
    groups: dict[str, list[SearchDocument]] = {law.id: [] for law in laws}
    for document in documents:
        groups[document.law].append(document)
    return [document for group in groups.values() for document in group]


def _known(term: SearchTerm, ordinals: Mapping[str, int]) -> list[int]:
    return sorted(ordinals[url] for url in term.defined_at if url in ordinals)


def _folder(url: str) -> str:
    return url[: url.rfind("/") + 1]


def _record(document: SearchDocument, base: str) -> str:
    """What a result shows: slug and label, then a line per segment; what the browser would guess is left out.

    The first line is empty for ``art-15.html`` with the label 第十五条.  A line without a fragment is the next 款; one
    that begins with a tab the next 项 of its 款; any other has its fragment behind two tabs.
    """
    slug = document.url.removeprefix(base) if base and document.url.startswith(base) else "/" + document.url
    usual = slug == f"art-{document.number}.html" and document.label == _usual_label(document.number)
    lines = ["" if usual else f"{_line(slug)}\t{_line(document.label)}"]
    paragraph = item = 0
    for segment in document.segments:
        if segment.fragment == f"para-{paragraph + 1}":
            paragraph, item, head = paragraph + 1, 0, ""
        elif segment.fragment == f"para-{paragraph}-item-{item + 1}":
            item, head = item + 1, "\t"
        else:
            head = f"\t\t{_line(segment.fragment)}\t"
        lines.append(head + _line(segment.text))
    return "\n".join(lines)


def _usual_label(number: str) -> str:
    value, _, insert = number.partition("-")
    if not value.isdecimal() or int(value) > 99_999:
        return ""
    return f"第{format_numeral(int(value))}条" + (f"之{format_numeral(int(insert))}" if insert.isdecimal() else "")


def _line(text: str) -> str:
    return _BREAKS.sub(" ", text)


def _law_rows(ordered: Sequence[SearchDocument], laws: Sequence[SearchLaw]) -> Iterator[list[object]]:
    numbers: dict[str, list[str]] = {law.id: [] for law in laws}
    for document in ordered:
        numbers[document.law].append(document.number)
    for law in laws:
        own = numbers[law.id]
        yield [law.title, law.kind, law.url, len(own), _ranges(own), *law.short_titles]


def _ranges(numbers: Iterable[str]) -> str:
    """``1:45,45-1,46:50``: what is consecutive as a range."""
    parts: list[tuple[str, str]] = []
    for number in numbers:
        if parts and number.isdecimal() and parts[-1][1].isdecimal() and int(number) == int(parts[-1][1]) + 1:
            parts[-1] = (parts[-1][0], number)
        else:
            parts.append((number, number))
    return ",".join(first if first == last else f"{first}:{last}" for first, last in parts)


def _steps(ascending: Sequence[int]) -> list[int]:
    return [value - before for before, value in zip([0, *ascending], ascending, strict=False)]


def _cut_terms(rows: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """The first key of every shard, and its rows as lines."""
    shard: list[str] = []
    first, size = "", 0
    for row in rows:
        line = "\t".join(map(_line, row))
        if shard and size + len(line) > TERM_CHARACTERS:
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
    """Every file as a call; the digest of all of them tells a browser that what it cached is of another build."""
    digest = hashlib.sha256(_json([meta, files]).encode()).hexdigest()[:8]
    scripts = {name: _call(digest, name.removesuffix(".js"), parts) for name, parts in files.items()}
    scripts["meta.js"] = _call(digest, "meta", (deflate(_json(meta).encode()),))
    return scripts


def _call(digest: str, name: str, parts: tuple[str, ...]) -> str:
    return f"fatiaoSearch.put({','.join(map(_literal, (digest, name, *parts)))})\n"


def _literal(text: str) -> str:
    """A JavaScript string; a script of its own needs no more than JSON, but old parsers stop at U+2028."""
    return _json(text).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
