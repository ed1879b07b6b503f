"""XML of untrusted documents: no entities, bounded depth and number of elements."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from fatiao.formats.extract import FormatError

#: Maximum nesting depth.  Nested tables of real documents reach 40; each level costs a stack frame when read.
MAX_DEPTH = 200
#: Maximum elements of one part; the largest code of the benchmarks has 60,000.
MAX_ELEMENTS = 2_000_000


def parse_xml(data: bytes, name: str) -> Element:
    """Return the root of a document; names of elements and attributes are ``{namespace}local``.

    Raises FormatError if it is not well-formed, declares entities or uses others, or exceeds the bounds.  External
    entities and DTDs are never loaded.
    """
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    depth = count = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > MAX_DEPTH or count > MAX_ELEMENTS:
            raise FormatError(f"{name}: more than {MAX_DEPTH} levels or {MAX_ELEMENTS:,} elements")
        builder.start(_clark(tag), {_clark(key): value for key, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_clark(tag))

    def doctype(_name: str, _system: str | None, _public: str | None, has_subset: int) -> None:
        if has_subset:
            entity()

    def entity(*_: object) -> None:
        raise FormatError(f"{name} declares entities, which are not allowed; save the document again")

    def skipped(entity_name: str, _is_parameter: bool) -> None:
        raise FormatError(f"{name} uses the entity {entity_name}, which it does not declare")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler, parser.EntityDeclHandler = doctype, entity
    parser.SkippedEntityHandler = skipped  # expat leaves it out silently where a DTD outside may declare it
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise FormatError(f"{name} is damaged: {error}; get the file again") from error
    except (ValueError, LookupError) as error:  # an encoding that Python does not have
        raise FormatError(f"{name} is damaged: {error}; get the file again") from error
    return builder.close()


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child with this local name, or None."""
    return None if element is None else next(children(element, name), None)


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the children with this local name."""
    for inner in () if element is None else element:
        if local(inner) == name:
            yield inner


def value(element: Element | None, name: str = "val") -> str | None:
    """Return the value of the attribute with this local name, or None."""
    if element is None:
        return None
    for key, text in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return text
    return None


def _clark(name: str) -> str:
    return "{" + name if "}" in name else name
