"""A real browser for the tests, a server on this machine for what it opens, and a record of all it should not have done."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from programs import find_chromium
from serving import ARGUMENTS, THIS_MACHINE, served
from site_of import make_invented_site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; a test that needs it fails where there is none, since a browser test that was skipped has shown nothing."""
    path = find_chromium()
    if path is None:
        pytest.fail(
            "no Chromium here: apt-get install chromium, or name yours: CHROMIUM=/path/to/it", pytrace=False
        )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, headless=True, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """A function that serves a folder on this machine until the tests end, and gives the address, `/` at its end."""
    with contextlib.ExitStack() as servers:
        yield lambda folder: servers.enter_context(served(folder))


@pytest.fixture(scope="session")
def invented_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the invented review, a page of each kind, as files."""
    return make_invented_site(tmp_path_factory.mktemp("invented") / "review")


@pytest.fixture(scope="session")
def invented_address(invented_site: Path, serve: Callable[[Path], str]) -> str:
    """Where the site of the invented review is served."""
    return serve(invented_site)


@pytest.fixture
def trouble() -> list[str]:
    """What went wrong in `page`: requests to other hosts (which it does not make), failed ones, errors and dialogs."""
    return []


@pytest.fixture
def page(browser: Browser, trouble: list[str]) -> Iterator[Page]:
    """An empty page in a window of its own; see `trouble`."""

    def let_through(route: Route) -> None:
        if route.request.url.startswith((THIS_MACHINE, "data:", "blob:")):
            route.continue_()
        else:
            trouble.append(f"asked for {route.request.url}")
            route.abort()

    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.route("**/*", let_through)
    opened = context.new_page()
    opened.on(
        "console", lambda line: trouble.append(f"console: {line.text}") if line.type == "error" else None
    )
    opened.on("pageerror", lambda error: trouble.append(f"script: {error}"))
    opened.on("dialog", lambda dialog: (trouble.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    yield opened
    context.close()
