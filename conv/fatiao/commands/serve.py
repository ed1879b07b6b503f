"""``fatiao serve``: serve the site on this machine, and build it again when a file changes.                    (I/O)"""

from __future__ import annotations

import argparse
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from fatiao.commands.build import declare as declare_build
from fatiao.commands.build import run as run_build
from fatiao.commands.options import add_corpus, add_docs, source_folders
from fatiao.commands.outcome import EXIT_OK
from fatiao.diagnostics import FatiaoError
from fatiao.generated import GENERATED, LIST
from fatiao.publishing import check_output

if TYPE_CHECKING:
    from fatiao.commands.options import Subparsers
    from fatiao.serving.builds import BuildOutcome

_OUTPUT = "folder to write to (default: build/serve)"
#: Milliseconds.  Changes within this time are gathered into one build.
_GATHERED = 200


def declare(commands: Subparsers) -> None:
    """Add ``serve`` to the parser."""
    parser = commands.add_parser(
        "serve",
        help="serve the site on this machine, and rebuild it when a file changes",
        description="Build the site, serve it on this machine, and rebuild it whenever a file of the corpus or of "
        "the documentation changes; open pages reload by themselves. Findings of a build are shown on "
        "the pages that they concern. While the corpus has errors, the last complete site is served. "
        "Press Ctrl-C to stop.",
        epilog="Exit codes: 0 stopped by Ctrl-C, 2 the command could not run; the message says why.\n"
        "Example: fatiao serve --port 8000",
    )
    add_corpus(parser)
    add_docs(parser)
    parser.add_argument("--output", type=Path, default=Path("build/serve"), metavar="DIR", help=_OUTPUT)
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="NAME",
        help="address to listen on (default: 127.0.0.1, reachable from this machine only)",
    )
    parser.add_argument(
        "--port", type=int, default=8000, metavar="N", help="port to listen on; 0 chooses a free one (default: 8000)"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build and serve the site until interrupted, and return the exit code."""
    from fatiao.serving.builds import build, start_builds  # noqa: PLC0415  # not imported for other commands
    from fatiao.serving.server import State, make_server  # noqa: PLC0415

    for folder in (options.corpus, options.docs):
        if not folder.is_dir():
            raise FatiaoError(
                f"{folder}: there is no such folder; pass --corpus and --docs, or create a project with fatiao init DIR"
            )
    check_output(options.output, source_folders(options), adopt=False)
    state = State()
    host = options.host.strip("[]")
    shown = f"[{host}]" if ":" in host else host
    try:
        server = make_server(options.output, state, host, options.port)
    except (OSError, OverflowError) as error:
        raise FatiaoError(f"cannot listen on {shown}:{options.port}: {error}; pass another --port or --host") from error
    context = start_builds()
    whole = partial(run_build, _build_options(options))
    print(f"http://{shown}:{server.server_address[1]}/ (press Ctrl-C to stop)", flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        for changed in _changes(options.corpus, options.docs, options.output):
            outcome = build(context, whole, options.corpus.as_posix())
            state.put(outcome)
            _tell(changed, outcome)
    except KeyboardInterrupt:
        print("stopped")
    finally:
        server.shutdown()
    return EXIT_OK


def _build_options(options: argparse.Namespace) -> argparse.Namespace:
    """Return the options of a build of the same folders that lists every finding."""
    parser = argparse.ArgumentParser()
    declare_build(parser.add_subparsers())
    folders = ("--corpus", options.corpus, "--docs", options.docs, "--output", options.output)
    return parser.parse_args(["build", "--all", *map(str, folders)])


def _changes(corpus: Path, docs: Path, output: Path) -> Iterator[str]:
    """Yield an empty name, then the name of one file of each batch of changes; files that builds write are ignored."""
    from watchfiles import watch  # noqa: PLC0415  # as above

    generated = [(docs / name).resolve() for name in (*GENERATED, LIST)]
    ours = [*generated, output.resolve(), output.resolve().parent / f".{output.name}-staging"]

    def concerns(_: object, name: str) -> bool:
        path = Path(name)
        return not any(path == place or place in path.parents for place in ours) and not path.name.endswith(
            ("~", ".swp")
        )

    yield ""
    for changes in watch(corpus, docs, watch_filter=concerns, debounce=_GATHERED, raise_interrupt=True):
        yield min(name for _, name in changes)


def _tell(changed: str, outcome: BuildOutcome) -> None:
    """Print the findings of a build and a summary line."""
    for told in outcome.findings:
        print(told.text)
    why = f"{Path(changed).name} changed: " if changed else ""
    done = "built" if outcome.code == 0 else "not built; the last complete site is served"
    print(f"{why}{done} in {outcome.seconds:.1f} s: {outcome.summary}", flush=True)
