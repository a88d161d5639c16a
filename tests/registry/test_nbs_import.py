"""A list of the statistics bureau (code, class, name) brought in: all of it, or nothing."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from hukou.kernel import gb18030
from registry.actions.nbs_ranges import range_of
from registry.models import Division, UrbanRuralCode
from registry.queries import division_on, urban_rural_class_on
from tests.cast import LATELY
from tests.places import Country, country

pytestmark = pytest.mark.django_db
GOOD = """统计用区划代码,城乡分类代码,名称
440199100000,,示例镇
440199100201,220,河东村
440199101000,,新镇
440199101001,121,新镇社区
"""
Load = Callable[..., str]


@pytest.fixture
def land() -> Country:
    return country()


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def loaded(content: str | bytes, **options: object) -> str:
        path = tmp_path / "list.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        out = StringIO()
        call_command("load_divisions", nbs=path, on=LATELY, stdout=out, **options)
        return out.getvalue()

    return loaded


def refused(load: Load, content: str | bytes, **options: object) -> str:
    """Return what the command says of a list it refuses; nothing of it may be stored."""
    before = Division.objects.count(), UrbanRuralCode.objects.count()
    told = StringIO()
    with pytest.raises(CommandError, match="nothing imported"):
        load(content, stderr=told, **options)
    assert (Division.objects.count(), UrbanRuralCode.objects.count()) == before
    return told.getvalue()


@pytest.mark.usefixtures("land")
def test_what_is_new_is_added_and_every_village_gets_its_class(load: Load) -> None:
    out = load(GOOD)

    assert out == "divisions 2 added, classes 2 given, 1 lines changed nothing\n"
    added = division_on("440199101001", on=LATELY)
    assert added is not None
    assert added.parent is not None
    assert (added.name, added.parent.name) == ("新镇社区", "新镇")
    row = urban_rural_class_on("440199101001", on=LATELY)
    assert row is not None
    assert (row.urban_rural_class, row.source, row.approver) == ("121", "list.csv", "国家统计局")


@pytest.mark.usefixtures("land")
def test_the_same_list_again_changes_nothing(load: Load) -> None:
    load(GOOD)
    assert load(GOOD) == "divisions 0 added, classes 0 given, 4 lines changed nothing\n"


@pytest.mark.usefixtures("land")
@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode("utf-8-sig"),
        gb18030.encode(GOOD),
        GOOD.replace(",,", "\t").replace(",", "\t").encode(),
        GOOD.replace(",,", " ").replace(",", " ").encode(),
    ],
    ids=["bom", "gb18030", "tabs", "blanks"],
)
def test_other_encodings_and_columns_are_read_alike(load: Load, content: bytes) -> None:
    assert load(content).startswith("divisions 2 added, classes 2 given")


WRONG = [
    ("44019910020,220,河东村", "区划代码应为12位数字"),
    ("４４０１９９１００２０５,220,河东村", "区划代码应为12位数字"),
    ("440199100201,220,河东新村", "已登记为“河东村”"),
    ("440199100205,,新村", "城乡分类代码应为"),
    ("440199100205,999,新村", "城乡分类代码应为"),
    ("440199102000,121,某镇", "只有村级区划有城乡分类代码"),
    ("440199100205,123,矿区", "特殊区域（123）须注明"),
    ("440199100605,220,新村", "代码段 605"),
    ("440199600000,,某镇", "代码段 600"),
    ("440199104201,220,新村", "上级区划 440199104"),
    ("440198000000,,邻县", "登记簿没有这个县级区划"),
    ("440100000000,,某市", "只能导入县级、乡级和村级区划"),
    ("440199100205,220,", "名称为空"),
    ("440199100205,220,新\ue000村", "不能登记的字符"),
    ("440199100205,220,新村,多一栏", "应为代码、城乡分类代码、名称三栏"),
]


@pytest.mark.usefixtures("land")
@pytest.mark.parametrize(("line", "why"), WRONG)
def test_a_wrong_line_refuses_the_list_by_its_number(load: Load, line: str, why: str) -> None:
    told = refused(load, "440199101000,,新镇\n\n" + line + "\n")
    assert "line 3,第3行：" in told
    assert why in told


@pytest.mark.usefixtures("land")
def test_every_wrong_line_is_told_at_once(load: Load) -> None:
    told = refused(load, "440199100205,,甲\n440199100206,999,乙\n440199100206,220,乙\n")
    assert [line.split(",")[0] for line in told.splitlines()] == [
        "where",
        "line 1",
        "line 2",
        "line 3",
    ]


@pytest.mark.usefixtures("land")
def test_a_special_area_takes_the_bureaus_reference(load: Load) -> None:
    load("440199100205,123,矿区\n", reference="国统函〔2026〕1号")
    row = urban_rural_class_on("440199100205", on=LATELY)
    assert row is not None
    assert row.reference == "国统函〔2026〕1号"


@pytest.mark.usefixtures("land")
def test_a_file_that_is_no_text_and_an_empty_one_are_refused(load: Load) -> None:
    assert "文件编码" in refused(load, b"\xff\xff\xff\x00")
    assert "没有区划" in refused(load, "")


def test_the_ranges_of_codes_are_the_bureaus() -> None:
    kinds = [range_of("township", digits) for digits in ("000", "001", "099", "100", "399", "600")]
    assert kinds == [None, "subdistrict", "subdistrict", "town", "township", None]
    kinds = [range_of("committee", digits) for digits in ("199", "200", "400", "599", "600")]
    assert kinds[:3] == ["residents_committee", "villagers_committee", "similar_residents"]
    assert kinds[3:] == ["similar_villagers", None]
