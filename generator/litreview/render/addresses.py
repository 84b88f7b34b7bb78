"""Where things are: pages inside docs/, papers on other sites, records in the repository. Nothing here is invented; see `Addresses`."""

import posixpath
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from litreview.model.record import Record


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses that only the review's owner or the workflow can know; None leaves the links out.

    Fields:
        repository: on GitHub, without a slash at the end.
        branch: that edits go to.
        site: of the published review, with a slash at the end.
    """

    repository: str | None = None
    branch: str = "main"
    site: str | None = None

    def edit(self, path: str) -> str | None:
        """GitHub's editor for the file at `path`."""
        return (
            None if self.repository is None else f"{self.repository}/edit/{quote(self.branch)}/{quote(path)}"
        )

    def suggest(self, topic: str | None = None) -> str | None:
        """GitHub's form for suggesting a paper, on `topic` where that is known."""
        return self._form("suggest-a-paper", **({} if topic is None else {"topics": topic}))

    def fix(self, paper_id: str, title: str) -> str | None:
        """GitHub's form for what is wrong with a record, filled in as far as the page knows; unlike the editor, it works on a phone."""
        page = "" if self.site is None else f" {self.site}{url_of(paper_page(paper_id))}"
        return self._form("fix-a-record", title=f"Fix: {title}", paper=f"{paper_id}{page}")

    def _form(self, name: str, **fields: str) -> str | None:
        """The issue form `name`, with the issue's title and the form's fields by their ids.

        Source: https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/creating-an-issue#creating-an-issue-from-a-url-query
        """
        if self.repository is None:
            return None
        query = urlencode({"template": f"{name}.yml", **fields}, quote_via=quote)
        return f"{self.repository}/issues/new?{query}"


@dataclass(frozen=True, slots=True)
class Link:
    """Something to follow: an address on the web, or one relative to the page it stands on."""

    text: str
    address: str


def paper_page(paper_id: str) -> str:
    """The Markdown file of a paper, relative to docs/. All `_page` functions give such paths."""
    return f"papers/{paper_id}.md"


def topic_page(path: str) -> str:
    """The page of the topic or subtopic at `path`."""
    return f"topics/{path}.md"


def year_page(year: str) -> str:
    """The page of a year; papers without a date are under `undated`."""
    return f"years/{year or 'undated'}.md"


def venue_page(slug: str) -> str:
    """The page of a conference or journal."""
    return f"venues/{slug}.md"


def upwards(page: str) -> str:
    """What leads from `page` to docs/: `../` for each folder."""
    return "../" * page.count("/")


def url_of(page: str) -> str:
    """Where `page` is on the site, relative to its root: `topics/tuning/`, and nothing for the home page."""
    return "" if page == "index.md" else page.removesuffix(".md").removesuffix("/index") + "/"


def feed_of(page: str) -> str:
    """The feed that belongs to `page`, relative to the site's root."""
    return f"{url_of(page)}feed.xml"


def url_from(source: str, target: str) -> str:
    """What leads from `source` to `target`, both relative to the site's root; a slash at the end stays."""
    way = posixpath.relpath(f"/{target}", f"/{posixpath.dirname(source)}")
    return way if target and not target.endswith("/") else f"{way}/"


def links_of(paper: Record) -> tuple[Link, ...]:
    """Where the paper itself is, by its identifiers, most useful first."""
    found = []
    if paper.arxiv:
        found += [
            Link("arXiv", f"https://arxiv.org/abs/{paper.arxiv}"),
            Link("PDF", f"https://arxiv.org/pdf/{paper.arxiv}"),
        ]
    if paper.doi:
        found.append(Link("DOI", f"https://doi.org/{quote(paper.doi, safe='/:;()._-')}"))
    if paper.acl:
        found.append(Link("ACL Anthology", f"https://aclanthology.org/{paper.acl}/"))
    if paper.arxiv:
        found.append(Link("Hugging Face", f"https://huggingface.co/papers/{paper.arxiv}"))
    if paper.url:
        found.append(Link("Paper", paper.url))
    if paper.code:
        found.append(Link("Code", paper.code))
    return tuple(found)
