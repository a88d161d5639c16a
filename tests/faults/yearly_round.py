"""A year of settling by points, from opening to the final list; one agency silent, one wrong."""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Final

from django.conf import settings

from applications.actions import (
    declare_round,
    draft,
    finalise,
    freeze,
    publish,
    release_file,
    submit,
)
from applications.connectors.sandbox import Truth, write_truth
from applications.models import Round, RoundList, Verification
from applications.queries.rounds.reproducing import reproduced
from applications.workflow import Status
from hukou.kernel import clock
from hukou.stack.house import House
from registry.models import Account, Division, DivisionLevel, OfficeLevel, PostingRole
from tests.factories import DivisionFactory, OfficeFactory
from tests.faults._breaking import control
from tests.faults._round_agencies import SILENT, WRONG, ask_by_files, open_, wait_for_answers
from tests.filing import posted
from tests.measuring import Figure
from tests.rounds import CITY, DURING, OPENS, ORDER, TIANHE, TRUTH, asking, number_in

APPLICANTS: Final = 14
LARGE: Final = 5000
FIRST_MONTHS: Final = 60
STEP: Final = 12
SPREAD: Final = 8
"""Permits of 60, 72 … 144 months, so that many are equal in score and the ties decide."""
OTHER_SPREAD: Final = 37
THRESHOLD: Final = 150
DWELLING: Final = 20
AGE: Final = 30
YEAR_OF_PERMIT: Final = 8
YEAR_OF_INSURANCE: Final = 2


