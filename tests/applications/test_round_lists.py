"""The lists of a round (T02, T04): frozen, ranked, reproduced, made final; then files go on."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from applications.actions import (
    accept,
    approve,
    ask_for_supplement,
    assess_if_ready,
    carry_out,
    change_round_quota,
    draft,
    finalise,
    freeze,
    publish,
    release_file,
    submit,
    withdraw,
)
from applications.errors import (
    HeldByRound,
    NotOnFinalList,
    PeriodRunning,
    QuestionsWaiting,
    RoundFrozen,
    RoundStageWrong,
    WindowOpen,
)
from applications.models import (
    Application,
    FrozenInput,
    Round,
    RoundApplication,
    RoundList,
    RoundRank,
    RoundStage,
)
from applications.queries.rounds.reproducing import reproduced
from applications.queries.rounds.sheets import sheet_of
from applications.workflow import Status
from hukou.kernel import clock
from registry.models import Person
from tests.filing import answer, fresh
from tests.rounds import (
    AFTER,
    CLOSES,
    DURING,
    OPENS,
    TRUTH,
    City,
    applies,
    asking,
    city,
    frozen,
    told,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> City:
    return city()


def three(place: City) -> tuple[Round, list[Application]]:
    """Three people apply: the first by 120 months of permit, the second the same, the third 60."""
    round_ = place.declared()
    files = [applies(place, serial) for serial in (1, 2, 3)]
    for each, months in zip(files, (120, 120, 84), strict=True):
        told(each, permit__months=months)
    return round_, files


def test_a_round_holds_its_files_and_no_deadline_runs(place: City) -> None:
    place.declared()
    application = applies(place, 1)

    assert not application.deadlines.exists()
    with pytest.raises(HeldByRound):
        accept(application.pk, by=place.here.officer)
    with pytest.raises(HeldByRound):
        ask_for_supplement(application.pk, by=place.here.officer, needed=["居住证"])


def test_nothing_is_frozen_while_people_may_apply_or_agencies_answer(place: City) -> None:
    round_ = place.declared()
    applies(place, 1, at=CLOSES - timedelta(hours=1))

    with pytest.raises(WindowOpen), clock.frozen(DURING):
        freeze(round_.pk, by=place.runner)
    with pytest.raises(QuestionsWaiting) as refusal, clock.frozen(CLOSES + timedelta(hours=1)):
        freeze(round_.pk, by=place.runner)

    facts: dict[str, Any] = refusal.value.facts
    waiting = {each["agency"]: each for each in facts["waiting"]}
    assert {"public_security", "human_resources"} <= waiting.keys()
    assert waiting["public_security"]["until"]
    assert not FrozenInput.objects.exists()


def test_the_list_ranks_by_score_and_ties_and_admits_all_at_the_line(place: City) -> None:
    round_, files = three(place)
    made = frozen(round_, place)

    ranks = {each.applicant.application_id: each for each in made.ranks.all()}
    assert [(ranks[each.pk].rank, ranks[each.pk].is_admitted) for each in files] == [
        (1, True),
        (1, True),
        (3, False),
    ]
    assert (made.applicants, made.ranked, made.admitted, made.line) == (3, 3, 2, "162")
    assert ranks[files[0].pk].total == "192"
    assert Round.objects.get().stage == RoundStage.FROZEN


def test_everybody_equal_to_the_last_place_is_admitted(place: City) -> None:
    round_, _ = three(place)
    change_round_quota(round_.pk, by=place.runner, quota=1, reason="名额核减")

    made = frozen(round_, place)

    assert (made.quota, made.admitted) == (1, 2)


def test_a_silent_agency_is_named_and_what_it_knows_stays_unknown(place: City) -> None:
    round_ = place.declared()
    application = applies(place, 1)
    quiet = application.verifications.get(fact="education.level")
    with clock.frozen(DURING):
        for row in application.verifications.filter(status="pending").exclude(pk=quiet.pk):
            answer(row, TRUTH.get(row.fact))

    made = frozen(round_, place)

    step = round_.steps.get(act="frozen")
    silent = {each["agency"]: each["questions"] for each in step.details["silent"]}
    assert silent["education"] == 1
    [frozen_input] = FrozenInput.objects.all()
    sheet = sheet_of(frozen_input)
    assert {"education.level"} <= {each["fact"] for each in sheet.unknown}
    [line] = made.ranks.all()
    assert line.total == "162"
    item = next(each for each in sheet.sheet.items if each.indicator.id == "education")
    assert item.points == 0
    assert item.missing == ("education.level",)


def test_a_list_is_reproduced_byte_for_byte_from_its_inputs(place: City) -> None:
    round_, _ = three(place)
    made = frozen(round_, place)

    again = reproduced(RoundList.objects.get(pk=made.pk))

    assert again.differs == ()
    assert again.rescored
    assert again.drawn.digest == made.digest
    assert again.drawn.text.splitlines()[0].startswith("rank,case,ranking_score,total,tie1,tie2")


def test_an_answer_after_freezing_changes_no_frozen_input(place: City) -> None:
    round_ = place.declared()
    application = applies(place, 1)
    told(application, education__level=None)
    made = frozen(round_, place)
    before = FrozenInput.objects.get().content

    late = application.verifications.filter(status="by_hand").first()
    assert late is not None
    answer(late, 0)

    assert FrozenInput.objects.get().content == before
    assert reproduced(made).is_same


def test_after_freezing_quota_and_freezing_are_refused(place: City) -> None:
    round_, _ = three(place)
    frozen(round_, place)

    with pytest.raises(RoundFrozen):
        change_round_quota(round_.pk, by=place.runner, quota=9, reason="增加")
    with pytest.raises(RoundFrozen):
        freeze(round_.pk, by=place.runner)
    assert Round.objects.get().quota == 2


def final(place: City, round_: Round) -> RoundList:
    frozen(round_, place)
    with clock.frozen(AFTER):
        shown = publish(round_.pk, by=place.runner)
    assert shown.objections_until is not None
    with clock.frozen(shown.objections_until + timedelta(days=1)):
        return finalise(round_.pk, by=place.runner)


def test_a_final_list_waits_for_the_periods_of_the_order(place: City) -> None:
    round_, _ = three(place)
    frozen(round_, place)
    with pytest.raises(RoundStageWrong):
        finalise(round_.pk, by=place.runner)
    with clock.frozen(AFTER):
        shown = publish(round_.pk, by=place.runner)

    assert (shown.published_on, shown.public_until) == (date(2026, 9, 7), date(2026, 9, 14))
    with pytest.raises(PeriodRunning), clock.frozen(date(2026, 9, 14)):
        finalise(round_.pk, by=place.runner)
    with clock.frozen(date(2026, 9, 15)):
        assert finalise(round_.pk, by=place.runner).kind == "final"


def test_whoever_left_meanwhile_is_off_the_final_list_and_the_next_moves_up(place: City) -> None:
    round_, files = three(place)
    frozen(round_, place)
    withdraw(files[0].pk, by=place.here.auxiliary, reason="另行迁往外地")
    with clock.frozen(AFTER):
        publish(round_.pk, by=place.runner)
    with clock.frozen(date(2026, 9, 15)):
        made = finalise(round_.pk, by=place.runner)

    assert [(each.standing, each.rank) for each in made.ranks.order_by("applicant")] == [
        ("withdrawn", None),
        ("stands", 1),
        ("stands", 2),
    ]
    assert reproduced(made).is_same
    assert reproduced(RoundList.objects.get(version=1)).is_same


def test_who_is_not_on_the_list_ends_there_with_the_clause(place: City) -> None:
    round_, files = three(place)
    final(place, round_)
    for each in RoundApplication.objects.all():
        release_file(each.pk)
        release_file(each.pk)

    last = fresh(files[2].pk)
    assert last.status == Status.LAPSED
    step = last.transitions.get(action="end_round")
    assert "名次 3" in step.note
    assert step.details["clauses"][0]["clause"] == "名额和排名"
    assert fresh(files[0].pk).deadlines.get().step == "accept"


def test_who_is_on_the_list_settles_through_settlement(place: City) -> None:
    round_, files = three(place)
    final(place, round_)
    for each in RoundApplication.objects.all():
        release_file(each.pk)

    here = place.here
    application = accept(files[0].pk, by=here.officer)
    for row in application.verifications.filter(status="by_hand"):
        answer(row, 0)
    assessment = assess_if_ready(application.pk)
    assert assessment is not None
    [applicant] = assessment.facts
    assert applicant["facts"]["points.total"]["value"] == "192"
    approve(application.pk, by=here.chief, grounds="列入2026年度正式名单")
    carry_out(application.pk, by=here.officer)
    assert fresh(application.pk).status == Status.REGISTERED
    assert Person.objects.filter(residences__isnull=False).exists()


def test_without_the_final_list_nobody_is_approved(place: City) -> None:
    round_, files = three(place)
    final(place, round_)
    entry = RoundApplication.objects.get(application=files[0])
    release_file(entry.pk)
    application = accept(files[0].pk, by=place.here.officer)
    for row in application.verifications.filter(status="by_hand"):
        answer(row, 0)
    assess_if_ready(application.pk)
    entry.left_at, entry.left_as = clock.now(), "void"
    entry.save(update_fields=["left_at", "left_as"])

    with pytest.raises(NotOnFinalList) as refusal:
        approve(application.pk, by=place.here.chief, grounds="列入名单")
    facts: dict[str, Any] = refusal.value.facts
    assert facts["cite"]["clause"] == "名额和排名"


def test_a_draft_may_be_written_before_and_handed_in_during_the_window(place: City) -> None:
    place.declared()
    with clock.frozen(OPENS - timedelta(days=1)):
        written = draft(
            replace(asking(1), applied_on=(OPENS - timedelta(days=1)).date()),
            by=place.here.auxiliary,
        )
    with clock.frozen(DURING):
        assert submit(written.pk, by=place.here.auxiliary).status == Status.SUBMITTED
    assert not RoundRank.objects.exists()
