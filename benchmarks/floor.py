"""The least that a build has to do: write files of the same sizes, parse the YAML of all records, and MkDocs for the prose.

`python benchmarks/floor.py SITE_SIZES PAPERS PROSE TARGET`: a JSON object of sizes by path, the folder of records, a folder with
mkdocs.yml and docs/, and the folder to write to. One process does it, one step after the other.
"""

import json
import sys
from pathlib import Path

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config


def main(sizes: Path, papers: Path, prose: Path, target: Path) -> None:
    """All three steps."""
    for path in sorted(papers.glob("*/*.yml")):
        # The quickest that PyYAML has; no file here is from anybody else.
        yaml.load(path.read_bytes(), yaml.CSafeLoader)
    build(load_config(str(prose / "mkdocs.yml"), site_dir=str(target / "prose")))
    made: set[Path] = set()
    for name, size in json.loads(sizes.read_text("utf-8")).items():
        path = target / "site" / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(b"x" * size)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
