"""Every way in which a paper's page lets a reader take its citation along: three formats for programs, five styles for people."""

from dataclasses import dataclass

from litreview.model.record import Record
from litreview.render.exports import FORMATS, Entries
from litreview.render.exports.csl import frame_csl
from litreview.render.references import format_in_all_styles


@dataclass(frozen=True, slots=True)
class Citation:
    """A paper's citation, to be copied as it stands.

    Fields:
        name: of the format or style, as `export` calls it.
        label: as readers call it.
        text: without blanks at its end, which a browser does not copy; lines end in a line feed.
    """

    name: str
    label: str
    text: str


def citations_of(paper: Record, entries: Entries) -> tuple[Citation, ...]:
    """The citations of `paper`, formats first."""
    formats = (
        ("bibtex", entries["bibtex"]),
        ("ris", entries["ris"].replace("\r\n", "\n")),
        ("csl-json", frame_csl([entries["csl-json"]])),
    )
    styles = (Citation(style.name, style.label, text) for style, text in format_in_all_styles(paper))
    return (*(Citation(name, FORMATS[name].label, text.rstrip()) for name, text in formats), *styles)
