"""BibTeX in detail: what LaTeX means, whose name is which, and where an identifier or a date may stand."""

import logging

import pytest

from litreview.intake.entry import Entry
from litreview.intake.readers import read_listing
from litreview.intake.source import Source


def read_one(fields: str) -> Entry:
    (entry,) = read_listing(Source("beads.bib", f"@misc{{beads, {fields}}}")).entries
    return entry


@pytest.mark.parametrize(
    ("latex", "title"),
    [
        pytest.param(r"{BEAD}-like {M}odels", "BEAD-like Models", id="braces-for-capitals"),
        pytest.param(r"Schr{\"o}dinger, Schr\"odinger", "Schrödinger, Schrödinger", id="umlaut"),
        pytest.param(r"{\'E}tude, \'{e}t\'e, na{\"\i}ve", "Étude, été, naïve", id="accents"),
        pytest.param(r"\v{C}apek, \c{c}a, Erd\H{o}s, \k{a}, \.z", "Čapek, ça, Erdős, ą, ż", id="letter-accents"),
        pytest.param(r"\L{}\'od\'z, {\ss}, stra\ss e, \O re, {\ae}", "Łódź, ß, straße, Øre, æ", id="letters"),
        pytest.param(r"R\&D, 50\%, \#1, a\_b, \$5", "R&D, 50%, #1, a_b, $5", id="escaped-signs"),
        pytest.param(r"100% of beads # not dropped", "100% of beads # not dropped", id="a-percent-sign-is-no-comment"),
        pytest.param(r"Beads -- and --- ``wires''", "Beads – and — “wires”", id="dashes-and-quotes"),
        pytest.param(r"Bead~2 is 3\,mm wide", "Bead 2 is 3 mm wide", id="blanks"),
        pytest.param(r"\emph{Very {S}mall} \textbf{Beads}, {\em rolled}", "Very Small Beads, rolled", id="type"),
        pytest.param(r"\LaTeX{} for \TeX users", "LaTeX for TeX users", id="logos"),
        pytest.param(r"$\{\pm 1, \pm i\}$ and $x_1^{2}$", r"$\{\pm 1, \pm i\}$ and $x_1^{2}$", id="mathematics"),
        pytest.param(r"Costs $5 or {\$}6", "Costs $5 or $6", id="sums"),
        pytest.param(r"By \ourmethod and \othermethod{x}", r"By ourmethod and \othermethod{x}", id="own-commands"),
        pytest.param(r"3 \times 4 \pm 1, \alpha-beads", "3 × 4 ± 1, α-beads", id="signs"),
        pytest.param(r"See \url{https://a.org/x--y_z}", "See https://a.org/x--y_z", id="address"),
        pytest.param(r"See https://a.org/x--y\_z", "See https://a.org/x--y_z", id="bare-address"),
        pytest.param(r"\href{https://a.org}{The Beads}", "The Beads", id="link-text"),
        pytest.param(r"{\textless} 10{\textasciicircum}2 \textbar{}x\textbar", "< 10^2 |x|", id="signs-by-name"),
        pytest.param(r"H\textsubscript{2}O, m\textsuperscript{2}", "H2O, m2", id="sub-and-superscript"),
        pytest.param("Two\n    lines", "Two lines", id="two-lines"),
    ],
)  # fmt: skip
def test_latex_becomes_characters(latex: str, title: str) -> None:
    assert read_one(f"title = {{{latex}}}").title == title


