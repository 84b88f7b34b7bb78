"""What MkDocs makes of links between files of docs/: the target as Markdown has it in, the address in HTML out.

Pages link to each other a hundred thousand times, and all links from one folder to another begin alike: what comes before the last
slash is worked out once. Knows paths, and nothing of files and themes.
"""

import posixpath
import re
from collections.abc import Callable, Collection
from urllib.parse import unquote, urlsplit, urlunsplit

from mkdocs.utils import get_relative_url

from litreview.site.fragments import Resolve
from litreview.site.paths import address_of

_PLAIN = re.compile(r"[a-z0-9/._-]+")  # nothing to quote, and no query
_ANCHOR = re.compile(r"[\w-]+")  # nothing to escape
_SOMEWHERE = "lrz-somewhere"  # a name that no page has


class Links:
    """The links of one build.

    Args:
        stamped: the paths below docs/ of files that come from elsewhere.
        is_there: whether MkDocs has a file at a path.
    """

    def __init__(self, stamped: Collection[str], is_there: Callable[[str], bool]) -> None:
        self.dead: list[str] = []
        self._stamped = stamped
        self._is_there = is_there
        self._plain = {path for path in stamped if _PLAIN.fullmatch(path)}
        self._beginnings: dict[str, dict[str, tuple[str, str]]] = {}

    def resolver(self, path: str) -> Resolve:
        """What resolves the links on the page at `path`; `dead` then has a message for each that leads to nothing."""
        folder, _, name = path.rpartition("/")
        stem = name.removesuffix(".md")
        # Links from the pages of a folder are alike, but for those to a page itself, to what is below it and to what it is below.
        is_index = stem == "index"
        below = f"{folder}/{stem}/".lstrip("/")
        beginnings = self._beginnings.setdefault(path if is_index else folder, {})
        plain = self._plain

        def resolve(target: str) -> str:
            if target.startswith(("https://", "http://")):
                return target
            where, mark, anchor = target.partition("#")
            above, _, name = where.rpartition("/")
            known = beginnings.get(above)
            if known is None:
                known = beginnings[above] = _beginning(folder, above, path if is_index else None)
            uri = known[0] + name
            is_near = uri == path or uri.startswith(below) or folder.startswith(uri[:-3])
            if uri not in plain or is_near or (mark and not _ANCHOR.fullmatch(anchor)):
                return self._resolve(path, folder, target)
            if name.endswith(".md"):
                name = "" if name == "index.md" else f"{name[:-3]}/"
            return f"{known[1]}{name}{mark}{anchor}"

        return resolve

    def _resolve(self, path: str, folder: str, target: str) -> str:
        scheme, host, where, query, anchor = urlsplit(target)
        if scheme or host or not where:
            return target
        uri = _join(folder, unquote(where))
        if uri not in self._stamped and not self._is_there(uri):
            self.dead.append(f"Doc file '{path}' contains a link '{target}', but there is no '{uri}'.")
            return target
        address = get_relative_url(address_of(uri), address_of(path))
        return urlunsplit(("", "", address, query, anchor)).replace("&", "&amp;")


def _beginning(folder: str, above: str, index: str | None) -> tuple[str, str]:
    """What paths and addresses begin with to which a link from a page of `folder` (its `index`, or any other) leads through `above`."""
    uri = _join(folder, f"{above}/{_SOMEWHERE}.md" if above else f"{_SOMEWHERE}.md")
    address = get_relative_url(
        address_of(uri), address_of(index or f"{folder}/{_SOMEWHERE}-else.md".lstrip("/"))
    )
    return uri.removesuffix(f"{_SOMEWHERE}.md"), address.removesuffix(f"{_SOMEWHERE}/")


def _join(folder: str, where: str) -> str:
    return posixpath.normpath(posixpath.join(folder, where).lstrip("/"))
