"""The Markdown that curators write in `notes`: its safe subset as HTML. HTML in it is text, images are left out, `[[id]]` is a link."""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.token import Token

from litreview.model.identifiers import parse_url
from litreview.render.encode import fold
from litreview.render.encoded import BlockText

_CROSS_LINK = re.compile(r"\[\[([a-z0-9]+)\]\]")


def render_notes(text: str, address_of: Callable[[str], tuple[str, str] | None]) -> BlockText:
    """`text` as a block of HTML for a Markdown page.

    `address_of` gives title and address of a paper's page by id, or None for an id that is none: `[[id]]` then stays as text.
    Images would load from another host, so an image becomes its alternative text.
    """
    parser = MarkdownIt("commonmark", {"html": False}).disable("image")

    def link(match: re.Match[str]) -> str:
        known = address_of(match[1])
        if known is None:
            return match[0]
        title, address = known
        escaped = re.sub(r"([^\w\s])", r"\\\1", fold(title))
        return f"[{escaped}]({address})"

    tokens = parser.parse(_CROSS_LINK.sub(link, text))
    for token in tokens:
        _check_links(token)
    inner = parser.renderer.render(tokens, parser.options, {})
    # What follows in the pipeline reads Markdown once more: no fence, attribute list or variable may begin in here, and what it does
    # to white space is done already.
    inner = re.sub(r"(?<=\n) +\n", "\n", inner.expandtabs(4))
    inert = re.sub(r"[`~{}\[\]\\$:]", lambda match: f"&#{ord(match[0])};", inner)
    return BlockText(f'<div class="lr-notes">\n{inert.strip()}\n</div>')


def _check_links(token: Token) -> None:
    """Only addresses of the web and of the site stay; others lead to where they stand."""
    for child in token.children or []:
        if child.type == "link_open":
            target = str(child.attrGet("href") or "")
            inside = re.fullmatch(r"(?:\.\./)*[a-z0-9/-]*", target)
            child.attrSet("href", target if inside else parse_url(target) or "#")
