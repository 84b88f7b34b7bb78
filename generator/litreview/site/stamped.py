"""The fast way from rendered pages to the site: what MkDocs would make of them, stamped out of what it has made of one of each kind.

Goes in: the text of every generated file, with the marks of `litreview.render.traced`. Comes out: the site, byte for byte as
`mkdocs build` makes it of the same files in docs/; the tests see to that. A file is written only if something that it is made of has
changed since the site before.
"""

import contextlib
import re
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import get_build_date

from litreview.digests import digest
from litreview.errors import Problem
from litreview.processes import Progress
from litreview.render.inputs import Planned
from litreview.site import tree
from litreview.site.files import Page, Stale, Writer, write_files
from litreview.site.paths import output_of
from litreview.site.stamp import Stamp, meta_of
from litreview.site.theme import Row, Theme
from litreview.site.whole import made_of_programs, made_of_settings

_TIME_OF_BUILD = re.compile(rb"\b(?:build_date_utc|update_date)\b")


@dataclass(frozen=True, slots=True)
class Done:
    """What a build did, in numbers of files."""

    written: int
    unchanged: int
    removed: int


@dataclass(frozen=True, slots=True)
class Addition:
    """A folder of the site that something else makes, beside the pages.

    Fields:
        folder: its name.
        made_of: a digest.
        begin: begins to make it, and gives what adds it to a site and says its warnings; both within the context.
    """

    folder: str
    made_of: str
    begin: Callable[[], AbstractContextManager[Callable[[Path], Sequence[Problem]]]]


def stamp_site(  # noqa: PLR0913  # each is a folder or a step of its own
    config: MkDocsConfig,
    files: Mapping[str, Planned],
    *,
    site: Path,
    cache: Path,
    ignored: Iterable[str],
    addition: Addition,
    noted: list[Any],
    progress: Progress,
    problems: list[Problem],
    strict: bool,
) -> Done | None:
    """Makes `site` what `files` and docs/ say; None, and nothing has changed, where it may not take the old one's place.

    Args:
        config: loaded, for an empty folder that MkDocs' own part goes to first.
        files: by path below docs/; pages are traced.
        site: the folder to make.
        cache: where the spare folder and notes are kept.
        ignored: paths below docs/ that are not part of the site.
        addition: what else belongs to the site.
        noted: a list to which rendering adds; what it adds in other processes is in it afterwards.
        progress: goes through the paths of files that are written.
        problems: those found so far; what `addition` warns of is added.
        strict: with any problem, the old site stays.
    """
    live = tree.read_site(site, cache)
    spare = tree.open_spare(site, cache, live)
    own = Path(config.site_dir)
    added = {path: name for path, name in spare.digests.items() if path.startswith(f"{addition.folder}/")}
    is_there = _noted(spare, "addition") == {addition.folder: addition.made_of} and all(added.values())
    with contextlib.nullcontext() if is_there else addition.begin() as add_to:
        theme = Theme(config, files.keys(), set(ignored))
        digests, pages = _make_files(theme, config, files, spare, noted, progress)
        theme.finish(
            [Row(path, page.meta) for path, page in pages.items()],
            {path: page.entries for path, page in pages.items()},
            lambda path: (spare.path / output_of(path)).read_text("utf-8"),
        )
        if add_to is not None:
            problems.extend(add_to(own))
    if is_there:
        digests |= added
    _take_in(own, spare, digests)
    if strict and problems:
        return None
    done = _difference(live.digests if live else {}, digests)
    for path in sorted(spare.digests.keys() - digests.keys()):
        tree.remove(spare.path, path)
    notes = {
        "pages": pages,
        "addition": {addition.folder: addition.made_of},
    }
    tree.take_over(spare, live, site, cache, digests, notes)
    return done


