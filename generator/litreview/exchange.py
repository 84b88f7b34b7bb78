"""The verbs that take papers in and give them out: add, enrich, export. `cli` runs them."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from litreview import report
from litreview.console import FINE, PROBLEMS, progress, say, say_problems, show

if TYPE_CHECKING:  # each verb loads what it needs, which takes longer than some verbs
    from litreview.errors import Problem
    from litreview.intake.add import Plan
    from litreview.model.corpus import Corpus

# The names of litreview.render.exports.FORMATS, which takes longer to load than most verbs take to run.
EXPORT_FORMATS = ("bibtex", "ris", "csl-json", "csv", "json")
STYLES = ("apa", "ieee", "acm", "chicago", "harvard")  # likewise, of litreview.render.layouts
LOOKUP_HELP = "Where missing facts come from: a file of CSL-JSON, BibTeX or RIS, or `arxiv`, or `openalex`."


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--lookup", metavar="X", help=LOOKUP_HELP)
@click.option(
    "--captured",
    type=click.DateTime(["%Y-%m-%d"]),
    help="When the listings were copied: the year of `Jun 3`.",
)
@click.option(
    "--decision", type=click.Choice(["included", "candidate"]), default="included", show_default=True
)
@click.option(
    "--format", "format_name", help="The sources' format, where it is not to be recognised by content."
)
@click.option("--dry-run", is_flag=True, help="Say what would become of every entry, and write nothing.")
@click.option(
    "--report",
    "report_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the ledger as JSON, too.",
)
@click.pass_obj
def add(root: Path | None, /, **options: Any) -> int:  # noqa: ANN401  # click checks them
    """Make records of what listings hold. SOURCE is a file, or - for stdin.

    Prints the ledger: what became of every entry. Exits with 1 where an entry got no record.

    \b
    Examples:
      litreview add daily-papers.txt --lookup library.json
      litreview add *.txt --lookup arxiv --report ledger.json
      pbpaste | litreview add - --captured 2025-12-09
    """
    from litreview.intake.changes import apply_changes
    from litreview.intake.ledger import ledger_as_json, ledger_lines
    from litreview.opening import open_review

    corpus = open_review(root)
    say_problems([finding for finding in corpus.findings if finding.severity == "error"])
    plan, problems = _plan_additions(corpus, **options)
    if not options["dry_run"]:
        apply_changes(corpus.root, plan.changes, progress=progress)
    for line in ledger_lines(plan.ledger):
        show(line)
    if options["dry_run"]:
        say("dry run: nothing was written")
    if options["report_file"]:
        options["report_file"].write_text(ledger_as_json(plan.ledger), "utf-8")
    say_problems(problems)
    if not plan.ledger.outcomes and not problems:
        say("no paper in any of these; `--format` may name the wrong format")
    return FINE if plan.ledger.outcomes and plan.ledger.is_clean and not problems else PROBLEMS


def _plan_additions(corpus: "Corpus", **options: Any) -> "tuple[Plan, tuple[Problem, ...]]":  # noqa: ANN401
    """What the listings and the look-up come to, and what went wrong on the way to it."""
    from litreview.intake.add import papers_to_ask_for, plan_additions
    from litreview.intake.gather import find_bibliography, read_listings
    from litreview.model.history import read_history
    from litreview.opening import today

    captured = options["captured"] and options["captured"].date()
    gathered = read_listings(
        options["sources"], stdin=sys.stdin.buffer, format_name=options["format_name"], captured=captured
    )
    asked = partial(papers_to_ask_for, corpus, gathered.readings)
    answers = options["lookup"] and find_bibliography(options["lookup"], asked, progress=progress)
    plan = plan_additions(
        corpus,
        gathered.readings,
        today=today(),
        bibliography=answers.bibliography if answers else None,
        decision=options["decision"],
        taken=read_history(corpus.root).former_ids,
        progress=progress,
    )
    return plan, (*gathered.problems, *(answers.problems if answers else ()))


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--lookup", metavar="X", required=True, help=LOOKUP_HELP)
@click.option("--dry-run", is_flag=True, help="Say what would be added, and write nothing.")
@click.pass_obj
def enrich(root: Path | None, ids: tuple[str, ...], lookup: str, *, dry_run: bool) -> int:
    """Fill missing facts of records, line by line; all records without IDs.

    What a person wrote is never overwritten; where the look-up says something else, it is reported.

    \b
    Examples:
      litreview enrich --lookup openalex
      litreview enrich chen2023longlora --lookup library.bib
    """
    from litreview.intake.changes import apply_changes
    from litreview.intake.enrich import enrichment_lines, lacks_facts, plan_enrichment, records_to_enrich
    from litreview.intake.gather import find_bibliography
    from litreview.opening import open_review

    corpus = open_review(root)
    files = records_to_enrich(corpus, ids)
    answers = find_bibliography(
        lookup, lambda: [file.record for file in files if lacks_facts(file.record)], progress=progress
    )
    plan = plan_enrichment(corpus, files, answers.bibliography, progress=progress)
    if not dry_run:
        apply_changes(corpus.root, plan.changes, progress=progress)
    for line in enrichment_lines(plan):
        show(line)
    say_problems(answers.problems)
    return FINE if not answers.problems else PROBLEMS


@click.command()
@click.option(
    "--format", "format_name", type=click.Choice(EXPORT_FORMATS), default="bibtex", show_default=True
)
@click.option(
    "--style", type=click.Choice(STYLES), help="References as text, in a style, instead of a format."
)
@click.option("--topic", "topics", multiple=True, metavar="T", help="Papers of a topic and its subtopics.")
@click.option("--year", "years", multiple=True, metavar="Y", help="Papers of a year.")
@click.option(
    "--venue",
    "venues",
    multiple=True,
    metavar="V",
    help="Papers of a venue: `ICLR 2024`, or `ICLR` of any year.",
)
@click.option("--type", "types", multiple=True, metavar="T", help="Papers of a type, such as `survey`.")
@click.option("--id", "ids", multiple=True, metavar="ID", help="Papers by id.")
@click.option(
    "--aux",
    "manuscripts",
    multiple=True,
    type=click.Path(path_type=Path),
    help="What a manuscript cites, by its .aux file.",
)
@click.option(
    "--tex", "manuscripts", multiple=True, type=click.Path(path_type=Path), help="The same, by its text."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file instead of stdout."
)
@click.pass_obj
def export(
    root: Path | None,
    /,
    format_name: str,
    style: str | None,
    manuscripts: tuple[Path, ...],
    output: Path | None,
    **criteria: Any,  # noqa: ANN401  # click checks them
) -> int:
    """Write a selection of papers for other programs; all included ones where nothing is selected.

    Several values of one option widen the selection, several options narrow it.

    \b
    Examples:
      litreview export -o review.bib
      litreview export --topic efficiency --year 2024 --year 2025 --format ris
      litreview export --tex paper.tex -o references.bib
      litreview export --topic safety --style apa
    """
    from litreview.opening import open_review
    from litreview.render.exports import FORMATS
    from litreview.render.exports.manuscript import load_manuscript
    from litreview.render.exports.selection import Selection, find_cited, select
    from litreview.render.references import format_citations

    corpus = open_review(root)
    read = [load_manuscript(path) for path in manuscripts]
    cited = (
        find_cited(corpus, [citation for manuscript in read for citation in manuscript.citations])
        if read
        else None
    )
    records = select(corpus, Selection(**criteria), None if cited is None else cited.records)
    text = format_citations(records, style) if style else FORMATS[format_name].render(records, corpus.review)
    data = text.encode()
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        output.write_bytes(data)
        say(f"{output}: {report.plural(len(records), 'paper')}")
    problems = [problem for manuscript in read for problem in manuscript.problems]
    say_problems([*problems, *(cited.problems if cited else ())])
    return FINE
