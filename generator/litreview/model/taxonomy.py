"""The topics of a review: a small tree, each node with a definition, and the phrases that draft it (papers/taxonomy.yml)."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import BeforeValidator, Field

from litreview.model.fields import Line, Text, TopicId, some
from litreview.model.record import FileModel


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
