"""Who stands in the documents: a household of twelve, and people with every item filled in."""

from datetime import date
from typing import Final

from psycopg.types.range import Range

from hukou.kernel.codes import Scheme, of
from registry.documents import Migrant, MigrationCertificate, MoveInPermit
from registry.models import Household, Office, Person
from tests.factories import AddressFactory, HouseholdFactory, PersonFactory, ResidenceFactory

RARE: Final = "𠮷·買買提"
LONG: Final = "阿不都热合曼·吾买尔江·库尔班江·艾力·托合提"
SINCE: Final = date(2010, 1, 1)
TWELVE: Final = (
    ("02", RARE, "1", date(1950, 5, 1)),
    ("10", "欧阳若兰", "2", date(1952, 3, 8)),
    ("20", "欧阳小山", "1", date(1974, 1, 2)),
    ("28", "单雄英", "2", date(1976, 2, 3)),
    ("30", "欧阳小水", "2", date(1978, 7, 9)),
    ("41", "欧阳大江", "1", date(2001, 4, 4)),
    ("43", "欧阳大河", "2", date(2003, 8, 5)),
    ("41", "欧阳大海", "1", date(2005, 9, 6)),
    ("43", LONG, "2", date(2007, 10, 7)),
    ("62", "葛兰", "2", date(1931, 11, 8)),
    ("73", "欧阳明", "1", date(1955, 12, 9)),
    ("75", "欧阳静", "2", date(1958, 6, 10)),
)
FILLED: Final = {
    "ethnicity": "05",
    "former_name": "买买提",
    "birthplace": "新疆维吾尔自治区喀什地区疏附县托克扎克镇第一人民医院",
    "native_place": "浙江省衢州市柯城区",
    "marital_status": "20",
    "education": "21",
    "occupation": "20000",
    "workplace": "衢州市柯城区荷花街道社区卫生服务中心（第二门诊部）",
    "military_service": "未服兵役",
    "blood_type": "2",
    "height_cm": 175,
}
ADDRESS: Final = "浙江省衢州市柯城区荷花街道荷花一路社区书香路一百二十八弄18号2幢3单元1101室"


def twelve(office: Office) -> tuple[Household, list[Person]]:
    """Return a household of twelve whose first member is the head, with every item filled in."""
    household = HouseholdFactory.create(
        office=office, address=AddressFactory.create(full_text=ADDRESS)
    )
    people = []
    for relation, name, sex, born in TWELVE:
        told = {"name": name, "sex": sex, "birth_date": born, **FILLED}
        person = PersonFactory.create(details=told)
        ResidenceFactory.create(
            person=person,
            household=household,
            relation=relation,
            period=Range(max(born, SINCE), None),
            arrived_from="新疆维吾尔自治区喀什地区疏附县托克扎克镇文化路社区66号",
        )
        people.append(person)
    return household, people


def migrants(*people: Person) -> list[Migrant]:
    """Return people as the papers of a move tell of them."""
    return [
        Migrant(
            person_id=person.pk,
            name=name,
            relation=of(Scheme.FAMILY_RELATION).name(relation),
            sex={"1": "男", "2": "女"}[sex],
            birth_date=born,
            identity_number=person.held_numbers.get().number,
            native_place="浙江省衢州市柯城区",
            birthplace="浙江省衢州市柯城区",
            ethnicity="维吾尔族",
            education="大学本科",
            marital_status="未婚",
            occupation="专业技术人员",
        )
        for person, (relation, name, sex, born) in zip(people, TWELVE, strict=False)
    ]


def permit(*people: Person, **changes: object) -> MoveInPermit:
    told = {
        "applicant": RARE,
        "applicant_id": people[0].pk,
        "applicant_relation": "本人",
        "applicant_address": ADDRESS,
        "migrants": migrants(*people),
        "old_address": ADDRESS,
        "new_address": "贵州省黔南布依族苗族自治州都匀市沙包堡街道环东北路18号3栋2单元1102室",
        "reason": "夫妻投靠",
        "leaves_office": "衢州市公安局柯城分局荷花派出所",
        "approved_by": "都匀市公安局",
        "approved_on": date(2026, 6, 1),
    }
    return MoveInPermit(**{**told, **changes})  # type: ignore[arg-type] # told by name


def certificate(*people: Person) -> MigrationCertificate:
    return MigrationCertificate(
        migrants=migrants(*people),
        old_address=ADDRESS,
        new_address="贵州省黔南布依族苗族自治州都匀市沙包堡街道环东北路18号3栋2单元1102室",
        reason="夫妻投靠",
    )
