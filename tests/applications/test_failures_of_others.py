"""What went wrong in other people's registers, as tests of ours.

An agency that is away at any step (OpenCRVS 9306, 13322); a server that stops in the middle of a
save (OpenCRVS 7005, 11991); a desk page whose cost grows with the file (gemma-zaken 1686).
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.actions import (
    DraftRequest,
    Upload,
    approve,
    assess_if_ready,
    attach,
    carry_out,
    claim_verification,
    draft,
    record_failure,
    replace_by_document,
    submit,
)
from applications.models import Application, OutboxEvent, Verification
from applications.queries.case import case_file
from applications.queries.letter import letter
from applications.queries.worklists import counts, worklist
from applications.workflow import Status
from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from registry.models import Entry, Residence
from registry.queries import scope_of
from tests.filing import (
    Agencies,
    Counter,
    Five,
    accepted,
    answer,
    answer_all,
    assessed,
    fresh,
    settlement,
)

PDF: Final = Upload(name="材料.pdf", content_type="application/pdf", content=b"%PDF-1.7 proof")
AGENCIES: Final = [
    "real_estate",
    "public_security",
    "civil_affairs",
    "human_resources",
    "education",
]


# --- an agency is away -------------------------------------------------------------------------


def asking(agency: str, five: Five) -> DraftRequest:
    """Return an application in which this agency has something to say."""
    if agency != "education":
        return settlement(five)
    request = settlement(five, channel="QZF-2")
    graduate = replace(request.parties[0], declared={"education.level": "bachelor"})
    return replace(request, parties=[graduate])


def cut_off(application: Application, agency: str) -> list[Verification]:
    """Let every agency answer but one, which cannot be reached."""
    away = list(application.verifications.filter(agency=agency))
    for row in away:
        claim_verification(row.pk)
        record_failure(row.pk, error="unreachable", permanent=False)
    for row in application.verifications.exclude(agency=agency).select_related("party"):
        answer(row, ANSWERS.value(row))
    return away


ANSWERS: Final = Agencies(facts=Agencies().facts | {"education.level": "bachelor"})


@pytest.mark.parametrize("agency", AGENCIES)
def test_a_file_whose_agency_is_away_stays_listed_and_goes_on_by_itself(
    here: Counter, five: Five, agency: str
) -> None:
    """Row 1 of other people's failures (OC #9306, #13322); row V06."""
    application = accepted(here, asking(agency, five))
    away = cut_off(application, agency)
    scope = scope_of(here.officer, on=clock.today())
    assert away
    assert assess_if_ready(application.pk) is None
    assert [row.id for row in worklist("waiting", scope=scope, now=clock.now()).items] == [
        application.pk
    ]

    for row in away:
        answer(row, ANSWERS.value(row))

    assert assess_if_ready(application.pk) is not None


@pytest.mark.parametrize("agency", AGENCIES)
def test_a_file_whose_agency_is_away_can_be_moved_on_by_hand(
    here: Counter, five: Five, agency: str
) -> None:
    """Row 1 of other people's failures (OC #9306, #13322); row V06."""
    application = accepted(here, asking(agency, five))
    paper = attach(application.pk, PDF, kind="kinship_proof", by=here.auxiliary)
    for row in cut_off(application, agency):
        replace_by_document(
            row.pk,
            by=here.officer,
            document_id=paper.pk,
            value=ANSWERS.value(row),
            reason="部门系统停机",
        )

    assessment = assess_if_ready(application.pk)

    assert assessment is not None
    assert assessment.outcome == "eligible"


def test_no_other_file_is_held_up(here: Counter, five: Five) -> None:
    """Row 1 of other people's failures (OC #9306, #13322); row V06."""
    request = settlement(five)
    stuck = accepted(here, replace(request, parties=request.parties[:1]))
    cut_off(stuck, "real_estate")
    mother = replace(request.parties[0], person_id=five.mother.pk)
    other = accepted(here, replace(request, parties=[mother]))

    answer_all(other)

    assert assess_if_ready(other.pk) is not None
    assert fresh(stuck.pk).status == Status.ACCEPTED


