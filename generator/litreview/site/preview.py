"""The page of an edited record, before the site is built anew: as it will be, but for what other records say of it."""

from collections.abc import Callable
from dataclasses import replace

from litreview.model.corpus import Corpus, load_abstracts
from litreview.model.record import Record
from litreview.render.addresses import Addresses, paper_page
from litreview.render.cards import card_of
from litreview.render.index import Index, index_corpus
from litreview.render.pages import render_paper
from litreview.site.build import variables_of
from litreview.site.builder import MKDOCS, collected_warnings, environment, load_site_config
from litreview.site.stamp import Stamp
from litreview.site.stamped import open_theme
from litreview.site.tree import SITE, STAMPED, read_site

Preview = Callable[[Record], tuple[str, bytes] | None]
"""A paper's address below the site and its page; None where the page has to wait for the build."""


def prepare_preview(corpus: Corpus, addresses: Addresses) -> Preview:
    """What shows records of `corpus` as soon as they are edited; `site/` has to be built.

    A record that is new, is not included or names what no other record does waits for the build.
    """
    root = corpus.root
    site = read_site(root / SITE, root / STAMPED)
    if site is None:
        return lambda _: None
    index = index_corpus(corpus)
    abstracts = load_abstracts(root, index.by_id)
    with environment(variables_of(corpus, addresses)), collected_warnings():
        config = load_site_config(root, root / MKDOCS)
        config.plugins.on_startup(command="build", dirty=False)
        stamp = Stamp(open_theme(config, site), config)

    def preview(record: Record) -> tuple[str, bytes] | None:
        if record.id not in index.by_id or record.decision != "included":
            return None
        try:
            text = render_paper(record, corpus.review, _with(record, index), abstracts, addresses)
        except KeyError:  # a name that the index does not have
            return None
        return f"papers/{record.id}", stamp.page(paper_page(record.id), text).data

    return preview


def _with(record: Record, index: Index) -> Index:
    """The index with `record` in place of what it was; its groups and neighbours stay."""
    return replace(
        index,
        by_id={**index.by_id, record.id: record},
        card=lambda paper: card_of(record) if paper == record.id else index.card(paper),
    )
