from fatiao.comparing.compare import compare_laws
from fatiao.comparing.model import Kind, Op
from tests.comparing.laws import law_of, text_of

PURPOSE = "为了保护水库，保障供水安全，制定本条例。"
OFFICE = "市水务主管部门负责水库的监督管理工作。"
FISHING = "在水库内钓鱼的，应当领取钓鱼许可，并按照许可载明的时间和地点进行。"
BOATS = "禁止机动船舶进入水库，但是巡查船舶除外。"
PLANTS = "水库周边一百米内种植林木，应当符合水土保持的要求。"
FINE = "违反本条例第三条规定，未领取许可钓鱼的，处二百元以上五百元以下罚款。"
FORCE = "本条例自2020年3月1日起施行。"


def rows(old, new):
    return [
        ([str(old.articles[o].number) for o in c.old], [str(new.articles[n].number) for n in c.new], str(c.kind))
        for c in compare_laws(old, new).changes
    ]


def test_a_law_and_itself():
    law = law_of(PURPOSE, OFFICE, FISHING, BOATS, FINE, FORCE)
    assert {kind for _, _, kind in rows(law, law)} == {"unchanged"}


def test_a_number_that_followed_its_article_is_no_change():
    old = law_of(PURPOSE, OFFICE, FISHING, BOATS, FINE, FORCE)
    new = law_of(PURPOSE, PLANTS, OFFICE, FISHING, BOATS, FINE.replace("第三条", "第四条"), FORCE)
    assert (["5"], ["6"], "renumbered") in rows(old, new)
    assert ([], ["2"], "new") in rows(old, new)


def test_a_number_that_now_names_another_article_is_a_change():
    old = law_of(PURPOSE, OFFICE, FISHING, BOATS, FINE, FORCE)
    new = law_of(PURPOSE, OFFICE, FISHING, BOATS, FINE.replace("第三条", "第四条"), FORCE)
    comparison = compare_laws(old, new)
    change = next(c for c in comparison.changes if c.old == (4,))
    assert change.kind is Kind.CHANGED
    assert [old.articles[4].text[m.old.start : m.old.end] for m in change.marks] == ["三"]


def test_a_deleted_article_has_no_counterpart():
    old = law_of(PURPOSE, OFFICE, FISHING, BOATS, FORCE)
    new = law_of(PURPOSE, OFFICE, BOATS, FORCE)
    assert (["3"], [], "deleted") in rows(old, new)


def test_a_vacated_number_is_a_deleted_article():
    old = law_of(PURPOSE, OFFICE, FISHING, BOATS, FORCE)
    new = law_of(PURPOSE, OFFICE, "（删除）", BOATS, FORCE)
    assert (["3"], [], "deleted") in rows(old, new)
    assert all(news != ["3"] for _, news, _ in rows(old, new))
    assert (["3"], ["3"], "unchanged") in rows(new, new)


def test_an_article_that_fell_apart_and_one_that_grew_together():
    both = f"{FISHING}\n{BOATS}"
    apart, together = law_of(PURPOSE, OFFICE, FISHING, BOATS, FORCE), law_of(PURPOSE, OFFICE, both, FORCE)
    assert (["3"], ["3", "4"], "split") in rows(together, apart)
    assert (["3", "4"], ["3"], "merged") in rows(apart, together)


def test_an_article_in_another_chapter_has_moved():
    old = law_of(PURPOSE, OFFICE, PLANTS, FISHING, BOATS, FINE, FORCE, chapters={1: "总则", 4: "利用", 6: "附则"})
    new = law_of(
        PURPOSE,
        OFFICE,
        FISHING,
        BOATS,
        PLANTS,
        FINE.replace("第三条", "第四条").replace("第四条", "第三条"),
        FORCE,
        chapters={1: "总则", 3: "利用", 6: "附则"},
    )
    assert (["3"], ["5"], "moved") in rows(old, new)


def test_a_new_twin_does_not_take_the_place_of_the_old_article():
    old = law_of(PURPOSE, OFFICE, FISHING, BOATS, FORCE)
    twin = FISHING.replace("钓鱼", "捕虾")
    new = law_of(PURPOSE, OFFICE, FISHING.replace("领取", "依法领取"), twin, BOATS, FORCE)
    assert (["3"], ["3"], "changed") in rows(old, new)
    assert ([], ["4"], "new") in rows(old, new)


def test_each_link_stands_in_one_row():
    both = f"{FISHING}\n{BOATS}"
    old, new = law_of(PURPOSE, both, PLANTS, FORCE), law_of(PURPOSE, FISHING, f"{PLANTS}\n{BOATS}", FORCE)
    links = [(o, n) for olds, news, _ in rows(old, new) for o in olds for n in news]
    assert sorted(links) == [("1", "1"), ("2", "2"), ("2", "3"), ("3", "3"), ("4", "4")]


def test_marks_stand_at_the_words():
    old = law_of(PURPOSE, OFFICE, FORCE)
    new = law_of(PURPOSE, OFFICE.replace("负责水库", "会同有关部门负责水库"), FORCE)
    change = next(c for c in compare_laws(old, new).changes if c.kind is Kind.CHANGED)
    assert [(m.op, m.old, new.articles[1].text[m.new.start : m.new.end]) for m in change.marks] == [
        (Op.INSERTED, None, "会同有关部门")
    ]


def test_a_sentence_that_went_elsewhere_in_its_article_is_marked_as_moved():
    first, second = "钓鱼应当领取许可，许可有效期为一年。", "禁止在坝体上钓鱼，夜间不得进入库区。"
    old, new = law_of(PURPOSE, first + second + BOATS, FORCE), law_of(PURPOSE, BOATS + first + second, FORCE)
    change = next(c for c in compare_laws(old, new).changes if c.kind is Kind.CHANGED)
    assert [m.op for m in change.marks] == [Op.MOVED]
    assert old.articles[1].text[change.marks[0].old.start : change.marks[0].old.end].startswith("禁止机动船舶")


def test_laws_without_anything_in_common():
    other = text_of("某省邮票规则\n第一条　邮票由省邮政局发行。\n第二条　集邮协会可以举办展览。\n")
    old = law_of(BOATS, PLANTS)
    assert {kind for _, _, kind in rows(old, other)} == {"deleted", "new"}
    assert rows(text_of(""), text_of("")) == []
