"""What a command says of its progress: a line where a step begins and ends, or a bar on a terminal."""

import io

from fatiao.progress import follow

SAID = (
    "\x1b[1mreading sources... \x1b[39;49;00m[ 25%] \x1b[35mlaws/a/art-1\x1b[39;49;00m\r",
    "reading sources... [ 50%] laws/a/art-2\rreading sources... [100%] laws/a/art-3\r\n",
    "\x1b[1mwriting output... \x1b[39;49;00m[100%] index\r\n",
    "writing output... [ 50%] another part\rwriting output... [100%] of it\r\n",
    "fatiao: 3 pages written, [b]no[/b] markup\nsomething else\n",
)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def shown_on(stream):
    with follow(stream) as status:
        assert [status.write(text) for text in SAID] == [len(text) for text in SAID]
    return stream.getvalue()


def test_lines_where_there_is_no_terminal():
    assert shown_on(io.StringIO()).splitlines() == [
        "reading: 25%",
        "reading: 100%",
        "writing: 100%",
        "writing: 100%",
        "fatiao: 3 pages written, [b]no[/b] markup",
    ]


def test_a_bar_on_a_terminal(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    shown = shown_on(Terminal())
    assert "reading" in shown and "100/100" in shown
    assert "fatiao: 3 pages written, [b]no[/b] markup" in shown
    assert "something else" not in shown