def figures(house: House, *, large: bool) -> Iterable[Figure]:
    """Run the year: apply, ask, freeze, show, make final, release, and make the lists again."""
    count = LARGE if large else APPLICANTS
    counter, runner = staff()
    write_truth(Path(settings.DATA_DIR, "truth.sqlite"), truths(count))
    open_(house, large=large)
    control(house, {"agency": SILENT, "mode": "silent"})
    control(house, {"agency": WRONG, "mode": "wrong_person"})
    round_ = declared(count // 4, by=runner)
    applied = timed(partial(apply_all, count, by=counter))
    asked = timed(ask_by_files if large else wait_for_answers)
    yield Figure("applicants", round_.applicants.count(), goal=f"=={count}")
    yield Figure("questions", Verification.objects.count())
    yield Figure("seconds_to_apply", applied)
    yield Figure("seconds_until_answered", asked)
    yield from of_agencies()
    seconds = timed(lambda: freeze(round_.pk, by=runner))
    yield Figure("seconds_to_freeze", seconds)
    yield from of_frozen(round_)
    publish(round_.pk, by=runner)
    with clock.frozen(clock.now() + timedelta(days=21)):
        yield Figure("seconds_to_make_final", timed(lambda: finalise(round_.pk, by=runner)))
        yield Figure("seconds_to_release", timed(lambda: release_all(round_)))
    yield from of_lists(round_, count)


def staff() -> tuple[Account, Account]:
    """Return an officer at a counter of the city, and who runs the city's rounds."""
    city = division(CITY, "广州市", DivisionLevel.PREFECTURE)
    county = division(TIANHE.code[:6], TIANHE.county, DivisionLevel.COUNTY, city)
    town = division(TIANHE.code[:9], TIANHE.town, DivisionLevel.TOWNSHIP, county)
    division(TIANHE.code, TIANHE.community, DivisionLevel.VILLAGE, town)
    bureau = OfficeFactory.create(name="广州市公安局", level=OfficeLevel.CITY)
    bureau.areas.add(city)
    station = OfficeFactory.create(name="五山派出所", parent=bureau)
    station.areas.add(town)
    return posted(station, PostingRole.OFFICER), posted(bureau, PostingRole.CITY_APPROVER)


def division(
    code: str, name: str, level: DivisionLevel, parent: Division | None = None
) -> Division:
    known = Division.objects.filter(code=code).first()
    made: Division = known or DivisionFactory.create(
        code=code, name=name, level=level, parent=parent
    )
    return made


def permit_of(at: int) -> int:
    return FIRST_MONTHS + STEP * (at % SPREAD)


def insured_of(at: int) -> int:
    return FIRST_MONTHS + at * 7 % OTHER_SPREAD


def truths(count: int) -> Iterable[Truth]:
    """Yield what the agencies know of everybody; whoever is seventh of seven was punished."""
    for at in range(count):
        own = {
            "permit.months": permit_of(at),
            "permit.continuous_months": permit_of(at),
            "insurance.medical_months": insured_of(at),
            "insurance.pension_months": insured_of(at),
            "conduct.criminal_penalty_5y": at % 7 == 6,
        }
        for fact, value in (TRUTH | own).items():
            yield Truth(number_in(at), fact, value)


def declared(quota: int, *, by: Account) -> Round:
    with clock.frozen(OPENS - timedelta(days=10)):
        return declare_round(replace(ORDER, quota=quota), by=by)


def apply_all(count: int, *, by: Account) -> None:
    for at in range(count):
        applies(at, by=by)


def applies(at: int, *, by: Account) -> None:
    with clock.frozen(DURING):
        request = asking(at, number=number_in(at), name="陈立志")
        submit(draft(request, by=by).pk, by=by)


def of_agencies() -> Iterable[Figure]:
    answered = Verification.objects.exclude(value=None)
    for name, slug in (("silent", SILENT), ("wrong", WRONG)):
        mine = Verification.objects.filter(agency=slug)
        yield Figure(f"questions_to_the_{name}_agency", mine.count(), goal=">=1")
        taken = answered.filter(agency=slug).count()
        yield Figure(f"answers_taken_of_the_{name}_agency", taken, goal="==0")


def of_frozen(round_: Round) -> Iterable[Figure]:
    step = round_.steps.get(act="frozen")
    silent = {each["agency"]: each["questions"] for each in step.details["silent"]}
    yield Figure("agencies_named_as_silent", len(silent))
    named = {SILENT, WRONG} <= silent.keys()
    yield Figure("silent_and_wrong_agency_named", float(named), goal="==1")


def release_all(round_: Round) -> None:
    for entry in round_.applicants.order_by("id").values_list("id", flat=True):
        release_file(entry)


def of_lists(round_: Round, count: int) -> Iterable[Figure]:
    lists = list(RoundList.objects.select_related("round").order_by("version"))
    again = [reproduced(each) for each in lists]
    yield Figure("lists", len(lists), goal="==2")
    yield Figure("lists_not_reproduced", sum(not each.is_same for each in again), goal="==0")
    final = lists[-1]
    yield Figure("on_the_final_list", final.applicants, goal=f"=={count}")
    yield Figure("ranked", final.ranked)
    yield Figure("admitted", final.admitted, goal=">=1")
    yield Figure("wrongly_ranked", wrongly_ranked(final, count), goal="==0")
    yield Figure("lost", lost(round_, final), goal="==0")


def wrongly_ranked(final: RoundList, count: int) -> int:
    """Return how many stand elsewhere than by a count of our own, without the scheme."""
    expected = expected_ranks(count)
    found = {
        number: (rank, admitted)
        for number, rank, admitted in final.ranks.values_list(
            "applicant__number", "rank", "is_admitted"
        )
    }
    return sum(
        found.get(number_in(at)) != (rank, rank is not None and rank <= final.quota)
        for at, rank in expected.items()
    )


def expected_ranks(count: int) -> dict[int, int | None]:
    """Return everybody's rank by what was planted: no degree is known, and no tax offence."""
    keys: dict[int, tuple[int, int, int]] = {}
    for at in range(count):
        insured = 2 * (insured_of(at) // 12) * YEAR_OF_INSURANCE
        score = permit_of(at) // 12 * YEAR_OF_PERMIT + DWELLING + insured + AGE
        if score >= THRESHOLD and at % 7 != 6:
            keys[at] = (score, insured_of(at), permit_of(at))
    better = sorted(keys.values(), reverse=True)
    first = {key: better.index(key) + 1 for key in set(better)}
    return {at: first[keys[at]] if at in keys else None for at in range(count)}


def lost(round_: Round, final: RoundList) -> int:
    """Return how many neither wait to be accepted nor ended with the reason."""
    files = round_.applicants.filter(released_at__isnull=False)
    go_on = files.filter(
        ranks__round_list=final,
        ranks__is_admitted=True,
        application__status=Status.SUBMITTED,
        application__deadlines__step="accept",
    )
    ended = files.filter(
        application__status=Status.LAPSED, application__transitions__action="end_round"
    )
    return round_.applicants.count() - go_on.count() - ended.count()


def timed(act: Callable[[], object]) -> float:
    began = time.monotonic()
    act()
    return time.monotonic() - began
