"""The check that one thing has one name: `GSM8k` and `GSM8K` would be two pages."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from operator import attrgetter

from litreview.errors import Problem, quoted
from litreview.model.checks.facts import Facts, warning
from litreview.model.identifiers import fold_name

_KINDS = ("models", "benchmarks", "domains", "languages")
_names_in = attrgetter(*_KINDS)


def names_are_spelt_alike(facts: Facts) -> Iterator[Problem]:
    """Models, benchmarks, domains and languages that differ in case, blanks, hyphens or dots alone are one."""
    used: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    for record in facts.corpus.records:  # one way through all of them: they lie far apart in memory
        for kind, names in zip(_KINDS, _names_in(record), strict=True):
            used[kind] += names
        used["benchmarks"] += [row.on for row in record.results if row.on is not None]
    for kind, all_names in used.items():
        counts = Counter(all_names)
        better = _common_spellings(counts)
        named = list(_names(facts, kind)) if better else []
        first = {name: path for path, _, name in reversed(named)}
        for path, field, name in named:
            if name in better:
                common = better[name]
                elsewhere = " and elsewhere" if counts[common] > 1 else ""
                message = f"{quoted(name)} is {quoted(common)} in {first[common]}{elsewhere}"
                yield warning(path, field, message, f"write {common}, or change the other")


def _names(facts: Facts, kind: str) -> Iterator[tuple[str, str, str]]:
    """File, field and value of every name of that kind; a result row names a benchmark under `on`."""
    for file in facts.corpus.files:
        for position, name in enumerate(getattr(file.record, kind)):
            yield file.path, f"{kind}.{position}", name
        for position, row in enumerate(file.record.results if kind == "benchmarks" else ()):
            if row.on is not None:
                yield file.path, f"results.{position}.on", row.on


def _common_spellings(counts: Mapping[str, int]) -> Mapping[str, str]:
    """The most frequent spelling for each rarer one of the same name; of equally frequent ones the first in `counts`."""
    spellings: dict[str, list[str]] = defaultdict(list)
    for name in counts:
        spellings[fold_name(name)].append(name)
    better: dict[str, str] = {}
    for folded, names in spellings.items():
        if folded and len(names) > 1:
            most = max(names, key=counts.__getitem__)
            better |= {name: most for name in names if name != most}
    return better
