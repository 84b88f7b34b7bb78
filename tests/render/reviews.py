"""Corpora made of records in memory, for tests of what is shown of many papers."""

from fnmatch import fnmatch
from pathlib import Path

from litreview.model.corpus import Corpus, RecordFile
from litreview.model.record import Record
from litreview.model.review import Review
from litreview.model.taxonomy import Taxonomy
from litreview.render.addresses import Addresses
from litreview.render.pages import plan_files
from litreview.render.traced import markdown_of

TAXONOMY = {
    "topics": [
        {
            "id": "tea",
            "title": "Tea",
            "definition": "Leaves.",
            "children": [
                {"id": "green", "title": "Green tea", "definition": "Green leaves."},
                {"id": "black", "title": "Black tea", "definition": "Black leaves."},
            ],
        },
        {"id": "cake", "title": "Cake", "definition": "Crumbs."},
    ]
}


def corpus_of(*records: Record, taxonomy: object = None) -> Corpus:
    """A corpus of `records`, with two topics, of which one has two subtopics."""
    files = tuple(RecordFile(f"papers/{record.folder}/{record.id}.yml", record) for record in records)
    topics = Taxonomy.model_validate(taxonomy or TAXONOMY)
    return Corpus(Path("nowhere"), Review(title="An invented review"), topics, files, ())


def paper(paper_id: str, *results: dict[str, object], **fields: object) -> Record:
    """A paper of one author with `results`, each of which may leave out what every result has to say."""
    whole = [
        {"what": "Kettle", "metric": "accuracy", "kind": "absolute", "source": "abstract", **row}
        for row in results
    ]
    plain: dict[str, object] = {
        "id": paper_id,
        "title": f"On {paper_id}",
        "authors": ["Quirk, Cas"],
        "date": "2021-05-01",
    }
    return Record.model_validate({**plain, "results": whole, **fields})


def files_of(corpus: Corpus, *patterns: str, addresses: Addresses | None = None) -> dict[str, str]:
    """The generated files of `corpus` whose paths fit one of `patterns`; no others are rendered."""
    planned = plan_files(corpus, abstracts={}, addresses=addresses or Addresses())
    wanted = [path for path in planned if any(fnmatch(path, pattern) for pattern in patterns)]
    return {path: markdown_of(planned[path].render()) for path in wanted}
