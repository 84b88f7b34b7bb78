"""A listing's bytes -> its text. What can be wrong with a file is found and said here; what the text means is the readers' matter."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from litreview.errors import LitreviewError, Problem, WrongUsageError

# About 20,000 papers with their abstracts, read in three to seven seconds (thirty where each is full of damage)
# and in 210 MB of memory. What is larger is a database's
# dump and no listing.
SIZE_LIMIT = 32_000_000

_STDIN = "-"
_MEGABYTE = 1_000_000
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# What people hand over instead of the text: how the file begins -> what it is, what to do.
_NOT_TEXT = {
    b"%PDF-": ("a PDF", "open it, copy the text and paste that"),
    b"PK\x03\x04": ("a ZIP archive or an office document", "unpack it, or save it as plain text"),
    b"\x1f\x8b": ("compressed with gzip", "unpack it first: gunzip FILE"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """A listing as text.

    Fields:
        name: its file name without folders; `-` for stdin.
        text: everything in it, each line ended by a line feed, no byte order mark.
    """

    name: str
    text: str


def read_source(path: str | Path, *, stdin: BinaryIO | None = None) -> Source:
    """The text of the listing at `path`; `-` reads `stdin`, or the process's own where none is given.

    UTF-8, or UTF-16 where a byte order mark says so. Line ends of every system become line feeds, so that a line's number is the one
    that an editor shows.

    Raises:
        WrongUsageError: there is no such file, it is a folder, or the system does not let it be read.
        LitreviewError: it is empty, larger than SIZE_LIMIT, or no text.
    """
    shown = str(path)
    data = _read_stream(stdin or sys.stdin.buffer) if shown == _STDIN else _read_file(Path(path))
    if len(data) > SIZE_LIMIT:
        raise LitreviewError(_too_large(shown))
    text = _decode(data, shown).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        hint = "paste or pipe the listing's text in" if shown == _STDIN else "save the listing's text in it"
        raise LitreviewError(Problem(shown, "empty", hint=hint))
    return Source(shown if shown == _STDIN else Path(path).name, text)


def _read_stream(stream: BinaryIO) -> bytes:
    # One byte more than allowed shows that there is more, without reading an endless stream to its end.
    return stream.read(SIZE_LIMIT + 1)


def _read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return _read_stream(stream)
    except FileNotFoundError:
        hint = "check the path; `-` reads what is piped or pasted in"
        raise WrongUsageError(Problem(str(path), "no such file", hint=hint)) from None
    except IsADirectoryError:
        hint = f"name the listings in it: {path}/*"
        raise WrongUsageError(Problem(str(path), "a folder, not a listing", hint=hint)) from None
    except (OSError, ValueError) as error:
        # ValueError: a path with a NUL character in it.
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        hint = "check the path and your rights to it"
        raise WrongUsageError(Problem(str(path), f"cannot be read: {why}", hint=hint)) from None


def _too_large(shown: str) -> Problem:
    size = 0 if shown == _STDIN else Path(shown).stat().st_size
    limit = f"the {SIZE_LIMIT // _MEGABYTE} MB that one listing may have"
    # A pipe has no size.
    message = f"{size / _MEGABYTE:.0f} MB, more than {limit}" if size > SIZE_LIMIT else f"more than {limit}"
    return Problem(shown, message, hint="split it into several listings; `add` takes them all at once")


def _decode(data: bytes, shown: str) -> str:
    for beginning, (kind, hint) in _NOT_TEXT.items():
        if data.startswith(beginning):
            raise LitreviewError(Problem(shown, f"{kind}, not text", hint=hint))
    encoding = "utf-16" if data.startswith(_UTF16_MARKS) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if b"\0" in data and encoding == "utf-8-sig":
            raise LitreviewError(_binary(shown)) from None
        raise LitreviewError(_undecodable(error, shown)) from None
    if "\0" in text:
        raise LitreviewError(_binary(shown))
    return text


def _binary(shown: str) -> Problem:
    hint = "a listing is text: a copied page, BibTeX, RIS or JSON"
    return Problem(shown, "binary data, not text", hint=hint)


def _undecodable(error: UnicodeDecodeError, shown: str) -> Problem:
    good = error.object[: error.start].decode(error.encoding, errors="replace")
    line = good.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    byte = error.object[error.start]
    name = "UTF-16" if error.encoding.startswith("utf-16") else "UTF-8"
    hint = "save it as UTF-8 in your editor, or: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW"
    return Problem(shown, f"not {name}: byte 0x{byte:02X}", line=line, hint=hint)
