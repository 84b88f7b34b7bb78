"""Formatted references: what each style prints, that no text gets lost in it, and that pandoc prints the same."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st

from litreview.model.record import Record
from litreview.render import layouts
from litreview.render.encode import fold
from litreview.render.exports.csl import csl_item, csl_items
from litreview.render.layouts import STYLES
from litreview.render.mathematics import readable
from litreview.render.references import format_citation, format_citations, format_in_all_styles
from render.outside import run
from render.papers import hostile_records, invented_records, record

GOLDEN = Path(__file__).parent / "references"
STYLE_FILES = Path(layouts.__file__).parent / "styles"
EVERY_STYLE = pytest.mark.parametrize("style", [pytest.param(name, id=name) for name in STYLES])
SIXTY = tuple(f"Cook{number}, Given{number}" for number in range(60))


@EVERY_STYLE
def test_the_invented_papers(style: str, refresh: bool) -> None:
    """Sixty authors, a group, accents, Chinese, mathematics, markup, no author, no date, published and not."""
    golden = GOLDEN / f"{style}.txt"
    text = format_citations(invented_records(), style)
    if refresh:
        golden.write_text(text, "utf-8", newline="\n")

    assert text == golden.read_text("utf-8")


ADDRESS = "https://example.org/x"


@pytest.mark.parametrize(
    ("style", "fields", "reference"),
    [
        pytest.param(
            "apa",
            {"authors": SIXTY[:21]},
            f"{', '.join(f'Cook{n}, G.' for n in range(19))}, … Cook20, G. (2023). T. {ADDRESS}",
            id="apa-leaves-out-before-the-last-of-21",
        ),
        pytest.param(
            "apa",
            {"authors": SIXTY[:20]},
            f"{', '.join(f'Cook{n}, G.' for n in range(19))}, & Cook19, G. (2023). T. {ADDRESS}",
            id="apa-prints-20",
        ),
        pytest.param(
            "chicago",
            {"authors": SIXTY[:7]},
            f"Cook0, Given0, Given1 Cook1, Given2 Cook2, et al. 2023. “T.” Preprint, September 21. {ADDRESS}.",
            id="chicago-prints-three-of-7",
        ),
        pytest.param(
            "harvard",
            {"authors": SIXTY[:4]},
            f"Cook0, G. et al. (2023) ‘T’. Available at: {ADDRESS}.",
            id="harvard-prints-one-of-4",
        ),
        pytest.param(
            "ieee",
            {"authors": SIXTY[:7]},
            f"G. Cook0 et al., “T,” Sep. 21, 2023. [Online]. Available: {ADDRESS}",
            id="ieee-prints-one-of-7",
        ),
        pytest.param(
            "apa",
            {"authors": ("Aimé-Sand, Jean-Luc aus B.", "Plume, J.R.R., III")},
            f"Aimé-Sand, J.-L. aus B., & Plume, J. R. R., III. (2023). T. {ADDRESS}",
            id="initials",
        ),
        pytest.param(
            "harvard",
            {"authors": ("Aimé-Sand, Jean-Luc aus B.", "Plume, J.R.R.")},
            f"Aimé-Sand, J.-L. aus B. and Plume, J.R.R. (2023) ‘T’. Available at: {ADDRESS}.",
            id="initials-without-blanks",
        ),
        pytest.param(
            "chicago",
            {"authors": ("van der Fable, Tobias", "van der Fable, Ada")},
            f"Fable, Tobias van der, and Ada van der Fable. 2023. “T.” Preprint, September 21. {ADDRESS}.",
            id="particles",
        ),
        pytest.param(
            "ieee",
            {"authors": ("虚, 构", "김, 가상", "نموذج, خيالي")},
            f"虚构, 김가상, and خيالي نموذج, “T,” Sep. 21, 2023. [Online]. Available: {ADDRESS}",
            id="names-without-capitals",
        ),
        pytest.param(
            "apa", {"authors": ("{Tea, Inc.}",)}, f"Tea, Inc. (2023). T. {ADDRESS}", id="a-group-with-a-full-stop"
        ),
        pytest.param("apa", {"authors": ()}, f"T. (2023). {ADDRESS}", id="apa-without-authors"),
        pytest.param(
            "chicago", {"authors": ()}, f"“T.” 2023. Preprint, September 21. {ADDRESS}.", id="chicago-without-authors"
        ),
        pytest.param(
            "harvard", {"authors": ()}, f"‘T’ (2023). Available at: {ADDRESS}.", id="harvard-without-authors"
        ),
        pytest.param("acm", {"authors": ()}, f"2023. T. Retrieved from {ADDRESS}", id="acm-without-authors"),
        pytest.param("apa", {"date": None}, f"Marsh, A. (n.d.). T. Retrieved {ADDRESS}", id="apa-without-date"),
        pytest.param("ieee", {"date": "2023"}, f"A. Marsh, “T,” 2023. [Online]. Available: {ADDRESS}", id="a-year"),
        pytest.param(
            "ieee",
            {"date": "2023-06-07"},
            f"A. Marsh, “T,” Jun. 07, 2023. [Online]. Available: {ADDRESS}",
            id="a-day-of-the-same-digits",
        ),
        pytest.param(
            "chicago",
            {"date": "2023-12-07"},
            f"Marsh, Ada. 2023. “T.” Preprint, December 7. {ADDRESS}.",
            id="december",
        ),
        pytest.param("apa", {"title": "Why?"}, f"Marsh, A. (2023). Why? {ADDRESS}", id="a-question"),
        pytest.param(
            "ieee",
            {"title": "Why?"},
            f"A. Marsh, “Why?” Sep. 21, 2023. [Online]. Available: {ADDRESS}",
            id="a-question-in-quotes",
        ),
        pytest.param(
            "harvard",
            {"title": 'What is "this?"'},
            f'Marsh, A. (2023) ‘What is "this?"’ Available at: {ADDRESS}.',
            id="a-quoted-question-in-british-quotes",
        ),
        pytest.param(
            "ieee",
            {"arxiv": "2309.12307", "url": None},
            "A. Marsh, “T,” Sep. 21, 2023, arXiv:2309.12307. [Online]. Available: https://arxiv.org/abs/2309.12307",
            id="arxiv-is-named-once",
        ),
        pytest.param(
            "acm",
            {"venue": "FABLE 2024", "doi": "10.5555/a.b"},
            "Ada Marsh. 2024. T. In FABLE 2024, 2024. https://doi.org/10.5555/a.b",
            id="proceedings",
        ),
    ],
)  # fmt: skip
def test_what_a_style_prints(style: str, fields: dict[str, object], reference: str) -> None:
    plain: dict[str, object] = {"title": "T", "authors": ("Marsh, Ada",), "url": ADDRESS}
    assert format_citation(record(**plain | fields), style) == reference


@EVERY_STYLE
def test_no_text_is_changed(style: str) -> None:
    """Whatever a title or a venue has: markup, commands, references, marks."""
    for paper in hostile_records():
        reference = format_citation(paper, style)
        assert readable(fold(paper.title)) in reference
        assert (paper.venue or "") in reference
        assert reference == fold(reference)


@given(title=st.text(min_size=1).map(fold).filter(bool), venue=st.text().map(fold))
def test_any_text_comes_through(title: str, venue: str) -> None:
    """Private characters too, which is what places are made of."""
    paper = record().model_copy(update={"title": title, "venue": f"{venue} 2024"})
    for style, reference in format_in_all_styles(paper):
        assert readable(title) in reference, style.name
        assert f"{venue} 2024" in reference, style.name


@EVERY_STYLE
def test_what_was_formatted_before_does_not_matter(style: str) -> None:
    """citeproc-py changes its style while it works, and layouts are kept."""
    papers = [*invented_records(), *hostile_records()]

    def format_afresh(papers: Iterable[Record]) -> dict[str, str]:
        for kept in (layouts.layout_of, layouts._processor, layouts.months_of):  # noqa: SLF001
            kept.cache_clear()
        return {paper.id: format_citation(paper, style) for paper in papers}

    assert format_afresh(reversed(papers)) == format_afresh(papers)


def test_all_styles_at_once_are_each_style() -> None:
    for paper in invented_records():
        each = tuple((style, format_citation(paper, style.name)) for style in STYLES.values())
        assert format_in_all_styles(paper) == each


# --- lists ---


def test_a_numbered_style_keeps_the_order() -> None:
    papers = [record(title="Zeta", authors=("Zed, Zoë",)), record(title="Alpha", authors=("Abel, Ada",))]

    assert format_citations(papers, "acm") == "[1] Zoë Zed. 2023. Zeta.\n\n[2] Ada Abel. 2023. Alpha.\n"


def test_other_styles_sort_by_name_date_and_title() -> None:
    papers = [
        record(title="Z", authors=("Östlich, Ada",)),
        record(title="B", authors=("Marsh, Ada", "Reed, Bo")),
        record(title="C", authors=("Marsh, Ada",), date="2024"),
        record(title="A", authors=("Marsh, Ada",), date="2024"),
        record(title="D", authors=("Marsh, Ada",), date="2021"),
        record(title="Nobody", authors=()),
    ]

    titles = re.findall(r"‘(\w+)’", format_citations(papers, "harvard"))

    assert titles == ["D", "A", "C", "B", "Nobody", "Z"]


@EVERY_STYLE
def test_a_list_of_nothing_is_empty(style: str) -> None:
    assert format_citations([], style) == ""


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(KeyError, match="mla"):
        format_citations([], "mla")


# --- the styles, and other processors ---


@EVERY_STYLE
def test_a_style_says_whose_it_is_and_under_which_licence(style: str) -> None:
    text = (STYLE_FILES / f"{style}.csl").read_text("utf-8")

    assert "Cut down from the style named below" in text
    assert "<author>" in text
    assert 'license="http://creativecommons.org/licenses/by-sa/3.0/"' in text


# The others have quotes in the title, mathematics, or a name in Chinese: there pandoc changes the text, and we do not.
ORDINARY = (
    "quill2021feather marsh2022tidal angstromnandu2022uber dolittle2023benchmark imaginaryteam2023moonshine "
    "placeholder2024sixty"
).split()


def alike(reference: str) -> str:
    """What our references and pandoc's share: pandoc sets quotes for print, and older ones leave out terms that they do not have."""
    for known, left in (("arXiv: arXiv:", "arXiv:"), (" Preprint,", ""), ("[Online]. ", ""), ("’", "'")):
        reference = reference.replace(known, left)
    return reference


