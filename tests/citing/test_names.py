"""What is known of a law that an essay names only by shorter forms, or that is held from an amendment on."""

import pytest

from fatiao.citing.check import check_essay
from fatiao.citing.essay import read_essay
from fatiao.citing.shelf import ADOPTED, AMENDED
from fatiao.diagnostics import Report
from tests.citing.test_essays import shelf_of
from tests.support.essay_laws import NEW, write_essay_corpus


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    return shelf_of(write_essay_corpus(tmp_path_factory.mktemp("laws")))


def kinds(shelf, tmp_path, text):
    path = tmp_path / "essay.txt"
    path.write_text(text, encoding="utf-8")
    return [verdict.kind for verdict in check_essay(read_essay(path, Report()), shelf)]


def test_a_short_form_is_no_surer_for_being_used_twice(shelf, tmp_path):
    once = "《省图书管理条例》第九十条规定了图书的借阅。\n"
    assert kinds(shelf, tmp_path, once * 2) == kinds(shelf, tmp_path, once) * 2
    sure = kinds(shelf, tmp_path, "《云山省图书管理条例》第一条规定了目的。\n" + once)
    assert "article-absent" in sure or len(sure) > len(kinds(shelf, tmp_path, once))


@pytest.mark.parametrize(
    "printed", [NEW, NEW.replace("2018年3月30日云山省第十二届人民代表大会常务委员会第二次会议通过　", "")]
)
@pytest.mark.parametrize("facts", ["", "adopted = 2018-03-30\n"])
def test_the_day_of_the_oldest_text_is_that_of_an_amendment_where_the_text_or_the_editor_says_so(
    tmp_path, printed, facts
):
    (tmp_path / "books").mkdir()
    (tmp_path / "books/2023-09-28.txt").write_text(printed, encoding="utf-8")
    (tmp_path / "books/law.toml").write_text(facts, encoding="utf-8")
    (work,) = shelf_of(tmp_path).works
    assert "2023-09-28" not in work.dates[ADOPTED]
    assert "2023-09-28" in work.dates[AMENDED]
