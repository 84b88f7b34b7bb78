"""From text to a model: one function for records, taxonomy and review, and every finding with its line."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from litreview.errors import LitreviewError, Problem
from litreview.model.suggest import did_you_mean
from litreview.model.yamlfile import Path, field_name, line_at, parse_yaml

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
        details = error.errors(include_url=False, include_context=True)
        findings += [_problem(model, text, detail, file) for detail in details]
    if any(finding.severity == "error" for finding in findings):
        raise LitreviewError(sorted(findings, key=lambda finding: finding.line or 0))
    return Loaded(value, tuple(findings))


def _problem(model: type[BaseModel], text: str, detail: ErrorDetails, file: str) -> Problem:
    """A pydantic error as a finding in our words, at the line of the value that it is about."""
    path = detail["loc"]
    message, hint = _message(model, detail, path)
    field = path[:-1] if detail["type"] == "extra_forbidden" else path
    return Problem(file, message, line_at(text, path), field_name(field), hint)


def _message(model: type[BaseModel], detail: ErrorDetails, path: Path) -> tuple[str, str | None]:
    context = detail.get("ctx", {})
    shown = _shown(detail["input"])
    match detail["type"]:
        case "litreview":
            return str(context["message"]), str(context["hint"])
        case "extra_forbidden":
            fields = _fields_at(model, path[:-1])
            known = f"known are {', '.join(fields)}" if len(fields) <= FEW else "all fields: docs/fields.md"
            return f'unknown key "{path[-1]}"', did_you_mean(str(path[-1]), fields, known)
        case "missing":
            return "required, but missing", f"add `{path[-1]}: …`"
        case "literal_error":
            expected = [
                word.strip("'") for word in str(context["expected"]).replace(" or ", ", ").split(", ")
            ]
            return f"unknown value {shown}", did_you_mean(
                str(detail["input"]), expected, f"known are {', '.join(expected)}"
            )
        case "tuple_type" | "list_type":
            return f"{shown} is no list", "write [one, two], or one `- item` a line"
        case "string_type":
            return "a list or mapping where text is expected", "quote the text if it begins with [ or {"
        case "model_type" | "model_attributes_type":
            return f"{shown} is no mapping", "write {key: value, …}"
        case "too_long":
            return (
                f"{context['actual_length']} items; the limit is {context['max_length']}",
                "keep the most important ones",
            )
        case "int_parsing" | "int_type" | "int_from_float" | "greater_than_equal":
            return f"{shown} is no line number", "lines are counted from 1"
        case _:
            return f"{shown}: {detail['msg'][0].lower()}{detail['msg'][1:]}", None


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


def _shown(value: object) -> str:
    """A value as a message quotes it: one line, not too long."""
    if isinstance(value, str):
        text = " ".join(value.split())
        return f'"{text}"' if len(text) <= 80 else f'"{text[:77]}…"'  # noqa: PLR2004  # a terminal's width
    return "a list" if isinstance(value, list) else "a mapping"
