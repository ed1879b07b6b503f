"""Update the message catalogues of the interface: extract messages from the code into the .po files, and compile them.

The messages of the site's scripts are also written as a script beside the compiled form.

    python scripts/catalogue.py

The .po and the .mo files are both in version control and in the wheel, as in Sphinx itself; a test checks that they
agree with the code.  New messages get an empty msgstr, to be translated by hand; unused messages are removed.
"""

from __future__ import annotations

import ast
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parents[1] / "conv" / "fatiao"
LOCALE = PACKAGE / "locale"
CATALOGUE = "fatiao"
MESSAGES = "fatiao-messages.js"
_METHODS = [("**/templates/**.html", "jinja2.ext:babel_extract"), ("**/scripts/**.js", "javascript")]
_OPTIONS = {"**/scripts/**.js": {"parse_template_string": True}}
_KEYWORDS = {"say": None}


def collect_messages() -> Iterator[tuple[str, str]]:
    """Yield the pattern of every message in the code, with its file."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):  # Babel does not look into f-strings
            if isinstance(node, ast.Call) and _is_said(node):
                yield ast.literal_eval(node.args[0]), path.relative_to(PACKAGE).as_posix()
    for file, _, message, _, _ in extract_from_dir(PACKAGE, _METHODS, _OPTIONS, keywords=_KEYWORDS):
        yield (message if isinstance(message, str) else message[0]), Path(file).as_posix()


def _is_said(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name == "say" and bool(call.args) and isinstance(call.args[0], ast.Constant)


def path_of(language: str) -> Path:
    """Return the .po file of a language."""
    return LOCALE / language / "LC_MESSAGES" / f"{CATALOGUE}.po"


def read_catalogue(path: Path) -> Catalog:
    """Read a .po file; an absent one gives an empty catalogue."""
    if not path.exists():
        return Catalog(locale=path.parents[1].name)
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name)


def update(language: str) -> Catalog:
    """Return a catalogue of exactly the messages in the code, in their order, with the translations known so far."""
    known = read_catalogue(path_of(language))
    made = Catalog(locale=language, header_comment="# The words of the interface.", fuzzy=False)
    for message, file in collect_messages():
        old = known.get(message)
        made.add(message, old.string if old else "", locations=[(file, None)], flags={"python-brace-format"})
    return made


def emit_po(catalogue: Catalog) -> bytes:
    """Return a catalogue as a .po file, without dates, so that the output is reproducible."""
    stream = io.BytesIO()
    catalogue.mime_headers = [
        (n, v) for n, v in catalogue.mime_headers if n in {"Language", "Content-Type", "MIME-Version"}
    ]
    write_po(stream, catalogue, width=120, omit_header=True, include_lineno=False)
    head = f'msgid ""\nmsgstr ""\n"Language: {catalogue.locale}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    return head.encode() + stream.getvalue()


def emit_mo(catalogue: Catalog) -> bytes:
    """Return a catalogue as a .mo file, with a fixed date, so that the output is reproducible."""
    stream = io.BytesIO()
    catalogue.creation_date = catalogue.revision_date = datetime(2025, 1, 1, tzinfo=UTC)
    write_mo(stream, catalogue)
    return stream.getvalue()


def emit_script(catalogue: Catalog) -> bytes:
    """Return a script with the translated messages of the site's scripts."""
    said = {m for m, file in collect_messages() if file.endswith(".js")}
    forms = {m.id: m.string for m in catalogue if m.id in said and m.string}
    return f"globalThis.fatiaoMessages = {json.dumps(forms, ensure_ascii=False, indent=0)};\n".encode()


def main() -> None:
    """Write the catalogues of all languages."""
    for language in sorted(path.name for path in LOCALE.iterdir()):
        made, path = update(language), path_of(language)
        path.write_bytes(emit_po(made))
        path.with_suffix(".mo").write_bytes(emit_mo(read_catalogue(path)))
        path.with_name(MESSAGES).write_bytes(emit_script(read_catalogue(path)))
        missing = [message.id for message in made if message.id and not message.string]
        print(f"{path}: {len(made)} messages, {len(missing)} without a translation")


if __name__ == "__main__":
    main()
