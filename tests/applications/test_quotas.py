"""A quota of an area, year and channel: approvals take its places, and never more (L26)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from applications.actions import approve, assess, carry_out, lapse, refuse
from applications.errors import (
    BelowWhatIsTaken,
    NoPlacesLeft,
    PlacesAreLeft,
    PutOffToNextYear,
)
from applications.models import Application, Decision, Quota, QuotaPlace
from applications.queries.invariants import quotas_that_do_not_add_up
from applications.queries.quotas import reversed_places, want_of_places
from applications.tasks import free_places, free_reversed_places
from hukou.kernel import clock
from registry.actions import reverse_entry
from registry.models import Entry, EntryKind
from tests.applicants import alone
from tests.filing import Counter, assessed, family_of_five, fresh, settlement
from tests.quotas import ORDER, YEAR, declared


def approved(here: Counter) -> Application:
    file = alone(here)
    approve(file.pk, by=here.chief)
    return fresh(file.pk)


def taken(quota: Quota) -> int:
    return Quota.objects.get(pk=quota.pk).taken


def test_an_approval_takes_a_place_and_the_last_one_goes_once(here: Counter) -> None:
    quota = declared(here)
    for _ in range(2):
        approved(here)

    third = alone(here)
    with pytest.raises(NoPlacesLeft) as refused:
        approve(third.pk, by=here.chief)

    assert refused.value.facts["cite"] == ORDER
    assert refused.value.facts["left"] == 0
    assert taken(quota) == 2
    assert fresh(third.pk).status == "assessed"
    assert Decision.objects.count() == 2


def test_people_are_counted_where_the_document_counts_people(here: Counter) -> None:
    quota = declared(here, unit="people", places=4)
    family = assessed(here, settlement(family_of_five()))
    together = [each.pk for each in family.parties.order_by("position")[:4]]
    with pytest.raises(NoPlacesLeft) as refused:
        approve(family.pk, by=here.chief)
    assert (refused.value.facts["needed"], refused.value.facts["left"]) == (5, 4)

    approve(family.pk, by=here.chief, parties=together)

    assert taken(quota) == 4


def test_a_target_is_watched_and_stops_nobody(here: Counter) -> None:
    quota = declared(here, kind="target", when_full="unsaid", places=1)
    for _ in range(2):
        approved(here)
    assert taken(quota) == 2
    assert Quota.objects.get().left == -1


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"area": "330802001", "places": 0},
        {"channel": "QZF-2", "places": 0},
        {"first_year": YEAR + 1, "last_year": YEAR + 1, "places": 0},
    ],
    ids=["another-area", "another-channel", "another-year"],
)
def test_a_quota_of_another_area_channel_or_year_is_left_alone(
    here: Counter, elsewhere: dict[str, object]
) -> None:
    area = str(elsewhere.get("area", "330802"))
    if area != "330802":
        from_here = here.community.parent
        assert from_here is not None
        from_here.pk, from_here.code, from_here.name = None, area, "信安街道"
        from_here.save(force_insert=True)
    quota = declared(here, **elsewhere)
    approved(here)
    assert taken(quota) == 0


def test_a_quota_of_every_channel_counts_beside_that_of_one(here: Counter) -> None:
    whole, one = declared(here, channel="", places=9), declared(here)
    approved(here)
    assert (taken(whole), taken(one)) == (1, 1)


def test_where_one_quota_is_full_none_is_taken_of_the_other(here: Counter) -> None:
    whole, _full = declared(here, channel="", places=9), declared(here, places=0)
    with pytest.raises(NoPlacesLeft):
        approved(here)
    assert taken(whole) == 0


def test_what_was_approved_before_counts_when_a_quota_is_declared(here: Counter) -> None:
    before = approved(here)
    lapse(approved(here).pk, by=here.officer, reason="未办结")

    quota = declared(here, places=1)

    assert taken(quota) == 1
    assert quota.given.get().application_id == before.pk
    with pytest.raises(NoPlacesLeft):
        approved(here)


def test_what_was_reversed_before_a_quota_is_declared_takes_no_place(here: Counter) -> None:
    register_and_reverse(here, approved(here))
    registered = approved(here)
    carry_out(registered.pk, by=here.officer)

    quota = declared(here, places=1)

    assert taken(quota) == 1
    assert quota.given.get().application_id == registered.pk


def test_a_limit_below_what_was_approved_is_not_declared(here: Counter) -> None:
    approved(here)
    with pytest.raises(BelowWhatIsTaken):
        declared(here, places=0)
    assert not Quota.objects.exists()


def test_an_approval_that_comes_to_nothing_gives_its_place_back(here: Counter) -> None:
    quota = declared(here, places=1)
    ended = approved(here)

    lapse(ended.pk, by=here.officer, reason="申请人死亡，不能办结")

    place = QuotaPlace.objects.get()
    assert (taken(quota), place.given_back_why) == (0, "申请人死亡，不能办结")
    approved(here)
    assert taken(quota) == 1


def test_a_registration_that_is_reversed_gives_its_place_back(here: Counter) -> None:
    quota = declared(here)
    register_and_reverse(here, approved(here))
    assert [each.quota_id for each in reversed_places()] == [quota.pk]

    for _ in range(2):
        free_places(quota.pk)

    assert taken(quota) == 0
    free_reversed_places()  # nothing is left to be woken for
    assert not list(quotas_that_do_not_add_up())


def register_and_reverse(here: Counter, file: Application) -> None:
    carry_out(file.pk, by=here.officer)
    [moved] = Entry.objects.filter(application=file.pk, kind=EntryKind.MOVE_IN)
    reverse_entry(moved, by=here.officer, basis=ORDER, reason="登记有误")


def test_a_refusal_for_want_of_places_cites_the_clause_of_the_quota(here: Counter) -> None:
    declared(here, places=0)
    decision = refuse(alone(here).pk, by=here.chief, grounds="本年度名额已用完")
    assert decision.clauses == [ORDER]


def test_nobody_is_refused_for_want_of_places_while_there_are_some(here: Counter) -> None:
    declared(here)
    file = alone(here)
    assert want_of_places(file, file.assessments.last()) == []
    with pytest.raises(PlacesAreLeft):
        refuse(file.pk, by=here.chief, grounds="本年度名额已用完", clauses=[ORDER])
    assert not Decision.objects.exists()


def test_where_the_document_puts_off_nobody_is_refused_for_want_of_places(here: Counter) -> None:
    declared(here, places=0, when_full="next_year")
    declared(here, first_year=YEAR + 1, last_year=YEAR + 1, places=1)
    file = alone(here)
    with pytest.raises(PutOffToNextYear):
        refuse(file.pk, by=here.chief, grounds="本年度名额已用完", clauses=[ORDER])

    with clock.frozen(date(YEAR + 1, 1, 2)):
        approve(reassessed(file, here).pk, by=here.chief)

    assert sorted(Quota.objects.values_list("taken", flat=True)) == [0, 1]


def reassessed(file: Application, here: Counter) -> Application:
    assess(file.pk, by=here.officer)
    return file


def test_the_database_itself_keeps_the_last_place(here: Counter) -> None:
    quota = declared(here, places=1)
    with pytest.raises(IntegrityError, match="quota_never_exceeded"), transaction.atomic():
        Quota.objects.filter(pk=quota.pk).update(taken=2)


def test_a_counter_that_does_not_add_up_is_found(here: Counter) -> None:
    quota = declared(here)
    approved(here)
    assert not list(quotas_that_do_not_add_up())
    Quota.objects.filter(pk=quota.pk).update(taken=0)
    assert list(quotas_that_do_not_add_up()) == [f"quota {quota.pk}"]
