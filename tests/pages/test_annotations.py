"""Rendering of annotations beside an article."""

import pytest

from fatiao.corpus.notes import NOTE_KINDS
from fatiao.pages.annotations import render_note
from fatiao.pages.blocks import Text
from fatiao.site.model import BoundNote, Link


@pytest.mark.parametrize(
    ("kind", "label"), [("依据", "依据："), ("说明", "参见："), ("存疑", "参见："), ("对照", "比较：")]
)
def test_the_label_of_the_grounds_follows_the_kind(kind, label):
    note = render_note(BoundNote(kind, "第一款", ("说了什么。",), (Link("甲法第一条"), Link("乙法第二条"))))
    grounds = note.blocks[-1]
    assert grounds.classes == ("law-ground",)
    assert "".join(part.words for part in grounds.line if isinstance(part, Text)) == f"{label}甲法第一条；乙法第二条"


def test_provisions_of_one_law_in_a_row_name_it_once():
    names = (
        "《甲法》第一条",
        "《甲法》第二条",
        "《甲法》（2014年）第二条",
        "本条例第三条",
        "本条例第五条",
        "《乙法》第一条",
    )
    note = BoundNote("说明", "", ("说了什么。",), tuple(Link(name, "x") for name in names))
    assert "".join(mark + ground.name for mark, ground in note.list_grounds()) == (
        "《甲法》第一条、第二条；《甲法》（2014年）第二条；本条例第三条、第五条；《乙法》第一条"
    )
    assert [ground.target for _, ground in note.list_grounds()] == ["x"] * 6


def test_every_kind_has_a_label():
    assert all(BoundNote(kind, "", (), ()).ground_label for kind in NOTE_KINDS)
