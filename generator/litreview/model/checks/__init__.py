"""Everything that `litreview check` can find in a corpus: one tuple of plain functions, one check a function."""

from collections.abc import Collection, Iterable
from itertools import groupby
from pathlib import Path

from litreview.errors import LitreviewError, Problem
from litreview.model.checks import corpus as among_records
from litreview.model.checks import record as of_record
from litreview.model.checks import tables as of_tables
from litreview.model.checks.facts import Check, Facts
from litreview.model.checks.spelling import names_are_spelt_alike
from litreview.model.corpus import Corpus, read_text
from litreview.model.places import lines_at

CHECKS: tuple[Check, ...] = (
    of_record.file_fits_id,
    of_record.dates_are_past,
    of_record.date_fits_arxiv,
    of_record.authors_are_known,
    of_record.paper_can_be_reached,
    of_record.acl_fits_doi,
    of_record.names_are_in_order,
    of_record.names_have_two_parts,
    of_record.nothing_stands_twice,
    of_record.topics_are_not_implied,
    of_record.summary_has_its_length,
    of_record.comparisons_have_two_sides,
    of_record.only_exclusions_have_reasons,
    of_record.abstracts_are_kept_where_agreed,
    of_record.notes_are_plain_markdown,
    among_records.ids_are_unique,
    among_records.identifiers_are_unique,
    among_records.titles_are_unique,
    among_records.former_ids_are_free,
    among_records.no_id_has_vanished,
    among_records.topics_are_known,
    among_records.topic_paths_are_unique,
    among_records.related_papers_exist,
    among_records.cross_links_lead_somewhere,
    of_tables.tables_name_included_papers,
    of_tables.columns_find_results,
    names_are_spelt_alike,
)


def check_corpus(
    corpus: Corpus, *, today: str | None = None, former_ids: Collection[str] = ()
) -> tuple[Problem, ...]:
    """All findings: those of loading and those of `CHECKS`, by file and line.

    `today` is the ISO day that no date may lie behind (None: any date will do), `former_ids` are the ids that the history knows
    (`litreview.model.history`). Files with findings are read once more, for the lines.
    """
    facts = Facts.of(corpus, today, former_ids)
    findings = [finding for check in CHECKS for finding in check(facts)]
    located = _with_lines(corpus.root, findings)
    return tuple(sorted((*corpus.findings, *located), key=lambda finding: (finding.file, finding.line or 0)))


def without_topic(corpus: Corpus) -> tuple[str, ...]:
    """Ids of the papers that have no topic yet, in the order of their files; excluded ones need none."""
    records = corpus.records
    return tuple(record.id for record in records if not record.topics and record.decision != "excluded")


def _with_lines(root: Path, findings: Iterable[Problem]) -> list[Problem]:
    located = []
    by_file = sorted(findings, key=lambda finding: finding.file)
    for file, group in groupby(by_file, key=lambda finding: finding.file):
        in_file = list(group)
        paths = [_path(finding.field) for finding in in_file if finding.field is not None]
        lines = iter(_lines(root, file, paths))
        located += [finding if finding.field is None else finding.at(next(lines)) for finding in in_file]
    return located


def _path(field: str) -> tuple[str | int, ...]:
    return tuple(int(step) if step.isdigit() else step for step in field.split("."))


def _lines(root: Path, file: str, paths: list[tuple[str | int, ...]]) -> list[int] | list[None]:
    """The lines of `paths`; None for each if the file has gone or changed for the worse since it was loaded."""
    if not paths:
        return []
    try:
        return lines_at(read_text(root, file), paths)
    except LitreviewError:
        return [None] * len(paths)
