"""The scripts for shells name every command and its options."""

import shutil
import subprocess

import pytest

from fatiao import cli
from fatiao.commands.completion import SHELLS


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_is_named(shell, capsys):
    assert cli.main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert all(name in script for name in ("build", "verify", "completion", "--keep-going"))


def test_bash_reads_its_script(tmp_path, capsys):
    if shutil.which("bash") is None:
        pytest.skip("no bash here")
    cli.main(["completion", "bash"])
    (tmp_path / "script").write_text(capsys.readouterr().out, encoding="utf-8")
    subprocess.run(["bash", "-n", tmp_path / "script"], check=True)
