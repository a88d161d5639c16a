"""Why something came to nothing (未成的原因), in the language of the page.

What is stored is short English of a closed list: see `applications/connectors`. A test finds every
reason there that has no words here.
"""

import re
from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hukou.web.fact_words import label

WORDS: Final[Mapping[str, Promise]] = {
    r"no answer within (?P<told>[0-9.e+]+) s": _("部门 %(told)s 秒内没有答复"),
    r"no connection \((?P<told>\w+)\)": _("连不上部门接口（%(told)s）"),
    r"the agency asks to slow down": _("部门要求放慢"),
    r"the agency failed \((?P<told>\d+)\)": _("部门系统出错（%(told)s）"),
    r"the agency refuses the question \((?P<told>\d+)\)": _("部门不受理此项核查（%(told)s）"),
    r"the agency is left alone for a while": _("部门接连出错，暂停调用"),
    r"too many workers wait for the agency": _("等候此部门答复的太多"),
    r"the agency has had its calls of this second": _("本秒调用次数已满"),
    r"the answer comes too slowly": _("答复传得太慢"),
    r"the answer is larger than any answer is": _("答复过大"),
    r"the answer is not in the encoding it names": _("答复的编码与所称不符"),
    r"the answer is not JSON": _("答复不是 JSON"),
    r"the answer is not a JSON object": _("答复不是 JSON 对象"),
    r"the answer has characters that are no text": _("答复含有不能存的字符"),
    r"the answer is to another request": _("答的是另一项核查"),
    r"the answer is about another person": _("答的是另一个人"),
    r"the answer is about another related person": _("答的是另一名关系人"),
    r"the answer is about another fact": _("答的是另一事项"),
    r"known is neither true nor false": _("没有说明有无记录"),
    r"the agency has no record, and yet a value": _("称无记录，却给了值"),
    r"the agency has a record, but no value": _("称有记录，却没有值"),
    r"the value is none that (?P<fact>[a-z_.]+) can have": _("“%(fact)s”不可能是这个值"),
    r"answered_at is no instant with a zone": _("答复时间不是带时区的时刻"),
    r"answered_at is out of all time": _("答复时间不可能"),
    r"answered_at lies ahead": _("答复时间在将来"),
    r"there is no receipt": _("没有回执"),
    r"the question is for another agency": _("问错了部门"),
    r"the agency keeps no record of such a fact": _("部门不掌握此类事实"),
    r"a relation is asked of two people": _("关系须就两个人核查"),
    r"(?P<told>[A-Z]\w+)": _("系统内部出错（%(told)s）"),
}


def trouble_in_words(reason: str) -> str:
    """Return a stored reason in the language of the page; as it is where nobody knows it."""
    for pattern, words in WORDS.items():
        if found := re.fullmatch(pattern, reason):
            told = {
                name: label(text) if name == "fact" else text
                for name, text in found.groupdict().items()
            }
            return str(words) % told if told else str(words)
    return reason
