"""The command line as people use it: in a process of its own, with its exit codes, its streams and its second runs."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import REPOSITORY
from litreview.cli import litreview
from litreview.exchange import EXPORT_FORMATS, STYLES
from litreview.render import layouts
from litreview.render.exports import FORMATS
from site_of import make_invented_review

LISTING = """new

Subscribe

Daily Papers

Mar 9

Stirring Slowly: A Teaspoon Method for Tuning

We tune a model that nobody trained, and it pours 1.5times more tea.

  • 2 authors
·
Feb 3, 2024
"""


def run(*arguments: str | Path, cwd: Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """What `litreview` did, in `cwd`."""
    command = [sys.executable, "-m", "litreview", *map(str, arguments)]
    done = subprocess.run(
        command, cwd=cwd, input=stdin or "", capture_output=True, text=True, check=False, timeout=120
    )
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def review(tmp_path: Path, corpus_root: Path) -> Path:
    """The invented review with settings and a docs/ folder."""
    return make_invented_review(tmp_path / "whole", corpus_root)


def tree(root: Path) -> dict[str, bytes]:
    """Every file of the review, without what may be kept from one run to the next."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".cache" not in path.parts
    }


# --- help ---


@pytest.mark.parametrize("verb", sorted(litreview.commands))
def test_every_verb_has_help_with_an_example_and_is_in_the_readme(verb: str, tmp_path: Path) -> None:
    done = run(verb, "--help", cwd=tmp_path)

    assert done.returncode == 0
    assert re.search(rf"Examples?:\n    litreview {verb}", done.stdout)
    assert re.search(rf"^\| `{verb}\b", (REPOSITORY / "README.md").read_text("utf-8"), re.MULTILINE)


def test_an_unknown_verb_is_wrong_usage(tmp_path: Path) -> None:
    done = run("chekc", cwd=tmp_path)

    assert done.returncode == 2
    assert "No such command 'chekc'" in done.stderr
    assert done.stdout == ""


def test_outside_a_review_the_way_out_is_named(tmp_path: Path) -> None:
    done = run("check", cwd=tmp_path)

    assert done.returncode == 2
    assert done.stderr == (
        f"{tmp_path}: no papers/review.yml here or in a folder above\n"
        "  hint: `litreview new DIR` makes a fresh review; `--root DIR` names one\n"
    )


# --- add ---


def test_add_makes_a_record_says_so_and_does_nothing_the_second_time(review: Path) -> None:
    (review / "listing.txt").write_text(LISTING, "utf-8")

    first = run("add", "listing.txt", cwd=review)
    after = tree(review)
    second = run("add", "listing.txt", cwd=review)

    assert (first.returncode, second.returncode) == (0, 0)
    assert (
        first.stdout.splitlines()[-1]
        == "1 entry: 1 created, 0 merged, 0 known, 0 incomplete, 0 refused; 4 lines in no entry"
    )
    assert (
        second.stdout.splitlines()[-1]
        == "1 entry: 0 created, 0 merged, 1 known, 0 incomplete, 0 refused; 4 lines in no entry"
    )
    assert tree(review) == after
    record = (review / "papers/2024/stirring2024slowly.yml").read_text("utf-8")
    assert 'title: "Stirring Slowly: A Teaspoon Method for Tuning"\n' in record
    assert "pours 1.5× more tea" in record


def test_add_reads_stdin_with_whatever_line_ends_and_marks(review: Path) -> None:
    done = run(
        "add",
        "-",
        cwd=review,
        stdin="\ufeff" + LISTING.replace("\n", "\r\n").replace("2 authors", "2\u00a0authors"),
    )

    assert done.returncode == 0
    assert done.stdout.startswith("-:9: created stirring2024slowly")


def test_dry_run_writes_nothing(review: Path) -> None:
    before = tree(review)

    done = run("add", "-", "--dry-run", cwd=review, stdin=LISTING)

    assert "1 created" in done.stdout
    assert done.stderr == "dry run: nothing was written\n"
    assert tree(review) == before


def test_report_is_the_ledger_as_json(review: Path) -> None:
    run("add", "-", "--report", "ledger.json", cwd=review, stdin=LISTING)

    ledger = json.loads((review / "ledger.json").read_text("utf-8"))
    assert ledger["counts"] == {"created": 1, "merged": 0, "known": 0, "incomplete": 0, "refused": 0}
    assert ledger["entries"][0]["id"] == "stirring2024slowly"


