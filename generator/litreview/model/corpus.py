"""All of a review as one value: review.yml, taxonomy.yml and every record. Reads the disk here and nowhere else in `model`."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import BaseModel

from litreview.digests import digest
from litreview.errors import LitreviewError, Problem
from litreview.model.kept import Kept, read_kept, record_of, text_of, write_kept
from litreview.model.lines import digest_of
from litreview.model.parsing import parse_model
from litreview.model.record import Record
from litreview.model.review import Review
from litreview.model.root import REVIEW_FILE
from litreview.model.taxonomy import Taxonomy
from litreview.model.yamlfile import SIZE_LIMIT, decode_yaml
from litreview.processes import count_processors, in_processes, without_garbage_collection

TAXONOMY_FILE = "papers/taxonomy.yml"
ABSTRACTS_FOLDER = "papers/.abstracts"

ModelT = TypeVar("ModelT", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A record and the file it stands in.

    Fields:
        path: relative to the root, with forward slashes.
        record: what it says.
        known_digest: where it was at hand.
    """

    path: str
    record: Record
    known_digest: str | None = field(default=None, compare=False)

    @property
    def digest(self) -> str:
        """Of all that the record says."""
        return self.known_digest or digest(text_of(self.record))


@dataclass(frozen=True, slots=True)
class Corpus:
    """A review as loaded.

    Fields:
        root: the folder that holds papers/.
        files: every record that could be read, by path; two may claim the same id, which is a finding.
        findings: what was wrong with files, in the order of their paths; a file with errors is not among `files`.
    """

    root: Path
    review: Review
    taxonomy: Taxonomy
    files: tuple[RecordFile, ...]
    findings: tuple[Problem, ...]

    @property
    def records(self) -> tuple[Record, ...]:
        """All records in the order of their paths, whatever their decision."""
        return tuple(file.record for file in self.files)

    @property
    def by_id(self) -> Mapping[str, Record]:
        """Records by id; of two that claim one id, the first."""
        return {file.record.id: file.record for file in reversed(self.files)}

    @property
    def digests(self) -> Mapping[str, str]:
        """The digests of `by_id`."""
        return {file.record.id: file.digest for file in reversed(self.files)}


def load_corpus(root: Path, *, cache: Path | None = None) -> Corpus:
    """The review at `root`. What is wrong with single records is in `findings`; the others are loaded all the same.

    `cache` is a file that keeps parsed records from one run to the next. It changes nothing but the time that this takes.

    Raises:
        LitreviewError: review.yml or taxonomy.yml cannot be read; nothing can be said without them.
    """
    findings: list[Problem] = []
    review = _load(Review, root, REVIEW_FILE, findings)
    taxonomy = _load(Taxonomy, root, TAXONOMY_FILE, findings)
    if review is None or taxonomy is None:
        raise LitreviewError(findings)
    walked = sorted(_walk(root, "papers"))
    findings += _find_strays(walked)
    with without_garbage_collection():
        files = _load_records(root, _records_among(walked), cache, findings)
    return Corpus(root, review, taxonomy, tuple(files), tuple(findings))


def record_paths(root: Path) -> list[str]:
    """Every record's path relative to `root`, sorted; forward slashes. Hidden files and folders are none of ours.

    Raises:
        LitreviewError: a folder cannot be read.
    """
    return _records_among(sorted(_walk(root, "papers")))


def _records_among(walked: Iterable[tuple[str, bool]]) -> list[str]:
    return [path for path, is_file in walked if is_file and path.endswith(".yml")]


def _find_strays(walked: Iterable[tuple[str, bool]]) -> Iterator[Problem]:
    """What looks like a record below papers/ and is not read as one."""
    for path, is_file in walked:
        if not is_file:
            hint = "put the file itself here; links could show what was never meant to be published"
            yield Problem(path, "is a link, or no ordinary file", hint=hint)
        elif path.lower().endswith((".yml", ".yaml")) and not path.endswith(".yml"):
            yield Problem(path, "is not read", hint="rename it: a record's file ends in .yml")


def _walk(root: Path, folder: str) -> Iterator[tuple[str, bool]]:
    """All that is visible below `folder` but for review.yml and taxonomy.yml, unsorted; whether it is an ordinary file."""
    try:
        # scandir knows what each entry is; to ask file by file would take as long as reading them.
        with os.scandir(root / folder) as entries:
            for entry in entries:
                path = f"{folder}/{entry.name}"
                if entry.name.startswith(".") or path in {REVIEW_FILE, TAXONOMY_FILE}:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    yield from _walk(root, path)
                else:
                    yield path, entry.is_file(follow_symlinks=False)
    except OSError as error:
        raise LitreviewError(Problem(folder, f"cannot be read: {error.strerror}")) from None


