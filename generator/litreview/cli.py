"""The command line: the verbs and their exit codes. Everything else returns values or raises LitreviewError.

Results go to stdout; progress and problems to stderr. Exit codes: 0 fine, 1 problems in the data, 2 wrong usage.
"""

import gc
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from litreview import __version__, report
from litreview.console import FINE, PROBLEMS, WRONG_USAGE, Item, exit_code, progress, say, say_problems, show
from litreview.errors import LitreviewError, WrongUsageError
from litreview.exchange import add, enrich, export

if TYPE_CHECKING:  # the model takes longer to load than to see that there is nothing to build
    from litreview.model.corpus import Corpus
    from litreview.site.build import Built


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a verb and exits. The one place that catches LitreviewError."""
    # A verb is short and makes few cycles: looking for them took a tenth of its time.
    gc.set_threshold(50_000, 10, 10)
    try:
        code = litreview.main(arguments, prog_name="litreview", standalone_mode=False)
    except LitreviewError as error:
        say_problems(error.problems)
        code = WRONG_USAGE if isinstance(error, WrongUsageError) else PROBLEMS
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("interrupted; every file is as it was or as it should be, none half written")
        code = PROBLEMS
    except BrokenPipeError:  # whoever reads our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = FINE
    except (
        OSError
    ) as error:  # a folder that is a file, a disk that is full: the user's to mend, and no fault of the code
        say(
            f"{error.filename or 'the system'}: {error.strerror}\n  hint: every file is as it was or as it should be"
        )
        code = PROBLEMS
    gc.freeze()  # Python looks for garbage once more at its end
    sys.exit(code)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="litreview")
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    help="The review. [default: nearest folder upwards with papers/review.yml]",
)
@click.pass_context
def litreview(context: click.Context, root: Path | None) -> None:
    """Turn paper listings into a living literature review.

    \b
    A curator's day:
      litreview add listing.txt     listings become records in papers/
      litreview check               what is wrong, with line and hint
      litreview serve               look at the site while editing
      git commit
    """
    context.obj = root


@litreview.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="A living review", show_default=True, help="The review's title.")
def new(folder: Path, title: str) -> int:
    """Make a fresh review in FOLDER that builds at once.

    \b
    Example:
      litreview new my-review --title "My field: a living review"
    """
    from litreview.site.fresh import make_review

    fresh = make_review(folder, title)
    show(f"{folder}: {report.plural(len(fresh.files), 'file')} of a fresh review")
    if not fresh.with_generator:
        say("litreview does not run from its own checkout here, so Makefile and workflows did not go along")
    say("next: edit papers/review.yml and papers/taxonomy.yml, then `litreview add LISTING`")
    return FINE


@litreview.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Warnings fail, too.")
@click.option(
    "--format", "format_name", type=click.Choice(list(report.FORMATS)), default="text", show_default=True
)
@click.pass_obj
def check(root: Path | None, files: tuple[Path, ...], format_name: str, *, strict: bool) -> int:
    """Name all problems of all records, each with file, line and hint.

    Given FILES, only theirs are named; they are still held against all other records.

    \b
    Examples:
      litreview check
      litreview check papers/2023/chen2023longlora.yml
      litreview check --strict --format github
    """
    from litreview.model.checks import without_topic
    from litreview.model.corpus import record_paths
    from litreview.opening import check_review, open_review, path_below

    corpus = open_review(root)
    problems, unknown = check_review(corpus)
    say_problems(unknown)
    if files:
        named = {path_below(corpus.root, file) for file in files}
        problems = tuple(problem for problem in problems if problem.file in named)
    if problems or format_name == "json":
        show(report.FORMATS[format_name](problems))
    if not files and (papers := without_topic(corpus)):
        say(f"{report.plural(len(papers), 'paper')} without a topic: {', '.join(papers)}")
    say(report.count(problems, len(files) or len(record_paths(corpus.root))))
    return exit_code(problems, strict=strict)


@litreview.command()
@click.option(
    "--pages-only", is_flag=True, help="Write the pages and exports below docs/, but build no site."
)
@click.option("--strict", is_flag=True, help="Warnings fail, too, and leave the old site as it is.")
@click.pass_obj
def build(root: Path | None, *, pages_only: bool, strict: bool) -> int:
    """Check, write all pages and exports, and build the site into site/.

    \b
    Examples:
      litreview build
      litreview build --pages-only && mkdocs serve
    """
    from litreview.model.root import find_root

    folder = find_root((root or Path()).resolve())
    if pages_only:
        _publish(folder, strict=strict)
        return FINE
    from litreview.site.untouched import count_untouched, look_at, note_untouched

    look = look_at(folder)
    count = count_untouched(folder, look)
    if count is not None:
        show(_count("site", 0, count, 0))
        return FINE
    from litreview.opening import open_checked

    corpus, has_warnings = open_checked(folder, strict=strict)
    built = _build(corpus, strict=strict)
    if not (has_warnings or built.problems or built.by_mkdocs):
        note_untouched(folder, look, built.done.written + built.done.unchanged)
    return FINE


@litreview.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 shows it to the whole network.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.pass_obj
def serve(root: Path | None, host: str, port: int) -> int:
    """Build the site, serve it on this machine, and build it anew after every change.

    \b
    Example:
      litreview serve --port 8001
    """
    from litreview.model.corpus import read_record
    from litreview.opening import open_checked, path_below
    from litreview.render.publish import published_paths
    from litreview.site.build import addresses_of
    from litreview.site.preview import Preview, prepare_preview
    from litreview.site.server import Server, run_server, sources

    def build_once(corpus: "Corpus") -> Preview:
        _build(corpus, strict=False)
        return prepare_preview(corpus, addresses_of(corpus))

    corpus, _ = open_checked(root, strict=False)
    folder = corpus.root
    preview = build_once(corpus)

    def show_edited(path: Path) -> tuple[str, bytes] | None:
        """The page of an edited record."""
        if path.suffix != ".yml" or path.parent.parent != folder / "papers":
            return None
        return preview(read_record(folder, path_below(folder, path))[0])

    def rebuild() -> None:
        nonlocal preview
        try:
            preview = build_once(open_checked(folder, strict=False)[0])
        except LitreviewError as error:
            say_problems(error.problems)
            say("the site stays as it was until this is mended")

    server = Server(folder, rebuild, show_edited, host=host, port=port)
    say(f"open {server.url} (Ctrl+C ends)")
    run_server(server, sources(folder, published_paths(folder / "docs")))
    return FINE


def _publish(root: Path, *, strict: bool) -> None:
    from litreview.opening import open_checked
    from litreview.site.build import addresses_of, write_pages

    corpus, _ = open_checked(root, strict=strict)
    published = write_pages(corpus, addresses_of(corpus), _show_progress)
    show(_count("docs", published.written, published.unchanged, published.removed))


def _build(corpus: "Corpus", *, strict: bool) -> "Built":
    from litreview.site.build import addresses_of, build_review

    built = build_review(corpus, addresses_of(corpus), strict=strict, progress=_show_progress)
    say_problems(built.problems)
    if built.by_mkdocs:
        say(
            "plugins, hooks or extensions in mkdocs.yml have a say in pages, so MkDocs rendered each of them, which takes its time"
        )
    show(_count("site", built.done.written, built.done.unchanged, built.done.removed))
    return built


def _show_progress(items: Sequence[Item]) -> Iterable[Item]:
    return progress(items, "writing pages")


def _count(folder: str, written: int, unchanged: int, removed: int) -> str:
    return (
        f"{folder}/: {report.plural(written, 'file')} written, {unchanged:,} unchanged, {removed:,} removed"
    )


for verb in (add, enrich, export):
    litreview.add_command(verb)
