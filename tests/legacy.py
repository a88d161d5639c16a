"""Made-up legacy registers (旧簿) as files: every household is sound."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from hukou.kernel.identity_number import check_character
from registry.actions.importing.files import COLUMNS

REGION: Final = "440199"
"""Never assigned, so that no number can be anybody's."""
SURNAMES: Final = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余"
GIVEN: Final = (
    "伟强磊军勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯建国志文博思远子轩俊毅海峰振东立新芳娜敏静丽艳娟"
    "霞秀英燕玲桂兰梅红月雪琴云凤洁慧莹莉倩婷佳欣怡诗涵雨萱梓晴"
)
RARE: Final = ("买买提·吐尔逊", "阿依古丽·艾合买提", "𠮷田", "单雄", "欧阳𬱖", "尉迟恭敬")
TYPES: Final = ("农业", "农业", "农业", "非农业", "非农业", "蓝印", "自理口粮", "其他", "")
STREETS: Final = ("荷花路", "劳动路", "下街", "县前路", "坊门街", "长竿街", "芹江路", "江滨路")
COLLECTIVE: Final = 0.01
CHILD: Final = {"1": "子", "2": "女"}
Member = tuple[str, str, int]
A_SERIES: Final = 499  # numbers of one region, day and sex


class LegacyRegister:
    """Households of a county before the reform, the same ones for the same seed."""

    def __init__(self, seed: int, *, divisions: Sequence[str]) -> None:
        self._random = Random(seed)  # noqa: S311 - not a secret
        self._divisions = divisions
        self._given_out: dict[tuple[date, str], int] = defaultdict(int)
        self._households = 0

    def rows(self, people: int) -> Iterator[list[str]]:
        """Yield rows in the order of `COLUMNS`, whole households, until there are enough people."""
        count = 0
        while count < people:
            household = self.household()
            count += len(household)
            yield from household

    def household(self) -> list[list[str]]:
        """Return the rows of one family, or of a unit's collective household."""
        random = self._random
        self._households += 1
        place = random.choice(self._divisions)
        street, floor = random.choice(STREETS), random.randint(1, 18)
        door = f"{street}{self._households}号{floor}0{random.randint(1, 4)}室"
        since = date(1985, 1, 1) + timedelta(days=random.randint(0, 9000))
        told = (place, door, since, random.choice(TYPES))
        if random.random() < COLLECTIVE:
            members = [("非亲属", sex, random.randint(25, 45)) for sex in "12121"]
            return self._written("集体户", members, *told)
        return self._written("家庭户", self._family(), *told)

    def _family(self) -> list[Member]:
        """Return relation, sex and age of everybody in a family."""
        random = self._random
        age, sex = random.randint(28, 70), "1" if random.random() < 0.8 else "2"
        members = [("户主", sex, age)]
        if random.random() < 0.15:
            return members
        members.append(("配偶", "2" if sex == "1" else "1", age - random.randint(-4, 4)))
        for _ in range(random.choice((0, 1, 1, 2))):
            child = random.choice("12")
            members.append((CHILD[child], child, age - random.randint(22, 27)))
        if random.random() < 0.15:
            members.append(("母亲", "2", age + random.randint(20, 28)))
        return members

    def _written(self, kind: str, members: Sequence[Member], *told: Any) -> list[list[str]]:
        place, door, since, former = told
        family = self._random.choice(SURNAMES)
        rows = []
        for relation, sex, age in members:
            born = date(2014 - max(age, 0), 1, 1) + timedelta(days=self._random.randint(0, 180))
            who = (relation, self._number(born, sex), self._name(family), sex, born.isoformat())
            home = (former, place, door, max(since, born).isoformat())
            rows.append([f"L{self._households:08d}", kind, *who, "01", *home])
        return rows

    def _name(self, family: str) -> str:
        random = self._random
        if random.random() < 0.001:
            return random.choice(RARE)
        return family + "".join(random.choices(GIVEN, k=1 if random.random() < 0.15 else 2))

    def _number(self, born: date, sex: str) -> str:
        """Return the next number of a day and sex; the next region's where none is left."""
        taken = self._given_out[born, sex]
        self._given_out[born, sex] = taken + 1
        sequence = 2 * (taken % A_SERIES) + (1 if sex == "1" else 2)
        body = f"{int(REGION) + taken // A_SERIES}{born:%Y%m%d}{sequence:03d}"
        return body + check_character(body)


def write_legacy(
    path: Path, rows: Iterator[list[str]] | Sequence[list[str]], *, encoding: str = "utf-8"
) -> int:
    """Write a file with its header; return how many rows."""
    count = 0
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for count, row in enumerate(rows, 1):  # noqa: B007 - counted
            writer.writerow(row)
    return count
