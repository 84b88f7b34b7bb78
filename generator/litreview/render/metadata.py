"""What a page tells machines of its papers: Highwire tags and JSON-LD in a paper's head, COinS in lists. Pure; no markup here.

Which program reads what, and why a page has one of them: docs/decisions/0011-page-metadata.md.
"""

from typing import Any
from urllib.parse import quote

from litreview.model.names import Name
from litreview.model.record import Record
from litreview.render.addresses import links_of
from litreview.render.citation import Kind, address, cited_name, issued, kind_of
from litreview.render.encode import fold

_ZOTERO_TYPES: dict[Kind, str] = {
    "preprint": "preprint",
    "proceedings": "conferencePaper",
    "journal": "journalArticle",
}
_HIGHWIRE_VENUES: dict[Kind, str] = {
    "proceedings": "citation_conference_title",
    "journal": "citation_journal_title",
}
_PERCENT_ENCODED = str.maketrans({chr(code): quote(chr(code), safe="") for code in range(128)})
_IDENTIFIERS = frozenset({"arXiv", "DOI", "ACL Anthology"})
_SCHEMA_VENUES: dict[Kind, str] = {"proceedings": "PublicationVolume", "journal": "Periodical"}


def highwire_tags(record: Record) -> tuple[tuple[str, str], ...]:
    """Names and contents of the `meta` elements that Zotero and scholarly search engines read, in order; an author each.

    Dates are YYYY/MM/DD, as far as known. The paper's own page and PDF are named, since this site has neither.
    Source: https://scholar.google.com/intl/en/scholar/inclusion.html#indexing and Zotero's "Embedded Metadata" translator.
    """
    kind, cited = kind_of(record), issued(record)
    tags = [("citation_title", record.title)]
    tags += [("citation_author", name) for name in _highwire_names(record)]
    optional = (
        ("citation_publication_date", cited and cited.replace("-", "/")),
        ("citation_online_date", record.date and record.date != cited and record.date.replace("-", "/")),
        (_HIGHWIRE_VENUES.get(kind, ""), record.venue),
        ("citation_doi", record.doi),
        ("citation_arxiv_id", record.arxiv),
        ("citation_abstract_html_url", address(record)),
        ("citation_pdf_url", _pdf(record)),
        # Zotero takes a paper without a venue for an article in a journal.
        ("z:itemType", _ZOTERO_TYPES[kind]),
    )
    tags += [(name, value) for name, value in optional if value]
    return tuple((name, fold(value)) for name, value in tags)


def json_ld(record: Record) -> dict[str, Any]:
    """The paper as a schema.org ScholarlyArticle; what is unknown is left out."""
    kind = kind_of(record)
    known = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "name": record.title,
        "headline": record.title,
        "author": [_schema_author(cited_name(author)) for author in record.authors],
        "datePublished": issued(record),
        "dateCreated": None if issued(record) == record.date else record.date,
        "isPartOf": {"@type": _SCHEMA_VENUES[kind], "name": record.venue} if kind in _SCHEMA_VENUES else None,
        "identifier": [link.address for link in links_of(record) if link.text in _IDENTIFIERS],
        "url": address(record),
    }
    return {name: value for name, value in known.items() if value}


def coins(record: Record) -> str:
    """The paper as an OpenURL ContextObject, for the `title` of `<span class="Z3988">`: how Zotero sees the papers in a list.

    Zotero reads a plus sign as a blank, however it is written, and puts groups before persons.
    Source: ANSI/NISO Z39.88-2004, and `parseContextObject` in Zotero's `openurl.js`.
    """
    kind = kind_of(record)
    pairs = [("ctx_ver", "Z39.88-2004"), *_coins_kind(record, kind)]
    for author in record.authors:
        name = cited_name(author)
        pairs.append(("rft.aucorp", name.group) if name.group else ("rft.au", _inverted(name)))
    doi = record.doi and f"info:doi/{record.doi}"
    pairs += [("rft.date", issued(record)), ("rft_id", doi), ("rft_id", address(record))]
    return "&".join(f"{key}={_percent_encode(fold(value))}" for key, value in pairs if value)


def _percent_encode(text: str) -> str:
    """As in a query, every sign; `quote` takes ten times as long, and lists have a thousand of these."""
    return text.translate(_PERCENT_ENCODED) if text.isascii() else quote(text, safe="")


def _coins_kind(record: Record, kind: Kind) -> list[tuple[str, str | None]]:
    """Type, title and venue; each type has its own names for them."""
    if kind == "preprint":
        return [
            ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
            ("rft.title", record.title),
            ("rft.type", "preprint"),
        ]
    scheme, genre, venue = (
        ("journal", "article", "rft.jtitle") if kind == "journal" else ("book", "proceeding", "rft.btitle")
    )
    return [
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{scheme}"),
        ("rft.genre", genre),
        ("rft.atitle", record.title),
        (venue, record.venue),
    ]


def _highwire_names(record: Record) -> list[str]:
    """The authors as Zotero's reader takes them apart: at semicolons, then at commas.

    A single author gets a semicolon at the end: with blanks on both sides of a comma, one would be read as two.
    """
    names = [_inverted(cited_name(author)).replace(";", ",") for author in record.authors]
    return [f"{names[0]};"] if len(names) == 1 else names


def _inverted(name: Name) -> str:
    """`Family, Given Suffix`, for readers that know of one comma; one at the end of a name that only has blanks.

    Without it the last word of a group's name would be the family name.
    """
    given = f"{name.given} {name.suffix}".strip()
    whole = name.group or ", ".join(part for part in (name.family, given) if part)
    return f"{whole}," if " " in whole and "," not in whole else whole


def _schema_author(name: Name) -> dict[str, str]:
    if name.group:
        return {"@type": "Organization", "name": name.group}
    parts = {"givenName": name.given, "familyName": name.family, "honorificSuffix": name.suffix}
    return {"@type": "Person", "name": name.display, **{key: part for key, part in parts.items() if part}}


def _pdf(record: Record) -> str | None:
    if record.acl:
        return f"https://aclanthology.org/{record.acl}.pdf"
    return f"https://arxiv.org/pdf/{record.arxiv}" if record.arxiv else None
