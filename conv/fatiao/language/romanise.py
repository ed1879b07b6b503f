"""Romanise Chinese titles and names of bodies: pinyin by words, each with a capital.

Chinese prints no word boundaries.  Three sources give them, in this order: words that an editor separated, common words
of titles of Chinese law, and the phrase dictionary of pypinyin.  The rest is split into pairs of characters, since most
words of modern Chinese have two syllables.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from fatiao.language.pinyin import read_plainly, split_phrases

#: The most frequent words in the titles of 392 laws and in names of state bodies, and place names of more than two
#: characters.
_WORDS = """
中华 人民 共和国 全国 代表 大会 常务 委员会 委员 国务院 国务 最高 法院 检察院 政府 中央 军事 自治区 自治州 自治县
维吾尔 内蒙古 黑龙江 特别 行政区 石家庄 呼和浩特 哈尔滨 乌鲁木齐 连云港 张家口 秦皇岛 生产 建设 兵团
办法 规定 条例 细则 规则 决定 解释 通知 批复 意见 章程 公约 修正案 民法典 法典 方案 目录 标准 规程 公告 命令
关于 若干 问题 有关 适用 实施 施行 暂行 试行 执行 审理 办理 案件 纠纷 具体 应用 法律 法规 应当 进行 认定 修改 废止
管理 保护 保障 促进 监督 安全 防治 防范 预防 发展 服务 登记 处理 处罚 许可 审查 检查 监察 监测 评估 奖励 救助 补偿
赔偿 征收 征用 使用 利用 开发 节约 规划 投资 经营 交易 采购 招标 投标 仲裁 调解 诉讼 复议 执法 司法 行政 刑事 民事
公安 国家 国防 社会 城市 城乡 农村 地方 公共 公民 居民 村民 企业 事业 单位 机关 组织 团体 职工 劳动 合同 工资 保险
环境 资源 土地 森林 草原 矿产 水利 海洋 海域 河道 大气 污染 噪声 固体 废物 垃圾 生活 生态 湿地 野生 动物 植物 防火
防震 减灾 气象 地震 交通 道路 运输 铁路 公路 航空 船舶 港口 车辆 机动车 轨道 电力 能源 燃气 供热 供水 用水 房屋 租赁
物业 住房 建筑 工程 质量 产品 食品 药品 医疗 卫生 健康 疫苗 传染病 教育 学校 教师 学生 科学 技术 科技 知识 产权 专利
商标 著作权 文化 文物 遗产 体育 旅游 广告 新闻 出版 电影 网络 数据 个人 信息 信用 电子 商务 金融 银行 证券 外商 台湾
同胞 华侨 归侨 侨眷 民族 宗教 妇女 儿童 未成年人 老年人 残疾人 退役 军人 军民 警察 监狱 枪支 治安 户籍 身份证 护照
出境 入境 边境 海关 税收 财政 预算 审计 统计 会计 价格 市场 竞争 消费者 权益 计量 志愿 慈善 人口 计划 生育 婚姻 家庭
收养 继承 选举 立法 议事 程序 工会 律师 公证 档案 保密 密码 反间谍 恐怖主义 犯罪 毒品 禁毒 消防 突发 事件 应急 应对
平安 综合 治理 关键 基础 设施 实名 文明 行为 养犬 爱国 精神 活动 场所 人员 产业 农业 渔业 畜牧 种子 粮食 水土 保持
绿化 绿色 海上 内河 水域 会计师 保守 秘密 情报 对外 贸易 关系 经济 中小 民营 国有 集体 资产 财产 损害 责任 侵权
"""
_TITLE_WORDS = frozenset(_WORDS.split())
#: Words that take no capital and do not join another word.
_PARTICLES = frozenset("的和与及或等为对在于中")
_KINDS_OF_PLACES = frozenset("省市县区州盟旗")
_LONGEST = max(map(len, _TITLE_WORDS))
_HAN = re.compile("[㐀-鿿\U00020000-\U0003ffff]+")
_LATIN_MARKS = str.maketrans({"《": "“", "》": "”", "〈": "‘", "〉": "’", "（": "(", "）": ")", "、": ",", "，": ","})


def list_words(readings: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the words of terms from pinyin that an editor wrote by words: 国家秘密, ``guójiā mìmì`` → 国家, 秘密.

    Each word is mapped to its reading without tones.  A term whose syllables do not match its characters is skipped.
    """
    words: dict[str, str] = {}
    for term, pinyin in readings:
        parts = _without_tones(pinyin).split()
        han = "".join(_HAN.findall(term))
        syllables = read_plainly(han)
        ends = [0, *accumulate(map(len, syllables))]
        cuts = [0, *accumulate(len(part.replace("'", "")) for part in parts)]
        if "".join(parts).replace("'", "").lower() != "".join(syllables) or not {*cuts} <= {*ends}:
            continue
        places = [ends.index(cut) for cut in cuts]
        for part, start, end in zip(parts, places, places[1:], strict=False):
            if end - start > 1:
                words.setdefault(han[start:end], part.lower())
    return words


