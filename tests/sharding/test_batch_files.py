"""The files for batch systems use existing commands in a working order."""

import os
import re
import subprocess

import pytest
import yaml

from fatiao.cli import _parser
from tests.support.paths import ROOT

FOLDER = ROOT / "hosting/cluster"
SBATCH = """\
#!/bin/sh
echo "$@" >> "$SUBMITTED"
wc -l < "$SUBMITTED" | tr -d ' '
"""
GUIDE = (ROOT / "docs/guide/large.md").read_text(encoding="utf-8")


def parse(line):
    words = line.replace("$SLURM_ARRAY_TASK_ID", "2").split()
    assert words[0] == "fatiao"
    return _parser(words[1:]).parse_args(words[1:])


def test_the_slurm_script_submits_the_stages_in_their_order(tmp_path):
    (tmp_path / "sbatch").write_text(SBATCH)
    (tmp_path / "sbatch").chmod(0o755)
    submitted = tmp_path / "submitted"
    environment = os.environ | {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "SUBMITTED": str(submitted),
        "SHARES": "3",
    }
    done = subprocess.run(["sh", FOLDER / "slurm.sh"], check=True, capture_output=True, text=True, env=environment)
    assert done.stdout == "the site is built when job 4 is done\n"
    lines = submitted.read_text().splitlines()
    named = [parse(line.partition("--wrap ")[2]) for line in lines]
    assert [getattr(options, "name", "build") for options in named] == ["read", "convert", "pages", "build"]
    assert [getattr(options, "shard", (0, 0))[1] for options in named] == [3, 1, 3, 0]
    assert len({(options.corpus, options.docs, options.output) for options in named}) == 1
    assert [re.findall(r"after\w+:(\d+)", line) for line in lines] == [[], ["1"], ["2"], ["3"]]


def test_the_kubernetes_file_runs_a_build_that_finds_its_scheduler():
    parts = {
        f"{part['kind']} {part['metadata']['name']}": part
        for part in yaml.safe_load_all((FOLDER / "kubernetes.yaml").read_text())
    }
    [build] = parts["Job fatiao-build"]["spec"]["template"]["spec"]["containers"]
    options = parse(" ".join(build["command"]))
    service = parts["Service fatiao-scheduler"]
    assert options.cluster == f"tcp://{service['metadata']['name']}:{service['spec']['ports'][0]['port']}"
    [worker] = parts["Deployment fatiao-worker"]["spec"]["template"]["spec"]["containers"]
    assert options.cluster in worker["command"]
    assert worker["volumeMounts"] == build["volumeMounts"]


@pytest.mark.parametrize("line", re.findall(r"^fatiao [^#\n]*", GUIDE, re.MULTILINE))
def test_the_commands_of_the_guide_exist(line):
    parse(line)
