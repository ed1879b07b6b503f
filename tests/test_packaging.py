"""The wheel holds everything, and is enough: a project is begun, filled, built and verified with nothing but it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support import documents
from tests.support.paths import ROOT

PACKAGE = ROOT / "conv" / "fatiao"
LAW = """某某市节约用水条例
（2020年1月1日某某市第一届人民代表大会常务委员会第一次会议通过）
第一条　甲。
第二条　本条例自2020年2月1日起施行。
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", folder, ROOT]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def own_files():
    return {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_package(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert own_files() <= names
    assert not [name for name in names - own_files() if ".dist-info/" not in name]


@pytest.mark.slow
def test_from_the_wheel_to_a_verified_site(wheel, tmp_path):
    home = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(home)
    env = {**os.environ, "PYTHONPATH": str(home), "SITE_URL": ""}

    def run(*words, cwd):
        code = f"import fatiao, sys; assert fatiao.__file__.startswith({str(home)!r}); from fatiao.cli import main; "
        command = [sys.executable, "-c", code + "sys.exit(main())", *map(str, words)]
        done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    received = {
        "a.txt": LAW.encode(),
        "b.docx": documents.docx("".join(documents.p(line) for line in LAW.replace("用水", "用电").splitlines())),
        "c.html": f"<p>{LAW.replace('用水', '用地').replace(chr(10), '</p><p>')}</p>".encode(),
    }
    run("init", "laws", "--title", "某市法规", cwd=tmp_path)
    project = tmp_path / "laws"
    for name, data in received.items():
        (tmp_path / name).write_bytes(data)
        run("add", tmp_path / name, cwd=project)
    run("check", cwd=project)
    built = run("build", cwd=project)
    assert "3 laws, 6 articles" in built.stdout
    assert "WARNING" not in built.stderr
    run("verify", "build/html", cwd=project)
    assert len(list(Path(project, "build/html/laws").glob("*/art-1.html"))) == 3
