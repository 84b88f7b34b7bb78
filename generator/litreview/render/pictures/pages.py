"""Pictures as pages show them: the drawing, and the table behind it. Plain values."""

from dataclasses import dataclass

from litreview.model.taxonomy import Taxonomy, Topic
from litreview.render.addresses import Link, topic_page, upwards
from litreview.render.encoded import BlockText
from litreview.render.index import Index
from litreview.render.pictures.counts import Mark, Picture, pictures_of_review, subtopics_by_year, timeline
from litreview.render.pictures.drawing import Draw, draw_picture
from litreview.render.results.tables import Cell, Head, Row, Table

PAGE = "stats.md"
HOME = "index.md"


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture: heading, a sentence or two on what it shows, the drawing, and the same as a table."""

    title: str
    about: str
    drawing: BlockText
    table: Table


def view_statistics(taxonomy: Taxonomy, index: Index, draw: Draw) -> tuple[PictureView, ...]:
    """The pictures of the whole review."""
    return tuple(_view(picture, PAGE, draw) for picture in pictures_of_review(taxonomy, index))


def view_timeline(index: Index, draw: Draw) -> PictureView | None:
    """The picture of the home page."""
    picture = timeline(index)
    return None if picture is None else _view(picture, HOME, draw)


def view_subtopics(path: str, topic: Topic, index: Index, draw: Draw) -> PictureView | None:
    """The picture of a topic's page."""
    picture = subtopics_by_year(path, topic, index)
    return None if picture is None else _view(picture, topic_page(path), draw)


def _view(picture: Picture, page: str, draw: Draw) -> PictureView:
    return PictureView(picture.title, picture.about, draw_picture(picture, page, draw), _table(picture, page))


def _table(picture: Picture, page: str) -> Table:
    """A row for each name down; of a chart of columns, one for each name across."""
    across = list(dict.fromkeys(mark.across for mark in picture.marks if mark.down))
    cells: dict[str, dict[str, Cell]] = {}
    for mark in picture.marks:
        name, column = (mark.down, mark.across) if mark.down else (mark.across, "")
        cells.setdefault(name, {})[column] = (_number(mark, page),)
    columns = across or [""]
    heads = (Head(picture.names), *(Head(name or "Papers", is_number=True, nothing="") for name in columns))
    rows = (
        Row("", ((Link(name, ""),), *(found.get(column, ()) for column in columns)))
        for name, found in cells.items()
    )
    return Table(picture.title, picture.about, heads, tuple(rows))


def _number(mark: Mark, page: str) -> Link:
    return Link(str(mark.papers), upwards(page) + mark.page if mark.papers else "")
