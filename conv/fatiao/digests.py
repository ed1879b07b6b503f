"""SHA-256 digests in hexadecimal, of contents and of inputs."""

from __future__ import annotations

import hashlib


def digest_bytes(content: bytes) -> str:
    """Return the digest of ``content``."""
    return hashlib.sha256(content).hexdigest()


def digest_text(*parts: str) -> str:
    """Return the digest of ``parts``, joined by line feeds.

    A lone surrogate, which a damaged file or name can contain, is digested as such: texts that differ only in lone
    surrogates have different digests.
    """
    return digest_bytes("\n".join(parts).encode("utf-8", "surrogatepass"))
