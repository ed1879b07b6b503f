"""``fatiao serve`` from end to end: an edit shows, an error leaves the last whole site, an interrupt ends it."""

import re
import signal
import subprocess
import sys
import time
import urllib.request

import pytest

from fatiao.cli import main
from fatiao.projects.begin import Project, begin_project

LAW = "某市节约用水条例\n第一条　甲。\n第二条　乙。\n"


class Served:
    """A server of a project, and its lines."""

    def __init__(self, folder):
        command = [sys.executable, "-m", "fatiao", "serve", "--port", "0"]
        self.process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
        )
        self.address = re.match(r"(http://\S+/) ", self.process.stdout.readline())[1]

    def until(self, pattern):
        for line in self.process.stdout:
            if re.search(pattern, line):
                return line
        raise AssertionError(f"ended before {pattern}")

    def page(self, path):
        return urllib.request.urlopen(self.address + path, timeout=20).read().decode()


@pytest.mark.slow
def test_an_edit_shows_and_an_error_leaves_the_last_whole_site(tmp_path):
    begin_project(tmp_path, Project("某市法规"))
    text = tmp_path / "corpus/some-law/2020-01-01.txt"
    text.parent.mkdir()
    text.write_text(LAW, encoding="utf-8")
    served = Served(tmp_path)
    try:
        served.until("^built in .*: 1 laws, 2 articles")
        time.sleep(0.5)  # the watcher begins behind the first build
        text.write_text(LAW.replace("甲", "丙"), encoding="utf-8")
        served.until("2020-01-01.txt changed: built in")
        assert "丙。" in served.page("laws/some-law/art-1.html")
        (text.parent / "law.toml").write_text("title = [", encoding="utf-8")
        served.until("law.toml changed: not built")
        assert "丙。" in served.page("laws/some-law/art-1.html")
        assert "bad-toml" in served.page("_fatiao/findings.json")
        served.process.send_signal(signal.SIGINT)
        assert served.until("^stopped")
        assert served.process.wait(20) == 0
    finally:
        served.process.kill()
        served.process.wait()
        served.process.stdout.close()


def test_without_a_project_the_way_is_named(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["serve"]) == 2
    assert "create a project with fatiao init DIR" in capsys.readouterr().err
