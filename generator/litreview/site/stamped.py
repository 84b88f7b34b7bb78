"""The fast way from rendered pages to the site: what MkDocs would make of them, stamped out of what it has made of one of each kind.

Goes in: the text of every generated file, with the marks of `litreview.render.traced`. Comes out: the site, byte for byte as
`mkdocs build` makes it of the same files in docs/; the tests see to that. A file is written only if something that it is made of has
changed since the site before.
"""

import re
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, cast
from zlib import crc32

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import get_build_date
from mkdocs.utils.meta import get_data

from litreview.render.inputs import Planned, digest
from litreview.render.pages import Progress
from litreview.render.traced import (
    FRONT_MATTER,
    ITEM,
    LOOP,
    LOOP_END,
    markdown_of,
    split_front_matter,
    take_apart,
)
from litreview.site import tree
from litreview.site.fragments import Fragments
from litreview.site.processes import count_processors, in_processes
from litreview.site.shells import Shells, Shown, unquote
from litreview.site.theme import Row, Theme, output_of
from litreview.site.whole import made_of_settings

MANY = 400  # files to write: for fewer, another process is not worth its start
TEACHERS = 100  # files that are made before the work is shared
_LISTS = re.compile(rf"[\w-]+:\n(?=[{LOOP}])|{LOOP}[^{LOOP_END}]*{LOOP_END}")
_TIME_OF_BUILD = re.compile(rb"\b(?:build_date_utc|update_date)\b")
_TOO_LONG_TO_NOTE = ("json_ld",)


@dataclass(frozen=True, slots=True)
class Done:
    """What a build did, in numbers of files."""

    written: int
    unchanged: int
    removed: int


