"""Journals sealed office by office (O01): nothing that was read or done can be changed unseen."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Final

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from applications.actions import approve
from applications.models import (
    Application,
    Examination,
    FrozenInput,
    Round,
    RoundAct,
    RoundApplication,
    RoundStep,
    Stage,
)
from hukou.kernel import clock
from registry.actions import mark_journal, note_disclosure, seal_journal, sealing
from registry.models import Account, Seal
from registry.queries import broken_seals, journals, scope_of
from tests.filing import Counter, Five, assessed, settlement

pytestmark = pytest.mark.django_db


def seal() -> dict[str, int]:
    return {
        journal.name: seal_journal(journal, mark=mark_journal(journal)) for journal in journals()
    }


def as_owner(*statements: str) -> None:
    """Do what the application's role may not."""
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture
def journal(here: Counter, five: Five) -> Counter:
    """Readings by two offices and a program, and a case examined and decided; all sealed."""
    for account in (here.officer, here.approver, here.officer):
        read(account, five)
    application = assessed(here, settlement(five))
    Examination.objects.create(
        application=application,
        assessment=application.assessments.get(),
        stage=Stage.SECOND,
        agrees=True,
        examined_by=here.approver,
        examined_at=clock.now(),
    )
    approve(application.pk, by=here.chief)
    round_frozen(here, application)
    assert all(seal().values())
    return here


def round_frozen(here: Counter, application: Application) -> None:
    """Write down a round of the bureau, and what is frozen of one applicant in it."""
    now = clock.now()
    round_ = Round.objects.create(
        scheme="gz-points-2023",
        division="440100",
        office=here.bureau,
        year=now.year,
        quota=1,
        opens_at=now - timedelta(days=2),
        closes_at=now - timedelta(days=1),
        facts_until=now.date(),
        publicity_days=5,
        objection_days=5,
        document="通告",
        clause="一",
        declared_by=here.approver,
    )
    RoundStep.objects.create(round=round_, act=RoundAct.DECLARED, by=here.approver)
    entry = RoundApplication.objects.create(
        round=round_, application=application, number="44019919900501003X", applied_at=now
    )
    FrozenInput.objects.create(
        applicant=entry,
        version=1,
        standing="stands",
        content="{}",
        digest="0" * 64,
        by=here.approver,
    )


def read(account: Account, five: Five) -> None:
    note_disclosure(
        scope=scope_of(account, on=clock.today()),
        kind="person",
        people=[five.applicant.pk],
        fields=["name"],
        purpose="counter page",
    )


@pytest.mark.usefixtures("journal")
def test_a_journal_that_nobody_touched_holds() -> None:
    assert list(broken_seals()) == []


def test_each_office_has_a_chain_of_its_own(journal: Counter, five: Five) -> None:
    read(journal.officer, five)
    seal()

    chains = Seal.objects.filter(journal="disclosure").order_by("id")
    assert [(each.office_id, each.sequence, len(each.rows)) for each in chains] == [
        (journal.office.pk, 1, 2),
        (journal.bureau.pk, 1, 1),
        (journal.office.pk, 2, 1),
    ]
    assert chains[2].previous_digest == chains[0].digest


@pytest.mark.usefixtures("journal")
def test_what_is_sealed_is_not_sealed_again() -> None:
    assert not any(seal().values())


def test_a_seal_says_by_which_suite_it_was_made(journal: Counter, five: Five) -> None:
    """Offices turn to SM3 one day; what was sealed before stays as it is."""
    read(journal.officer, five)
    readings = next(journals())
    seal_journal(readings, mark=mark_journal(readings), suite="sm3")

    assert list(broken_seals()) == []
    as_owner(
        "update registry_disclosure set purpose = 'x' where id = "
        "(select max(id) from registry_disclosure)"
    )
    assert [fault.endswith("was altered") for fault in broken_seals()] == [True]


def test_more_than_a_seal_holds_waits_for_the_next(
    journal: Counter, five: Five, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "MOST", 2)
    for _ in range(5):
        read(journal.officer, five)

    assert [seal()["disclosure"] for _ in range(4)] == [2, 2, 1, 0]
    assert list(broken_seals()) == []


