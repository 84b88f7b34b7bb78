"""Venue names as records have them: `ICLR 2024` is the year 2024 of the series ICLR. What spellings of a series share is decided here alone."""

import re

from litreview.model.identifiers import fold_title

_YEAR = re.compile(r"[\s,(\[]*(?<!\d)((?:19|20)\d\d)(?!\d)[)\],]*|\s*['’](\d\d)$")
_ISSUE = re.compile(r"[\s,:]+(?:vol(?:ume|\.)?\s*\d+\S*(?:,?\s*(?:no|issue)\.?\s*\d+)?|\d+\s*\(\d+(?:[-–]\d+)?\))$", re.IGNORECASE)  # fmt: skip
_LAST_OF_LAST_CENTURY = 50  # '97 is 1997, '24 is 2024
_ACRONYM_BEHIND = re.compile(r".{12,}\(([A-Z][A-Za-z-]*[A-Z])\)")
_IN_FRONT = re.compile(r"(?:in|the|proceedings of|proceedings|proc|annual|\d+(?:st|nd|rd|th)) (?=\S)")
_BEHIND = re.compile(r" (?:volume \d+ .*|(?:long|short) papers|main conference|conference track)$")
# Full names and what everybody calls them, folded: bibliographies have the one, people type the other.
_SHORT = {
    "aaai conference on artificial intelligence": "aaai",
    "advances in neural information processing systems": "neurips",
    "conference on empirical methods in natural language processing": "emnlp",
    "conference on language modeling": "colm",
    "conference on neural information processing systems": "neurips",
    "conference on uncertainty in artificial intelligence": "uai",
    "findings of the": "findings of",
    "findings of the association for computational linguistics": "findings of",
    "international conference on artificial intelligence and statistics": "aistats",
    "international conference on computational linguistics": "coling",
    "international conference on learning representations": "iclr",
    "international conference on machine learning": "icml",
    "international joint conference on artificial intelligence": "ijcai",
    "journal of machine learning research": "jmlr",
    "meeting of the association for computational linguistics": "acl",
    "nips": "neurips",
    "transactions of the association for computational linguistics": "tacl",
    "transactions on machine learning research": "tmlr",
}
_LONG_AT_THE_START = re.compile(rf"^({'|'.join(sorted(_SHORT, key=len, reverse=True))})\b")


def split_venue(venue: str) -> tuple[str, str]:
    """Series and year of `venue`: "ICLR 2024" -> ("ICLR", "2024"), also from "ICLR (2024)", "ICLR'24", "2024 ICLR".

    The year is empty where none is named. Volume and issue at the end of a journal are no part of the series.
    """
    found = [*_YEAR.finditer(venue)]
    if not found:
        return _ISSUE.sub("", venue), ""
    last = found[-1]
    series = _ISSUE.sub("", f"{venue[: last.start()]} {venue[last.end() :]}".strip(" ,:"))
    return (" ".join(series.split()), _four_digits(last)) if fold_title(series) else (venue, "")


def fold_series(series: str) -> str:
    """What the spellings of a series share: its short name where it says it or everybody knows it, without "Proceedings of the 41st".

    Empty for a name without letters and digits. "ACL" and "Findings of ACL" are two.
    """
    own = _ACRONYM_BEHIND.fullmatch(series)
    name = fold_title(own[1] if own else series)
    while stripped := _IN_FRONT.match(name):
        name = name[stripped.end() :]
    name = _BEHIND.sub("", name)
    return _LONG_AT_THE_START.sub(lambda match: _SHORT[match[1]], name)


def _four_digits(match: re.Match[str]) -> str:
    if match[1]:
        return match[1]
    return f"{19 if int(match[2]) >= _LAST_OF_LAST_CENTURY else 20}{match[2]}"
