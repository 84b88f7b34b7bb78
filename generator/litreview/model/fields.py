"""The types of a record's values: each takes the text that a file holds and gives it back checked, or says what to write.

A `BeforeValidator` sees the text first and raises `wrong(message, hint)`; pydantic carries both to `litreview.model.parsing`.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from litreview.errors import quoted
from litreview.model.identifiers import parse_acl, parse_arxiv, parse_doi, parse_url
from litreview.model.yamlfile import find_unwanted

_SEGMENT = r"[a-z0-9]+(?:-[a-z0-9]+)*"
# The first year; "nd" (no date) only where no year follows, for many a family name has an "nd": anderson2023deep.
# A hundred characters, because an id is a file's name, and because longer ones cost time that grows with the square.
YEAR_FOLDER = re.compile(
    r"(?=[a-z0-9]{2,100}\Z)[a-z0-9]*?((?:19|20)[0-9]{2}|nd(?![a-z0-9]*(?:19|20)[0-9]{2}))[a-z0-9]*"
)
CROSS_LINK = re.compile(r"\[\[([a-z0-9]+)\]\]")  # `[[id]]` in a text links to another record
_TOPIC_PATH = re.compile(rf"{_SEGMENT}(?:/{_SEGMENT})*")
_PARTS_OF_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_ARXIV_CLASS = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z]+(?:-[a-z]+)*)?")
_LINE_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")
_LINE_SEPARATOR = re.compile("[\x85\u2028\u2029]")


def wrong(message: str, hint: str) -> PydanticCustomError:
    """A validation error that carries its own message and hint through pydantic."""
    # pydantic fills braces in the template from the context; the text goes in whole that way, its own braces untouched.
    return PydanticCustomError("litreview", "{message}", {"message": message, "hint": hint})


def _text(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = value.strip()
    if not text:
        raise wrong("empty text", "delete it: what is absent is left out")
    if not text.isprintable():  # else there is nothing to find
        text = _LINE_SEPARATOR.sub("\n", text)
        for _, what in find_unwanted(text):
            raise wrong(what, "delete it; it cannot be seen")
    return text


def _line(value: object) -> object:
    text = _text(value)
    if isinstance(text, str) and "\n" in text:
        raise wrong("more than one line", "write it on one line, or fold it with `>-`")
    return text


def _unit(value: object) -> object:
    """A unit may be empty: `unit: ""` says that the number has none."""
    return _line(value) if value else value


def _date(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not _PARTS_OF_DATE.fullmatch(value):
        raise wrong(f"{quoted(value)} is no date", "write YYYY-MM-DD, YYYY-MM or YYYY")
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        raise wrong(f"{quoted(value)} is not in the calendar", "write YYYY-MM-DD, YYYY-MM or YYYY") from None
    return value


def _day(value: object) -> object:
    if isinstance(value, str) and len(value) != len("2026-11-20"):
        raise wrong(f"{quoted(value)} is no day", "write YYYY-MM-DD")
    return _date(value)


def _arxiv(value: object) -> object:
    if isinstance(value, str) and (canonical := parse_arxiv(value)) != value:
        if canonical is None:
            raise wrong(
                f"{quoted(value)} is no arXiv identifier",
                'write it like "2309.12307" or "math.GT/0309136", quoted, without version',
            )
        raise wrong(f"{quoted(value)} is not the bare identifier", f'write "{canonical}"')
    return value


def _arxiv_class(value: object) -> object:
    if isinstance(value, str) and not _ARXIV_CLASS.fullmatch(value):
        raise wrong(f"{quoted(value)} is no arXiv category", "write it like cs.CL")
    return value


def _doi(value: object) -> object:
    if isinstance(value, str) and (canonical := parse_doi(value)) != value:
        if canonical is not None:
            raise wrong(f"{quoted(value)} is not the bare DOI in lower case", f'write "{canonical}"')
        if (arxiv := parse_arxiv(value)) is not None:
            raise wrong(
                f"{quoted(value)} is arXiv's own DOI", f'delete the line and write `arxiv: "{arxiv}"`'
            )
        raise wrong(
            f"{quoted(value)} is no DOI",
            "a DOI looks like 10.1000/xyz; leave the field out where there is none",
        )
    return value


def _acl(value: object) -> object:
    if isinstance(value, str) and (canonical := parse_acl(value)) != value:
        if canonical is None:
            raise wrong(
                f"{quoted(value)} is no ACL Anthology identifier",
                'write it like "2024.acl-long.1" or "P19-1001"',
            )
        raise wrong(f"{quoted(value)} is not the bare identifier", f'write "{canonical}"')
    return value


def _url(value: object) -> object:
    if isinstance(value, str) and parse_url(value) is None:
        raise wrong(
            f"{quoted(value)} is no web address",
            "write it whole, beginning with https://, without blanks or user names",
        )
    return value


def _count(value: object) -> object:
    """Text to a whole number from 1 on."""
    if not isinstance(value, str):
        return value
    if not _LINE_NUMBER.fullmatch(value):
        raise wrong(f"{quoted(value)} is no whole number from 1 on", "write it in digits, like 3")
    return int(value)


def _number(value: object) -> object:
    """Text to Decimal, which keeps the digits as written: 2.50 stays 2.50."""
    if not isinstance(value, str):
        return value
    if not _NUMBER.fullmatch(value):
        raise wrong(
            f"{quoted(value)} is no number", "write digits with a point, like 2.52; the unit goes into `unit`"
        )
    return Decimal(value)


def _author(value: object) -> object:
    value = _line(value)
    if not isinstance(value, str):
        return value
    braced = value.startswith("{") and value.endswith("}") and len(value) > len("{}")
    if not braced and ("{" in value or "}" in value):
        raise wrong(
            f"{quoted(value)} has braces inside",
            'a group is written wholly in braces: "{Gemini Team, Google}"',
        )
    if not braced and not value.split(",", maxsplit=1)[0].strip():
        raise wrong(f"{quoted(value)} has no family name", 'write "Family, Given"')
    return value


def _topic_path(value: object) -> object:
    if isinstance(value, str) and not _TOPIC_PATH.fullmatch(value):
        raise wrong(
            f"{quoted(value)} is no topic path",
            "write topic/subtopic in lower case, as in papers/taxonomy.yml",
        )
    return value


def some(value: object) -> object:
    """A list that must not be empty, checked; raises as every field's validator does."""
    if value == []:
        raise wrong("an empty list", "write at least one item")
    return value


