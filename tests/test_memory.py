"""What earlier builds found out about single laws is used again, and only where it holds."""

from conv.memory import Memory


def test_what_is_known_is_not_made_again(tmp_path):
    memory = Memory(tmp_path / "m", "code 1")
    assert memory.recall("length", "a", lambda: 1) == 1
    assert memory.recall("length", "b", lambda: 2) == 2
    memory.keep()
    assert Memory(tmp_path / "m", "code 1").recall("length", "a", lambda: 3) == 1
    assert Memory(tmp_path / "m", "code 2").recall("length", "a", lambda: 3) == 3


def test_what_nobody_asks_for_is_forgotten(tmp_path):
    memory = Memory(tmp_path / "m")
    memory.recall("length", "a", lambda: 1)
    memory.keep()
    later = Memory(tmp_path / "m")
    later.recall("length", "b", lambda: 2)
    later.keep()
    assert Memory(tmp_path / "m").recall("length", "a", lambda: 3) == 3


def test_a_damaged_memory_is_an_empty_one(tmp_path):
    memory = Memory(tmp_path / "m")
    memory.recall("length", "a", lambda: 1)
    memory.keep()
    whole = (tmp_path / "m").read_bytes()
    for size in range(len(whole)):
        (tmp_path / "m").write_bytes(whole[:size])
        assert Memory(tmp_path / "m").recall("length", "a", lambda: 2) == 2


def test_without_a_place_nothing_is_stored():
    memory = Memory()
    assert memory.recall("length", "a", lambda: 1) == 1
    memory.keep()
