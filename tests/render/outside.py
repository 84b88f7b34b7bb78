"""The programs of others that read our exports, each as one function: text in, what the program made of it out."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).parents[1] / "js"


def run(
    program: str,
    *arguments: str,
    folder: Path,
    stdin: str | None = None,
    variables: Mapping[str, str] | None = None,
) -> str:
    """What `program` says, on both its outputs if it failed; `variables` are further ones of its environment."""
    if shutil.which(program) is None:
        pytest.fail(f"no {program} here: `python tests/programs.py` says how to get it", pytrace=False)
    command = [program, *arguments]
    environment = {**os.environ, **(variables or {})}
    done = subprocess.run(
        command, cwd=folder, env=environment, input=stdin, capture_output=True, text=True, check=False
    )
    return done.stdout if done.returncode == 0 else done.stdout + done.stderr


def pandoc(text: str, kind: str, folder: Path) -> str:
    """CSL-JSON of a bibliography of the `kind` that pandoc calls so, or what it has to say of it."""
    return run("pandoc", "-f", kind, "-t", "csljson", folder=folder, stdin=text)


def biber(text: str, folder: Path) -> tuple[str, str]:
    """What biber has to say of a BibTeX file, and the file as it writes it again; empty where it does not."""
    (folder / "review.bib").write_text(text, encoding="utf-8")
    said = run("biber", "--tool", "--validate-datamodel", "review.bib", folder=folder)
    written = folder / "review_bibertool.bib"
    return said, written.read_text(encoding="utf-8") if written.exists() else ""


def bibtex(text: str, folder: Path) -> tuple[str, str]:
    """What BibTeX itself has to say of a file, and what the style `plainly.bst` prints of every entry, a value a line."""
    shutil.copy(Path(__file__).parent / "plainly.bst", folder)
    (folder / "review.bib").write_text(text, encoding="utf-8")
    (folder / "all.aux").write_text(
        "\\citation{*}\n\\bibstyle{plainly}\n\\bibdata{review}\n", encoding="utf-8"
    )
    # The programs of TeX come without the file that says where they look for others.
    here = dict.fromkeys(("BSTINPUTS", "BIBINPUTS"), ".")
    said = run("bibtex", "all", folder=folder, variables=here)
    # It breaks lines at blanks where they get long.
    return said, re.sub(r"\n {2,}", " ", (folder / "all.bbl").read_text(encoding="utf-8"))


def citation_js(text: str) -> dict[str, Any]:
    """What citation-js reads of CSL-JSON: `items`, and `references` by id as citeproc-js sets them in APA; or `error`."""
    if not (SCRIPTS / "node_modules").is_dir():
        pytest.fail("citation-js is not here: run `npm ci --prefix tests/js`", pytrace=False)
    said = run("node", "read_csl.mjs", folder=SCRIPTS, stdin=text)
    return dict(json.loads(said)) if said.startswith("{") else {"error": said}


def without_typography(text: str) -> str:
    """`text` without what pandoc makes of it for print: curly and French quotes, and a narrow blank before `;`, `!` and `?`."""
    return re.sub("[\"'‘’“”`]+", '"', text.replace("\u202f", " "))


def csl_name(name: dict[str, str]) -> str:
    """A name of CSL as people say it, given names first; pandoc parts particles from either side, which all stand between."""
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return name.get("literal") or " ".join(name[part] for part in parts if name.get(part))