@pytest.mark.parametrize(
    ("name", "data", "code", "message"),
    [
        pytest.param("empty.txt", b"", 1, "empty.txt: empty", id="empty"),
        pytest.param("blank.txt", b"\n \n", 1, "blank.txt: empty", id="blank"),
        pytest.param("paper.pdf", b"%PDF-1.7\n\x00\x01", 1, "paper.pdf: a PDF", id="a PDF"),
        pytest.param("noise.bin", bytes(range(256)) * 40, 1, "noise.bin: binary data, not text", id="binary"),
        pytest.param("prose.txt", b"Dear diary, today I read nothing.\n", 1, "prose.txt: ", id="no listing"),
        pytest.param("large.txt", b"a line of text\n" * 3_500_000, 1, "large.txt: ", id="52 MB"),
    ],
)
def test_a_listing_that_is_none_is_named_and_the_others_go_on(
    review: Path, name: str, data: bytes, code: int, message: str
) -> None:
    (review / name).write_bytes(data)
    (review / "good.txt").write_text(LISTING, "utf-8")

    done = run("add", name, "good.txt", cwd=review)

    assert done.returncode == code
    assert message in done.stderr
    assert "  hint: " in done.stderr
    assert "1 created" in done.stdout


def test_a_missing_listing_is_wrong_usage(review: Path) -> None:
    before = tree(review)
    done = run("add", "nowhere.txt", cwd=review)

    assert done.returncode == 2
    assert (
        done.stderr
        == "nowhere.txt: no such file\n  hint: check the path; `-` reads what is piped or pasted in\n"
    )
    assert tree(review) == before


def test_add_does_not_touch_a_record_that_cannot_be_read(review: Path) -> None:
    run("add", "-", cwd=review, stdin=LISTING)
    broken = review / "papers/2024/stirring2024slowly.yml"
    broken.write_text("title: [half\n", "utf-8")

    done = run("add", "-", cwd=review, stdin=LISTING)

    assert broken.read_text("utf-8") == "title: [half\n"
    assert "papers/2024/stirring2024slowly.yml" in done.stderr


# --- enrich ---


def test_enrich_adds_a_line_and_leaves_the_rest(review: Path) -> None:
    run("add", "-", cwd=review, stdin=LISTING)
    record = review / "papers/2024/stirring2024slowly.yml"
    commented = record.read_text("utf-8").replace("decision:", "# why: it is about tea\ndecision:")
    record.write_text(commented, "utf-8")
    (review / "library.bib").write_text(
        "@article{x, title = {Stirring Slowly: A Teaspoon Method for Tuning}, author = {Quill, Ada}, doi = {10.5555/TEA.1}, year = 2024}",
        "utf-8",
    )

    done = run("enrich", "stirring2024slowly", "--lookup", "library.bib", cwd=review)

    text = record.read_text("utf-8")
    assert done.returncode == 0
    assert "adds authors, doi" in done.stdout
    kept = [
        line for line in text.splitlines() if line not in {"authors:", "  - Quill, Ada", "doi: 10.5555/tea.1"}
    ]
    assert kept == commented.splitlines()


# --- check ---


def test_check_of_a_sound_review(review: Path) -> None:
    done = run("check", cwd=review)

    assert done.returncode == 0
    assert "error" not in done.stdout


def test_check_names_all_problems_of_all_files(review: Path) -> None:
    (review / "papers/2021/quill2021feather.yml").write_text("id: quill2021feather\ntitel: x\n", "utf-8")
    (review / "papers/2022/tricky2022every.yml").write_text(
        "id: tricky2022every\ntitle: x\ndate: 2022-13-01\n", "utf-8"
    )

    done = run("check", cwd=review)

    assert done.returncode == 1
    assert "papers/2021/quill2021feather.yml:2: unknown key" in done.stdout.replace(" titel: ", " ")
    assert 'papers/2022/tricky2022every.yml:3: date: "2022-13-01" is not in the calendar' in done.stdout


