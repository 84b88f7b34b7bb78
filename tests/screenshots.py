"""Pictures of every kind of page, wide and narrow, light and dark, for the eye: `make screenshots` puts them into .cache/screenshots/.

With the address of a served site and some of its pages (`python tests/screenshots.py http://127.0.0.1:8000/ browse/ stats/`): of those.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

REPOSITORY = Path(__file__).parents[1]
sys.path[:0] = [str(REPOSITORY / "tests"), str(REPOSITORY / "generator")]

from programs import find_chromium  # noqa: E402
from serving import ARGUMENTS, served  # noqa: E402
from site_of import KINDS, make_invented_site  # noqa: E402

FOLDER = REPOSITORY / ".cache" / "screenshots"
WIDTHS = {"desk": 1280, "phone": 390}
SCHEMES = ("light", "dark")


def take_pictures(page: Page, site: str, kinds: dict[str, str]) -> None:
    """A picture of each whole page, as `<kind>-<width>-<scheme>.png`."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 900})
        for kind, address in kinds.items():
            page.goto(site + address)
            page.wait_for_load_state("networkidle")
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
                page.screenshot(path=FOLDER / f"{kind}-{name}-{scheme}.png", full_page=True)


def main(arguments: list[str]) -> None:
    """Builds the invented review unless a site is named."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        page = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS).new_page()
        if arguments:
            site, *addresses = arguments
            take_pictures(
                page, site, {each.strip("/").replace("/", "-") or "home": each for each in addresses}
            )
        else:
            with served(make_invented_site(Path(folder) / "review")) as site:
                take_pictures(page, site, KINDS)
    print(f"in {FOLDER.relative_to(REPOSITORY)}/")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
