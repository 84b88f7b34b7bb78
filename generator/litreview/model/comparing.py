"""Which of a paper's results a column of a declared table asks for. Pages and checks agree on it here."""

import functools
import re

from litreview.model.identifiers import fold_name
from litreview.model.record import Record, Result
from litreview.model.taxonomy import Column

_REMARK = re.compile(r"\s*\([^()]*\)$")


@functools.lru_cache(maxsize=2**12)  # a review has few metrics and many results
def measure(metric: str) -> str:
    """What is counted, without a remark in brackets at the end: "speedup (up to)" and "speedup (mean)" are speedups."""
    return _REMARK.sub("", metric) or metric


def remark(metric: str) -> str:
    """The remark at the end of `metric`, without its brackets; empty where there is none."""
    return metric[len(measure(metric)) :].strip().removeprefix("(").removesuffix(")")


def fits(result: Result, column: Column) -> bool:
    """Whether `result` belongs into `column`; never for a column that is a field of the records."""
    return (
        column.field is None
        and (column.kind is None or result.kind == column.kind)
        and (column.metric is None or is_metric(result, column.metric))
        and (column.on is None or is_on(result, column.on))
    )


def is_metric(result: Result, metric: str) -> bool:
    """Whether `result` counts `metric`: with the same remark, or with any where `metric` has none."""
    return fold_name(metric) in {fold_name(result.metric), fold_name(measure(result.metric))}


def is_on(result: Result, benchmark: str) -> bool:
    """Whether `result` is on `benchmark`, in any spelling."""
    return result.on is not None and fold_name(result.on) == fold_name(benchmark)


def things(paper: Record, columns: tuple[Column, ...]) -> tuple[str, ...]:
    """What `paper` reports results on that fit one of `columns`, in its order, each once: a row of the table each."""
    return tuple(
        dict.fromkeys(
            result.what for result in paper.results if any(fits(result, column) for column in columns)
        )
    )
