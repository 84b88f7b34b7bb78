"""Every format, by pairs of files: `listings/CASE.EXT` is read, `listings/CASE.yaml` is what comes out.

`pytest --refresh` writes the second anew. All papers in them are invented.
"""

from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from litreview.intake.entry import Entry, Leftover
from litreview.intake.readers import READERS, read_listing
from litreview.intake.source import read_source

LISTINGS = Path(__file__).parent / "listings"
CASES = sorted(path for path in LISTINGS.iterdir() if path.suffix not in {".yaml", ""})
# What a case is read with beyond its text.
CAPTURED = {"hf-captured": date(2026, 1, 5)}


def _said(value: Entry | Leftover) -> dict[str, Any]:
    """The fields of `value` that say something, without the listing's name, as YAML has them."""
    said = {}
    for field in fields(value):
        content = getattr(value, field.name)
        if field.name != "listing" and (field.default is MISSING or content != field.default):
            said[field.name] = list(content) if isinstance(content, tuple) else content
    return said


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in CASES])
def test_a_listing_gives_its_entries(path: Path, refresh: bool) -> None:
    source = read_source(path)
    reading = read_listing(source, captured=CAPTURED.get(path.stem))
    outcome = {
        "format": next(reader.name for reader in READERS if reader.recognises(source.text)),
        "entries": [_said(entry) for entry in reading.entries],
        "leftovers": [_said(leftover) for leftover in reading.leftovers],
    }
    golden = path.with_suffix(".yaml")
    if refresh:
        golden.write_text(yaml.safe_dump(outcome, sort_keys=False, allow_unicode=True, width=120), "utf-8")

    assert outcome == yaml.safe_load(golden.read_text("utf-8"))
    assert {found.listing for found in (*reading.entries, *reading.leftovers)} == {path.name}


def test_every_format_has_a_pair() -> None:
    formats = {yaml.safe_load(path.read_text("utf-8"))["format"] for path in LISTINGS.glob("*.yaml")}

    assert formats == {reader.name for reader in READERS}
