"""An index as a file, for the next build to take over what an edit does not concern."""

from __future__ import annotations

import pickle
from typing import IO

from conv.search.entries import Entries
from conv.search.index import Index


def write_index(index: Index, file: IO[bytes]) -> None:
    """Write what ``read_index`` needs, in a way that takes little memory.

    A hundred thousand keys are one text; and the articles are bytes, since a string that is pickled keeps its UTF-8.
    """
    texts, usual, entries, own = index.entries
    kept = len(texts), usual, "\n".join(entries), " ".join(entries.values()), own, index.packed
    pickle.dump(kept, file, pickle.HIGHEST_PROTOCOL)
    for text in texts:
        pickle.dump(text.encode("utf-8", "surrogatepass"), file, pickle.HIGHEST_PROTOCOL)


def read_index(file: IO[bytes]) -> Index:
    """An index without its files.  Whoever asks has made sure that it is our own and whole: it is a pickle."""
    count, usual, keys, entries, own, packed = pickle.load(file)  # noqa: S301
    listed = dict(zip(keys.split("\n"), entries.split(" "), strict=True)) if keys else {}
    texts = [pickle.load(file).decode("utf-8", "surrogatepass") for _ in range(count)]  # noqa: S301
    return Index({}, Entries(texts, usual, listed, own), packed)
