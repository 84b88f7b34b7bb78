"""What stands on the pages that compare, as plain values, and the files beside them. Pure.

A page shows `SHOWN` claims at most, those of the newest papers: the downloads have all. Pages of metrics are made where several papers
count the same thing; what one paper alone counts stands on that paper's page, there is nothing to compare it with
(docs/decisions/0013-results.md).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from litreview.model.taxonomy import Topic
from litreview.render.addresses import Link, topic_page, upwards
from litreview.render.exports.tables import claims_csv, table_csv
from litreview.render.index import Group, Index, distinct
from litreview.render.inputs import Inputs, Planned
from litreview.render.results.claims import Claim, Claims
from litreview.render.results.declared import declared_table
from litreview.render.results.latex import Typeset, latex_file, typeset
from litreview.render.results.tables import Place, Row, Table, kind_tables, unit_of

SHOWN = 500  # claims on a page: some 150 KB, which a phone still scrolls through
PAGE = "results/index.md"
MOST_COMPARED, FEW_COMPARED = 5, 3


@dataclass(frozen=True, slots=True)
class ResultsView:
    """Claims side by side.

    Fields:
        tables: one a kind.
        shown: how many claims they have.
        of: how many claims there are in all, where those are more; else 0.
        downloads: the same for programs and documents.
    """

    tables: tuple[Table, ...]
    shown: int
    of: int
    downloads: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A benchmark or metric in the overview; `about` says what is claimed, "33 claims; accuracy 10.4 to 81.6 %"."""

    name: Link
    papers: int
    about: str


@dataclass(frozen=True, slots=True)
class OverviewOfResults:
    """The page of all results: what several papers report on, most first, then the claims themselves."""

    benchmarks: tuple[Compared, ...]
    metrics: tuple[Compared, ...]
    results: ResultsView | None


@dataclass(frozen=True, slots=True)
class TableView:
    """A table that a topic declares, with its downloads."""

    table: Table
    downloads: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class MetricView:
    """The page of a metric."""

    title: str
    papers: int
    results: ResultsView | None


def view_results(
    claims: tuple[Claim, ...], reported: Claims, page: str, *, without: str = "", stem: str = ""
) -> ResultsView | None:
    """`claims`, newest papers first, for `page`; None where there are none.

    `without` is a column that would say the same in every row; `stem` the beginning of the downloads' names, empty where there are none.
    """
    if not claims:
        return None
    downloads = (Link("CSV", f"{stem}.csv"), Link("LaTeX", f"{stem}.tex")) if stem else ()
    tables = kind_tables(claims[:SHOWN], Place(upwards(page), reported), without=without)
    of = len(claims) if len(claims) > SHOWN else 0
    return ResultsView(tables, min(len(claims), SHOWN), of, downloads)


def view_overview(index: Index, reported: Claims) -> OverviewOfResults:
    """The page of all results."""
    return OverviewOfResults(
        _compared_benchmarks(index, reported, "../"),
        _compared_metrics(reported, "../"),
        view_results(reported.all, reported, PAGE, stem="../results"),
    )


def most_compared(index: Index, reported: Claims) -> tuple[Compared, ...]:
    """For the home page: the benchmarks that most papers report on; metrics, too, where those are fewer than `FEW_COMPARED`."""
    benchmarks = _compared_benchmarks(index, reported, "")[:MOST_COMPARED]
    missing = max(0, FEW_COMPARED - len(benchmarks))
    return benchmarks + _compared_metrics(reported, "")[:missing]


def _compared_benchmarks(index: Index, reported: Claims, up: str) -> tuple[Compared, ...]:
    return _several(
        _compared(Link(found.name, f"{up}benchmarks/{found.slug}.md"), reported.by_benchmark[found.slug])
        for found in distinct(index.benchmarks)
        if found.slug in reported.by_benchmark
    )


def _compared_metrics(reported: Claims, up: str) -> tuple[Compared, ...]:
    return _several(
        _compared(Link(metric.name, f"{up}results/{metric.slug}.md"), reported.by_metric[metric.slug])
        for metric in reported.metrics
    )


def metric_page(metric: Group) -> str:
    """The page of a metric that several papers count."""
    return f"results/{metric.slug}.md"


def view_metric(metric: Group, reported: Claims) -> MetricView:
    """The page of `metric`."""
    claims = reported.by_metric[metric.slug]
    results = view_results(claims, reported, metric_page(metric), stem=metric.slug)
    return MetricView(metric.name, len(metric.papers), results)


def view_tables(path: str, topic: Topic, index: Index, reported: Claims) -> tuple[TableView, ...]:
    """The tables that `topic` declares; those that nothing fills are left out."""
    last = path.rpartition("/")[2]
    return tuple(
        TableView(table, (Link("CSV", f"{last}.{number}.csv"), Link("LaTeX", f"{last}.{number}.tex")))
        for number, table in _declared(path, topic, index, reported)
    )


