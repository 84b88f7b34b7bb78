"""Whether a site can be stamped at all: what is known of plugins and of extensions of Markdown, and asked of mkdocs.yml."""

from collections.abc import Iterable

from mkdocs.config.defaults import MkDocsConfig

SEARCH = "material/search"
# At these events plugins can change what a page is. Only Material's search is known to leave it alone.
_EVENTS = (
    "files", "nav", "env", "pre_page", "page_read_source", "page_markdown", "page_content", "page_context",
    "post_page", "pre_template", "template_context", "post_template",
)  # fmt: skip
# Those that leave an encoded value as it is and look at nothing but the page: no file of abbreviations, nothing that is drawn elsewhere.
_EXTENSIONS = frozenset(
    """
    abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs md_in_html meta nl2br sane_lists smarty
    tables toc wikilinks
    pymdownx.arithmatex pymdownx.betterem pymdownx.blocks.admonition pymdownx.blocks.caption pymdownx.blocks.definition
    pymdownx.blocks.details pymdownx.blocks.html pymdownx.blocks.tab pymdownx.bracketspan pymdownx.caret pymdownx.critic
    pymdownx.details pymdownx.emoji pymdownx.escapeall pymdownx.extra pymdownx.fancylists pymdownx.highlight pymdownx.inlinehilite
    pymdownx.keys pymdownx.magiclink pymdownx.mark pymdownx.progressbar pymdownx.quotes pymdownx.saneheaders
    pymdownx.smartsymbols pymdownx.superfences pymdownx.tabbed pymdownx.tasklist pymdownx.tilde
    """.split()
)
_NEEDED = frozenset(
    {"md_in_html", "extra", "pymdownx.extra"}
)  # pages are cut at the containers that hold Markdown


def can_stamp(config: MkDocsConfig, paths: Iterable[str]) -> bool:
    """Whether the pages at `paths`, made without MkDocs, come out as its own.

    So it is if addresses are folders, no path is excluded, and no plugin, hook or unknown extension of Markdown has a say in pages.
    """
    owners = {
        type(getattr(each, "__self__", None))
        for event in _EVENTS
        for each in config.plugins.events.get(event, ())
    }
    extensions = {str(each).removeprefix("markdown.extensions.") for each in config.markdown_extensions}
    exclusions = [spec for spec in (config.exclude_docs, config.draft_docs) if spec]
    return (
        config.use_directory_urls
        and owners <= {type(config.plugins.get(SEARCH))}
        and extensions <= _EXTENSIONS
        and not extensions.isdisjoint(_NEEDED)
        and not any(spec.match_file(path) for spec in exclusions for path in paths)
    )
