"""Every mechanical form of an instruction, on a made-up law; and instructions that must never be applied."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fatiao.amending.check import hold_against
from fatiao.amending.derive import amend
from fatiao.cli import main
from tests.comparing.laws import text_of

OLD = """某市水库条例
（2015年3月2日某市人民代表大会常务委员会通过）
第一章　总则
第一条　为了保护水库，制定本条例。
第二条　本市行政区域内的水库适用本条例。
水库的名录由市人民政府公布。
第三条　水务部门负责水库的管理：
（一）制定规划；
（二）查处违法行为；
（三）其他工作。
公安部门予以配合。
第二章　利用
第四条　在水库钓鱼的，应当领取许可证。
许可证有效期为一年。
第五条　禁止下列行为：
（一）游泳；
（二）洗涤衣物。
第六条　违反本条例第四条规定的，处二百元罚款。
第三章　附则
第七条　本条例自2015年5月1日起施行。
"""
HEAD = """某市人民代表大会常务委员会关于修改《某市水库条例》的决定
（2020年6月1日通过）
某市人民代表大会常务委员会决定对《某市水库条例》作如下修改：
"""


def made(*instructions, old=OLD):
    return amend(text_of(old), HEAD + "\n".join(instructions) + "\n本决定自公布之日起施行。\n")


def words(derived, number):
    return next(a.text for a in derived.articles if str(a.number) == number)


@pytest.mark.parametrize(
    ("instruction", "number", "text"),
    [
        ("一、将第一条修改为：“为了保护和利用水库，制定本条例。”", "1", "为了保护和利用水库，制定本条例。"),
        ("一、第二条第二款修改为：“水库名录每年公布。”", "2", "本市行政区域内的水库适用本条例。\n水库名录每年公布。"),
        (
            "一、将第三条第一款第二项修改为：“（二）查处违法行为，建立档案；”",
            "3",
            "水务部门负责水库的管理：\n（一）制定规划；\n（二）查处违法行为，建立档案；\n（三）其他工作。\n公安部门予以配合。",
        ),
        (
            "一、将第四条第一款中的“许可证”修改为“电子许可证”。",
            "4",
            "在水库钓鱼的，应当领取电子许可证。\n许可证有效期为一年。",
        ),
        ("一、将第四条中的“许可证”修改为“许可”。", "4", "在水库钓鱼的，应当领取许可。\n许可有效期为一年。"),
        (
            "一、在第四条第二款中的“一年”后增加“，可以续期”。",
            "4",
            "在水库钓鱼的，应当领取许可证。\n许可证有效期为一年，可以续期。",
        ),
        (
            "一、删去第三条第二款。",
            "3",
            "水务部门负责水库的管理：\n（一）制定规划；\n（二）查处违法行为；\n（三）其他工作。",
        ),
        ("一、删去第一条中的“保护水库，”。", "1", "为了制定本条例。"),
        ("一、删去第五条第一项。", "5", "禁止下列行为：\n（一）洗涤衣物。"),
        (
            "一、在第二条中增加一款，作为第二款：“临时蓄水的水体除外。”",
            "2",
            "本市行政区域内的水库适用本条例。\n临时蓄水的水体除外。\n水库的名录由市人民政府公布。",
        ),
        (
            "一、第四条增加一款，作为第三款：“许可证不得转让。”",
            "4",
            "在水库钓鱼的，应当领取许可证。\n许可证有效期为一年。\n许可证不得转让。",
        ),
        (
            "一、第五条增加一项，作为第二项：“（二）放生；”",
            "5",
            "禁止下列行为：\n（一）游泳；\n（二）放生；\n（三）洗涤衣物。",
        ),
        (
            "一、在第二条中增加一款作为第二款：“临时水体除外。”\n原第二款作为第三款，修改为：“名录由市人民政府公布。”",
            "2",
            "本市行政区域内的水库适用本条例。\n临时水体除外。\n名录由市人民政府公布。",
        ),
        (
            "一、在第二条中增加一款作为第二款，将该条修改为：“水库适用本条例。\n“临时水体除外。”",
            "2",
            "水库适用本条例。\n临时水体除外。",
        ),
        ("一、在第四条后增加一条，作为第四条之一：“夜间不得钓鱼。”", "4-1", "夜间不得钓鱼。"),
        (
            "一、将第一条、第三条第二款中的“水库”“公安部门”修改为“水体”。",
            "1",
            "为了保护水库，制定本条例。",
        ),
        ('一、将第一条修改为:"为了护库，制定本条例。"', "1", "为了护库，制定本条例。"),
    ],
)
def test_a_form(instruction, number, text):
    derived = made(instruction)
    assert words(derived, number) == text, derived.outcomes


@pytest.mark.parametrize(
    "instruction",
    [
        "一、将第九条修改为：“没有这一条。”",
        "一、将第一条第二款修改为：“没有这一款。”",
        "一、将第一条中的“没有的词”修改为“词”。",
        "一、删去第五条第三项。",
        "一、在第四条后增加一条，作为第四条之一、第四条之二：“只有一条。”",
        "一、将第一条、第三条第二款中的“水库”“公安部门”修改为“水体”。",
        "一、第三条第二款的内容与第四条合并。",
        "一、将第一条至第三条修改为：“三条变为一条。”",
        "一、在第四条中的“许可证”后增加“和身份证”。",
        "一、第五条第一款第三项修改为：“（三）没有这一项。”",
        "一、第四条增加一款。",
        "一、第四条增加一款，作为第三款。",
        "一、第五条增加一项，作为第二项。",
        "一、增加一款，作为第三款。",
        "一、将第四条改为两条，作为第四条、第五条，修改为：\n“第四条　钓鱼。\n“第八条　二年。”",
        "一、将第二条第二款改为第三条，修改为：“第四条　名录由市人民政府公布。”",
        "一、将第二条第二款修改为：“第三条　名录由市人民政府公布。”",
        "一、第四条增加一款，作为第三款：“第五条　许可证不得转让。”",
    ],
)
def test_an_inapplicable_instruction_is_reported_and_changes_nothing(instruction):
    derived = made(instruction)
    assert len(derived.outcomes) == 1
    assert not derived.outcomes[0].is_applied
    assert derived.outcomes[0].failures
    old = text_of(OLD)
    assert [a.text for a in derived.articles] == [a.text for a in old.articles]
    assert not any(a.changed_by for a in derived.articles)


def test_an_inserted_article_moves_the_later_ones_and_their_citations():
    derived = made(
        "一、增加一条，作为第三条：“水库分为大型、中型和小型。”",
        "二、将第四条改为第五条，第一款修改为：“钓鱼应当领取许可证。”",
        "此外，对条文顺序作相应调整。",
    )
    assert all(outcome.is_applied for outcome in derived.outcomes)
    assert [str(a.number) for a in derived.articles] == [str(n) for n in range(1, 9)]
    assert words(derived, "3") == "水库分为大型、中型和小型。"
    assert words(derived, "5") == "钓鱼应当领取许可证。\n许可证有效期为一年。"
    assert words(derived, "7") == "违反本条例第五条规定的，处二百元罚款。"
    assert "第三条　水库分为" in derived.text
    assert derived.text.index("第二章　利用") > derived.text.index("第四条　水务部门")


CITING = OLD.replace(
    "第六条　违反本条例第四条规定的，处二百元罚款。",
    "第六条　违反本条例第四条规定的，处二百元罚款；违反本条例第五条的，处一百元罚款：\n"
    "（一）依照本条例第四条处罚的；\n1.依照本条例第四条登记的；\n2.其他登记；\n（二）依照本条例第五条处罚的。",
)


@pytest.mark.parametrize(
    ("instruction", "lines"),
    [
        (
            "二、将第六条中的“二百元”修改为“三百元”。",
            {0: "违反本条例第五条规定的，处三百元罚款；违反本条例第六条的，处一百元罚款："},
        ),
        (
            "二、将第六条中的“处二百元罚款”修改为“依照本条例第五条处罚”。",
            {0: "违反本条例第五条规定的，依照本条例第五条处罚；违反本条例第六条的，处一百元罚款："},
        ),
        (
            "二、将第六条第一款第一项中的“本条例第四条登记”修改为“本条例第四条备案”。",
            {1: "（一）依照本条例第五条处罚的；", 2: "1.依照本条例第四条备案的；", 4: "（二）依照本条例第六条处罚的。"},
        ),
        (
            "二、将第六条第一款第二项修改为：“（二）依照本条例第四条处罚的。”",
            {1: "（一）依照本条例第五条处罚的；", 4: "（二）依照本条例第四条处罚的。"},
        ),
        (
            "二、第六条第一款增加一项，作为第一项：“（一）依照本条例第四条警告的；”",
            {1: "（一）依照本条例第四条警告的；", 2: "（二）依照本条例第五条处罚的；"},
        ),
        (
            "二、在第六条第一款第二项中的“处罚的”前增加“、第四条”。",
            {4: "（二）依照本条例第六条、第四条处罚的。"},
        ),
    ],
)
def test_only_citations_that_the_decision_does_not_give_follow_their_articles(instruction, lines):
    derived = made("一、增加一条，作为第三条：“水库分为大型和小型。”", instruction, old=CITING)
    assert all(outcome.is_applied for outcome in derived.outcomes), derived.outcomes
    found = words(derived, "7").split("\n")
    assert {at: found[at] for at in lines} == lines


def test_an_addition_without_its_words_is_told_beside_the_steps_that_are_read():
    derived = made("一、第四条增加一款，作为第三款，第一款修改为：“钓鱼应当领取许可证。”")
    assert derived.outcomes[0].failures == ("fatiao cannot apply this form of instruction: 第四条增加一款，作为第三款",)


def test_a_deleted_article_moves_the_later_ones_only_where_the_decision_says_so():
    assert [str(a.number) for a in made("一、删去第二条。").articles] == ["1", "3", "4", "5", "6", "7"]
    moved = made("一、删去第二条。", "此外，对条文顺序作相应调整。")
    assert [str(a.number) for a in moved.articles] == ["1", "2", "3", "4", "5", "6"]
    assert words(moved, "5") == "违反本条例第三条规定的，处二百元罚款。"


def test_an_article_becomes_two():
    derived = made(
        "一、将第四条改为两条，作为第四条、第五条，修改为：",
        "“第四条　钓鱼应当领取许可证。\n“第五条　许可证有效期为二年。”",
    )
    assert words(derived, "4") == "钓鱼应当领取许可证。"
    assert words(derived, "5") == "许可证有效期为二年。"
    assert words(derived, "6").startswith("禁止下列行为")


def test_paragraphs_become_an_article():
    derived = made("一、将第二条第二款改为第三条，修改为：“名录由市人民政府公布。”")
    assert words(derived, "2") == "本市行政区域内的水库适用本条例。"
    assert words(derived, "3") == "名录由市人民政府公布。"
    assert words(derived, "4").startswith("水务部门")
    moved = made("一、将第二条第二款改为第三条。")
    assert words(moved, "3") == "水库的名录由市人民政府公布。"


def test_words_are_replaced_everywhere():
    derived = made("一、将本条例中的“水务部门”统一修改为“水利部门”。")
    assert words(derived, "3").startswith("水利部门")


def test_a_chapter_gets_another_heading():
    derived = made("一、将第二章章名修改为“第二章　利用和保护”。")
    assert "第二章　利用和保护" in derived.text


def test_instructions_for_other_laws_are_left_alone():
    decision = (
        "关于修改部分法规的决定\n一、对《某市公园条例》作出修改\n（一）将第一条修改为：“公园。”\n"
        "二、对《某市水库条例》作出修改\n（一）将第一条修改为：“为了护库，制定本条例。”\n"
    )
    derived = amend(text_of(OLD), decision)
    assert words(derived, "1") == "为了护库，制定本条例。"
    assert derived.other_laws == 1
    assert [o.instruction.label for o in derived.outcomes] == ["二、（一）"]


def test_the_published_text_is_compared_with_the_derived_one():
    decision = "一、将第一条修改为：“为了护库，制定本条例。”"
    published = OLD.replace("为了保护水库，制定", "为了护库,制定").replace("处二百元", "处三百元")
    held = hold_against(made(decision), text_of(published))
    assert [(str(h.number), h.agrees, h.changed_by) for h in held] == [("1", True, ("一、",)), ("6", False, ())]


def test_a_decision_without_numbers_is_one_instruction():
    derived = amend(
        text_of(OLD),
        "某修正案\n为了保护水库，将水库条例第一条修改为：\n“为了护库，制定本条例。”\n本修正案自公布之日起施行。\n",
    )
    assert words(derived, "1") == "为了护库，制定本条例。"
    assert len(derived.outcomes) == 1


def test_numbers_are_never_given_twice():
    derived = made("一、在第四条后增加一条，作为第四条之一：“甲。”", "二、在第四条后增加一条，作为第四条之一：“乙。”")
    assert [o.is_applied for o in derived.outcomes] == [True, False]
    numbers = [a.number for a in derived.articles]
    assert len(numbers) == len(set(numbers))


@pytest.fixture
def files(tmp_path):
    new = OLD.replace("为了保护水库，制定", "为了护库，制定")
    texts = {"old.txt": OLD, "decision.txt": HEAD + "一、将第一条修改为：“为了护库，制定本条例。”\n", "new.txt": new}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_command_prints_the_derived_text(files, capsys):
    assert main(["amend", str(files / "old.txt"), str(files / "decision.txt")]) == 0
    printed = capsys.readouterr()
    assert printed.out == (files / "new.txt").read_text(encoding="utf-8")
    assert "1 of 1 instructions applied" in printed.err


def test_the_command_compares_the_text_with_the_published_one(files, capsys):
    given = ["amend", str(files / "old.txt"), str(files / "decision.txt"), "--against"]
    assert main([*given, str(files / "new.txt")]) == 0
    assert "1 changed articles agree with the published text, 0 articles differ" in capsys.readouterr().out
    assert main([*given, str(files / "old.txt")]) == 1
    told = "error[amendment-differs] 第一条 of the published text differs from the derived text; it is changed by 一、"
    assert told in capsys.readouterr().err


def test_the_command_writes_the_report_as_json(files, capsys):
    output = files / "derived.txt"
    given = ["amend", str(files / "old.txt"), str(files / "decision.txt"), "--format", "json", "--output", str(output)]
    assert main(given) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["instructions"][0]["applied"]
    assert made["articles"] == [{"number": "1", "changed_by": ["一、"], "text": "为了护库，制定本条例。"}]
    assert made["text"] == output.read_text(encoding="utf-8")


def test_a_file_that_amends_nothing_is_refused(files, capsys):
    assert main(["amend", str(files / "old.txt"), str(files / "new.txt")]) == 2
    assert "no instruction" in capsys.readouterr().err


WORDS = [
    *(
        "一、",
        "二、",
        "（一）",
        "将",
        "第一条",
        "第三条第二款",
        "第五条第一项",
        "中的",
        "“水库”",
        "“许可证",
        "”",
        "修改为",
        "：",
    ),
    *("。", "\n", "增加一条", "，作为", "第四条之一", "增加一款", "删去", "改为", "第九条", "和", "、", "合并"),
    *("“第六条　甲。”", "原第二款"),
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=24).map("".join))
def test_no_decision_breaks_it_or_gives_a_number_twice(decision):
    derived = amend(text_of(OLD), decision)
    numbers = [article.number for article in derived.articles]
    assert len(numbers) == len(set(numbers))
    assert numbers == sorted(numbers)
