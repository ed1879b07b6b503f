import pytest

from fatiao.comparing.citations import blank_citations
from fatiao.comparing.normalise import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("处５万元以上十万元以下罚款", "处五万元以上10万元以下罚款"),
        ("二〇二四年", "2024年"),
        ("一○五", "一〇五"),
        ("百分之五", "5%"),
        ("千分之三", "3‰"),
        ("5,000元", "五千元"),
        ("第二、三条", "第2，3条"),
        ("臺灣同胞", "台湾同胞"),
        ("巿、县人民政府", "市县人民政府"),
        ("（一）查验：", "(一)查验:"),
        ("３—５日", "3-5日"),
        ("处两百元以下罚款", "处二百元以下罚款"),
    ],
)
def test_writings_of_the_same_words_are_the_same(one, other):
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.5倍", "15倍"),
        ("5%", "5"),
        ("第二、三条", "第二十三条"),
        ("3-5日", "35日"),
        ("应当", "必须"),
        ("五日", "五十日"),
        ("万元", "千元"),
    ],
)
def test_other_words_stay_other(one, other):
    assert fold(one).text != fold(other).text


def test_every_folded_character_knows_where_it_stands():
    text = "处 ５万元（百分之五）以上，\n１．５倍"
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert [text[a:b] for a, b in zip(folded.starts, folded.ends, strict=True) if text[a:b] == "百分之五"]
    assert all(0 <= a < b <= len(text) for a, b in zip(folded.starts, folded.ends, strict=True))


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("违反本法第十五条、第十六条之一第二款和第十七条规定", ["15", "16-1", "17"]),
        ("依照第二、三条处罚", ["2", "3"]),
        ("依照《水法》第二百条和本法第三条处罚", ["3"]),
        ("依照刑法第二百条、第三百条处罚", []),
        ("国家对第二条所列事项", ["2"]),
        ("依照本条例第2-1条、第2条之1处理", ["2-1", "2-1"]),
    ],
)
def test_numbers_of_the_law_itself_are_blanked(text, cited):
    comparable = blank_citations(fold(text))
    assert [str(number) for number in comparable.cited] == cited
    assert comparable.text.count("#") == len(cited)
    assert len(comparable.text) == len(comparable.starts) == len(comparable.ends)
