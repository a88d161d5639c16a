"""Door-to-door checks (row V05): planned in order of the street, closed by the station."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from psycopg.types.range import Range

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.actions import (
    cancel_visits,
    compare_visit_reports,
    end_visits,
    plan_visits,
    record_actual_residence,
    take_visit_results,
)
from registry.errors import (
    ConflictsOutstanding,
    NoSuchVisitTask,
    NothingToVisit,
    PlansForOwnStation,
    TooManyStops,
    VisitTaskClosed,
)
from registry.models import Address, PostingRole, VisitGround, VisitState, VisitTask
from registry.queries import scope_of
from registry.queries.visits import (
    PlannedStop,
    VisitArea,
    list_visit_tasks,
    stops_of,
    visit_task_of,
)
from tests.cast import BASIS, station
from tests.places import address_in
from tests.registry.quality import finding_about
from tests.visiting import Round, batch, day, found, visiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Round:
    return visiting()


def plates(task: VisitTask) -> list[str]:
    return [stop.address.plate for stop in task.stops.order_by("sequence") if stop.address]


# --- planned -----------------------------------------------------------------------------------


def test_doors_of_a_beat_are_visited_in_the_order_of_their_numbers(here: Round) -> None:
    assert plates(here.task()) == ["9号", "12号", "101号"]


def test_a_street_is_walked_to_its_end_before_the_next(here: Round) -> None:
    for street, plate in (("劳动路", "2号"), ("人民路", "30号"), ("劳动路", "１号")):
        address_in(here.land.other, street=street, plate=plate)

    task = here.task(area=VisitArea(division=here.land.other.code))

    assert plates(task) == ["30号", "１号", "2号"]


def test_a_household_with_open_findings_is_one_stop(here: Round) -> None:
    for person in (here.ouyang.father, here.ouyang.son):
        finding_about(person, here.land.here.office)

    [stop] = here.task(grounds=["finding"], area=VisitArea()).stops.all()

    assert (stop.household, stop.address, stop.ground) == (
        here.ouyang.household,
        here.door,
        "finding",
    )


def test_a_residence_not_confirmed_for_long_is_visited_where_it_is(here: Round) -> None:
    there = address_in(here.land.other, plate="5号")
    for person, on in ((here.ouyang.son, day(-200)), (here.ouyang.daughter, day(-20))):
        record_actual_residence(
            person, address=there, on=on, source="declared", by=here.officer, basis=BASIS
        )

    [stop] = here.task(grounds=["residence"], area=VisitArea(unconfirmed=180)).stops.all()

    assert (stop.person, stop.address) == (here.ouyang.son, there)


def test_a_door_somebody_else_asks_for_must_lie_in_the_area(here: Round) -> None:
    away = address_in(here.land.village.parent or here.land.village, plate="1号")
    asked = PlannedStop(ground=VisitGround.QUESTION, subject="q", address=away, question=uuid4())
    assert here.task(besides=[asked]).stops.filter(question=asked.question).exists()

    here.land.here.office.areas.set([here.land.village])
    with pytest.raises(InvalidInput) as refused:
        here.task(besides=[asked])

    assert refused.value.field == "questions"


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "走" * 101}, "title"),
        ({"grounds": ["beat", "curiosity"]}, "grounds"),
        ({"starts_on": clock.today() - timedelta(days=1)}, "starts_on"),
        ({"due_on": clock.today() - timedelta(days=1)}, "due_on"),
        ({"area": VisitArea(division="330802002001")}, "division"),
        ({"area": VisitArea(unconfirmed=-1)}, "unconfirmed"),
        ({"area": VisitArea(unconfirmed=10**9)}, "unconfirmed"),
    ],
)
def test_a_task_that_cannot_be_names_the_field(
    here: Round, told: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        here.task(**told)

    assert refused.value.field == field
    assert not VisitTask.objects.exists()


def test_an_area_without_anything_to_visit_makes_no_task(here: Round) -> None:
    with pytest.raises(NothingToVisit):
        here.task(area=VisitArea(beat="九组"))
    with pytest.raises(NothingToVisit):
        here.task(grounds=["finding"])


def test_a_task_has_an_end(here: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("registry.actions.visits.MOST_STOPS", 2)
    with pytest.raises(TooManyStops) as refused:
        here.task()
    assert refused.value.facts["stops"] == 3


@pytest.mark.parametrize("who", ["auxiliary", "approver", "administrator"])
def test_only_officers_of_a_station_plan_and_close(here: Round, who: str) -> None:
    task = here.task()
    by = {
        "auxiliary": here.auxiliary,
        "approver": here.land.approver,
        "administrator": station(PostingRole.SYSTEM_ADMINISTRATOR).officer,
    }[who]

    with pytest.raises(PlansForOwnStation):
        here.task(by=by)
    for close in (end_visits, cancel_visits):
        with pytest.raises(PlansForOwnStation):
            close(task.pk, reason="不走了", by=by)


def test_another_station_knows_nothing_of_a_task(here: Round) -> None:
    task = here.task()
    other = station()
    scope = scope_of(other.officer, on=clock.today())

    assert visit_task_of(task.pk, scope=scope) is None
    assert list_visit_tasks(scope=scope).items == []
    with pytest.raises(NoSuchVisitTask):
        end_visits(task.pk, reason="不走了", by=other.officer)
    with pytest.raises(NothingToVisit):
        plan_visits(
            "他所",
            grounds=["beat"],
            area=VisitArea(beat="一组"),
            starts_on=day(0),
            due_on=day(1),
            by=other.officer,
        )


# --- closed ------------------------------------------------------------------------------------


def test_progress_is_counted_by_what_was_found(here: Round) -> None:
    task = here.task()
    first, second, _third = task.stops.order_by("sequence")
    told = (found(first), found(second, "nobody_home", note="敲门无人"))
    take_visit_results(task.pk, batch(*told), by=here.officer)
    take_visit_results(task.pk, batch(found(first, "not_found")), by=here.auxiliary)

    view = visit_task_of(task.pk, scope=scope_of(here.officer, on=clock.today()))

    assert view is not None
    assert view.results == {"as_registered": 1, "nobody_home": 1}
    assert (view.stops, view.visited, view.open, view.conflicts) == (3, 2, 1, 1)
    shown = stops_of(task.pk, on=clock.today())
    assert [each.result for each in shown] == ["as_registered", "nobody_home", ""]
    assert [each.conflicts for each in shown] == [1, 0, 0]
    assert shown[0].address_text == here.door.full_text


def test_a_task_with_doors_left_ends_for_a_reason(here: Round) -> None:
    task = here.task()
    with pytest.raises(InvalidInput) as refused:
        end_visits(task.pk, reason=" ", by=here.officer)
    assert refused.value.field == "reason"

    ended = end_visits(task.pk, reason="道路施工", by=here.officer)

    assert (ended.state, ended.closed_by) == (VisitState.ENDED, here.officer)
    with pytest.raises(VisitTaskClosed):
        cancel_visits(task.pk, reason="重复", by=here.officer)


def test_a_task_with_two_results_for_a_door_does_not_end(here: Round) -> None:
    task = here.task()
    stop = here.stop(task)
    take_visit_results(task.pk, batch(found(stop)), by=here.officer)
    other = found(stop, "not_found")
    take_visit_results(task.pk, batch(other), by=here.auxiliary)
    with pytest.raises(ConflictsOutstanding):
        end_visits(task.pk, reason="走完", by=here.officer)

    compare_visit_reports(other.id, adopt=False, reason="已电话核实", by=here.chief)

    assert end_visits(task.pk, reason="其余两处已拆", by=here.officer).state == "ended"


def test_a_cancelled_task_has_a_reason_and_takes_nothing_more(here: Round) -> None:
    task = here.task()
    with pytest.raises(InvalidInput):
        cancel_visits(task.pk, reason="", by=here.officer)
    cancel_visits(task.pk, reason="与社区摸底重复", by=here.officer)

    with pytest.raises(VisitTaskClosed):
        take_visit_results(task.pk, batch(found(here.stop(task))), by=here.officer)


def test_what_was_gathered_before_a_task_ended_still_comes_in(here: Round) -> None:
    task = here.task()
    with clock.frozen(clock.now() + timedelta(days=2)):
        end_visits(task.pk, reason="到期", by=here.officer)
        late = found(here.stop(task), visited_on=day(-1))
    with clock.frozen(clock.now() + timedelta(days=4)):
        take_visit_results(task.pk, batch(late), by=here.officer)
        with pytest.raises(InvalidInput) as refused:
            take_visit_results(
                task.pk, batch(found(here.stop(task), visited_on=day(-1))), by=here.officer
            )

    assert refused.value.field == "results.0.visited_on"


def test_a_plate_that_is_gone_is_visited_no_more(here: Round) -> None:
    gone = Range(date(1990, 1, 1), date(2020, 1, 1))
    Address.objects.filter(plate="12号").update(period=gone)

    assert plates(here.task()) == ["9号", "101号"]
