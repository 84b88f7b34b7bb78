"""Asking a service politely: one request at a time, with pauses, again where it stumbles, and giving up with a word on why."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeVar

import httpx

from litreview import __version__
from litreview.errors import LitreviewError, Problem, quoted
from litreview.intake.entry import Entry
from litreview.intake.lookup import Bibliography, make_bibliography
from litreview.intake.progress import Progress

Q = TypeVar("Q")
T = TypeVar("T")

_TRIES = 4
_LONGEST_PAUSE = 120.0  # seconds that a service may ask for; with more it is as good as down
_AGAIN = frozenset({429, 500, 502, 503, 504})
_NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class Answers:
    """What a service knows of the papers it was asked for, and what went wrong; what it answered before that is kept."""

    bibliography: Bibliography
    problems: tuple[Problem, ...] = ()


class AgainError(Exception):
    """A request that failed and is worth repeating: why, and after how many seconds, None where the service does not say."""

    def __init__(self, reason: str, pause: float | None = None) -> None:
        self.reason = reason
        self.pause = pause
        super().__init__(reason)


class ServiceDownError(LitreviewError):
    """The service does not answer at all; there is no sense in asking it for more."""


class Web:
    """One service, asked by one client."""

    def __init__(  # noqa: PLR0913  # options, each by its name
        self,
        service: str,
        base: str,
        *,
        pause: float,
        timeout: float = 30.0,
        wait: Callable[[float], object] = time.sleep,
        advice: str = "what was answered before is used; run the same command again later",
    ) -> None:
        """`service` is its name in messages, `base` the address that paths are put behind; there are `pause` seconds between requests,
        and one fails after `timeout` seconds without a byte. `wait` is called instead of sleeping; `advice` is for who gets no answer.
        """
        self.service = service
        self._advice = advice
        self._pause = pause
        self._wait = wait
        self._asked = False
        agent = {"User-Agent": f"litreview/{__version__}"}
        # Not as httpx's base_url, which puts a slash behind it.
        self._base = base
        self._client = httpx.Client(timeout=timeout, headers=agent, follow_redirects=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def ask(self, path: str, parameters: Mapping[str, str], parse: Callable[[bytes], T]) -> T | None:
        """What `parse` makes of the answer; None where the service says that there is no such thing.

        `parse` raises AgainError for an answer that makes no sense.

        Raises:
            LitreviewError: the service refuses the question.
            ServiceDownError: it has not answered it after four tries.
        """
        pause = self._pause if self._asked else 0.0
        for attempt in range(1, _TRIES + 1):
            if pause:
                self._wait(pause)
            try:
                return self._ask_once(path, parameters, parse)
            except AgainError as error:
                pause = error.pause or max(self._pause, 1.0) * 2**attempt
                if attempt == _TRIES or pause > _LONGEST_PAUSE:
                    tries = "try" if attempt == 1 else "tries"
                    message = f"no answer after {attempt} {tries}: {error.reason}"
                    raise ServiceDownError(Problem(self.service, message, hint=self._advice)) from None
        raise AssertionError  # the last try returns or raises

    def _ask_once(self, path: str, parameters: Mapping[str, str], parse: Callable[[bytes], T]) -> T | None:
        self._asked = True
        try:
            response = self._client.get(self._base + path, params=dict(parameters))
        except httpx.TimeoutException:
            raise AgainError("it took too long") from None
        except httpx.RequestError as error:
            raise AgainError(f"the connection failed ({error})") from None
        if response.status_code in _AGAIN:
            raise AgainError(f"HTTP {response.status_code}", _seconds(response.headers.get("Retry-After")))
        if response.status_code == _NOT_FOUND:
            return None
        if not response.is_success:
            message = f"refuses the question: HTTP {response.status_code}, {quoted(response.text)}"
            raise LitreviewError(Problem(self.service, message))
        return parse(response.content)


def ask_all(
    service: str, questions: Sequence[Q], ask: Callable[[Q], Iterable[Entry | Problem]], progress: Progress
) -> Answers:
    """The answers to all `questions` as one bibliography, each once; those before the service went down, if it does."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    for question in progress(questions, f"asking {service}"):
        try:
            for answer in ask(question):
                if isinstance(answer, Problem):
                    problems.append(answer)
                else:
                    entries.append(answer)
        except LitreviewError as error:
            problems += error.problems
            if isinstance(error, ServiceDownError):
                break
    return Answers(make_bibliography(service, dict.fromkeys(entries)), tuple(problems))


def _seconds(header: str | None) -> float | None:
    """What a Retry-After header asks for; None where it has a date, which nobody uses."""
    return float(header) if header and header.isdecimal() else None
