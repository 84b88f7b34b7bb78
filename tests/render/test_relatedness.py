"""Which papers are named as related, and why."""

import math
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from litreview.model.record import Record, Related
from litreview.render.relatedness import Near, Stated, collect_stated, find_near


def paper(paper_id: str, **fields: object) -> Record:
    return Record.model_validate({"id": paper_id, "title": paper_id, **fields})


def test_a_rare_thing_in_common_counts_more_than_a_common_one() -> None:
    crowd = [paper(f"crowd2020n{n}", topics=("common",)) for n in range(20)]
    one = paper("one2020", topics=("common",), benchmarks=("Rare",))
    two = paper("two2020", benchmarks=("Rare",))

    near = find_near((one, two, *crowd))

    assert near["one2020"] == (Near(two, ("Rare",)),)
    assert near["crowd2020n0"] == ()


def test_what_is_shared_runs_from_the_rarest_on() -> None:
    papers = [paper(f"p2020n{n}", models=("Known",) if n < 8 else ()) for n in range(30)]
    one = paper("one2020", models=("Known",), authors=("Rare, Ann",))
    two = paper("two2020", models=("Known",), authors=("Rare, Ann",))

    assert find_near((one, two, *papers))["one2020"][0] == Near(two, ("Rare, Ann", "Known"))


def test_a_stated_relation_shows_on_both_pages() -> None:
    one = paper("one2020", related=[{"id": "two2020", "kind": "extends", "note": "Adds tea."}])
    two = paper("two2020")

    assert collect_stated((one, two)) == {
        "one2020": (Stated(two, "extends", "Adds tea."),),
        "two2020": (Stated(one, "extended by", "Adds tea."),),
    }


def test_of_two_statements_each_page_shows_its_own() -> None:
    one = paper("one2020", related=(Related(id="two2020", kind="uses"),))
    two = paper("two2020", related=(Related(id="one2020", kind="compares-with"),))

    stated = collect_stated((one, two))

    assert stated == {"one2020": (Stated(two, "uses", ""),), "two2020": (Stated(one, "compares with", ""),)}


NAMES = st.lists(st.sampled_from("abcdefgh"), max_size=4).map(tuple)
PAPERS = st.lists(st.fixed_dictionaries({"topics": NAMES, "models": NAMES, "authors": NAMES}), max_size=40)


@given(PAPERS)
def test_the_closest_are_those_of_a_comparison_of_all_with_all(
    drawn: list[dict[str, tuple[str, ...]]],
) -> None:
    """What is looked at and what is left out changes no result; ties go by the papers' order."""
    papers = tuple(paper(f"p2020n{number}", **fields) for number, fields in enumerate(drawn))
    owned = [{(kind, name) for kind, names in fields.items() for name in names} for fields in drawn]
    count = Counter(thing for things in owned for thing in things)
    weight = {thing: math.log(len(papers) / number) for thing, number in count.items()}

    expected = {}
    for one, things in zip(papers, owned, strict=True):
        scored = [
            (-math.fsum(weight[thing] for thing in things & others), position)
            for position, others in enumerate(owned)
            if papers[position] is not one
        ]
        expected[one.id] = tuple(
            Near(papers[position], names_of(things & owned[position], weight))
            for points, position in sorted(scored)[:5]
            if -points >= math.log(8)
        )

    assert find_near(papers) == expected


def names_of(things: set[tuple[str, str]], weight: dict[tuple[str, str], float]) -> tuple[str, ...]:
    return tuple(name for _, name in sorted(things, key=lambda thing: (-weight[thing], thing)))
