"""A project of one law in three versions: no warnings, and the pages and files of each version."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest

from fatiao.cli import main
from tests.support.texts import BASE, DATES, ROOT_OF_TEXTS, WORK, build_texts

FOLDER = f"laws/{WORK}"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    return build_texts(tmp_path_factory.mktemp("texts"))


def test_the_feed_has_an_entry_for_each_version(pages):
    entries = ET.parse(pages / "feed.xml").findall(f"{ATOM}entry")
    told = {(e.findtext(f"{ATOM}updated")[:10], e.find(f"{ATOM}link").get("href")) for e in entries}
    folders = (f"{FOLDER}/{DATES[0]}", f"{FOLDER}/{DATES[1]}", FOLDER)
    assert told == {(date, f"{BASE}{folder}/index.html") for date, folder in zip(DATES, folders, strict=True)}
    assert len({e.findtext(f"{ATOM}id") for e in entries}) == len(entries) == 3


@pytest.mark.parametrize("name", ["index.html", f"{DATES[0]}/index.html", f"{DATES[1]}/index.html"])
def test_every_version_links_to_the_others_and_to_every_comparison(pages, name):
    page = (pages / FOLDER / name).read_text("utf-8")
    up = "" if name == "index.html" else "../"
    line = page[page.index('class="law-timeline') :]
    for old, new in ((DATES[0], DATES[1]), (DATES[1], DATES[2])):
        assert f'href="{up}compare/{old}..{new}.html"' in line
    assert line.count("（本页）") == 1


def test_facts_of_the_newest_version_are_not_on_older_ones(pages):
    def glance(name):
        page = (pages / FOLDER / name).read_text("utf-8")
        return page[page.index("law-glance") :].partition("</p>")[0]

    assert "现行有效" in glance("index.html")
    older = glance(f"{DATES[1]}/index.html")
    assert "现行有效" not in older
    assert "2019年6月6日起施行" in older
    assert "2024年7月1日起为2024年3月4日的文本取代" in older


def test_a_term_of_older_versions_has_a_page_with_its_last_definition(pages):
    [term] = (pages / "terms").glob("chuan-bo-*.html")
    page = term.read_text("utf-8")
    assert "是指以机器为动力的船" in page
    assert "《某市水库条例》（2019年）" in page
    assert "《某市水库条例》（2019年）第四条" in page
    assert "《某市水库条例》（2015年）" not in page
    assert f"../{FOLDER}/{DATES[1]}/art-2.html" in page
    older = (pages / FOLDER / DATES[0] / "art-4.html").read_text("utf-8")
    assert f"../../../terms/{term.name}" in older
    assert term.name not in (pages / FOLDER / "art-6.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("date", "start", "end"),
    [(DATES[0], "2015-05-01", "2019-06-06"), (DATES[1], "2019-06-06", "2024-07-01"), ("", "2024-07-01", None)],
)
def test_akoma_ntoso_has_the_period_of_force_of_a_version(pages, date, start, end):
    name = f"{date}/{WORK}-{date}.xml" if date else f"{WORK}.xml"
    root = ET.parse(pages / FOLDER / name).getroot()
    days = {e.get("eId"): e.get("date") for e in root.iter() if e.tag.endswith("}eventRef")}
    [interval] = (e for e in root.iter() if e.tag.endswith("}timeInterval"))
    ends = [at and days[at[1:]] for at in (interval.get("start"), interval.get("end"))]
    assert ends == [start, end]


def test_every_change_of_an_article_links_to_its_comparison(pages):
    page = (pages / FOLDER / "art-3.html").read_text("utf-8")
    lineage = page[page.index('class="law-lineage') :]
    for old, new in ((DATES[0], DATES[1]), (DATES[1], DATES[2])):
        assert f'href="compare/{old}..{new}.html"' in lineage


def test_a_comparison_shows_the_change_of_each_article(pages):
    data = json.loads((pages / FOLDER / "compare" / f"{DATES[1]}..{DATES[2]}.json").read_text("utf-8"))
    became = {tuple(row["old"]): tuple(row["new"]) for row in data["articles"] if row["old"]}
    assert became["3",] == ("4", "5")
    assert became["4",] == ("6",)
    assert became["5",] == ("3",)


def test_a_note_is_on_the_version_that_its_heading_names(pages):
    old, new = ((pages / FOLDER / name).read_text("utf-8") for name in (f"{DATES[0]}/art-4.html", "art-4.html"))
    assert ("巡查的机动船" in old, "巡查的机动船" in new) == (True, False)
    assert ("许可的期限另见" in old, "许可的期限另见" in new) == (False, True)


def test_applying_the_decision_gives_the_second_version(capsys):
    corpus = ROOT_OF_TEXTS / "corpus" / WORK
    old, new = (str(corpus / f"{date}.txt") for date in DATES[:2])
    assert main(["amend", old, str(ROOT_OF_TEXTS / "decision-2019-06-06.txt"), "--against", new]) == 0
    assert "3 of 3 instructions applied" in capsys.readouterr().out
