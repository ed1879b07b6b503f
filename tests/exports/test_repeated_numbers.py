"""A damaged text has two articles of one number: data are told of the first, as pages do, with right offsets."""

from fatiao.diagnostics import Report
from fatiao.exports.law_json import law_to_json
from fatiao.exports.views import views_json
from fatiao.model.corpus import Work
from fatiao.model.law import Source
from fatiao.pipeline import parse_source
from fatiao.views.find import find_views

LAW = """某市水库条例
第一条　本条例所称水库，是指蓄水的水体。依照本条例第三条处罚。
第二条　水务部门应当在十日内答复。
第二条　依照本条例第三条处理的，公安部门应当在五日内答复。本条例所称库区，是指水库周围的土地。
第三条　违反本条例第二条规定的，处一百元罚款。
"""


def test_of_two_articles_with_one_number_the_first_is_told():
    law, layers = parse_source(Source("t", LAW), Report())
    assert [str(article.number) for article in law.articles] == ["1", "2", "2", "3"]
    found = law_to_json(law, layers, (), Work("t", ()))["articles"]
    for article in found:
        for reference in article["references"]:
            assert "第" in reference["text"]
        for definition in article["definitions"]:
            start, end = definition["start"], definition["end"]
            assert definition["term"] in article["text"][start:end]
    assert [len(article["references"]) for article in found] == [1, 0, 0, 1]
    views = views_json(law, find_views(law, layers), layers.definitions)
    assert [row["words"] for row in views["deadlines"]] == ["在十日内"]
    assert [row["term"] for row in views["definitions"]] == ["水库"]