def load_abstracts(root: Path, ids: Iterable[str]) -> dict[str, str]:
    """The authors' texts that this machine holds in papers/.abstracts/, by id; ids without one are left out."""
    folder = root / ABSTRACTS_FOLDER
    if not folder.is_dir():
        return {}
    paths = {paper: folder / f"{paper}.txt" for paper in ids}
    return {
        paper: path.read_text("utf-8", errors="replace").strip()
        for paper, path in paths.items()
        if path.is_file()
    }


def read_text(root: Path, path: str) -> str:
    """The text of one of the review's YAML files.

    Raises:
        LitreviewError: it cannot be read, or is no text (`decode_yaml`).
    """
    return decode_yaml(_read_bytes(root, path), path)


def read_record(root: Path, path: str) -> tuple[Record, str]:
    """One record and its text.

    Raises:
        LitreviewError: it cannot be read, or is no record.
    """
    text = read_text(root, path)
    return parse_model(Record, text, path).value, text


def _load(model: type[ModelT], root: Path, path: str, findings: list[Problem]) -> ModelT | None:
    try:
        loaded = parse_model(model, read_text(root, path), path)
    except LitreviewError as error:
        findings += error.problems
        return None
    findings += loaded.warnings
    return loaded.value


MANY = 1000  # records to parse: for fewer, another process is not worth its start
AT_ONCE = 50  # of them, that a process takes in one go


class _Read(NamedTuple):
    """What came of one record's file: the digest of its bytes as its name, the record if it is one, and what is wrong with it.

    Between processes `text` stands for a record that was parsed: it is read a dozen times as fast as YAML.
    """

    name: bytes
    record: Record | None
    problems: tuple[Problem, ...]
    text: bytes = b""


def _load_records(
    root: Path, paths: list[str], cache: Path | None, findings: list[Problem]
) -> list[RecordFile]:
    """The records at `paths` that can be read, in order; those that `cache` keeps are not parsed again."""
    kept = Kept() if cache is None else read_kept(cache)
    files: list[RecordFile] = []
    sound: dict[bytes, Record] = {}  # what is doubtful is parsed every time, for its warnings
    read = _read_all(root, kept, paths)
    for path in paths:
        name, record, problems, text = read[path]
        if record is None:
            record = record_of(text) if text else kept.records.get(name)
        findings += problems
        if record is not None:
            text = text or kept.lines.get(name, b"")
            files.append(RecordFile(path, record, digest(text) if text else None))
            if not problems:
                sound[name] = record
    if cache is not None:
        write_kept(cache, kept, sound)
    return files


def _read_all(root: Path, kept: Kept, paths: list[str]) -> dict[str, _Read]:
    """What came of each path; many files that are new are shared among processes."""
    if count_processors() == 1 or len(paths) - len(kept.records) < MANY:
        return {path: _read_record(root, kept, path) for path in paths}
    this_process = os.getpid()

    def read(some: Iterable[str]) -> dict[str, _Read]:
        found = {path: _read_record(root, kept, path) for path in some}
        if os.getpid() == this_process:
            return found
        return {path: _for_sending(each, kept) for path, each in found.items()}

    return in_processes(read, [paths[begin : begin + AT_ONCE] for begin in range(0, len(paths), AT_ONCE)])


def _for_sending(read: _Read, kept: Kept) -> _Read:
    """Without the record, which the other process keeps, or reads from `text`."""
    if read.record is None:
        return read
    return read._replace(record=None, text=b"" if read.name in kept.records else text_of(read.record))


def _read_record(root: Path, kept: Kept, path: str) -> _Read:
    name = b""
    try:
        data = _read_bytes(root, path)
        name = digest_of(data)
        if (record := kept.records.get(name)) is not None:
            return _Read(name, record, ())
        loaded = parse_model(Record, decode_yaml(data, path), path)
    except LitreviewError as error:
        return _Read(name, None, error.problems)
    return _Read(name, loaded.value, loaded.warnings)


def _read_bytes(root: Path, path: str) -> bytes:
    """The file's bytes, but not many more than the limit: it may be endless."""
    try:
        file = os.open(f"{root}/{path}", os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:  # no file object and no path object: they take as long as the reading
            return os.read(file, SIZE_LIMIT + 1)
        finally:
            os.close(file)
    except OSError as error:
        raise LitreviewError(Problem(path, f"cannot be read: {error.strerror}")) from None
