"""The canonical forms of arXiv, DOI and ACL identifiers, of titles and of URLs: one spelling, so that equal means same.

Every `parse_` function takes any form people write (bare, prefixed, as a URL) and gives the canonical one, or None.
"""

import functools
import re
import unicodedata
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

_ARXIV_NEW = re.compile(r"(?P<id>\d{2}(?:0[1-9]|1[0-2])\.\d{4,5})(?:v\d+)?", re.ASCII)
_ARXIV_OLD = re.compile(
    r"(?P<id>[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/\d{2}(?:0[1-9]|1[0-2])\d{3})(?:v\d+)?", re.ASCII
)
_ARXIV_PREFIX = re.compile(
    r"(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/|arxiv:\s*|(?:https?://(?:dx\.)?doi\.org/)?10\.48550/arxiv\.",
    re.IGNORECASE,
)
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")
_DOI_PREFIX = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s*", re.IGNORECASE)
_ACL = re.compile(r"\d{4}\.[a-z0-9]+(?:-[a-z0-9]+)*\.\d+|[A-Z]\d{2}-\d{4}", re.ASCII)
_ACL_PREFIX = re.compile(r"(?:https?://)?(?:www\.)?aclanthology\.org/", re.IGNORECASE)
# Most addresses are written already as they would be after taking them apart.
_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_WRITTEN = "[A-Za-z0-9/:@!$&'()*+,;=._~%-]"
_CANONICAL_URL = re.compile(
    rf"https?://{_LABEL}(?:\.{_LABEL})+/{_WRITTEN}*(?:\?{_WRITTEN}+)?(?:#{_WRITTEN}+)?"
)
_WORDS = re.compile(r"[^\W_]+")
# Numbers, words, and signs that tell names apart (C++, HumanEval+); hyphens, blanks, dots and the like do not.
_PIECES = re.compile(r"[0-9]+(?:\.[0-9]+)*|[^\W\d_]+|[+#*@&%=<>~^|!?$]")
_BETWEEN_PIECES = re.compile(r"(?<=[^0-9]) | (?=[^0-9])")  # a boundary between two numbers means something


def parse_arxiv(text: str) -> str | None:
    """The arXiv identifier in `text` without version, zeros kept ("2401.10020", "math.GT/0309136"); None if it is none.

    Source: https://info.arxiv.org/help/arxiv_identifier.html
    """
    bare = re.sub(r"[?#].*", "", _without(_ARXIV_PREFIX, text)).removesuffix(".pdf").rstrip("/")
    match = _ARXIV_NEW.fullmatch(bare) or _ARXIV_OLD.fullmatch(bare)
    return match["id"] if match else None


def arxiv_month(arxiv: str) -> str:
    """The month in which a bare arXiv identifier was given out, YYYY-MM ("2408.09310" -> "2024-08"). arXiv began in 1991."""
    digits = arxiv.rsplit("/", maxsplit=1)[-1]
    century = "19" if digits[0] == "9" else "20"
    return f"{century}{digits[:2]}-{digits[2:4]}"


def parse_doi(text: str) -> str | None:
    """The DOI in `text`, lower case and without resolver; None if it is none, or one of arXiv's own (10.48550/arXiv.*).

    DOI names are case-insensitive (DOI Handbook, 2.4), so one case serves for comparing.
    """
    stripped = text.strip()
    bare = _without(_DOI_PREFIX, stripped)
    if bare != stripped:
        bare = unquote(bare)
    bare = bare.rstrip(".,;").lower()
    is_doi = _DOI.fullmatch(bare) and bare.isprintable() and not bare.startswith("10.48550/arxiv.")
    return bare if is_doi else None


def parse_acl(text: str) -> str | None:
    """The ACL Anthology identifier in `text` ("2024.acl-long.1", "P19-1001"); None if it is none.

    Source: https://aclanthology.org/info/ids/
    """
    bare = _without(_ACL_PREFIX, text).removesuffix(".pdf").rstrip("/")
    return bare if _ACL.fullmatch(bare) else None


def _without(prefix: re.Pattern[str], text: str) -> str:
    stripped = text.strip()
    match = prefix.match(stripped)
    return stripped[match.end() :] if match else stripped


def parse_url(text: str) -> str | None:
    """The web address in `text` with its host re-serialised; None unless it is plain http(s).

    Refused: other schemes, user names in front of the host, backslashes, white space and control characters. These are what
    browsers and readers take apart differently (https://url.spec.whatwg.org/#url-parsing).
    """
    if _CANONICAL_URL.fullmatch(text):
        return text
    if "\\" in text or " " in text or not text.isprintable():
        return None
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        return None
    host = _ascii_host(host)
    if host is None:
        return None
    netloc = host if port is None else f"{host}:{port}"
    safe = "/:@!$&'()*+,;=-._~%?[]"
    path, query, fragment = (quote(part, safe=safe) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit(SplitResult(parts.scheme, netloc, path, query, fragment))


def _ascii_host(host: str) -> str | None:
    try:
        ascii_host = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    labels = r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?"
    return ascii_host if re.fullmatch(rf"{labels}(?:\.{labels})*\.?", ascii_host) else None


def fold_title(title: str) -> str:
    """`title` reduced to what two spellings of it share: letters and digits, lower case, no accents, single blanks.

    Not for showing: equal results mean equal titles. Letters of every script count, so a title in Chinese keeps its own.
    """
    decomposed = unicodedata.normalize("NFKD", title.replace("\u00ad", ""))
    kept = title if title.isascii() else "".join(ch for ch in decomposed if not unicodedata.combining(ch))
    return " ".join(_WORDS.findall(kept.casefold()))


@functools.lru_cache(maxsize=2**15)  # names of models, benchmarks and metrics stand in many records
def fold_name(name: str) -> str:
    """What the spellings of `name` share: "LLaMA-2 7b" and "Llama 2 7B" give "llama2 7b"; "Llama 27B" gives another."""
    decomposed = name if name.isascii() else unicodedata.normalize("NFKD", name)
    pieces = _PIECES.findall(decomposed.casefold())
    return _BETWEEN_PIECES.sub("", " ".join(pieces))


def fold_ascii(text: str) -> str:
    """`text` as `[a-z0-9]` words with single blanks: accents dropped, ß and ø and their like spelled out, the rest gone."""
    spelled = text.translate(_SPELLED_OUT)
    decomposed = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode("ascii")
    return " ".join(re.findall(r"[a-z0-9]+", decomposed.lower()))


# Latin letters that NFKD leaves whole; spelled as their languages' passports do.
_SPELLED_OUT = str.maketrans({
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D",
    "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ł": "l", "Ł": "L", "ı": "i", "ħ": "h", "Ħ": "H",
    "'": "", "’": "", "ʼ": "", "‘": "", "`": "",
})  # fmt: skip
