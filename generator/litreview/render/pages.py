"""Every generated file under docs/, as text: pages from views and templates, and the exports. Pure: same corpus, same text."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from importlib import resources

from jinja2 import Template

from litreview.digests import digest
from litreview.model.corpus import Corpus
from litreview.model.record import Record
from litreview.model.review import Review
from litreview.model.taxonomy import Taxonomy, Topic
from litreview.processes import Progress
from litreview.render import lists, venues
from litreview.render.addresses import Addresses, paper_page, topic_page, venue_page, year_page
from litreview.render.browse import plan_browse
from litreview.render.exports import EntriesOf, MadeEntries, entries_of, entries_when_asked, plan_exports
from litreview.render.feeds import plan_feeds
from litreview.render.home import days_of_listings, view_home
from litreview.render.index import Index, distinct, index_corpus
from litreview.render.inputs import Inputs, Planned
from litreview.render.mathematics import readable
from litreview.render.pictures.drawing import Draw, draw_chart
from litreview.render.pictures.pages import PAGE as STATISTICS
from litreview.render.pictures.pages import view_statistics, view_subtopics, view_timeline
from litreview.render.results.claims import Claims, collect_claims
from litreview.render.results.pages import metric_page, plan_results, view_metric, view_overview
from litreview.render.templating import markdown_environment
from litreview.render.traced import markdown_of, split_front_matter
from litreview.render.views import PaperView, is_in_header_search, view_excluded, view_paper


def render_files(
    corpus: Corpus,
    *,
    abstracts: Mapping[str, str],
    addresses: Addresses,
    progress: Progress = iter,
    draw: Draw = draw_chart,
) -> dict[str, str]:
    """The text of every generated file by its path below docs/.

    Args:
        corpus: only its included papers are shown.
        abstracts: the authors' texts by id, where this machine has them.
        addresses: of the repository and the site.
        progress: draws a bar, or just iterates.
        draw: makes SVG of charts, or knows it already.
    """
    files = plan_files(corpus, abstracts=abstracts, addresses=addresses, draw=draw)
    texts = ((path, files[path].render()) for path in progress(tuple(files)))
    return {path: markdown_of(text) if path.endswith(".md") else text for path, text in texts}


def plan_files(
    corpus: Corpus,
    *,
    abstracts: Mapping[str, str],
    addresses: Addresses,
    draw: Draw = draw_chart,
    made: MadeEntries | None = None,
) -> dict[str, Planned]:
    """As `render_files`, to be rendered one by one; pages have marks around their values (`litreview.render.traced`).

    Entries that are `made` already are not made again.
    """
    index = index_corpus(corpus)
    reported = collect_claims(index)
    common = digest(
        corpus.review.model_dump_json(),
        corpus.taxonomy.model_dump_json(),
        repr(addresses),
        str(is_in_header_search(index)),
    )
    inputs = Inputs(index, reported, abstracts, common, corpus.digests)
    files = dict(_pages_of_excluded(corpus, addresses))
    entries = entries_when_asked(index, inputs, made or MadeEntries())
    files |= _pages_of_papers(corpus.review, index, entries, abstracts, addresses, inputs)
    files |= _pages_of_moved(corpus, index)
    files |= _lists(corpus, index, reported, addresses, draw, inputs)
    files |= _lists_of_names(index, reported, inputs)
    files |= _comparisons(corpus.taxonomy, index, reported, inputs)
    files |= plan_exports(index, corpus.review, entries, inputs)
    files |= plan_feeds(index, corpus.review, addresses, inputs)
    files |= plan_browse(index, inputs)
    return files | {path: Planned(partial(str, text)) for path, text in _assets().items()}


def _assets() -> dict[str, str]:
    """The style sheet and the scripts, as they are."""
    with resources.as_file(resources.files("litreview.render") / "assets") as folder:
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        return {f"assets/{path.relative_to(folder).as_posix()}": path.read_text("utf-8") for path in paths}


def _pages_of_papers(  # noqa: PLR0913, PLR0917  # what a page is made of
    review: Review,
    index: Index,
    entries: EntriesOf,
    abstracts: Mapping[str, str],
    addresses: Addresses,
    inputs: Inputs,
) -> Iterator[tuple[str, Planned]]:
    for paper in index.papers:
        yield (
            paper_page(paper.id),
            _planned(
                "paper",
                inputs.of_paper(paper),
                paper=partial(_view_paper, paper, review, index, entries, abstracts, addresses),
            ),
        )


def render_paper(
    paper: Record, review: Review, index: Index, abstracts: Mapping[str, str], addresses: Addresses
) -> str:
    """The page of a paper that `index` has, traced."""
    view = _view_paper(paper, review, index, lambda _: entries_of(paper), abstracts, addresses)
    return _template("paper").render(paper=view)


def _view_paper(  # noqa: PLR0913, PLR0917  # what a page is made of
    paper: Record,
    review: Review,
    index: Index,
    entries: EntriesOf,
    abstracts: Mapping[str, str],
    addresses: Addresses,
) -> PaperView:
    has_tags = review.citation_tags == "shown"
    abstract = abstracts.get(paper.id)
    return view_paper(paper, index, entries(paper.id), abstract, addresses, citation_tags=has_tags)


def _pages_of_excluded(corpus: Corpus, addresses: Addresses) -> Iterator[tuple[str, Planned]]:
    """A page for each excluded paper, which may have been in the review: its address goes on answering, and says why."""
    for paper in corpus.records:
        if paper.decision == "excluded":
            yield (
                paper_page(paper.id),
                _planned("excluded", None, paper=partial(view_excluded, paper, addresses)),
            )


def _pages_of_moved(corpus: Corpus, index: Index) -> Iterator[tuple[str, Planned]]:
    """A page at each former address that leads to the present one."""
    excluded = (record for record in corpus.records if record.decision == "excluded")
    for paper in (*index.papers, *excluded):
        facts = {"title": readable(paper.title), "page": f"{paper.id}.md", "address": f"../{paper.id}/"}
        for old in paper.formerly:
            if old not in corpus.by_id:
                yield paper_page(old), Planned(partial(_render, "moved", facts))


def _lists(  # noqa: PLR0913, PLR0917  # all that there is to list
    corpus: Corpus, index: Index, reported: Claims, addresses: Addresses, draw: Draw, inputs: Inputs
) -> Iterator[tuple[str, Planned]]:
    """The home page, the overviews and the topics."""
    taxonomy = corpus.taxonomy
    everything = digest(inputs.of_all_claims_in(index.papers), inputs.of_papers(index.papers))
    about_models = "Models that papers introduce, train or evaluate."
    about_benchmarks = "Benchmarks and data sets that papers introduce or report results on."
    front: dict[str, Callable[[], object]] = {
        "topics": partial(lists.view_topics, taxonomy, index),
        "years": partial(lists.view_years, index),
        "authors": partial(lists.view_authors, index),
        "models": partial(lists.view_names, "Models", about_models, "models", index.models),
        "benchmarks": partial(
            lists.view_names, "Benchmarks", about_benchmarks, "benchmarks", index.benchmarks
        ),
        "venues": partial(venues.view_venues, index),
    }
    first = partial(view_home, corpus, index, reported, addresses)
    made_of_home = digest(everything, repr(days_of_listings(corpus)))
    yield "index.md", _planned("home", made_of_home, home=first, draw=partial(view_timeline, index, draw))
    yield "recent.md", _planned("list", everything, page=partial(lists.view_recent, index))
    for folder, view in front.items():
        yield f"{folder}/index.md", _planned("overview", everything, page=view)
    for path, node in taxonomy.walk():
        members = index.by_topic[path]
        made_of = digest(
            inputs.of_papers(members), inputs.of_all_claims_in(members), _counts(node, path, index)
        )
        view_it = partial(lists.view_topic, path, node, index, reported, addresses)
        picture = partial(view_subtopics, path, node, index, draw)
        yield topic_page(path), _planned("topic", made_of, topic=view_it, draw=picture)
    yield (
        STATISTICS,
        _planned("stats", everything, draw=partial(view_statistics, taxonomy, index, draw)),
    )


def _lists_of_names(index: Index, reported: Claims, inputs: Inputs) -> Iterator[tuple[str, Planned]]:
    """The papers of each year, venue, model, benchmark and author."""
    for year, members in index.by_year.items():
        yield (
            year_page(year),
            _planned("list", inputs.of_papers(members), page=partial(lists.view_year, year, index)),
        )
    for group in distinct(index.venues):
        made_of = inputs.of_papers(group.papers, group.name)
        yield (
            venue_page(group.slug),
            _planned("venue", made_of, page=partial(venues.view_venue, group, index)),
        )
    for kind, groups, claims, view in (
        ("models", index.models, reported.by_model, lists.view_model),
        ("benchmarks", index.benchmarks, reported.by_benchmark, lists.view_benchmark),
    ):
        for group in distinct(groups):
            made_of = digest(
                inputs.of_papers(group.papers, group.name), inputs.of_claims(claims.get(group.slug, ()))
            )
            yield (
                f"{kind}/{group.slug}.md",
                _planned("list", made_of, page=partial(view, group, index, reported)),
            )
    for group in distinct(index.authors):
        if len(group.papers) > 1:
            made_of = inputs.of_papers(group.papers, group.name)
            yield (
                f"authors/{group.slug}.md",
                _planned("list", made_of, page=partial(lists.view_author, group, index)),
            )


def _comparisons(
    taxonomy: Taxonomy, index: Index, reported: Claims, inputs: Inputs
) -> Iterator[tuple[str, Planned]]:
    """The pages of results, and the downloads beside them and beside the pages of topics and benchmarks."""
    everything = inputs.of_all_claims_in(index.papers)
    yield (
        "results/index.md",
        _planned("results_overview", everything, page=partial(view_overview, index, reported)),
    )
    for counted in reported.metrics:
        made_of = inputs.of_claims(reported.by_metric[counted.slug], counted.name)
        yield metric_page(counted), _planned("metric", made_of, page=partial(view_metric, counted, reported))
    yield from plan_results(taxonomy.walk(), index, reported, inputs)


def _planned(
    template: str,
    made_of: str | None,
    draw: Callable[[], object] | None = None,
    **views: Callable[[], object],
) -> Planned:
    """A page from its template; its views are made when it is, and what `draw` makes when the template comes to it."""

    def facts() -> dict[str, object]:
        return {name: view() for name, view in views.items()} | ({} if draw is None else {"draw": draw})

    head = None if draw is None else lambda: _render_head(template, facts())
    return Planned(facts, made_of, head, text=partial(_render, template))


def _render(template: str, facts: Mapping[str, object]) -> str:
    return _template(template).render(facts)


def _render_head(template: str, facts: Mapping[str, object]) -> str:
    """The page as far as its front matter: templates are rendered piece by piece."""
    text = ""
    for piece in _template(template).generate(facts):
        text += piece
        if split_front_matter(text)[0]:
            break
    return text


@cache
def _template(name: str) -> Template:
    """Compiled when the first page asks for it: after a change most templates are not needed, and compiling takes as long as 20 pages."""
    return markdown_environment(traced=True).get_template(f"{name}.md")


def _counts(node: Topic, path: str, index: Index) -> str:
    """How many papers the subtopics have, which a topic's page says."""
    return " ".join(str(len(index.by_topic[f"{path}/{child.id}"])) for child in node.children)
