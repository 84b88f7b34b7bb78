"""Text made ready for a sink, a type a sink, so that one cannot stand in for another: `litreview.render.encode` makes it."""


class Encoded(str):
    """Text made ready for one sink; each sink has its own child, so that one cannot stand in for another."""

    __slots__ = ()


class MarkdownText(Encoded):
    """Fit for any place in a Markdown file where text may stand: body, heading, cell, link text, quoted HTML attribute."""

    __slots__ = ()


class TargetText(MarkdownText):
    """The target of a link in a Markdown file."""

    __slots__ = ()


class BlockText(MarkdownText):
    """A block of HTML in a Markdown file."""

    __slots__ = ()


class FrontMatterText(Encoded):
    """A quoted YAML scalar on one line, for the front matter of a Markdown file."""

    __slots__ = ()


class HtmlText(Encoded):
    """Fit for HTML text and for an attribute in quotes."""

    __slots__ = ()


class JsonText(Encoded):
    """JSON that may stand inside `<script type="application/ld+json">`."""

    __slots__ = ()


class BibtexText(Encoded):
    """The inside of a braced BibTeX value; its braces are balanced."""

    __slots__ = ()


class LatexText(Encoded):
    """Fit for running text and table cells of a LaTeX document."""

    __slots__ = ()


class RisText(Encoded):
    """What follows `TAG  - ` in a RIS line."""

    __slots__ = ()


class CsvText(Encoded):
    """A CSV cell before quoting; no spreadsheet runs it."""

    __slots__ = ()


class XmlText(Encoded):
    """Fit for XML 1.0 character data and for an attribute in quotes."""

    __slots__ = ()
