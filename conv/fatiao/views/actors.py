"""Find the actor of a sentence: the organ or the person named before its verb.

Statutes name an actor by a closed set of heads (机关, 部门, 人员, …者), at the beginning of a clause, and directly
before the modal word, an adverb, a preposition or a verb of condition.  Without such a head, the sentence names no
actor.
"""

from __future__ import annotations

import re

_HEADS = (
    "政府|机关|机构|部门|单位|组织|委员会|办公室|办事处|管委会|企业|公司|集团|商户|厂|店|人员|人口|人|(?<!或)者|公民|居民|村民|委员|代表|主任|"
    "法院|检察院|学校|幼儿园|高校|医院|银行|中心|协会|学会|商会|工会|家庭|媒体|国家|自治区|自治州|自治县|兵团|本省|本市|全省|双方|各方|一方|违约方|守约方|(?<=[患医并租托让包卖买需供受委用资])方(?![式法案可面向针])|学生|"
    "教师|医师|护士|律师|专家|干部|军人|监事|监事会|董事|董事会|股东|乘客|旅客|旅行社|出版社|报社|通讯社|电视台|电台|(?<![结布格全大变])局(?!面|限|部)|(?<=[\u4e00-\u9fff])(?<![承主举开兴申协经筹督查创])办(?![理法事公学案])|(?<=[政安业电设务育通化技源利生保境林土交传])部(?![门分队署级委长件位落])|股东会|会员|队伍|基金会|合作社|派出所|分局|总局|公安局|司法局|公安厅|(?<=[总公])署|"
    "研究院|科学院|服务站|工作站|监测站|气象台站|警务站|用户|农户|承包户|业主大会|业主(?!大会|委员会)|患者|亲属|近亲属|法官|检察官|主席|主任会议|委员长会议|代表大会|常务委员会|小组|团体|集体(?!经济|管理|协商|合同)|"
    "工商户|雇主|船长|机长|列车长|秘书长|院长|校长|局长|大副|轮机长|大管轮|船员|航空站|检查组|驾驶员|导游|监护人|仲裁庭|法庭|合议庭|调查组|工作组|专家组|专班|机场|网点|主体|成员|职工|员工|员(?![工额会])|劳动者|学员|"
    "国务院|最高人民法院|最高人民检察院|各级|各地|州（市、地）|县（市、区）|乡镇（街道）|村（社区）|各州|各县|(?<=[、和各本或])(?:区|县|州|市|省|镇|乡)|街道|社区|军队|部队|院校|基地|党委|党组|监会|实验区|试验区|示范区|园区|指挥部|管理所|服务所|代表团|发包方|承包方|受让方|出让方|采购方|血站|开发区|新区|警察|联合会|红十字会|妇联|共青团|工商联|残联|交易所|事务所|研究所|看守所|戒毒所|教育所|主席团|清理组|清算组|(?<=[保经工改建教科卫纪监政])委(?![员托派任会])|(?<=[常村居业消组])委会|大队|支队|总队|中队|海关|(?<=[案书物化技仪旅宾])馆|(?<=[运输购散])站|"
    "公众|选民|原告|被告|民兵|辅警|货主|夫妻|妇女(?!组织|联合会|儿童)|侨眷|供应商|大学|学院|中学|小学|(?<=[殖宰])场|预备队|消防队|巡逻队"
)
#: Verbs that also begin the name of an organ or a person (使用人, 登记机关); there the verb is part of the actor.
_ACTS = (
    "使用|经营|购买|销售|生产|运输|审查|审核|审理|受理|审批|调查|核实|核查|收集|复核|批准|检查|验收|登记|备案|公布|公告|公开|处理|处置|答复|移送|"
    "送达|交付|签订|订立|投保|转让|出租|承租|租赁|搬迁|变更|注销|终止|解散|合并|分立|清算|停业|歇业|招用|招聘|录用|解除|报告|报送|投诉|举报|起诉|上诉|"
    "请求|主张|撤回|撤销|赔偿|支付|缴纳|收取|发放|进口|出口|出境|入境|携带|驾驶|乘坐|停放|饲养|种植|养殖|采集|采伐|开采|勘查|勘察|施工|安装|维修|维护|"
    "拆除|改造|装修|排放|倾倒|堆放|占用|修建|居住|就业|离职|退休|失踪|离婚|怀孕|患病|住院|就诊|治疗|感染"
)
_NOT_A_NAME = (
    r"(?!者|人(?!民|员(?:[，时后前]|\Z))|员|单位|企业|机构|机关|部门|方(?![式法案可])|"
    r"费|权|证|局|站|组|所|师|业|工|厂|商|性|管理|主管|主体|公司|服务|、|和|与|及)"
)
#: Words that may follow an actor: an adverb, a preposition, a verb of condition.
_FOLLOWS = (
    "应|必须|须|不得|可以|可(?=向|以)|有权|负责(?!人)|依|按|根据|在|对(?!外(?!商|国|地|来|资))|因|为|向|从|将|把|与(?!其他)|经|由|除|自(?!然|治|动|愿)|未|不|没有|知道|拒|发现|发生|违反|接|收|办理|需要|需|申请|从事|"
    rf"开展|进行|确定|承担|查处|查获|调解|实施|举办|设置|利用|行使|(?:{_ACTS}){_NOT_A_NAME}|制定|出具|编造|篡改|有(?!关)|会同|以(?!上|下|及)|认为|要求|死亡|履行|擅自|参加|联名|持有|享有|准许|面向|作出|做出|建立|完善|加强|组织(?!机构|人事|部|协调|法|章)|"
    "协助|指导(?!机构|委员会|中心|站|价|性|意见|目录)|监督(?!管理|机构|部门|委员会|员)|统筹|协调(?!机构|小组|部门)|定期|每|及时|立即|提出|提供|委托(?!的)|管理(?!部门|机构|人员|机关|委员会|局|单位)|通过|运用|采取|决定|推进|支持|鼓励|"
    "离岗|发布|取得|拟|聘|选|设|具|受|到|完|变|转|终|遇|同时|平时|还|也|均|都|一般|分别|仍|共同|统一|首先|已|可能|之间|侵占|伪造|泄露|隐瞒|滥用|玩忽|徇私|将"
)
_ACTOR = re.compile(rf"(?:[^，。；：\n]{{0,110}}?)(?:{_HEADS})(?:（[^（）\n]{{1,30}}）)?(?=(?:{_FOLLOWS}))")
_WHOLE = re.compile(rf"[^，。；：\n]{{0,220}}(?:{_HEADS})(?:（[^（）\n]{{1,40}}）)?(?<![时])等?\Z")
#: Beginnings of a condition, an object or a circumstance; no actor begins like this.
_PREPOSITION = re.compile(
    r"(?:对(?!外(?!商|国|地|来|资))|向|由|不(?!动产|设区|满)|经(?!营|济|办|纪)|在(?!职|校|编|读)|因|为(?!民)|以(?!上)|按照|按(?!份)|根据|依照|依据|将|把|自(?!治|愿|然|动|行|律)|除|如|若|"
    r"当(?!事|地)|凡|因此|但|并|或者|每年|每(?!个)|本条例|本法|本办法|本规定|未经|需要|须|提请|认为|到(?!场|会)|如|未能|虽然|再(?!审|生)|遇|拟|检查本|掌握|与(?![^，。]{1,30}的)|是(?!否)|特别是|侵犯|侵害|故意|约定(?!的)|设主任|动员|严格|有人员|有乘客|加强|督促|应报|保证(?!人|方|金)|确保|法定节假日|情节|造成|构成|涉嫌|逾期|无正当|不服|有下列|有前款|处理|报(?!社|刊|亭|关|名|告机关|告人|告单位))"
)
#: Beginnings of an activity (举办大型活动应当…); with 的, an attribute of an actor (举办大型活动的单位).
_ACTIVITY = re.compile(
    r"(?:发现|发生|违反(?![^，的]{0,12}(?:行为人|当事人))|举办|开办|投票|进行|实施|开展|通过|符合|属于|具有|超过|利用|采用|使用|适用|建立|设立|制定|编制|确定|新建|改建|扩建|建设(?!工程[^，的]{0,8}单位|项目[^，的]{0,6}单位|用地使用权人|、)|从事|会同|通知|告知|报送|"
    r"委托|指定|聘请|邀请|要求|责令|成立|征求|设置|取得|申请|办理|运输|生产(?!建设单位|、加工单位)|经营|销售|购买|投资|安装|占用|挖掘|组织(?!编制机关|、|和个人|或者个人)|承担|参加|提供|给予|接受|接到|收到|进入|明知|查明|指令)(?!者|人|方|单位|企业|机构|机关|部门|主体|行政|管理|主管|执行|性)"
)
#: Beginnings of an act towards others, whose object is not an actor: 主动避让行人, 协调和组织各有关部门.
_CARE = re.compile(
    r"(?:主动|避让|协调|督促|支持|鼓励|引导|帮助|尊重|爱护|照顾|照看|赡养|救助|扶助|劝阻|制止|动员|发动|召集|派遣|调配|选派|吸收|接待|表彰|奖励|扶持|走访|慰问|安置|询问(?!的)|讨论|推荐|选举|招聘|招用|聘用|委托(?!的|开发|合同|代理))"
    r"(?!者|人|员|方|单位|企业|机构|机关|部门|主体|行政|管理|主管|站|中心|所|组|委|办|会|队|对象|、)"
)
#: A person or an organ described by a preposition and 的: 为公众提供服务的经营者, 在本市从事经营的单位.
_DESCRIBED = re.compile(
    rf"(?:为|在|以|经[^，]{{0,30}}(?:批准|许可|同意|认定|授权|备案|登记)|从|向[^，的]{{2,30}}(?:提供|申请|销售|发放|出售|排放|投放|缴纳|报送|推销|移交|捐|寄存|供电|供气|供水|交付)|造成|对[^，]{{2,40}}(?:负有|负责|承担)|处理|接到|涉及|有下列|未|不满|不具备|需要|本(?:条例|法|办法|规定|细则)[施实]行)(?:(?!应当|必须|可以|不得)[^，。；：\n]){{0,60}}的(?:[^，。；：\n的]{{0,20}}|[^，。；：\n的]{{0,40}}[等、][^，。；：\n的]{{0,20}})(?:{_HEADS})\Z"
)
#: 品种由主管部门在三十日内公告: the actor follows 由.
_BY_WHOM = re.compile(r"(?<=[\u4e00-\u9fff])由(?![于此])(?=[^，由]*\Z)")
#: A thing that an organ dealt with: 议案经两次常务委员会会议审议后.
_PASSED = re.compile(r"(?<=[\u4e00-\u9fff])经(?:过|一次|两次|三次|[^，。；]{0,6}会议)")
_SPEAKS = re.compile(
    r"应当|必须|可以|不得|未经|已经|(?<![所占])有权(?!机关|部门|单位|机构|[^，。；]{1,10}的)|是指|负责(?!人|[^，。；]{1,60}的[^，。；]{0,40}(?:机构|部门|机关|单位|人员|组织))"
)
#: Words that open a clause and are not part of the actor.
_LEAD = re.compile(
    r"(?:但是|但|并且|并|同时|其中|此外|另外|因此|以及|必要时|紧急情况下|特殊情况下|原则上|依法|凡|各自|然后|而|且|同级|(?<=\A)其(?=主管)|定期|及时|立即|统一|“)+"
)
_ADVERBS = re.compile(
    r"(?:还|也|均|都|一般|依法|统一|首先|同时|分别|仍然?|则|且|并|共同|一律|(?<![双各一甲乙])方|才|即|只|仅|另行|及时|立即|按照[^，]{0,14}|根据[^，]{0,14}|依据[^，]{0,14}|"
    r"有权|联名|除[^，]{2,40}外|(?:在|于)[^，]{2,40}?(?:中|时|内|前|后|上|期间|过程中|方面)|对(?!外)[^，]{2,60})+\Z"
)
#: Heads that end an actor even if no such word follows, unless another head is near (机关、单位涉密信息系统…的).
_PLAIN_HEADS = (
    "政府|机关|机构|部门|单位|委员会|办公室|办事处|企业|公司|人员|公民|法院|检察院|学校|医院|银行|协会|工会|者(?<!或者)|"
    "当事人|申请人|负责人|经营人|所有人|使用人|管理人|承包人|监护人|双方|主体|业主(?!大会|委员会)|患者|教师|医师|律师"
)
_PLAIN = re.compile(
    rf"(?:[^，。；：\n]{{0,60}}?)(?:{_PLAIN_HEADS})(?![、和与及或的等（以之间]|采购|投资|储备|信息|网站|规章|定价|指导价|粮食)(?![^，。；：\n]{{0,10}}(?:{_PLAIN_HEADS}))"
)
#: An attribute after an actor: 县级以上人民政府负担的经费 is about the money.
_OF_ACTOR = re.compile(
    r"(?!对|向|在(?!中国境内的)|从|将|按|根据|依|与|经|由|于|为|把|因)[^，。；]{2,12}的[^，。；的]{1,20}"
)
#: The same where a condition may follow: 居民委员会发现辖区内的违法行为.
_OF_ACTOR_ASIDE = re.compile(
    r"(?!对|向|在|从|将|按|根据|依|与|经|由|于|为|把|因|发现|发生|违反|收到|接到|未|有|需|申请|持|接受|认为|查|办理|从事|取得|不|没)(?:面向[^，。；的]{2,8}|[^，。；的]{2,5})的(?!\Z)"
)
_JOINT = re.compile(r"(?<=[\u4e00-\u9fff])(?:会同|作为|是(?!否))|(?<=[者人主位门关构员）])为(?=[^，]{2,}的)")
#: 常务委员会对报告的审议意见 is about the opinion.
_ABOUT = re.compile(r"对[^，。；]{2,40}的[^，。；的]{0,6}(?:情况|意见|报告|结果|决定|工作|方案)")
#: Who consents is not who then acts.
_CONSENT = re.compile(r"不?同意(?:时|的)")
_NAMING = re.compile(r"（(?:以下|下)[简统]?称[^（）]*）\Z")
_RELATIVE = re.compile(r"(?:的|时|后|前|外|中|下|情况下|期间)\Z")


