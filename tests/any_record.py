"""Records that Hypothesis makes up: any that the model allows, with every text that YAML could take for something else."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from pydantic import BaseModel

from litreview.model.record import DECISIONS, Found, Record, Related, Result

AWKWARD = (
    "a: b", "a #b", "#b", "- a", "-", "@a", "`a`", "%a", "!a", "&a", "*a", "?", "? a", "|", ">-", "a:", ":a", "'", '"', "it's", 'a"b',
    "yes", "No", "on", "y", "N", "null", "~", "Null", "1e3", "2024", "2024-01-01", "12:30", "0x1F", "0o17", "1_000", ".5", "5.", "-1.50",
    "+1", "=", "<<", ".inf", ".NaN", "true", "[a]", "{a}", "a, b", "a,b", "a]b", "{a: b}", "---", "...", "a\\b", "\\n", "a\tb",
    "a  b", "a\u00a0b", "\u00ada", "a\u200bb", "é", "茶壶", "👩‍🔬", "\ufeffa", "\U0001f600", "a\ue000b", "http://example.org/a#b?c=d",
)  # fmt: skip
CHARACTERS = st.characters(
    exclude_categories=("Cs", "Cc"),
    exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufffe\uffff",
    include_characters="\t",
)


def stripped(text: str) -> str:
    return text.strip()


LINES = st.one_of(st.sampled_from(AWKWARD), st.text(CHARACTERS, max_size=12)).map(stripped).filter(bool)
TEXTS = (
    st.one_of(
        LINES,
        st.text(st.one_of(CHARACTERS, st.sampled_from("\n\n \x85\u2028")), max_size=30),
        st.lists(LINES, min_size=1, max_size=6).map("\n".join),
        st.lists(st.sampled_from(["tea", "#", "-", "a:", *AWKWARD]), min_size=30, max_size=40).map(" ".join),
    )
    .map(stripped)
    .filter(bool)
)
AUTHORS = st.one_of(
    LINES.filter(lambda text: not set(text) & set("{},")),
    LINES.filter(lambda text: not set(text) & set("{}") and text.split(",")[0].strip()),
    LINES.map(lambda text: f"{{{text}}}"),
)
IDS = st.from_regex(r"\A[a-z]{0,9}(?:19|20)[0-9]{2}[a-z0-9]{0,9}\Z")
DAYS = st.dates(min_value=date(1000, 1, 1)).map(date.isoformat)
DATES = st.one_of(DAYS, DAYS.map(lambda day: day[:7]), DAYS.map(lambda day: day[:4]))
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=3) | st.sampled_from(
    [Decimal("2.50"), Decimal("-0.0"), Decimal("1E+3"), Decimal(7)]
)


def rows(model: type[BaseModel], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(st.builds(model, **fields), max_size=3).map(tuple)


def some(strategy: st.SearchStrategy[str], at_most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(strategy, max_size=at_most).map(tuple)


RECORDS = st.builds(
    Record,
    id=IDS,
    title=LINES,
    authors=some(AUTHORS),
    date=st.none() | DATES,
    arxiv=st.none() | st.sampled_from(["2102.99910", "math.GT/0309990", "0704.0001"]),
    primary_class=st.none() | st.sampled_from(["cs.CL", "math.GT", "hep-th"]),
    doi=st.none() | st.sampled_from(["10.5555/tea.1", "10.1002/(sici)1:8<6::aid>3.0.co;2-o", "10.5555/a,b#c"]),
    acl=st.none() | st.sampled_from(["2021.fable-main.7", "P19-1001"]),
    venue=st.none() | LINES,
    url=st.none() | st.sampled_from(["https://example.org/a?b=[c]&d={e}#f,g", "http://example.org:80/'\"*"]),
    type=st.none() | st.sampled_from(["method", "empirical-study"]),
    topics=some(st.sampled_from(["tuning", "tuning/by-ear", "no", "2024", "null"])),
    domains=some(LINES),
    languages=some(LINES),
    models=some(LINES),
    benchmarks=some(LINES),
    abstract=st.none() | TEXTS,
    summary=st.none() | TEXTS,
    contributions=some(LINES, 4),
    results=rows(
        Result, what=LINES, on=st.none() | LINES | DAYS, metric=LINES, value=NUMBERS, unit=st.just("") | LINES,
        kind=st.sampled_from(["absolute", "gain", "ratio"]), against=st.none() | LINES, source=LINES,
    ),
    limitations=some(LINES),
    related=rows(Related, id=IDS, kind=st.sampled_from(["extends", "same-authors"]), note=st.none() | LINES),
    notes=st.none() | TEXTS,
    decision=st.sampled_from(DECISIONS),
    reason=LINES,
    found=rows(Found, source=LINES, listing=LINES, line=st.integers(1, 10**8), on=st.none() | DAYS),
    added=st.none() | DAYS,
    formerly=some(IDS),
)  # fmt: skip
