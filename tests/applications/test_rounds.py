"""A year of settling by points (T02, T04): declared, applied in, frozen, listed, reproduced."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from applications.actions import (
    Upload,
    attach,
    cancel_round,
    change_round_quota,
    declare_round,
    replace_by_document,
    withdraw,
)
from applications.errors import (
    AnsweredOtherwise,
    AppliedInRound,
    HasApplicants,
    MayNotRunRounds,
    OutsideWindow,
    PointsAbolished,
    RoundDeclaredAlready,
)
from applications.models import (
    Application,
    Round,
    RoundApplication,
    Verification,
)
from applications.queries.questions import question_for
from applications.workflow import Status
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from tests.filing import answer
from tests.rounds import (
    CLOSES,
    DURING,
    OPENS,
    ORDER,
    City,
    applies,
    city,
    frozen,
    told,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> City:
    return city()


def test_a_round_is_declared_by_the_bureau_of_its_place(place: City) -> None:
    round_ = place.declared()

    assert (round_.scheme, round_.quota, round_.stage) == ("gz-points-2023", 2, "declared")
    [step] = round_.steps.all()
    assert (step.act, step.details["quota"], step.by) == ("declared", 2, place.runner)


def test_nobody_else_declares_one(place: City) -> None:
    for account in (place.here.officer, place.here.chief):
        with pytest.raises(MayNotRunRounds), clock.frozen(OPENS - timedelta(days=1)):
            declare_round(ORDER, by=account)


def test_a_second_round_of_the_year_is_refused(place: City) -> None:
    place.declared()
    with pytest.raises(RoundDeclaredAlready):
        place.declared()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"quota": 0}, "quota"),
        ({"closes_at": OPENS}, "closes_at"),
        ({"year": 2027}, "opens_at"),
        ({"closes_at": CLOSES.replace(year=9999)}, "closes_at"),
        ({"facts_until": date(2026, 8, 1)}, "facts_until"),
        ({"facts_until": date(1, 1, 1)}, "facts_until"),
        ({"publicity_days": 0}, "publicity_days"),
        ({"objection_days": 0}, "objection_days"),
        ({"bar_years": 0}, "bar_years"),
        ({"document": " "}, "document"),
        ({"clause": ""}, "clause"),
        ({"born_from": date(2027, 1, 1)}, "born_from"),
    ],
)
def test_what_an_order_cannot_say_is_refused_by_field(
    place: City, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        place.declared(**wrong)
    assert field in {each["field"] for each in refusal.value.errors}
    assert not Round.objects.exists()


def test_a_window_years_ahead_is_refused(place: City) -> None:
    with pytest.raises(InvalidInput) as refusal, clock.frozen(date(2024, 6, 1)):
        declare_round(ORDER, by=place.runner)
    assert [each["field"] for each in refusal.value.errors] == ["opens_at"]


def test_an_order_that_contradicts_the_rules_of_its_year_is_refused(place: City) -> None:
    last_year = replace(
        ORDER,
        year=2025,
        opens_at=OPENS.replace(year=2025),
        closes_at=CLOSES.replace(year=2025),
        facts_until=date(2025, 6, 30),
    )
    with pytest.raises(InvalidInput) as refusal, clock.frozen(date(2025, 7, 5)):
        declare_round(last_year, by=place.runner)
    assert {"quota", "opens_at"} <= {each["field"] for each in refusal.value.errors}


def test_where_points_were_abolished_no_round_is_opened(place: City) -> None:
    with pytest.raises(PointsAbolished) as refusal:
        place.declared(division="440700")
    told: dict[str, Any] = refusal.value.facts
    assert told["cite"]["clause"] == "二（三）全面取消积分制入户"
    assert len(told["instead"]) > 3


def test_a_changed_quota_keeps_both_figures_and_its_reason(place: City) -> None:
    round_ = place.declared()

    change_round_quota(round_.pk, by=place.runner, quota=3, reason="市发改委增加名额")

    step = round_.steps.get(act="quota_changed")
    assert (step.details, step.note) == ({"before": 2, "after": 3}, "市发改委增加名额")
    with pytest.raises(InvalidInput):
        change_round_quota(round_.pk, by=place.runner, quota=4, reason=" ")


def test_a_round_in_which_somebody_applied_is_not_cancelled(place: City) -> None:
    round_ = place.declared()
    cancel_round(round_.pk, by=place.runner, reason="通告撤回")
    again = place.declared()
    applies(place, 1)

    with pytest.raises(HasApplicants):
        cancel_round(again.pk, by=place.runner, reason="通告撤回")


def test_each_indicator_is_asked_of_its_agency_and_the_total_of_nobody(place: City) -> None:
    place.declared()
    application = applies(place, 1)

    asked = {each.fact: each for each in application.verifications.all()}
    assert asked["permit.months"].agency == "public_security"
    assert asked["insurance.medical_months"].agency == "medical_insurance"
    assert asked["insurance.pension_backpaid_months"].agency == "human_resources"
    assert asked["permit.months"].due_at is not None
    assert "points.total" not in asked


def test_what_somebody_does_not_claim_is_not_asked_but_deductions_are(place: City) -> None:
    place.declared()
    asked = set(applies(place, 1).verifications.values_list("fact", flat=True))

    assert "service.blood_donations" not in asked
    assert "insurance.maternity_backpaid_months" not in asked
    assert {"conduct.police_penalties_5y", "conduct.tax_evasions_5y"} <= asked


def test_an_agency_is_asked_as_of_the_last_day_that_counts(place: City) -> None:
    place.declared()
    row = applies(place, 1).verifications.filter(fact="permit.months").get()
    assert question_for(row, on=DURING.date()).on == ORDER.facts_until


@pytest.mark.parametrize("at", [OPENS - timedelta(seconds=1), CLOSES])
def test_outside_the_window_nobody_applies(place: City, at: datetime) -> None:
    place.declared()
    with pytest.raises(OutsideWindow):
        applies(place, 1, at=at)
    assert not RoundApplication.objects.exists()
    assert set(Application.objects.values_list("status", flat=True)) == {Status.DRAFT}


def test_where_no_round_was_declared_an_officer_looks_at_the_published_list(place: City) -> None:
    application = applies(place, 1)
    assert not RoundApplication.objects.exists()
    assert application.verifications.filter(fact="points.total").exists()
    assert application.deadlines.filter(step="accept").exists()


def test_a_second_application_in_a_round_is_refused(place: City) -> None:
    place.declared()
    applies(place, 1)

    with pytest.raises(AppliedInRound):
        applies(place, 1)

    assert RoundApplication.objects.count() == 1
    assert Verification.objects.values("application").distinct().count() == 1


def test_whoever_withdrew_in_the_window_may_apply_again(place: City) -> None:
    round_ = place.declared()
    first = applies(place, 1)
    with clock.frozen(DURING):
        withdraw(first.pk, by=place.here.auxiliary, reason="材料有误")
    second = applies(place, 1)
    told(second)

    made = frozen(round_, place)

    assert [(each.standing, each.rank) for each in made.ranks.order_by("applicant")] == [
        ("withdrawn", None),
        ("stands", 1),
    ]


def test_a_second_answer_that_differs_is_refused_and_changes_nothing(place: City) -> None:
    place.declared()
    application = applies(place, 1)
    told(application)
    row = application.verifications.get(fact="permit.months")
    before = Verification.objects.filter(pk=row.pk).values().get()

    for other in (119, None):
        with pytest.raises(AnsweredOtherwise):
            answer(row, other)
    answer(row, 120, receipt="another receipt")

    assert Verification.objects.filter(pk=row.pk).values().get() == before


def test_a_second_answer_is_refused_though_a_paper_stands_in_the_place_of_the_first(
    place: City,
) -> None:
    place.declared()
    application = applies(place, 1)
    told(application)
    row = replaced(place, application, value=120)
    before = Verification.objects.filter(pk=row.pk).values().get()

    for other in (119, None):
        with pytest.raises(AnsweredOtherwise):
            answer(row, other)
    answer(row, 120, receipt="another receipt")

    assert Verification.objects.filter(pk=row.pk).values().get() == before


def test_the_first_answer_counts_also_after_a_paper(place: City) -> None:
    place.declared()
    application = applies(place, 1)
    row = replaced(place, application, value=120)

    assert answer(row, 24).conflicts
    with pytest.raises(AnsweredOtherwise):
        answer(row, 120)


def replaced(place: City, application: Application, *, value: int) -> Verification:
    paper = Upload(name="居住证.pdf", content_type="application/pdf", content=b"%PDF-1.7 permit")
    with clock.frozen(DURING):
        document = attach(application.pk, paper, kind="residence_permit", by=place.here.auxiliary)
        return replace_by_document(
            application.verifications.get(fact="permit.months").pk,
            by=place.here.officer,
            document_id=document.pk,
            value=value,
            reason="核对原件",
        )
