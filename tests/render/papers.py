"""Records for every test of what we export: plain, hostile, and the real ones of this repository's review."""

import re
from functools import cache
from pathlib import Path

from litreview.model.corpus import load_corpus
from litreview.model.record import Record
from litreview.model.review import Review
from litreview.render.encode import fold
from render.hostile import HOSTILE

REPOSITORY = Path(__file__).parents[2]
REVIEW = Review(title='A review of "nothing"', license="CC0-1.0")
VENUES = (None, "FABLE 2024", "Journal of Imaginary Results 7(3)", "Workshop on R&D_50% {x}")
# What would end a value or a record and begin another one; no record that is read from a file can hold the line breaks.
INJECTIONS = (
    "x\r\nER  - \r\n\r\nTY  - JOUR\r\nTI  - Injected",
    "x\nER  - \nTY  - JOUR",
    "x\x85ER  - \u2028TY  - JOUR\u2029TI  - Injected\x0bTI  - Injected\x0cER  - ",
    "x},\n}\n\n@misc{injected2023,\n  title = {Injected",
    '",\n}\n@misc{injected2023, title = "Injected',
    'x"\r\n"injected2023","=HYPERLINK(""https://elsewhere.example"")',
    'x;=HYPERLINK("https://elsewhere.example");@SUM(A1)',
    'x"}]\n[{"id": "injected2023"}]',
)


def record(**fields: object) -> Record:
    """A record of an invented paper with `fields` in the place of its own."""
    plain: dict[str, object] = {
        "id": "marsh2023tidal",
        "title": "Tidal Attention",
        "authors": ("Marsh, Ada", "Reed, Bo"),
        "date": "2023-09-21",
    }
    return Record.model_validate(plain | fields)


def hostile_records() -> list[Record]:
    """A record for each hostile text: as its title, in names, in the venue."""
    return [
        record(
            id=f"p2023x{number:03}",
            title=fold(text),
            authors=(f"{{{fold(text)}}}", person(text), "van der Plume, Cy"),
            venue=f"FABLE: {fold(text)} 2024" if number % 2 else VENUES[number % len(VENUES)],
            arxiv=f"2309.{number:05}",
            primary_class="cs.CL",
            doi="10.1000/a_b(c)<d>#1%2",
            contributions=(fold(text),),
        )
        for number, text in enumerate(HOSTILE.values())
    ]


def injecting_records() -> list[Record]:
    """A record for each text that goes for a record of its own, past the checks that would refuse its line breaks."""
    return [
        record(id=f"q2023x{number}").model_copy(
            update={"title": text, "authors": (person(text), f"{{{text}}}"), "venue": text, "topics": (text,)}
        )
        for number, text in enumerate(INJECTIONS)
    ]


@cache
def real_records() -> tuple[Record, ...]:
    """The records of this repository's review, whatever their decision."""
    return load_corpus(REPOSITORY).records


@cache
def invented_records() -> tuple[Record, ...]:
    """The records of the invented review."""
    return load_corpus(REPOSITORY / "tests" / "corpus").records


def person(text: str) -> str:
    """A person's name of the words in `text`: a record's name has no braces and a comma between its parts."""
    words = re.sub(r"[{},]", " ", fold(text)).split() or ["Nemo"]
    return f"{' '.join(words[:2])}, {' '.join(words[2:5]) or 'Nemo'}"
