"""Browse: what its page shows before a script runs, and the data from which the script makes facets. Pure.

Papers are numbered from 0, the newest first, wherever the script meets them: here, and in the ranks of the search index
(`litreview.render.searching`).
"""

import json
import string
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib import resources

from litreview.model.identifiers import fold_name, fold_title
from litreview.model.record import Record
from litreview.render.encode import fold
from litreview.render.exports import FORMATS, Format
from litreview.render.index import Group, Index, group, series_of, with_ancestors
from litreview.render.inputs import Inputs, Planned
from litreview.render.mathematics import readable
from litreview.render.templating import markdown_environment
from litreview.render.views import PaperLine, is_in_header_search, paper_line

PAGE = "browse/index.md"
# So many papers are on the page itself; of more only the newest, for 10,000 would be three megabytes. The pages of the years have all.
LISTED = 500
NEWEST = 50
_STEPS = string.digits + string.ascii_uppercase + string.ascii_lowercase
_LONG_STEP = "~"
_OFFERED = ("bibtex", "ris", "csl-json", "csv")
_CODE = {"yes": "With code", "no": "No code known"}


@dataclass(frozen=True, slots=True)
class Facet:
    """Something by which papers are narrowed down.

    Fields:
        name: in addresses: `browse/?topic=safety&year=2024`.
        label: on the page.
        values: what a paper has of it.
        label_of: how a value is shown.
        order: of the values on the page; those that are not in it follow, the most frequent first.
        is_tree: values are paths, and a paper that has `a/b` has `a`.
    """

    name: str
    label: str
    values: Callable[[Record], Iterable[str]]
    label_of: Callable[[str], str] = str
    order: tuple[str, ...] = ()
    is_tree: bool = False


@dataclass(frozen=True, slots=True)
class BrowseView:
    """The page without its script: the newest papers, and how many there are in all."""

    papers: tuple[PaperLine, ...]
    total: int
    formats: tuple[Format, ...]


def view_browse(index: Index) -> BrowseView:
    """The page of all papers, newest first."""
    listed = index.papers if len(index.papers) <= LISTED else index.papers[:NEWEST]
    lines = tuple(paper_line(paper, index, "../", for_zotero=False) for paper in listed)
    return BrowseView(lines, len(index.papers), tuple(FORMATS[name] for name in _OFFERED))


def plan_browse(index: Index, inputs: Inputs) -> dict[str, Planned]:
    """The page and what scripts load, by path below docs/.

    facets.json is loaded with the page, papers.json to sort by title or to export; search.js goes into every page.
    """
    script = (resources.files("litreview.render") / "templates" / "search.js").read_text("utf-8")
    takes_enter = "false" if is_in_header_search(index) else "true"
    template = markdown_environment(traced=True).get_template("browse.md")
    made_of = inputs.of_papers(index.papers)
    return {
        PAGE: Planned(lambda: template.render(page=view_browse(index)), made_of),
        "browse/facets.json": Planned(partial(facets_json, index), made_of),
        "browse/papers.json": Planned(partial(papers_json, index), made_of),
        "assets/search.js": Planned(partial(script.replace, "@TAKES_ENTER@", takes_enter)),
    }


def facets_of(index: Index) -> tuple[Facet, ...]:
    """All facets in the order of the page. A further one is a further row here."""
    papers = index.papers
    domain = _spelled(group(papers, lambda paper: paper.domains, _fold))
    language = _spelled(group(papers, lambda paper: paper.languages, _fold))
    model, benchmark, venue = (_spelled(groups) for groups in (index.models, index.benchmarks, index.venues))
    titles = index.topic_titles
    return (
        Facet("topic", "Topic", lambda paper: (topic for topic in paper.topics if topic in titles), titles.__getitem__, tuple(titles), is_tree=True),
        Facet("year", "Year", lambda paper: filter(None, [paper.year]), order=tuple(index.by_year)),
        Facet("type", "Type", lambda paper: filter(None, [paper.type]), _in_words),
        Facet("venue", "Venue", lambda paper: map(venue, series_of(paper))),
        Facet("model", "Model", lambda paper: map(model, paper.models)),
        Facet("benchmark", "Benchmark", lambda paper: map(benchmark, paper.benchmarks)),
        Facet("domain", "Domain", lambda paper: map(domain, paper.domains), _in_words),
        Facet("language", "Language", lambda paper: map(language, paper.languages)),
        Facet("code", "Code", lambda paper: ["yes" if paper.code else "no"], _CODE.__getitem__, tuple(_CODE)),
    )  # fmt: skip


def facets_json(index: Index) -> str:
    """Every facet that a paper has a value of: its values in order, and which papers have them.

    `steps` leads from each paper to the next, a character a step: "31z" are the papers 3, 4 and 65 (`0` to `9`, `A` to `Z`, `a` to
    `z`; `~` goes 62 on and the step goes on). So they take a fifth of what Pagefind's own filters do, and the script counts with them
    in milliseconds (docs/decisions/0010-browse.md). A topic has those papers alone that name it, and not a subtopic of it.
    """
    facets = [_describe(facet, index.papers) for facet in facets_of(index)]
    return _dump({"papers": len(index.papers), "facets": [facet for facet in facets if facet["values"]]})


def papers_json(index: Index) -> str:
    """The ids of all papers by number, and the numbers in the order of the titles."""
    numbers = range(len(index.papers))
    titles = [(fold_title(readable(paper.title)), paper.id) for paper in index.papers]
    return _dump({
        "ids": [paper.id for paper in index.papers],
        "by_title": sorted(numbers, key=titles.__getitem__),
    })  # fmt: skip


def _describe(facet: Facet, papers: Iterable[Record]) -> dict[str, object]:
    numbers: dict[str, list[int]] = {value: [] for value in facet.order}
    most = 0
    for number, paper in enumerate(papers):
        values = dict.fromkeys(facet.values(paper))
        most = max(most, len(values))
        for value in values:
            numbers.setdefault(value, []).append(number)
    used = {value for value, found in numbers.items() if found}
    if facet.is_tree:
        used = {above for value in used for above in with_ancestors(value)}
    rest = sorted(used - set(facet.order), key=lambda value: (-len(numbers[value]), value))
    return {
        "name": facet.name,
        "label": facet.label,
        "several": most > 1,
        "ordered": bool(facet.order),
        "tree": facet.is_tree,
        "values": [
            {"value": fold(value), "label": fold(facet.label_of(value)), "steps": _steps(numbers[value])}
            for value in (*(value for value in facet.order if value in used), *rest)
        ],
    }


def _steps(numbers: list[int]) -> str:
    steps = (number - before for before, number in zip([0, *numbers], numbers, strict=False))
    size = len(_STEPS)
    return "".join(_LONG_STEP * (step // size) + _STEPS[step % size] for step in steps)


def _in_words(value: str) -> str:
    """`empirical-study` as "Empirical study"."""
    words = value.replace("-", " ")
    return words[:1].upper() + words[1:]


def _spelled(groups: Mapping[str, Group]) -> Callable[[str], str]:
    """From any spelling of a name to the one that is shown."""
    return lambda name: groups[name].name


def _fold(name: str) -> str:
    return fold_name(name) or name


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
