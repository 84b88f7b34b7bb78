"""A listing's text -> entries, by the reader of its format. `read_listing` is the way in.

A format is a module with `recognises` and `read`, a row in `READERS`, and a pair of files in tests/intake/listings.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from litreview.errors import LitreviewError, Problem, WrongUsageError
from litreview.intake.clean import clean_entry
from litreview.intake.entry import Entry, Leftover, Reading
from litreview.intake.readers import (
    arxiv_list,
    arxiv_page,
    bibtex,
    csl_json,
    hf_compact,
    hf_json,
    hf_page,
    review_json,
    ris,
)
from litreview.intake.readers.values import gather, refused
from litreview.intake.source import Source
from litreview.model.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class Reader:
    """One format.

    Fields:
        name: what `--format` calls it.
        label: what its entries name as their source.
        recognises: whether a text is of this format, by its content.
        read: text, the listing's name, the day it was copied (None where unknown) -> entries and leftovers.
    """

    name: str
    label: str
    recognises: Callable[[str], bool]
    read: Callable[[str, str, date | None], Reading]


# In the order in which they are tried: what has marks of its own before what is known by its shape alone.
READERS: tuple[Reader, ...] = (
    Reader("hf-json", hf_json.LABEL, hf_json.recognises, hf_json.read),
    Reader("review-json", review_json.LABEL, review_json.recognises, review_json.read),
    Reader("csl-json", csl_json.LABEL, csl_json.recognises, csl_json.read),
    Reader("bibtex", bibtex.LABEL, bibtex.recognises, bibtex.read),
    Reader("ris", ris.LABEL, ris.recognises, ris.read),
    Reader("hf-page", hf_page.LABEL, hf_page.recognises, hf_page.read),
    Reader("arxiv-page", arxiv_page.LABEL, arxiv_page.recognises, arxiv_page.read),
    Reader("arxiv-list", arxiv_list.LABEL, arxiv_list.recognises, arxiv_list.read),
    Reader("hf-compact", hf_compact.LABEL, hf_compact.recognises, hf_compact.read),
)


def read_listing(source: Source, *, format_name: str | None = None, captured: date | None = None) -> Reading:
    """The entries of `source`, cleaned, and all that is in none of them, each in the order of the text.

    The format is `format_name`, or the first whose reader recognises the text. `captured` is the day on which the listing was
    copied; it gives the year to dates that have none.

    Raises:
        WrongUsageError: there is no format of that name, or the listing is younger than `captured`.
        LitreviewError: no reader recognises the text.
    """
    reader = _recognise(source) if format_name is None else _by_name(format_name)
    reading = reader.read(source.text, source.name, captured)
    return gather([*(_clean(entry) for entry in reading.entries), *reading.leftovers])


def _clean(entry: Entry) -> Entry | Leftover:
    cleaned = clean_entry(entry)
    if any((cleaned.title, cleaned.abstract, cleaned.arxiv, cleaned.doi, cleaned.acl)):
        return cleaned
    return refused(entry.listing, entry.line, "", "nothing but characters that do not show")


def _by_name(name: str) -> Reader:
    readers = {reader.name: reader for reader in READERS}
    if name not in readers:
        hint = did_you_mean(name, readers, f"formats are {_names()}")
        raise WrongUsageError(Problem("--format", f'unknown format "{name}"', hint=hint))
    return readers[name]


def _recognise(source: Source) -> Reader:
    reader = next((reader for reader in READERS if reader.recognises(source.text)), None)
    if reader:
        return reader
    if source.text.lstrip().startswith("<"):
        hint = "this is a page's HTML: open it in a browser, select all, copy, and add the copied text"
        raise LitreviewError(Problem(source.name, "HTML or XML, not a listing", hint=hint))
    hint = f"say which it is with --format: {_names()}"
    raise LitreviewError(Problem(source.name, "no known kind of listing", hint=hint))


def _names() -> str:
    return ", ".join(reader.name for reader in READERS)