@pytest.mark.parametrize("format_name", ["json", "github"])
def test_check_for_programs(review: Path, format_name: str) -> None:
    (review / "papers/2022/tricky2022every.yml").write_text(
        "id: tricky2022every\ntitle: x\ndate: 50%, a:b\n", "utf-8"
    )

    done = run("check", "papers/2022/tricky2022every.yml", "--format", format_name, cwd=review)

    assert done.returncode == 1
    if format_name == "json":
        assert json.loads(done.stdout)[0]["line"] == 3
    else:
        assert done.stdout == (
            "::error file=papers/2022/tricky2022every.yml,line=3,title=date::"
            '"50%25, a:b" is no date%0Awrite YYYY-MM-DD, YYYY-MM or YYYY\n'
        )


def test_warnings_fail_only_when_strict(review: Path) -> None:
    record = review / "papers/nd/nobodyndknows.yml"
    assert record.is_file()

    assert run("check", cwd=review).returncode == 0
    assert run("check", "--strict", cwd=review).returncode == 1


def test_check_of_a_file_elsewhere_is_wrong_usage(review: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.yml").write_text("id: x", "utf-8")

    assert run("check", tmp_path / "elsewhere.yml", cwd=review).returncode == 2


def test_output_into_a_closed_pipe_is_no_error(review: Path) -> None:
    command = f"{sys.executable} -m litreview check --format json | head -c 1"
    done = subprocess.run(["bash", "-c", command], cwd=review, capture_output=True, text=True, check=False)

    assert done.returncode == 0
    assert "Traceback" not in done.stderr


# --- build ---


def test_build_twice_changes_nothing_in_docs(review: Path) -> None:
    first = run("build", "--pages-only", cwd=review)
    docs = tree(review / "docs")
    stamps = {path: path.stat().st_mtime_ns for path in (review / "docs").rglob("*.md")}

    second = run("build", "--pages-only", cwd=review)

    assert (first.returncode, second.returncode) == (0, 0)
    assert (
        second.stdout == f"docs/: 0 files written, {len(docs) - 2} unchanged, 0 removed\n"
    )  # the list of files, and about.md
    assert {path: path.stat().st_mtime_ns for path in (review / "docs").rglob("*.md")} == stamps


def test_hash_seed_locale_and_time_zone_do_not_matter(review: Path, tmp_path: Path) -> None:
    trees = []
    for number, (seed, locale, zone) in enumerate(
        (("1", "C", "UTC"), ("2", "C.UTF-8", "Pacific/Kiritimati"))
    ):
        copy = tmp_path / f"copy{number}"
        shutil.copytree(review, copy)
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone}
        command = [sys.executable, "-m", "litreview", "build", "--pages-only"]
        subprocess.run(command, cwd=copy, env=environment, check=True, capture_output=True)
        trees.append(tree(copy / "docs"))

    assert trees[0] == trees[1]


def test_build_with_a_broken_record_leaves_pages_and_site(review: Path) -> None:
    run("build", cwd=review)
    before = tree(review / "site")
    (review / "papers/2022/tricky2022every.yml").write_text("id: [\n", "utf-8")

    done = run("build", cwd=review)

    assert done.returncode == 1
    assert done.stderr.startswith("papers/2022/tricky2022every.yml:2: not YAML: ")
    assert tree(review / "site") == before


# --- export ---


def test_export_knows_every_format() -> None:
    assert list(FORMATS) == list(EXPORT_FORMATS)
    assert list(layouts.STYLES) == list(STYLES)


def test_export_in_a_style(review: Path) -> None:
    done = run("export", "--id", "quill2021feather", "--style", "apa", cwd=review)

    assert done.stdout.startswith("Quill, A. M., van der Fable, T., & Inkwell, S., Jr. (2021). Feather: ")


def test_a_file_that_cannot_be_written_is_named(review: Path) -> None:
    done = run("add", "-", "--report", "nowhere/ledger.json", cwd=review, stdin=LISTING)

    assert done.returncode == 1
    assert "1 created" in done.stdout
    assert done.stderr.startswith("nowhere/ledger.json: No such file or directory\n  hint: ")


def test_the_wrong_format_is_no_success(review: Path) -> None:
    done = run("add", "-", "--format", "bibtex", cwd=review, stdin=LISTING)

    assert done.returncode == 1
    assert "no paper in any of these" in done.stderr