def _topic_id(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(_SEGMENT, value):
        raise wrong(
            f"{quoted(value)} is no topic id", "write lower-case letters and digits, words joined by hyphens"
        )
    return value


def _id(value: object) -> object:
    if isinstance(value, str) and not YEAR_FOLDER.fullmatch(value):
        raise wrong(
            f"{quoted(value)} is no id",
            "an id is lower-case letters and digits around a year, like chen2023longlora",
        )
    return value


def _as_text(title: str, pattern: str | None = None) -> WithJsonSchema:
    """What editors are told of a value that is text: the name of its kind, and a pattern that is no stricter than ours."""
    return WithJsonSchema(
        {"title": title, "type": "string"} | ({"pattern": pattern} if pattern else {"minLength": 1})
    )


_YEAR_ALONE = {"type": "integer", "minimum": 1000, "maximum": 9999}  # YAML's own reading of `date: 2023`
_DATE = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"

Line = Annotated[str, BeforeValidator(_line), _as_text("one line of text")]
Text = Annotated[str, BeforeValidator(_text), _as_text("text")]
PaperId = Annotated[str, BeforeValidator(_id), _as_text("id", "^[a-z0-9]{2,100}$")]
DateText = Annotated[
    str,
    BeforeValidator(_date),
    WithJsonSchema({"title": "date", "anyOf": [{"type": "string", "pattern": _DATE}, _YEAR_ALONE]}),
]
DayText = Annotated[str, BeforeValidator(_day), _as_text("day", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
WebAddress = Annotated[str, BeforeValidator(_url), _as_text("web address", "^https?://[^\\s]+$")]
Author = Annotated[str, BeforeValidator(_author), _as_text("name")]
TopicPath = Annotated[
    str, BeforeValidator(_topic_path), _as_text("topic path", f"^{_SEGMENT}(/{_SEGMENT})*$")
]
TopicId = Annotated[str, BeforeValidator(_topic_id), _as_text("topic id", f"^{_SEGMENT}$")]
ArxivId = Annotated[
    str,
    BeforeValidator(_arxiv),
    _as_text("arXiv identifier", r"^([0-9]{4}\.[0-9]{4,5}|[a-z]+(-[a-z]+)?(\.[A-Z]{2})?/[0-9]{7})$"),
]
ArxivClass = Annotated[str, BeforeValidator(_arxiv_class), _as_text("arXiv category", "^[a-z]+[A-Za-z.-]*$")]
Doi = Annotated[str, BeforeValidator(_doi), _as_text("DOI", r"^10\.[0-9]{4,9}(\.[0-9]+)*/[^\sA-Z]+$")]
AclId = Annotated[
    str, BeforeValidator(_acl), _as_text("ACL identifier", r"^([0-9]{4}\..+|[A-Z][0-9]{2}-[0-9]{4})$")
]
Number = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"title": "number", "type": "number"})]
Count = Annotated[
    int,
    BeforeValidator(_count),
    Field(ge=1),
    WithJsonSchema({"title": "whole number", "type": "integer", "minimum": 1}),
]
Unit = Annotated[str, BeforeValidator(_unit), WithJsonSchema({"title": "one line of text", "type": "string"})]
