"""Save an index to a file, from which the next build reuses the parts that an edit does not concern."""

from __future__ import annotations

import json
from typing import IO, Any

from fatiao.search.entries import Entries
from fatiao.search.index import Index


def write_index(index: Index, file: IO[bytes]) -> None:
    """Write the parts that ``read_index`` needs as lines of JSON, laid out to take little memory.

    All keys, a hundred thousand, are one string, and every article is a line of its own.
    """
    texts, usual, entries, own = index.entries
    packed = {key.hex(): value for key, value in index.packed.items()}
    for part in (len(texts), usual, "\n".join(entries), " ".join(entries.values()), dict(own), packed, *texts):
        line = json.dumps(part, ensure_ascii=False) + "\n"
        file.write(line.encode("utf-8", "surrogatepass"))


def read_index(file: IO[bytes]) -> Index:
    """Return an index without its files; raise ValueError, TypeError or AttributeError if ``file`` is incomplete."""
    count, usual, keys, entries, own = (_read_line(file) for _ in range(5))
    packed = {bytes.fromhex(key): value for key, value in _read_line(file).items()}
    listed = dict(zip(keys.split("\n"), entries.split(" "), strict=True)) if keys else {}
    return Index({}, Entries([_read_line(file) for _ in range(count)], usual, listed, own), packed)


def _read_line(file: IO[bytes]) -> Any:
    return json.loads(file.readline().decode("utf-8", "surrogatepass"))
