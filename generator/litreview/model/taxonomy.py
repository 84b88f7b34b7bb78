"""The topics of a review: a small tree, each node with a definition, and the phrases that draft it (papers/taxonomy.yml)."""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from litreview.model.fields import Line, PaperId, Text, TopicId, some, wrong
from litreview.model.record import FileModel, Kind

Fact = Literal["date", "venue", "type", "domains", "languages", "models", "benchmarks", "code"]


class Column(FileModel):
    """A column of a declared table: either a field of the records, or the results that fit all of `metric`, `on` and `kind`."""

    title: Line | None = Field(None, description="As shown; else what the column asks for.")
    field: Fact | None = Field(None, description="A field of the records.", examples=["venue"])
    metric: Line | None = Field(
        None,
        description="Results with this metric, whatever remark in brackets follows it.",
        examples=["speedup"],
    )
    on: Line | None = Field(
        None, description="Results on this benchmark, data set or task.", examples=["PG19"]
    )
    kind: Kind | None = Field(None, description="Results of this kind.")

    @model_validator(mode="after")
    def _asks_for_one_thing(self) -> Self:
        asks_for_results = self.metric is not None or self.on is not None
        if self.field is not None and (asks_for_results or self.kind is not None):
            raise wrong("a field and results in one column", "make it two columns")
        if self.field is None and not asks_for_results:
            raise wrong("a column of nothing", "add `field: …`, or `metric: …` or `on: …` for results")
        return self


class Table(FileModel):
    """A table on a topic's page: a row for each thing that a paper reports such results of."""

    title: Line = Field(description="The table's heading.", examples=["Speed-ups of speculative decoding"])
    about: Line | None = Field(None, description="One sentence on how to read it.")
    papers: tuple[PaperId, ...] = Field(
        (),
        description="Records, in the order of the rows; absent: all of the topic that have such results, newest first.",
        examples=[["chen2023longlora"]],
    )
    columns: Annotated[tuple[Column, ...], BeforeValidator(some)] = Field(
        description="What stands beside each paper and what it reports on."
    )


class Topic(FileModel):
    """A topic with its subtopics, in the order in which they are shown."""

    id: TopicId = Field(description="Part of the path and of the page's address.", examples=["fine-tuning"])
    title: Line = Field(description="As shown.", examples=["Fine-tuning"])
    definition: Text = Field(description="What the topic means, in one to three sentences.")
    includes: tuple[Line, ...] = Field((), description="Examples of what is in.")
    excludes: tuple[Line, ...] = Field((), description="Examples of what is not.")
    phrases: tuple[Line, ...] = Field(
        (),
        description="Words that speak for it in a title or abstract; `*` at the end of a word stands for any ending.",
    )
    tables: tuple[Table, ...] = Field((), description="Tables of what papers report, for the topic's page.")
    children: "tuple[Topic, ...]" = Field((), description="Subtopics.")


class Taxonomy(FileModel):
    """All topics, in the order in which they are shown."""

    topics: Annotated[tuple[Topic, ...], BeforeValidator(some)] = Field(description="The top-level topics.")

    def walk(self) -> Iterator[tuple[str, Topic]]:
        """Every topic with its path (`efficiency/long-context`), parents before children, in order."""
        yield from _walk("", self.topics)

    def by_path(self) -> dict[str, Topic]:
        """Every topic by its path, in the order of `walk`."""
        return dict(self.walk())


def _walk(prefix: str, topics: tuple[Topic, ...]) -> Iterator[tuple[str, Topic]]:
    for topic in topics:
        path = prefix + topic.id
        yield path, topic
        yield from _walk(path + "/", topic.children)
