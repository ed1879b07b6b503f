"""One digest for texts and bytes."""

import hashlib

from fatiao.digests import digest_bytes, digest_text


def test_a_text_has_the_digest_of_its_bytes():
    assert digest_text("第一条") == digest_bytes("第一条".encode()) == hashlib.sha256("第一条".encode()).hexdigest()


def test_parts_stand_on_lines_of_their_own():
    assert digest_text("甲", "乙") == digest_text("甲\n乙") != digest_text("甲乙")


def test_halves_of_surrogate_pairs_are_told_apart():
    assert digest_text("\ud800") != digest_text("\ud801") != digest_text("?")
