"""A review of as many papers as asked for, none of which exists: the same number gives the same bytes.

`python benchmarks/corpus.py 10000 FOLDER` writes FOLDER/papers/ (this repository's review.yml and taxonomy.yml, and made-up
records) and, with `--entries N`, FOLDER/listing.json and FOLDER/listing.bib: every other entry is a paper of the folder, the
rest are new. Knows the form of a record, and nothing of the package that reads it.
"""

import argparse
import itertools
import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

REPOSITORY = Path(__file__).parents[1]
_FIRST_DAY = date(2019, 1, 1)
_DAYS = 365 * 7
_SEED = 20261120

_ONSETS = "b br d dr f g gl h j k kl l m n p pr r s sk t tr v w z".split()
_VOWELS = "a e i o u ai ei ou".split()
_CODAS = ["", "l", "m", "n", "r", "s", "rt", "nd", "sk"]
_GIVEN = (
    "Adaeze Alma Bao Chiara Dmitri Elif Femi Greta Hana Ines Jomo Kaito Leila Mateus Noor Olga Pranav Quentin "
    "Rosa Sanna Tariq Uma Viktor Wen Ximena Yusuf Zofia"
).split()
_DOING = (
    "Adapting Aligning Auditing Compressing Distilling Editing Evaluating Growing Grounding Merging Pretraining Probing "
    "Pruning Quantising Routing Scaling Steering Teaching Translating Tuning Unlearning Watermarking"
).split()
_WHAT = (
    "Adapters,Attention Heads,Bilingual Models,Code Models,Decoders,Embeddings,Expert Mixtures,Gradient Histories,"
    "Instruction Data,Key-Value Caches,Language Models,Legal Assistants,Long Contexts,Low-Rank Updates,Medical Models,"
    "Preference Pairs,Reward Models,Small Models,Synthetic Corpora,Tokenisers,Training Mixtures,World Knowledge"
).split(",")
_HOW = (
    "by Careful Forgetting,from a Single Example,from Weak Supervision,in Forty Languages,in One Pass,on a Budget,"
    "over Long Horizons,under Distribution Shift,with Contrastive Rewards,with Fewer Parameters,with Human Oversight,"
    "with Noisy Labels,with Sparse Updates,without Gradients,without New Data"
).split(",")
_MODELS = [
    "Alder 7B",
    "Birch 13B",
    "Cedar 70B",
    "Dogwood 1.5B",
    "Elm 3B",
    "Fir 34B",
    "Hazel 8B",
    "Juniper 2B",
]
_BENCHMARKS = [
    "AnyQuiz",
    "BriefBench",
    "ChainSum",
    "DosageQA",
    "EchoEval",
    "FableFacts",
    "GuardSet",
    "HerbLaw",
]
_METRICS = [("accuracy", "%"), ("perplexity", ""), ("F1", "%"), ("speed", ""), ("win rate", "%")]
_TYPES = ["method", "model", "dataset", "benchmark", "empirical-study", "survey", "system", "theory"]
_VENUES = ["Conf. on Imagined Learning {}", "Workshop on Unlikely Corpora {}", "Invented Trans. {}"]
_SUMMARY = (
    "The authors ask what becomes of {what} when nobody watches, and answer by {doing} them {how}. On {benchmark}, which they "
    "invented for the purpose, this helps more than the larger {model} does, at a part of its cost. They say plainly that one "
    "benchmark is few, and that the gain fades as the data grow."
)
_RESULT = (
    'what: {name}, on: {benchmark}, metric: {metric}, value: {value:.1f}, unit: "{unit}", kind: absolute'
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A made-up paper: the id that its record has, what a listing would say of it, and the three parts of its subject."""

    id: str
    title: str
    authors: tuple[str, ...]
    date: date
    arxiv: str
    subject: tuple[str, str, str]


def invent_papers(count: int) -> list[Paper]:
    """`count` papers; ids, titles and arXiv identifiers differ from one another. More papers begin with the same ones."""
    dice = random.Random(_SEED)
    taken: set[str] = set()
    names = _invent_words(dice)
    families = list(itertools.islice(names, 400))
    return [_invent_paper(number, dice, next(names), families, taken) for number in range(count)]


def _invent_paper(number: int, dice: random.Random, name: str, families: list[str], taken: set[str]) -> Paper:
    subject = dice.choice(_DOING), dice.choice(_WHAT), dice.choice(_HOW)
    first_public = _FIRST_DAY + timedelta(days=dice.randrange(_DAYS))
    authors = tuple(f"{dice.choice(families)}, {dice.choice(_GIVEN)}" for _ in range(dice.randint(1, 9)))
    return Paper(
        id=_pick_id(authors[0], first_public, name, taken),
        title=f"{name}: {' '.join(subject)}",
        authors=authors,
        date=first_public,
        arxiv=f"{first_public:%y%m}.{1 + number % 99999:05}",
        subject=subject,
    )


def _invent_words(dice: random.Random) -> Iterator[str]:
    """Words that sound like names, each once, without end."""
    seen: set[str] = set()
    for syllables in itertools.count(2):
        for _ in range(20000):
            parts = (dice.choice(_ONSETS) + dice.choice(_VOWELS) for _ in range(syllables))
            word = ("".join(parts) + dice.choice(_CODAS)).capitalize()
            if word not in seen:
                seen.add(word)
                yield word


def _pick_id(author: str, first_public: date, name: str, taken: set[str]) -> str:
    stem = f"{author.partition(',')[0]}{first_public.year}{name}".lower()
    free: str = next(
        i for i in (stem + suffix for suffix in ["", *"bcdefghijklmnopqrstuvwxyz"]) if i not in taken
    )
    taken.add(free)
    return free


def render_record(paper: Paper, topics: list[str]) -> str:
    """The paper's record as YAML text, with one to three of `topics`."""
    dice = random.Random(paper.id)
    doing, what, how = (part.lower() for part in paper.subject)
    model, benchmark = dice.choice(_MODELS), dice.choice(_BENCHMARKS)
    metric, unit = dice.choice(_METRICS)
    name = paper.title.partition(":")[0]
    result = _RESULT.format(
        name=name, benchmark=benchmark, metric=metric, value=dice.uniform(1, 99), unit=unit
    )
    summary = _SUMMARY.format(what=what, doing=doing, how=how, benchmark=benchmark, model=model)
    published = dice.choice([True, False, False])
    lines = [
        f"id: {paper.id}",
        f'title: "{paper.title}"',
        "authors:",
        *(f"  - {author}" for author in paper.authors),
        f"date: {paper.date}",
        f'arxiv: "{paper.arxiv}"',
        *([f"venue: {dice.choice(_VENUES).format(paper.date.year)}"] if published else []),
        f"type: {dice.choice(_TYPES)}",
        f"topics: [{', '.join(dice.sample(topics, dice.randint(1, 3)))}]",
        f"models: [{model}]",
        f"benchmarks: [{benchmark}]",
        f"summary: >-\n  {summary}",
        f"contributions:\n  - It shows that {doing} {what} {how} can be done.",
        f"results:\n  - {{{result}, against: {model}, source: abstract}}",
        "decision: included",
        f"found:\n  - {{source: Imagined list, listing: imagined.txt, line: {dice.randint(1, 9000)}, on: {paper.date}}}",
        "added: 2026-11-20",
    ]
    return "\n".join(lines) + "\n"


def write_review(folder: Path, count: int) -> list[Paper]:
    """The papers of a new review of `count` records under `folder`/papers, which is emptied first."""
    papers_folder = folder / "papers"
    shutil.rmtree(papers_folder, ignore_errors=True)
    papers_folder.mkdir(parents=True)
    shutil.copy(REPOSITORY / "papers" / "review.yml", papers_folder / "review.yml")
    taxonomy = yaml.safe_load((REPOSITORY / "papers" / "taxonomy.yml").read_text(encoding="utf-8"))
    for topic in taxonomy["topics"]:
        for node in (topic, *topic.get("children", ())):
            node.pop("tables", None)  # they name results of this review's papers
    text = yaml.safe_dump(taxonomy, allow_unicode=True, sort_keys=False)
    (papers_folder / "taxonomy.yml").write_text(text, encoding="utf-8")
    topics = list_topics(taxonomy)
    papers = invent_papers(count)
    for paper in papers:
        path = papers_folder / str(paper.date.year) / f"{paper.id}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(render_record(paper, topics), encoding="utf-8")
    return papers


def list_topics(taxonomy: dict[str, Any]) -> list[str]:
    """The topic paths of a taxonomy below which there are no others, in its order."""

    def walk(topics: list[dict[str, Any]], prefix: str) -> Iterator[str]:
        for topic in topics:
            path = prefix + topic["id"]
            if "children" in topic:
                yield from walk(topic["children"], f"{path}/")
            else:
                yield path

    return list(walk(taxonomy["topics"], ""))


def write_listings(folder: Path, known: list[Paper], entries: int) -> None:
    """`folder`/listing.json (CSL-JSON) and listing.bib with the same `entries`: a known paper, a new one, in turns."""
    new = invent_papers(len(known) + entries)[len(known) :]
    both = itertools.chain.from_iterable(zip(itertools.cycle(known), new, strict=False))
    listed = list(itertools.islice(both, entries))
    csl = json.dumps([_csl_item(paper) for paper in listed], indent=1, ensure_ascii=False)
    (folder / "listing.json").write_text(csl + "\n", encoding="utf-8")
    (folder / "listing.bib").write_text("".join(map(_bibtex_entry, listed)), encoding="utf-8")


def _csl_item(paper: Paper) -> dict[str, object]:
    names = [dict(zip(("family", "given"), author.split(", "), strict=True)) for author in paper.authors]
    return {
        "id": paper.id,
        "type": "article",
        "title": paper.title,
        "author": names,
        "issued": {"date-parts": [[paper.date.year, paper.date.month, paper.date.day]]},
        "URL": f"https://arxiv.org/abs/{paper.arxiv}",
    }


def _bibtex_entry(paper: Paper) -> str:
    fields = {
        "title": paper.title,
        "author": " and ".join(paper.authors),
        "year": str(paper.date.year),
        "eprint": paper.arxiv,
        "archivePrefix": "arXiv",
    }
    body = "".join(f"  {key} = {{{value}}},\n" for key, value in fields.items())
    return f"@misc{{{paper.id},\n{body}}}\n\n"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("papers", type=int, help="how many records")
    parser.add_argument("folder", type=Path, help="where to; its papers/ is emptied first")
    parser.add_argument("--entries", type=int, default=0, help="how many entries the listings get")
    arguments = parser.parse_args()
    papers = write_review(arguments.folder, arguments.papers)
    if arguments.entries:
        write_listings(arguments.folder, papers, arguments.entries)
    print(f"{len(papers)} records in {arguments.folder / 'papers'}")


if __name__ == "__main__":
    main()
