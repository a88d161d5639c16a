"""load_notices and files that are no lists: refused in words, and nothing is taken in."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from registry.management import notice_files
from registry.models import ExternalNotice

pytestmark = pytest.mark.django_db
HEADER = "通报编号,公民身份号码,姓名,事件日期\n"
GOOD = "浙2026-1,440199196005010011,欧阳修,2026-11-01\n"


def refused(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    told = io.StringIO()
    with pytest.raises(CommandError, match="nothing was taken in"):
        call_command("load_notices", str(path), agency="民政局", kind="death", stderr=told)
    assert not ExternalNotice.objects.exists()
    return told.getvalue()


@pytest.mark.parametrize(
    "rows",
    [
        GOOD + "浙\x00-2,440199196005010011,欧阳修,2026-11-01\n",
        GOOD + f'浙2026-2,440199196005010011,"{"欧" * 200_000}",2026-11-01\n',
        GOOD + '浙2026-2,440199196005010011,"欧阳修,2026-11-01\n',
        GOOD + "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    ],
)
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, rows: str) -> None:
    told = refused(tmp_path / "死亡.csv", (HEADER + rows).encode())
    assert told
    assert "440199196005010011" not in told


def test_a_file_too_long_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notice_files, "LONGEST", 10)
    assert "文件过大" in refused(tmp_path / "死亡.csv", (HEADER + GOOD).encode())


def test_a_name_that_is_a_path_leads_nowhere(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="there is no file"):
        call_command("load_notices", f"{tmp_path}/../../etc", agency="民政局", kind="death")
