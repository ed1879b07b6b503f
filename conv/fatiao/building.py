"""Runs Sphinx: in a staging folder with a progress bar, published only when the build is whole."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import SphinxError
from sphinx.project import Project
from sphinx.util.console import nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.tags import Tags

from fatiao.corpus.names import is_sound
from fatiao.diagnostics import FatiaoError
from fatiao.files import Written
from fatiao.generated import GENERATED, LIST
from fatiao.progress import Status, follow, plain
from fatiao.publishing import publish_tree
from fatiao.rebuild.cache import Memory
from fatiao.rebuild.garbage import collector_paused
from fatiao.rebuild.state import Inputs, Whole, digest_inputs, digest_outputs, forget, recall, remember
from fatiao.sphinx_ext.generation import Converted, offer_site

#: Settings of ``conf.py`` that name folders, which need not lie below the documentation.
_ASSET_FOLDERS = ("html_static_path", "templates_path", "html_extra_path")


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: files published, and the builder's warnings as text."""

    published: Written
    warnings: str


def list_documents(docs: Path) -> frozenset[str] | None:
    """The docnames of a documentation folder as a build would find them; None where the folder has no ``conf.py``.

    Runs ``conf.py``; raises FatiaoError where that fails.
    """
    if not (docs / "conf.py").is_file():
        return None
    try:
        config = Config.read(docs.resolve(), overrides={}, tags=Tags())
    except SphinxError as error:
        raise FatiaoError(f"cannot read {docs / 'conf.py'}: {error}") from error
    excluded = [*config.exclude_patterns, *config.templates_path]
    found = Project(docs, [".md", ".rst"]).discover(excluded, config.include_patterns)
    return frozenset(name for name in found if is_sound(name))


def find_whole(docs: Path, output: Path, corpus: Path) -> tuple[Inputs, Whole | None]:
    """The digests of all that a build would read, and the last whole build if what it wrote is as it left it.

    Raises FatiaoError where ``conf.py`` fails or a file cannot be read.
    """
    values, outside = _read_config(docs)
    inputs = digest_inputs([docs, corpus, *outside], [str(corpus), *values], (*GENERATED, LIST))
    whole = recall(_staging(output))
    return inputs, whole if whole and whole.outputs == digest_outputs(_written(docs, output)) else None


def keep_whole(
    inputs: Inputs, docs: Path, output: Path, laws: Mapping[str, str], findings: tuple[str, ...], summary: str
) -> None:
    """Remember a build that was published whole and without a warning."""
    remember(_staging(output), Whole(inputs, digest_outputs(_written(docs, output)), laws, findings, summary))


def open_memory(output: Path, inputs: Inputs, name: str, fresh: bool) -> Memory:
    """What earlier builds into this folder found out, of one kind; nothing for a fresh build, which may store it."""
    return Memory(_staging(output) / f"{name}.sqlite", inputs.means, fresh)


def publish_again(output: Path, adopt: bool = False) -> Written:
    """Publish what the last whole build made; files that are as they should be are left alone."""
    return publish_tree(_staging(output) / "html", output, adopt)


def prepare_staging(output: Path) -> None:
    """Make the folder beside the output that builds keep things in, for nobody but this user.

    Sphinx loads what it kept there as code: so the folder of somebody else, or one that anybody may write to, is
    refused with FatiaoError.
    """
    staging = _staging(output)
    try:
        staging.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = staging.lstat()
        if not stat.S_ISDIR(status.st_mode):
            raise FatiaoError(f"{staging}: refused: builds keep things there, and it is a link or a file")
        if status.st_uid != os.geteuid():
            raise FatiaoError(f"{staging}: refused: it belongs to another user; remove it, or choose another output")
        if status.st_mode & stat.S_IWOTH:
            raise FatiaoError(f"{staging}: refused: every user may write to it; remove it")
        staging.chmod(0o700)
    except OSError as error:
        raise FatiaoError(f"cannot write {staging}: {error.strerror or error}") from error


def _staging(output: Path) -> Path:
    return output.parent / f".{output.name}-staging"


def _written(docs: Path, output: Path) -> list[Path]:
    return [*(docs / name for name in GENERATED), _staging(output) / "html"]


def _read_config(docs: Path) -> tuple[list[str], list[Path]]:
    """What ``conf.py`` says today, since it may ask the environment, and the folders of assets that it names."""
    if not (docs / "conf.py").is_file():
        return [], []
    try:
        config = Config.read(docs.resolve(), overrides={}, tags=Tags())
    except SphinxError as error:
        raise FatiaoError(f"cannot read {docs / 'conf.py'}: {error}") from error
    values = [os.environ.get("SOURCE_DATE_EPOCH", "")]
    for name, value in sorted(config._raw_config.items()):
        if isinstance(value, str | int | float | list | tuple | dict | set | frozenset | None):
            values.append(f"{name} = {sorted(map(repr, value)) if isinstance(value, set | frozenset) else repr(value)}")
    folders = [name for key in _ASSET_FOLDERS for name in config._raw_config.get(key, ())]
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
) -> Built:
    """Build the documentation folder into ``output`` with the html builder; how far it is shows on ``stream``.

    ``corpus`` overrides the corpus that ``conf.py`` names; ``converted`` is what was made of it already; ``adopt``
    allows to overwrite what no build wrote.  Raises FatiaoError where Sphinx cannot run or the output cannot be
    written; ``output`` is then as it was before.
    """
    prepare_staging(output)
    staging = _staging(output)
    forget(staging)
    if corpus and converted:
        offer_site(corpus, converted)
    overrides = {"fatiao_corpus": str(corpus.resolve())} if corpus else {}
    warnings = io.StringIO()
    nocolor()
    try:
        with patch_docutils(str(docs)), docutils_namespace(), follow(stream) as status:
            _run(docs, staging, overrides, jobs, fresh, status, warnings)
    except SphinxError as error:
        raise FatiaoError(str(error)) from error
    except OSError as error:
        raise FatiaoError(f"cannot build {docs}: {error.strerror or error}: {error.filename or staging}") from error
    return Built(publish_tree(staging / "html", output, adopt, fresh), plain(warnings.getvalue()))


def _run(
    docs: Path,
    staging: Path,
    overrides: dict[str, str],
    jobs: int,
    fresh: bool,
    status: Status,
    warnings: io.StringIO,
) -> None:
    with collector_paused():  # it loads the environment of the last build
        app = Sphinx(
            srcdir=docs,
            confdir=docs,
            outdir=staging / "html",
            doctreedir=staging / "doctrees",
            buildername="html",
            confoverrides=overrides,
            status=status,  # type: ignore[arg-type]  # a write-only text stream is all that Sphinx uses
            warning=warnings,
            freshenv=fresh,
            parallel=jobs,
        )
    app.build()
    sys.stdout.flush()
