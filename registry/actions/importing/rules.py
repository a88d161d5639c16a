"""What can be wrong with a row of a legacy file (差错规则): a name for each, and what to do."""

from typing import Final

RULES: Final = {
    "cells": "这一行的列数与首行不同。请核对多余或缺少的逗号。",
    "household-number": "请填写原户号，最多100个字。",
    "household-kind": "户别应为“家庭户”或“集体户”。",
    "unknown-code": "代码表中没有这一项。请填国标代码或其中文名称。",
    "not-a-citizens-number": "该号码不是内地居民的公民身份号码，不能登记常住户口。",
    "date": "没有这一天。日期请写作1980-05-01。",
    "date-in-future": "日期晚于导入当天。请核对。",
    "birth-date-differs": "出生日期与公民身份号码中的不一致。请核对原始档案后改正其一。",
    "sex-differs": "性别与公民身份号码第17位不符。请核对原始档案后改正其一。",
    "sex-of-relation": "性别与“与户主关系”不符。请核对。",
    "impossible-age": "年龄超过130岁。请核对是否应销未销。",
    "before-birth": "迁来本户日期早于出生日期。请核对。",
    "former-type": "原户口性质应为农业、非农业、蓝印、自理口粮、其他，或不填。",
    "former-type-ended": "此人出生时该地已统一登记为居民户口，不会有原户口性质。请清空此列。",
    "division-unknown": "没有现行的这一村级区划。请对照区划代码表；已合并、更名的请用现代码。",
    "division-without-office": "没有户口登记机关管辖这一区划。请先用 open_office 设立机关。",
    "address": "请填写住址，最多100个字，不含换行等控制字符。",
    "no-head": "家庭户没有户主。请指定一人为户主。",
    "two-heads": "一户只有一个户主。请核对与户主关系。",
    "head-under-age": "户主未成年，而户内有成年亲属。请由成年亲属任户主。",
    "older-than-parent": "子女或孙子女不小于户主。请核对出生日期或与户主关系。",
    "younger-than-child": "父母或祖父母不大于户主。请核对出生日期或与户主关系。",
    "household-differs": "同一户号的各行，户别、区划和住址须一致。请核对是否两户共用一个户号。",
    "number-twice-in-file": "文件中另有一行是同一公民身份号码。请核对是重复行还是重号。",
    "number-already-held": "登记簿中已有此公民身份号码。请先查询此人；确属重号的，先按重号纠错。",
}
"""Rules of names and identity numbers are those of the kernel; all stand in the error report."""


def rule(code: str, sentence: str = "") -> str:
    """Return a rule as the report names it: its code, then what to do."""
    return f"{code}：{sentence or RULES[code]}"
