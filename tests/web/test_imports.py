"""Pages of imported files (导入批次): row O03."""

from pathlib import Path

import pytest
from django.test import Client

from registry.models import ImportedRow, ImportRun, Office, OfficeLevel, PostingRole
from tests.factories import OfficeFactory
from tests.filing import posted
from tests.old_files import Desk, household, others

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path: Path) -> ImportRun:
    """One household brought in, and one refused for a name that nobody can have."""
    desk = Desk(tmp_path)
    wrong = [each | {"name": "甲？乙"} for each in others()]
    assert not desk.write([*household(), *wrong]).run()
    return ImportRun.objects.get()


def signed_in(level: OfficeLevel, role: PostingRole, client: Client, *, above: bool) -> Client:
    """Sign in somebody of a bureau: that of the file's station, or another one."""
    bureau = OfficeFactory.create(level=level)
    if above:
        Office.objects.exclude(pk=bureau.pk).update(parent=bureau)
    client.force_login(posted(bureau, role))
    return client


def test_a_file_is_listed_with_what_became_of_its_rows(run: ImportRun, client: Client) -> None:
    at_county = signed_in(OfficeLevel.COUNTY, PostingRole.COUNTY_APPROVER, client, above=True)

    listed = at_county.get("/imports").content.decode()
    shown = at_county.get(f"/imports/{run.pk}").content.decode()

    assert run.file_name in listed
    assert "原农业（人）" in shown
    assert "文件共（行）" in shown


def test_a_file_of_another_area_is_nobodys_business(run: ImportRun, client: Client) -> None:
    """O02: nor are its name and its counts."""
    elsewhere = signed_in(OfficeLevel.COUNTY, PostingRole.COUNTY_APPROVER, client, above=False)

    assert run.file_name not in elsewhere.get("/imports").content.decode()
    assert elsewhere.get(f"/imports/{run.pk}").status_code == 404


def test_what_stood_in_a_row_of_nobodys_area_is_not_shown(run: ImportRun, client: Client) -> None:
    ImportedRow.objects.filter(run=run, faults__isnull=False).update(office=None)
    at_county = signed_in(OfficeLevel.COUNTY, PostingRole.COUNTY_APPROVER, client, above=True)
    shown = at_county.get(f"/imports/{run.pk}").content.decode()

    assert "name" in shown
    assert "甲？乙" not in shown


def test_a_file_nobody_brought_in_is_not_found(client: Client) -> None:
    at_county = signed_in(OfficeLevel.COUNTY, PostingRole.COUNTY_APPROVER, client, above=True)

    assert at_county.get("/imports/999").status_code == 404