@pytest.mark.parametrize("format_name", EXPORT_FORMATS)
def test_export_of_everything_is_the_sites_own_file(review: Path, format_name: str) -> None:
    run("build", "--pages-only", cwd=review)

    run("export", "--format", format_name, "-o", "out", cwd=review)

    assert (review / "out").read_bytes() == (
        review / f"docs/review{FORMATS[format_name].suffix}"
    ).read_bytes()


def test_export_of_a_selection(review: Path) -> None:
    done = run("export", "--topic", "tuning", "--year", "2021", "--year", "2022", cwd=review)

    assert re.findall(r"^@\w+\{(\w+),", done.stdout, re.MULTILINE) == [
        "marsh2022tidal",
        "quill2021feather",
    ]


def test_export_of_what_a_manuscript_cites_names_unknown_keys(review: Path) -> None:
    (review / "paper.tex").write_text(
        "\\cite{quill2021feather}\n% \\cite{no}\n\\citep[p.~3]{unknown2020x}\n", "utf-8"
    )

    done = run("export", "--tex", "paper.tex", cwd=review)

    assert re.findall(r"^@\w+\{(\w+),", done.stdout, re.MULTILINE) == ["quill2021feather"]
    assert done.stderr.startswith('paper.tex:3: warning: unknown key "unknown2020x"')


def test_export_of_an_unknown_topic_suggests_one(review: Path) -> None:
    done = run("export", "--topic", "tunning", cwd=review)

    assert done.returncode == 2
    assert done.stdout == ""
    assert 'did you mean "tuning"?' in done.stderr


# --- new ---


def test_new_then_add_then_build(tmp_path: Path) -> None:
    folder = tmp_path / "tea"

    assert run("new", "tea", "--title", "Tea", cwd=tmp_path).returncode == 0
    assert run("add", "-", cwd=folder, stdin=LISTING).returncode == 0
    done = run("build", "--strict", cwd=folder)

    assert done.returncode == 1  # authors unknown is a warning, and strict minds
    assert run("build", cwd=folder).returncode == 0
    assert (folder / "site/papers/stirring2024slowly/index.html").is_file()


# --- serve ---


@pytest.fixture
def server(review: Path) -> Iterator[str]:
    """A running `litreview serve`; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "litreview", "serve", "--port", str(port)]
    with (review.parent / "serve.log").open(
        "w"
    ) as log:  # a pipe that nobody reads would fill, and stop the server
        process = subprocess.Popen(command, cwd=review, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}/"
    wait_for(address, "An invented review")
    yield address
    process.terminate()
    process.wait(timeout=20)


def wait_for(address: str, text: str) -> str:
    """The page at `address` once it holds `text`; within a minute."""
    page = ""
    for _ in range(240):
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310  # this machine
                page = answer.read().decode("utf-8")
        except OSError:
            page = ""
        if text in page:
            return page
        time.sleep(0.25)
    raise AssertionError(f"{address} never showed {text!r}; last: {page[:500]}")


def test_serve_follows_an_edit_and_survives_a_broken_one(review: Path, server: str) -> None:
    record = review / "papers/2021/quill2021feather.yml"
    text = record.read_text("utf-8")
    page = f"{server}papers/quill2021feather/"
    wait_for(page, "Feather asks whether")

    record.write_text("title: [", "utf-8")
    time.sleep(2)
    assert "Feather asks whether" in wait_for(page, "Feather")
    record.write_text(text.replace("Feather asks whether", "Feather wonders whether"), "utf-8")

    assert "Feather wonders whether" in wait_for(page, "Feather wonders whether")


def test_serve_follows_a_record_that_goes(review: Path, server: str) -> None:
    """There is nothing to show at once, and the build has to come all the same."""
    wait_for(f"{server}papers/quill2021feather/", "Feather asks whether")
    record = review / "papers/2021/quill2021feather.yml"
    text = record.read_text("utf-8")
    record.unlink()
    record.with_name("quill2021plume.yml").write_text(
        text.replace("id: quill2021feather", "id: quill2021plume") + "formerly: [quill2021feather]\n", "utf-8"
    )

    wait_for(f"{server}papers/quill2021plume/", "Feather asks whether")


def test_a_taken_port_is_named(review: Path, server: str) -> None:
    done = run("serve", "--port", server.rstrip("/").rsplit(":", 1)[1], cwd=review)

    assert done.returncode == 1
    assert "cannot be served: " in done.stderr
    assert "`litreview serve --port 8001` takes another" in done.stderr
