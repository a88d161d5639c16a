"""Births otherwise than in a hospital here: abroad, without a certificate, a foundling."""

from dataclasses import replace

import pytest

from applications.actions import (
    DraftRequest,
    accept,
    approve,
    assess_if_ready,
    attach,
    carry_out,
    draft,
    replace_by_document,
    submit,
    withdraw,
)
from applications.errors import MayNotDecide
from applications.models import Application, PartyRole
from applications.queries.deciders import deciders
from hukou.kernel.errors import InvalidInput
from registry.models import HeldNumber, Household, Particulars, PostingRole, Residence
from tests.applications.test_birth import PDF, TODAY, birth, home
from tests.filing import Counter

__all__ = ["home"]
ABOVE = frozenset({PostingRole.COUNTY_APPROVER, PostingRole.CITY_APPROVER})


def test_every_birth_names_the_event_that_decides_it(here: Counter, home: Household) -> None:
    """Row R06: abroad and without a certificate the county decides; wedlock is no event."""
    events = {}
    for circumstance in ("certified", "abroad", "without_certificate"):
        told = {**birth(home).details, "circumstance": circumstance}
        application = draft(replace(birth(home), details=told), by=here.auxiliary)
        events[circumstance] = (application.event, deciders(application))

    assert events == {
        "certified": ("BIRTH", {PostingRole.OFFICER, PostingRole.CHIEF}),
        "abroad": ("BIRTH_ABROAD", ABOVE),
        "without_certificate": ("BIRTH_NO_PAPER", ABOVE),
    }


def test_a_birth_abroad_is_decided_by_the_county_on_citizenship_too(
    here: Counter, home: Household
) -> None:
    told = {**birth(home).details, "circumstance": "abroad"}
    application = submit(
        draft(replace(birth(home), details=told), by=here.auxiliary).pk, by=here.auxiliary
    )
    accept(application.pk, by=here.auxiliary)
    paper = attach(application.pk, PDF, kind="birth_abroad_certificate", by=here.auxiliary)
    shown = {"relation.kind": "child", "citizenship.held": True}
    for row in application.verifications.all():
        replace_by_document(
            row.pk, by=here.officer, document_id=paper.pk, value=shown[row.fact], reason="原件"
        )
    assess_if_ready(application.pk)

    with pytest.raises(MayNotDecide):
        approve(application.pk, by=here.chief)

    assert approve(application.pk, by=here.approver).outcome == "approved"
    [decide] = [each for each in application.deadlines.all() if each.step == "decide"]
    assert "县级15个工作日" in decide.basis


def foundling(home: Household) -> DraftRequest:
    request = birth(home)
    told = {"circumstance": "foundling", "declarant": "衢州市儿童福利院"}
    return replace(request, parties=request.parties[:1], details=told)


def test_a_foundling_is_registered_without_parents(here: Counter, home: Household) -> None:
    application = submit(draft(foundling(home), by=here.auxiliary).pk, by=here.auxiliary)
    accept(application.pk, by=here.auxiliary)
    paper = attach(application.pk, PDF, kind="foundling_report", by=here.auxiliary)
    asked = list(application.verifications.values_list("fact", "agency", "status"))
    for row in application.verifications.all():
        replace_by_document(
            row.pk, by=here.officer, document_id=paper.pk, value=True, reason="报案证明"
        )
    assess_if_ready(application.pk)
    approve(application.pk, by=here.approver)

    carry_out(application.pk, by=here.officer)

    child = application.parties.get(role=PartyRole.NEWBORN).person
    assert asked == [
        ("foundling.found", "station", "by_hand"),
        ("foundling.placed", "station", "by_hand"),
    ]
    assert Residence.objects.on(TODAY).get(person=child).household == home
    assert HeldNumber.objects.filter(person=child).count() == 1


def test_a_foundling_with_a_parent_is_none(here: Counter, home: Household) -> None:
    request = replace(foundling(home), parties=birth(home).parties)

    with pytest.raises(InvalidInput) as refusal:
        draft(request, by=here.auxiliary)

    [error] = refusal.value.errors
    assert error["field"] == "parties"
    assert "弃婴没有已知的父母" in error["detail"]
    assert not Application.objects.exists()


def test_whether_the_parents_are_married_changes_nothing(here: Counter, home: Household) -> None:
    """Row R11: in or out of wedlock, the same is asked, of the same, by the same clause."""
    outcomes = []
    for status in ("10", "20", "40"):
        Particulars.objects.filter(person=home.residences.get().person).update(
            marital_status=status
        )
        application = submit(draft(birth(home), by=here.auxiliary).pk, by=here.auxiliary)
        asked = list(application.verifications.values_list("fact", flat=True))
        outcomes.append((application.event, asked))
        withdraw(application.pk, by=here.auxiliary)

    assert outcomes == [("BIRTH", ["relation.kind"])] * 3
