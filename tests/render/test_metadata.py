"""What a page tells machines: tags, JSON-LD and COinS say what the record says, as Zotero's own readers take it."""

import json
from urllib.parse import parse_qsl, unquote

import pytest

from litreview.render.encode import fold
from litreview.render.metadata import coins, highwire_tags, json_ld
from render.papers import hostile_records, invented_records, record

PUBLISHED = {
    "authors": ("van der Fable, Tobias", "Inkwell, Sam, Jr."),
    "date": "2023-09-21",
    "arxiv": "2309.12307",
    "doi": "10.5555/a.b",
    "acl": "2024.fable-long.1",
    "venue": "FABLE 2024",
}


@pytest.mark.parametrize(
    ("fields", "tags"),
    [
        pytest.param(
            {"arxiv": "2309.12307"},
            [
                ("citation_title", "Tidal Attention"),
                ("citation_author", "Marsh, Ada"),
                ("citation_author", "Reed, Bo"),
                ("citation_publication_date", "2023/09/21"),
                ("citation_arxiv_id", "2309.12307"),
                ("citation_abstract_html_url", "https://arxiv.org/abs/2309.12307"),
                ("citation_pdf_url", "https://arxiv.org/pdf/2309.12307"),
                ("z:itemType", "preprint"),
            ],
            id="preprint",
        ),
        pytest.param(
            PUBLISHED,
            [
                ("citation_title", "Tidal Attention"),
                ("citation_author", "van der Fable, Tobias"),
                ("citation_author", "Inkwell, Sam Jr."),
                ("citation_publication_date", "2024"),
                ("citation_online_date", "2023/09/21"),
                ("citation_conference_title", "FABLE 2024"),
                ("citation_doi", "10.5555/a.b"),
                ("citation_arxiv_id", "2309.12307"),
                ("citation_abstract_html_url", "https://aclanthology.org/2024.fable-long.1/"),
                ("citation_pdf_url", "https://aclanthology.org/2024.fable-long.1.pdf"),
                ("z:itemType", "conferencePaper"),
            ],
            id="published after a preprint",
        ),
        pytest.param(
            {"authors": ("Marsh, Ada",), "venue": "Journal of Imaginary Results 7(3)", "date": "2024-05"},
            [
                ("citation_title", "Tidal Attention"),
                ("citation_author", "Marsh, Ada;"),
                ("citation_publication_date", "2024/05"),
                ("citation_journal_title", "Journal of Imaginary Results 7(3)"),
                ("z:itemType", "journalArticle"),
            ],
            id="in a journal, by one author",
        ),
        pytest.param(
            {"authors": (), "date": None},
            [("citation_title", "Tidal Attention"), ("z:itemType", "preprint")],
            id="nothing known",
        ),
    ],
)
def test_tags(fields: dict[str, object], tags: list[tuple[str, str]]) -> None:
    assert list(highwire_tags(record(**fields))) == tags


def clean_author(text: str, *, has_comma: bool) -> tuple[str, str]:
    """Family and given name as `cleanAuthor` in Zotero's utilities.js parts them."""
    stripped = text.strip(" .,/[]:")
    if has_comma:
        family, _, rest = stripped.partition(",")
        return family, rest.removeprefix(" ").partition(",")[0]
    given, _, family = stripped.rpartition(" ")
    return family, given


def read_highwire_authors(tags: list[str]) -> list[tuple[str, str]]:
    """The authors as `processHighwireCreators` in Zotero's "Embedded Metadata" takes them: at semicolons, a single one at commas."""
    creators = []
    for tag in tags:
        parts = [part.strip() for part in tag.split(";")]
        by_comma = [part.strip() for part in parts[0].split(",")]
        alone = len(tags) == len(parts) == 1 and len(by_comma) > 1
        if alone and " " in by_comma[0] and " " in by_comma[1]:
            parts = by_comma
        creators += [clean_author(part, has_comma="," in part) for part in parts if part]
    return creators


@pytest.mark.parametrize(
    ("authors", "read"),
    [
        pytest.param(("Marsh, Ada Mock",), [("Marsh", "Ada Mock")], id="one"),
        pytest.param(("van der Fable, Ada Mock",), [("van der Fable", "Ada Mock")], id="one, blanks everywhere"),
        pytest.param(
            ("van der Fable, Ada Mock", "de Reed, Bo Cy"),
            [("van der Fable", "Ada Mock"), ("de Reed", "Bo Cy")],
            id="two",
        ),
        pytest.param(("Mononym",), [("Mononym", "")], id="one name"),
        pytest.param(("{Imaginary Team}",), [("Imaginary Team", "")], id="a group"),
        pytest.param(("Marsh, Ada", "{Imaginary Team}"), [("Marsh", "Ada"), ("Imaginary Team", "")], id="and a group"),
        pytest.param(("{Tea; Cake}", "Marsh, Ada"), [("Tea", "Cake"), ("Marsh", "Ada")], id="a semicolon"),
    ],
)  # fmt: skip
def test_zotero_reads_as_many_authors_as_there_are(
    authors: tuple[str, ...], read: list[tuple[str, str]]
) -> None:
    tags = highwire_tags(record(authors=authors))
    assert read_highwire_authors([value for name, value in tags if name == "citation_author"]) == read


