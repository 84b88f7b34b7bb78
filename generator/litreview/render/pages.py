"""Every generated file under docs/, as text: pages from views and templates, and the exports. Pure: same corpus, same text."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import resources

from litreview.model.corpus import Corpus
from litreview.model.record import Record
from litreview.model.review import Review
from litreview.model.taxonomy import Taxonomy
from litreview.render import lists, venues
from litreview.render.addresses import Addresses, paper_page, topic_page, venue_page, year_page
from litreview.render.browse import browse_files
from litreview.render.exports import Entries, entries_by_id, export_files
from litreview.render.feeds import feed_files
from litreview.render.home import view_home
from litreview.render.index import Index, distinct, index_corpus
from litreview.render.mathematics import readable
from litreview.render.pictures.drawing import Draw, draw_chart
from litreview.render.pictures.pages import PAGE as STATISTICS
from litreview.render.pictures.pages import view_statistics, view_subtopics, view_timeline
from litreview.render.results.claims import Claims, collect_claims
from litreview.render.results.pages import result_files, view_metrics, view_overview
from litreview.render.templating import markdown_environment
from litreview.render.traced import markdown_of
from litreview.render.views import view_excluded, view_paper

Progress = Callable[[tuple[Record, ...]], Iterable[Record]]


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
    files = render_traced(corpus, abstracts=abstracts, addresses=addresses, progress=progress, draw=draw)
    return {path: markdown_of(text) if path.endswith(".md") else text for path, text in files.items()}


def render_traced(
    corpus: Corpus, *, abstracts: Mapping[str, str], addresses: Addresses, progress: Progress, draw: Draw
) -> dict[str, str]:
    """As `render_files`, the pages with marks around their values (`litreview.render.traced`)."""
    index = index_corpus(corpus)
    files = dict(_pages_of_excluded(corpus, addresses))
    entries = entries_by_id(index.papers)
    files |= dict(_pages_of_papers(corpus.review, index, entries, abstracts, addresses, progress))
    files |= _pages_of_moved(corpus, index)
    reported = collect_claims(index)
    files |= _lists(corpus, index, reported, addresses, draw)
    files |= _lists_of_names(index, reported)
    files |= _comparisons(corpus.taxonomy, index, reported)
    files |= export_files(index, corpus.review, entries)
    files |= feed_files(index, corpus.review, addresses)
    return files | browse_files(index) | _assets()


def _assets() -> dict[str, str]:
    """The style sheet and the scripts, as they are."""
    with resources.as_file(resources.files("litreview.render") / "assets") as folder:
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        return {f"assets/{path.relative_to(folder).as_posix()}": path.read_text("utf-8") for path in paths}


def _pages_of_papers(  # noqa: PLR0913, PLR0917  # what a page is made of
    review: Review,
    index: Index,
    entries: Mapping[str, Entries],
    abstracts: Mapping[str, str],
    addresses: Addresses,
    progress: Progress,
) -> Iterator[tuple[str, str]]:
    template = markdown_environment(traced=True).get_template("paper.md")
    has_tags = review.citation_tags == "shown"
    for paper in progress(index.papers):
        view = view_paper(
            paper, index, entries[paper.id], abstracts.get(paper.id), addresses, citation_tags=has_tags
        )
        yield paper_page(paper.id), template.render(paper=view)


def _pages_of_excluded(corpus: Corpus, addresses: Addresses) -> Iterator[tuple[str, str]]:
    """A page for each excluded paper, which may have been in the review: its address goes on answering, and says why."""
    template = markdown_environment(traced=True).get_template("excluded.md")
    for paper in corpus.records:
        if paper.decision == "excluded":
            yield paper_page(paper.id), template.render(paper=view_excluded(paper, addresses))


def _pages_of_moved(corpus: Corpus, index: Index) -> Iterator[tuple[str, str]]:
    """A page at each former address that leads to the present one."""
    template = markdown_environment(traced=True).get_template("moved.md")
    excluded = (record for record in corpus.records if record.decision == "excluded")
    for paper in (*index.papers, *excluded):
        for old in paper.formerly:
            if old not in corpus.by_id:
                yield (
                    paper_page(old),
                    template.render(
                        title=readable(paper.title), page=f"{paper.id}.md", address=f"../{paper.id}/"
                    ),
                )


def _lists(
    corpus: Corpus, index: Index, reported: Claims, addresses: Addresses, draw: Draw
) -> Iterator[tuple[str, str]]:
    """The home page, the overviews and the topics."""
    environment = markdown_environment(traced=True)
    home, topic, papers, overview, statistics = (
        environment.get_template(f"{name}.md") for name in ("home", "topic", "list", "overview", "stats")
    )
    taxonomy = corpus.taxonomy
    front = view_home(corpus, index, reported, addresses)
    yield "index.md", home.render(home=front, picture=view_timeline(index, draw))
    yield "recent.md", papers.render(page=lists.view_recent(index))
    yield "topics/index.md", overview.render(page=lists.view_topics(taxonomy, index))
    yield "years/index.md", overview.render(page=lists.view_years(index))
    yield "authors/index.md", overview.render(page=lists.view_authors(index))
    about = "Models that papers introduce, train or evaluate."
    yield "models/index.md", overview.render(page=lists.view_names("Models", about, "models", index.models))
    about = "Benchmarks and data sets that papers introduce or report results on."
    yield (
        "benchmarks/index.md",
        overview.render(page=lists.view_names("Benchmarks", about, "benchmarks", index.benchmarks)),
    )
    yield "venues/index.md", overview.render(page=venues.view_venues(index))
    for path, node in taxonomy.walk():
        picture = view_subtopics(path, node, index, draw)
        yield (
            topic_page(path),
            topic.render(topic=lists.view_topic(path, node, index, reported, addresses), picture=picture),
        )
    yield STATISTICS, statistics.render(pictures=view_statistics(taxonomy, index, draw))


def _lists_of_names(index: Index, reported: Claims) -> Iterator[tuple[str, str]]:
    """The papers of each year, venue, model, benchmark and author."""
    environment = markdown_environment(traced=True)
    papers, venue = (environment.get_template(f"{name}.md") for name in ("list", "venue"))
    for year in index.by_year:
        yield year_page(year), papers.render(page=lists.view_year(year, index))
    for group in distinct(index.venues):
        yield venue_page(group.slug), venue.render(page=venues.view_venue(group, index))
    for group in distinct(index.models):
        yield f"models/{group.slug}.md", papers.render(page=lists.view_model(group, index, reported))
    for group in distinct(index.benchmarks):
        yield f"benchmarks/{group.slug}.md", papers.render(page=lists.view_benchmark(group, index, reported))
    for group in distinct(index.authors):
        if len(group.papers) > 1:
            yield f"authors/{group.slug}.md", papers.render(page=lists.view_author(group, index))


def _comparisons(taxonomy: Taxonomy, index: Index, reported: Claims) -> Iterator[tuple[str, str]]:
    """The pages of results, and the downloads beside them and beside the pages of topics and benchmarks."""
    environment = markdown_environment(traced=True)
    overview, metric = (environment.get_template(f"{name}.md") for name in ("results_overview", "metric"))
    yield "results/index.md", overview.render(page=view_overview(index, reported))
    for path, view in view_metrics(reported):
        yield path, metric.render(page=view)
    yield from result_files(taxonomy.walk(), index, reported)
