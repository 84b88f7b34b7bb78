"""RIS: the lines of an entry, and that rispy reads of every record what it says, whatever stands in it."""

import pytest
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st

from litreview.model.record import Record
from litreview.render.citation import cited_name
from litreview.render.encode import fold
from litreview.render.exports.ris import ris_entry, ris_file
from render.papers import hostile_records, injecting_records, invented_records, real_records, record


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        pytest.param(
            {"arxiv": "2309.12307", "primary_class": "cs.CL", "topics": ("tuning/by-ear", "folklore")},
            """\
TY  - UNPB
ID  - marsh2023tidal
TI  - Tidal Attention
AU  - Marsh, Ada
AU  - Reed, Bo
PY  - 2023
DA  - 2023/09/21/
UR  - https://arxiv.org/abs/2309.12307
AN  - arXiv:2309.12307
DB  - arXiv
KW  - tuning/by-ear
KW  - folklore
""",
            id="preprint",
        ),
        pytest.param(
            {"venue": "FABLE 2024", "doi": "10.1000/xyz", "acl": "2024.fable-long.1", "authors": ()},
            """\
TY  - CONF
ID  - marsh2023tidal
TI  - Tidal Attention
T2  - FABLE 2024
PY  - 2024
DO  - 10.1000/xyz
UR  - https://aclanthology.org/2024.fable-long.1/
""",
            id="proceedings-of-another-year",
        ),
        pytest.param(
            {
                "venue": "Journal of Imaginary Results 7(3)",
                "date": "2023-09",
                "authors": ("van der Plume, Cy", "King, Martin, Jr.", "Plato", "{Moon, Ltd.}", "A, B, C, D"),
            },
            """\
TY  - JOUR
ID  - marsh2023tidal
TI  - Tidal Attention
AU  - van der Plume, Cy
AU  - King, Martin, Jr.
AU  - Plato
AU  - Moon, Ltd.
AU  - A, B, C, D
T2  - Journal of Imaginary Results 7(3)
PY  - 2023
DA  - 2023/09//
""",
            id="journal-month-and-all-kinds-of-names",
        ),
        pytest.param(
            {"date": None, "authors": (), "url": "https://example.org/a;b"},
            """\
TY  - UNPB
ID  - marsh2023tidal
TI  - Tidal Attention
UR  - https://example.org/a%3Bb
""",
            id="nothing-known",
        ),
    ],
)
def test_entry(fields: dict[str, object], lines: str) -> None:
    """`ER` closes every entry, with the blank that the format wants behind it."""
    assert ris_entry(record(**fields)) == f"{lines}ER  - \n".replace("\n", "\r\n")


def test_a_blank_line_parts_entries() -> None:
    assert ris_file([record(), record()]) == f"{ris_entry(record())}\r\n{ris_entry(record())}"


def test_a_file_without_records_is_empty() -> None:
    assert ris_file([]) == ""


def naive_file(records: list[Record]) -> str:
    """What a writer does who has not thought of it."""
    return "".join(f"TY  - JOUR\nID  - {paper.id}\nTI  - {paper.title}\nER  - \n\n" for paper in records)


@pytest.mark.parametrize(
    "records",
    [
        pytest.param(hostile_records(), id="hostile"),
        pytest.param(injecting_records(), id="injecting"),
        pytest.param(invented_records(), id="invented"),
        pytest.param(real_records(), id="real"),
    ],
)
def test_rispy_reads_all(records: list[Record]) -> None:
    """All entries in order with their ids; titles and authors to the letter."""
    read = rispy.loads(ris_file(records))
    assert [entry["id"] for entry in read] == [paper.id for paper in records]
    assert [entry["title"] for entry in read] == [fold(paper.title) for paper in records]
    assert [entry.get("authors", []) for entry in read] == [
        [fold(cited_name(author).sort_name) for author in paper.authors] for paper in records
    ]
    assert [entry.get("doi") for entry in read] == [paper.doi for paper in records]
    assert [entry.get("accession_number") for entry in read] == [
        paper.arxiv and f"arXiv:{paper.arxiv}" for paper in records
    ]
    assert [entry for entry in read if len(entry.get("urls", ())) > 1 or "unknown_tag" in entry] == []


@given(text=st.text(min_size=1))
@settings(deadline=None)
def test_rispy_reads_any_text(text: str) -> None:
    any_text = record(id="any2023text").model_copy(update={"title": text, "authors": (text,), "venue": text})
    read = rispy.loads(ris_file([record(), any_text, record(id="reed2022ebb")]))
    assert [entry["id"] for entry in read] == ["marsh2023tidal", "any2023text", "reed2022ebb"]
    assert [entry["title"] for entry in read] == ["Tidal Attention", fold(text), "Tidal Attention"]


def test_rispy_reads_more_than_there_is_in_a_naive_file() -> None:
    """The tests above can fail: line breaks in titles make entries of their own."""
    records = injecting_records()
    assert len(rispy.loads(naive_file(records))) > len(records)