def romanise(text: str, words: Mapping[str, str] | None = None) -> str:
    """Return pinyin without tones by words, each with a capital: 保守国家秘密条例 → ``Baoshou Guojia Mimi Tiaoli``.

    ``words`` is a result of ``list_words``.  Other text stays as it is; punctuation becomes that of Latin script.
    """
    pieces: list[str] = []
    end = 0
    for run in _HAN.finditer(text):
        pieces.append(text[end : run.start()].translate(_LATIN_MARKS).strip())
        pieces += (_write(word, words or {}) for word in _split(run[0], words or {}))
        end = run.end()
    pieces.append(text[end:].translate(_LATIN_MARKS).strip())
    joined = " ".join(filter(None, pieces))
    joined = re.sub(r"\s+(?=[”’),.;:])|(?<=[“‘(])\s+", "", joined)
    joined = re.sub(r"(?<=[”’),])(?=\w)|(?<=\w)(?=[“‘(])(?!’)", " ", joined)
    return joined[:1].upper() + joined[1:]


def _split(run: str, words: Mapping[str, str]) -> Iterator[str]:
    """Yield the words of a run of Chinese characters; the longest known word at each position wins."""
    longest = max([_LONGEST, *map(len, words)])
    start = at = 0
    while at < len(run):
        size = next(
            (n for n in range(min(longest, len(run) - at), 1, -1) if _is_word(run[at : at + n], words)),
            1 if run[at] in _PARTICLES else 0,
        )
        if size:
            yield from _split_rest(run[start:at])
            yield run[at : at + size]
            start = at + size
        at += size or 1
    yield from _split_rest(run[start:])


def _is_word(piece: str, words: Mapping[str, str]) -> bool:
    return piece in words or piece in _TITLE_WORDS


def _split_rest(run: str) -> Iterator[str]:
    """Yield the phrases of a run without known words, and the characters between them in pairs.

    The kind of a place after its name is a word of its own: 上海 市 音像.
    """
    loose = before = ""
    for phrase in split_phrases(run):
        if len(phrase) == 1 and not (phrase in _KINDS_OF_PLACES and not loose and len(before) > 1):
            loose += phrase
            continue
        before = phrase
        yield from _pairs(loose)
        yield phrase
        loose = ""
    yield from _pairs(loose)


def _pairs(run: str) -> Iterator[str]:
    yield from (run[at : at + 2] for at in range(0, len(run), 2))


def _write(word: str, words: Mapping[str, str]) -> str:
    if word in _PARTICLES:
        return "".join(read_plainly(word))
    if word in words:
        return _with_umlaut(words[word]).capitalize()
    first, *rest = read_plainly(word)
    # 隔音符号: an apostrophe before a syllable inside a word that begins with a, o or e
    spelt = first + "".join(f"'{syllable}" if syllable[:1] in "aoe" else syllable for syllable in rest)
    return _with_umlaut(spelt).capitalize()


def _with_umlaut(syllables: str) -> str:
    """Return ``syllables`` with ü for the v of pypinyin's plain style."""
    return syllables.replace("v", "ü")


def _without_tones(pinyin: str) -> str:
    """Return pinyin without tone marks; ü becomes v, as in pypinyin's plain style."""
    plain = unicodedata.normalize("NFD", pinyin).replace("u\u0308", "v")
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("’", "'")
