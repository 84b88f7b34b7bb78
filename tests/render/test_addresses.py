"""Where pages and feeds are, and what leads from one to another."""

import pytest

from litreview.render.addresses import Addresses, feed_of, url_from, url_of


@pytest.mark.parametrize(
    ("page", "url", "feed"),
    [
        pytest.param("index.md", "", "feed.xml", id="home"),
        pytest.param("recent.md", "recent/", "recent/feed.xml", id="page"),
        pytest.param("topics/index.md", "topics/", "topics/feed.xml", id="folder"),
        pytest.param("topics/tuning/by-ear.md", "topics/tuning/by-ear/", "topics/tuning/by-ear/feed.xml", id="deep"),
        pytest.param("papers/index2023x.md", "papers/index2023x/", "papers/index2023x/feed.xml", id="named alike"),
        pytest.param("papers/reindex.md", "papers/reindex/", "papers/reindex/feed.xml", id="ending alike"),
    ],
)  # fmt: skip
def test_a_page_has_an_address_and_a_feed(page: str, url: str, feed: str) -> None:
    assert (url_of(page), feed_of(page)) == (url, feed)


@pytest.mark.parametrize(
    ("source", "target", "way"),
    [
        pytest.param("", "review.bib", "review.bib", id="home to file"),
        pytest.param("feed.xml", "papers/x/", "papers/x/", id="feed to page"),
        pytest.param("papers/x/", "papers/x.bib", "../x.bib", id="page to its file"),
        pytest.param("topics/a/b/", "topics/a/b/feed.xml", "feed.xml", id="page to its feed"),
        pytest.param("topics/a/b/feed.xml", "topics/a/b/", "./", id="feed to its page"),
        pytest.param("topics/a/feed.xml", "", "../../", id="to home"),
        pytest.param("feed.xml", "", "./", id="home's feed to home"),
    ],
)
def test_what_leads_from_one_to_another(source: str, target: str, way: str) -> None:
    assert url_from(source, target) == way


@pytest.mark.parametrize(
    ("addresses", "expected"),
    [
        pytest.param(Addresses(), None, id="no repository, no form"),
        pytest.param(Addresses(site="https://example.org/review/"), None, id="a site is no repository"),
        pytest.param(
            Addresses("https://example.org/mine"),
            "https://example.org/mine/issues/new?template=fix-a-record.yml&title=Fix%3A%20Tea%20%26%20%22cake%22%3F&paper=a2021tea",
            id="the site is unknown",
        ),
        pytest.param(
            Addresses("https://example.org/mine", site="https://example.org/review/"),
            "https://example.org/mine/issues/new?template=fix-a-record.yml&title=Fix%3A%20Tea%20%26%20%22cake%22%3F"
            "&paper=a2021tea%20https%3A%2F%2Fexample.org%2Freview%2Fpapers%2Fa2021tea%2F",
            id="all is known",
        ),
    ],
)
def test_the_form_for_a_record_is_filled_in(addresses: Addresses, expected: str | None) -> None:
    assert addresses.fix("a2021tea", 'Tea & "cake"?') == expected
