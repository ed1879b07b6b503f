"""Write TOML for a corpus: new files, and new entries behind the content of existing ones, which stays unchanged."""

from __future__ import annotations

from collections.abc import Iterable

from fatiao.corpus.toml import quoted
from fatiao.curating.proposal import Proposal

_DAYS = frozenset({"adopted", "promulgated", "in_force"})
_VERIFY = "# 待核：以下各项文本没有印出，依所附的根据推断。核对之后改正，并删去根据中的“待核：”。\n"
#: Lines for the curator to fill in where no value could be inferred.
_MISSING = {
    "kind": '# kind = ""    # 待核：法律、行政法规、地方性法规、部门规章、司法解释 …\n',
    "status": '# status = ""    # 待核：现行有效、已修改、已废止、尚未施行\n',
}


def write_law(proposal: Proposal) -> str:
    """Return a new ``law.toml``: the values that the text prints, then those to be verified, each with a ground."""
    lines = [f"{key} = {_value(key, value)}\n" for key, value in proposal.printed.items()]
    concluded = {entry.field for entry in proposal.supplied}
    lines += ["\n", _VERIFY] if proposal.supplied else ["\n"]
    lines += [f"{entry.field} = {quoted(entry.value)}\n" for entry in proposal.supplied]
    lines += [line for field, line in _MISSING.items() if field not in concluded]
    for entry in proposal.supplied:
        lines.append(f"\n[[supplied]]\nfield = {quoted(entry.field)}\nground = {quoted(entry.ground)}\n")
    return "".join(lines)


def add_cited(works: str, titles: Iterable[str]) -> str:
    """Return a ``works.toml`` with an entry for each title appended."""
    parts = [works if not works or works.endswith("\n") else works + "\n"]
    parts += [f"\n# 待核：题名照条文所引。\n[[work]]\ntitle = {quoted(title)}\n" for title in titles]
    return "".join(parts)


def _value(key: str, value: str) -> str:
    return value if key in _DAYS else quoted(value)
