"""Where a reader of a topic goes on from each of its papers: to the next newer one and to the next older one. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from litreview.model.record import Record


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The papers beside one in the list of a topic; None at the ends of the list."""

    topic: str
    newer: Record | None
    older: Record | None


def find_neighbours(by_topic: Mapping[str, tuple[Record, ...]]) -> dict[str, Neighbours]:
    """The neighbours of each paper, by its id, within its leading topic; without papers that have none.

    `by_topic` has the papers of each topic newest first.
    """
    known = {paper.id: paper for papers in by_topic.values() for paper in papers}
    leading = {paper_id: leading_topic(paper, by_topic) for paper_id, paper in known.items()}
    found = {}
    for topic, papers in by_topic.items():
        last = len(papers) - 1
        for position, paper in enumerate(papers):
            if last and leading[paper.id] == topic:
                newer = papers[position - 1] if position else None
                older = papers[position + 1] if position < last else None
                found[paper.id] = Neighbours(topic, newer, older)
    return found


def leading_topic(paper: Record, known: Mapping[str, object]) -> str | None:
    """The topic that `paper` names first, or the subtopic of it that it names later; None where it names none that is `known`."""
    named = [topic for topic in paper.topics if topic in known]
    if len(named) < 2:  # noqa: PLR2004
        return named[0] if named else None
    return next((topic for topic in named if topic.startswith(f"{named[0]}/")), named[0])
