"""Where a review is."""

from pathlib import Path

from litreview.errors import Problem, WrongUsageError

REVIEW_FILE = "papers/review.yml"


def find_root(start: Path) -> Path:
    """The nearest folder, from `start` upwards, that holds papers/review.yml.

    Raises:
        WrongUsageError: there is none.
    """
    for folder in (start, *start.parents):
        if (folder / REVIEW_FILE).is_file():
            return folder
    message = f"no {REVIEW_FILE} here or in a folder above"
    raise WrongUsageError(
        Problem(str(start), message, hint="`litreview new DIR` makes a fresh review; `--root DIR` names one")
    )
