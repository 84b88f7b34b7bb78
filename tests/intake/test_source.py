"""Reading a listing's file: every kind of text that people have, and a clear answer for everything else."""

import io
from pathlib import Path

import pytest

from litreview.errors import LitreviewError, WrongUsageError
from litreview.intake.source import SIZE_LIMIT, Source, read_source

TEXT = "Æther Über Alles\nzwei\n"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TEXT.encode(), id="utf-8"),
        pytest.param(b"\xef\xbb\xbf" + TEXT.encode(), id="utf-8-with-mark"),
        pytest.param(TEXT.encode("utf-16"), id="utf-16-native"),
        pytest.param(b"\xfe\xff" + TEXT.encode("utf-16-be"), id="utf-16-big-endian"),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), id="windows-line-ends"),
        pytest.param(TEXT.replace("\n", "\r").encode(), id="old-mac-line-ends"),
    ],
)
def test_text_is_the_same_however_it_was_saved(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "listing.txt"
    path.write_bytes(data)

    assert read_source(path) == Source("listing.txt", TEXT)


def test_mixed_line_ends_keep_line_numbers() -> None:
    """Blank lines count, whichever way each line is ended; other separators are no line ends, as in editors."""
    data = "one\r\n\r\nthree\r\rfive\n\nseven \x0b \u2028 still seven\n".encode()

    source = read_source("-", stdin=io.BytesIO(data))

    assert source.text.split("\n") == [
        "one",
        "",
        "three",
        "",
        "five",
        "",
        "seven \x0b \u2028 still seven",
        "",
    ]


def test_stdin_is_named_by_a_hyphen() -> None:
    assert read_source("-", stdin=io.BytesIO(b"a listing")) == Source("-", "a listing")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"", "-: empty\n  hint: paste or pipe the listing's text in", id="no-bytes"),
        pytest.param(
            b"\xef\xbb\xbf \r\n\t", "-: empty\n  hint: paste or pipe the listing's text in", id="only-blanks"
        ),
        pytest.param(
            b"%PDF-1.7\n\xe2\xe3",
            "-: a PDF, not text\n  hint: open it, copy the text and paste that",
            id="pdf",
        ),
        pytest.param(
            b"PK\x03\x04\x14\x00",
            "-: a ZIP archive or an office document, not text\n  hint: unpack it, or save it as plain text",
            id="office-document",
        ),
        pytest.param(
            b"\x1f\x8b\x08\x00",
            "-: compressed with gzip, not text\n  hint: unpack it first: gunzip FILE",
            id="gzip",
        ),
        pytest.param(
            b"one\x00two",
            "-: binary data, not text\n  hint: a listing is text: a copied page, BibTeX, RIS or JSON",
            id="nul-byte",
        ),
        pytest.param(
            "one\r\ntwo\rJosé".encode("latin-1"),
            "-:3: not UTF-8: byte 0xE9\n"
            "  hint: save it as UTF-8 in your editor, or: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW",
            id="latin-1",
        ),
        pytest.param(
            b"\xff\xfeo\x00\n\x00\x00\xd8x\x00",
            "-:2: not UTF-16: byte 0x00\n"
            "  hint: save it as UTF-8 in your editor, or: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW",
            id="half-a-character",
        ),
        pytest.param(
            b"a" * (SIZE_LIMIT + 1),
            "-: more than the 32 MB that one listing may have\n"
            "  hint: split it into several listings; `add` takes them all at once",
            id="endless",
        ),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(LitreviewError) as caught:
        read_source("-", stdin=io.BytesIO(data))

    assert str(caught.value) == message
    assert not isinstance(caught.value, WrongUsageError)


def test_a_listing_of_the_largest_size_is_read() -> None:
    assert len(read_source("-", stdin=io.BytesIO(b"a" * SIZE_LIMIT)).text) == SIZE_LIMIT


def test_the_size_of_a_large_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "huge.bib"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)

    with pytest.raises(LitreviewError) as caught:
        read_source(path)

    assert str(caught.value) == (
        f"{path}: 50 MB, more than the 32 MB that one listing may have\n"
        "  hint: split it into several listings; `add` takes them all at once"
    )


def _folder(path: Path) -> None:
    path.mkdir()


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _nothing(path: Path) -> None:
    assert not path.exists()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(
            _nothing,
            "no such file\n  hint: check the path; `-` reads what is piped or pasted in",
            id="missing",
        ),
        pytest.param(
            _folder, "a folder, not a listing\n  hint: name the listings in it: {path}/*", id="a-folder"
        ),
        pytest.param(
            _loop,
            "cannot be read: Too many levels of symbolic links\n  hint: check the path and your rights to it",
            id="link-to-itself",
        ),
    ],
)
def test_what_cannot_be_opened_is_wrong_usage(tmp_path: Path, make, message: str) -> None:  # noqa: ANN001
    path = tmp_path / "listing.txt"
    make(path)

    with pytest.raises(WrongUsageError) as caught:
        read_source(path)

    assert str(caught.value) == f"{path}: {message.format(path=path)}"


def test_a_path_with_a_nul_character_is_wrong_usage() -> None:
    with pytest.raises(WrongUsageError, match="cannot be read: embedded null byte"):
        read_source("a\0b")
