"""What a superuser of the database changes by hand is found by `verify_register`, and named (O01).

A superuser passes every right, trigger and constraint. Each kind of change is made, searched for
and taken back, in the committed register of one office whose journals are sealed. What follows the
last seal, a minute at most, is not sealed yet; a chain that is written anew to its end is found by
the heads that somebody outside keeps.
"""

# ruff: noqa: S608 - forging is what this file is for, with keys of its own making

from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.management import call_command

from applications.actions import approve, carry_out
from applications.models import Decision, Kind, Transition
from hukou.kernel import clock
from registry.actions import mark_journal, note_disclosure, seal_journal
from registry.models import Disclosure, Entry
from registry.queries import journals, scope_of
from tests.applications.life import DECLARED, event, granted, proven
from tests.applications.tampering import Forgery, superuser, tampered, verified
from tests.cast import family
from tests.factories import AddressFactory
from tests.filing import Counter, assessed, counter, family_of_five, settlement

pytestmark = pytest.mark.django_db(transaction=True)


class Kept(NamedTuple):
    """The rows that are tampered with."""

    office: str
    last: int
    steps: Sequence[int]
    decisions: Sequence[int]
    readings: Sequence[int]
    undecided: str
    person: int


@pytest.fixture
def kept() -> Kept:
    """Five people settled, one declared dead, one such file still open; readings; all sealed."""
    here = counter()
    five = family_of_five()
    application = assessed(here, settlement(five))
    approve(application.pk, by=here.chief)
    carry_out(application.pk, by=here.officer)
    granted(here, death(here), by=here.officer)
    undecided = proven(here, death(here))
    for account in (here.officer, here.approver, here.officer):
        note_disclosure(
            scope=scope_of(account, on=clock.today()),
            kind="person",
            people=[five.applicant.pk],
            fields=["name"],
            purpose="counter page",
        )
    seal()
    return Kept(
        here.office.code,
        Entry.objects.filter(office=here.office).count(),
        list(Transition.objects.order_by("id").values_list("id", flat=True)),
        list(Decision.objects.order_by("id").values_list("id", flat=True)),
        list(Disclosure.objects.filter(office=here.office).values_list("id", flat=True)),
        str(undecided.pk),
        five.applicant.pk,
    )


def death(here: Counter) -> Any:  # noqa: ANN401 - a request
    home = family(here.office, address=AddressFactory.create(division=here.community))
    died_on = clock.today().isoformat()
    details = {"died_on": died_on, "certificate": "浙A-1", **DECLARED, "declarant_is": "spouse"}
    return event(Kind.DEATH, home.daughter, details)


def seal() -> None:
    for journal in journals():
        seal_journal(journal, mark=mark_journal(journal))


def of_journals(kept: Kept) -> Iterator[tuple[str, Forgery]]:
    """Yield the changes of steps, decisions and readings: altered, deleted, exchanged, put in."""
    told = {
        "transition": ("applications_transition", "note", kept.steps),
        "decision": ("applications_decision", "grounds", kept.decisions),
        "disclosure": ("registry_disclosure", "purpose", kept.readings),
    }
    for name, (table, column, rows) in told.items():
        one, other = rows[0], rows[-1]
        where = f"{name} {kept.office}: row"
        yield (
            f"{name} altered",
            Forgery(
                [f"update {table} set {column} = 'x' where id = {one}"],
                f"{where} {one} was altered",
            ),
        )
        yield (
            f"{name} deleted",
            Forgery([f"delete from {table} where id = {one}"], f"{where} {one} is missing"),
        )
        swap = [
            f"update {table} set id = -1 where id = {one}",
            f"update {table} set id = {one} where id = {other}",
            f"update {table} set id = {other} where id = -1",
        ]
        yield f"{name} exchanged", Forgery(swap, f"{where} {other} was altered")
        yield f"{name} put in", Forgery(put_in(table, one, kept), f"{where} -5 was put in later")


def put_in(table: str, like: int, kept: Kept) -> list[str]:
    """Return a statement that adds a row below a seal; a file has one decision only."""
    copy = f"create temporary table forged as select * from {table} where id = {like}"
    changed = ["id = -5"]
    if table == "applications_decision":
        changed.append(f"application_id = '{kept.undecided}'")
    return [
        copy,
        f"update forged set {', '.join(changed)}",
        f"insert into {table} overriding system value select * from forged",
        "drop table forged",
    ]


