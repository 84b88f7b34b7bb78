"""arXiv and OpenAlex, played by a server on this machine that also stumbles. Nothing sleeps: waits are written down."""

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

import pytest

from litreview.errors import Problem
from litreview.intake.entry import Entry
from litreview.intake.lookup import complete
from litreview.intake.online import SERVICES, Answers, ask_arxiv, ask_openalex


@dataclass
class Reply:
    """What the server does with one request; `delay` in seconds."""

    body: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0


@dataclass
class Server:
    """A server that gives `replies` in turn, the last one for ever, and remembers paths, parameters and waits."""

    base: str
    replies: list[Reply]
    paths: list[str] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    played = Server("", [])

    class Player(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # http.server's name for it
            address = urlsplit(self.path)
            played.paths.append(address.path)
            played.asked.append({key: values[0] for key, values in parse_qs(address.query).items()})
            reply = played.replies.pop(0) if len(played.replies) > 1 else played.replies[0]
            time.sleep(reply.delay)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body.encode())

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
            """Says nothing."""

    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "OPENALEX_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    with ThreadingHTTPServer(("127.0.0.1", 0), Player) as http:
        played.base = f"http://127.0.0.1:{http.server_port}/query"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield played
        http.shutdown()
        thread.join()


TEA = Entry("Moon Base Daily", "day.txt", 3, title="Brewing Tea by Reinforcement", arxiv="2402.00001")
CUPS = Entry("Moon Base Daily", "day.txt", 9, title="Folding Teacups")


def feed(*entries: str, total: int | None = None) -> Reply:
    count = len(entries) if total is None else total
    return Reply(
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
        f"<title>arXiv Query</title><opensearch:totalResults>{count}</opensearch:totalResults>{''.join(entries)}</feed>"
    )


def paper(arxiv: str, title: str, *authors: str) -> str:
    names = "".join(f"<author><name>{escape(name)}</name></author>" for name in authors)
    return (
        f"<entry><id>http://arxiv.org/abs/{arxiv}v2</id><published>2024-02-03T17:59:11Z</published>"
        f"<updated>2025-01-01T00:00:00Z</updated><title>{escape(title)}</title><summary>  We\n brew.</summary>{names}"
        '<arxiv:primary_category term="cs.CL"/><arxiv:doi>10.1000/TEA</arxiv:doi>'
        "<arxiv:journal_ref>TEA 2024</arxiv:journal_ref></entry>"
    )


TEA_FEED = feed(paper("2402.00001", "Brewing Tea\n  by Reinforcement", "Ada Quill", "Bo van der Marsh"))
TEA_ITEM = Entry(
    "arXiv",
    "arXiv",
    1,
    title="Brewing Tea by Reinforcement",
    abstract="We brew.",
    authors=("Quill, Ada", "van der Marsh, Bo"),
    date="2024-02-03",
    arxiv="2402.00001",
    primary_class="cs.CL",
    doi="10.1000/tea",
    venue="TEA 2024",
)


def arxiv(server: Server, *papers: Entry) -> Answers:
    return ask_arxiv(papers, base=server.base, timeout=0.2, wait=server.waits.append)


def test_arxiv_knows_a_paper_by_its_identifier(server: Server) -> None:
    server.replies = [TEA_FEED]
    answers = arxiv(server, TEA)
    assert (answers.bibliography.items, answers.problems) == ((TEA_ITEM,), ())
    assert server.paths == ["/query"]
    assert server.asked == [{"id_list": "2402.00001", "max_results": "1"}]
    assert server.waits == []


def test_arxiv_is_asked_for_a_hundred_papers_at_once_then_waited_for(server: Server) -> None:
    server.replies = [feed()]
    papers = [Entry("Moon Base Daily", "day.txt", 1, arxiv=f"2402.{number:05}") for number in range(250)]
    arxiv(server, *papers, *papers)
    assert [len(asked["id_list"].split(",")) for asked in server.asked] == [100, 100, 50]
    assert [asked["max_results"] for asked in server.asked] == ["100", "100", "50"]
    assert server.waits == [3.0, 3.0]


def test_arxiv_is_asked_for_a_title_as_a_phrase(server: Server) -> None:
    server.replies = [
        feed(paper("2402.00002", "Folding Teacups", "Bo Marsh"), paper("2402.00003", "Not Folding Teacups"))
    ]
    asking = Entry("Moon Base Daily", "day.txt", 9, title='Folding "Teacups":')
    answers = arxiv(server, asking)
    assert server.asked == [{"search_query": 'ti:"Folding Teacups"', "max_results": "5"}]
    assert complete(asking, answers.bibliography).authors == ("Marsh, Bo",)


def test_only_the_exact_title_is_believed(server: Server) -> None:
    server.replies = [feed(paper("2402.00003", "Not Folding Teacups"))]
    assert complete(CUPS, arxiv(server, CUPS).bibliography) == CUPS