@pytest.mark.parametrize(
    ("names", "authors"),
    [
        pytest.param("Ada Beadle and Bo Cogsworth", ("Beadle, Ada", "Cogsworth, Bo"), id="reading-order"),
        pytest.param("Beadle, Ada and Cogsworth, B. O.", ("Beadle, Ada", "Cogsworth, B. O."), id="family-first"),
        pytest.param("Ludo van der Bead", ("van der Bead, Ludo",), id="von-part"),
        pytest.param("de la Bead, Ludo", ("de la Bead, Ludo",), id="von-part-family-first"),
        pytest.param("Bead, Jr., Ludo", ("Bead, Ludo, Jr.",), id="suffix"),
        pytest.param("Ludo M. Bead III", ("Bead, Ludo M., III",), id="suffix-in-reading-order"),
        pytest.param("{Bead Team, Bead Inc.} and Ada Beadle", ("{Bead Team, Bead Inc.}", "Beadle, Ada"), id="group"),
        pytest.param("{Beads and Wires}", ("{Beads and Wires}",), id="group-with-and"),
        pytest.param("Ludo {Bead Wire}", ("Bead Wire, Ludo",), id="family-name-of-two-words"),
        pytest.param(r"{\'E}mile Zigzag and Zo{\"e} {\"O}re", ("Zigzag, Émile", "Öre, Zoë"), id="accents"),
        pytest.param("Plato", ("Plato",), id="mononym"),
        pytest.param("Beadle, Ada and\n  Cogsworth, Bo", ("Beadle, Ada", "Cogsworth, Bo"), id="two-lines"),
        pytest.param("Bead, Wire, Ludo, Too, Many", ("Bead, Ludo Too Many, Wire",), id="too-many-commas"),
        pytest.param("Beadle, Ada,", ("Beadle, Ada",), id="comma-at-the-end"),
        pytest.param(r"Ada Beadle and \'Emile Zigzag and \O{}re, Bo", ("Beadle, Ada", "Zigzag, Émile", "Øre, Bo"), id="accent-behind-and"),
        pytest.param("Ada Beadle AND Bo Cogsworth", ("Beadle, Ada", "Cogsworth, Bo"), id="and-in-capitals"),
        pytest.param(r"{Bead \& {W}ire {\'E}lite}", ("{Bead & Wire Élite}",), id="group-with-braces-inside"),
        pytest.param(
            "family=Bead, given=Ludo, prefix=van der, useprefix=true and given=Bo, family={Cogsworth}, suffix=Jr.",
            ("van der Bead, Ludo", "Cogsworth, Bo, Jr."),
            id="parts-by-name",
        ),
        pytest.param("Beadle, family=", ("Beadle, family=",), id="parts-by-name-without-a-name"),
        pytest.param("and Ada Beadle and and Bo Cogsworth and", ("Beadle, Ada", "Cogsworth, Bo"), id="and-too-often"),
    ],
)  # fmt: skip
def test_names(names: str, authors: tuple[str, ...]) -> None:
    entry = read_one(f"title = {{Beads}}, author = {{{names}}}")

    assert (entry.authors, entry.notes) == (authors, ())


@pytest.mark.parametrize("ending", ["others", "et al.", "{\\em et al.}"])
def test_a_cut_author_list_is_noted(ending: str) -> None:
    entry = read_one(f"title = {{Beads}}, author = {{Ada Beadle and {ending}}}")

    assert entry.authors == ("Beadle, Ada",)
    assert entry.notes == ('the author list is cut off: it ends with "and others"',)


@pytest.mark.parametrize(
    ("fields", "expected", "notes"),
    [
        pytest.param("year = 2024", "2024", (), id="year"),
        pytest.param("year = {2024}, month = sep", "2024-09", (), id="month-macro"),
        pytest.param("year = 2024, month = {September}", "2024-09", (), id="month-name"),
        pytest.param("year = 2024, month = 9", "2024-09", (), id="month-number"),
        pytest.param("year = 2024, month = sep # {~21}", "2024-09-21", (), id="day-behind-month"),
        pytest.param("year = 2024, month = sep, day = 21", "2024-09-21", (), id="day"),
        pytest.param("date = {2024-09-21}", "2024-09-21", (), id="iso"),
        pytest.param("date = {2024-09/2024-10}", "2024-09", (), id="range"),
        pytest.param("date = {2024}, year = 1999", "2024", (), id="date-before-year"),
        pytest.param("year = 2024, month = feb, day = 30", "2024-02", ('"2024 feb 30" is not in the calendar',), id="no-such-day"),
        pytest.param("year = 2024, month = {summer}", "2024", (), id="season"),
        pytest.param("year = {in press}", None, ('"in press" is no date',), id="words"),
        pytest.param("month = may", None, ('"may" is no date',), id="no-year"),
    ],
)  # fmt: skip
def test_dates(fields: str, expected: str | None, notes: tuple[str, ...]) -> None:
    entry = read_one(f"title = {{Beads}}, {fields}")

    assert (entry.date, entry.notes) == (expected, notes)


