"""From text to a model: one function for records, taxonomy and review, and every finding with its line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from litreview.errors import LitreviewError, Problem, quoted
from litreview.model.places import lines_at
from litreview.model.suggest import did_you_mean
from litreview.model.yamlfile import FINDINGS_LIMIT, Path, field_name, first_few, parse_yaml

ModelT = TypeVar("ModelT", bound=BaseModel)
FEW = 12  # names that a hint lists; for more it points to the reference page


@dataclass(frozen=True, slots=True)
class Loaded(Generic[ModelT]):
    """A model and the warnings about the text it was read from."""

    value: ModelT
    warnings: tuple[Problem, ...]


def parse_model(model: type[ModelT], text: str, file: str) -> Loaded[ModelT]:
    """`text` as a `model`; `file` is the path to name in findings.

    Raises:
        LitreviewError: all findings of the text, in the order of their lines: those of `parse_yaml`, unknown or missing keys, and values
            that do not fit their field.
    """
    parsed = parse_yaml(text, file)
    findings = list(parsed.findings)
    try:
        value = model.model_validate(parsed.values)
    except ValidationError as error:
        # One more than is shown, so that it shows that there are more.
        details = error.errors(include_url=False, include_context=True)[: FINDINGS_LIMIT + 1]
        findings = _merge(findings, details, _misfits(model, details, text, file))
        raise LitreviewError(first_few(findings)) from None
    if any(finding.severity == "error" for finding in findings):
        raise LitreviewError(first_few(findings))
    return Loaded(value, tuple(first_few(findings)))


def _misfits(model: type[BaseModel], details: list[ErrorDetails], text: str, file: str) -> list[Problem]:
    """The findings of pydantic in our words, each at its value's line."""
    problems = []
    for detail, line in zip(details, lines_at(text, [detail["loc"] for detail in details]), strict=True):
        explain = _EXPLANATIONS.get(detail["type"], _explain_other)
        message, hint = explain(model, detail)
        path = detail["loc"][:-1] if explain is _explain_unknown_key else detail["loc"]
        problems.append(Problem(file, message, line, field_name(path), hint))
    return problems


def _merge(findings: list[Problem], details: list[ErrorDetails], misfits: list[Problem]) -> list[Problem]:
    """Both kinds of findings, but one alone about one value: that it says nothing, or that it has no place there at all."""
    unread = {finding.field for finding in findings if finding.severity == "error"}
    refused = tuple(f"{field_name(detail['loc'])}." for detail in details)
    outside = [finding for finding in findings if not (finding.field or "").startswith(refused)]
    return outside + [
        misfit
        for misfit, detail in zip(misfits, details, strict=True)
        if field_name(detail["loc"]) not in unread
    ]


Explained = tuple[str, str | None]  # message and hint


def _explain_own(_: type[BaseModel], detail: ErrorDetails) -> Explained:
    """What `fields.wrong` said."""
    return str(detail["ctx"]["message"]), str(detail["ctx"]["hint"])


def _explain_unknown_key(model: type[BaseModel], detail: ErrorDetails) -> Explained:
    *path, key = detail["loc"]
    fields = _fields_at(model, tuple(path))
    known = f"known are {', '.join(fields)}" if len(fields) <= FEW else "all fields: docs/fields.md"
    return f"unknown key {quoted(str(key))}", did_you_mean(str(key), fields, known)


def _explain_missing(_: type[BaseModel], detail: ErrorDetails) -> Explained:
    return "required, but missing", f"add `{detail['loc'][-1]}: …`"


def _explain_unknown_value(_: type[BaseModel], detail: ErrorDetails) -> Explained:
    listed = str(detail["ctx"]["expected"]).replace(" or ", ", ").split(", ")
    expected = [word.strip("'") for word in listed]
    known = f"known are {', '.join(expected)}"
    return f"unknown value {_shown(detail)}", did_you_mean(str(detail["input"]), expected, known)


def _explain_no_list(_: type[BaseModel], detail: ErrorDetails) -> Explained:
    return f"{_shown(detail)} is no list", "write [one, two], or one `- item` a line"


def _explain_no_text(_: type[BaseModel], detail: ErrorDetails) -> Explained:
    return f"{_shown(detail)} where text is expected", "quote the text if it begins with [ or {"


def _explain_no_mapping(_: type[BaseModel], detail: ErrorDetails) -> Explained:
    return f"{_shown(detail)} is no mapping", "write {key: value, …}"


def _explain_too_many(_: type[BaseModel], detail: ErrorDetails) -> Explained:
    context = detail["ctx"]
    message = f"{context['actual_length']} items; the limit is {context['max_length']}"
    return message, "keep the most important ones"


def _explain_other(_: type[BaseModel], detail: ErrorDetails) -> Explained:
    return f"{_shown(detail)}: {detail['msg'][0].lower()}{detail['msg'][1:]}", None


# By pydantic's error types: https://docs.pydantic.dev/latest/errors/validation_errors/
_EXPLANATIONS: Mapping[str, Callable[[type[BaseModel], ErrorDetails], Explained]] = MappingProxyType({
    "litreview": _explain_own,
    "extra_forbidden": _explain_unknown_key,
    "missing": _explain_missing,
    "literal_error": _explain_unknown_value,
    "tuple_type": _explain_no_list,
    "string_type": _explain_no_text,
    "int_type": _explain_no_text,
    "decimal_type": _explain_no_text,
    "model_type": _explain_no_mapping,
    "too_long": _explain_too_many,
})  # fmt: skip


def _fields_at(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that may stand at `path` below `model`, in the model's order."""
    for step in path:
        if isinstance(step, str):
            inner = _inner_model(model.model_fields[step].annotation) if step in model.model_fields else None
            model = inner or model
    return list(model.model_fields)


def _inner_model(annotation: object) -> type[BaseModel] | None:
    """The model inside `tuple[Model, ...]` or `Model | None`; None if there is none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_inner_model, getattr(annotation, "__args__", ()))), None)


def _shown(detail: ErrorDetails) -> str:
    """The refused value as a message names it."""
    value = detail["input"]
    if isinstance(value, str):
        return quoted(value)
    return "a list" if isinstance(value, list) else "a mapping"
