"""Checks of records against each other, against the taxonomy and against what the review once had."""

from collections.abc import Iterable, Iterator
from itertools import islice

from litreview.errors import Problem, quoted
from litreview.model.checks.facts import Facts, error, warning
from litreview.model.corpus import TAXONOMY_FILE, RecordFile
from litreview.model.fields import CROSS_LINK
from litreview.model.identifiers import fold_title
from litreview.model.record import Record, folder_of
from litreview.model.root import REVIEW_FILE
from litreview.model.suggest import did_you_mean
from litreview.model.taxonomy import Topic
from litreview.model.yamlfile import FINDINGS_LIMIT


def ids_are_unique(facts: Facts) -> Iterator[Problem]:
    """One id, one record."""
    for paper, file, first in _repeated((file.record.id, file) for file in facts.corpus.files):
        message = f"{quoted(paper)} is also the id of {first.path}"
        yield error(file.path, "id", message, "merge the two, or give the newer one another id")


def identifiers_are_unique(facts: Facts) -> Iterator[Problem]:
    """One paper, one record."""
    for field in ("arxiv", "doi", "acl"):
        identifiers = ((getattr(file.record, field), file) for file in facts.corpus.files)
        for identifier, file, first in _repeated(identifiers):
            hint = "merge the two records; the id that goes is kept under `formerly:`"
            yield error(file.path, field, f"{quoted(identifier)} is also in {first.path}", hint)


def titles_are_unique(facts: Facts) -> Iterator[Problem]:
    """Papers with equal titles are probably one paper, unless a curator relates them as two."""
    titles = ((fold_title(file.record.title), file) for file in facts.corpus.files)
    for _, file, first in _repeated(titles):
        if not _are_related(file.record, first.record):
            message = f"possible duplicate: {first.path} has this title"
            hint = "merge the two records; if they are two papers, say how they stand under `related:`"
            yield warning(file.path, "title", message, hint)


def _are_related(one: Record, other: Record) -> bool:
    return other.id in {row.id for row in one.related} or one.id in {row.id for row in other.related}


def former_ids_are_free(facts: Facts) -> Iterator[Problem]:
    """What stands under `formerly:` leads to one record, and is the id of none."""
    former = [
        (old, position, file)
        for file in facts.corpus.files
        for position, old in enumerate(file.record.formerly)
    ]
    for old, position, file in former:
        if old in facts.by_id:
            message = f"{quoted(old)} is the id of {facts.by_id[old].path}"
            yield error(file.path, f"formerly.{position}", message, "delete it: its address is taken")
    for old, file, first in _repeated((old, file) for old, _, file in former):
        message = f"{quoted(old)} also stands in {first.path}"
        yield error(
            file.path, "formerly", message, "delete it in one of the two: an address leads to one paper"
        )


def no_id_has_vanished(facts: Facts) -> Iterator[Problem]:
    """What was a record once keeps its address for ever."""
    dropped = facts.corpus.review.dropped
    for old in sorted(set(facts.former_ids).difference(facts.renamed, dropped)):
        if not facts.knows(old):
            message = f"{quoted(old)} was a record once, and its address leads nowhere now"
            hint = (
                f"add `formerly: [{old}]` to the record in its place, or bring it back as `decision: excluded`; "
                f"if nobody ever saw it, list it under `dropped:` in {REVIEW_FILE}"
            )
            yield error(f"papers/{folder_of(old)}/{old}.yml", None, message, hint)


def topics_are_known(facts: Facts) -> Iterator[Problem]:
    """Topics are those of the taxonomy."""
    for file in facts.corpus.files:
        for position, topic in enumerate(file.record.topics):
            if topic not in facts.topics:
                hint = did_you_mean(topic, facts.topics, f"topics are listed in {TAXONOMY_FILE}")
                yield error(file.path, f"topics.{position}", f"unknown topic {quoted(topic)}", hint)


def topic_paths_are_unique(facts: Facts) -> Iterator[Problem]:
    """Topics that share their parent have different ids."""
    seen: set[str] = set()
    for path, field in _topic_fields(facts.corpus.taxonomy.topics, "", "topics"):
        if path in seen:
            yield error(TAXONOMY_FILE, field, f"topic {quoted(path)} stands twice", "give one another id")
        seen.add(path)


def _topic_fields(topics: Iterable[Topic], above: str, field: str) -> Iterator[tuple[str, str]]:
    """Each topic's path in the taxonomy and its id's place in the file."""
    for position, topic in enumerate(topics):
        yield above + topic.id, f"{field}.{position}.id"
        yield from _topic_fields(topic.children, f"{above}{topic.id}/", f"{field}.{position}.children")


def related_papers_exist(facts: Facts) -> Iterator[Problem]:
    """Related papers are other records."""
    for file in facts.corpus.files:
        if not file.record.related:
            continue
        rows = [(f"related.{position}.id", row.id) for position, row in enumerate(file.record.related)]
        for field, paper in rows:
            if paper == file.record.id:
                yield error(file.path, field, "the paper itself", "delete the row")
        yield from _dead_links(facts, file, rows)


def cross_links_lead_somewhere(facts: Facts) -> Iterator[Problem]:
    """`[[id]]` in notes and summary links to a record."""
    for file in facts.corpus.files:
        for field, text in (("notes", file.record.notes), ("summary", file.record.summary)):
            if text is not None and "[[" in text:
                papers = dict.fromkeys(CROSS_LINK.findall(text))
                yield from _dead_links(facts, file, ((field, paper) for paper in papers))


def _dead_links(facts: Facts, file: RecordFile, links: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """What is wrong with links, given as field and id, to records that there are not; not more than anybody mends at a time."""
    dead = ((field, paper) for field, paper in links if not facts.knows(paper))
    for field, paper in islice(dead, FINDINGS_LIMIT):
        new = facts.renamed.get(paper)
        if new is None:
            hint = did_you_mean(paper, facts.by_id, "ids are the names of the files in papers/")
            yield error(file.path, field, f"no record {quoted(paper)}", hint)
        else:
            yield warning(file.path, field, f"{quoted(paper)} is {quoted(new)} now", f"write {new}")


def _repeated(
    keyed: Iterable[tuple[str | None, RecordFile]],
) -> Iterator[tuple[str, RecordFile, RecordFile]]:
    """Each key that an earlier file has, too: key, file, and the first file with it. No key, no comparison."""
    first: dict[str, RecordFile] = {}
    for key, file in keyed:
        if key and first.setdefault(key, file) is not file:
            yield key, file, first[key]
