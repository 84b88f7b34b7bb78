"""The fast way from rendered pages to the site: what MkDocs would make of them, stamped out of what it has made of one of each kind.

Goes in: the text of every generated file, with the marks of `litreview.render.traced`. Comes out: the site, byte for byte as
`mkdocs build` makes it of the same files in docs/; the tests see to that. A file is written only if something that it is made of has
changed since the site before.
"""

import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import get_build_date
from mkdocs.utils.meta import get_data

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
from litreview.site.shells import Shells, Shown, unquote
from litreview.site.theme import Row, Theme, output_of
from litreview.site.tree import digest

_MADE_OF = ("mkdocs", "mkdocs-material", "Markdown", "pymdown-extensions", "Jinja2", "Pygments")
_LISTS = re.compile(rf"[\w-]+:\n(?=[{LOOP}])|{LOOP}[^{LOOP_END}]*{LOOP_END}")
_TIME_OF_BUILD = re.compile(rb"build_date|update_date")
_TOO_LONG_TO_NOTE = ("json_ld",)


@dataclass(frozen=True, slots=True)
class Done:
    """What a build did, in numbers of files."""

    written: int
    unchanged: int
    removed: int


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as the rest of the site needs it: front matter that is no list, and entries of the search index."""

    meta: Mapping[str, Any]
    entries: list[Any]


@dataclass(slots=True)
class _Site:
    """The spare folder while it becomes the next site."""

    spare: tree.Folder
    digests: dict[str, str] = field(default_factory=dict)
    written: int = 0

    def has(self, path: str, name: str) -> bool:
        """Whether the file at `path` is there as `name` says; it is part of the next site either way."""
        self.digests[path] = name
        return self.spare.digests.get(path) == name

    def write(self, path: str, data: bytes) -> None:
        tree.write(self.spare.path, path, data)
        self.written += 1


def stamp_site(  # noqa: PLR0913  # each is a folder or a step of its own
    config: MkDocsConfig,
    files: Mapping[str, str],
    *,
    site: Path,
    cache: Path,
    ignored: Iterable[str],
    add: Callable[[Path], None],
    may_take_over: Callable[[], bool],
) -> Done | None:
    """Makes `site` what `files` and docs/ say; None, and nothing has changed, where it may not take the old one's place.

    Args:
        config: loaded, for an empty folder that MkDocs' own part goes to first.
        files: path below docs/ to text, that of pages traced.
        site: the folder to make.
        cache: where the spare folder and notes are kept.
        ignored: paths below docs/ that are not part of the site.
        add: puts what else belongs to the site into the folder that MkDocs' own part is in.
        may_take_over: asked when all is ready.
    """
    theme = Theme(config, files.keys(), set(ignored))
    pages = {path: take_apart(text) for path, text in files.items() if path.endswith(".md")}
    heads = {path: split_front_matter(page.text)[0] for path, page in pages.items()}
    metas = {path: _meta(head, pages[path].values) for path, head in heads.items()}
    theme.introduce(Row(path, meta) for path, meta in metas.items() if theme.is_in_navigation(path))
    made_of = digest(*_made_of(config), *theme.navigation())
    made = _Site(tree.open_spare(site, cache))
    noted: Mapping[str, Any] = made.spare.notes if made.spare.notes.get("made of") == made_of else {}
    entries: dict[str, list[Any]] = noted.get("entries", {})
    stamp = _Stamp(theme, config)
    kept: dict[str, list[Any]] = {}
    for path, text in files.items():
        if path not in pages:
            if not made.has(path, digest(text)):
                made.write(path, text.encode("utf-8"))
        elif made.has(output_of(path), digest(made_of, text)) and path in entries:
            kept[path] = entries[path]
        else:
            page, kept[path] = stamp.page(path, text, metas[path])
            made.write(output_of(path), page)
    theme.finish(
        [Row(path, meta) for path, meta in metas.items()],
        kept,
        lambda path: (made.spare.path / output_of(path)).read_text("utf-8"),
    )
    add(Path(config.site_dir))
    _take_in(Path(config.site_dir), made)
    if not may_take_over():
        return None
    gone = made.spare.digests.keys() - made.digests.keys()
    for path in sorted(gone):
        tree.remove(made.spare.path, path)
    tree.take_over(made.spare, site, cache, made.digests, {"made of": made_of, "entries": kept})
    return Done(made.written, len(made.digests) - made.written, len(gone))


class _Stamp:
    """Makes pages, each kind by MkDocs once."""

    def __init__(self, theme: Theme, config: MkDocsConfig) -> None:
        self._theme = theme
        self._fragments = Fragments(config.markdown_extensions, config.mdx_configs or {})
        self._shells = Shells(theme.render, theme.is_in_navigation)

    def page(self, path: str, text: str, meta: Mapping[str, Any]) -> tuple[bytes, list[Any]]:
        """The page, and its entries of the search index."""
        skeleton = take_apart(text)
        head, rest = split_front_matter(skeleton.text)
        count = head.count(FRONT_MATTER)
        body = self._fragments.body(rest.strip("\n"), skeleton.values[count:], self._theme.resolver(path))
        shown = Shown(path, head, skeleton.values[:count], body.headings, body.html)
        page = None if body.is_ambiguous else self._shells.page(shown)
        content = body.html
        if page is None:
            content, page = self._theme.render_markdown(path, markdown_of(text))
        return page.encode("utf-8", "xmlcharrefreplace"), self._theme.entries_of(Row(path, meta), content)


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


def _made_of(config: MkDocsConfig) -> list[bytes]:
    """What all pages have in common: settings, theme, programs, and the code that makes them."""
    settings = Path(str(config.config_file_path))
    parts = [settings.read_bytes(), str(config.site_url).encode(), str(config.repo_url).encode()]
    inherited = re.search(rb"^INHERIT:\s*(\S+)", parts[0], re.MULTILINE)
    if inherited:
        parts.append((settings.parent / inherited[1].decode()).read_bytes())
    folder = config.theme.custom_dir
    own = sorted(Path(folder).rglob("*")) if folder else []
    for path in (*own, *sorted(Path(__file__).parents[1].rglob("*.py"))):
        if path.is_file():
            parts += [str(path.name).encode(), path.read_bytes()]
    if any(_TIME_OF_BUILD.search(path.read_bytes()) for path in own if path.is_file()):
        parts.append(get_build_date().encode())
    return [*parts, *(f"{name} {metadata.version(name)}".encode() for name in _MADE_OF)]


def _take_in(folder: Path, made: _Site) -> None:
    """Everything in `folder` becomes part of the next site, where nothing else has its place."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in made.digests:
            data = path.read_bytes()
            if not made.has(name, digest(data)):
                made.write(name, data)
    shutil.rmtree(folder, ignore_errors=True)
