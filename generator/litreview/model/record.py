"""The record of one paper: the model that everything else is made from. Knows no files and no pages.

Field reference page and JSON Schema are generated from the descriptions here (`litreview.model.reference`).
"""

from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from litreview.model.fields import (
    YEAR_FOLDER,
    AclId,
    ArxivClass,
    ArxivId,
    Author,
    Count,
    DateText,
    DayText,
    Doi,
    Line,
    Number,
    PaperId,
    Text,
    TopicPath,
    Unit,
    WebAddress,
    wrong,
)

Type = Literal["method", "model", "dataset", "benchmark", "empirical-study", "survey", "system", "theory"]
Kind = Literal["absolute", "gain", "ratio"]
Decision = Literal["included", "candidate", "excluded"]
Relation = Literal["extends", "compares-with", "uses", "follow-up", "same-authors"]
DECISIONS: tuple[str, ...] = get_args(Decision)


class FileModel(BaseModel):
    """Settings of every model that is read from a file: immutable, no unknown keys, text is never guessed into numbers."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False, str_strip_whitespace=False)


class Result(FileModel):
    """One claim, as the paper states it."""

    what: Line = Field(description="What was measured: the method or model.", examples=["LongLoRA"])
    on: Line | None = Field(None, description="Benchmark, data set or task.", examples=["PG19"])
    metric: Line = Field(description="What the number counts.", examples=["perplexity"])
    value: Number = Field(description="The number alone, digits as stated.", examples=[2.52])
    unit: Unit = Field("", description="Unit of the value; empty for none.", examples=["%"])
    kind: Kind = Field(
        description="`absolute` level, `gain` (difference to `against`) or `ratio` (times `against`).",
        examples=["absolute"],
    )
    against: Line | None = Field(None, description="What it is compared with.", examples=["Llama 2 7B"])
    source: Line = Field(description="Where the paper states it.", examples=["abstract"])


class Found(FileModel):
    """Where a paper was found: one row a listing."""

    source: Line = Field(description="The kind of listing.", examples=["Hugging Face Daily Papers"])
    listing: Line = Field(description="The listing's file name.", examples=["003_ea7c11a44e3c3a6b.txt"])
    line: Count = Field(description="Where the entry begins, counted from 1.", examples=[265])
    on: DayText | None = Field(
        None, description="The day of the listing; absent where it shows none.", examples=["2025-12-09"]
    )


class Related(FileModel):
    """Another paper of the review that this one has to do with, as its text shows."""

    id: PaperId = Field(description="The other record's id.", examples=["chen2023longlora"])
    kind: Relation = Field(description="How this paper stands to the other one.", examples=["extends"])
    note: Line | None = Field(None, description="One sentence on what the relation is.")


class Record(FileModel):
    """One paper. A field that is absent is None or an empty tuple; order is the file's own."""

    id: PaperId = Field(
        description="File name, page address and citation key at once; made once, never changed.",
        examples=["chen2023longlora"],
    )
    title: Line = Field(
        description="The title as published.",
        examples=["LongLoRA: Efficient Fine-tuning of Long-Context Large Language Models"],
    )
    authors: tuple[Author, ...] = Field(
        (),
        description='"Family, Given", in the paper\'s order; a group in braces.',
        examples=[["Chen, Yukang", "{Gemini Team, Google}"]],
    )
    date: DateText | None = Field(
        None, description="First public version: YYYY-MM-DD, YYYY-MM or YYYY.", examples=["2023-09-21"]
    )
    arxiv: ArxivId | None = Field(
        None, description="arXiv identifier, quoted, without version.", examples=["2309.12307"]
    )
    primary_class: ArxivClass | None = Field(
        None, description="arXiv's primary category.", examples=["cs.CL"]
    )
    doi: Doi | None = Field(
        None,
        description="DOI of the published version, bare, in lower case; arXiv's own is stored as `arxiv`.",
        examples=["10.18653/v1/2024.acl-long.1"],
    )
    acl: AclId | None = Field(None, description="ACL Anthology identifier.", examples=["2024.acl-long.1"])
    venue: Line | None = Field(
        None, description="Where it was published, short, with the year.", examples=["ICLR 2024"]
    )
    url: WebAddress | None = Field(
        None,
        description="A page of the paper; only where no identifier gives one.",
        examples=["https://example.org/paper"],
    )
    code: WebAddress | None = Field(
        None, description="The authors' code.", examples=["https://github.com/dvlab-research/LongLoRA"]
    )
    type: Type | None = Field(None, description="The main contribution.", examples=["method"])
    topics: tuple[TopicPath, ...] = Field(
        (),
        description="Topic or topic/subtopic, from papers/taxonomy.yml; may be empty.",
        examples=[["fine-tuning/parameter-efficient", "efficiency/long-context"]],
    )
    domains: tuple[Line, ...] = Field(
        (), description="Subject fields that the paper is about.", examples=[["medicine"]]
    )
    languages: tuple[Line, ...] = Field(
        (), description="Natural languages that the paper is about.", examples=[["Italian"]]
    )
    models: tuple[Line, ...] = Field(
        (), description="Models introduced, trained or evaluated.", examples=[["Llama 2 7B"]]
    )
    benchmarks: tuple[Line, ...] = Field(
        (), description="Benchmarks and data sets introduced or evaluated on.", examples=[["PG19"]]
    )
    abstract: Text | None = Field(
        None, description="The authors' text; only in a review that keeps abstracts inline."
    )
    summary: Text | None = Field(
        None, description="The reviewers' own words, 40-120 words: problem, approach, finding."
    )
    contributions: tuple[Line, ...] = Field(
        (), max_length=4, description="1-4 short sentences, own words; lists show the first one."
    )
    results: tuple[Result, ...] = Field((), description="One claim a row, as the paper states it.")
    limitations: tuple[Line, ...] = Field((), description="What the paper itself says or plainly implies.")
    related: tuple[Related, ...] = Field(
        (), description="Other papers of the review, where the text shows the relation."
    )
    notes: Text | None = Field(
        None,
        description="Markdown (emphasis, lists, links, code; no HTML). `[[id]]` links to another record.",
    )
    decision: Decision = Field(
        "included", description="Whether the paper is in the review.", examples=["included"]
    )
    reason: Line | None = Field(None, validate_default=True, description="Why a paper is excluded.")
    found: tuple[Found, ...] = Field((), description="Where it was found: one row a listing.")
    added: DayText | None = Field(
        None, description="The day on which the record was made.", examples=["2026-11-20"]
    )
    formerly: tuple[PaperId, ...] = Field(
        (),
        description="Ids that this record had; their addresses answer for ever.",
        examples=[["chen2023longlora"]],
    )

    @field_validator("reason")
    @classmethod
    def _excluded_says_why(cls, reason: str | None, info: ValidationInfo) -> str | None:
        if reason is None and info.data.get("decision") == "excluded":
            raise wrong("excluded without a reason", "add `reason:` with one sentence")
        return reason

    @property
    def year(self) -> str | None:
        """The year of the first public version; None where the date is unknown."""
        return None if self.date is None else self.date[:4]

    @property
    def folder(self) -> str:
        """The folder under papers/: the year in the id, "nd" where it has none."""
        return folder_of(self.id)

    @property
    def top_topics(self) -> tuple[str, ...]:
        """Ids of the top-level topics, in the record's order, each once."""
        return tuple(dict.fromkeys(topic.split("/")[0] for topic in self.topics))


def folder_of(paper: str) -> str:
    """The folder under papers/ of the record with the id `paper`: the year in it, "nd" where it has none."""
    match = YEAR_FOLDER.fullmatch(paper)
    assert match is not None  # noqa: S101  # else it is no id
    return match[1]
