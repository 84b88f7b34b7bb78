"""The programs that tests run and pip does not bring: where they are, and how to get those that are missing.

`python tests/programs.py`, which `make test` calls first, names what is missing and exits 1.
"""

import os
import shutil
import sys
from pathlib import Path

# What tests run -> where it comes from on Debian, and with Homebrew.
_PACKAGES = {
    "pandoc": ("pandoc", "pandoc"),
    "biber": ("biber", "biber"),
    "bibtex": ("texlive-binaries", "texlive"),
    "node": ("nodejs", "node"),
    "npm": ("npm", "node"),
    "java": ("default-jre-headless", "openjdk"),
    "chromium": ("chromium", "chromium"),
}
_CHROMIUMS = "chromium chromium-browser google-chrome google-chrome-stable".split()
_MACOS_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
_ADVICE = """\
  Debian, Ubuntu: sudo apt install {debian}
  macOS:          brew install {homebrew}"""
_ADVICE_CHROMIUM = """\
  Chromium, where no package has it: {bin}/playwright install --with-deps chromium
  Chromium, where it has another name: make test CHROMIUM=/path/to/it"""


def find_chromium() -> Path | None:
    """The browser that the browser tests open: `$CHROMIUM`, else one on the PATH, else Playwright's own; None without any."""
    named = os.environ.get("CHROMIUM")
    for name in [named] if named else [*_CHROMIUMS, _MACOS_CHROME]:
        if found := shutil.which(name):
            return Path(found)
    return None if named else _find_own_chromium()


def find_package(name: str) -> Path:
    """The folder of a package that came by npm.

    Raises:
        FileNotFoundError: it is not installed; `make test` does it.
    """
    folder = Path(__file__).parent / "js/node_modules" / name
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder}: npm ci --prefix tests/js")
    return folder


def _find_own_chromium() -> Path | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.is_file() else None


def main() -> int:
    """0 where every program is there; 1 where one is missing, with the names and the advice on stderr."""
    missing = [
        name for name in _PACKAGES if not (find_chromium() if name == "chromium" else shutil.which(name))
    ]
    if not missing:
        return 0
    advice = _ADVICE if "chromium" not in missing else f"{_ADVICE}\n{_ADVICE_CHROMIUM}"
    debian, homebrew = (
        " ".join(dict.fromkeys(names)) for names in zip(*(_PACKAGES[name] for name in missing), strict=True)
    )
    print(f"the tests need programs that are not here: {' '.join(missing)}", file=sys.stderr)  # noqa: T201
    folder = Path(sys.executable).parent
    print(advice.format(debian=debian, homebrew=homebrew, bin=folder), file=sys.stderr)  # noqa: T201
    return 1


if __name__ == "__main__":
    sys.exit(main())
