"""The cache of values that builds compute for single laws: reuse, expiry, damage."""

import pytest

from fatiao.rebuild.cache import Memory
from fatiao.rebuild.shards import LawShard, memory_of_shard


def test_a_known_value_is_not_computed_again(tmp_path):
    memory = Memory(tmp_path / "m", "code 1")
    assert memory.recall("length", "a", lambda: 1) == 1
    assert memory.recall("length", "b", lambda: 2) == 2
    memory.keep()
    assert Memory(tmp_path / "m", "code 1").recall("length", "a", lambda: 3) == 1
    assert Memory(tmp_path / "m", "code 2").recall("length", "a", lambda: 3) == 3


def test_an_unused_value_expires(tmp_path):
    def build(*asked):
        memory = Memory(tmp_path / "m")
        for name in asked:
            memory.recall("length", name, lambda: 1)
        memory.keep()

    build("a", "b")
    for _ in range(3):
        build("b")
    assert Memory(tmp_path / "m").recall("length", "a", lambda: 2) == 1
    for _ in range(9):
        build("b")
    assert Memory(tmp_path / "m").recall("length", "a", lambda: 2) == 2
    assert Memory(tmp_path / "m").recall("length", "b", lambda: 2) == 1


def test_a_value_survives_eight_builds_without_use(tmp_path):
    memory = Memory(tmp_path / "m")
    memory.recall("length", "a", lambda: 1)
    memory.keep()
    for known in (1, None):
        for _ in range(8 if known else 1):
            Memory(tmp_path / "m").keep()
        assert Memory(tmp_path / "m").look_up("length", "a") == known


def test_a_corrupt_value_is_recomputed(tmp_path):
    memory = Memory(tmp_path / "m")
    memory.recall("length", "a", lambda: "old words")
    memory.keep()
    whole = (tmp_path / "m").read_bytes()
    assert whole.count(b"old words") == 1
    (tmp_path / "m").write_bytes(whole.replace(b"old words", b"bad words"))
    assert Memory(tmp_path / "m").recall("length", "a", lambda: "new words") == "new words"


def test_a_mentioned_value_does_not_expire(tmp_path):
    memory = Memory(tmp_path / "m")
    memory.recall("length", "a", lambda: 1)
    memory.keep()
    for _ in range(12):
        memory = Memory(tmp_path / "m")
        memory.mention("length", ["a", "unknown"])
        memory.keep()
    assert Memory(tmp_path / "m").look_up("length", "a") == 1
    assert Memory(tmp_path / "m").look_up("length", "unknown") is None


def test_renew_passes_the_last_value(tmp_path):
    def build(make):
        memory = Memory(tmp_path / "m")
        value = memory.renew("words", make)
        memory.keep()
        return value

    assert build(lambda last: [last, 1]) == [None, 1]
    assert build(lambda last: [last, 2]) == [[None, 1], 2]
    assert build(lambda last: last) == [[None, 1], 2]
    assert Memory().renew("words", lambda last: [last]) == [None]


def test_a_damaged_cache_is_treated_as_empty(tmp_path):
    memory = Memory(tmp_path / "m")
    memory.recall("length", "a", lambda: 1)
    memory.keep()
    whole = (tmp_path / "m").read_bytes()
    for size in range(0, len(whole), 151):
        (tmp_path / "m").write_bytes(whole[:size])
        assert Memory(tmp_path / "m").recall("length", "a", lambda: 2) == 2


def test_a_damaged_cache_is_rewritten(tmp_path):
    memory = Memory(tmp_path / "m")
    for number in range(500):
        memory.recall("length", str(number), lambda: "word " * 100)
    memory.keep()
    whole = (tmp_path / "m").read_bytes()
    middle = len(whole) // 2
    (tmp_path / "m").write_bytes(whole[:5000] + bytes(middle) + whole[5000 + middle :])
    for _ in range(2):  # the first round may be the one that detects the damage
        memory = Memory(tmp_path / "m")
        made = [memory.recall("length", str(number), lambda: "new") for number in range(500)]
        memory.keep()
        assert set(made) <= {"new", "word " * 100}
    memory = Memory(tmp_path / "m")
    assert [memory.recall("length", str(number), lambda: "newest") for number in range(500)] == made


def test_without_a_path_nothing_is_stored():
    memory = Memory()
    assert memory.recall("length", "a", lambda: 1) == 1
    memory.keep()


def test_values_of_another_process_are_merged(tmp_path):
    other = Memory(tmp_path / "other.sqlite", "means")
    other.recall("law", "1", lambda: ("一",))
    other.recall("law", "2", lambda: ("二",))
    other.keep()
    memory = Memory(tmp_path / "own.sqlite", "means")
    assert memory.recall("law", "1", lambda: ("own",)) == ("own",)
    memory.take_from(tmp_path / "other.sqlite", "means")
    assert memory.look_up("law", "1") == ("own",)
    assert memory.look_up("law", "2") == ("二",)


@pytest.mark.parametrize("content", [None, b"", b"no database", b"SQLite format 3\0" + b"x" * 5000])
def test_nothing_is_merged_from_an_invalid_file(tmp_path, content):
    if content is not None:
        (tmp_path / "other.sqlite").write_bytes(content)
    memory = Memory(tmp_path / "own.sqlite", "means")
    memory.take_from(tmp_path / "other.sqlite", "means")
    assert memory.look_up("law", "1") is None


def test_nothing_is_merged_from_a_cache_with_another_key(tmp_path):
    other = Memory(tmp_path / "other.sqlite", "older")
    other.recall("law", "1", lambda: ("一",))
    other.keep()
    memory = Memory(tmp_path / "own.sqlite", "means")
    memory.take_from(tmp_path / "other.sqlite", "means")
    assert memory.look_up("law", "1") is None


def test_reading_does_not_change_the_cache(tmp_path):
    written = Memory(tmp_path / "laws.sqlite", "means")
    written.recall("law", "1", lambda: ("一",))
    written.keep()
    before = (tmp_path / "laws.sqlite").read_bytes()
    memory = Memory(tmp_path / "laws.sqlite", "means", read_only=True)
    assert memory.recall("law", "2", lambda: ("二",)) == ("二",)
    assert memory.recall("law", "1", lambda: ("other",)) == ("一",)
    memory.keep()
    assert (tmp_path / "laws.sqlite").read_bytes() == before
    assert Memory(tmp_path / "absent.sqlite", "means", read_only=True).look_up("law", "1") is None


def test_a_shard_whose_file_cannot_be_opened_is_no_error(tmp_path):
    (tmp_path / "shards").write_text("a file where the folder would be", encoding="utf-8")
    memory = memory_of_shard(tmp_path, LawShard(1, 2), "means")
    assert memory.recall("a", "b", lambda: "c") == "c"
    memory.keep()
