"""A person answers what the lint asks (L29): accepted, to be changed, or not a fault, and why."""

import pytest

from applications.actions import answer_finding
from applications.errors import MayNotHandleLaw
from applications.models import LintAnswer, LintVerdict
from applications.queries.lint import findings_told
from hukou.kernel.errors import InvalidInput, NotFound
from hukou.law import lint, load_law
from registry.models import Account, PostingRole
from tests.cast import law_desk, station

pytestmark = pytest.mark.django_db
DRAFT = "qz-draft-2017"


def key() -> str:
    law = load_law()
    found = lint(law.regulations[DRAFT], law)
    return next(each.key for each in found if each.rule == "floor-area-or-price")


def answer(
    by: Account, *, verdict: LintVerdict = LintVerdict.TO_CHANGE, reason: str = "删去"
) -> LintAnswer:
    return answer_finding(DRAFT, key(), verdict=verdict, reason=reason, by=by)


@pytest.mark.parametrize(
    "role",
    [PostingRole.CITY_APPROVER, PostingRole.SYSTEM_ADMINISTRATOR],
)
def test_an_answer_keeps_who_gave_it_why_and_to_which_reading_of_the_text(role: str) -> None:
    officer = law_desk(role).officer

    given = answer(officer, reason="  送审稿已删去面积限制  ")

    assert (given.answered_by, given.reason) == (officer, "送审稿已删去面积限制")
    assert given.rule == "floor-area-or-price"
    assert given.law_version == load_law().regulations[DRAFT].digest


def test_the_last_answer_counts_and_the_earlier_ones_stay() -> None:
    officer = law_desk().officer
    answer(officer)
    answer(officer, verdict=LintVerdict.NO_FAULT, reason="已核对")

    told = next(each for each in findings_told(load_law().regulations[DRAFT]) if each.answers)

    assert told.last is not None
    assert told.last.verdict == "no_fault"
    assert [each.verdict for each in told.answers] == ["to_change", "no_fault"]


@pytest.mark.parametrize("role", [PostingRole.AUXILIARY, PostingRole.OFFICER, PostingRole.CHIEF])
def test_those_who_only_apply_the_law_do_not_answer_for_it(role: str) -> None:
    with pytest.raises(MayNotHandleLaw):
        answer(station(role).officer)
    assert not LintAnswer.objects.exists()


@pytest.mark.parametrize("area", ["330802", "440700"], ids=["a county of it", "another city"])
def test_a_city_s_text_is_answered_for_by_its_city_alone(area: str) -> None:
    with pytest.raises(MayNotHandleLaw):
        answer(law_desk(PostingRole.SYSTEM_ADMINISTRATOR, area=area).officer)
    assert not LintAnswer.objects.exists()


def test_an_answer_needs_a_reason() -> None:
    with pytest.raises(InvalidInput) as refused:
        answer(law_desk().officer, reason="  ")
    assert refused.value.errors[0]["field"] == "reason"
    assert not LintAnswer.objects.exists()


@pytest.mark.parametrize(("regulation", "finding"), [(DRAFT, "0" * 32), ("nothing-2020", "")])
def test_what_is_not_found_in_the_text_is_not_answered(regulation: str, finding: str) -> None:
    officer = law_desk().officer
    with pytest.raises(NotFound):
        answer_finding(regulation, finding, verdict=LintVerdict.ACCEPTED, reason="属实", by=officer)
    assert not LintAnswer.objects.exists()


def test_every_finding_is_told_with_one_statement(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    answer(law_desk().officer)
    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's own callable
        told = findings_told(load_law().regulations[DRAFT])
    assert len(told) == len(lint(load_law().regulations[DRAFT], load_law()))
