"""One spelling for identifiers, addresses and titles, whatever people write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litreview.model.identifiers import (
    arxiv_month,
    fold_ascii,
    fold_title,
    parse_acl,
    parse_arxiv,
    parse_doi,
    parse_url,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2102.99901", "2102.99901", id="bare"),
        pytest.param(" 2102.99901 ", "2102.99901", id="blanks"),
        pytest.param("0704.0001", "0704.0001", id="four-digits"),
        pytest.param("2102.99910", "2102.99910", id="zero-at-the-end"),
        pytest.param("2102.99901v3", "2102.99901", id="version"),
        pytest.param("arXiv:2102.99901", "2102.99901", id="prefix"),
        pytest.param("arxiv: 2102.99901v1", "2102.99901", id="prefix-blank-version"),
        pytest.param("https://arxiv.org/abs/2102.99901", "2102.99901", id="abs"),
        pytest.param("http://www.arxiv.org/abs/2102.99901/", "2102.99901", id="abs-slash"),
        pytest.param("arxiv.org/pdf/2102.99901v2.pdf", "2102.99901", id="pdf"),
        pytest.param("https://export.arxiv.org/html/2102.99901v1", "2102.99901", id="html"),
        pytest.param("https://arxiv.org/abs/2102.99901?context=cs.CL#comments", "2102.99901", id="query"),
        pytest.param("10.48550/arXiv.2102.99901", "2102.99901", id="doi"),
        pytest.param("https://doi.org/10.48550/arxiv.2102.99901", "2102.99901", id="doi-address"),
        pytest.param("math.GT/0309999", "math.GT/0309999", id="old"),
        pytest.param("hep-th/9901999v2", "hep-th/9901999", id="old-version"),
        pytest.param("https://arxiv.org/abs/math/0309999", "math/0309999", id="old-address"),
        pytest.param("2113.99901", None, id="month-13"),
        pytest.param("2100.99901", None, id="month-0"),
        pytest.param("21.99901", None, id="too-short"),
        pytest.param("2102.999", None, id="three-digits"),
        pytest.param("2102.9990123", None, id="too-long"),
        pytest.param("٢١٠٢.٩٩٩٠١", None, id="other-digits"),
        pytest.param("see arXiv:2102.99901", None, id="text-around"),
        pytest.param("21arXiv:02.99901", None, id="prefix-inside"),
        pytest.param("https://example.org/abs/2102.99901", None, id="other-host"),
        pytest.param("", None, id="empty"),
    ],
)
def test_arxiv(text: str, expected: str | None) -> None:
    assert parse_arxiv(text) == expected


@pytest.mark.parametrize(
    ("arxiv", "expected"),
    [
        pytest.param("2408.09310", "2024-08", id="new"),
        pytest.param("0704.0001", "2007-04", id="first-new"),
        pytest.param("math.GT/0309136", "2003-09", id="old"),
        pytest.param("hep-th/9108028", "1991-08", id="nineties"),
    ],
)
def test_arxiv_month(arxiv: str, expected: str) -> None:
    assert arxiv_month(arxiv) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("10.5555/tea.1", "10.5555/tea.1", id="bare"),
        pytest.param("10.5555/TEA.1", "10.5555/tea.1", id="capitals"),
        pytest.param("doi:10.5555/tea.1", "10.5555/tea.1", id="prefix"),
        pytest.param("https://doi.org/10.5555/tea.1", "10.5555/tea.1", id="address"),
        pytest.param("http://dx.doi.org/10.5555/tea%281%29", "10.5555/tea(1)", id="escaped-address"),
        pytest.param("10.5555/tea.1.", "10.5555/tea.1", id="full-stop"),
        pytest.param("10.5555.12/tea", "10.5555.12/tea", id="divided-prefix"),
        pytest.param(
            "10.1002/(sici)1(1998)4:8<6::aid>3.0.co;2-o",
            "10.1002/(sici)1(1998)4:8<6::aid>3.0.co;2-o",
            id="sici",
        ),
        pytest.param("10.48550/arXiv.2102.99901", None, id="arxiv"),
        pytest.param("10.5555/", None, id="no-suffix"),
        pytest.param("10.5555/tea pot", None, id="blank-inside"),
        pytest.param("10.5555/tea\x07", None, id="control-character"),
        pytest.param("11.5555/tea", None, id="other-directory"),
        pytest.param("", None, id="empty"),
    ],
)
def test_doi(text: str, expected: str | None) -> None:
    assert parse_doi(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2021.fable-main.7", "2021.fable-main.7", id="new"),
        pytest.param("P19-1001", "P19-1001", id="old"),
        pytest.param("https://aclanthology.org/2021.fable-main.7/", "2021.fable-main.7", id="address"),
        pytest.param("aclanthology.org/P19-1001.pdf", "P19-1001", id="pdf"),
        pytest.param("p19-1001", None, id="lower-case"),
        pytest.param("fable-7", None, id="no-year"),
        pytest.param("", None, id="empty"),
    ],
)
def test_acl(text: str, expected: str | None) -> None:
    assert parse_acl(text) == expected


@pytest.mark.parametrize("parse", [parse_arxiv, parse_doi, parse_acl])
@given(
    text=st.one_of(
        st.text(), st.from_regex(r"(arxiv:|doi:|https://doi\.org/)?[0-9]{2,4}\.[0-9]{4}[a-z/%0-9.]*")
    )
)
def test_a_canonical_identifier_stays_as_it_is(parse, text: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    once = parse(text)
    assert once is None or parse(once) == once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e", id="whole"),
        pytest.param("http://EXAMPLE.org:8080/A", "http://example.org:8080/A", id="host-in-capitals"),
        pytest.param(
            "https://bücher.example/茶", "https://xn--bcher-kva.example/%E8%8C%B6", id="letters-of-the-world"
        ),
        pytest.param('https://example.org/"><b>', "https://example.org/%22%3E%3Cb%3E", id="markup-in-path"),
        pytest.param("https://example.org/%20", "https://example.org/%20", id="escaped-before"),
        pytest.param("javascript:alert(1)", None, id="script"),
        pytest.param("data:text/html,x", None, id="data"),
        pytest.param("//example.org/", None, id="no-scheme"),
        pytest.param("https://", None, id="no-host"),
        pytest.param("https://tea@example.org/", None, id="user"),
        pytest.param("https://example.org\\@evil.example/", None, id="backslash"),
        pytest.param("https://example.org/a b", None, id="blank"),
        pytest.param("https://example.org/\u202e", None, id="bidi-override"),
        pytest.param("https://example.org:port/", None, id="port"),
        pytest.param("https://[::1", None, id="bracket"),
        pytest.param("https://-example.org/", None, id="hyphen-first"),
        pytest.param("https://example-.org/", None, id="hyphen-last"),
        pytest.param(f"https://{'a' * 64}.org/", None, id="label-too-long"),
        pytest.param("https://example..org/", None, id="label-missing"),
        pytest.param("", None, id="empty"),
    ],
)
def test_url(text: str, expected: str | None) -> None:
    assert parse_url(text) == expected


@given(st.one_of(st.text(), st.text().map(lambda text: f"https://example.org/{text}")))
def test_a_url_that_is_taken_is_plain_ascii_and_stays(text: str) -> None:
    url = parse_url(text)
    if url is not None:
        assert url.isascii()
        assert parse_url(url) == url


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("On Teapots:  A Survey!", "on teapots a survey", id="punctuation"),
        pytest.param("Über-Naïve Façades", "uber naive facades", id="accents"),
        pytest.param("Tea\u00adpots", "teapots", id="soft-hyphen"),
        pytest.param("ﬁne Straße ①", "fine strasse 1", id="compatibility"),
        pytest.param("茶壶里的风暴：微调", "茶壶里的风暴 微调", id="chinese"),
        pytest.param("snake_case", "snake case", id="underscore"),
        pytest.param("?!", "", id="nothing-left"),
    ],
)
def test_fold_title(title: str, expected: str) -> None:
    assert fold_title(title) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("O’Müßig, Jörg Þór", "omussig jorg thor", id="spelled-out"),
        pytest.param("Łódź æ Ø", "lodz ae o", id="more-letters"),
        pytest.param("茶", "", id="nothing-left"),
    ],
)
def test_fold_ascii(text: str, expected: str) -> None:
    assert fold_ascii(text) == expected


@pytest.mark.parametrize("fold", [fold_title, fold_ascii])
@given(text=st.text())
def test_folding_twice_changes_nothing(fold, text: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    assert fold(fold(text)) == fold(text)
