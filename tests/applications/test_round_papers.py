"""What a round tells on paper and to the public (告知、公示、通知书, T06)."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

import pytest

from applications.actions import (
    finalise,
    issue_objection_answer,
    issue_points_list,
    issue_points_result,
    issue_score_sheet,
    mark_absent,
    recalculate,
    show_score_sheet,
    void_for_fraud,
    withdraw,
)
from applications.errors import DecidesOwnCase, MayNotHandle, MayNotRunRounds
from applications.models import (
    Bar,
    Objection,
    ObjectionOutcome,
    ObjectionSource,
    RoundApplication,
    RoundList,
)
from applications.queries.rounds.objections import objections_in
from applications.queries.rounds.papers import score_paper
from applications.queries.rounds.publicity import public_list, versions_apart
from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from hukou.law.points.list_changes import Change
from registry.documents import pdf
from registry.models import (
    Disclosure,
    DocumentStatus,
    IssuedDocument,
    OfficeLevel,
    PostingRole,
)
from registry.queries import scope_of
from tests.documents.reading import pages
from tests.factories import OfficeFactory, PersonFactory
from tests.filing import posted
from tests.rounds import AFTER, city, number_of
from tests.years import LAST_DAY, Year, released

pytestmark = pytest.mark.django_db

DAY: Final = timedelta(days=1)


@pytest.fixture
def year() -> Iterator[Year]:
    made = Year(city(), bar_years=5, bar_clause="第七条")
    with clock.frozen(AFTER + DAY):
        yield made


def squeezed(document: IssuedDocument) -> str:
    return "".join("".join(pages(pdf(document))).split())


def test_the_public_reads_rank_masked_name_and_score_of_who_is_admitted(year: Year) -> None:
    shown = public_list(year.round.pk)

    assert [each.as_json() for each in shown.lines] == [
        {"place": 1, "rank": 1, "name": "陈＊志", "ranking_score": "162", "void": False},
        {"place": 2, "rank": 2, "name": "欧＊山", "ranking_score": "154", "void": False},
    ]
    assert shown.following is None


def test_a_public_list_goes_on_where_the_last_page_ended(year: Year) -> None:
    first = public_list(year.round.pk, limit=1)
    assert first.following == 1
    [line] = public_list(year.round.pk, after=first.following, limit=1).lines
    assert (line.place, line.rank) == (2, 2)


def test_a_list_is_shown_for_the_declared_days_and_the_final_one_for_good(year: Year) -> None:
    with clock.frozen(LAST_DAY):
        assert public_list(year.round.pk).made == year.list
    for day in (AFTER - DAY, LAST_DAY + DAY):
        with clock.frozen(day), pytest.raises(NotFound):
            public_list(year.round.pk)
    year.ends()
    with clock.frozen(LAST_DAY + timedelta(days=400)):
        assert public_list(year.round.pk).made.version == 2


def test_a_place_that_was_taken_away_is_marked_on_the_final_list(year: Year) -> None:
    released(year)
    void_for_fraud(year.files[0].pk, by=year.place.runner, reason="伪造")

    assert [each.is_void for each in public_list(year.round.pk).lines] == [True, False]


def test_a_name_that_is_corrected_later_does_not_change_a_list(year: Year) -> None:
    file = year.files[0]
    party = file.parties.get()
    party.newcomer = {**party.newcomer, "name": "王立志"}
    party.save(update_fields=["newcomer"])

    assert public_list(year.round.pk).lines[0].name == "陈＊志"


def test_two_versions_are_told_apart_by_case(year: Year) -> None:
    year.answers(year.objects(), ObjectionOutcome.UPHELD)
    year.proves(0, "permit.months", 90)
    made = recalculate(year.round.pk, by=year.place.runner, reason="异议成立")

    told = {each.id: each.change for each in versions_apart(made)}

    assert told == {
        year.files[0].number: Change.LOST,
        year.files[1].number: Change.MOVED,
        year.files[2].number: Change.GAINED,
    }
    assert {each.change for each in versions_apart(year.list)} == {Change.CAME}


def test_a_sheet_says_every_line_its_sum_and_clause_and_who_vouches(year: Year) -> None:
    document = issue_score_sheet(year.entry(0), by=year.place.here.officer)

    told = squeezed(document)
    for words in ("陈立志", "192", "162", "指标体系及分值表", "部门核查", "名次", "异议"):
        assert words in told
    assert year.files[0].number in told
    assert number_of(0) not in told
    assert number_of(0) not in json.dumps(document.content)


def test_a_sheet_that_is_shown_is_logged_as_a_disclosure(year: Year) -> None:
    person = PersonFactory.create(details={"name": "陈立志"})
    year.files[0].parties.update(person=person, newcomer={})

    show_score_sheet(year.entry(0), by=year.place.here.officer, purpose="告知申请人")

    logged = Disclosure.objects.get(kind="points_sheet")
    assert logged.application == year.files[0].pk
    assert logged.people == [person.pk]
    assert logged.purpose == "告知申请人"


def test_before_the_list_is_shown_a_sheet_tells_no_rank(year: Year) -> None:
    RoundList.objects.update(
        published_on=None, public_until=None, objections_until=None, published_by=None
    )
    told = json.dumps(score_paper(entry_of(year)).written().as_json(), ensure_ascii=False)
    assert "尚未公示" in told


def test_after_the_final_list_a_sheet_promises_no_period_of_objections(year: Year) -> None:
    year.ends()
    with clock.frozen(LAST_DAY + timedelta(days=2)):
        told = json.dumps(score_paper(entry_of(year)).written().as_json(), ensure_ascii=False)
    assert "异议期已经结束" in told
    assert "可以在" not in told


def entry_of(year: Year, at: int = 0) -> RoundApplication:
    return RoundApplication.objects.get(pk=year.entry(at))


def test_what_no_agency_told_is_named_on_the_sheet(year: Year) -> None:
    told = score_paper(entry_of(year)).written().as_json()
    [unknown] = [each for each in told["sheets"] if each["id"] == "unknown"]
    assert unknown["text"]


def test_the_result_says_score_line_and_clause_to_both(year: Year) -> None:
    released(year)
    admitted, other = (
        squeezed(issue_points_result(year.entry(at), by=year.place.here.officer)) for at in (0, 2)
    )

    for words in ("入围通知书", "192", "162", "154", "名额和排名", "继续办理"):
        assert words in admitted
    for words in ("未入围通知书", "176", "146", "154", "名额和排名", "行政复议", "本次申请终止"):
        assert words in other


def test_the_same_paper_is_given_out_again_until_it_is_void(year: Year) -> None:
    released(year)
    by = year.place.here.officer
    first = issue_points_result(year.entry(0), by=by)
    assert issue_points_result(year.entry(0), by=by) == first

    void_for_fraud(year.files[0].pk, by=year.place.runner, reason="社保凭证系伪造")
    again = issue_points_result(year.entry(0), by=by)

    assert first.status_on(clock.today()) is DocumentStatus.VOIDED
    told = squeezed(again)
    bar = Bar.objects.get()
    for words in ("取消积分入户资格通知书", "社保凭证系伪造", "弄虚作假的处理", "第七条"):
        assert words in told
    assert f"{bar.until.year}年{bar.until.month}月" in told


def test_who_did_not_come_is_told_by_which_clause(year: Year) -> None:
    by = year.place.here.officer
    mark_absent(year.files[1].pk, by=by, note="9月8日现场核验未到场")
    told = squeezed(issue_points_result(year.entry(1), by=by))
    for words in ("终止通知书", "9月8日现场核验未到场", "申请、核验、公示和入户"):
        assert words in told


def test_without_a_result_no_notice_of_one(year: Year) -> None:
    by = year.place.here.officer
    with pytest.raises(NotFound):
        issue_points_result(year.entry(0), by=by)
    withdraw(year.files[1].pk, by=by)
    with pytest.raises(NotFound):
        issue_points_result(year.entry(1), by=by)
    with pytest.raises(NotFound):
        issue_points_result(0, by=by)


def test_the_answer_to_others_names_the_applicant_to_nobody(year: Year) -> None:
    objection = year.answers(year.objects(), ObjectionOutcome.DISMISSED, grounds="签注连续")
    document = issue_objection_answer(objection.pk, by=year.place.here.officer)

    told = squeezed(document)
    for words in ("林一", "异议不成立", "签注连续", "指标体系及分值表"):
        assert words in told
    for words in ("陈立志", year.files[0].number):
        assert words not in told


def test_the_answer_to_the_applicant_is_theirs(year: Year) -> None:
    own = year.objects(source=ObjectionSource.APPLICANT, told_by="")
    with pytest.raises(NotFound):
        issue_objection_answer(own.pk, by=year.place.here.officer)
    answered: Objection = year.answers(own, ObjectionOutcome.UPHELD, clauses=[])
    told = squeezed(issue_objection_answer(answered.pk, by=year.place.here.officer))
    assert "陈立志" in told
    assert "异议成立" in told


def test_the_list_on_paper_says_its_days_and_masks_every_name(year: Year) -> None:
    document = issue_points_list(year.list.pk, by=year.place.runner)

    told = squeezed(document)
    for words in ("公示名单", "陈＊志", "欧＊山", "2026年9月14日", "第1版"):
        assert words in told
    for words in ("陈立志", year.files[0].number, number_of(0)):
        assert words not in told
    assert document.content["people"] == []


def test_who_gives_papers_out(year: Year) -> None:
    here = year.place.here
    with pytest.raises(MayNotHandle):
        issue_score_sheet(year.entry(0), by=here.auxiliary)
    with pytest.raises(MayNotHandle):
        show_score_sheet(year.entry(0), by=here.auxiliary, purpose="告知")
    with pytest.raises(MayNotRunRounds):
        issue_points_list(year.list.pk, by=here.chief)
    person = PersonFactory.create()
    year.files[0].parties.update(person=person, newcomer={})
    here.officer.person = person
    here.officer.save(update_fields=["person"])
    with pytest.raises(DecidesOwnCase):
        issue_score_sheet(year.entry(0), by=here.officer)


def test_the_final_list_is_printed_as_such(year: Year) -> None:
    with clock.frozen(LAST_DAY + DAY):
        made = finalise(year.round.pk, by=year.place.runner)
        told = squeezed(issue_points_list(made.pk, by=year.place.runner))
    assert "正式名单" in told


def test_whoever_may_not_open_a_file_reads_no_objection_about_it(year: Year) -> None:
    objection = year.objects()
    elsewhere = posted(OfficeFactory.create(level=OfficeLevel.STATION), PostingRole.CHIEF)
    readers = (year.place.here.chief, year.place.runner, elsewhere)
    seen = [
        [each.pk for each in objections_in(year.round, scope=scope_of(who, on=clock.today()))]
        for who in readers
    ]
    assert seen == [[objection.pk], [objection.pk], []]