@pytest.mark.parametrize(
    ("fields", "identifiers"),
    [
        pytest.param("eprint = {2309.99901v2}, archiveprefix = {arXiv}", ("2309.99901", None, None), id="eprint"),
        pytest.param("eprint = {2309.99901}, eprinttype = {arxiv}", ("2309.99901", None, None), id="biblatex"),
        pytest.param("eprint = {math/0309136}", ("math/0309136", None, None), id="eprint-of-old"),
        pytest.param("eprint = {2309.99901}, eprinttype = {jstor}", (None, None, None), id="eprint-elsewhere"),
        pytest.param("doi = {10.48550/arXiv.2309.99901}", ("2309.99901", None, None), id="arxiv-s-doi"),
        pytest.param("doi = {https://doi.org/10.99999/A.b}", (None, "10.99999/a.b", None), id="doi"),
        pytest.param(
            "doi = {10.18653/v1/2024.beads-long.1}",
            (None, "10.18653/v1/2024.beads-long.1", "2024.beads-long.1"),
            id="acl-s-doi",
        ),
        pytest.param("url = {https://aclanthology.org/P99-1001/}", (None, None, "P99-1001"), id="acl-s-address"),
        pytest.param("url = {http://arxiv.org/abs/2309.99901}", ("2309.99901", None, None), id="arxiv-s-address"),
        pytest.param("journal = {arXiv preprint arXiv:2309.99901}", ("2309.99901", None, None), id="journal"),
        pytest.param("journal = {CoRR}, volume = {abs/2309.99901}", ("2309.99901", None, None), id="dblp"),
        pytest.param(r"howpublished = {\url{https://arxiv.org/abs/2309.99901}}", ("2309.99901", None, None), id="howpublished"),
        pytest.param("note = {arXiv:2309.99901 [cs.GL]}", ("2309.99901", None, None), id="note"),
        pytest.param("howpublished = {Available as arXiv:2309.99901.}", ("2309.99901", None, None), id="howpublished-in-words"),
        pytest.param("note = {Preprint, arXiv:2309.99901}", ("2309.99901", None, None), id="note-of-a-preprint"),
        pytest.param("note = {Extends arXiv:2309.99901}", (None, None, None), id="note-on-another"),
        pytest.param("volume = {12}, number = {3}", (None, None, None), id="none"),
    ],
)  # fmt: skip
def test_identifiers(fields: str, identifiers: tuple[str | None, str | None, str | None]) -> None:
    entry = read_one(f"title = {{Beads}}, {fields}")

    assert (entry.arxiv, entry.doi, entry.acl) == identifiers


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param("primaryclass = {cs.CL}", "cs.CL", id="bibtex"),
        pytest.param("eprintclass = {quant-ph}", "quant-ph", id="biblatex"),
        pytest.param("eprintclass = {cs}", None, id="an-archive-of-zotero-s"),
    ],
)
def test_arxiv_s_category(fields: str, expected: str | None) -> None:
    assert read_one(f"title = {{Beads}}, {fields}").primary_class == expected


@pytest.mark.parametrize(
    ("fields", "venue"),
    [
        pytest.param("booktitle = {Proc. of Beads}", "Proc. of Beads", id="proceedings"),
        pytest.param("journal = {Beads}", "Beads", id="journal"),
        pytest.param("journal = {CoRR}", None, id="corr-is-none"),
        pytest.param("journal = {ArXiv}", None, id="arxiv-is-none"),
        pytest.param(
            "journaltitle = {arXiv e-prints}, eventtitle = {Beads 2024}", None, id="only-the-first-field"
        ),
    ],
)
def test_venues(fields: str, venue: str | None) -> None:
    assert read_one(f"title = {{Beads}}, {fields}").venue == venue


def test_the_parser_prints_nothing_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong with a file is in the leftovers, for `cli` to print once, in the project's own words."""
    for name in ("bibtexparser", "pylatexenc"):
        assert logging.getLogger(name).handlers

    read_listing(Source("beads.bib", "@misc{beads, title = {never closed \\url{x}"))

    assert capsys.readouterr() == ("", "")
