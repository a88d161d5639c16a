"""A quota is declared and changed by the police unit, with the reason; every change stays (L26)."""

from datetime import date

import pytest

from applications.actions import adjust_quota, approve, declare_quota
from applications.errors import BelowWhatIsTaken, MayNotSetQuota, QuotaDeclaredAlready, SamePlaces
from applications.models import Quota
from applications.queries.invariants import quotas_that_do_not_add_up
from applications.queries.quotas import limited_channels, quotas_of
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from registry.models import PostingRole
from registry.queries import scope_of
from tests.applicants import alone
from tests.factories import OfficeFactory
from tests.filing import Counter, posted
from tests.quotas import ORDER, YEAR, asked, declared, keeps_the_county

WHY = {"reason": "公共服务供给调整", "document": "县局通知〔2026〕1号", "clause": "第一条"}


def test_places_are_changed_with_the_reason_and_every_change_stays(here: Counter) -> None:
    quota = declared(here)
    adjust_quota(quota.pk, places=5, by=here.approver, **WHY)
    changes = quota.changes.values_list("former", "places", "reason", "document")
    assert list(changes) == [
        (None, 2, "年度计划", ORDER["document"]),
        (2, 5, WHY["reason"], WHY["document"]),
    ]
    assert Quota.objects.get().left == 5
    assert not list(quotas_that_do_not_add_up())


def test_places_are_not_lowered_below_what_is_taken(here: Counter) -> None:
    quota = declared(here)
    approve(alone(here).pk, by=here.chief)
    with pytest.raises(BelowWhatIsTaken) as refused:
        adjust_quota(quota.pk, places=0, by=here.approver, **WHY)
    assert refused.value.facts == {"taken": 1, "places": 0}
    assert Quota.objects.get().places == 2
    assert quota.changes.count() == 1


def test_the_same_change_twice_is_told_and_stored_once(here: Counter) -> None:
    quota = declared(here)
    adjust_quota(quota.pk, places=3, by=here.approver, **WHY)
    with pytest.raises(SamePlaces):
        adjust_quota(quota.pk, places=3, by=here.approver, **WHY)
    assert quota.changes.count() == 2


@pytest.mark.parametrize("field", ["reason", "document", "clause"])
def test_a_change_says_why_and_by_which_clause(here: Counter, field: str) -> None:
    quota = declared(here)
    with pytest.raises(InvalidInput) as refused:
        adjust_quota(quota.pk, places=3, by=here.approver, **{**WHY, field: " "})
    assert refused.value.field == field
    assert quota.changes.count() == 1


def test_a_quota_whose_years_are_over_stays_as_it_was(here: Counter) -> None:
    quota = declared(here)
    with clock.frozen(date(YEAR + 1, 1, 1)), pytest.raises(InvalidInput):
        adjust_quota(quota.pk, places=9, by=here.approver, **WHY)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"area": "330802009"}, "area"),
        ({"channel": "QZF-99"}, "channel"),
        ({"regulation": "jm-2018-5", "channel": ""}, "channel"),
        ({"regulation": "none", "channel": ""}, "channel"),
        ({"kind": "wish"}, "kind"),
        ({"unit": "households"}, "unit"),
        ({"when_full": "queue"}, "when_full"),
        ({"places": -1}, "places"),
        ({"first_year": YEAR + 1}, "first_year"),
        ({"first_year": YEAR - 2, "last_year": YEAR - 1}, "last_year"),
        ({"reason": ""}, "reason"),
        ({"clause": " "}, "clause"),
        ({"document": "文" * 201}, "document"),
    ],
)
def test_what_is_not_fit_names_its_field(
    here: Counter, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        declared(here, **wrong)
    assert field in {each["field"] for each in refused.value.errors}
    assert not Quota.objects.exists()


def test_a_quota_is_declared_once(here: Counter) -> None:
    declared(here)
    with pytest.raises(QuotaDeclaredAlready):
        declared(here, places=7)
    assert Quota.objects.get().places == 2


def test_points_have_their_places_with_their_round() -> None:
    offered = {(text.id, each.id if each else "") for text, each in limited_channels(["440100"])}
    assert ("gz-reform", "") in offered
    assert not offered & {("gz-points-2023", ""), ("gz-points-2023", "GZP-1")}


@pytest.mark.parametrize("role", [PostingRole.AUXILIARY, PostingRole.OFFICER, PostingRole.CHIEF])
def test_only_a_bureau_sets_a_quota(here: Counter, role: PostingRole) -> None:
    quota = declared(here)
    at_the_station = posted(here.office, role)
    with pytest.raises(MayNotSetQuota):
        declare_quota(asked(area="330802002"), by=at_the_station)
    with pytest.raises(MayNotSetQuota):
        adjust_quota(quota.pk, places=3, by=at_the_station, **WHY)


def test_a_bureau_sets_no_quota_of_another_area(here: Counter) -> None:
    quota = declared(here)
    elsewhere = posted(OfficeFactory.create(level="county"), PostingRole.COUNTY_APPROVER)
    with pytest.raises(MayNotSetQuota):
        declare_quota(asked(), by=elsewhere)
    with pytest.raises(MayNotSetQuota):
        adjust_quota(quota.pk, places=3, by=elsewhere, **WHY)
    assert quotas_of(scope_of(elsewhere, on=clock.today())) == []


def test_a_quota_that_is_not_there_is_not_found(here: Counter) -> None:
    with pytest.raises(NotFound):
        adjust_quota(1, places=3, by=keeps_the_county(here).approver, **WHY)