#: Verbs that no name of an actor contains: of 用人单位招用人员 only the beginning acts.
#: After ``weak`` ones 的 makes the whole a name again: 公安机关委托的机构.
_VERB_INSIDE = re.compile(
    rf"[^，。；：\n]{{0,60}}?(?:{_HEADS})(?<![府门位构关会局]组织)(?:(?=(?:依法)?将|同意|认为|查明|发现|通知|指派|报经|交(?!通|警|易|付|汇|货|接)|派(?!出|驻)|选择|询问|能够|虽然|直接或者间接|未能|比照|通过(?![的后前])|监督(?!管理|机构|部门|检查|员|局|委|站|所|、|主管)|因(?!特网|素)|经(?!营|济|办|纪|理|国))|"
    r"(?=(?P<weak>编制(?!机关|单位|部门|管理|委员会)|设立|成立|招用|采用|许可(?!证)|接受|申请(?!人|书|单位|者|机关|执行人)|举办(?!者|人|单位|方)|受(?!托|让|理|委)|委托(?!人|代理|方|单位|书|管理)|自(?!治|律|然|愿|行)|在(?!职|校|编|读|岗)|对(?!外|口)|收到|接到)))"
)
#: The approval of a body (经监理单位同意), which is not who then acts.
_PASSING = re.compile(r"经(?!营|济|办|纪)")
#: What a contract says (合同约定出卖人…) is not what the law says.
_AGREED = re.compile(r"合同[^，]{0,4}约定(?!的)")
#: A list that mixes persons with things: 企业名称、注册地址、法定代表人.
_THINGS = re.compile(r"(?:名称|住所|地址|经费|线路|范围|信息|章程)[、和]")
#: Words of a statement, which are in no name.
_TELLS = re.compile(r"下列|禁止|擅自|为(?!民)|是")
_LISTED = re.compile(r"[^，的]+等(?:有关|相关|各|主管|行政|管理)*(?:部门|单位|机构|企业|组织)等?\Z")


