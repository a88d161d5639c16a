"""Example families, each showing one channel or one refusal (示例家庭).

They live in 开化县 and want to settle in 柯城区. The first is the family of the
README's tour: applicant, spouse, son of 16, unmarried daughter of 20 without
income, stepmother of 52, in a flat of 55 m².
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from hukou.kernel.kinship import HEAD


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One member of an example family; `relation` by GB/T 4761 to the first, the head."""

    name: str
    sex: str
    age: int
    relation: str = HEAD
    education: str = "60"
    married: bool = False
    truth: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleFamily:
    """A family, the channel it shows, and how its applicant should come out."""

    title: str
    channel: str
    expected: str
    roles: tuple[Role, ...]


_FLAT: Final = {
    "dwelling.tenure": "owned",
    "dwelling.legal_and_stable": True,
    "dwelling.area_m2": "55.00",
}
_NO_INCOME: Final = {
    "person.has_income_source": False,
    "insurance.social_active": False,
    "insurance.social_months": 0,
    "employment.legal_stable": False,
    "employment.months": 0,
}
_NO_HOME: Final = {"dwelling.tenure": "none", "dwelling.legal_and_stable": False}

FAMILIES: Final = (
    ExampleFamily(
        title="五口之家凭合法稳定住所落户，随迁的母亲是继母（52岁）",
        channel="QZF-1",
        expected="eligible",
        roles=(
            Role(name="周明远", sex="1", age=39, married=True, truth=_FLAT),
            Role(name="方晓梅", sex="2", age=40, relation="12", married=True),
            Role(name="周子轩", sex="1", age=16, relation="20"),
            Role(
                name="周诗涵",
                sex="2",
                age=20,
                relation="30",
                truth=_NO_INCOME,
            ),
            # His father's second wife, thirteen years older than he: GB/T 4761 code 58, 继母或养母.
            Role(name="吴桂兰", sex="2", age=52, relation="58", married=True),
        ),
    ),
    ExampleFamily(
        title="公租房租户一人落户",
        channel="QZF-1",
        expected="eligible",
        roles=(
            Role(
                name="徐建新",
                sex="1",
                age=33,
                truth={"dwelling.tenure": "public_rental", "dwelling.legal_and_stable": True},
            ),
        ),
    ),
    ExampleFamily(
        title="借住亲戚家，不属自有、租赁或公租",
        channel="QZF-1",
        expected="not_eligible",
        roles=(
            Role(
                name="程志伟",
                sex="1",
                age=29,
                truth={"dwelling.tenure": "relative_home", "dwelling.legal_and_stable": False},
            ),
        ),
    ),
    ExampleFamily(
        title="住建部门查无住房记录，需交材料",
        channel="QZF-1",
        expected="evidence",
        roles=(
            Role(
                name="何秀英",
                sex="2",
                age=45,
                truth={"dwelling.tenure": None, "dwelling.legal_and_stable": None},
            ),
        ),
    ),
    ExampleFamily(
        title="本科学历人才携配偶落户",
        channel="QZF-2",
        expected="eligible",
        roles=(
            Role(
                name="叶思远",
                sex="1",
                age=27,
                education="20",
                married=True,
                truth=_NO_HOME | {"education.level": "bachelor"},
            ),
            Role(name="沈雨萱", sex="2", age=26, relation="12", married=True, education="20"),
        ),
    ),
    ExampleFamily(
        title="大专学历但无职称，不符合人才落户",
        channel="QZF-2",
        expected="not_eligible",
        roles=(
            Role(
                name="蒋宇轩",
                sex="1",
                age=24,
                education="30",
                truth=_NO_HOME
                | {
                    "education.level": "junior_college",
                    "title.professional_grade": "none",
                    "title.skill_grade": "none",
                    "expert.level": "none",
                    "education.recent_graduate": False,
                    "education.returned_overseas": False,
                    "title.shortage_trade": False,
                },
            ),
        ),
    ),
    ExampleFamily(
        title="投资满十万元的企业法定代表人",
        channel="QZF-3",
        expected="eligible",
        roles=(
            Role(
                name="丁国强",
                sex="1",
                age=48,
                truth=_NO_HOME
                | {
                    "investment.enterprise_established": True,
                    "investment.amount_yuan": "100000.00",
                    "investment.role": "legal_representative",
                },
            ),
        ),
    ),
    ExampleFamily(
        title="投资差一分不足十万元",
        channel="QZF-3",
        expected="not_eligible",
        roles=(
            Role(
                name="任海峰",
                sex="1",
                age=41,
                truth=_NO_HOME
                | {
                    "investment.enterprise_established": True,
                    "investment.amount_yuan": "99999.99",
                    "investment.role": "legal_representative",
                },
            ),
        ),
    ),
    ExampleFamily(
        title="县级劳动模范落户",
        channel="QZF-4",
        expected="eligible",
        roles=(
            Role(
                name="姜月红",
                sex="2",
                age=50,
                truth=_NO_HOME | {"honour.level": "county", "honour.kind": "labour_model"},
            ),
        ),
    ),
    ExampleFamily(
        title="条文未列的荣誉称号，由民警审查",
        channel="QZF-4",
        expected="review",
        roles=(
            Role(
                name="石振东",
                sex="1",
                age=37,
                truth=_NO_HOME | {"honour.level": "county", "honour.kind": "other"},
            ),
        ),
    ),
    ExampleFamily(
        title="本省户籍公民自由迁移",
        channel="QZF-6",
        expected="eligible",
        roles=(Role(name="陆文博", sex="1", age=31, truth=_FLAT),),
    ),
    ExampleFamily(
        title="本市学生考入省内院校，申请迁移",
        channel="QZF-7",
        expected="eligible",
        roles=(
            Role(
                name="卢佳怡",
                sex="2",
                age=18,
                truth=_NO_HOME | {"student.admitted_in_province": True},
            ),
        ),
    ),
)