def test_a_paper_that_arxiv_does_not_have(server: Server) -> None:
    server.replies = [feed()]
    answers = arxiv(server, TEA)
    assert (answers.bibliography.items, answers.problems) == ((), ())


@pytest.mark.parametrize(
    ("stumbles", "waits"),
    [
        pytest.param([Reply("", 503)], [6.0], id="503"),
        pytest.param([Reply("", 503), Reply("", 500)], [6.0, 12.0], id="twice"),
        pytest.param([Reply("", 429, {"Retry-After": "7"})], [7.0], id="rate-limit"),
        pytest.param(
            [Reply("", 503, {"Retry-After": "Fri, 20 Nov 2026 10:00:00 GMT"})], [6.0], id="date-to-retry"
        ),
        pytest.param([Reply("Rate exceeded.")], [6.0], id="rate-limit-as-text"),
        pytest.param([Reply(TEA_FEED.body[:300])], [6.0], id="cut-off"),
        pytest.param([feed(total=1)], [6.0], id="empty-where-there-is-one"),
        pytest.param([Reply("", delay=0.5)], [6.0], id="slow"),
    ],
)
def test_what_stumbles_is_asked_again(server: Server, stumbles: list[Reply], waits: list[float]) -> None:
    server.replies = [*stumbles, TEA_FEED]
    answers = arxiv(server, TEA)
    assert (answers.bibliography.items, answers.problems) == ((TEA_ITEM,), ())
    assert server.waits == waits


HINT = "what was answered before is used; run the same command again later"


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        pytest.param(Reply("", 503), "no answer after 4 tries: HTTP 503", id="503"),
        pytest.param(Reply("<feed"), "no answer after 4 tries: the answer is no whole feed", id="broken"),
        pytest.param(
            Reply("", 429, {"Retry-After": "3600"}),
            "no answer after 1 try: HTTP 429",
            id="told-to-come-back-in-an-hour",
        ),
        pytest.param(
            Reply('<!DOCTYPE x [<!ENTITY a "b">]><feed>&a;</feed>'),
            "no answer after 4 tries: the answer is no whole feed",
            id="entities",
        ),
    ],
)
def test_giving_up_keeps_what_was_answered(server: Server, reply: Reply, message: str) -> None:
    """The first question is answered; at the second the service goes down, and a third is not asked."""
    server.replies = [TEA_FEED, reply]
    answers = arxiv(server, TEA, CUPS, Entry("Moon Base Daily", "day.txt", 12, title="Stirring"))
    assert answers.bibliography.items == (TEA_ITEM,)
    assert answers.problems == (Problem("arXiv", message, hint=HINT),)
    assert "Stirring" not in str(server.asked)


def test_nobody_there(server: Server) -> None:
    answers = ask_arxiv([TEA], base="http://127.0.0.1:9/query", timeout=0.2, wait=server.waits.append)
    assert answers.bibliography.items == ()
    assert [problem.message[:45] for problem in answers.problems] == [
        "no answer after 4 tries: the connection faile"
    ]
    assert server.waits == [6.0, 12.0, 24.0]


def test_an_answer_that_nobody_asked_for_is_refused(server: Server) -> None:
    server.replies = [feed(paper("2402.00009", "Another Paper"))]
    answers = arxiv(server, TEA)
    assert answers.bibliography.items == ()
    assert answers.problems == (
        Problem("arXiv", "answers with arXiv:2402.00009, which was not asked for; not taken"),
    )


def test_another_paper_under_the_identifier_is_refused(server: Server) -> None:
    server.replies = [feed(paper("2402.00001", "Sharpening Spoons"))]
    completed = complete(TEA, arxiv(server, TEA).bibliography)
    assert completed.notes == ('arXiv has "Sharpening Spoons" under arXiv:2402.00001; not taken',)
    assert completed.authors == ()


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(
            feed(
                "<entry><id>http://arxiv.org/api/errors#incorrect_id</id><title>Error</title>"
                "<summary>incorrect id format</summary></entry>"
            ),
            id="as-a-feed",
        ),
        pytest.param(Reply("incorrect id format", 400), id="as-a-status"),
    ],
)
def test_a_question_that_is_refused_does_not_stop_the_others(server: Server, reply: Reply) -> None:
    server.replies = [reply, feed(paper("2402.00002", "Folding Teacups", "Bo Marsh"))]
    answers = arxiv(server, TEA, CUPS)
    assert [item.title for item in answers.bibliography.items] == ["Folding Teacups"]
    assert [problem.message.startswith("refuses the question: ") for problem in answers.problems] == [True]


