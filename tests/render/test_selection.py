"""Which records an export takes: criteria, names, and what is said of words that nothing has."""

from pathlib import Path

import pytest

from litreview.errors import WrongUsageError
from litreview.model.corpus import Corpus, load_corpus
from litreview.render.exports.manuscript import Citation
from litreview.render.exports.selection import Selection, find_cited, select
from render.papers import REPOSITORY


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The invented review."""
    return load_corpus(REPOSITORY / "tests" / "corpus")


@pytest.mark.parametrize(
    ("selection", "ids"),
    [
        pytest.param(
            Selection(),
            (
                "xu2024chahu placeholder2024sixty dolittle2023benchmark imaginaryteam2023moonshine bogus2023counting "
                "marsh2022tidal angstromnandu2022uber tricky2022every quill2021feather nobodyndknows"
            ),
            id="all-that-are-included",
        ),
        pytest.param(
            Selection(topics=("tuning",)),
            "xu2024chahu dolittle2023benchmark bogus2023counting marsh2022tidal quill2021feather",
            id="topic-with-its-subtopics",
        ),
        pytest.param(
            Selection(topics=("tuning/by-ear",)), "dolittle2023benchmark bogus2023counting", id="subtopic"
        ),
        pytest.param(
            Selection(topics=("tuning/by-ear", "shrinking")),
            "placeholder2024sixty dolittle2023benchmark bogus2023counting quill2021feather",
            id="either-topic",
        ),
        pytest.param(
            Selection(years=("2021", "2024")), "xu2024chahu placeholder2024sixty quill2021feather", id="years"
        ),
        pytest.param(Selection(venues=("FABLE 2022",)), "marsh2022tidal", id="venue"),
        pytest.param(
            Selection(venues=("fable",)), "marsh2022tidal quill2021feather", id="venue-of-all-years"
        ),
        pytest.param(
            Selection(types=("survey", "benchmark")), "dolittle2023benchmark tricky2022every", id="types"
        ),
        pytest.param(Selection(types=("dataset",)), "", id="type-of-nothing"),
        pytest.param(Selection(topics=("tuning",), years=("2022",)), "marsh2022tidal", id="both-criteria"),
        pytest.param(
            Selection(ids=("quill2021feather", "xu2024chahu")),
            "xu2024chahu quill2021feather",
            id="ids-newest-first",
        ),
        pytest.param(
            Selection(ids=("sketch2025perhaps", "blogger2020announcing")),
            "sketch2025perhaps blogger2020announcing",
            id="named-though-not-included",
        ),
        pytest.param(Selection(ids=("swamp2022tidal",)), "marsh2022tidal", id="former-id"),
        pytest.param(
            Selection(ids=("quill2021feather", "xu2024chahu"), topics=("shrinking",)),
            "quill2021feather",
            id="criteria-among-ids",
        ),
    ],
)
def test_selection(corpus: Corpus, selection: Selection, ids: str) -> None:
    assert " ".join(paper.id for paper in select(corpus, selection)) == ids


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        pytest.param(
            Selection(topics=("tunning",)),
            '--topic: unknown topic "tunning"\n'
            '  hint: did you mean "tuning"? topics are listed in papers/taxonomy.yml',
            id="topic",
        ),
        pytest.param(
            Selection(years=("1999",)),
            '--year: unknown year "1999"\n  hint: years are 2020 to 2025',
            id="year",
        ),
        pytest.param(
            Selection(venues=("FABEL 2022",)),
            '--venue: unknown venue "FABEL 2022"\n'
            '  hint: did you mean "FABLE 2022"? venues are what records have under `venue`',
            id="venue",
        ),
        pytest.param(
            Selection(types=("servey",)),
            '--type: unknown type "servey"\n  hint: did you mean "survey"? types are method, model, dataset, benchmark, '
            "empirical-study, survey, system, theory",
            id="type",
        ),
        pytest.param(
            Selection(ids=("quill2021fether",)),
            '--id: unknown id "quill2021fether"\n'
            '  hint: did you mean "quill2021feather"? an id is a record\'s file name',
            id="id",
        ),
        pytest.param(
            Selection(years=("23",), types=("x",)),
            '--year: unknown year "23"\n  hint: years are 2020 to 2025\n'
            '--type: unknown type "x"\n  hint: types are method, model, dataset, benchmark, empirical-study, survey, '
            "system, theory",
            id="all-at-once",
        ),
    ],
)
def test_unknown_words(corpus: Corpus, selection: Selection, message: str) -> None:
    with pytest.raises(WrongUsageError) as raised:
        select(corpus, selection)
    assert str(raised.value) == message


def cite(*keys: str) -> list[Citation]:
    """A citation of each key, a line each."""
    return [Citation(key, "paper.tex", line) for line, key in enumerate(keys, start=1)]


@pytest.mark.parametrize(
    ("keys", "ids", "messages"),
    [
        pytest.param(
            ["quill2021feather", "xu2024chahu", "quill2021feather"],
            "xu2024chahu quill2021feather",
            [],
            id="known",
        ),
        pytest.param(
            ["quill2021fether", "knuth1984"],
            "",
            [
                (
                    'paper.tex:1: warning: unknown key "quill2021fether"\n'
                    '  hint: did you mean "quill2021feather"? it may be in another bibliography of the manuscript'
                ),
                (
                    'paper.tex:2: warning: unknown key "knuth1984"\n'
                    "  hint: it may be in another bibliography of the manuscript"
                ),
            ],
            id="unknown",
        ),
        pytest.param(
            ["Quill2021Feather"],
            "",
            [
                (
                    'paper.tex:1: warning: unknown key "Quill2021Feather"\n'
                    '  hint: did you mean "quill2021feather"? it may be in another bibliography of the manuscript'
                )
            ],
            id="in-another-case",
        ),
        pytest.param(
            ["swamp2022tidal"],
            "swamp2022tidal",
            [
                (
                    'paper.tex:1: warning: "swamp2022tidal" is a former id of "marsh2022tidal"\n'
                    "  hint: cite marsh2022tidal; until then the export has it under the old key"
                )
            ],
            id="former",
        ),
        pytest.param(
            ["sketch2025perhaps", "blogger2020announcing"],
            "sketch2025perhaps blogger2020announcing",
            [
                'paper.tex:1: warning: "sketch2025perhaps" is a candidate, not yet part of the review',
                (
                    'paper.tex:2: warning: "blogger2020announcing" is excluded from the review\n'
                    "  hint: reason: An announcement without a teapot."
                ),
            ],
            id="not-included",
        ),
        pytest.param([], "", [], id="nothing"),
    ],
)
def test_cited(corpus: Corpus, keys: list[str], ids: str, messages: list[str]) -> None:
    cited = find_cited(corpus, cite(*keys))
    assert " ".join(paper.id for paper in cited.records) == ids
    assert [str(problem) for problem in cited.problems] == messages


def test_all_are_cited_at_once(corpus: Corpus) -> None:
    r"""`\nocite{*}` is the whole review."""
    assert find_cited(corpus, cite("*")).records == select(corpus, Selection())


def test_a_paper_under_both_its_ids(corpus: Corpus) -> None:
    """The manuscript cites both, so that both need an entry; the warning says what to do."""
    cited = find_cited(corpus, cite("marsh2022tidal", "swamp2022tidal"))
    assert [(paper.id, paper.title) for paper in cited.records] == [
        ("marsh2022tidal", "Tidal Feather: Stirring at High Water"),
        ("swamp2022tidal", "Tidal Feather: Stirring at High Water"),
    ]


def test_what_is_cited_can_be_narrowed(corpus: Corpus) -> None:
    cited = find_cited(corpus, cite("quill2021feather", "xu2024chahu", "swamp2022tidal")).records
    picked = select(corpus, Selection(years=("2022",), ids=("bogus2023counting",)), cited)
    assert [paper.id for paper in picked] == ["swamp2022tidal"]
    assert [paper.id for paper in select(corpus, Selection(ids=("bogus2023counting",)), cited)] == [
        "xu2024chahu",
        "bogus2023counting",
        "swamp2022tidal",
        "quill2021feather",
    ]


def test_a_manuscript_that_cites_nothing_exports_nothing(corpus: Corpus) -> None:
    assert select(corpus, Selection(), ()) == ()


def test_a_review_without_records(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    for name in ("review.yml", "taxonomy.yml"):
        text = (REPOSITORY / "tests" / "corpus" / "papers" / name).read_text("utf-8")
        (tmp_path / "papers" / name).write_text(text, "utf-8")
    empty = load_corpus(tmp_path)
    assert select(empty, Selection()) == ()
    with pytest.raises(WrongUsageError, match="hint: no record has a date"):
        select(empty, Selection(years=("2023",)))
