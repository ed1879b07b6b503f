"""Synthetic laws for benches without real ones, with chapters, 款, 项, definitions and references.

Every law is drawn with a seed of its own from tables of words, nearly in the proportions of real laws: about 105
characters, 1.5 款, 0.6 项 and 0.4 references per article, three definitions per law.  The provinces do not exist.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fatiao.language.numerals import format_numeral


def _words(*lines: str) -> list[str]:
    return " ".join(lines).split()


PROVINCES = ("东山", "南江", "西岭", "北原", "云川", "海州", "平湖", "长河", "金岭", "石州", "青原", "白江")
_SUBJECTS = _words(
    "河湖水域 城镇供水 农村公路 公共档案 散装水泥 园林苗木 客运索道 地下管线 民用气瓶 公共浴场",
    "集贸市场 渔港水域 校外培训 街头广告 共享单车 道路照明 社区食堂 乡村民宿 博物馆藏品 旧货交易",
    "温泉水源 古树名木 电梯使用 建筑渣土 养老机构 地名标志 气象设施 种子生产 桥梁养护 货运码头",
)
_KINDS = (("管理条例", "本条例"), ("保护条例", "本条例"), ("监督办法", "本办法"), ("服务规定", "本规定"))
_OFFICES = ("交通运输", "水行政", "住房城乡建设", "市场监督管理", "农业农村", "文化和旅游", "生态环境", "应急管理")
_PARTIES = ("经营单位", "使用单位", "维护单位", "检验机构", "从业人员", "申请人", "受托单位", "所有权人")
_THINGS = ("设施", "标志", "台账", "设备", "场所", "档案", "信息系统", "应急物资", "专用车辆", "监测数据")
_MANNERS = _words("如实 及时 定期 按照规定 自收到通知之日起十日内 在每年第一季度 会同有关部门 以书面形式")
_DEEDS = _words(
    "登记和更新{} 检查和维护{} 向社会公开{} 报告{}的变动情况 建立{}的管理制度 配备与规模相适应的{}",
    "对{}进行安全评估 妥善保存{}不少于三年 停止使用不合格的{} 将{}纳入年度计划 保障{}正常运行 接受对{}的抽查",
)
_AIMS = _words(
    "不得收取任何费用 并将结果告知当事人 保证安全、便利和整洁 所需经费列入本级预算 接受社会监督 防止发生事故",
    "逾期不答复的，视为同意 并为残疾人、老年人提供便利 国家另有规定的除外 不得影响居民的正常生活",
)
_CHAPTERS = ("规划与建设", "登记与备案", "使用与维护", "安全与应急", "服务与保障", "监督检查", "信息公开", "行业自律")
_PARTS = ("通则", "设施", "从业", "服务", "安全")


@dataclass(frozen=True)
class MadeLaw:
    """A law with its known content: the labels of its articles, its defined terms, and the number of its references."""

    title: str
    text: str
    labels: tuple[str, ...]
    terms: tuple[str, ...]
    references: int


@dataclass
class _Draft:
    """A law while it is written: its lines, and the content recorded for ``MadeLaw``."""

    draw: random.Random
    own: str
    subject: str
    lines: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    references: int = 0
    double: list[int] = field(default_factory=list)  # numbers of the articles that have a second 款

    def article(self, first: str, *more: str) -> None:
        """Append the next article: its first 款 and further lines."""
        label = f"第{format_numeral(len(self.labels) + 1)}条"
        self.labels.append(label)
        self.lines += [f"{label}　{first}", *more]

    @property
    def office(self) -> str:
        """Return the name of the competent authority."""
        return f"{self.subject}主管部门"

    def deed(self) -> str:
        """Return a duty, without its subject."""
        return self.draw.choice(_MANNERS) + self.draw.choice(_DEEDS).format(self.subject + self.draw.choice(_THINGS))

    def sentence(self) -> str:
        """Return a sentence that obliges somebody to do something."""
        who = self.draw.choice((*(self.subject + party for party in _PARTIES), self.office, "县级以上人民政府"))
        second = f"，并{self.deed()}" if self.draw.random() < 0.6 else ""
        return f"{who}应当{self.deed()}{second}，{self.draw.choice(_AIMS)}。"

    def items(self) -> Iterator[str]:
        """Yield three to six 项."""
        last = self.draw.randint(3, 6)
        for number in range(1, last + 1):
            yield f"（{format_numeral(number)}）{self.deed()}{'。' if number == last else '；'}"


def title_of(number: int) -> str:
    """Return the title of a law by its number; every number has another title."""
    cycle, kind = divmod(number // len(PROVINCES) // len(_SUBJECTS), len(_KINDS))
    subject = _SUBJECTS[number // len(PROVINCES) % len(_SUBJECTS)]
    place = PROVINCES[number % len(PROVINCES)] + "省" + (f"第{format_numeral(cycle)}区" if cycle else "")
    return place + subject + _KINDS[kind][0]


def make_law(number: int, articles: int, seed: int = 0, *, parts: bool = False) -> MadeLaw:
    """Return a law by its number; the same arguments give the same law.

    ``articles`` is at least eight.  ``parts`` adds 编 above the chapters, as in a code.
    """
    title = title_of(number)
    own = next(own for kind, own in _KINDS if title.endswith(kind))
    subject = _SUBJECTS[number // len(PROVINCES) % len(_SUBJECTS)]
    draft = _Draft(random.Random(f"{seed} {number}"), own, subject)  # noqa: S311
    headings = _headings(articles, parts)
    _begin(draft, title, headings.pop(1))
    while len(draft.labels) < articles - 2:
        draft.lines += headings.get(len(draft.labels) + 1, ())
        _continue(draft, [title_of(n) for n in draft.draw.sample(range(number + 12), 2) if n != number])
    draft.lines += headings[articles - 1]
    draft.article(f"违反{own}规定，法律、行政法规已有处罚规定的，从其规定。")
    draft.article(f"{own}自{2001 + number % 20}年7月1日起施行。")
    text = "\n\n".join([title, *draft.lines]) + "\n"
    return MadeLaw(title, text, tuple(draft.labels), tuple(draft.terms), draft.references)


def _headings(articles: int, parts: bool) -> dict[int, list[str]]:
    """Return the headings before each article, by the article's number; chapter numbers restart in every part."""
    starts = [1, *range(max(8, articles // 6), articles - 3, max(14, articles // 40)), articles - 1]
    in_part = -(-len(starts) // len(_PARTS)) if parts else len(starts)
    headings = {}
    for at, start in enumerate(starts):
        part, chapter = divmod(at, in_part)
        name = "总则" if at == 0 else "附则" if start == articles - 1 else _CHAPTERS[at % len(_CHAPTERS)]
        above = [f"第{format_numeral(part + 1)}编　{_PARTS[part]}"] if parts and chapter == 0 else []
        headings[start] = [*above, f"第{format_numeral(chapter + 1)}章　{name}"]
    return headings


def _begin(draft: _Draft, title: str, headings: list[str]) -> None:
    """Write the beginning of every law: the date of adoption, and the articles on purpose, scope and terms."""
    year = 2000 + draft.draw.randrange(20)
    place = title.partition("省")[0] + "省"
    draft.lines.append(f"（{year}年3月{draft.draw.randint(1, 28)}日{place}人民代表大会常务委员会第九次会议通过）")
    draft.lines += headings
    own, subject = draft.own, draft.subject
    draft.article(f"为了加强{subject}管理，保障公众合法权益，结合本省实际，制定{own}。")
    draft.article(f"本省行政区域内的{subject}及其监督管理活动，适用{own}。", "法律、行政法规另有规定的，从其规定。")
    thing = subject + draft.draw.choice(_THINGS)
    draft.article(f"{own}所称{thing}，是指为了{subject}而设置、使用或者保存的{draft.draw.choice(_THINGS)}及其附属物。")
    office = draft.draw.choice(_OFFICES)
    draft.article(
        f"县级以上人民政府{office}主管部门（以下简称{draft.office}）负责本行政区域内{subject}的监督管理工作。"
    )
    party = subject + draft.draw.choice(_PARTIES)
    draft.article(f"{own}所称{party}，是指依法从事与{subject}有关的活动的组织和个人。", draft.sentence())
    draft.terms += [thing, draft.office, party]
    draft.double += [2, 5]


def _continue(draft: _Draft, others: Sequence[str]) -> None:
    """Write an article of a randomly chosen common shape."""
    draw, at = draft.draw, len(draft.labels) + 1
    shape = draw.choices(("plain", "two", "items", "before", "own", "other", "fine"), (24, 19, 16, 14, 8, 7, 12))[0]
    if shape == "two":
        draft.article(draft.sentence() + draft.sentence(), *(draft.sentence() for _ in range(draw.randint(1, 3))))
        draft.double.append(at)
    elif shape == "items":
        draft.article(f"{draft.subject}{draw.choice(_PARTIES)}应当遵守下列规定：", *draft.items())
    elif shape == "before":
        draft.article(draft.sentence(), f"前款规定的事项，由{draft.office}{draft.deed()}。")
        draft.double.append(at)
    elif shape == "own":
        draft.article(f"依照{draft.own}第{format_numeral(draw.choice(draft.double))}条第二款的规定，{draft.sentence()}")
    elif shape == "other":
        number = format_numeral(draw.randint(1, 5))
        draft.article(draft.sentence() + f"具体办法依照《{draw.choice(others)}》第{number}条的规定执行。")
    elif shape == "fine":
        cited, low = format_numeral(draw.randrange(1, at)), draw.choice("一二三五")
        draft.article(
            f"违反{draft.own}第{cited}条规定，未{draft.deed()}的，由{draft.office}责令限期改正；"
            f"逾期不改正的，处{low}千元以上{low}万元以下罚款。"
        )
    else:
        draft.article(draft.sentence() + (draft.sentence() if draw.random() < 0.6 else ""))
    draft.references += shape in {"before", "own", "other", "fine"}
