"""Mathematics in titles as readers see it."""

import pytest

from litreview.render.mathematics import readable


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param(r"All in $\{\pm 1, \pm i\}$", "All in {±1, ±i}", id="signs and braces"),
        pytest.param(r"$\alpha$-Tuning", "α-Tuning", id="a letter"),
        pytest.param(r"MATH$^2$ Is Hard", "MATH² Is Hard", id="a power of a word"),
        pytest.param(r"In $O(n \log n)$ Steps", "In O(n log n) Steps", id="a function"),
        pytest.param(r"$x^{n+1}$", r"$x^{n+1}$", id="a power that Unicode has not"),
        pytest.param(r"$\mathcal{W}_{1.58}$", r"$\mathcal{W}_{1.58}$", id="an index"),
        pytest.param(r"$\frac{1}{2}$", r"$\frac{1}{2}$", id="a fraction"),
        pytest.param("From $200 to $300", "From $200 to $300", id="sums of money"),
        pytest.param("A $100K Budget", "A $100K Budget", id="one sum of money"),
        pytest.param(r"$\unknowncommand{a}$", "a", id="a command of the authors' own"),
        pytest.param("$<script>$", "<script>", id="what is encoded later"),
        pytest.param("No mathematics", "No mathematics", id="none"),
    ],
)
def test_titles_read_as_text(title: str, expected: str) -> None:
    assert readable(title) == expected
