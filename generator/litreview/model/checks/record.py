"""Checks of one record by itself: what its model cannot see because it is about two fields, about the file, or only doubtful."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import attrgetter

from litreview.errors import Problem, quoted
from litreview.model.checks.facts import Facts, error, warning
from litreview.model.identifiers import arxiv_month
from litreview.model.names import family_first
from litreview.model.root import REVIEW_FILE
from litreview.model.yamlfile import FINDINGS_LIMIT

SUMMARY_WORDS = range(40, 121)
# Thai, Lao, Khmer, Japanese, Chinese: no blanks between words, so nothing to count.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_CAPITALS = 3  # letters from which a name in capitals is suspicious; LI and XU are initials, or whole names
_ACL_DOI = "10.18653/v1/"  # the Anthology's DOIs go on with its own identifier: https://aclanthology.org/faq/
_SETS = ("topics", "domains", "languages", "models", "benchmarks", "related", "found", "formerly")
_sets_of = attrgetter(*_SETS)


def file_fits_id(facts: Facts) -> Iterator[Problem]:
    """A record stands in papers/<year in the id>/<id>.yml, where links and people look for it."""
    for file in facts.corpus.files:
        expected = f"papers/{file.record.folder}/{file.record.id}.yml"
        if file.path != expected:
            message = f"{quoted(file.record.id)} does not fit the file's folder and name"
            yield error(file.path, "id", message, f"move the file to {expected}")


def dates_are_past(facts: Facts) -> Iterator[Problem]:
    """No date lies behind today."""
    today = facts.today
    if today is not None:
        for path, field, date in _dates(facts):
            if date is not None and date > today:  # a year, or a month, is less than the days in it
                yield error(path, field, f"{quoted(date)} is in the future", f"today is {today}")


def _dates(facts: Facts) -> Iterator[tuple[str, str, str | None]]:
    """File, field and value of every date."""
    for position, search in enumerate(facts.corpus.review.searched):
        yield REVIEW_FILE, f"searched.{position}.on", search.on
    for file in facts.corpus.files:
        yield file.path, "date", file.record.date
        yield file.path, "added", file.record.added
        for position, row in enumerate(file.record.found):
            yield file.path, f"found.{position}.on", row.on


def date_fits_arxiv(facts: Facts) -> Iterator[Problem]:
    """An arXiv identifier begins with the month in which it was given out; the first public version cannot be younger."""
    for file in facts.corpus.files:
        arxiv, date = file.record.arxiv, file.record.date
        if arxiv and date and date[:7] > (month := arxiv_month(arxiv)):
            message = f"{quoted(date)} is later than {month}, the month of arXiv:{arxiv}"
            hint = "write the day of the first version; that of a later version or a listing does not count"
            yield warning(file.path, "date", message, hint)


def authors_are_known(facts: Facts) -> Iterator[Problem]:
    """A paper without authors cannot be cited."""
    for file in facts.corpus.files:
        if not file.record.authors and file.record.decision != "excluded":
            hint = "add `authors:` with one `- Family, Given` a line"
            yield warning(file.path, "authors", "nobody is named", hint)


def paper_can_be_reached(facts: Facts) -> Iterator[Problem]:
    """Something leads to the paper, and an identifier is enough."""
    for file in facts.corpus.files:
        record = file.record
        identifier = next((name for name in ("arxiv", "doi", "acl") if getattr(record, name)), None)
        if record.url and identifier:
            hint = f"delete it: `{identifier}` leads to the paper"
            yield warning(file.path, "url", "not needed beside an identifier", hint)
        if not record.url and not identifier and record.decision != "excluded":
            message = "no arxiv, doi, acl or url: nobody can get to the paper"
            yield warning(file.path, None, message, "add one of them")


def acl_fits_doi(facts: Facts) -> Iterator[Problem]:
    """The ACL Anthology's DOIs hold its identifier."""
    for file in facts.corpus.files:
        acl, doi = file.record.acl, file.record.doi
        if acl and doi and doi.startswith(_ACL_DOI) and doi != _ACL_DOI + acl.lower():
            message = f"{quoted(acl)} and {quoted(doi)} are two papers"
            yield warning(file.path, "acl", message, f"the DOI of {acl} is {_ACL_DOI}{acl.lower()}")


def names_are_in_order(facts: Facts) -> Iterator[Problem]:
    """Names are "Family, Given" and not in capitals."""
    for file in facts.corpus.files:
        for position, author in enumerate(file.record.authors):
            family, comma, given = author.partition(",")
            if family.isupper() and sum(map(str.isalpha, family)) >= _CAPITALS and family[0] != "{":
                message, better = f"{quoted(family)} is in capitals", family.title() + comma + given
            elif not comma and " " in family and family[0] != "{":
                message, better = f"{quoted(author)} has no comma", family_first(author)
            else:
                continue
            hint = f'write "{better}"; a group goes in braces: "{{{author}}}"'
            yield warning(file.path, f"authors.{position}", message, hint)


