"""Links to unofficial mirrors of the Hugging Face Hub -> links to the Hub. A review must not send its readers to strangers.

A host is a mirror where its name says so and the path is one that the Hub has:

- the name: its first label is `hf`, alone or with more behind a hyphen (`hf.barry1.top`, `hf-2025.pages.dev`, `hf-mirror.com`), or
  a label has `huggingface` in it (`aqinghuggingface.aqing5501.com`); the company's own hosts are none.
- the path: `owner/name`, or a section of the Hub with more behind it (`datasets/owner/name`, `papers/2309.12307`). An owner alone
  will do only where the name says huggingface in full: `hf.example.org/about` may be anybody's.
"""

import re
from urllib.parse import urlsplit

_HUB = "huggingface.co"
# The company's own: the Hub, its short form, what it serves from, its applications, its project pages.
_OFFICIAL = re.compile(r"(?:.+\.)?(?:huggingface\.co|hf\.co|hf\.space)|huggingface\.github\.io")
_SHORT_NAME = re.compile(r"hf(?:-.+)?")
_SEGMENT = r"[A-Za-z0-9][\w.-]*"
_OWNER = re.compile(rf"/{_SEGMENT}/?")
_PATH = re.compile(
    rf"/(?:datasets|spaces|collections|papers|models|docs|blog)/{_SEGMENT}(?:/.*)?"
    rf"|/{_SEGMENT}/{_SEGMENT}(?:/(?:tree|blob|resolve|raw|discussions|commits?)(?:/.*)?)?/?"
)


def official_link(url: str) -> str:
    """`url`, or the Hub's address of the same thing where `url` is a mirror's."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return url
    *labels, _ = host.split(".")
    if parts.scheme not in {"http", "https"} or not labels or _OFFICIAL.fullmatch(host):
        return url
    says_it_in_full = any("huggingface" in label for label in labels)
    is_mirror = (
        bool(_PATH.fullmatch(parts.path) or _OWNER.fullmatch(parts.path))
        if says_it_in_full
        else bool(_SHORT_NAME.fullmatch(labels[0]) and _PATH.fullmatch(parts.path))
    )
    return parts._replace(scheme="https", netloc=_HUB).geturl() if is_mirror else url