def _make_files(  # noqa: PLR0913, PLR0917  # what they are made of
    theme: Theme,
    config: MkDocsConfig,
    files: Mapping[str, Planned],
    spare: tree.Folder,
    noted: list[Any],
    progress: Progress,
) -> tuple[dict[str, str], dict[str, Page]]:
    """The digest of each file by its place on the site, and all pages; the spare folder has them now."""
    known = {path: Page(*said) for path, said in _noted(spare, "pages").items()}
    texts = _introduce(theme, files, known)
    common = digest(*_made_of(config), *theme.navigation())
    digests, stale = _compare(files, spare, texts, common)
    writer = Writer(Stamp(theme, config), files, texts, spare.path)
    pages = {path: page for path, page in known.items() if path in files}
    return digests, pages | write_files(writer, stale, [theme.links.dead, noted], progress)


def _compare(
    files: Mapping[str, Planned], spare: tree.Folder, texts: dict[str, str], common: str
) -> tuple[dict[str, str], list[Stale]]:
    """The digest of each file by its place on the site; and the files that the spare folder has not, with what they are made of.

    Those whose text alone tells are rendered, into `texts`.
    """
    digests = {}
    stale = []
    programs = digest(*made_of_programs())
    name_of = cache(digest)  # a paper's files for programs are all made of the same
    for path, file in files.items():
        made_of = file.made_of
        if made_of is None:
            texts[path] = texts.get(path) or file.render()
            made_of = digest(texts[path])
        place = output_of(path)
        digests[place] = name_of(common if path.endswith(".md") else programs, made_of)
        if spare.digests.get(place) != digests[place]:
            stale.append((path, made_of))
    return digests, stale


def _made_of(config: MkDocsConfig) -> list[bytes]:
    """What all pages have in common; the time of the build, too, where a template asks for it."""
    parts = made_of_settings(Path(str(config.config_file_path)))
    folder = config.theme.custom_dir
    own = [path for path in Path(folder).rglob("*") if path.is_file()] if folder else []
    asks_for_time = any(_TIME_OF_BUILD.search(path.read_bytes()) for path in own)
    return [*parts, get_build_date().encode()] if asks_for_time else parts


def _difference(before: Mapping[str, str], after: Mapping[str, str]) -> Done:
    unchanged = sum(before.get(path) == name for path, name in after.items())
    return Done(len(after) - unchanged, unchanged, len(before.keys() - after.keys()))


def open_theme(config: MkDocsConfig, site: tree.Folder) -> Theme:
    """The theme as it was when `site` was made, to render further pages of it."""
    pages = {path: Page(*said) for path, said in _noted(site, "pages").items()}
    theme = Theme(config, {*pages, *site.digests})
    theme.introduce(Row(path, page.meta) for path, page in pages.items() if theme.is_in_navigation(path))
    return theme


def _noted(spare: tree.Folder, name: str) -> dict[str, Any]:
    return cast("dict[str, Any]", spare.notes.get(name, {}))


def _introduce(theme: Theme, files: Mapping[str, Planned], known: Mapping[str, Page]) -> dict[str, str]:
    """Tells the theme what the pages in its navigation are called; the texts that had to be rendered for that."""
    texts = {}
    rows = []
    for path, file in files.items():
        if theme.is_in_navigation(path):
            page = known.get(path)
            if page is not None and page.made_of == file.made_of:
                rows.append(Row(path, page.meta))
            elif file.head is not None:
                rows.append(Row(path, meta_of(file.head())))
            else:
                texts[path] = file.render()
                rows.append(Row(path, meta_of(texts[path])))
    theme.introduce(rows)
    return texts


def _take_in(folder: Path, spare: tree.Folder, digests: dict[str, str]) -> None:
    """Everything in `folder` becomes part of the next site, where nothing else has its place."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in digests:
            data = path.read_bytes()
            digests[name] = digest(data)
            if spare.digests.get(name) != digests[name]:
                tree.write(spare.path, name, data)
    shutil.rmtree(folder, ignore_errors=True)