@EVERY_STYLE
def test_pandoc_prints_the_same(style: str, tmp_path: Path) -> None:
    """Another processor, the same styles."""
    papers = [paper for paper in invented_records() if paper.id in ORDINARY]
    (tmp_path / "items.json").write_text(json.dumps(csl_items(papers)), "utf-8")
    arguments = f"--citeproc --csl {STYLE_FILES / style}.csl --bibliography items.json -t plain --wrap=none"
    printed = run(
        "pandoc", *arguments.split(), "-M", f"lang={STYLES[style].locale}",
        folder=tmp_path, stdin='---\nnocite: "@*"\n---\n',
    )  # fmt: skip
    theirs = [re.sub(r"^\[\d+\] +", "", line) for line in printed.splitlines() if line]

    ours = [format_citation(paper, style) for paper in papers]

    assert [alike(line) for line in theirs] == [alike(line) for line in ours]
    assert len(ours) == len(ORDINARY)


def test_citeproc_alone_changes_titles() -> None:
    """So the tests above can fail: given the text itself, it takes some of it for its own."""
    title = 'Why a <span class="nocase">Kettle</span> \\pm i Sings'
    item = csl_item(record(title=title))
    style = CitationStylesStyle(str(STYLE_FILES / "chicago.csl"), validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON([item]), formatter.plain)
    bibliography.register(Citation([CitationItem(item["id"])]))

    assert "“Why a Kettle \\pm I Sings”" in str(bibliography.bibliography()[0])
    assert f"“{title}.”" in format_citation(record(title=title), "chicago")
