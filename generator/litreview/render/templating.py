"""The Jinja environment for Markdown pages: whatever a template prints is encoded, unless it is encoded already.

Goes in: templates of `litreview/render/templates`, and views of raw text. Comes out: Markdown in which no value is markup.

For the author of a template:
- `{{ title }}` is safe anywhere in the file where text on one line may stand, in HTML attributes in quotes too.
- `[{{ title }}]({{ address | target }})` is a link, `address` being the whole of it; `{{ text | code_block }}` a block of code to
  copy.
- `title: {{ title | front_matter }}` in the front matter; `{{ facts | script_json | front_matter }}` for JSON-LD.
- Templates loop and print: the parts of a page are put together with `{% include %}` and `{% extends %}`. What a macro, `~` or
  `join` puts together is text like any other, so the markup in it is encoded and shows.
- Printing nothing is a mistake: an undefined name, None or a truth value raises.
"""

import re
from decimal import Decimal
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.ext import Extension

from litreview.render import encode
from litreview.render.encoded import BlockText, Encoded, FrontMatterText, MarkdownText, TargetText
from litreview.render.traced import BLOCK, FRONT_MATTER, TARGET, TEXT, mark_loops, marked


def markdown_environment(*, traced: bool = False) -> Environment:
    """A new environment that prints raw text as `encode.markdown` and passes on what is encoded for Markdown files.

    Block tags take their line with them, as in a page that was written by hand. `traced` keeps marks around what is printed
    (`litreview.render.traced`).
    """
    environment = Environment(
        loader=PackageLoader("litreview.render"),
        undefined=StrictUndefined,
        finalize=_finalize_traced if traced else _finalize,
        extensions=[_Includes, _MarksOfLoops] if traced else [_Includes],
        autoescape=False,  # noqa: S701  # `finalize` encodes, for Markdown, which HTML's escapes leave live
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    # Views have attributes, and Jinja's own way would look for keys, too, in a call of Python's for each value on each page.
    environment.getattr = getattr  # type: ignore[method-assign,assignment]
    environment.filters |= {
        "code_block": encode.code_block,
        "front_matter": _marked_front_matter if traced else encode.front_matter,
        "script_json": encode.script_json,
        "target": _marked_target if traced else encode.link_target,
    }
    return environment


_KINDS: dict[type, str] = {
    MarkdownText: TEXT,
    TargetText: TARGET,
    BlockText: BLOCK,
    FrontMatterText: FRONT_MATTER,
}


def _finalize(value: object) -> Encoded:
    """`value` as the Markdown file may hold it.

    Raises:
        TypeError: `value` is encoded for another sink, or nothing that a page prints (None, a list, a truth value).
    """
    if type(value) is str:  # as most are
        return encode.markdown(value)
    match value:
        case MarkdownText() | FrontMatterText():
            return value
        case Encoded():
            raise TypeError(f"{type(value).__name__} printed into a Markdown page: {value[:60]!r}")
        case bool():
            raise TypeError(f"a template printed the truth value {value}")
        case str():
            return encode.markdown(value)
        case int() | Decimal() | StrictUndefined():
            return encode.markdown(str(value))
        case _:
            raise TypeError(f"a template printed {value!r}; it prints text and numbers")


class _Marked(str):
    """Encoded text between marks."""

    __slots__ = ()


def _finalize_traced(value: object) -> str:
    """As `_finalize`, with marks that tell what kind of text it is."""
    if type(value) is str:
        return _marked_text(value)
    if type(value) is _Marked:
        return value
    kind = _KINDS.get(type(value))
    if kind is None:
        return marked(TEXT, _finalize(value))
    return marked(kind, str(value))


# Names, titles, dates, addresses: most of what stands on a page stands on others, too.
_KEPT = 2**16
_LONG = 100  # characters of front matter: what is longer, as descriptions are, stands in one


@lru_cache(maxsize=_KEPT)
def _marked_text(value: str) -> str:
    """Raw text, encoded, between marks."""
    return marked(TEXT, encode.markdown(value))


@lru_cache(maxsize=_KEPT)
def _marked_target(address: str) -> _Marked:
    return _Marked(marked(TARGET, encode.link_target(address)))


def _marked_front_matter(value: str) -> _Marked:
    return _known_front_matter(value) if len(value) < _LONG else _made_front_matter(value)


def _made_front_matter(value: str) -> _Marked:
    return _Marked(marked(FRONT_MATTER, encode.front_matter(value)))


# By type, too: what is HTML or JSON already is not escaped.
_known_front_matter = lru_cache(maxsize=_KEPT, typed=True)(_made_front_matter)


_INCLUDE = re.compile(r"\{% include ['\"]([\w.]+)['\"] %\}\n?")


class _Includes(Extension):
    """Puts the text of included templates in their places: to look one up and call it takes as long as a dozen values."""

    priority = Extension.priority - 1  # before loops are marked: theirs are to be, too

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Called by Jinja."""
        loader = self.environment.loader
        assert loader is not None  # noqa: S101  # every environment here has one
        return _INCLUDE.sub(
            lambda found: self.preprocess(loader.get_source(self.environment, found[1])[0], name, filename),
            source,
        )


class _MarksOfLoops(Extension):
    """Marks the loops of templates."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002  # Jinja's signature
        return mark_loops(source)