def of_entries(kept: Kept) -> Mapping[str, Forgery]:
    """Return the changes of entries and of the end of their chain."""
    office = f"office_id = (select id from registry_office where code = '{kept.office}')"
    entry, head = f"registry_entry where {office}", f"registry_entrychain set {{}} where {office}"
    altered = f"update registry_entry set {{}} where {office} and sequence = 2"
    swap = [
        f"update registry_entry set sequence = {new} where {office} and sequence = {old}"
        for old, new in ((2, 9000), (3, 2), (9000, 3))
    ]
    more = [
        f"create temporary table forged as select * from {entry} and sequence = {kept.last}",
        f"update forged set id = -5, sequence = {kept.last + 1}, previous_digest = digest",
        "insert into registry_entry overriding system value select * from forged",
        "drop table forged",
    ]
    at, last = kept.office, kept.last
    ends = f"{at}: the chain should end at entry"
    return {
        "entry altered": Forgery([altered.format("details = '{}'")], f"{at}: entry 2 was altered"),
        "entry said by another": Forgery(
            [altered.format("officer_id = null")], f"{at}: entry 2 was altered"
        ),
        "entry cut off from the one before": Forgery(
            [altered.format("previous_digest = 'x'")], f"{at}: entry 2 does not follow"
        ),
        "entry deleted": Forgery(
            [f"delete from {entry} and sequence = 2"], f"{at}: entries 2 to 2 are missing"
        ),
        "last entry deleted": Forgery(
            [f"delete from {entry} and sequence = {last}"], f"{at}: entries {last} to {last} are"
        ),
        "all entries deleted": Forgery(
            [f"delete from {entry}"], f"{at}: entries 1 to {last} are missing"
        ),
        "entries exchanged": Forgery(swap, f"{at}: entry 2 does not follow"),
        "entry put in": Forgery(more, f"{ends} {last}, not at {last + 1}"),
        "head altered": Forgery(["update " + head.format("digest = 'x'")], f"{ends} {last}"),
        "head set back": Forgery(
            ["update " + head.format("sequence = sequence - 1")], f"{ends} {last - 1}"
        ),
        "head deleted": Forgery([f"delete from registry_entrychain where {office}"], f"{ends} 0"),
    }


def of_the_rest(kept: Kept) -> Mapping[str, Forgery]:
    """Return the changes of seals, of assessments, and of the register without an entry."""
    mine = (
        "journal = 'disclosure' and "
        f"office_id = (select id from registry_office where code = '{kept.office}')"
    )
    chain = f"disclosure {kept.office}: "
    more = [
        f"create temporary table forged as select * from registry_seal where {mine} limit 1",
        "update forged set id = -5, sequence = 9, previous_digest = digest",
        "insert into registry_seal overriding system value select * from forged",
        "drop table forged",
    ]
    moved = f"update registry_residence set relation = '97' where person_id = {kept.person}"
    return {
        "seal altered": Forgery(
            [f"update registry_seal set rows = '{{}}' where {mine} and sequence = 1"],
            f"{chain}seal 1 was altered",
        ),
        "seal deleted": Forgery(
            [f"delete from registry_seal where {mine} and sequence = 1"],
            f"{chain}row {kept.readings[0]} was put in later",
        ),
        "seal put in": Forgery(more, f"{chain}seals 2 to 8 are missing"),
        "residence changed without an entry": Forgery([moved], f"person {kept.person}"),
        "assessment altered": Forgery(
            ["update applications_assessment set outcome = 'review' where outcome = 'eligible'"],
            "assessment ",
        ),
    }


def written_anew(kept: Kept) -> Mapping[str, Forgery]:
    """Return what leaves every chain whole, and only the heads kept outside show."""
    office = f"office_id = (select id from registry_office where code = '{kept.office}')"
    last = f"(select digest from registry_entry where {office} and sequence = {kept.last - 1})"
    cut = [
        f"update registry_entrychain set digest = {last}, sequence = sequence - 1 where {office}",
        f"delete from registry_entry where {office} and sequence = {kept.last}",
    ]
    return {
        "tail cut off and the head set back": Forgery(
            cut, f"entry {kept.office}: link {kept.last} is not the one kept outside"
        ),
        "last seal deleted": Forgery(
            ["delete from registry_seal where journal = 'decision'"],
            f"decision {kept.office}: link 1 is not the one kept outside",
        ),
    }


def test_every_kind_of_change_by_a_superuser_is_found_and_the_row_named(
    kept: Kept, tmp_path: Path
) -> None:
    heads = tmp_path / "heads.jsonl"
    call_command("export_heads", out=heads, stdout=StringIO())
    forgeries = {**dict(of_journals(kept)), **of_entries(kept), **of_the_rest(kept)}
    assert len(forgeries) >= 20
    unseen = {}
    with superuser() as by_hand:
        assert tampered(by_hand, Forgery(["select 1"], "")) == "the register holds"
        for name, forgery in forgeries.items():
            if forgery.said not in (told := tampered(by_hand, forgery)):
                unseen[name] = told
        for name, forgery in written_anew(kept).items():
            if forgery.said not in (told := tampered(by_hand, forgery, heads=heads)):
                unseen[name] = told
        assert verified(heads=heads) == "the register holds"

    assert unseen == {}