FORGERIES: Final[dict[str, tuple[str, str]]] = {
    "whether somebody agreed": (
        "update applications_examination set agrees = false",
        "was altered",
    ),
    "an opinion less": ("delete from applications_examination", "is missing"),
    "who read": ("update registry_disclosure set account_id = null", "was altered"),
    "for which program": ("update registry_disclosure set client = 'x'", "was altered"),
    "whom": ("update registry_disclosure set people = '{}', person_id = null", "was altered"),
    "which fields": ("update registry_disclosure set fields = '{}'", "was altered"),
    "what for": ("update registry_disclosure set purpose = 'x'", "was altered"),
    "when": (
        "update registry_disclosure set recorded_at = recorded_at - interval '1 day'",
        "was altered",
    ),
    "of which office": ("update registry_disclosure set office_id = null", "was altered"),
    "a reading less": ("delete from registry_disclosure", "is missing"),
    "a reading more": (
        "update registry_disclosure set id = id + 1000000",
        "is missing",
    ),
    "who took a step": ("update applications_transition set by_id = null", "was altered"),
    "a step's note": ("update applications_transition set note = 'x'", "was altered"),
    "a step less": (
        "delete from applications_transition where action = 'approve'",
        "is missing",
    ),
    "which way it was decided": (
        "update applications_decision set outcome = 'refused'",
        "was altered",
    ),
    "on what grounds": ("update applications_decision set grounds = 'x'", "was altered"),
    "by whom": (
        "update applications_decision set decided_by_id = (select min(id) from registry_account)",
        "was altered",
    ),
    "the day": (
        "update applications_decision set decided_on = decided_on - 1",
        "was altered",
    ),
    "a decision less": ("delete from applications_decision", "is missing"),
    "a seal that fits": (
        "update registry_seal set rows = '{}' where journal = 'decision'",
        "was altered",
    ),
    "a seal less": (
        "delete from registry_seal where journal = 'disclosure' and sequence = 1",
        "are missing",
    ),
    "a chain's order": (
        "update registry_seal set previous_digest = 'x' where journal = 'transition'",
        "does not follow",
    ),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_what_somebody_with_every_right_changes_is_named(
    journal: Counter, five: Five, forgery: str
) -> None:
    read(journal.officer, five)
    seal()
    statement, said = FORGERIES[forgery]

    as_owner(statement)

    found = list(broken_seals())
    assert any(said in fault for fault in found), found
    with pytest.raises(CommandError, match="seals of journals hold"):
        call_command("verify_register", stdout=StringIO())


@pytest.mark.usefixtures("journal")
def test_a_row_put_in_below_a_seal_is_named() -> None:
    copied = "kind, client, people, fields, purpose, recorded_at"
    as_owner(
        f"insert into registry_disclosure (id, {copied})"  # noqa: S608 - our own columns
        f" select -5, {copied} from registry_disclosure limit 1"
    )

    assert any("was put in later" in fault for fault in broken_seals())


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize(
    "right", ["update registry_seal set rows = '{}'", "delete from registry_seal"]
)
def test_the_application_may_not_rewrite_a_seal(right: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(right)


def test_only_what_is_never_changed_can_be_sealed() -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select registry_journal_mark('registry_person')")


@pytest.mark.usefixtures("journal")
def test_heads_kept_outside_show_a_chain_written_anew(tmp_path: Path) -> None:
    """Whoever can write everything can make every chain hold again, but not what others keep."""
    kept = tmp_path / "heads.jsonl"
    call_command("export_heads", out=kept, stdout=StringIO())
    call_command("verify_register", heads=kept, stdout=StringIO())

    as_owner("delete from registry_seal", "update registry_disclosure set purpose = 'forged'")
    seal()
    assert list(broken_seals()) == []
    with pytest.raises(CommandError, match="heads kept outside"):
        call_command("verify_register", heads=kept, stdout=StringIO())


def test_a_file_that_holds_no_heads_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text('{"chain": "entry"}\n')

    with pytest.raises(CommandError, match="第 1 行"):
        call_command("verify_register", heads=other, stdout=StringIO())
