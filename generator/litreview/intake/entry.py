"""What one listing says about one paper: the value that every reader returns and every later stage refines."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper in one listing; text as the listing has it until `clean` has been over it. None where it says nothing.

    Where it stands:
        source: what kind of listing ("Hugging Face Daily Papers", "arXiv list", "BibTeX", "CSL-JSON").
        listing: the listing's file name without folders; `-` for stdin.
        line: where the entry begins, counted from 1.
        listed: the day of the listing, ISO (YYYY-MM-DD); None where it shows none.
        key: what the listing itself calls the entry: a citation key (BibTeX), `ID` (RIS), `id` (CSL-JSON).
    What it says:
        title, abstract: one line each, inner white space folded to single blanks.
        authors: in order, each as "Family, Given", a group as "{Group}", or "Given Family" where the listing has it so.
        author_count: how many authors the listing claims, where it only counts them.
        organisation: what stands in the authors' place when it is not a count ("HuggingFaceFW FineData").
        date: ISO, YYYY-MM-DD, YYYY-MM or YYYY.
        arxiv (without version), doi (without resolver), acl: bare identifiers.
        primary_class: arXiv's primary category ("cs.CL").
        venue, url, code: as the listing has them.
        keywords: the source's own, in order.
    What was done to it:
        notes: one line for each thing a reader, `clean` or `lookup` changed or noticed, for the ledger.
    """

    source: str
    listing: str
    line: int
    listed: str | None = None
    key: str | None = None
    title: str | None = None
    abstract: str | None = None
    authors: tuple[str, ...] = ()
    author_count: int | None = None
    organisation: str | None = None
    date: str | None = None
    arxiv: str | None = None
    doi: str | None = None
    acl: str | None = None
    primary_class: str | None = None
    venue: str | None = None
    url: str | None = None
    code: str | None = None
    keywords: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Leftover:
    """Text that a reader could not place in any entry, or a block it had to refuse: nothing is dropped in silence.

    Fields:
        listing, line: as in Entry.
        text: what stands there, at most 200 characters.
        reason: why it is no entry ("stray line", "not valid BibTeX: ...").
        severity: "note" for lines that carry nothing ("Subscribe"), "refused" for what may have been a paper.
    """

    listing: str
    line: int
    text: str
    reason: str
    severity: str = "note"


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one reader got from one listing: entries and leftovers, each in the order of the text."""

    entries: tuple[Entry, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
