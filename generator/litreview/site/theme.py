"""MkDocs and its theme, step by step: what is theirs they render; pages that come from elsewhere take their part in it.

The steps are those of `mkdocs.commands.build.build` (MkDocs 1.6), in their order. Pages that are stamped are there by their paths: a
page written by hand can link to them, the navigation can hold them, the sitemap lists them. Four private functions of MkDocs do what
they do in its own build: render a page written by hand, or a template.
"""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from logging import getLogger
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urljoin

from markdown.extensions.toc import nest_toc_tokens
from mkdocs.commands.build import (
    _build_extra_template,
    _build_page,
    _build_theme_template,
    _populate_page,
    get_context,
)
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_build_date
from mkdocs.utils.meta import get_data

from litreview.site.compiled import compiled_in
from litreview.site.conversion import ID, OF_SEARCH
from litreview.site.eligible import SEARCH
from litreview.site.links import Links
from litreview.site.paths import Paths, address_of, order_of
from litreview.site.shells import Shown, front_matter_of

if TYPE_CHECKING:
    from jinja2 import Environment


@dataclass(frozen=True, slots=True)
class Row:
    """A stamped page as the sitemap and the search see it: its path below docs/, and of its front matter what is no list."""

    path: str
    meta: Mapping[str, Any]


@dataclass(slots=True)
class _Stamped:
    """What templates may ask of a page that MkDocs has no object for; it is its own file."""

    src_uri: str
    url: str
    canonical_url: str | None
    meta: Mapping[str, Any]
    update_date: str
    title: str

    @property
    def page(self) -> "_Stamped":
        return self