def names_have_two_parts(facts: Facts) -> Iterator[Problem]:
    """`[Quill, Ada]` without quotes is two authors, Quill and Ada."""
    for file in facts.corpus.files:
        authors = file.record.authors
        if len(authors) > 1 and not any(mark in "".join(authors) for mark in (",", " ", "{")):
            hint = "write one `- Family, Given` a line; inside [ ] a comma begins the next author"
            yield warning(file.path, "authors", "no author has a given name", hint)


def nothing_stands_twice(facts: Facts) -> Iterator[Problem]:
    """Lists whose order says little have each member once."""
    for file in facts.corpus.files:
        sets: tuple[Sequence[object], ...] = _sets_of(file.record)
        for field, items in zip(_SETS, sets, strict=True):
            if len(items) < 2 or len(set(items)) == len(items):  # noqa: PLR2004
                continue
            position, item = next((i, item) for i, item in enumerate(items) if item in items[:i])
            message = f"{quoted(item) if isinstance(item, str) else 'the row'} stands twice"
            yield warning(file.path, f"{field}.{position}", message, "delete one of the two")


def topics_are_not_implied(facts: Facts) -> Iterator[Problem]:
    """A subtopic says its topic, too."""
    for file in facts.corpus.files:
        topics = file.record.topics
        for position, topic in enumerate(topics if len(topics) > 1 else ()):
            below = next((other for other in topics if other.startswith(topic + "/")), None)
            if below is not None:
                message = f"{quoted(topic)} goes without saying beside {quoted(below)}"
                hint = "delete it: the papers of a subtopic are papers of its topic"
                yield warning(file.path, f"topics.{position}", message, hint)


def summary_has_its_length(facts: Facts) -> Iterator[Problem]:
    """A summary has 40 to 120 words."""
    for file in facts.corpus.files:
        summary = file.record.summary
        if summary is None or (words := len(summary.split())) in SUMMARY_WORDS or _UNSPACED.search(summary):
            continue
        message = f"{words} words; {SUMMARY_WORDS[0]} to {SUMMARY_WORDS[-1]} are wanted"
        yield warning(file.path, "summary", message, "say problem, approach and finding in your own words")


def comparisons_have_two_sides(facts: Facts) -> Iterator[Problem]:
    """A gain or a ratio means nothing without what it is held against."""
    for file in facts.corpus.files:
        for position, row in enumerate(file.record.results):
            if row.kind != "absolute" and row.against is None:
                message = f"a {row.kind} against nothing"
                hint = "add `against: …`, or make it `kind: absolute`"
                yield warning(file.path, f"results.{position}", message, hint)


def only_exclusions_have_reasons(facts: Facts) -> Iterator[Problem]:
    """`reason:` says why a paper is excluded."""
    for file in facts.corpus.files:
        if file.record.reason is not None and file.record.decision != "excluded":
            message = f"a reason, but the paper is {file.record.decision}"
            hint = "delete it, or write `decision: excluded`; remarks go to `notes:`"
            yield warning(file.path, "reason", message, hint)


def abstracts_are_kept_where_agreed(facts: Facts) -> Iterator[Problem]:
    """A review that keeps abstracts local publishes none."""
    if facts.corpus.review.abstracts == "local":
        for file in facts.corpus.files:
            if file.record.abstract is not None:
                hint = f"move it to papers/.abstracts/{file.record.id}.txt, which git ignores"
                yield error(file.path, "abstract", "this review keeps abstracts out of its records", hint)


def notes_are_plain_markdown(facts: Facts) -> Iterator[Problem]:
    """Notes have no HTML, which pages show as text, and no images, which they would have to load from elsewhere."""
    for file in facts.corpus.files:
        notes = file.record.notes or ""
        if "<" in notes or "![" in notes:
            for message, hint in islice(_foreign_parts(notes), FINDINGS_LIMIT):
                yield warning(file.path, "notes", message, hint)


def _foreign_parts(notes: str) -> Iterator[tuple[str, str]]:
    """Message and hint for each piece of HTML and each image, in order; what is inside code is neither."""
    from markdown_it import MarkdownIt

    for block in MarkdownIt("commonmark").parse(notes):
        for token in (block, *(block.children or ())):
            if token.type in {"html_block", "html_inline"} and not token.content.startswith("</"):
                hint = (
                    "write emphasis, lists, links and code as Markdown, and a `<` that is meant so in `code`"
                )
                yield f"HTML {quoted(token.content)} is shown as text", hint
            elif token.type == "image":
                hint = "link to it: pages load nothing from another host"
                yield f"image {quoted(str(token.attrGet('src')))} is not shown", hint
