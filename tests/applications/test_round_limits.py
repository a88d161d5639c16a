"""The edges of a round (T02, T04): its last day, its longest text, a list nobody has seen."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction

from applications.actions import (
    ObjectionRequest,
    cancel_round,
    change_round_quota,
    file_objection,
    finalise,
    issue_points_list,
    publish,
    void_for_fraud,
    withdraw,
)
from applications.actions.rounds.lists import draw
from applications.errors import (
    AlreadyVoid,
    AnswersDisagree,
    Barred,
    ListNotShown,
    RoundStageWrong,
)
from applications.models import Bar, ListKind, ObjectionSource, Round, RoundAct, RoundList
from applications.queries.rounds.bars import refuse_barred
from applications.queries.rounds.publicity import lists_shown, shown_list
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.models import DocumentStatus
from tests.rounds import AFTER, DURING, City, applies, city, frozen, number_of, told

pytestmark = pytest.mark.django_db

BEFORE_FINAL = date(2026, 9, 15)


@pytest.fixture
def place() -> City:
    return city()


def shown(place: City) -> Round:
    """One person applies, and the list is shown."""
    round_ = place.declared()
    told(applies(place, 1))
    frozen(round_, place)
    with clock.frozen(AFTER):
        publish(round_.pk, by=place.runner)
    return round_


def test_a_list_made_anew_is_shown_before_it_is_final(place: City) -> None:
    round_ = shown(place)
    with transaction.atomic():
        anew = draw(Round.objects.lock(round_.pk), kind=ListKind.PROVISIONAL, by=place.runner)

    with clock.frozen(BEFORE_FINAL):
        with pytest.raises(ListNotShown) as refusal:
            finalise(round_.pk, by=place.runner)
        again = publish(round_.pk, by=place.runner)
    assert refusal.value.facts["version"] == anew.version == again.version
    assert again.objections_until is not None
    with clock.frozen(again.objections_until + timedelta(days=1)):
        assert finalise(round_.pk, by=place.runner).version == anew.version + 1


@pytest.mark.parametrize("on", [date(2026, 10, 8), date(2027, 9, 7), date(2062, 9, 7), date.max])
def test_a_list_is_not_announced_for_more_than_thirty_days_ahead(place: City, on: date) -> None:
    round_ = place.declared()
    told(applies(place, 1))
    frozen(round_, place)

    with pytest.raises(InvalidInput) as refusal, clock.frozen(AFTER):
        publish(round_.pk, by=place.runner, on=on)

    assert refusal.value.field == "on"
    assert RoundList.objects.get().published_on is None
    with clock.frozen(AFTER):
        assert publish(round_.pk, by=place.runner, on=date(2026, 10, 7)).version == 1


def test_a_day_that_was_mistyped_is_changed_until_it_has_come(place: City) -> None:
    round_ = place.declared()
    told(applies(place, 1))
    frozen(round_, place)
    meant, mistyped = date(2026, 9, 9), date(2026, 10, 7)
    with clock.frozen(AFTER):
        publish(round_.pk, by=place.runner, on=mistyped)
        paper = issue_points_list(round_.lists.get().pk, by=place.runner)
        with pytest.raises(RoundStageWrong):
            publish(round_.pk, by=place.runner, on=mistyped)
        again = publish(round_.pk, by=place.runner, on=meant)

    assert (again.published_on, again.public_until) == (meant, date(2026, 9, 16))
    assert paper.status_on(meant) is DocumentStatus.VOIDED
    first, second = round_.steps.filter(act=RoundAct.PUBLISHED)
    assert "before" not in first.details
    assert (second.details["before"], second.details["from"]) == ("2026-10-07", "2026-09-09")
    with clock.frozen(meant), pytest.raises(RoundStageWrong):
        publish(round_.pk, by=place.runner, on=meant + timedelta(days=1))


def test_a_list_dated_ahead_takes_nothing_from_the_one_that_is_shown(place: City) -> None:
    """The public goes on reading it, and whoever objects, objects to it."""
    round_ = shown(place)
    with transaction.atomic():
        draw(Round.objects.lock(round_.pk), kind=ListKind.PROVISIONAL, by=place.runner)
    ahead = date(2026, 9, 10)
    told_by = ObjectionRequest(
        applicant_id=round_.applicants.get().pk, source=ObjectionSource.OTHER, text="签注不连续"
    )
    with clock.frozen(date(2026, 9, 8)):
        publish(round_.pk, by=place.runner, on=ahead)
        assert shown_list(round_.pk).version == 1
        assert lists_shown([round_], on=clock.today())[round_.pk].version == 1
        assert file_objection(round_.pk, told_by, by=place.here.officer).round_list.version == 1
    with clock.frozen(ahead):
        assert shown_list(round_.pk).version == 2
        assert lists_shown([round_], on=clock.today())[round_.pk].version == 2


@pytest.mark.parametrize("act", [change_round_quota, cancel_round])
def test_a_reason_too_long_is_refused_by_its_field(place: City, act: Callable[..., object]) -> None:
    round_ = place.declared()
    more = {"quota": 3} if act is change_round_quota else {}

    with pytest.raises(InvalidInput) as refusal:
        act(round_.pk, by=place.runner, reason="增" * 501, **more)

    assert refusal.value.field == "reason"
    act(round_.pk, by=place.runner, reason="𠮷" * 500, **more)


def test_somebody_is_barred_through_the_last_day(place: City) -> None:
    bar = Bar.objects.create(
        round=place.declared(),
        scheme="gz-points-2023",
        number=number_of(1),
        reason="提交虚假合同",
        document="示例市2026年度积分制入户通告",
        clause="第七条",
        since=date(2026, 9, 8),
        until=date(2031, 9, 8),
        by=place.runner,
    )

    for day in (bar.since, bar.until):
        with pytest.raises(Barred):
            refuse_barred(bar.scheme, bar.number, on=day)
    for day in (bar.since - timedelta(days=1), bar.until + timedelta(days=1)):
        refuse_barred(bar.scheme, bar.number, on=day)


def test_a_second_file_falls_though_an_earlier_one_was_found_out(place: City) -> None:
    place.declared(bar_years=5, bar_clause="第七条")
    by, why = place.runner, "提交虚假合同"
    first = applies(place, 1)
    with clock.frozen(DURING):
        withdraw(first.pk, by=place.here.auxiliary)
    again = applies(place, 1)

    with clock.frozen(DURING):
        void_for_fraud(first.pk, by=by, reason=why)
        assert void_for_fraud(again.pk, by=by, reason=why).left_as == "void"
        for file in (first, again):
            with pytest.raises(AlreadyVoid):
                void_for_fraud(file.pk, by=by, reason=why)
    assert Bar.objects.count() == 1


def test_what_is_told_in_two_ways_is_compared_before_it_is_ranked(place: City) -> None:
    round_ = place.declared()
    application = applies(place, 1)
    told(application)
    differs = application.verifications.filter(fact="education.level")
    differs.update(conflicts=True)

    with pytest.raises(AnswersDisagree) as refusal:
        frozen(round_, place)

    assert refusal.value.facts["questions"] == 1
    assert not RoundList.objects.exists()
    differs.update(compared_at=AFTER, compared_by=place.runner.pk, compared_note="以原件为准")
    assert frozen(round_, place).ranked == 1
