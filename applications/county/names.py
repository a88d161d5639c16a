"""Names for made-up people: common ones, and the ones that break software."""

from random import Random
from typing import Final

_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏"
    "吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛郝顾龚邵万覃武"
)
_GIVEN_MALE: Final = "伟强磊军勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯建国志文博思远子轩俊毅海峰振东立新"
_GIVEN_FEMALE: Final = "芳娜敏静丽艳娟霞秀英燕玲桂兰梅红月雪琴云凤洁慧莹莉倩婷佳欣怡诗涵雨萱梓晴"

RARE_NAMES: Final = (
    ("买买提·吐尔逊", "1"),
    ("阿依古丽·艾合买提", "2"),
    ("𠮷田", "1"),
    ("单雄", "1"),
    ("曾㛃", "2"),
    ("欧阳𬱖", "2"),
    ("仇𬭎", "1"),
    ("尉迟恭敬", "1"),
)
"""Separators, CJK extensions A, B and E, double surnames, surnames read otherwise."""


def given_name(random: Random, sex: str) -> str:
    """Return one or two characters; `sex` by GB/T 2261.1."""
    stock = _GIVEN_MALE if sex == "1" else _GIVEN_FEMALE
    return "".join(random.choice(stock) for _ in range(1 if random.random() < 0.2 else 2))


def surname(random: Random) -> str:
    """Return a surname, the first of the list far more often than the last."""
    return _SURNAMES[min(int(random.expovariate(1 / 18)), len(_SURNAMES) - 1)]
