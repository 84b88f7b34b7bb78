"""Records as CSL-JSON: what Zotero, pandoc, citeproc and every CSL style take. JSON holds any text: nothing is changed in it.

Source: https://docs.citationstyles.org/en/stable/specification.html, appendices III (types) and IV (variables).
"""

import functools
import json
from collections.abc import Iterable, Mapping
from typing import Any

from litreview.model.names import split_particles
from litreview.model.record import Record
from litreview.render.citation import address, cited_name, issued, kind_of

_TYPES = {"preprint": "article", "proceedings": "paper-conference", "journal": "article-journal"}


def csl_json(records: Iterable[Record]) -> str:
    """`records` as a JSON list in their order, an item a line; an empty list without records."""
    return frame_csl(map(csl_entry, records))


def frame_csl(entries: Iterable[str]) -> str:
    """The list of `entries`."""
    lines = ",\n".join(entries)
    return f"[\n{lines}\n]\n" if lines else "[]\n"


def csl_entry(record: Record) -> str:
    """The item of `record` on one line."""
    return json.dumps(csl_item(record), ensure_ascii=False)


def csl_items(records: Iterable[Record]) -> list[dict[str, Any]]:
    """The items of `records` in their order, as values for a CSL processor."""
    return list(map(csl_item, records))


def csl_item(record: Record) -> dict[str, Any]:
    """The item of `record`; what is unknown is left out.

    `issued` is the date to cite and `available-date` the first public version's where that is another. `custom` has what CSL has no
    variable for, under the names that `litreview.intake.readers.csl_json` reads.
    """
    day = issued(record)
    known = {
        "id": record.id,
        "type": _TYPES[kind_of(record)],
        "title": record.title,
        "author": [dict(csl_name(author)) for author in record.authors],
        "container-title": record.venue,
        **_arxiv(record),
        "issued": _date(day),
        "available-date": None if day == record.date else _date(record.date),
        "DOI": record.doi,
        "URL": address(record),
        "keyword": ", ".join(record.topics),
        "custom": _known({"acl": record.acl, "code": record.code, "primary_category": record.primary_class}),
    }
    return _known(known)


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


@functools.lru_cache(maxsize=2**16)
def csl_name(author: str) -> Mapping[str, str]:
    """An author in CSL's parts, those that there are."""
    name = cited_name(author)
    if name.group:
        return {"literal": name.group}
    particles, family = split_particles(name.family)
    return _known({
        "family": family, "given": name.given, "suffix": name.suffix, "non-dropping-particle": particles,
    })  # fmt: skip


def _arxiv(record: Record) -> dict[str, str]:
    """Zotero's way: arXiv publishes a preprint, under its number; of what was published elsewhere it is a remark.

    As `number` styles print it behind the venue, and with an `archive` APA names arXiv twice.
    """
    if record.arxiv is None:
        return {}
    number = f"arXiv:{record.arxiv}"
    return {"publisher": "arXiv", "number": number} if kind_of(record) == "preprint" else {"note": number}


def _date(day: str | None) -> dict[str, list[list[int]]] | None:
    """YYYY, YYYY-MM or YYYY-MM-DD in numbers."""
    return None if day is None else {"date-parts": [[int(part) for part in day.split("-")]]}
