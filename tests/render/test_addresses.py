"""Where pages and feeds are, and what leads from one to another."""

import pytest

from litreview.render.addresses import feed_of, url_from, url_of


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
