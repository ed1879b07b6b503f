"""Decode the bytes of a file: detect its encoding, and reject binary files."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

from fatiao.diagnostics import Report
from fatiao.language.compatibility import COMPATIBILITY_CHARACTERS, fold_compatibility
from fatiao.language.script import COPIED_CHARACTERS
from fatiao.model.law import Origin, Source

#: A byte order mark settles the encoding; UTF-8 without one is the rule and GB18030 the usual exception.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: A larger share of control characters means that the bytes are not text in any encoding.
_CONTROL_SHARE = 0.02
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b]")
#: The private use areas, which differ from font to font, and the traces of a failed decoder: U+FFFD, U+FFFD decoded
#: once more (锟斤拷), and controls that no text contains.
_DAMAGED = re.compile("[\x80-\x84\x86-\x9f\ue000-\uf8ff\ufffc\ufffd\U000f0000-\U0010fffd]|锟斤拷")
#: All characters that need a closer examination: one search instead of five.
_ODD = re.compile(
    r"[\x00-\x08\x0e-\x19\x1b\x80-\x84\x86-\x9f锟\ue000-\uf8ff\ufffc\ufffd\U000f0000-\U0010fffd"
    rf"{COMPATIBILITY_CHARACTERS}{COPIED_CHARACTERS}]"
)
#: The most damaged characters of one file that are reported one by one.
_DAMAGED_TOLD = 10


def read_source(path: Path | str, report: Report) -> Source | None:
    """Return the source in a file; None, with a finding, if it cannot be read, is empty or is binary."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        report.add_at("unreadable", f"this file cannot be read: {error.strerror or error}", str(path))
        return None
    return decode(data, str(path), report)


def decode(data: bytes, path: str, report: Report) -> Source | None:
    """Return the source decoded from some bytes, with LF newlines, or None if they are empty or binary.

    UTF-8 is accepted silently; every other encoding is decoded and reported.  Never raises.
    """
    if not data.strip(b" \t\r\n\0"):
        report.add_at("empty-source", "this file is empty; add the text, or remove the file", path)
        return None
    decoded = _decode(data)
    if decoded is None or _is_binary(decoded[0]):
        report.add_at(
            "binary-source",
            "this is neither a text in UTF-8, UTF-16 or GB18030 nor a known document; get the file again",
            path,
        )
        return None
    text, encoding = decoded
    if encoding not in ("utf-8", "utf-8-sig"):
        report.add_at("encoding", f"read as {encoding.upper()}; UTF-8 is expected", path)
    return make_source(text, path, encoding.removesuffix("-sig"), report)


def make_source(text: str, path: str, encoding: str, report: Report, origin: Origin | None = None) -> Source | None:
    """Return the source of a decoded text, with LF newlines, or None if it is blank; report its odd characters."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        report.add_at("empty-source", "this file has only white space; add the text, or remove the file", path)
        return None
    odd = _ODD.search(text) is not None
    source = Source(path, text, encoding, origin=origin, plain=not odd)
    return _examine(source, report) if odd else source


def _decode(data: bytes) -> tuple[str, str] | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _try(data, encoding)
    wide = _guess_utf16(data)
    for encoding in (wide,) if wide else ("utf-8", "gb18030"):
        decoded = _try(data, encoding)
        if decoded is not None:
            return decoded
    return None


def _try(data: bytes, encoding: str) -> tuple[str, str] | None:
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError:
        return None


def _guess_utf16(data: bytes) -> str | None:
    """Return the encoding if the bytes seem to be UTF-16 without a byte order mark, else None.

    A line feed reads as U+000A, or as U+0A00, to which no character is assigned, if the bytes are swapped.
    """
    sample = data[:65_536]
    if b"\0" not in sample or len(data) % 2:
        return None
    units = sample.decode("utf-16-le", "surrogatepass")
    if "\n" in units:
        return "utf-16-le"
    return "utf-16-be" if "\u0a00" in units else None


def _is_binary(text: str) -> bool:
    sample = text[:65_536]
    control = len(_CONTROL.findall(sample))
    return control > _CONTROL_SHARE * len(sample) or (control > 0 and len(sample) < 8)


def _examine(source: Source, report: Report) -> Source:
    """Report odd characters, and fold compatibility characters into the common ones that they look like."""
    match = _CONTROL.search(source.text)
    if match is not None:  # these stay in the text, which is verbatim, but are worth checking
        report.add(
            "control-characters",
            f"control character U+{ord(match[0]):04X}; compare the text with another copy",
            source,
            match.start(),
        )
    _report_damaged(source, report)
    text, received = fold_compatibility(source.text)
    if not received:
        return source
    folded = replace(source, text=text, received=received)
    at = received[0][0]
    kinds = dict.fromkeys(f"{character} U+{ord(character):04X} as {text[where]}" for where, character in received)
    shown = ", ".join([*kinds][:5]) + (" …" if len(kinds) > 5 else "")
    message = f"{len(received)} characters are read as the common ones that they look like: {shown}"
    report.add("compatibility-characters", message, folded, at)
    return folded


def _report_damaged(source: Source, report: Report) -> None:
    found = list(_DAMAGED.finditer(source.text))
    for match in found[:_DAMAGED_TOLD]:
        private = match[0] != "\ufffd" and unicodedata.category(match[0][0]) == "Co"
        kind = "a character for private use" if private else "a lost character"
        report.add(
            "damaged-characters",
            f"U+{ord(match[0][0]):04X} is {kind}; compare the text with another copy",
            source,
            match.start(),
        )
    if len(found) > _DAMAGED_TOLD:
        rest = len(found) - _DAMAGED_TOLD
        report.add(
            "damaged-characters", f"{rest} more such characters from here on", source, found[_DAMAGED_TOLD].start()
        )
