"""Checks of the tables that topics declare in papers/taxonomy.yml, against the records that should fill them."""

from collections.abc import Iterable, Iterator

from litreview.errors import Problem, quoted
from litreview.model.checks.facts import Facts, error, warning
from litreview.model.comparing import fits, is_metric, is_on, measure
from litreview.model.corpus import TAXONOMY_FILE
from litreview.model.record import Result
from litreview.model.suggest import did_you_mean
from litreview.model.taxonomy import Column, Table, Topic


def tables_name_included_papers(facts: Facts) -> Iterator[Problem]:
    """The rows of a declared table are papers of the review."""
    for table, field, _ in _tables(facts):
        for position, paper in enumerate(table.papers):
            place = f"{field}.papers.{position}"
            if not facts.knows(paper):
                hint = did_you_mean(paper, facts.by_id, "ids are the names of the files in papers/")
                yield error(TAXONOMY_FILE, place, f"no record {quoted(paper)}", hint)
            elif paper in facts.by_id and facts.by_id[paper].record.decision != "included":
                decision = facts.by_id[paper].record.decision
                message = f"{quoted(paper)} is {decision}, so the table leaves it out"
                yield warning(TAXONOMY_FILE, place, message, "include the paper, or delete the row")


def columns_find_results(facts: Facts) -> Iterator[Problem]:
    """What a column names is in some record's results, and all of it together in one of the table's papers."""
    tables = list(_tables(facts))
    everything = [row for file in facts.corpus.files for row in file.record.results] if tables else []
    for table, field, path in tables:
        own = list(_results(facts, table, path))
        for position, column in enumerate(table.columns):
            place = f"{field}.columns.{position}"
            unknown = list(_unknown(column, place, everything))
            yield from unknown
            if not unknown and column.field is None and not any(fits(row, column) for row in own):
                message = "nothing fits this column in the table's papers"
                hint = "name other papers, or ask for less: each of metric, on and kind has to fit"
                yield warning(TAXONOMY_FILE, place, message, hint)


def _unknown(column: Column, place: str, results: Iterable[Result]) -> Iterator[Problem]:
    """A problem for each part of `column` that none of `results` has."""
    if column.metric and not any(is_metric(row, column.metric) for row in results):
        known = dict.fromkeys(name for row in results for name in (measure(row.metric), row.metric))
        hint = did_you_mean(column.metric, known, "metrics are what results have under `metric`")
        yield error(TAXONOMY_FILE, f"{place}.metric", f"no result has {quoted(column.metric)}", hint)
    if column.on and not any(is_on(row, column.on) for row in results):
        known = dict.fromkeys(row.on for row in results if row.on)
        hint = did_you_mean(column.on, known, "benchmarks are what results have under `on`")
        yield error(TAXONOMY_FILE, f"{place}.on", f"no result is on {quoted(column.on)}", hint)


def _results(facts: Facts, table: Table, path: str) -> Iterator[Result]:
    """All results of the papers that `table`, on the topic at `path`, is about."""
    for file in facts.corpus.files:
        paper = file.record
        within = any(topic == path or topic.startswith(f"{path}/") for topic in paper.topics)
        if paper.decision == "included" and (paper.id in table.papers or (not table.papers and within)):
            yield from paper.results


def _tables(facts: Facts) -> Iterator[tuple[Table, str, str]]:
    """Each declared table, its place in the file, and the path of its topic."""
    return _below(facts.corpus.taxonomy.topics, "topics", "")


def _below(topics: Iterable[Topic], field: str, above: str) -> Iterator[tuple[Table, str, str]]:
    for position, topic in enumerate(topics):
        here, path = f"{field}.{position}", above + topic.id
        for number, table in enumerate(topic.tables):
            yield table, f"{here}.tables.{number}", path
        yield from _below(topic.children, f"{here}.children", f"{path}/")
