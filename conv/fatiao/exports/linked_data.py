"""Write schema.org ``Legislation`` as JSON-LD for the head of a page.

Property names and their meaning: schema.org/Legislation (from the European Legislation Identifier).  Unknown values are
left out.  The text on the site is not the official publication, and is marked ``UnofficialLegalValue``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fatiao.exports.citations.record import compact_json, safe_url
from fatiao.exports.facts import Facts
from fatiao.markup import legal

#: ``Work.status`` → LegalForceStatus.  已修改 is missing: it means that the law was amended, not that this text is in
#: force or not.
_FORCE = {"现行有效": "InForce", "已被修改": "NotInForce", "已废止": "NotInForce", "尚未施行": "NotInForce"}
_UNOFFICIAL = "https://schema.org/UnofficialLegalValue"


def law_data(
    facts: Facts,
    url: str,
    files: Iterable[tuple[str, str]] = (),
    articles: Iterable[tuple[str, str]] = (),
) -> dict[str, Any]:
    """Return the law as JSON-LD; ``files`` are its data files as (URL, media type), ``articles`` are (name, URL)."""
    data = {"@context": "https://schema.org"} | _law(facts, url)
    parts = [{"@type": "Legislation", "name": legal(name), "url": safe_url(at)} for name, at in articles]
    encodings = [_encoding(at, media) for at, media in [(url, "text/html"), *files]]
    return data | ({"hasPart": parts} if parts else {}) | {"encoding": encodings}


def article_data(facts: Facts, url: str, name: str, eid: str, law_url: str, text: str = "") -> dict[str, Any]:
    """Return one article as a part of its law; ``name`` is its label, ``eid`` its eId, ``text`` may be left out.

    The law is given by its address, name and identifier only; the page at ``law_url`` has the rest.
    """
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": safe_url(url),
        "name": legal(f"{facts.title} {name}"),
        "legislationIdentifier": f"{facts.expression_iri}/~{eid}",
        "inLanguage": _language(facts),
        "isPartOf": {
            "@type": "Legislation",
            "@id": safe_url(law_url),
            "name": legal(facts.title),
            "legislationIdentifier": facts.expression_iri,
        },
        "encoding": _encoding(url, "text/html"),
    }
    if text:
        data["text"] = legal(text)
    return data


def _language(facts: Facts) -> str:
    return "zh-Hant" if facts.traditional else "zh-Hans-CN"


def _encoding(url: str, media: str) -> dict[str, str]:
    return {
        "@type": "LegislationObject",
        "contentUrl": safe_url(url),
        "encodingFormat": media,
        "legislationLegalValue": _UNOFFICIAL,
    }


def _law(facts: Facts, url: str) -> dict[str, Any]:
    given: dict[str, Any] = {
        "@type": "Legislation",
        "@id": safe_url(url),
        "url": safe_url(url),
        "name": legal(facts.title),
        "alternateName": [legal(title) for title in facts.short_titles],
        "legislationIdentifier": facts.expression_iri,
        "legislationType": facts.kind,
        "legislationDate": facts.adopted,
        "datePublished": facts.promulgated,
        "legislationDateVersion": facts.version,
        "temporalCoverage": f"{facts.in_force}/{facts.repealed or '..'}" if facts.in_force else None,
        "legislationLegalForce": f"https://schema.org/{_FORCE[facts.status]}" if facts.status in _FORCE else None,
        "legislationPassedBy": {"@type": "Organization", "name": legal(facts.issuer)} if facts.issuer else None,
        "legislationJurisdiction": {"@type": "AdministrativeArea", "name": facts.area},
        "inLanguage": _language(facts),
    }
    return {name: value for name, value in given.items() if value}


def data_script(data: dict[str, Any]) -> str:
    """Return the ``<script type="application/ld+json">`` element; no value can close it or open a comment in it."""
    return f'<script type="application/ld+json">{compact_json(data)}</script>'
