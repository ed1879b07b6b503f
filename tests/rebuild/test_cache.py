"""The cache of values that builds compute for single laws: reuse, expiry, damage."""

import pytest

from fatiao.rebuild.cache import ResultCache
from fatiao.rebuild.shards import LawShard, cache_of_shard


def test_a_known_value_is_not_computed_again(tmp_path):
    cache = ResultCache(tmp_path / "m", "code 1")
    assert cache.get_or_make("length", "a", lambda: 1) == 1
    assert cache.get_or_make("length", "b", lambda: 2) == 2
    cache.keep()
    assert ResultCache(tmp_path / "m", "code 1").get_or_make("length", "a", lambda: 3) == 1
    assert ResultCache(tmp_path / "m", "code 2").get_or_make("length", "a", lambda: 3) == 3


def test_an_unused_value_expires(tmp_path):
    def build(*asked):
        cache = ResultCache(tmp_path / "m")
        for name in asked:
            cache.get_or_make("length", name, lambda: 1)
        cache.keep()

    build("a", "b")
    for _ in range(3):
        build("b")
    assert ResultCache(tmp_path / "m").get_or_make("length", "a", lambda: 2) == 1
    for _ in range(9):
        build("b")
    assert ResultCache(tmp_path / "m").get_or_make("length", "a", lambda: 2) == 2
    assert ResultCache(tmp_path / "m").get_or_make("length", "b", lambda: 2) == 1


def test_a_value_survives_eight_builds_without_use(tmp_path):
    cache = ResultCache(tmp_path / "m")
    cache.get_or_make("length", "a", lambda: 1)
    cache.keep()
    for known in (1, None):
        for _ in range(8 if known else 1):
            ResultCache(tmp_path / "m").keep()
        assert ResultCache(tmp_path / "m").look_up("length", "a") == known


def test_a_corrupt_value_is_recomputed(tmp_path):
    cache = ResultCache(tmp_path / "m")
    cache.get_or_make("length", "a", lambda: "old words")
    cache.keep()
    whole = (tmp_path / "m").read_bytes()
    assert whole.count(b"old words") == 1
    (tmp_path / "m").write_bytes(whole.replace(b"old words", b"bad words"))
    assert ResultCache(tmp_path / "m").get_or_make("length", "a", lambda: "new words") == "new words"


def test_a_mentioned_value_does_not_expire(tmp_path):
    cache = ResultCache(tmp_path / "m")
    cache.get_or_make("length", "a", lambda: 1)
    cache.keep()
    for _ in range(12):
        cache = ResultCache(tmp_path / "m")
        cache.keep_alive("length", ["a", "unknown"])
        cache.keep()
    assert ResultCache(tmp_path / "m").look_up("length", "a") == 1
    assert ResultCache(tmp_path / "m").look_up("length", "unknown") is None


def test_renew_passes_the_last_value(tmp_path):
    def build(make):
        cache = ResultCache(tmp_path / "m")
        value = cache.update("words", make)
        cache.keep()
        return value

    assert build(lambda last: [last, 1]) == [None, 1]
    assert build(lambda last: [last, 2]) == [[None, 1], 2]
    assert build(lambda last: last) == [[None, 1], 2]
    assert ResultCache().update("words", lambda last: [last]) == [None]


def test_a_damaged_cache_is_treated_as_empty(tmp_path):
    cache = ResultCache(tmp_path / "m")
    cache.get_or_make("length", "a", lambda: 1)
    cache.keep()
    whole = (tmp_path / "m").read_bytes()
    for size in range(0, len(whole), 151):
        (tmp_path / "m").write_bytes(whole[:size])
        assert ResultCache(tmp_path / "m").get_or_make("length", "a", lambda: 2) == 2


def test_a_damaged_cache_is_rewritten(tmp_path):
    cache = ResultCache(tmp_path / "m")
    for number in range(500):
        cache.get_or_make("length", str(number), lambda: "word " * 100)
    cache.keep()
    whole = (tmp_path / "m").read_bytes()
    middle = len(whole) // 2
    (tmp_path / "m").write_bytes(whole[:5000] + bytes(middle) + whole[5000 + middle :])
    for _ in range(2):  # the first round may be the one that detects the damage
        cache = ResultCache(tmp_path / "m")
        made = [cache.get_or_make("length", str(number), lambda: "new") for number in range(500)]
        cache.keep()
        assert set(made) <= {"new", "word " * 100}
    cache = ResultCache(tmp_path / "m")
    assert [cache.get_or_make("length", str(number), lambda: "newest") for number in range(500)] == made


def test_without_a_path_nothing_is_stored():
    cache = ResultCache()
    assert cache.get_or_make("length", "a", lambda: 1) == 1
    cache.keep()


def test_values_of_another_process_are_merged(tmp_path):
    other = ResultCache(tmp_path / "other.sqlite", "toolchain")
    other.get_or_make("law", "1", lambda: ("一",))
    other.get_or_make("law", "2", lambda: ("二",))
    other.keep()
    cache = ResultCache(tmp_path / "own.sqlite", "toolchain")
    assert cache.get_or_make("law", "1", lambda: ("own",)) == ("own",)
    cache.take_from(tmp_path / "other.sqlite", "toolchain")
    assert cache.look_up("law", "1") == ("own",)
    assert cache.look_up("law", "2") == ("二",)


@pytest.mark.parametrize("content", [None, b"", b"no database", b"SQLite format 3\0" + b"x" * 5000])
def test_nothing_is_merged_from_an_invalid_file(tmp_path, content):
    if content is not None:
        (tmp_path / "other.sqlite").write_bytes(content)
    cache = ResultCache(tmp_path / "own.sqlite", "toolchain")
    cache.take_from(tmp_path / "other.sqlite", "toolchain")
    assert cache.look_up("law", "1") is None


def test_nothing_is_merged_from_a_cache_with_another_key(tmp_path):
    other = ResultCache(tmp_path / "other.sqlite", "older")
    other.get_or_make("law", "1", lambda: ("一",))
    other.keep()
    cache = ResultCache(tmp_path / "own.sqlite", "toolchain")
    cache.take_from(tmp_path / "other.sqlite", "toolchain")
    assert cache.look_up("law", "1") is None


def test_reading_does_not_change_the_cache(tmp_path):
    written = ResultCache(tmp_path / "laws.sqlite", "toolchain")
    written.get_or_make("law", "1", lambda: ("一",))
    written.keep()
    before = (tmp_path / "laws.sqlite").read_bytes()
    cache = ResultCache(tmp_path / "laws.sqlite", "toolchain", read_only=True)
    assert cache.get_or_make("law", "2", lambda: ("二",)) == ("二",)
    assert cache.get_or_make("law", "1", lambda: ("other",)) == ("一",)
    cache.keep()
    assert (tmp_path / "laws.sqlite").read_bytes() == before
    assert ResultCache(tmp_path / "absent.sqlite", "toolchain", read_only=True).look_up("law", "1") is None


def test_a_shard_whose_file_cannot_be_opened_is_no_error(tmp_path):
    (tmp_path / "shards").write_text("a file where the folder would be", encoding="utf-8")
    cache = cache_of_shard(tmp_path, LawShard(1, 2), "toolchain")
    assert cache.get_or_make("a", "b", lambda: "c") == "c"
    cache.keep()
