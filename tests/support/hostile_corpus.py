"""A corpus in which every field that may hold untrusted text tries to inject markup or script."""

from __future__ import annotations

import json
from pathlib import Path

#: Each is a complete text, which a page must show unchanged.
ATTACKS = (
    "<script>window.pwned=1</script>",
    '"><img src=x onerror="window.pwned=1">',
    "'><svg/onload=window.pwned=1>",
    "</title></script></textarea></style><iframe src=javascript:parent.pwned=1>",
    '" onmouseover="window.pwned=1" x="',
    "]]><!--><script>window.pwned=1</script>-->",
    "[点](javascript:window.pwned=1)",
    "![图](x){onerror=window.pwned=1}",
    "<javascript:window.pwned=1>",
    "{raw}`<b onclick=pwned=1>`{=html}",
    '{law:ref}`x <yl:art_1 “" onclick="pwned=1”>`',
    ":::{raw} html",
    "```{raw} html",
    "{{ 7*7 }}{% raw %}<%= 1 %>${1+1}",
    "$$x$$ %comment &lt;b&gt; &#60;b&#62; \\<b\\>",
    '</fatiao>\\u003cscript\\u003e\\"+alert(1)+\\"',
    "\u202e倒\u2066写\u2069",
    "\u2028行\u2029段",
)
#: Control characters that a text file and TOML escapes can hold, but XML and HTML cannot.
CONTROLS = "铃\x07退\x08转\x1b[31m终"


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def write_hostile_corpus(folder: Path) -> Path:
    """Write a law with attacks in its title, metadata, text, notes, terms and corrections, and one in its file name."""
    law = folder / "hostile-law"
    law.mkdir(parents=True)
    title = f"样例{''.join(ATTACKS)}条例"
    lines = ["（2020年3月1日样例市人民代表大会常务委员会通过）", f"第一章　总则{ATTACKS[0]}"]
    for number, attack in enumerate((*ATTACKS, CONTROLS), 1):
        lines += [
            f"第{_numeral(number)}条　甲{attack}乙。",
            f"丙{attack}丁：",
            f"（一）戊{attack}己；",
            f"（二）{attack}庚。",
        ]
    last = len(ATTACKS) + 2
    lines.append(
        f"第{_numeral(last)}条　本条例所称攻击{ATTACKS[1]}，是指{ATTACKS[0]}。依照《{ATTACKS[1]}法》第一条处理攻击。"
    )
    (law / "2020-03-01.txt").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    values = {"title": title, "issuer": ATTACKS[2], "kind": ATTACKS[0], "number": ATTACKS[1]}
    toml = [f"{key} = {_toml(value)}" for key, value in values.items()]
    toml += [f"short_titles = [{_toml(ATTACKS[3])}, {_toml(ATTACKS[4])}]", 'status = "现行有效"']
    for key in (*values, "short_titles", "status"):
        toml += ["[[supplied]]", f"field = {_toml(key)}", f"ground = {_toml(ATTACKS[5] + CONTROLS)}"]
    (law / "law.toml").write_text(
        "\n".join(toml).replace("\x07", "\\u0007").replace("\x1b", "\\u001b"), encoding="utf-8"
    )
    notes = ["# 注释"]
    for number, attack in enumerate((a for a in ATTACKS if not a.startswith(":::")), 1):
        notes += [
            f"## 第{_numeral(number)}条",
            ":::{law:note} 说明",
            ":ground: 本条例第一条",
            f"注{attack}释",
            ":::",
            "",
        ]
    (law / "notes.md").write_text("\n".join(notes), encoding="utf-8")
    fix = {
        "provision": "第一条第一款",
        "printed": f"甲{ATTACKS[0]}",
        "corrected": f"申{ATTACKS[1]}",
        "reason": ATTACKS[4],
    }
    fix["ground"] = "本条例第二条"
    (law / "fixes.toml").write_text(
        "[[fix]]\n" + "\n".join(f"{k} = {_toml(v)}" for k, v in fix.items()), encoding="utf-8"
    )
    other = folder / "named-law"
    other.mkdir()
    (other / '"><img src=x onerror=pwned=1>.txt').write_text(
        "样例市二号条例\n第一条　甲。\n第二条　乙。\n", encoding="utf-8"
    )
    terms = []
    for attack in ATTACKS[:6]:
        term = {"term": f"术语{attack}", "pinyin": attack, "english": attack, "definition": attack}
        terms += ["[[term]]", *(f"{key} = {_toml(value)}" for key, value in term.items())]
        terms += [
            'grounds = ["《样例市二号条例》第一条"]',
            'works = ["hostile-law"]',
            f"aliases = [{_toml(f'甲{attack}乙')}]",
        ]
    (folder / "terms.toml").write_text("\n".join(terms), encoding="utf-8")
    cited = [
        "[[work]]",
        f"title = {_toml(ATTACKS[1] + '法')}",
        f"kind = {_toml(ATTACKS[0])}",
        f"short_titles = [{_toml(ATTACKS[2])}]",
    ]
    (folder / "works.toml").write_text("\n".join(cited), encoding="utf-8")
    return folder


def _numeral(number: int) -> str:
    digits = "零一二三四五六七八九十"
    if number <= 10:
        return digits[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