@dataclass(frozen=True, slots=True)
class Addition:
    """A folder of the site that something else makes: its name, a digest of what it is made of, and what makes it in a folder."""

    folder: str
    made_of: str
    make: Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as the rest of the site needs it: a digest of what it is made of, front matter that is no list, entries of the search."""

    made_of: str
    meta: Mapping[str, Any]
    entries: list[Any]


def stamp_site(  # noqa: PLR0913  # each is a folder or a step of its own
    config: MkDocsConfig,
    files: Mapping[str, Planned],
    *,
    site: Path,
    cache: Path,
    ignored: Iterable[str],
    addition: Addition,
    progress: Progress,
    may_take_over: Callable[[], bool],
) -> Done | None:
    """Makes `site` what `files` and docs/ say; None, and nothing has changed, where it may not take the old one's place.

    Args:
        config: loaded, for an empty folder that MkDocs' own part goes to first.
        files: by path below docs/; pages are traced.
        site: the folder to make.
        cache: where the spare folder and notes are kept.
        ignored: paths below docs/ that are not part of the site.
        addition: what else belongs to the site.
        progress: goes through the paths of files that are written.
        may_take_over: asked when all is ready.
    """
    theme = Theme(config, files.keys(), set(ignored))
    spare = tree.open_spare(site, cache)
    known = {path: _Page(*said) for path, said in _noted(spare, "pages").items()}
    texts = _introduce(theme, files, known)
    common = digest(*_made_of(config), *theme.navigation())
    digests: dict[str, str] = {}
    stale = []
    for path, file in files.items():
        made_of = file.made_of
        if made_of is None:
            texts[path] = texts.get(path) or file.render()
            made_of = digest(texts[path])
        place = output_of(path)
        digests[place] = digest(common, made_of) if path.endswith(".md") else made_of
        if spare.digests.get(place) != digests[place]:
            stale.append((path, made_of))
    stamp = _Stamp(theme, config, files, texts, spare.path)
    pages = {path: page for path, page in known.items() if path in files} | _stamp_all(stamp, stale, progress)
    own = Path(config.site_dir)
    theme.finish(
        [Row(path, page.meta) for path, page in pages.items()],
        {path: page.entries for path, page in pages.items()},
        lambda path: (spare.path / output_of(path)).read_text("utf-8"),
    )
    if _noted(spare, "addition") == {addition.folder: addition.made_of}:
        digests |= {
            path: name for path, name in spare.digests.items() if path.startswith(f"{addition.folder}/")
        }
    else:
        addition.make(own)
    _take_in(own, spare, digests)
    if not may_take_over():
        return None
    live = tree.read_site(site, cache)
    before: Mapping[str, str] = live.digests if live else {}
    done = _difference(before, digests)
    gone = spare.digests.keys() - digests.keys()
    for path in sorted(gone):
        tree.remove(spare.path, path)
    notes = {
        "pages": {path: [page.made_of, page.meta, page.entries] for path, page in pages.items()},
        "addition": {addition.folder: addition.made_of},
    }
    tree.take_over(spare, site, cache, digests, notes)
    return done


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


def _noted(spare: tree.Folder, name: str) -> dict[str, Any]:
    return cast("dict[str, Any]", spare.notes.get(name, {}))


def _introduce(theme: Theme, files: Mapping[str, Planned], known: Mapping[str, _Page]) -> dict[str, str]:
    """Tells the theme what the pages in its navigation are called; the texts that had to be rendered for that."""
    texts = {}
    rows = []
    for path, file in files.items():
        if theme.is_in_navigation(path):
            page = known.get(path)
            if page is None or page.made_of != file.made_of:
                texts[path] = file.render()
                rows.append(Row(path, _meta_of(texts[path])))
            else:
                rows.append(Row(path, page.meta))
    theme.introduce(rows)
    return texts


def _stamp_all(stamp: "_Stamp", stale: Sequence[tuple[str, str]], progress: Progress) -> dict[str, _Page]:
    """The pages among `stale` files, all of which are written; many of them by several processes."""
    work = partial(_stamp_some, stamp)
    if len(stale) < MANY or (workers := count_processors()) < 2:  # noqa: PLR2004
        return work(stale, progress)
    # The processes begin with what these have taught.
    pages = work(stale[:: len(stale) // TEACHERS], iter)
    rest = [file for number, file in enumerate(stale) if number % (len(stale) // TEACHERS)]
    shares: list[list[tuple[str, str]]] = [[] for _ in range(workers)]
    for path, made_of in rest:  # a paper's page and its files for programs are made of the same
        shares[crc32(path.partition(".")[0].encode()) % workers].append((path, made_of))
    return pages | in_processes(work, shares, progress, stamp.theme.dead_links)


def _stamp_some(stamp: "_Stamp", stale: Sequence[tuple[str, str]], progress: Progress) -> dict[str, _Page]:
    made_of = dict(stale)
    pages = {}
    for path in progress(list(made_of)):
        page = stamp.write(path, made_of[path])
        if page is not None:
            pages[path] = page
    return pages


class _Stamp:
    """Makes pages, each kind by MkDocs once, and writes them to a folder."""

    def __init__(
        self,
        theme: Theme,
        config: MkDocsConfig,
        files: Mapping[str, Planned],
        texts: Mapping[str, str],
        folder: Path,
    ) -> None:
        self.theme = theme
        self._fragments = Fragments(config.markdown_extensions, config.mdx_configs or {})
        self._shells = Shells(theme.render, theme.is_in_navigation)
        self._files = files
        self._texts = texts
        self._folder = folder

    def write(self, path: str, made_of: str) -> _Page | None:
        """Writes the file, and says what it is if it is a page."""
        text = self._texts.get(path) or self._files[path].render()
        if not path.endswith(".md"):
            tree.write(self._folder, path, text.encode("utf-8"))
            return None
        meta = _meta_of(text)
        page, content = self._page(path, text)
        tree.write(self._folder, output_of(path), page.encode("utf-8", "xmlcharrefreplace"))
        return _Page(made_of, meta, self.theme.entries_of(Row(path, meta), content))

    def _page(self, path: str, text: str) -> tuple[str, str]:
        """The whole page, and its body."""
        skeleton = take_apart(text)
        head, rest = split_front_matter(skeleton.text)
        count = head.count(FRONT_MATTER)
        body = self._fragments.body(rest.strip("\n"), skeleton.values[count:], self.theme.resolver(path))
        shown = Shown(path, head, skeleton.values[:count], body.headings, body.html)
        page = None if body.is_ambiguous else self._shells.page(shown)
        if page is not None:
            return page, body.html
        content, page = self.theme.render_markdown(path, markdown_of(text))
        return page, content


def _meta_of(text: str) -> dict[str, Any]:
    """The front matter of a page without its lists."""
    skeleton = take_apart(text)
    return _meta(split_front_matter(skeleton.text)[0], skeleton.values)


def _meta(head: str, values: tuple[str, ...]) -> dict[str, Any]:
    """The front matter without its lists."""
    numbers: list[int] = []
    count = end = 0
    for found in _LISTS.finditer(head):
        before = head[end : found.start()].count(FRONT_MATTER)
        numbers += range(count, count + before)
        count += before + found[0].count(FRONT_MATTER)
        end = found.end()
    numbers += range(count, count + head[end:].count(FRONT_MATTER))
    own = [unquote(values[number]) for number in numbers]
    return {
        name: own[said[0]] if isinstance(said, tuple) else said
        for name, said in _parse(_LISTS.sub("", head)).items()
        if name not in _TOO_LONG_TO_NOTE
    }


@lru_cache(maxsize=4096)
def _parse(head: str) -> dict[str, Any]:
    """What YAML makes of a front matter without lists; a value is a tuple of its number."""
    pieces = head.replace(LOOP, "").replace(ITEM, "").replace(LOOP_END, "").split(FRONT_MATTER)
    text = pieces[0] + "".join(f'"lrz{number}m"{piece}' for number, piece in enumerate(pieces[1:]))
    meta = get_data(text)[1]
    return {
        name: (int(said[3:-1]),) if isinstance(said, str) and re.fullmatch(r"lrz\d+m", said) else said
        for name, said in meta.items()
    }


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
