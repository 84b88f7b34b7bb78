"""Bibliographies that services on the web give: papers in, what the service knows of them out. The only part that uses a network.

A service is a module with one function that asks it, and a row in `SERVICES`.
"""

from collections.abc import Callable, Mapping

from litreview.intake.online.arxiv import ask_arxiv
from litreview.intake.online.openalex import ask_openalex
from litreview.intake.online.web import Answers

# What `--lookup` calls a service -> the function that asks it: (papers, *, progress, ...) -> Answers.
SERVICES: Mapping[str, Callable[..., Answers]] = {"arxiv": ask_arxiv, "openalex": ask_openalex}

__all__ = ["SERVICES", "Answers", "ask_arxiv", "ask_openalex"]
