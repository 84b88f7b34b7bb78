"""The review itself: what it asks, what belongs in it, who keeps it (papers/review.yml)."""

from typing import Literal

from pydantic import Field

from litreview.model.fields import Count, DayText, Line, PaperId, Text, WebAddress
from litreview.model.record import FileModel


class Search(FileModel):
    """One source that is searched for new papers."""

    source: Line = Field(description="Where was searched.", examples=["Hugging Face Daily Papers"])
    query: Line | None = Field(None, description="What was searched for.", examples=["Llama"])
    on: DayText | None = Field(None, description="The day of the last search.", examples=["2025-12-11"])


class Review(FileModel):
    """A living review. Only the title is required; addresses that are absent leave their links out."""

    title: Line = Field(
        description="The review's title.",
        examples=["Training and adapting large language models: a living review"],
    )
    short_title: Line | None = Field(
        None, description="For the header on a phone.", examples=["LLM training review"]
    )
    question: Text | None = Field(None, description="What the review asks.")
    scope: Text | None = Field(None, description="What it covers, in one paragraph.")
    inclusion: tuple[Line, ...] = Field((), description="When a paper belongs in it.")
    exclusion: tuple[Line, ...] = Field((), description="When a paper does not.")
    owners: tuple[Line, ...] = Field((), description="Who keeps it: people or groups.")
    repository: WebAddress | None = Field(
        None, description="The repository on GitHub; the environment's LITREVIEW_REPOSITORY comes first."
    )
    branch: Line = Field("main", description="The branch that edits go to.")
    site: WebAddress | None = Field(
        None, description="The site's address; the environment's LITREVIEW_SITE_URL comes first."
    )
    update_months: Count | None = Field(None, description="Months between two searches.", examples=[3])
    searched: tuple[Search, ...] = Field((), description="The sources and when they were last searched.")
    abstracts: Literal["inline", "local"] = Field(
        "inline", description="`inline`: in the record. `local`: in the git-ignored papers/.abstracts/."
    )
    citation_tags: Literal["shown", "hidden"] = Field(
        "shown",
        description="Tags in the pages of papers, by which scholarly search engines take a page for a source of the paper; `hidden` in a "
        "review that stands beside another one.",
    )
    dropped: tuple[PaperId, ...] = Field(
        (), description="Ids of records that were deleted before anybody saw them, and need no address."
    )
    license: Line = Field("CC0-1.0", description="The records' licence.")
