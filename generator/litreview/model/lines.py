"""What one run keeps for the next, in one file: a line each, by the digest of what it was made of. Bytes in, bytes out.

A file that is damaged, or that another version wrote, keeps nothing. Nothing has to be believed: keys are digests of contents.
"""

import contextlib
import hashlib
from collections.abc import Mapping
from pathlib import Path


def digest_of(data: bytes) -> bytes:
    """The digest of `data`, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest().encode()


def read_lines(file: Path, version: bytes) -> dict[bytes, bytes]:
    """The lines that `file` keeps by their keys; none where it is missing, not whole, or of another version."""
    try:
        head, _, body = file.read_bytes().partition(b"\n")
    except OSError:
        return {}
    if head != _head(version, body):
        return {}
    parts = (line.partition(b" ") for line in body.split(b"\n") if line)
    return {key: rest for key, _, rest in parts}


def write_lines(file: Path, version: bytes, lines: Mapping[bytes, bytes]) -> None:
    """Makes `file` keep `lines`: no line break in any, no blank in a key. Where it cannot be written nothing is kept."""
    body = b"\n".join([b"%b %b" % line for line in lines.items()])
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary = file.with_name(f"{file.name}.new")
        temporary.unlink(missing_ok=True)
        with temporary.open("xb") as stream:  # never through a link that somebody has put there
            stream.write(_head(version, body) + b"\n" + body)
        temporary.replace(file)


def _head(version: bytes, body: bytes) -> bytes:
    """The first line of a file with `body` below it: what a damaged or a foreign one does not have."""
    return b"litreview keeps " + version + b" " + digest_of(body)
