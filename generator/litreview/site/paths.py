"""Where files of docs/ come to stand on the site, and in which order, as MkDocs has it; and its collection of files, with stamped ones."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any
from urllib.parse import quote

from mkdocs.structure.files import File, Files

from litreview.render.addresses import url_of


def output_of(path: str) -> str:
    """Where below the site a file of docs/ is."""
    return f"{url_of(path)}index.html" if path.endswith(".md") else path


def address_of(path: str) -> str:
    """As MkDocs has it, relative to the site: "papers/x/", and "./" for the first page."""
    return quote(url_of(path) or "./" if path.endswith(".md") else path)


def order_of(page: Any) -> tuple[tuple[str, ...], bool, str]:  # noqa: ANN401  # a File or a stamped page
    """In which MkDocs finds files: those of a folder before its folders, the index first."""
    *folders, name = page.src_uri.split("/")
    return tuple(folders), name.rpartition(".")[0] not in {"index", "README"}, name


class Paths(Files):
    """The files of docs/ that are there, and those that will be on the site, as soon as somebody asks for one."""

    def __init__(self, files: Iterable[File], stamped: Collection[str], make: Callable[[str], File]) -> None:
        super().__init__(files)
        self._stamped = stamped
        self._make = make
        self._asked: dict[str, File] = {}
        self.all_pages: Sequence[Any] | None = None

    def get_file_from_path(self, path: str) -> File | None:
        """The file at `path` below docs/, there or to come."""
        found = super().get_file_from_path(path)
        if found is None and path in self._stamped:
            found = self._asked.setdefault(path, self._make(path))
        return found

    def documentation_pages(self, **asked: Any) -> Sequence[Any]:  # noqa: ANN401  # MkDocs' signature
        """The pages; `all_pages` once those are known."""
        return super().documentation_pages(**asked) if self.all_pages is None else self.all_pages
