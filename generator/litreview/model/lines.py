"""What one run keeps for the next, in one file: a line each, by the digest of what it was made of. Bytes in, bytes out.

The file is one block or several, each a head and lines below it. A change adds a block of what is new and what is gone, until much of
the file is out of date: then it is replaced as a whole. A file of which any part is damaged, or that another version wrote, keeps
nothing. Nothing has to be believed: keys are digests of contents.
"""

import contextlib
import hashlib
import os
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

_WASTE = 0.25  # of what a file has to hold; as much may be out of date
_NONE: Mapping[bytes, bytes] = MappingProxyType({})


def digest_of(data: bytes | memoryview) -> bytes:
    """The digest of `data`, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest().encode()


def read_lines(file: Path, version: bytes) -> dict[bytes, bytes]:
    """The lines that `file` keeps by their keys; none where it is missing, not whole, or of another version."""
    try:
        data = file.read_bytes()
    except OSError:
        return {}
    lines: dict[bytes, bytes] = {}
    start = 0
    while start < len(data):
        head, _, size = data[start : data.find(b"\n", start)].rpartition(b" ")
        body = start + len(head) + len(size) + 2
        start = body + (int(size[:15]) if size.isdigit() else 0)
        if head != _head(version, digest_of(memoryview(data)[body:start])):
            return {}
        _take_in(lines, data[body:start])
    return lines


def write_lines(
    file: Path, version: bytes, lines: Mapping[bytes, bytes], known: Mapping[bytes, bytes] = _NONE
) -> None:
    """Makes `file` keep `lines`: no line break in any, no blank in a key. Where it cannot be written nothing is kept.

    `known` is what `read_lines` has said of the file; with it, a small change is a small write.
    """
    new = {key: line for key, line in lines.items() if key not in known}
    with contextlib.suppress(OSError):
        if known and _has_room(file, _size_of(new), lines):
            _append(file, _block(version, new, known.keys() - lines.keys()))
        else:
            _replace(file, _block(version, lines))


def _take_in(lines: dict[bytes, bytes], body: bytes) -> None:
    """What a block says: a line is a key and what it keeps, or the key alone of a line that is gone."""
    for line in body.split(b"\n"):
        key, keeps, rest = line.partition(b" ")
        if keeps:
            lines[key] = rest
        else:
            lines.pop(key, None)


def _has_room(file: Path, size: int, lines: Mapping[bytes, bytes]) -> bool:
    """Whether `size` more bytes can be added: not through a link that somebody has put there."""
    found = file.lstat()
    return stat.S_ISREG(found.st_mode) and found.st_size + size <= _size_of(lines) * (1 + _WASTE)


def _size_of(lines: Mapping[bytes, bytes]) -> int:
    return sum(map(len, lines)) + sum(map(len, lines.values()))


def _append(file: Path, block: Iterable[bytes]) -> None:
    flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(file, flags), "ab") as stream:
        stream.writelines(block)


def _replace(file: Path, block: Iterable[bytes]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f"{file.name}.new")
    temporary.unlink(missing_ok=True)
    with temporary.open("xb") as stream:  # never through a link, either
        stream.writelines(block)
    temporary.replace(file)


def _block(version: bytes, new: Mapping[bytes, bytes], gone: Collection[bytes] = ()) -> Iterator[bytes]:
    """Its head and its lines: made twice, and never in memory all together."""
    seen, size = hashlib.sha256(), 0
    for line in _body(new, gone):
        seen.update(line)
        size += len(line)
    yield b"%b %d\n" % (_head(version, seen.hexdigest().encode()), size)
    yield from _body(new, gone)


def _body(new: Mapping[bytes, bytes], gone: Collection[bytes]) -> Iterator[bytes]:
    yield from (b"%b %b\n" % line for line in new.items())
    yield from (b"%b\n" % key for key in gone)


def _head(version: bytes, digest: bytes) -> bytes:
    """The first line of a block whose body has this `digest`, but for its size: what a damaged or a foreign one does not have."""
    return b"litreview keeps " + version + b" " + digest
