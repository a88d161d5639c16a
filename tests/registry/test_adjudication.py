"""Deciding on findings of data quality: merged, cancelled, dead, kept, and undone (D01, D02)."""

from datetime import date
from typing import Any

import pytest
from django.db.models import Model, QuerySet

from hukou.kernel import clock
from registry.actions import (
    assign_finding,
    cancel_duplicate,
    keep_finding,
    merge_people,
    move_in,
    note_disclosure,
    record_reported_death,
    undo_decision,
)
from registry.errors import (
    FindingIsDecided,
    HeadLeavesWithoutSuccessor,
    LaterEventStands,
    NothingToUndo,
    NotTheOwningOffice,
    PersonWasMerged,
)
from registry.models import (
    CorrectionNotice,
    Entry,
    HeldNumber,
    Household,
    Person,
    QualityDecision,
    Residence,
)
from registry.queries import CHECKS, scope_of_client
from tests.cast import BASIS, station
from tests.factories import HouseholdFactory
from tests.registry.quality import Twice, found, notice, twice

pytestmark = pytest.mark.django_db
WHY = "经调查系同一人"
TABLES: tuple[type[Model], ...] = (Person, Residence, HeldNumber, Household)


@pytest.fixture
def pair() -> Twice:
    return twice()


def register() -> dict[str, list[dict[str, Any]]]:
    """Return what the register holds today, entries aside."""
    return {table.__name__: list(QuerySet(table).order_by("pk").values()) for table in TABLES}


def breaches() -> list[str]:
    return [breach for check in CHECKS for breach in check.breaches()]


def test_a_merger_leaves_one_record_registered_and_the_other_leads_to_it(pair: Twice) -> None:
    decision = merge_people(pair.finding, kept=pair.kept, reason=WHY, by=pair.chief)

    pair.again.refresh_from_db()
    assert pair.again.merged_into == pair.kept
    assert not pair.again.residences.filter(period__endswith=None).exists()
    assert pair.kept.residences.filter(period__endswith=None).exists()
    assert decision.finding.status == "decided"
    kinds = [entry.kind for entry in Entry.objects.filter(pk__in=decision.entries).order_by("pk")]
    assert kinds == ["cancelled", "household_closed", "people_merged", "people_merged"]


def test_the_number_of_a_merged_record_stays_as_held_until_today(pair: Twice) -> None:
    merge_people(pair.finding, kept=pair.kept, reason=WHY, by=pair.chief)

    held = HeldNumber.objects.get(person=pair.again)
    assert held.period.upper == clock.today()


def test_a_merged_record_is_not_found_again_and_nobody_is_registered_under_it(
    pair: Twice,
) -> None:
    merge_people(pair.finding, kept=pair.kept, reason=WHY, by=pair.chief)

    assert found() == []
    with pytest.raises(PersonWasMerged):
        move_in(
            pair.again,
            HouseholdFactory.create(office=pair.here.office),
            on=clock.today(),
            by=pair.here.officer,
            relation="02",
            reason="join",
            basis=BASIS,
        )


def test_a_record_that_others_lead_to_hands_them_on(pair: Twice) -> None:
    third = twice(elsewhere=pair.here.office).again
    third.residences.all().delete()
    third.merged_into = pair.again
    third.save(update_fields=["merged_into"])
    finding = next(each for each in found() if pair.again.pk in each.people
                   and pair.kept.pk in each.people)  # fmt: skip

    merge_people(finding, kept=pair.kept, reason=WHY, by=pair.chief)

    third.refresh_from_db()
    assert third.merged_into == pair.kept


def test_undoing_a_merger_puts_everything_back(pair: Twice) -> None:
    finding, before = pair.finding, register()
    merge_people(finding, kept=pair.kept, reason=WHY, by=pair.chief)
    assert register() != before

    undone = undo_decision(finding, reason="查明为两人", by=pair.chief)

    assert register() == before
    finding.refresh_from_db()
    assert finding.status == "open"
    reversed_ = Entry.objects.filter(pk__in=undone.entries)
    assert {entry.kind for entry in reversed_} == {"reversed"}
    assert breaches() == []


def test_undoing_gives_back_head_and_relations(pair: Twice) -> None:
    """The head of a family is the record that is removed: a new head is named, and unnamed."""
    finding, before = pair.finding, register()
    son = {pair.ouyang.son.pk: "20", pair.ouyang.daughter.pk: "30"}

    merge_people(
        finding,
        kept=pair.again,
        reason=WHY,
        by=pair.chief,
        new_head=pair.ouyang.mother,
        relations=son,
    )
    mother = Residence.objects.get(person=pair.ouyang.mother, period__endswith=None)
    assert mother.relation == "02"
    undo_decision(finding, reason="查明为两人", by=pair.chief)

    keys = ("person_id", "household_id", "relation", "period", "closed_by_id")
    assert [{key: row[key] for key in keys} for row in register()["Residence"]] == [
        {key: row[key] for key in keys} for row in before["Residence"]
    ]
    assert breaches() == []


