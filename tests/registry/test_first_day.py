"""A bureau's first offices, sign-ins and programs, by command (首日)."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from oauth2_provider.models import get_application_model

from registry.models import Account, AgencyClient, Office, Posting
from tests.factories import DivisionFactory, OfficeFactory, PersonFactory

pytestmark = pytest.mark.django_db

STATION = "330802510000"
PASSWORD = "Quiet-harbour-7319"
SECRET = "long-enough-to-be-a-secret-0001"
OFFICE = {"name": "府山派出所", "level": "station", "areas": ["330802006"]}
POST = {"name": "王芳", "role": "officer", "office": STATION}


def run(command: str, *arguments: str, **options: object) -> str:
    told = io.StringIO()
    call_command(command, *arguments, stdout=told, **options)
    return told.getvalue()


@pytest.fixture
def _station() -> None:
    DivisionFactory.create(code="330802006", name="府山街道")
    run("open_office", STATION, **OFFICE)


@pytest.fixture
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEW_ACCOUNT_PASSWORD", PASSWORD)


def test_an_office_stands_below_another_and_serves_its_divisions() -> None:
    DivisionFactory.create(code="330802006", name="府山街道")
    bureau = OfficeFactory.create(code="330802000000")

    run("open_office", STATION, parent="330802000000", **OFFICE)

    office = Office.objects.get(code=STATION)
    assert office.parent == bureau
    assert list(office.areas.values_list("code", flat=True)) == ["330802006"]


@pytest.mark.parametrize(
    ("code", "changed", "said"),
    [
        ("3308025", {}, "12位"),
        (STATION, {"areas": ["330802999"]}, "330802999"),
        (STATION, {"parent": "330899000000"}, "330899000000"),
        (STATION, {"level": "village"}, "invalid choice|层级"),
    ],
)
def test_an_office_that_cannot_be_is_refused(
    code: str, changed: dict[str, object], said: str
) -> None:
    DivisionFactory.create(code="330802006", name="府山街道")

    with pytest.raises(CommandError, match=said):
        run("open_office", code, **OFFICE | changed)

    assert not Office.objects.exists()


@pytest.mark.usefixtures("_station")
def test_an_office_is_set_up_once() -> None:
    with pytest.raises(CommandError, match="已登记"):
        run("open_office", STATION, **OFFICE)


@pytest.mark.usefixtures("_station", "_password")
def test_an_account_signs_in_from_the_first_day_of_its_post() -> None:
    run("open_account", "wangfang", since=date(2026, 1, 5), **POST)

    posting = Posting.objects.get(account__username="wangfang")
    assert (posting.role, posting.office.code) == ("officer", STATION)
    assert posting.period.lower == date(2026, 1, 5)
    assert posting.account.check_password(PASSWORD)
    assert not posting.account.is_demo


@pytest.mark.usefixtures("_station", "_password")
def test_whose_account_it_is_comes_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    person = PersonFactory.create(details__name="王芳")
    monkeypatch.setenv("NEW_ACCOUNT_NUMBER", person.held_numbers.get().number)

    said = run("open_account", "wangfang", **POST)

    assert Account.objects.get().person == person
    assert "写明本人" not in said


@pytest.mark.usefixtures("_station", "_password")
def test_an_officer_whom_nobody_named_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "写明本人" in run("open_account", "wangfang", **POST)

    somebody = PersonFactory.create(details__name="李强").held_numbers.get()
    monkeypatch.setenv("NEW_ACCOUNT_NUMBER", somebody.number)
    with pytest.raises(CommandError, match="nobody of this name"):
        run("open_account", "lina", **POST)
    assert not Account.objects.filter(username="lina").exists()


@pytest.mark.usefixtures("_station")
def test_a_password_may_come_by_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))

    run("open_account", "wangfang", **POST)

    assert Account.objects.get().check_password(PASSWORD)


@pytest.mark.usefixtures("_station")
@pytest.mark.parametrize("weak", ["", "12345678", "wangfang1"])
def test_a_weak_password_opens_nothing(monkeypatch: pytest.MonkeyPatch, weak: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{weak}\n"))

    with pytest.raises(CommandError):
        run("open_account", "wangfang", **POST)

    assert not Account.objects.exists()


@pytest.mark.usefixtures("_station", "_password")
@pytest.mark.parametrize("changed", [{"office": "330899000000"}, {"role": "mayor"}])
def test_an_account_without_a_post_is_not_opened(changed: dict[str, str]) -> None:
    with pytest.raises(CommandError):
        run("open_account", "wangfang", **POST | changed)

    assert not Account.objects.exists()


@pytest.mark.usefixtures("_station", "_password")
def test_a_user_name_belongs_to_one() -> None:
    run("open_account", "wangfang", **POST)

    with pytest.raises(CommandError, match="已有人使用"):
        run("open_account", "wangfang", **POST)


def test_no_command_takes_a_password_or_secret_as_an_argument() -> None:
    for command in ("open_account", "grant_client"):
        with pytest.raises((CommandError, TypeError)):
            run(command, "x", "--password", PASSWORD, "--secret", SECRET)


def test_a_program_is_granted_its_scopes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEW_CLIENT_SECRET", SECRET)

    run("grant_client", "civil", name="民政局", scopes=["residents:read"], purpose="婚姻登记")

    client = AgencyClient.objects.get()
    assert (client.client_id, client.scopes) == ("civil", ["residents:read"])
    assert SECRET not in get_application_model().objects.get().client_secret


@pytest.mark.parametrize(
    ("secret", "scope", "said"),
    [(SECRET, "residents:everything", "no such scope"), ("short", "residents:read", "24")],
)
def test_a_grant_that_is_wrong_lets_nobody_in(
    monkeypatch: pytest.MonkeyPatch, secret: str, scope: str, said: str
) -> None:
    monkeypatch.setenv("NEW_CLIENT_SECRET", secret)

    with pytest.raises(CommandError, match=said):
        run("grant_client", "civil", name="民政局", scopes=[scope], purpose="婚姻登记")

    assert not AgencyClient.objects.exists()
