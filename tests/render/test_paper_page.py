"""What a paper's page and its line in lists are made of, where no other test looks at it."""

import pytest

from litreview.render.cards import gist
from litreview.render.index import index_corpus
from litreview.render.results.own import own_results
from litreview.render.results.tables import Table
from render.reviews import corpus_of, paper


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param(
            {"contributions": ["A kettle.", "A cup."], "summary": "Tea is cold. It boils."},
            "A kettle.",
            id="the-first-contribution",
        ),
        pytest.param({"summary": "Tea is\ncold. It boils."}, "Tea is cold.", id="else-the-summary-begins"),
        pytest.param({"summary": "Tea is 3.5 degrees cold"}, "Tea is 3.5 degrees cold", id="one-sentence"),
        pytest.param({}, "", id="nothing-to-say"),
    ],
)
def test_the_line_below_a_title(fields: dict[str, object], expected: str) -> None:
    assert gist(paper("a2021one", **fields)) == expected


def table_of(*results: dict[str, object], **fields: object) -> Table:
    record = paper("a2021one", *results, **fields)
    table = own_results(record, index_corpus(corpus_of(record)), "../")
    assert table is not None
    return table


def test_columns_that_no_result_fills_go() -> None:
    assert [head.name for head in table_of({"value": 1}).heads] == ["What", "Metric", "Value", "Stated in"]
    heads = table_of({"value": 1}, {"value": 2, "on": "PourQA"}).heads
    assert [head.name for head in heads] == ["What", "On", "Metric", "Value", "Stated in"]


def test_names_lead_to_their_pages_where_they_have_one() -> None:
    row = {"what": "Kettle", "on": "PourQA", "against": "Cup", "value": 1}
    (shown,) = table_of(row, models=["Kettle"], benchmarks=["PourQA"]).rows

    addresses = [[link.address for link in cell] for cell in shown.cells]
    assert addresses == [["../models/kettle.md"], ["../benchmarks/pourqa.md"], [""], [""], [""], [""]]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"value": "2.50"}, "2.50", id="digits-as-stated"),
        pytest.param({"value": 88, "unit": "%"}, "88%", id="percent-is-close"),
        pytest.param({"value": 8, "unit": "points"}, "8 points", id="other-units-are-not"),
        pytest.param({"value": 8, "kind": "gain"}, "+8", id="a-gain-has-its-sign"),
        pytest.param({"value": -1.5, "kind": "gain"}, "−1.5", id="a-loss-has-a-minus"),
        pytest.param({"value": 14.1, "kind": "ratio"}, "14.1×", id="a-ratio-is-times"),
        pytest.param({"value": 3, "kind": "ratio", "unit": "%"}, "3%", id="unless-it-has-a-unit"),
    ],
)
def test_numbers_are_shown_as_stated(fields: dict[str, object], expected: str) -> None:
    (row,) = table_of(fields).rows
    assert row.cells[2][0].text == expected


def test_a_paper_without_results_has_no_table() -> None:
    record = paper("a2021one")
    assert own_results(record, index_corpus(corpus_of(record)), "../") is None