def test_a_head_is_not_removed_without_a_successor(pair: Twice) -> None:
    finding, before = pair.finding, register()

    with pytest.raises(HeadLeavesWithoutSuccessor):
        merge_people(finding, kept=pair.again, reason=WHY, by=pair.chief)

    assert register() == before
    assert not QualityDecision.objects.exists()


def test_a_duplicate_is_cancelled_without_saying_who_it_is(pair: Twice) -> None:
    decision = cancel_duplicate(pair.finding, removed=pair.again, reason=WHY, by=pair.here.officer)

    pair.again.refresh_from_db()
    assert pair.again.merged_into is None
    row = Residence.objects.get(person=pair.again)
    assert (row.period.upper, row.reason_out) == (clock.today(), "cancelled.duplicate")
    assert decision.verdict == "cancel"


def test_a_cancellation_is_undone(pair: Twice) -> None:
    finding, before = pair.finding, register()
    cancel_duplicate(finding, removed=pair.again, reason=WHY, by=pair.here.officer)

    undo_decision(finding, reason="误注销", by=pair.here.officer)

    assert register() == before


def test_what_was_kept_is_not_asked_again_unless_the_evidence_changes(pair: Twice) -> None:
    keep_finding(pair.finding, reason="双胞胎兄弟，姓名相同", by=pair.here.officer)

    assert found() == []
    particulars = pair.again.particulars.get()
    particulars.ethnicity = "02"
    particulars.save(update_fields=["ethnicity"])
    [again] = found()
    assert again.decisions.count() == 1


def test_a_reported_death_is_recorded_with_its_notice_as_proof() -> None:
    pair = twice()
    told = notice(pair.again, on=date(2026, 5, 2))
    [finding] = found("D02-1")

    decision = record_reported_death(finding, reason="殡葬证明属实", by=pair.here.officer)

    pair.again.refresh_from_db()
    assert pair.again.died_on == date(2026, 5, 2)
    entry = Entry.objects.get(person=pair.again, kind="death")
    assert (entry.details["declarant"], entry.details["certificate"]) == (
        told.agency,
        told.reference,
    )
    assert entry.pk in decision.entries


def test_a_death_recorded_from_a_notice_is_undone() -> None:
    pair = twice()
    notice(pair.again, on=date(2026, 5, 2))
    [finding] = found("D02-1")
    before = register()
    record_reported_death(finding, reason="殡葬证明属实", by=pair.here.officer)

    undo_decision(finding, reason="通报有误", by=pair.here.officer)

    assert register() == before


def test_nothing_is_undone_after_something_later_happened(pair: Twice) -> None:
    finding = pair.finding
    cancel_duplicate(finding, removed=pair.again, reason=WHY, by=pair.here.officer)
    move_in(
        pair.again,
        HouseholdFactory.create(office=pair.here.office),
        on=clock.today(),
        by=pair.here.officer,
        relation="02",
        reason="join",
        basis=BASIS,
    )

    with pytest.raises(LaterEventStands):
        undo_decision(finding, reason="误注销", by=pair.here.officer)


def test_a_finding_is_decided_once(pair: Twice) -> None:
    finding = pair.finding
    keep_finding(finding, reason=WHY, by=pair.here.officer)

    with pytest.raises(FindingIsDecided):
        keep_finding(finding, reason=WHY, by=pair.here.officer)

    assert QualityDecision.objects.count() == 1


def test_a_decision_is_undone_once(pair: Twice) -> None:
    finding = pair.finding
    keep_finding(finding, reason=WHY, by=pair.here.officer)
    undo_decision(finding, reason="重新核实", by=pair.here.officer)

    with pytest.raises(NothingToUndo):
        undo_decision(finding, reason="重新核实", by=pair.here.officer)


def test_a_finding_is_given_to_an_officer_of_its_office(pair: Twice) -> None:
    assign_finding(pair.finding, to=pair.here.officer, by=pair.chief)

    assert pair.finding.assigned_to == pair.here.officer
    with pytest.raises(NotTheOwningOffice):
        assign_finding(pair.finding, to=station().officer, by=pair.chief)


def read_by_an_agency(pair: Twice) -> None:
    scope = scope_of_client("school-board", frozenset({"residents:read"}))
    note_disclosure(
        scope=scope, kind="resident", people=[pair.again.pk], fields=["name"], purpose="核对"
    )


def test_whoever_read_the_record_that_was_removed_is_told(pair: Twice) -> None:
    read_by_an_agency(pair)

    decision = merge_people(pair.finding, kept=pair.kept, reason=WHY, by=pair.chief)

    told = CorrectionNotice.objects.get(client="school-board")
    assert (told.entry, told.people) == (decision.entry, [pair.again.pk])


def test_whoever_read_what_a_wrong_decision_left_is_told_when_it_is_undone(pair: Twice) -> None:
    finding = pair.finding
    merge_people(finding, kept=pair.kept, reason=WHY, by=pair.chief)
    read_by_an_agency(pair)

    undone = undo_decision(finding, reason="查明为两人", by=pair.chief)

    assert CorrectionNotice.objects.get(client="school-board").entry == undone.entry
