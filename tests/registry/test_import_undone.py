"""An import taken back (撤销导入): row O03."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from hukou.kernel import clock
from registry.actions import change_particulars, note_disclosure
from registry.actions.importing import check_import, undo_import
from registry.errors import ImportUnderWay
from registry.management import importing
from registry.models import (
    CorrectionNotice,
    Entry,
    EntryKind,
    HeldNumber,
    Household,
    ImportRun,
    ImportState,
    Particulars,
    Person,
    Residence,
)
from registry.queries import Scope, household_on
from tests.cast import Station, station
from tests.factories import HeldNumberFactory
from tests.old_files import ALL, LATER, Desk, household, number, others

pytestmark = pytest.mark.django_db

WRONG = "导错了文件"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two households of a legacy file, brought in."""
    desk = Desk(tmp_path)
    assert desk.write([*household(), *others()]).run()
    return desk


@pytest.fixture
def here() -> Station:
    return station()


def undo(desk: Desk, reason: str = WRONG) -> str:
    out = io.StringIO()
    call_command("import_register", desk.path, "--undo", reason, stdout=out)
    return out.getvalue().strip().splitlines()[-1]


def rename(here: Station) -> None:
    """Record something about one of the people imported."""
    person = Person.objects.earliest("id")
    told = {"reason": "本人申请", "proof": "申请书"}
    change_particulars(person, {"name": "欧阳大修"}, **here.how | told)


def test_nobody_of_it_is_registered_any_more(desk: Desk) -> None:
    assert undo(desk) == "households 2 taken back"

    for model in (Residence, HeldNumber, Particulars):
        assert not model.objects.exists()
    assert all(home.period.isempty and home.annulled_by for home in Household.objects.all())
    assert ImportRun.objects.get().state == ImportState.UNDONE
    call_command("verify_register", stdout=io.StringIO())


def test_every_entry_stays_with_the_reversal_that_names_it(desk: Desk) -> None:
    undo(desk)

    imported = Entry.objects.filter(kind=EntryKind.IMPORTED)
    reversals = Entry.objects.filter(kind=EntryKind.REVERSED)
    assert {each.reverses_id for each in reversals} == {each.pk for each in imported}
    assert {each.details["reason"] for each in reversals} == {WRONG}
    assert all(home.annulled_by.household_id == home.pk for home in Household.objects.all())


def test_what_was_known_until_then_is_known_still(desk: Desk) -> None:
    known, home = clock.now(), Household.objects.earliest("id")
    undo(desk)

    book = household_on(home.pk, on=LATER, known_on=known, scope=ALL)
    assert book is not None
    assert len(book.members) == 3
    assert household_on(home.pk, on=LATER, scope=ALL) is None


def test_the_file_can_be_brought_in_again(desk: Desk) -> None:
    """Its identity numbers are free; its household numbers are not given again."""
    before = set(Household.objects.values_list("number", flat=True))
    undo(desk)

    assert desk.run()

    living = Household.objects.filter(annulled_by=None)
    assert living.count() == 2
    assert not before & set(living.values_list("number", flat=True))
    assert Residence.objects.count() == HeldNumber.objects.count() == 5
    call_command("verify_register", stdout=io.StringIO())


def test_it_goes_on_where_it_was_stopped(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last household first; until the first is taken back the file cannot come in again."""
    run = ImportRun.objects.get()
    undo_import(run.pk, by=None, reason=WRONG, basis=importing.UNDOING, households=1)

    assert Residence.objects.count() == 3
    assert not desk.run()
    assert Residence.objects.count() == 3
    monkeypatch.setattr(importing, "TAKEN_BACK", 1)
    undo(desk)
    assert not Residence.objects.exists()


@pytest.mark.parametrize("taken_back", [0, 1])
def test_nothing_is_taken_back_under_what_was_recorded_since(
    desk: Desk, here: Station, taken_back: int
) -> None:
    """Neither before the first household nor between two of them."""
    if taken_back:
        run = ImportRun.objects.get()
        undo_import(run.pk, by=None, reason=WRONG, basis=importing.UNDOING, households=1)
    rename(here)
    stays = Residence.objects.count()

    with pytest.raises(CommandError, match="变动登记"):
        undo(desk)

    assert Residence.objects.count() == stays
    assert Entry.objects.filter(kind=EntryKind.REVERSED).count() == taken_back


def test_whoever_read_them_is_told(desk: Desk) -> None:
    """Row R10."""
    person = Person.objects.earliest("id")
    reader = Scope("client:a", client="a-agency", office_ids=None)
    note_disclosure(
        scope=reader, kind="resident", people=[person.pk], fields=["name"], purpose="核对"
    )

    undo(desk)

    assert [(each.client, each.people) for each in CorrectionNotice.objects.all()] == [
        ("a-agency", [person.pk])
    ]


def test_it_takes_a_reason(desk: Desk) -> None:
    with pytest.raises(CommandError, match="理由"):
        undo(desk, " ")

    assert Residence.objects.count() == 5


def test_there_is_nothing_to_undo_twice(desk: Desk) -> None:
    undo(desk)
    with pytest.raises(CommandError, match="没有可撤销的导入"):
        undo(desk)
    run = ImportRun.objects.get()
    with pytest.raises(ImportUnderWay):
        undo_import(run.pk, by=None, reason=WRONG, basis=importing.UNDOING, households=1)


def test_a_number_given_away_since_the_check_is_a_fault_of_the_next_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The part that holds it is not half-imported; undone and read again, only its family waits."""
    desk = Desk(tmp_path)
    desk.write([*others(), *household()])
    check = check_import
    monkeypatch.setattr(importing, "HOUSEHOLDS", 1)

    def checked_then_given(run_id: int, *, reserving: bool) -> ImportRun:
        run = check(run_id, reserving=reserving)
        HeldNumberFactory.create(person=Person.objects.create(), number=number("1960-05-01", 1))
        return run

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(importing, "check_import", checked_then_given)
        with pytest.raises(CommandError, match="--undo"):
            call_command("import_register", desk.path, stdout=io.StringIO())
    assert Household.objects.count() == 1

    assert undo(desk) == "households 1 taken back"
    assert not desk.run()
    assert [rule for _line, _column, rule in desk.faults()] == ["number-already-held"]
    assert Household.objects.filter(annulled_by=None).count() == 1
