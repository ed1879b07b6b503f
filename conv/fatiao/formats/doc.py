"""Word documents from before 2007 (.doc, .wps), converted by LibreOffice if it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from fatiao.formats.docx import read_docx
from fatiao.formats.extract import Extract, FormatError

#: Timeout for one document, in seconds; the first start of LibreOffice takes ten.
_PATIENCE = 180
_NAMES = ("soffice", "libreoffice")


def read_doc(data: bytes) -> Extract:
    """Return the text of a document; raise FormatError if LibreOffice is missing or cannot read it."""
    program = find_program()
    if program is None:
        raise FormatError(
            "a Word document from before 2007: install LibreOffice (its command soffice; SOFFICE names another place), "
            "or save the document as docx"
        )
    with tempfile.TemporaryDirectory(prefix="fatiao-") as folder:
        converted = _convert(program, data, Path(folder))
    found = read_docx(converted)
    return replace(found, reader=f"{_version(program)}, {found.reader}")


def find_program() -> str | None:
    """Return the path of the command in ``SOFFICE``, else of LibreOffice on the search path; None if not found."""
    names = [name] if (name := os.environ.get("SOFFICE")) else _NAMES
    return next((found for found in map(shutil.which, names) if found), None)


def _convert(program: str, data: bytes, folder: Path) -> bytes:
    """Return a document as docx; LibreOffice runs with a new profile, in which no macro runs."""
    source = folder / "received.doc"
    source.write_bytes(data)
    profile = (folder / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
    command += ["--convert-to", "docx:Office Open XML Text", "--outdir", str(folder / "out"), str(source)]
    try:
        _run(command)
        return (folder / "out" / "received.docx").read_bytes()
    except subprocess.TimeoutExpired as error:
        raise FormatError(f"LibreOffice took more than {_PATIENCE} s; save the document as docx") from error
    except OSError as error:
        raise FormatError("LibreOffice cannot read the document; save it as docx") from error


def _version(program: str) -> str:
    try:
        words = _run([program, "--version"]).split()
    except (OSError, subprocess.TimeoutExpired):
        words = []
    return " ".join(words[:2]) or "LibreOffice"


def _run(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603  # no shell
    return done.stdout.decode("utf-8", "replace")
