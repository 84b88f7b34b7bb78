"""What the tests of sites share."""

import contextlib
from collections.abc import Iterator

import jinja2
import mkdocs.theme
import pytest

from litreview.site import build, shells, theme
from litreview.site.search import AddTo


class _Compiled(jinja2.BytecodeCache):
    """Templates that were compiled already: a theme's take most of a small build."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        if code := self._code.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


@pytest.fixture(scope="module")
def quick_sites() -> Iterator[None]:
    """Sites without the search of Browse, by a theme whose templates are compiled once; the first page of a kind is stamped, too."""
    get_env = mkdocs.theme.Theme.get_env

    def get_quick_env(of_theme: mkdocs.theme.Theme) -> jinja2.Environment:
        made = get_env(of_theme)
        made.bytecode_cache = _COMPILED
        return made

    def without_search(*_: object) -> contextlib.nullcontext[AddTo]:
        return contextlib.nullcontext(lambda _: ())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mkdocs.theme.Theme, "get_env", get_quick_env)
        patch.setattr(theme, "compiled_in", lambda _: _COMPILED)
        patch.setattr(build, "search_begun", without_search)
        patch.setattr(shells, "WITHOUT", 0)
        yield
