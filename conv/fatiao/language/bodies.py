"""The English names of the bodies that make Chinese law: central bodies, and assemblies and governments of provinces.

The names are those that the bodies use for themselves.  For a body that is not listed the caller romanises the name.
"""

from __future__ import annotations

import re

#: Long and short names; the short ones are from the Bluebook, T2.9 (China), as quoted by law libraries.
_CENTRAL = {
    "全国人民代表大会": ("National People's Congress", "Nat'l People's Cong."),
    "全国人民代表大会常务委员会": (
        "Standing Committee of the National People's Congress",
        "Standing Comm. Nat'l People's Cong.",
    ),
    "国务院": ("State Council", "St. Council"),
    "最高人民法院": ("Supreme People's Court", "Sup. People's Ct."),
    "最高人民检察院": ("Supreme People's Procuratorate", "Sup. People's Proc."),
}
_MINISTRIES = {
    "外交部": "Foreign Affairs",
    "国防部": "National Defense",
    "教育部": "Education",
    "科学技术部": "Science and Technology",
    "工业和信息化部": "Industry and Information Technology",
    "公安部": "Public Security",
    "国家安全部": "State Security",
    "民政部": "Civil Affairs",
    "司法部": "Justice",
    "财政部": "Finance",
    "人力资源和社会保障部": "Human Resources and Social Security",
    "自然资源部": "Natural Resources",
    "生态环境部": "Ecology and Environment",
    "住房和城乡建设部": "Housing and Urban-Rural Development",
    "交通运输部": "Transport",
    "水利部": "Water Resources",
    "农业农村部": "Agriculture and Rural Affairs",
    "商务部": "Commerce",
    "文化和旅游部": "Culture and Tourism",
    "退役军人事务部": "Veterans Affairs",
    "应急管理部": "Emergency Management",
}
_REGIONS = {
    "内蒙古自治区": "the Inner Mongolia Autonomous Region",
    "广西壮族自治区": "the Guangxi Zhuang Autonomous Region",
    "西藏自治区": "the Xizang Autonomous Region",
    "宁夏回族自治区": "the Ningxia Hui Autonomous Region",
    "新疆维吾尔自治区": "the Xinjiang Uygur Autonomous Region",
    **{f"{name}市": f"{latin} Municipality" for name, latin in (
        ("北京", "Beijing"), ("天津", "Tianjin"), ("上海", "Shanghai"), ("重庆", "Chongqing"),
    )},
    **{f"{name}省": f"{latin} Province" for name, latin in (
        ("河北", "Hebei"), ("山西", "Shanxi"), ("辽宁", "Liaoning"), ("吉林", "Jilin"), ("黑龙江", "Heilongjiang"),
        ("江苏", "Jiangsu"), ("浙江", "Zhejiang"), ("安徽", "Anhui"), ("福建", "Fujian"), ("江西", "Jiangxi"),
        ("山东", "Shandong"), ("河南", "Henan"), ("湖北", "Hubei"), ("湖南", "Hunan"), ("广东", "Guangdong"),
        ("海南", "Hainan"), ("四川", "Sichuan"), ("贵州", "Guizhou"), ("云南", "Yunnan"), ("陕西", "Shaanxi"),
        ("甘肃", "Gansu"), ("青海", "Qinghai"),
    )},
}  # fmt: skip
_KINDS = {
    "人民代表大会常务委员会": ("Standing Committee of the People's Congress", "Standing Comm. People's Cong."),
    "人民代表大会": ("People's Congress", "People's Cong."),
    "人民政府": ("People's Government", "People's Gov't"),
}
_LOCAL = re.compile(f"({'|'.join(_REGIONS)})({'|'.join(_KINDS)})")


def english_body(name: str, short: bool = False) -> str | None:
    """Return the English name of a body without the definite article, or None if the tables do not have it."""
    bare = name.removeprefix("中华人民共和国")
    if bare in _CENTRAL:
        return _CENTRAL[bare][short]
    if bare in _MINISTRIES:
        return f"Ministry of {_MINISTRIES[bare]}"
    found = _LOCAL.fullmatch(name)
    return f"{_KINDS[found[2]][short]} of {_REGIONS[found[1]]}" if found else None
