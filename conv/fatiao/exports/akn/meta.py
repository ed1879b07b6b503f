"""Write the metadata of an Akoma Ntoso document: identification by FRBR, publication, history, references."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from fatiao.exports.akn.changes import TextBefore, passive_modifications
from fatiao.exports.facts import Facts, full_date
from fatiao.markup import xml_element

_SOURCE = "#fatiao"
_ISSUER = "#issuer"


def document_meta(facts: Facts, terms: Iterable[str], before: TextBefore | None = None) -> str:
    """Return the ``<meta>`` of the law; ``terms`` are the targets of ``<term refersTo="#term_1">`` …, in order.

    ``before`` is the comparison with the text before, if the corpus has it.
    """
    events = _events(facts)
    return xml_element(
        "meta",
        identification(facts),
        _publication(facts),
        xml_element(
            "lifecycle",
            *(
                xml_element("eventRef", eId=f"evt_{at}", date=date, source="#original", type=kind)
                for at, (date, kind, _) in enumerate(events, 1)
            ),
            source=_SOURCE,
        )
        if events
        else "",
        passive_modifications(before, facts.iri, _changing(facts, events), _SOURCE) if before and events else "",
        _force(facts, events),
        _references(facts, terms),
    )


def identification(facts: Facts, component: str = "") -> str:
    """Return the ``<identification>`` of the law, or of a component of it (``!att_1``)."""
    date = facts.made
    version = full_date(facts.version or date)
    suffix = component or "!main"
    work = xml_element(
        "FRBRWork",
        *_core(facts.iri + f"/{suffix}", facts.iri, date, "Generation", _ISSUER if facts.issuer else _SOURCE),
        xml_element("FRBRcountry", value=facts.country),
        xml_element("FRBRnumber", value=facts.number) if facts.number else "",
        xml_element("FRBRname", value=facts.title),
    )
    expression = xml_element(
        "FRBRExpression",
        *_core(facts.expression_iri + f"/{suffix}", facts.expression_iri, version, "Generation", _SOURCE),
        xml_element("FRBRlanguage", language="zho"),
    )
    manifestation = xml_element(
        "FRBRManifestation",
        *_core(facts.expression_iri + f"/{suffix}.xml", facts.expression_iri + ".xml", version, "Generation", _SOURCE),
        xml_element("FRBRformat", value="application/akn+xml"),
    )
    return xml_element("identification", work, expression, manifestation, source=_SOURCE)


def _core(this: str, uri: str, date: str, name: str, author: str) -> tuple[str, ...]:
    return (
        xml_element("FRBRthis", value=this),
        xml_element("FRBRuri", value=uri),
        xml_element("FRBRdate", date=date, name=name),
        xml_element("FRBRauthor", href=author),
    )


def _publication(facts: Facts) -> str:
    if not facts.promulgated:
        return ""
    return xml_element(
        "publication",
        date=full_date(facts.promulgated),
        name="promulgation",
        showAs=facts.issuer or "公布",
        number=facts.number,
    )


def _events(facts: Facts) -> list[tuple[str, str, str]]:
    """Return the events of the law as (date, AKN type, name), in order of time.

    The replacement of this text by a newer one is given as an amendment.
    """
    found = [
        (facts.adopted or facts.promulgated, "generation", "made"),
        *((date, "amendment", "amended") for date in facts.amended),
        (facts.in_force, "generation", "in_force"),
        (facts.replaced, "amendment", "replaced"),
        (facts.repealed, "repeal", "repealed"),
    ]
    return sorted((full_date(date), kind, name) for date, kind, name in found if date)


def _changing(facts: Facts, events: list[tuple[str, str, str]]) -> str:
    """Return the reference to the event that made this text: its amendment, else the last event up to its date."""
    date = full_date(facts.version or "")
    numbered = [(day, name == "amended", at) for at, (day, _, name) in enumerate(events, 1) if day <= date]
    return f"#evt_{max(numbered)[2]}" if numbered else "#evt_1"


def _force(facts: Facts, events: list[tuple[str, str, str]]) -> str:
    """Return the period in which this text is in force, as ``<temporalData>``; empty if its start is unknown.

    An amended law still prints the day on which it first came into force; the text as amended starts at the amendment.
    """
    at = {name: f"#evt_{number}" for number, (_, _, name) in enumerate(events, 1)}
    if "in_force" not in at:
        return ""
    own, amended = full_date(facts.version or ""), max(map(full_date, facts.amended), default="")
    start = at["amended"] if full_date(facts.in_force or "") < own == amended else at["in_force"]
    end = at.get("replaced") or at.get("repealed")
    interval = xml_element("timeInterval", start=start, end=end, refersTo="#inForce")
    return xml_element("temporalData", xml_element("temporalGroup", interval, eId="tmpg_1"), source=_SOURCE)


def _references(facts: Facts, terms: Iterable[str]) -> str:
    def entry(name: str, eid: str, href: str, shown: str) -> str:
        return xml_element(name, eId=eid, href=href, showAs=shown)

    return xml_element(
        "references",
        entry("original", "original", f"{facts.iri}/zho@", facts.title),
        entry("TLCOrganization", "fatiao", "/ontology/organization/fatiao", "法条"),
        entry("TLCOrganization", "issuer", f"/ontology/organization/{_slug(facts.issuer)}", facts.issuer)
        if facts.issuer
        else "",
        entry("TLCConcept", "inForce", "/ontology/concept/in-force", "施行"),
        *(entry("TLCTerm", f"term_{at}", f"/ontology/term/{_slug(term)}", term) for at, term in enumerate(terms, 1)),
        source=_SOURCE,
    )


def _slug(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="")
