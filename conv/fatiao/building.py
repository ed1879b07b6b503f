"""Run Sphinx in a staging folder, with a progress bar, and publish the result only if the build is complete."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TextIO

from sphinx.config import Config, eval_config_file
from sphinx.errors import SphinxError
from sphinx.util.tags import Tags

from fatiao.corpus.names import is_sound
from fatiao.diagnostics import FatiaoError
from fatiao.files import Written
from fatiao.generated import GENERATED, LIST
from fatiao.manifest import read_sums
from fatiao.progress import follow, plain
from fatiao.publishing import publish_tree
from fatiao.rebuild.state import BuildState, Inputs, digest_inputs, forget

if TYPE_CHECKING:
    from fatiao.sphinx_ext.generation import Converted

#: Settings of ``conf.py`` that name folders, which may be outside the documentation folder.
_ASSET_FOLDERS = ("html_static_path", "templates_path", "html_extra_path")

#: Folders of a site whose files are replaced and never written to, if no foreign extension writes to them.
_REPLACED = frozenset({*(name for name in GENERATED if not name.endswith(".md")), "search", "data"})


@dataclass(frozen=True, slots=True)
class Built:
    """Result of a build: the files published, and the builder's warnings as text."""

    published: Written
    warnings: str


def list_documents(docs: Path) -> frozenset[str] | None:
    """Return the docnames that a build would find in a documentation folder; None if it has no ``conf.py``.

    Runs ``conf.py``; raises FatiaoError if that fails.
    """
    if not (docs / "conf.py").is_file():
        return None
    try:
        config = Config.read(docs.resolve(), overrides={}, tags=Tags())
    except SphinxError as error:
        raise FatiaoError(f"cannot read {docs / 'conf.py'}: {error}") from error
    from sphinx.project import Project  # noqa: PLC0415  # as in build_html

    excluded = [*config.exclude_patterns, *config.templates_path]
    found = Project(docs, [".md", ".rst"]).discover(excluded, config.include_patterns)
    return frozenset(name for name in found if is_sound(name))


def open_state(docs: Path, output: Path, corpus: Path, fresh: bool) -> BuildState:
    """Return the state that tells what a build may skip, from the digests of all its inputs.

    Raises FatiaoError if ``conf.py`` fails or a file cannot be read.
    """
    return BuildState(staging_of(output), read_inputs(docs, corpus), _written(docs, output), fresh)


def read_inputs(docs: Path, corpus: Path) -> Inputs:
    """Return the digests of all inputs of a build; raises FatiaoError as ``open_state`` does."""
    values, outside = _read_config(docs)
    return digest_inputs([docs, corpus, *outside], [str(corpus), *values], (*GENERATED, LIST))


def override_config(corpus: Path | None) -> dict[str, str]:
    """Return the settings with which a command overrides ``conf.py``."""
    return {"fatiao_corpus": str(corpus.resolve())} if corpus else {}


def publish_again(output: Path, adopt: bool = False) -> Written:
    """Publish the result of the last complete build; files that are up to date are left alone."""
    return publish_tree(staging_of(output) / "html", output, adopt)


def prepare_staging(output: Path) -> None:
    """Create the staging folder next to ``output``, accessible to this user only.

    Sphinx unpickles files from there, which can run code; so a folder that belongs to another user, or that every user
    may write to, is refused with FatiaoError.
    """
    staging = staging_of(output)
    try:
        staging.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = staging.lstat()
        if not stat.S_ISDIR(status.st_mode):
            raise FatiaoError(f"{staging}: refused: it is a link or a file, but builds need a folder there; remove it")
        if status.st_uid != os.geteuid():
            raise FatiaoError(f"{staging}: refused: it belongs to another user; remove it, or pass another --output")
        if status.st_mode & stat.S_IWOTH:
            raise FatiaoError(f"{staging}: refused: every user can write to it; remove it")
        staging.chmod(0o700)
    except OSError as error:
        raise FatiaoError(f"cannot write {staging}: {error.strerror or error}") from error


def staging_of(output: Path) -> Path:
    """Return the staging folder of an output folder, which is next to it."""
    return output.parent / f".{output.name}-staging"


def _written(docs: Path, output: Path) -> list[Path]:
    return [*(docs / name for name in GENERATED), staging_of(output) / "html"]


def _read_config(docs: Path) -> tuple[list[str], list[Path]]:
    """Return the current values of ``conf.py``, which may depend on the environment, and the asset folders it names."""
    path = docs.resolve() / "conf.py"
    if not path.is_file():
        return [], []
    try:
        given = eval_config_file(path, Tags())
    except SphinxError as error:
        raise FatiaoError(f"cannot read {docs / 'conf.py'}: {error}") from error
    values = [os.environ.get("SOURCE_DATE_EPOCH", "")]
    for name, value in sorted(given.items()):
        if name[0] != "_" and isinstance(value, str | int | float | list | tuple | dict | set | frozenset | None):
            values.append(f"{name} = {sorted(map(repr, value)) if isinstance(value, set | frozenset) else repr(value)}")
    if bundle := given.get("fatiao_bundle"):
        values += (f"{digest} {name}" for name, digest in read_sums(docs / str(bundle)).items())
    folders = [name for key in _ASSET_FOLDERS for name in given.get(key, ())]
    return values, [docs / name for name in folders]


def build_html(
    docs: Path,
    output: Path,
    corpus: Path | None,
    jobs: int,
    fresh: bool,
    stream: TextIO,
    converted: Converted | None = None,
    adopt: bool = False,
    settings: Mapping[str, str] = MappingProxyType({}),
) -> Built:
    """Build the documentation folder into ``output`` with the html builder, and show the progress on ``stream``.

    ``corpus`` overrides the corpus that ``conf.py`` names; ``converted`` is the corpus if it is converted already;
    ``adopt`` allows overwriting files that no build wrote.  Raises FatiaoError if Sphinx cannot run or the output
    cannot be written; ``output`` is then unchanged.
    """
    from fatiao.sphinx_ext.application import run_sphinx  # noqa: PLC0415  # not imported if there is nothing to build

    prepare_staging(output)
    staging = staging_of(output)
    forget(staging)
    overrides = override_config(corpus) | dict(settings)
    warnings = io.StringIO()
    try:
        with follow(stream) as status:
            ours_alone = run_sphinx(docs, staging, overrides, jobs, fresh, status, warnings, converted)
    except SphinxError as error:
        raise FatiaoError(str(error)) from error
    except OSError as error:
        raise FatiaoError(f"cannot build {docs}: {error.strerror or error}: {error.filename or staging}") from error
    replaced = _REPLACED if ours_alone else frozenset[str]()
    return Built(publish_tree(staging / "html", output, adopt, fresh, replaced), plain(warnings.getvalue()))