def whole_actor(words: str, aside: bool = False) -> tuple[int, int] | None:
    """Return the half-open range of the actor in ``words``, which run from the start of a clause to its modal word.

    ``aside`` says that they are a clause before that of the modal word.
    """
    start, end = _trim(words)
    if start >= end:
        return None
    bare = words[start:end]
    if bare.startswith("由"):
        start, bare = start + 1, bare[1:]
    elif (whom := _BY_WHOM.search(bare)) and "除" not in bare[: whom.start()]:
        start, bare = start + whom.end(), bare[whom.end() :]
    if _THINGS.search(bare):
        return leading_actor(words)
    inner = _VERB_INSIDE.match(bare)
    if inner and not (inner["weak"] and "的" in bare[inner.end() :]):
        return _before_verb(words, start, inner)
    if _begins_actor(bare) and (not _SPEAKS.search(bare) or _DESCRIBED.match(bare)) and _WHOLE.fullmatch(bare):
        joint = _JOINT.search(bare)
        return start, start + joint.start() if joint else end - _naming_at_end(bare)
    found = leading_actor(words)
    return None if found and _describes_thing(words, words[found[1] : end].strip(), aside) else found


def _before_verb(words: str, start: int, inner: re.Match[str]) -> tuple[int, int] | None:
    """Return the range of the actor before a verb in ``words``; None for 甲方同意乙方…, where either may act."""
    agrees = words.startswith("同意", start + inner.end()) and not re.search("经|取得|征得|的", inner[0])
    found = leading_actor(words)
    if found and found[1] <= start + inner.end() and not agrees:
        return found
    acts = _begins_actor(inner[0]) and not _SPEAKS.search(inner[0]) and not _PASSING.match(inner[0])
    return (start, start + inner.end()) if acts and not agrees else None


