"""Every kind of page before two judges: axe-core in a real Chromium for readers with handicaps, the W3C's validator for the HTML.

Pages are the theme's for the larger part. What is wrong in those parts is named here, as narrowly as it can be, with a reason; a name
that nothing answers to any more fails as well.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from programs import find_package
from serving import PLAINLY
from site_of import KINDS

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Excused:
    """A finding that stays: by rule and CSS selector, on which page it is seen, and why it is not ours to mend."""

    rule: str
    selector: str
    seen_on: str
    reason: str

    @property
    def name(self) -> str:
        """For the tests' output."""
        return f"{self.rule} {self.selector}"


EXCUSED = (
    Excused(
        "landmark-unique",
        "nav.md-nav[data-md-level='1']",
        "paper",
        "Material's drawer gives a section and the page list inside it the same name",
    ),
    Excused(
        "scrollable-region-focusable",
        "article > .md-typeset__scrollwrap",
        "fields",
        "Material's frame around the tables of pages that are written by hand; Chromium and Firefox scroll it by keyboard all the same",
    ),
)

RUN_AXE = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } });
  return violations.flatMap(({ id, impact, nodes }) => nodes.map(({ target, html, any, all, none }) =>
    ({ rule: id, impact, target: target.join(" "), html, why: [...any, ...all, ...none].map(c => c.message).join("; ") })));
}"""
MATCHES = "([target, selector]) => document.querySelector(target)?.matches(selector) ?? false"


@pytest.fixture(scope="module")
def judged(browser: Browser) -> Iterator[Page]:
    """One window for all pages: what they load is the same."""
    page = browser.new_page(reduced_motion="reduce")
    page.add_init_script(path=find_package("axe-core") / "axe.min.js")
    yield page
    page.close()


def findings(page: Page) -> list[dict[str, str]]:
    """What axe finds on the page as it is shown now; colours do not fade while it looks."""
    page.add_style_tag(content=PLAINLY)
    found: list[dict[str, str]] = page.evaluate(RUN_AXE)
    return found


def is_excused(page: Page, finding: dict[str, str]) -> bool:
    return any(
        finding["rule"] == each.rule and page.evaluate(MATCHES, [finding["target"], each.selector])
        for each in EXCUSED
    )


def unexcused(page: Page) -> list[str]:
    """Wide and narrow, light and dark; of whatever weight, serious or not."""
    found = []
    for width, scheme in product((1280, 390), ("light", "dark")):
        # High enough that nothing lies under a button that sticks to the window's edge: scrolling brings that forth.
        page.set_viewport_size({"width": width, "height": 3000})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [
            f"{width} {scheme}: {each['impact']} {each['rule']}: {each['target']}: {each['why']}"
            for each in findings(page)
            if not is_excused(page, each)
        ]
    return found


# A moved page leads on before anybody, axe too, could look at it.
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "paper-moved"])
def test_axe_finds_nothing(judged: Page, invented_address: str, kind: str) -> None:
    judged.goto(invented_address + KINDS[kind])

    assert "\n".join(unexcused(judged)) == ""


def test_axe_finds_nothing_while_somebody_searches(judged: Page, invented_address: str) -> None:
    judged.goto(invented_address)
    judged.keyboard.press("f")
    judged.keyboard.type("tea")
    judged.locator(".md-search-result__link").first.wait_for()

    assert "\n".join(unexcused(judged)) == ""


def test_axe_finds_nothing_while_somebody_filters(judged: Page, invented_address: str) -> None:
    judged.set_viewport_size({"width": 390, "height": 800})
    judged.goto(f"{invented_address}browse/?search=tea&topic=tuning")
    judged.locator("#lr-active button").first.wait_for()
    judged.locator("#lr-filters > summary").click()

    assert "\n".join(unexcused(judged)) == ""


@pytest.mark.parametrize("excused", EXCUSED, ids=lambda excused: excused.name)
def test_what_is_excused_from_axe_still_occurs(judged: Page, invented_address: str, excused: Excused) -> None:
    """Else the excuse would hide what comes next."""
    judged.set_viewport_size({"width": 390, "height": 800})
    judged.goto(invented_address + KINDS[excused.seen_on])

    assert [
        finding["target"]
        for finding in findings(judged)
        if finding["rule"] == excused.rule and judged.evaluate(MATCHES, [finding["target"], excused.selector])
    ], excused.reason


def test_every_kind_of_page_is_judged(invented_site: Path) -> None:
    """A folder of the site with a page in it is a kind; and its pages below another, a kind of their own."""
    below = {page.relative_to(invented_site).parent.parts for page in invented_site.rglob("*.html")}
    kinds = {(parts[:1], len(parts) > 1) for parts in below}
    judged = {
        (parts[:1], len(parts) > 1)
        for parts in (tuple(address.split("/")[:-1]) for address in KINDS.values())
    }

    assert kinds - judged == set()


# --- The validator ---

# What the W3C's validator says of Material's own parts: a pattern of the message, one of the place, why it stays.
EXCUSED_HTML = (
    (
        r"Attribute “autocomplete” is only allowed when the input type is",
        r'<input class="md-toggle" data-md-toggle="(drawer|search)" type="checkbox"',
        "Material's switches without a script; Firefox would restore their state without the attribute",
    ),
    (
        r"The value of the “for” attribute of the “label” element must be the ID of a non-hidden form control",
        r'<label class="md-nav__title" for="__toc">',
        "Material's table of contents has the label of a switch that it leaves out on pages without one",
    ),
    (
        r"Bad value “” for attribute “tabindex” on element “label”",
        r'<label class="md-nav__link [^"]*" for="__nav_\d+" id="__nav_\d+_label" tabindex="">',
        "Material's drawer, where a section is shown unfolded",
    ),
)


@pytest.fixture(scope="module")
def html_errors(invented_site: Path) -> list[dict[str, str]]:
    """What the validator calls an error on any page of the site: `message`, `extract`, `url`."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("no java here, which the W3C's validator runs on; .ci/run has it")
    validator = find_package("vnu-jar") / "build/dist/vnu.jar"
    command = [java, "-jar", str(validator), "--format", "json", "--exit-zero-always", "--skip-non-html"]
    done = subprocess.run([*command, str(invented_site)], capture_output=True, text=True, check=True)
    return [each for each in json.loads(done.stderr)["messages"] if each["type"] != "info"]


def test_html_is_valid(html_errors: list[dict[str, str]]) -> None:
    ours = [
        f"{each['url'].rpartition('/site/')[2]}: {each['message']} {each.get('extract', '')}"
        for each in html_errors
        if not any(
            re.search(message, each["message"]) and re.search(place, each.get("extract", ""))
            for message, place, _ in EXCUSED_HTML
        )
    ]

    assert ours == []


@pytest.mark.parametrize(
    ("message", "place"), [pytest.param(message, place, id=why) for message, place, why in EXCUSED_HTML]
)
def test_what_is_excused_from_validation_still_occurs(
    html_errors: list[dict[str, str]], message: str, place: str
) -> None:
    assert any(
        re.search(message, each["message"]) and re.search(place, each.get("extract", ""))
        for each in html_errors
    )
