"""A file of facts: read whole or refused whole, each fault with its line and column."""

import hashlib
from datetime import date

import pytest

from applications.actions import keep_population
from applications.models import Population, PopulationFamily, PopulationKind
from applications.queries.fact_file import FactFamily, read_fact_file
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput

HEADING = "family,party,relation,division,dwelling.tenure,dwelling.area_m2,person.age,person.birth_date,person.married"  # noqa: E501
TODAY = clock.today()


def read(*rows: str, heading: str = HEADING) -> list[FactFamily]:
    return list(read_fact_file("\n".join([heading, *rows]).encode(), on=TODAY))


def faults(*rows: str, heading: str = HEADING) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        read(*rows, heading=heading)
    return [each["detail"] for each in refused.value.errors]


def test_a_family_is_read_with_its_facts_and_blanks_are_unknown() -> None:
    (family,) = read("A1,P1,,330802,owned,55.50,39,,是", "A1,P2,parent,,,,52,,")

    assert (family.label, family.division) == ("A1", "330802")
    assert family.people == [
        {
            "party": "P1",
            "facts": {
                "dwelling.tenure": "owned",
                "dwelling.area_m2": "55.50",
                "person.age": 39,
                "person.married": True,
            },
        },
        {"party": "P2", "facts": {"person.age": 52, "relation.kind": "parent"}},
    ]


def test_a_birth_date_is_kept_instead_of_the_age_that_follows() -> None:
    (family,) = read("A,P,,,,,,1990-03-02,")

    assert family.people[0]["facts"] == {"person.birth_date": "1990-03-02"}
    assert family.latest == date(1990, 3, 2)


def test_lists_and_chinese_yes_and_no_are_read() -> None:
    heading = "family,party,relation,innovation.patent_inventors,person.married"
    (family,) = read("A,P,,3;1,否", heading=heading)

    assert family.people[0]["facts"] == {
        "innovation.patent_inventors": [3, 1],
        "person.married": False,
    }


def test_gb_18030_is_read_like_utf_8() -> None:
    data = f"{HEADING}\nA,P,,,,,,,是".encode("gb18030")

    assert [each.label for each in read_fact_file(data, on=TODAY)] == ["A"]


@pytest.mark.parametrize("data", ["户".encode("utf-16"), b"\xff\xff\xfe family", b"a,b\0c"])
def test_another_encoding_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidInput, match="编码"):
        list(read_fact_file(data, on=TODAY))


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["A,P,,,hired,,,,"], "第 2 行，dwelling.tenure 列：应为以下之一"),
        (["A,P,,,,-1,,,"], "第 2 行，dwelling.area_m2 列：不能小于 0"),
        (["A,P,,,,1e3,,,"], "第 2 行，dwelling.area_m2 列：应为普通十进制数"),
        (["A,P,,,,,200,,"], "第 2 行，person.age 列：不能大于"),
        (["A,P,,,,,,2999-01-01,"], "第 2 行，person.birth_date 列：日期"),
        (["A,P,,,,,30,1990-01-01,"], "第 2 行，person.age 列：与出生日期不符"),
        (["A,P,,,,,,,maybe"], "第 2 行，person.married 列：应为 true 或 false"),
        (["A,P,,33,,,,,"], "第 2 行，division 列：应为 6、9 或 12 位"),
        (["A,P,,,,,,,", "A,Q,,,,,,,"], "第 3 行，relation 列：随迁人须写明"),
        (["A,P,,,,,,,", "A,Q,cousin,,,,,,"], "第 3 行，relation 列：应为以下之一"),
        (["A,P,,,,,,,", "A,P,spouse,,,,,,"], "第 3 行，party 列：P 在同一户内重复列出"),
        (["A,P,,,,,,,", "B,P,,,,,,,", "A,Q,spouse,,,,,,"], "第 4 行，family 列：户 A 的各行须连续"),
        (["330802199001011234,P,,,,,,,"], "第 2 行，family 列：户标识只用"),
        (["A,王芳,,,,,,,"], "第 2 行，party 列：当事人标识只用"),
        (["A,P,,"], "第 2 行，family 列：应有 9 列，实有 4 列"),
    ],
)
def test_a_broken_row_is_told_with_its_line_and_column(rows: list[str], told: str) -> None:
    assert [each for each in faults(*rows) if each.startswith(told)]


def test_all_faults_of_a_file_are_told_at_once() -> None:
    assert len(faults("A,P,,,hired,-1,,,", "B,P,,,,,999,,")) == 3


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("family,party", "第 1 行：缺少 relation 列"),
        ("family,party,relation,person.height", "第 1 行：没有名为 person.height 的事实"),
        ("family,party,relation,person.age,person.age", "第 1 行：person.age 列出现两次"),
        ("family,party,relation,relation.kind", "第 1 行：与申请人的关系写在 relation 列"),
    ],
)
def test_a_heading_that_cannot_be_read_is_told(heading: str, told: str) -> None:
    assert [each for each in faults("", heading=heading) if each.startswith(told)]


@pytest.mark.parametrize("rows", [[], ["", ",,,,,,,,"]])
def test_a_file_without_families_is_refused(rows: list[str]) -> None:
    assert faults(*rows) == ["文件中没有家庭：除首行外至少要有一行"]


def test_an_open_quote_is_told() -> None:
    assert "引号没有成对" in faults('A,"P,,,,,,,')[0]


@pytest.mark.django_db(transaction=True)
def test_a_file_with_a_fault_stores_nothing() -> None:
    data = "\n".join([HEADING, *(f"A{at},P,,,,,,," for at in range(3000)), "B,P,,,,-1,,,"]).encode()
    with pytest.raises(InvalidInput):
        keep_population(
            read_fact_file(data, on=TODAY),
            kind=PopulationKind.FILE,
            name="facts.csv",
            digest=hashlib.sha256(data).hexdigest(),
            by=None,
        )

    assert not Population.objects.exists()
    assert not PopulationFamily.objects.exists()


def test_a_heading_longer_than_any_vocabulary_is_refused_at_once() -> None:
    assert len(faults(heading=",".join(f"a{at}" for at in range(5_000)))) == 1


def test_a_division_in_wide_digits_is_none() -> None:
    assert faults("A,P,,3３０８０２,,,,,") != []
