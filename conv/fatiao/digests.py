"""SHA-256 in hexadecimal: the fingerprint of what a thing says or is made from."""

from __future__ import annotations

import hashlib


def digest_bytes(content: bytes) -> str:
    """Return the digest of bytes."""
    return hashlib.sha256(content).hexdigest()


def digest_text(*parts: str) -> str:
    """Return the digest of texts, each on lines of its own.

    Half a surrogate pair, which a damaged file or name can hold, counts as itself: two texts that differ in nothing
    else differ.
    """
    return digest_bytes("\n".join(parts).encode("utf-8", "surrogatepass"))