def _describes_thing(words: str, rest: str, aside: bool) -> bool:
    """Return True if an actor, behind which ``rest`` stands, only describes a thing: 国家制定的标准, 代表提出的议案."""
    if not aside:
        noun = rest and re.fullmatch("人数|数量|名单|名额|比例|资格|职责|工作|信息|费用", rest) is not None
        return bool(noun) or (_OF_ACTOR.fullmatch(rest) is not None and not is_condition(words))
    if _CONSENT.fullmatch(rest) or _ABOUT.fullmatch(rest):
        return True
    return _OF_ACTOR_ASIDE.match(rest) is not None and not words.rstrip().endswith(("的", "时", "后", "前"))


def leading_actor(words: str) -> tuple[int, int] | None:
    """Return the half-open range of the actor at the start of a clause, before an adverb, a preposition or a verb."""
    start, _ = _trim(words)
    found = _ACTOR.match(words, start) or _PLAIN.match(words, start)
    if (
        found is None
        or _PASSING.match(found[0])
        or _AGREED.search(found[0])
        or _PASSED.search(found[0])
        or not _begins_actor(found[0])
        or _SPEAKS.search(found[0])
    ):
        return None
    whom, joint = _BY_WHOM.search(found[0]), _JOINT.search(found[0])
    end = found.start() + joint.start() if joint else found.end()
    return found.start() + (whom.end() if whom else 0), end - _naming_at_end(words[found.start() : end])