WORK = {
    "id": "https://openalex.org/W7",
    "doi": "https://doi.org/10.1000/tea",
    "title": "Brewing <i>Tea</i> by Reinforcement",
    "publication_date": "2024-07-01",
    "authorships": [
        {"raw_author_name": "Quill, Ada", "author": {"display_name": "Ada B. Quill"}},
        {"author": {"display_name": "Bo van der Marsh"}},
        {"author": None},
    ],
    "primary_location": {
        "landing_page_url": "https://doi.org/10.1000/tea",
        "source": {"display_name": "Proceedings of Tea", "type": "conference"},
    },
    "locations": [{"landing_page_url": "https://arxiv.org/abs/2402.00001", "source": {"type": "repository"}}],
}
WORK_ITEM = Entry(
    "OpenAlex",
    "OpenAlex",
    1,
    title="Brewing Tea by Reinforcement",
    authors=("Quill, Ada", "van der Marsh, Bo"),
    arxiv="2402.00001",
    doi="10.1000/tea",
    venue="Proceedings of Tea",
)


def openalex(server: Server, *papers: Entry, api_key: str | None = None) -> Answers:
    return ask_openalex(papers, base=server.base, timeout=0.2, wait=server.waits.append, api_key=api_key)


def work(**changes: object) -> Reply:
    return Reply(json.dumps({**WORK, **changes}))


@pytest.mark.parametrize(
    ("asking", "path"),
    [
        pytest.param(TEA, "/query/works/doi:10.48550/arxiv.2402.00001", id="arxiv"),
        pytest.param(
            Entry("Moon Base Daily", "day.txt", 3, doi="10.1000/tea"),
            "/query/works/doi:10.1000/tea",
            id="doi",
        ),
    ],
)
def test_openalex_knows_a_paper_by_its_identifier(server: Server, asking: Entry, path: str) -> None:
    server.replies = [work()]
    answers = openalex(server, asking)
    assert (answers.bibliography.items, answers.problems) == ((WORK_ITEM,), ())
    assert server.paths == [path]


def test_openalex_finds_the_exact_title_and_fetches_that_work(server: Server) -> None:
    found = [
        {"id": "https://openalex.org/W6", "title": "Folding Teacups Again"},
        {"id": "https://openalex.org/W7", "title": "Folding Teacups!"},
    ]
    server.replies = [Reply(json.dumps({"results": found})), work(title="Folding teacups")]
    answers = openalex(server, Entry("Moon Base Daily", "day.txt", 9, title="Folding, Teacups"), api_key="k")
    assert [item.title for item in answers.bibliography.items] == ["Folding teacups"]
    assert server.paths == ["/query/works", "/query/works/W7"]
    assert server.asked[0] == {
        "filter": "title.search:Folding Teacups",
        "select": "id,title",
        "per-page": "10",
        "api_key": "k",
    }


def test_openalex_keeps_a_date_that_the_arxiv_month_bears_out(server: Server) -> None:
    server.replies = [work(publication_date="2024-02-03")]
    assert openalex(server, TEA).bibliography.items[0].date == "2024-02-03"


def test_openalex_does_not_have_it(server: Server) -> None:
    server.replies = [Reply("not found", 404)]
    answers = openalex(server, TEA)
    assert (answers.bibliography.items, answers.problems) == ((), ())


def test_openalex_answers_with_another_paper(server: Server) -> None:
    server.replies = [
        work(
            title="Sharpening Spoons",
            doi="https://doi.org/10.1000/spoon",
            locations=[],
            primary_location=None,
        )
    ]
    answers = openalex(server, TEA)
    assert answers.bibliography.items == ()
    assert answers.problems == (
        Problem("OpenAlex", 'answers with "Sharpening Spoons" for arXiv:2402.00001; not taken'),
    )


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("{}", id="empty"),
        pytest.param(
            '{"title": 3, "authorships": 4, "locations": [5], "doi": 6, "publication_date": 7}', id="nonsense"
        ),
        pytest.param(
            '{"authorships": [{"raw_author_name": {}}], "primary_location": {"source": []}}', id="deeper"
        ),
    ],
)
def test_openalex_answers_nonsense(server: Server, body: str) -> None:
    server.replies = [Reply(body)]
    assert openalex(server, TEA).bibliography.items == ()


@pytest.mark.parametrize("body", ["[]", '{"title": ', "<html>"])
def test_openalex_answers_no_object(server: Server, body: str) -> None:
    server.replies = [Reply(body), work()]
    assert openalex(server, TEA).bibliography.items == (WORK_ITEM,)


def test_openalex_has_had_enough(server: Server) -> None:
    server.replies = [Reply("", 429)]
    assert openalex(server, TEA).problems == (
        Problem(
            "OpenAlex",
            "no answer after 4 tries: HTTP 429",
            hint="what was answered before is used; run it again tomorrow, or with a key (free, openalex.org/settings/api) "
            "in OPENALEX_API_KEY",
        ),
    )


def test_services_have_the_names_that_look_up_takes() -> None:
    assert dict(SERVICES) == {"arxiv": ask_arxiv, "openalex": ask_openalex}
