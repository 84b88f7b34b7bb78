"""Drawings that are kept from one build to the next: most builds change no count, and drawing is slow to begin with."""

import contextlib
import hashlib
import os
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from litreview.render.pictures.drawing import Draw, draw_chart

KEPT = 500


@contextlib.contextmanager
def drawings_kept_in(folder: Path) -> Iterator[Draw]:
    """What draws, and keeps each drawing in `folder` under a name that its specification and the drawing program give it.

    A page that is as it was asks for none, so the others are removed only where they are more than `KEPT`. A folder that cannot be written costs time, not the build.
    """
    asked: set[str] = set()
    program = version("vl-convert-python")

    def draw(specification: str) -> str:
        name = hashlib.sha256(f"{program}\n{specification}".encode()).hexdigest()[:32] + ".svg"
        asked.add(name)
        with contextlib.suppress(OSError, UnicodeDecodeError):
            return (folder / name).read_text("utf-8")
        svg = draw_chart(specification)
        with contextlib.suppress(OSError):
            _write(folder / name, svg)
        return svg

    yield draw
    with contextlib.suppress(OSError):
        kept = sorted(folder.glob("*.svg"))
        if len(kept) > KEPT:
            for path in kept:
                if path.name not in asked:
                    path.unlink()


def _write(path: Path, text: str) -> None:
    """Whole or not at all: a killed build must leave no half drawing that the next one would believe."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    temporary.write_text(text, "utf-8")
    os.replace(temporary, path)  # noqa: PTH105  # says that it overwrites