def _begins_actor(words: str) -> bool:
    """Return True if words that end with the head of an actor are an actor as a whole."""
    if _PREPOSITION.match(words):
        return _DESCRIBED.match(words) is not None
    if _CARE.match(words):
        return False
    return _ACTIVITY.match(words) is None or "的" in words or _LISTED.match(words) is not None


def _trim(words: str) -> tuple[int, int]:
    start = len(words) - len(words.lstrip())
    lead = _LEAD.match(words, start)
    start = lead.end() if lead else start
    adverbs = _ADVERBS.search(words, start)
    end = adverbs.start() if adverbs else len(words.rstrip())
    return start, end


def _naming_at_end(words: str) -> int:
    """Return the length of the bracket （以下简称…） that words end with, or 0."""
    found = _NAMING.search(words)
    return len(found[0]) if found else 0


def ends_with_actor(words: str) -> bool:
    """Return True if words end with the head of an actor."""
    return _WHOLE.fullmatch(words) is not None


def is_name(words: str) -> bool:
    """Return True if words are the name of an actor and nothing else: no verb, no modal word."""
    found = whole_actor(words)
    return found is not None and words.strip() == words[found[0] : found[1]] and _TELLS.search(words) is None


def is_condition(words: str) -> bool:
    """Return True if a clause is a condition or a circumstance, not a statement of its own."""
    bare = words.strip()
    return any(p is not None for p in (_RELATIVE.search(bare), _PREPOSITION.match(bare), _ACTIVITY.match(bare)))