def test_tags_are_on_one_line_each() -> None:
    for paper in (*hostile_records(), *invented_records()):
        assert all(value and value == fold(value) for _, value in highwire_tags(paper))


# --- JSON-LD ---


def test_json_ld_of_a_published_paper() -> None:
    assert json_ld(record(**PUBLISHED | {"authors": ("Inkwell, Sam, Jr.", "{Tea & Co.}", "Mononym")})) == {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "name": "Tidal Attention",
        "headline": "Tidal Attention",
        "author": [
            {
                "@type": "Person",
                "name": "Sam Inkwell Jr.",
                "givenName": "Sam",
                "familyName": "Inkwell",
                "honorificSuffix": "Jr.",
            },
            {"@type": "Organization", "name": "Tea & Co."},
            {"@type": "Person", "name": "Mononym", "familyName": "Mononym"},
        ],
        "datePublished": "2024",
        "dateCreated": "2023-09-21",
        "isPartOf": {"@type": "PublicationVolume", "name": "FABLE 2024"},
        "identifier": [
            "https://arxiv.org/abs/2309.12307",
            "https://doi.org/10.5555/a.b",
            "https://aclanthology.org/2024.fable-long.1/",
        ],
        "url": "https://aclanthology.org/2024.fable-long.1/",
    }


def test_json_ld_leaves_out_what_is_unknown() -> None:
    facts = json_ld(record(authors=(), date=None))
    assert list(facts) == ["@context", "@type", "name", "headline"]


def test_json_ld_is_json() -> None:
    for paper in hostile_records():
        assert json.loads(json.dumps(json_ld(paper)))["name"] == paper.title


# --- COinS ---


def read_coins(text: str) -> dict[str, object]:
    """What `parseContextObject` in Zotero's openurl.js makes of a ContextObject, of what we write."""
    pairs = [part.split("=") for part in text.split("&")]
    assert all(len(pair) == 2 for pair in pairs)
    values = [(key, unquote(value.replace("+", " ").replace("%2B", " "))) for key, value in pairs]
    facts = dict(values)
    is_preprint = facts["rft_val_fmt"].endswith("mtx:dc")
    persons = [clean_author(value, has_comma="," in value) for key, value in values if key == "rft.au"]
    groups = [(value, "") for key, value in values if key == "rft.aucorp"]
    ids = [value for key, value in values if key == "rft_id"]
    return {
        "type": facts["rft.type"] if is_preprint else facts["rft.genre"],
        "title": facts["rft.title" if is_preprint else "rft.atitle"],
        "venue": facts.get("rft.jtitle") or facts.get("rft.btitle"),
        "authors": groups + persons,
        "date": facts.get("rft.date"),
        "doi": next((value[9:] for value in ids if value.startswith("info:doi/")), None),
        "url": next((value for value in ids if value.startswith("http")), None),
    }


@pytest.mark.parametrize(
    ("fields", "read"),
    [
        pytest.param(
            {"arxiv": "2309.12307"},
            {
                "type": "preprint",
                "title": "Tidal Attention",
                "venue": None,
                "authors": [("Marsh", "Ada"), ("Reed", "Bo")],
                "date": "2023-09-21",
                "doi": None,
                "url": "https://arxiv.org/abs/2309.12307",
            },
            id="preprint",
        ),
        pytest.param(
            PUBLISHED | {"authors": ("van der Fable, Tobias", "{Imaginary Team}", "Mono Nym")},
            {
                "type": "proceeding",
                "title": "Tidal Attention",
                "venue": "FABLE 2024",
                "authors": [("Imaginary Team", ""), ("van der Fable", "Tobias"), ("Mono Nym", "")],
                "date": "2024",
                "doi": "10.5555/a.b",
                "url": "https://aclanthology.org/2024.fable-long.1/",
            },
            id="proceedings",
        ),
        pytest.param(
            {"authors": (), "date": None, "venue": "Tea & Letters = Transactions of Tea"},
            {
                "type": "article",
                "title": "Tidal Attention",
                "venue": "Tea & Letters = Transactions of Tea",
                "authors": [],
                "date": None,
                "doi": None,
                "url": None,
            },
            id="journal",
        ),
    ],
)
def test_coins(fields: dict[str, object], read: dict[str, object]) -> None:
    assert read_coins(coins(record(**fields))) == read


def test_hostile_texts_stay_in_their_value() -> None:
    """Zotero reads a plus sign as a blank, whatever is done; every other character comes through."""
    for paper in hostile_records():
        text = coins(paper)
        facts = read_coins(text)
        assert facts["title"] == fold(paper.title).replace("+", " ")
        assert facts["venue"] == (None if paper.venue is None else fold(paper.venue).replace("+", " "))
        assert len(facts["authors"]) == len(paper.authors)
        assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%&="), text


def test_all_sixty_authors_are_there() -> None:
    paper = next(paper for paper in invented_records() if len(paper.authors) == 60)

    assert [value for key, value in parse_qsl(coins(paper)) if key == "rft.au"] == list(paper.authors)
    assert [value for name, value in highwire_tags(paper) if name == "citation_author"] == list(paper.authors)
    assert len(json_ld(paper)["author"]) == 60
