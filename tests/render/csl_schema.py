"""The JSON Schema of CSL-JSON 1.0.2, put together from the types and variables that the specification lists.

It allows nothing that the official https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json does not.
Source: https://docs.citationstyles.org/en/stable/specification.html, appendices III and IV.
"""

from typing import Any

TYPES = (
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset document "
    "entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation manuscript map "
    "motion_picture musical_score pamphlet paper-conference patent performance periodical personal_communication post "
    "post-weblog regulation report review review-book software song speech standard thesis treaty webpage"
).split()
NAMES = (
    "author chair collection-editor compiler composer container-author contributor curator director editor "
    "editorial-director executive-producer guest host illustrator interviewer narrator organizer original-author performer "
    "producer recipient reviewed-author script-writer series-creator translator"
).split()
DATES = "accessed available-date event-date issued original-date submitted".split()
NUMBERS = (
    "chapter-number citation-number collection-number edition first-reference-note-number issue locator number "
    "number-of-pages number-of-volumes page page-first part printing supplement volume"
).split()
TEXTS = (
    "abstract annote archive archive_collection archive_location archive-place authority call-number citation-key "
    "citation-label collection-title container-title container-title-short dimensions division DOI event event-title event-place "
    "genre ISBN ISSN jurisdiction keyword language medium note original-publisher original-publisher-place "
    "original-title part-title PMCID PMID publisher publisher-place references reviewed-genre reviewed-title scale section "
    "source status title title-short journalAbbreviation shortTitle URL version volume-title "
    "volume-title-short year-suffix"
).split()

_NAME_PARTS = "family given dropping-particle non-dropping-particle suffix literal".split()
_NAME = {
    "type": "object",
    "properties": {part: {"type": "string", "minLength": 1} for part in _NAME_PARTS},
    "additionalProperties": False,
    "minProperties": 1,
}
_DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": ["string", "number"]}},
        }
    },
    "additionalProperties": False,
}
CSL_DATA: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type"],
        "additionalProperties": False,
        "properties": {
            "id": {"type": ["string", "number"]},
            "type": {"enum": TYPES},
            "categories": {"type": "array", "items": {"type": "string"}},
            "custom": {"type": "object"},
            **{key: {"type": "array", "items": _NAME} for key in NAMES},
            **dict.fromkeys(DATES, _DATE),
            **{key: {"type": ["string", "number"]} for key in NUMBERS},
            **{key: {"type": "string"} for key in TEXTS},
        },
    },
}
"""As for `jsonschema`; stricter than the official one where that lets pass what no processor can use, such as an empty name."""