class Theme:
    """One build of the site.

    Args:
        config: loaded, for the folder that MkDocs' own output goes to.
        stamped: the paths below docs/ of all files that come from elsewhere, pages and others.
        ignored: further paths below docs/ that are not part of the site.
    """

    def __init__(self, config: MkDocsConfig, stamped: Collection[str], ignored: Collection[str] = ()) -> None:
        self._config = config = config.plugins.on_config(config)
        self._stamped_paths = stamped
        config.plugins.on_pre_build(config=config)
        own = [
            file for file in get_files(config) if file.src_uri not in stamped and file.src_uri not in ignored
        ]
        own += [
            self._file(path) for path in stamped if path.endswith(".md") and not _is_excused(path, config)
        ]
        self._files = Paths(sorted(own, key=order_of), stamped, self._file)
        self._env = config.theme.get_env()
        self._env.bytecode_cache = compiled_in(Path(str(config.config_file_path)).parent)
        self._files.add_files_from_theme(cast("Environment", _ThemeFiles(config.theme.dirs)), config)
        set_exclusions(self._files, config)
        self._nav = get_navigation(self._files, config)
        self._in_nav = {page.file.src_uri: page for page in self._nav.pages}
        self._prose = [file for file in self._files.documentation_pages() if file.src_uri not in stamped]
        self._search: Any = config.plugins.get(SEARCH)
        self.links = Links(stamped, lambda path: self._files.get_file_from_path(path) is not None)
        for file in self._prose:
            _populate_page(file.page, config, self._files)

    # --- For pages from elsewhere ---

    def introduce(self, rows: Iterable[Row]) -> None:
        """Makes known what stamped pages are called, since the navigation of every page names those that are in it."""
        for row in rows:
            if page := self._in_nav.get(row.path):
                page.markdown, page.meta = "", dict(row.meta)

    def is_in_navigation(self, path: str) -> bool:
        """Whether the navigation names the page at `path`."""
        return path in self._in_nav

    def navigation(self) -> list[str]:
        """What the navigation of every page says: addresses and titles in their order."""
        return [part for path, page in self._in_nav.items() for part in (path, str(page.title))]

    def render(self, shown: Shown) -> str:
        """The whole page by the theme (`litreview.site.shells.RenderPage`)."""
        page = self._page(shown.path)
        before = page.meta
        page.markdown, page.meta = get_data(front_matter_of(shown.front_matter, shown.values))
        page.content = shown.body
        tokens = [{"level": each.level, "id": each.id, "name": each.name} for each in shown.headings]
        page.toc = get_toc(nest_toc_tokens(tokens))
        output = self._render(page)
        page.meta = before
        return output

    def render_markdown(self, path: str, text: str) -> tuple[str, str]:
        """The body and the whole page that MkDocs makes of a Markdown file of its own."""
        page = self._page(path)
        page.file.content_string = text
        _populate_page(page, self._config, self._files)
        body = str(page.content)
        page.content = OF_SEARCH.sub("", body)
        return body, self._render(page)

    def entries_of(self, row: Row, body: str) -> list[Any]:
        """What Material's search index holds of a page."""
        if (
            self._search is None
            or not self._search.config.enabled
            or (row.meta.get("search") or {}).get("exclude")
        ):
            return []
        index = self._search.search_index
        index.entries, before = [], index.entries
        page = _Listed(address_of(row.path).removeprefix("./"), row.meta, body)
        index.add_entry_from_context(page)
        index.entries, made = before, index.entries
        return list(made)

    def _page(self, path: str) -> Page:
        file = self._files.get_file_from_path(path) or self._file(path)
        return file.page or Page(None, file, self._config)

    def _file(self, path: str) -> File:
        config = self._config
        file = File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
        set_exclusions([file], config)
        return file

    def _render(self, page: Page) -> str:
        page.active = True
        context = get_context(self._nav, self._prose, self._config, page)
        output = self._env.get_template(page.meta.get("template", "main.html")).render(context)
        page.active = False
        return output

    # --- For the rest of the site ---

    def finish(
        self, rows: Sequence[Row], entries: Mapping[str, list[Any]], body_of: Callable[[str], str]
    ) -> None:
        """Writes MkDocs' own part of the site: static files, templates, pages written by hand, and the search index of all.

        Args:
            rows: all stamped pages.
            entries: of the search index by path.
            body_of: HTML of a stamped page; asked for pages to whose headings others link.
        """
        config, files = self._config, self._files
        self._env = config.plugins.on_env(self._env, config=config, files=files)
        files.copy_static_files()
        ordered = sorted((*self._prose, *self._stamped_pages(rows)), key=order_of)
        files.all_pages = ordered
        for name in config.theme.static_templates:
            _build_theme_template(name, self._env, files, config, self._nav)
        for name in config.extra_templates:
            _build_extra_template(name, files, config, self._nav)
        index = (
            []
            if self._search is None or not self._search.config.enabled
            else self._search.search_index.entries
        )
        collected = dict(entries)
        for file in self._prose:
            index.clear()
            _build_page(file.page, config, ordered, self._nav, self._env)
            collected[file.src_uri] = list(index)
        self._validate_anchors(body_of)
        for message in self.links.dead:
            getLogger("mkdocs.structure.pages").warning(message)
        index[:] = [entry for page in ordered for entry in collected.get(page.src_uri, ())]
        config.plugins.on_post_build(config=config)

    def _stamped_pages(self, rows: Iterable[Row]) -> Iterator[_Stamped]:
        site, date = self._config.site_url, get_build_date()
        for row in rows:
            url = address_of(row.path).removeprefix("./")
            canonical = urljoin(site if site.endswith("/") else f"{site}/", url) if site else None
            yield _Stamped(row.path, url, canonical, row.meta, date, str(row.meta.get("title", "")))

    def _validate_anchors(self, body_of: Callable[[str], str]) -> None:
        config = self._config
        for file in self._prose:
            for target in file.page.links_to_anchors or ():
                if target.src_uri in self._stamped_paths and target.is_documentation_page():
                    page = self._page(target.src_uri)
                    page.present_anchor_ids = set(ID.findall(body_of(target.src_uri)))
            file.page.validate_anchor_links(files=self._files, log_level=config.validation.links.anchors)


@dataclass(frozen=True, slots=True)
class _ThemeFiles:
    """The files in a theme's `folders`, as an environment of Jinja names them, but for what is hidden: of that MkDocs takes none.

    Material hides ten thousand icons, and to look at each takes a tenth of a build after an edit.
    """

    folders: Sequence[str]

    def list_templates(self, filter_func: Callable[[str], bool]) -> list[str]:
        return sorted(filter(filter_func, {name for folder in self.folders for name in _shown_below(folder)}))


def _shown_below(folder: str) -> Iterator[str]:
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            yield os.path.relpath(os.path.join(at, name), folder).replace(os.sep, "/")  # noqa: PTH118


@dataclass(slots=True)
class _Listed:
    """A page as the search index reads it."""

    url: str
    meta: Mapping[str, Any]
    content: str
    toc: tuple[()] = ()
    title: str = ""


def _is_excused(path: str, config: MkDocsConfig) -> bool:
    """Whether it may be missing in the navigation."""
    return config.not_in_nav is not None and config.not_in_nav.match_file(path)
