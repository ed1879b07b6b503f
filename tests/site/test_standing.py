"""Statements on the force of a text, and the dates between which they apply."""

import pytest

from fatiao.diagnostics import Report
from fatiao.pages.site_pages import say_status
from fatiao.pipeline import build_site
from fatiao.site.standing import Standing, list_doubts, list_standings
from tests.support.browser import chromium

LAW = "某市节约用水条例\n第一条　甲。\n第二条　本条例自2030年2月1日起施行。\n"


def entries(folder, toml="", text=LAW):
    law = folder / "some-law"
    law.mkdir(exist_ok=True)
    (law / "2020-01-01.txt").write_text(text, encoding="utf-8")
    ground = 'ground = "查"\n'
    fields = [line.partition(" ")[0] for line in toml.splitlines()]
    supplied = "".join(f'[[supplied]]\nfield = "{f}"\n{ground}' for f in fields if f in ("status", "repealed"))
    (law / "law.toml").write_text(toml + supplied, encoding="utf-8")
    return build_site(folder, Report()).entries


def test_the_day_that_is_laid_down_for_the_text_is_told_everywhere(tmp_path):
    version = '\n[[version]]\ndate = 2020-01-01\nin_force = 2031-05-06\nground = "查"\n'
    law = tmp_path / "some-law"
    entries(tmp_path, 'status = "尚未施行"\n')
    (law / "law.toml").write_text((law / "law.toml").read_text(encoding="utf-8") + version, encoding="utf-8")
    (entry,) = build_site(tmp_path, Report()).entries
    assert say_status(entry) == "2031年5月6日起施行"
    assert list_standings(entry)[0].until == "2031-05-06"


@pytest.mark.parametrize(
    ("toml", "found"),
    [
        ("", [Standing("尚未施行，自2030年2月1日起施行。", "", "2030-02-01", False)]),
        (
            'status = "尚未施行"\n',
            [
                Standing(
                    "尚未施行，自2030年2月1日起施行。", "", "2030-02-01", False, without_script="自2030年2月1日起施行。"
                )
            ],
        ),
        ('status = "现行有效"\n', []),
        ('status = "已废止"\n', [Standing("已废止。", "", "", True)]),
        (
            'status = "现行有效"\nrepealed = 2031-01-01\n',
            [Standing("已废止：自2031年1月1日起废止。", "2031-01-01", "", False)],
        ),
        (
            'status = "已废止"\nrepealed = 2031-01-01\n',
            [Standing("已废止：自2031年1月1日起废止。", "2031-01-01", "", True)],
        ),
    ],
)
def test_what_is_told_follows_from_status_and_days(tmp_path, toml, found):
    (entry,) = entries(tmp_path, toml)
    assert list(list_standings(entry)) == found


def test_a_text_that_comes_is_told_by_its_day(tmp_path):
    (entry,) = entries(tmp_path, 'status = "尚未施行"\nin_force = 2030-02-01\n')
    assert say_status(entry) == "2030年2月1日起施行"


def test_a_doubt_is_told_at_the_head_of_its_article(tmp_path):
    law = tmp_path / "some-law"
    law.mkdir()
    note = "## 第一条\n\n:::{law:note} 存疑\n:ground: 本条例第二条\n字或有误。\n:::\n"
    (law / "notes.md").write_text(note, encoding="utf-8")
    (entry,) = entries(tmp_path)
    first, second = entry.law.articles
    assert [standing.words for standing in list_doubts(entry, first)] == ["本条有存疑之处，见注释。"]
    assert list_doubts(entry, second) == ()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("day", "hidden"), [("2029-12-31", [False, True]), ("2030-02-01", [True, True]), ("2031-01-01", [True, False])]
)
def test_the_day_of_the_reader_decides(site, day, hidden):
    notes = '<p class="law-standing" data-until="2030-02-01">a</p><p class="law-standing" data-since="2031-01-01">b</p>'
    with chromium() as browser:
        page = browser.new_page()
        page.clock.set_fixed_time(f"{day}T12:00:00")
        page.goto(f"{site.as_uri()}/index.html")
        page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", notes)
        page.add_script_tag(path=str(site / "_static" / "fatiao.js"))
        assert page.evaluate("[...document.querySelectorAll('.law-standing')].map(note => note.hidden)") == hidden
