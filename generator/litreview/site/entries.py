"""Entries of exports that are kept from one build to the next: files of all papers are made of thousands, of which most stay the same."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from pydantic_core import from_json, to_json

from litreview.model.lines import digest_of, read_lines, write_lines
from litreview.render.exports import MadeEntries
from litreview.site.whole import made_of_programs


@contextlib.contextmanager
def entries_kept_in(file: Path) -> Iterator[MadeEntries]:
    """The entries that `file` keeps, as this very program made them; those that are `new` afterwards are kept as well."""
    version = digest_of(b"\0".join(made_of_programs()))
    lines = read_lines(file, version)
    made = MadeEntries({key.decode(): from_json(line) for key, line in lines.items()})
    yield made
    if made.new:
        kept = {key: line for key, line in lines.items() if key.decode() in made.used}
        write_lines(
            file, version, kept | {key.encode(): to_json(entries) for key, entries in made.new}, lines
        )
