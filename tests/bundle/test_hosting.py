"""The hosting configurations parse, and name only files of the repository."""

import re
import shutil
import subprocess

import pytest
import yaml

from tests.conftest import ROOT


def test_read_the_docs_builds_what_is_here():
    config = yaml.safe_load((ROOT / ".readthedocs.yaml").read_text(encoding="utf-8"))
    assert config["version"] == 2
    assert (ROOT / config["sphinx"]["configuration"]).is_file()
    assert config["sphinx"]["fail_on_warning"] is True
    commands = " ".join(config["build"]["jobs"]["install"])
    for name in re.findall(r"-r (\S+)", commands):
        assert (ROOT / name).is_file()


def test_the_workflow_builds_checks_and_publishes_one_folder():
    text = (ROOT / ".github/workflows/pages.yml").read_text(encoding="utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    assert jobs["deploy"]["needs"] == "build"
    steps = jobs["build"]["steps"]
    commands = [step["run"] for step in steps if "run" in step]
    folder = next(step["with"]["path"] for step in steps if "upload-pages-artifact" in step.get("uses", ""))
    assert commands == ["make bundle BUNDLE=--no-pdf", "make site", f".venv/bin/fatiao verify {folder}"]
    assert f"--output {folder}" in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert yaml.safe_load(text)["permissions"] == {"contents": "read"}


def test_nginx_takes_its_configuration(tmp_path):
    nginx = shutil.which("nginx")
    if nginx is None:
        pytest.skip("no nginx")
    whole = tmp_path / "nginx.conf"
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = " ".join(f"{kind}_temp_path {tmp_path}/{kind};" for kind in kinds)
    whole.write_text(
        f"pid {tmp_path}/pid; error_log {tmp_path}/log; events {{}}\n"
        f"http {{ access_log off; {places} include {ROOT}/hosting/nginx.conf; }}\n"
    )
    done = subprocess.run([nginx, "-t", "-c", str(whole)], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
