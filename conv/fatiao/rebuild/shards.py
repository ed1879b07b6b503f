"""What other processes made of some of the laws, in folders beside the staged site, until the build takes it over.

A process that makes the pages and files of a shard writes them into a folder of its own, and at last a record of them.
A folder without a record was not finished and counts for nothing.  The build takes over what was made from the same as
it would use itself, by digest, and makes the rest: so a process that is lost costs its own work only, and the site has
the same bytes however it was made.
"""

from __future__ import annotations

import json
import re
import shutil
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from fatiao.files import move_files, write_atomically
from fatiao.generated import move_pages
from fatiao.rebuild.cache import Memory
from fatiao.rebuild.written_pages import PageFile, PageGroup

_T = TypeVar("_T")
_SHARD = re.compile(r"([1-9]\d{0,5})/([1-9]\d{0,5})")
_RECORD = "record-*.json"


class LawShard(NamedTuple):
    """One of ``total`` parts of the laws; ``number`` begins with 1."""

    number: int
    total: int

    def select(self, things: Sequence[_T]) -> Sequence[_T]:
        """Return every ``total``-th thing, so that long laws, which often stand together, are spread."""
        return things[self.number - 1 :: self.total]


def parse_shard(text: str) -> LawShard:
    """Return the shard that a text such as ``2/8`` names; raises ValueError for any other text."""
    match = _SHARD.fullmatch(text)
    if match is None or int(match[1]) > int(match[2]):
        raise ValueError(f"{text!r} is no shard: write K/N with 1 ≤ K ≤ N")
    return LawShard(int(match[1]), int(match[2]))


@dataclass(frozen=True, slots=True)
class MadeLaw:
    """The pages and files of one law that a process made.

    ``digest`` is that of ``digest_laws``; ``files`` are names below the folder of the site, ``emitted`` the SHA-256 of
    the MyST pages by their names below the documentation folder.
    """

    digest: str
    pages: PageGroup
    files: tuple[str, ...]
    emitted: Mapping[str, str]


class ShardFolder:
    """The folder of one process: ``html/`` and ``docs/`` as in the build, and records of what is whole."""

    def __init__(self, staging: Path) -> None:
        """Make a new folder beside the staged site."""
        self.path = shards_in(staging) / uuid.uuid4().hex
        self.html, self.docs = self.path / "html", self.path / "docs"
        self.html.mkdir(parents=True)
        self.docs.mkdir()

    def keep(self, means: str, laws: Mapping[str, MadeLaw]) -> None:
        """Write down that these laws are whole; what is not written down counts for nothing."""
        value = {"means": means, "laws": {key: asdict(law) for key, law in laws.items()}}
        content = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        write_atomically(self.path / _RECORD.replace("*", uuid.uuid4().hex), content)


def shards_in(staging: Path) -> Path:
    """Return the folder that holds what other processes made for the next build."""
    return staging / "shards"


def memory_of_shard(staging: Path, shard: LawShard, means: str) -> Memory:
    """Return an empty memory for the results of one shard; ``keep`` puts it where the build looks for it."""
    return _ShardMemory(shards_in(staging) / f"read-{shard.number}-{shard.total}.sqlite", means)


class _ShardMemory(Memory):
    """A memory that the build sees only when it is whole."""

    def __init__(self, path: Path, means: str) -> None:
        self._final = path
        self._unfinished = path.with_suffix(f".{uuid.uuid4().hex}")
        super().__init__(self._unfinished, means)

    def keep(self) -> None:
        """Close the memory and give it its name."""
        super().keep()
        self._unfinished.replace(self._final)


def take_over_results(staging: Path, memory: Memory, means: str) -> None:
    """Put into a memory what other processes worked out of single texts."""
    for path in sorted(shards_in(staging).glob("read-*.sqlite")):
        memory.take_from(path, means)


def take_over_pages(
    staging: Path, docs: Path, digests: Mapping[str, str], means: str, untouched: bool
) -> dict[str, PageGroup]:
    """Move the pages and files of laws into the build; return the pages that are known now, by the key of the law.

    Only laws are taken that were made from what ``digests`` say.  ``untouched`` is that of ``write_pages``.  Raises
    FatiaoError where a file cannot be moved, or where a person's page stands in the place of a generated one.
    """
    taken: dict[str, PageGroup] = {}
    for folder, laws in _list_records(staging, means):
        wanted = {key: law for key, law in laws.items() if digests.get(key) == law.digest and key not in taken}
        whole = {key: law for key, law in wanted.items() if _is_whole(folder, law)}
        names = [name for law in whole.values() for name in law.files]
        move_files(folder / "html", staging / "html", names)
        emitted = {name: digest for law in whole.values() for name, digest in law.emitted.items()}
        move_pages(docs, folder / "docs", emitted, untouched)
        taken.update((key, law.pages) for key, law in whole.items())
    return taken


def remove_shards(staging: Path) -> None:
    """Remove what other processes made, when the build is whole."""
    shutil.rmtree(shards_in(staging), ignore_errors=True)


def _list_records(staging: Path, means: str) -> Iterator[tuple[Path, dict[str, MadeLaw]]]:
    for path in sorted(shards_in(staging).glob(f"*/{_RECORD}")):
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):  # cut off, or none of ours
            value = json.loads(path.read_text(encoding="utf-8"))
            if value["means"] == means:
                yield path.parent, {key: _read_law(law) for key, law in value["laws"].items()}


def _read_law(value: Mapping[str, object]) -> MadeLaw:
    digest, group, files, emitted = (value[name] for name in ("digest", "pages", "files", "emitted"))
    assert isinstance(digest, str) and isinstance(group, dict)
    assert isinstance(files, list) and isinstance(emitted, dict)
    pages = {docname: PageFile(**page) for docname, page in group["pages"].items()}
    return MadeLaw(digest, PageGroup(group["key"], pages), tuple(map(str, files)), emitted)


def _is_whole(folder: Path, law: MadeLaw) -> bool:
    """Return whether all files of a law are there; they may have been moved by a build that was killed."""
    html, docs = folder / "html", folder / "docs"
    return all((html / name).is_file() for name in law.files) and all((docs / name).is_file() for name in law.emitted)
