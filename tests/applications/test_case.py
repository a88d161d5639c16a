"""The case file (案卷): everything on one page, for a fixed number of statements."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.actions import approve, carry_out, draft
from applications.models import Application
from applications.queries.case import CaseFile, case_file
from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from registry.models import Account, PostingRole
from registry.queries import scope_of, scope_of_client
from tests.filing import (
    Agencies,
    Counter,
    Five,
    accepted,
    assessed,
    filed,
    fresh,
    posted,
    settlement,
)


def opened(application_id: UUID, account: Account) -> CaseFile:
    scope = scope_of(account, on=clock.today())
    return case_file(application_id, scope=scope, on=clock.today())


def test_a_case_shows_everybody_with_their_questions(here: Counter, five: Five) -> None:
    application = accepted(here, settlement(five))

    case = opened(application.pk, here.officer)

    assert [party.name for party in case.parties][:2] == ["周建国", "吴秀英"]
    assert [len(party.checks) for party in case.parties] == [2, 2, 2, 3, 2]
    assert (case.outstanding, case.destination.endswith("书香路8号301室")) == (11, True)
    check = next(each for each in case.parties[0].checks if each.fact == "dwelling.tenure")
    assert (check.label, check.agency_label, check.status_label) == (
        "住所来源",
        "不动产登记机构",
        "待核查",
    )


def test_identity_numbers_are_masked_and_never_in_a_representation(
    here: Counter, five: Five
) -> None:
    application = filed(here, settlement(five))
    case = opened(application.pk, here.officer)
    number = five.applicant.held_numbers.get().number
    assert case.parties[0].number == f"{number[:6]}********{number[-4:]}"
    assert "周建国" not in repr(case.parties[0])


def test_buttons_come_from_the_table(here: Counter, five: Five) -> None:
    application = assessed(here, settlement(five))
    assert "approve" in opened(application.pk, here.chief).allowed
    approve(application.pk, by=here.chief)
    assert set(opened(application.pk, here.chief).allowed) == {"carry_out", "issue_permit", "lapse"}


def test_a_verdict_stands_beside_each_person(here: Counter, five: Five) -> None:
    agencies = Agencies(of={(five.daughter.pk, "person.has_income_source"): True})
    case = opened(assessed(here, settlement(five), agencies).pk, here.chief)
    outcomes = [party.verdict["outcome"] for party in case.parties if party.verdict]
    assert outcomes == ["eligible", "eligible", "eligible", "not_eligible", "eligible"]
    assert {each["id"] for each in case.flags} == {"A-QZ-1", "demonstration-date"}


def test_another_station_does_not_find_it(here: Counter, five: Five) -> None:
    application = filed(here, settlement(five))
    with pytest.raises(NotFound):
        opened(application.pk, posted(five.home.office, PostingRole.CHIEF))
    with pytest.raises(NotFound):
        opened(uuid4(), here.officer)


def test_a_client_finds_its_own_applications_only(here: Counter, five: Five) -> None:
    application = fresh(filed(here, settlement(five)).pk)
    application.client = "demo-one-stop"
    application.save(update_fields=["client"])
    for client, finds in (("demo-one-stop", True), ("demo-education", False)):
        scope = scope_of_client(client, frozenset({"applications:read", "residents:read"}))
        if finds:
            case = case_file(application.pk, scope=scope, on=clock.today())
            assert case.application == application
        else:
            with pytest.raises(NotFound):
                case_file(application.pk, scope=scope, on=clock.today())


def test_a_case_costs_the_same_for_one_person_and_for_five(here: Counter, five: Five) -> None:
    request = settlement(five)
    alone = assessed(here, replace(request, parties=request.parties[:1]))
    approve(alone.pk, by=here.chief)
    carry_out(alone.pk, by=here.officer, new_heads={five.home.pk: five.spouse.pk})
    together = draft(request, by=here.auxiliary)

    spent = [statements_to_open(each, here.chief) for each in (alone, together)]

    assert spent[0] == spent[1] <= 12


def statements_to_open(application: Application, account: Account) -> int:
    with CaptureQueriesContext(connection) as statements:
        opened(application.pk, account)
    return len(statements)
