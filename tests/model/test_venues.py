"""Venues: what is the series, what the year, and which spellings are one."""

import pytest

from litreview.model.venues import fold_series, split_venue


@pytest.mark.parametrize(
    ("venue", "expected"),
    [
        pytest.param("FABLE 2024", ("FABLE", "2024"), id="year-behind"),
        pytest.param("FABLE, 2024", ("FABLE", "2024"), id="comma"),
        pytest.param("FABLE (2024)", ("FABLE", "2024"), id="brackets"),
        pytest.param("FABLE'24", ("FABLE", "2024"), id="apostrophe"),
        pytest.param("FABLE ’97", ("FABLE", "1997"), id="last-century"),
        pytest.param("FABLE2024", ("FABLE", "2024"), id="glued"),
        pytest.param("2024 FABLE", ("FABLE", "2024"), id="year-in-front"),
        pytest.param("FABLE 2024 Workshop on Tea", ("FABLE Workshop on Tea", "2024"), id="year-inside"),
        pytest.param("Visions of 2030, 2024", ("Visions of 2030", "2024"), id="the-last-of-two"),
        pytest.param("FABLE", ("FABLE", ""), id="no-year"),
        pytest.param("2024", ("2024", ""), id="nothing-but-a-year"),
        pytest.param("(2024)", ("(2024)", ""), id="nothing-but-a-year-in-brackets"),
        pytest.param("FABLE 12024", ("FABLE 12024", ""), id="a-longer-number"),
        pytest.param("Journal of Tea 7(3)", ("Journal of Tea", ""), id="volume-and-issue"),
        pytest.param("Journal of Tea, vol. 7, no. 3", ("Journal of Tea", ""), id="volume-and-issue-in-words"),
        pytest.param("Journal of Tea 7(3), 2024", ("Journal of Tea", "2024"), id="volume-issue-and-year"),
        pytest.param("茶会 2024", ("茶会", "2024"), id="another-script"),
    ],
)
def test_series_and_year(venue: str, expected: tuple[str, str]) -> None:
    assert split_venue(venue) == expected


@pytest.mark.parametrize(
    ("spellings", "expected"),
    [
        pytest.param(("FABLE", "Fable", "Proceedings of FABLE", "Proc. FABLE", "the 41st FABLE"), "fable", id="words-in-front"),
        pytest.param(("ICLR", "International Conference on Learning Representations"), "iclr", id="full-name"),
        pytest.param(("NeurIPS", "NIPS", "Advances in Neural Information Processing Systems"), "neurips", id="renamed"),
        pytest.param(("TEA", "International Conference on Kettles (TEA)"), "tea", id="acronym-behind"),
        pytest.param(("Findings of ACL", "Findings of the ACL", "Findings of the Association for Computational Linguistics: ACL"), "findings of acl", id="findings"),
        pytest.param(("ACL", "62nd Annual Meeting of the Association for Computational Linguistics (Volume 1: Long Papers)"), "acl", id="volume-behind"),
        pytest.param(("ICLR Workshop on Tea",), "iclr workshop on tea", id="a-workshop-is-another-series"),
        pytest.param(("茶会",), "茶会", id="another-script"),
        pytest.param(("!?",), "", id="nothing"),
    ],
)  # fmt: skip
def test_spellings_of_a_series_are_one(spellings: tuple[str, ...], expected: str) -> None:
    assert {fold_series(spelling) for spelling in spellings} == {expected}