def plan_results(
    topics: Iterable[tuple[str, Topic]], index: Index, reported: Claims, inputs: Inputs
) -> Iterator[tuple[str, Planned]]:
    """The downloads by their path below docs/: of each benchmark, metric and declared table, and `results.tex` of all benchmarks."""
    for found in distinct(index.benchmarks):
        if claims := reported.by_benchmark.get(found.slug):
            made_of = inputs.of_claims(claims, found.name)
            yield f"benchmarks/{found.slug}.csv", Planned(partial(_csv, claims), made_of)
            yield f"benchmarks/{found.slug}.tex", Planned(partial(_latex_of, found, reported), made_of)
    for metric in reported.metrics:
        claims = reported.by_metric[metric.slug]
        made_of = inputs.of_claims(claims, metric.name)
        yield f"results/{metric.slug}.csv", Planned(partial(_csv, claims), made_of)
        yield f"results/{metric.slug}.tex", Planned(partial(_latex_of_metric, metric, reported), made_of)
    everything = inputs.of_claims(reported.all, *(found.name for found in distinct(index.benchmarks)))
    yield "results.tex", Planned(partial(_latex_of_all, index, reported), everything)
    for path, topic in topics:
        for number, table in _declared(path, topic, index, reported):
            stem = f"topics/{path}.{number}"
            yield f"{stem}.csv", Planned(partial(_table_csv, table))
            label = f"{path.replace('/', '-')}-{number}"
            yield f"{stem}.tex", Planned(partial(_latex_of_declared, label, table))


def _latex_of_all(index: Index, reported: Claims) -> str:
    tables = (_typeset_benchmark(found, reported) for found in distinct(index.benchmarks))
    return latex_file(list(chain.from_iterable(tables)), floating=False)


def _latex_of(benchmark: Group, reported: Claims) -> str:
    return latex_file(_typeset_benchmark(benchmark, reported))


def _typeset_benchmark(benchmark: Group, reported: Claims) -> list[Typeset]:
    claims = reported.by_benchmark.get(benchmark.slug, ())
    return _labelled(benchmark.name, benchmark.slug, kind_tables(claims, Place("", reported), without="On"))


def _latex_of_metric(metric: Group, reported: Claims) -> str:
    tables = kind_tables(reported.by_metric[metric.slug], Place("", reported))
    return latex_file(_labelled(metric.name, metric.slug, tables))


def _latex_of_declared(label: str, table: Table) -> str:
    return latex_file([typeset(label, table)])


def _declared(path: str, topic: Topic, index: Index, reported: Claims) -> Iterator[tuple[int, Table]]:
    """The declared tables that have rows, numbered from 1 in the order in which they are declared."""
    place = Place(upwards(topic_page(path)), reported)
    for number, declared in enumerate(topic.tables, start=1):
        table = declared_table(declared, path, index, place)
        if table.rows:
            yield number, table


def _compared(name: Link, claims: tuple[Claim, ...]) -> Compared:
    papers = {claim.paper.id for claim in claims}
    counted = f"{len(claims)} claims" if len(claims) > 1 else "1 claim"
    spread = _spread(claims).removeprefix(f"{name.text} ")
    return Compared(name, len(papers), "; ".join(filter(None, [counted, spread])))


def _spread(claims: tuple[Claim, ...]) -> str:
    """From where to where those absolute values go that most claims share metric and unit of: "accuracy 10.4 to 88.7 %"."""
    levels = [claim.result for claim in claims if claim.result.kind == "absolute"]
    counts = Counter((row.metric, unit_of(row)) for row in levels)
    if not counts or max(counts.values()) == 1:
        return ""
    metric, unit = max(counts, key=lambda key: (counts[key], key))
    values = [row.value for row in levels if (row.metric, unit_of(row)) == (metric, unit)]
    ends = " to ".join(dict.fromkeys(f"{value:f}".replace("-", "−") for value in (min(values), max(values))))
    return f"{metric} {ends} {unit}".strip()


def _several(rows: Iterable[Compared]) -> tuple[Compared, ...]:
    """Those of several papers, the most first."""
    several = (row for row in rows if row.papers > 1)
    return tuple(sorted(several, key=lambda row: (-row.papers, row.name.text)))


def _labelled(name: str, label: str, tables: Iterable[Table]) -> list[Typeset]:
    """The tables as documents want them, each with its label: what they are of in the caption, and no dates, which citations have."""
    return [
        typeset(
            f"{label}-{table.title.split()[0].lower()}",
            replace(
                table,
                title=f"{name}: {table.title.lower()}",
                about="",
                heads=table.heads[:-1],
                rows=tuple(Row(row.paper, row.cells[:-1]) for row in table.rows),
            ),
        )
        for table in tables
    ]


def _csv(claims: Iterable[Claim]) -> str:
    return claims_csv((claim.paper, claim.result) for claim in claims)


def _table_csv(table: Table) -> str:
    """The cells as they are shown, behind the id of the paper."""
    heads = ("id", *(head.name for head in table.heads))
    return table_csv(
        heads, ((row.paper, *(tuple(link.text for link in cell) for cell in row.cells)) for row in table.rows)
    )
