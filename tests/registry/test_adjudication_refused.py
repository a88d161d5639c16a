"""What is not decided on findings of data quality, and by whom not (D01)."""

import pytest
from django.db.models import Model

from hukou.kernel.errors import InvalidInput
from registry.actions import (
    keep_finding,
    merge_people,
    record_reported_death,
)
from registry.errors import (
    KeptIsNotRegistered,
    NeedsAChief,
    NotTheOwningOffice,
    OwnFinding,
    VerdictDoesNotFit,
)
from registry.models import HeldNumber, Household, Person, QualityDecision, Residence
from tests.cast import station
from tests.registry.quality import Twice, chief_of, found, twice

pytestmark = pytest.mark.django_db
WHY = "经调查系同一人"
TABLES: tuple[type[Model], ...] = (Person, Residence, HeldNumber, Household)


@pytest.fixture
def pair() -> Twice:
    return twice()


@pytest.mark.parametrize("reason", ["", "   ", "长" * 501])
def test_no_decision_without_a_reason(pair: Twice, reason: str) -> None:
    finding = pair.finding
    with pytest.raises(InvalidInput) as merging:
        merge_people(finding, kept=pair.kept, reason=reason, by=pair.chief)
    with pytest.raises(InvalidInput) as keeping:
        keep_finding(finding, reason=reason, by=pair.chief)

    assert (merging.value.field, keeping.value.field) == ("reason", "reason")
    assert not QualityDecision.objects.exists()


def test_an_officer_merges_nobody(pair: Twice) -> None:
    with pytest.raises(NeedsAChief):
        merge_people(pair.finding, kept=pair.kept, reason=WHY, by=pair.here.officer)


def test_another_office_decides_nothing(pair: Twice) -> None:
    with pytest.raises(NotTheOwningOffice):
        keep_finding(pair.finding, reason=WHY, by=station().officer)


def test_a_registration_that_another_office_keeps_is_not_ended() -> None:
    """The finding is the other station's, whose record is the later one; so is what ends there."""
    there = station().office
    apart = twice(elsewhere=there)
    [finding] = [each for each in found() if apart.again.pk in each.people
                 and apart.kept.pk in each.people]  # fmt: skip
    assert finding.office == there

    with pytest.raises(NotTheOwningOffice):
        merge_people(finding, kept=apart.again, reason=WHY, by=chief_of(there))


def test_nobody_decides_about_themselves(pair: Twice) -> None:
    pair.chief.person = pair.again
    pair.chief.save(update_fields=["person"])

    with pytest.raises(OwnFinding):
        keep_finding(pair.finding, reason=WHY, by=pair.chief)


def test_a_record_without_registration_is_not_the_one_to_keep(pair: Twice) -> None:
    finding = pair.finding
    Residence.objects.filter(person=pair.again).delete()

    with pytest.raises(KeptIsNotRegistered):
        merge_people(finding, kept=pair.again, reason=WHY, by=pair.chief)


def test_who_is_not_of_the_pair_is_not_merged(pair: Twice) -> None:
    with pytest.raises(VerdictDoesNotFit):
        merge_people(pair.finding, kept=pair.ouyang.son, reason=WHY, by=pair.chief)


def test_a_pair_is_not_recorded_dead(pair: Twice) -> None:
    with pytest.raises(VerdictDoesNotFit):
        record_reported_death(pair.finding, reason=WHY, by=pair.chief)
