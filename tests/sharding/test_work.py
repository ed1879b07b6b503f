"""A build with shares from other processes has the same bytes as one in a single process."""

import json
import random
import signal
import subprocess
import sys
import time

import pytest

from benches.site_laws import make_law
from tests.support.small_corpora import write_small_docs

LAWS = 24
SEED = 20261127


def command(*words):
    return [sys.executable, "-m", "fatiao", *map(str, words)]


def run(folder, *words, code=0):
    done = subprocess.run(command(*words), check=False, capture_output=True, text=True, cwd=folder)
    assert done.returncode == code, done.stderr
    return done


def lay_down(folder, laws=LAWS):
    """Made laws with references and definitions; two of them have an older text."""
    for number in range(laws):
        place = folder / "corpus" / f"law-{number:02}"
        place.mkdir(parents=True)
        text = make_law(number, 12, SEED).text
        (place / "2020-01-01.txt").write_text(text, encoding="utf-8")
        if number in (3, 20):
            (place / "2015-01-01.txt").write_text(text.replace("十日", "五日"), encoding="utf-8")
    write_small_docs(folder / "docs")
    return folder


def read_tree(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def emitted(folder):
    return {name: text for name, text in read_tree(folder / "docs").items() if name != ".fatiao-generated"}


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    folder = lay_down(tmp_path_factory.mktemp("plain"))
    run(folder, "build", "--output", "html")
    return folder


@pytest.fixture
def shared(tmp_path):
    return lay_down(tmp_path)


def same(folder, plain):
    assert read_tree(folder / "html").keys() == read_tree(plain / "html").keys()
    assert read_tree(folder / "html") == read_tree(plain / "html")
    assert emitted(folder) == emitted(plain)
    assert not (folder / ".html-staging" / "shards").exists()


def pages_written(done):
    return int(done.stderr.partition("fatiao: ")[2].partition(" pages written")[0])


@pytest.mark.slow
def test_stages_from_the_shell_give_the_same_site(shared, plain):
    for number in (2, 1):
        assert " laws read" in run(shared, "stage", "read", "--shard", f"{number}/2", "--output", "html").stdout
    assert f"{LAWS} laws" in run(shared, "stage", "convert", "--output", "html").stdout
    for number in (3, 1, 2):
        assert " pages of " in run(shared, "stage", "pages", "--shard", f"{number}/3", "--output", "html").stdout
    done = run(shared, "build", "--output", "html")
    assert pages_written(done) < 100  # the lists; the others were there
    same(shared, plain)
    place = shared / "corpus" / "law-07" / "2020-01-01.txt"
    place.write_text(place.read_text(encoding="utf-8").replace("应当", "必须", 1), encoding="utf-8")
    run(shared, "build", "--output", "html")
    run(shared, "build", "--output", "afresh")
    assert read_tree(shared / "html") == read_tree(shared / "afresh")


@pytest.mark.slow
def test_what_was_made_of_other_texts_is_not_taken_over(shared):
    run(shared, "stage", "read", "--output", "html")
    run(shared, "stage", "convert", "--output", "html")
    run(shared, "stage", "pages", "--output", "html")
    place = shared / "corpus" / "law-07" / "2020-01-01.txt"
    place.write_text(place.read_text(encoding="utf-8").replace("应当", "必须", 1), encoding="utf-8")
    run(shared, "build", "--output", "html")
    run(shared, "build", "--output", "afresh")
    assert read_tree(shared / "html") == read_tree(shared / "afresh")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_a_process_that_is_killed_costs_its_own_share_only(shared, plain, seed):
    run(shared, "stage", "convert", "--output", "html")
    run(shared, "stage", "pages", "--shard", "1/2", "--output", "html")
    victim = subprocess.Popen(
        command("stage", "pages", "--shard", "2/2", "--output", "html"), cwd=shared, stdout=subprocess.DEVNULL
    )
    time.sleep(random.Random(seed).uniform(1, 4))
    victim.send_signal(signal.SIGKILL)
    victim.wait()
    run(shared, "build", "--output", "html")
    same(shared, plain)


@pytest.mark.slow
def test_a_record_that_is_cut_off_counts_for_nothing(shared, plain):
    run(shared, "stage", "pages", "--shard", "1/2", "--output", "html")
    [record] = (shared / ".html-staging" / "shards").glob("*/record-*.json")
    whole = record.read_text(encoding="utf-8")
    cut = record.with_name("record-0.json")
    cut.write_text(whole[: len(whole) // 2], encoding="utf-8")
    run(shared, "build", "--output", "html")
    same(shared, plain)


@pytest.mark.slow
def test_a_record_does_not_lead_out_of_the_site(shared):
    run(shared, "stage", "pages", "--shard", "1/2", "--output", "html")
    [record] = (shared / ".html-staging" / "shards").glob("*/record-*.json")
    value = json.loads(record.read_text(encoding="utf-8"))
    law = next(iter(value["laws"].values()))
    law["files"].append("../../outside.txt")
    (record.parent / "html" / "../../outside.txt").resolve().write_text("words", encoding="utf-8")
    record.write_text(json.dumps(value), encoding="utf-8")
    assert "refused to write outside" in run(shared, "build", "--output", "html", code=2).stderr
    assert not (shared / "outside.txt").exists()


@pytest.mark.slow
def test_a_persons_page_stops_the_build_before_anything_is_moved(shared):
    run(shared, "stage", "pages", "--output", "html")
    own = shared / "docs" / "laws" / "mine.md"
    own.parent.mkdir()
    own.write_text("# 我的\n", encoding="utf-8")
    assert "laws/mine.md: not generated" in run(shared, "build", "--output", "html", code=2).stderr
    assert [path.name for path in own.parent.iterdir()] == ["mine.md"]


def test_errors_are_told_by_the_stage_that_finds_them(shared):
    (shared / "corpus" / "law-09" / "notes.md").write_text(
        "# 注释\n\n## 第九百条\n\n:::{law:note} 说明\n:ground: 本法第一条\n无\n:::\n", "utf-8"
    )
    done = run(shared, "stage", "convert", "--output", "html", code=1)
    assert "law-09/notes.md:5:1: error[no-such-provision]" in done.stderr
    assert "nothing was converted" in done.stderr


@pytest.mark.parametrize("text", ["0/2", "3/2", "1", "1/0", "a/b", "1/2/3", "-1/2", "１/２"])
def test_a_shard_has_a_number_and_a_count(shared, text):
    assert "is not a share; write K/N" in run(shared, "stage", "read", f"--shard={text}", code=2).stderr