# --- the server stops in the middle ------------------------------------------------------------


class Stopped(Exception):
    """The server went away."""


def stop_at(statement: int) -> Callable[..., Any]:
    """Return a wrapper that lets so many statements through and fails the next."""
    passed = 0

    def wrapper(execute: Callable[..., Any], *call: Any) -> Any:  # noqa: ANN401 - Django's shape
        nonlocal passed
        passed += 1
        if passed > statement:
            raise Stopped
        return execute(*call)

    return wrapper


def stored() -> tuple[object, ...]:
    """Return everything that could have been half-written."""
    return (
        list(Application.objects.order_by("id").values_list("id", "status", "revision")),
        Verification.objects.count(),
        OutboxEvent.objects.count(),
        Entry.objects.count(),
        list(Residence.objects.order_by("id").values_list("id", "household", "period")),
    )


def survive_every_stop(action: Callable[[], object]) -> int:
    """Stop the action at every statement in turn until it gets through; return how many it has."""
    before = stored()
    for statement in range(500):
        try:
            with connection.execute_wrapper(stop_at(statement)):
                action()
        except Stopped:
            assert stored() == before, f"stopped after {statement}"
        else:
            return statement
    message = "the action never ends"
    raise AssertionError(message)


@pytest.mark.django_db(transaction=True)
def test_a_stop_while_writing_an_application_down_leaves_nothing(here: Counter, five: Five) -> None:
    """Row 2 of other people's failures (OC #7005, #11991)."""
    request = settlement(five)
    assert survive_every_stop(lambda: draft(request, by=here.auxiliary)) > 5
    assert Application.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_stop_while_handing_in_leaves_the_draft_as_it_was(here: Counter, five: Five) -> None:
    """Row 2 of other people's failures (OC #7005, #11991)."""
    written = draft(settlement(five), by=here.auxiliary)
    assert survive_every_stop(lambda: submit(written.pk, by=here.auxiliary)) > 3
    assert fresh(written.pk).status == Status.SUBMITTED


@pytest.mark.django_db(transaction=True)
def test_a_stop_while_deciding_leaves_no_decision_and_no_letter(here: Counter, five: Five) -> None:
    """Row 2 of other people's failures (OC #7005, #11991)."""
    ready = assessed(here, settlement(five))
    with pytest.raises(Stopped), connection.execute_wrapper(stop_at(8)):
        approve(ready.pk, by=here.chief)
    with pytest.raises(NotFound):
        letter(ready.pk)

    assert survive_every_stop(lambda: approve(ready.pk, by=here.chief)) > 8
    assert letter(ready.pk).outcome == "approved"


@pytest.mark.django_db(transaction=True)
def test_a_stop_while_registering_moves_nobody(here: Counter, five: Five) -> None:
    """Row 2 of other people's failures (OC #7005, #11991)."""
    ready = assessed(here, settlement(five))
    approve(ready.pk, by=here.chief)
    assert survive_every_stop(lambda: carry_out(ready.pk, by=here.officer)) > 20
    assert fresh(ready.pk).status == Status.REGISTERED


# --- the cost of the desk ----------------------------------------------------------------------


def test_the_desk_costs_a_fixed_number_of_statements(here: Counter, five: Five) -> None:
    """Row 9 of other people's failures (gemma-zaken #1686)."""
    spent = []
    request = settlement(five)
    for family in (request.parties[:1], request.parties):
        written = draft(replace(request, parties=family), by=here.auxiliary)
        with CaptureQueriesContext(connection) as statements:
            scope = scope_of(here.auxiliary, on=clock.today())
            counts(scope, now=clock.now())
            worklist("mine", scope=scope, now=clock.now())
            case_file(written.pk, scope=scope, on=clock.today())
        spent.append(len(statements))
    assert spent[0] == spent[1] <= 15
