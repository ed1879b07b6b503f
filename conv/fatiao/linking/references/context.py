"""Decide from the words around a bare 第…条 whether it can be a provision of the law being read.

A number directly after a noun (国家标准GB 18918第三条, 劳动合同第二条, 附件第一条) belongs to the thing that the noun
names.  Only a closed set of words can precede a provision of the law itself: a mark, a function word, or a verb whose
object is a provision or the subject of a provision.  The lists were drawn from the words before 本法第…条 and 前款 in
438 real texts, where the law is named and the grammar is the same.
"""

from __future__ import annotations

import re

#: Prepositions, conjunctions and auxiliaries; the look-behinds keep nouns out: 合同, 行为, 理由, 原因, 证据, 意向.
_GRAMMAR = (
    r"除|在(?<!所在)|对|按|依|(?<![理自事])由|与|和|及|或|并|且|而|但|即|如|若|凡|又|当|从|以|将|把|被|受|就|比|经|自|至|到|于|向(?<![方意趋]向)|因(?<!原因)"
    r"|为(?<!行为)|是|系(?<![关体联]系)|指(?<![手]指)|属(?<![亲家眷]属)|有|无|非|含|见|犯(?<![罪]犯)|据(?<![证数票凭单收论]据)|使(?<!大使)|凭|同(?<![合共协]同)"
    r"|或者|以及|并且|其中|上述|前述|下述|上列|下列|所述|另有|各该|除外|仅|均|分别|同时|以外的|还|应|须|拟"
)
#: Verbs of two characters whose object is a provision or the subject of a provision.
_VERBS = """
违反 依照 按照 遵照 参照 比照 对照 仿照 根据 依据 依循 遵守 遵循 遵从 符合 适用
准用 援用 援引 引用 套用 触犯 构成 属于 具有 具备 存在 履行 实施 执行 施行 落实
贯彻 采取 采用 运用 进行 开展 从事 参加 参与 达到 达成 满足 完成 实现 超过 低于
高于 限于 等于 基于 关于 鉴于 至于 由于 不受 接受 遭受 享受 享有 享用 行使 承担
负担 负有 负责 免除 减轻 加重 发现 发生 出现 涉及 包括 包含 涵盖 现有 遇有 明知
记载 载明 列明 写明 注明 销售 生产 制造 加工 使用 利用 运输 携带 持有 占有 走私
虚开 侵入 侵犯 侵害 损害 破坏 妨碍 阻碍 伪造 变造 冒用 买卖 出卖 出售 收购 购买
转让 出租 出借 提交 提供 提出 提起 出具 出示 报送 报告 递交 送达 收到 取得 获得
获取 领取 换领 补领 申领 申请 办理 审理 审查 审核 核查 核实 查阅 查询 查验 调查
检查 处理 处以 处罚 给予 作出 做出 拒绝 拒不 逃避 规避 回避 隐瞒 泄露 透露 披露
公开 公布 发布 公示 传输 传播 制作 复制 植入 输入 输出 列入 纳入 计入 载入 开采
勘查 建设 修建 设置 设立 成立 组织 组建 建立 拟订 拟定 制定 编制 修订 修改 修正
废止 删除 删去 增加 增设 改为 作为 定为 视为 认为 认定 确认 确定 适于 用于 归于
处于 位于 免于 限制 禁止 限定 放弃 变更 解除 终止 中止 暂停 恢复 启动 提高 降低
调整 缴纳 支付 清偿 赔偿 偿还 保障 造成 导致 引起 产生 形成 经营 委托 受托 指使
教唆 帮助 协助 介绍 允许 准许 许可 批准 同意 通过 经过 超越 超出 违背 不按 未按
不服 没有 参见 详见 如同 连同 会同 除了 除去 合并 区分 证明 明确 收集 采集 储存
存储 保管 保存 销毁 进入 退出 离开 派到 派往 拍卖 变卖 抵押 质押 征收 征用 占用
拆除 改变 替换 更换 补充 引发 触发 落入 归入 列于 载于 见于 依从 服从 配合 支持
鼓励 保护 管理 监督
"""
_GRAMMAR_AT_END = re.compile(rf"(?:{_GRAMMAR})\Z")
_VERBS_AT_END = tuple(_VERBS.split())
#: Documents whose parts are numbered too: a 款, 项 or 目 directly after their names belongs to them.
_DOCUMENTS = tuple(
    "合同 协议 协议书 协定 条约 议定书 纪要 备忘录 标准 声明 章程 公约 说明书 申请书 承诺书 意向书 裁定书 判决书 "  # noqa: SIM905
    "决定书 通知书 招标文件 投标文件 方案 规划 计划 手册 指引 指南 附件 附表 附录 附图 附则 法例 保险单 保单 租约 合约 "
    "契约 规约 遗嘱".split()
)
_LABEL = re.compile(r"[（(][零〇一二三四五六七八九十百0-9０-９a-zA-Z]{1,4}[）)]\Z")
_REACH = 60

#: Things other than provisions that 条 counts: 第二条路, 第一条便道, 第三条输电线路, 第二条理由.
_COUNTED = re.compile(
    r"[^，。；：、（）“”《》\s的规所之中和与及或者修执处适第应当不可]{0,4}?"
    r"(?:路|道(?![德歉理具])|线|河|江|溪|渠|沟|街|巷|胡同|船|轨|缆|堤|坝|桥|链|绳|鱼|蛇|狗|龙|腿|命|裤|裙|烟|管道|管廊|地铁|轻轨|高铁|高速|短信|微信|微博|消息|新闻|信息|理由|措施|途径|建议|意见|经验|原则|标语)"
)
#: After one of these words a number is a provision, whatever follows.
_CITES = re.compile(r"(?:依照|按照|遵照|参照|比照|根据|依据|违反|符合|适用|执行|触犯|依|按)\Z")


def stands_free(text: str, at: int) -> bool:
    """Return True if the words before ``at`` allow a bare number there to belong to the law being read."""
    left = text[max(0, at - _REACH) : at].rstrip(" \u3000\u00a0\t")
    if not left or left[-1] == "\n":
        return True
    last = left[-1]
    if last in "）)":
        return bool(_LABEL.search(left)) or _stands_before_bracket(text, at - _REACH, left)
    if last in '”"’》」』':
        return left[-2:-1] in ("。", "；", "！", "？")
    if not (last.isalnum() or "\u4e00" <= last <= "\u9fff"):
        return True
    return left.endswith(_VERBS_AT_END) or _GRAMMAR_AT_END.search(left, max(0, len(left) - 4)) is not None


def _stands_before_bracket(text: str, start: int, left: str) -> bool:
    """Return True if the words before the bracket that ``left`` ends with allow the number to belong to the law."""
    opened = max(left.rfind("（"), left.rfind("("))
    return opened >= 0 and stands_free(text, max(0, start) + opened)


def names_document(text: str, at: int) -> bool:
    """Return True if another document is named directly before ``at``: 劳动合同第二款."""
    return text.endswith(_DOCUMENTS, 0, at)


def counts_things(text: str, start: int, end: int) -> bool:
    """Return True if the 第…条 from ``start`` to ``end`` counts things and is not a citation."""
    return _COUNTED.match(text, end) is not None and not _CITES.search(text, max(0, start - 2), start)
