"""Short names for what something says."""

import hashlib


def digest(*parts: str | bytes) -> str:
    """A short name for what `parts` say, in their order."""
    data = [part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in parts]
    said = b"".join([b"%d:%b" % (len(part), part) for part in data])
    return hashlib.blake2b(said, digest_size=12).hexdigest()
