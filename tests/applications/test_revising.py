"""Writing an application anew (补正): people are recognised; what stands is not asked again."""

from dataclasses import replace

import pytest

from applications.actions import (
    DraftRequest,
    Letter,
    ask_for_supplement,
    claim_verification,
    draft,
    record_failure,
    resend,
    revise,
    submit,
    take_callback,
)
from applications.errors import ActionNotAllowed, ChangedMeanwhile
from applications.models import Problem, Resending
from applications.queries.deciders import may_decide
from applications.workflow import Action
from hukou.kernel.errors import NotFound
from tests.filing import ADDRESS, Counter, Five, answer, answer_all, filed, settlement


def elsewhere(five: Five) -> DraftRequest:
    return settlement(five, address=replace(ADDRESS, room="302"))


def test_a_draft_may_be_rewritten(here: Counter, five: Five) -> None:
    application = draft(settlement(five), by=here.auxiliary)
    fewer = settlement(five)
    fewer = replace(fewer, parties=fewer.parties[:2])

    revise(application.pk, fewer, by=here.auxiliary, revision=1)

    assert list(application.parties.values_list("person", flat=True)) == [
        five.applicant.pk,
        five.spouse.pk,
    ]


def test_a_rewrite_of_what_somebody_else_rewrote_is_refused(here: Counter, five: Five) -> None:
    application = draft(settlement(five), by=here.auxiliary)
    revise(application.pk, settlement(five), by=here.auxiliary, revision=1)
    with pytest.raises(ChangedMeanwhile):
        revise(application.pk, settlement(five), by=here.auxiliary, revision=1)


def test_what_is_being_handled_is_not_rewritten(here: Counter, five: Five) -> None:
    application = filed(here, settlement(five))
    with pytest.raises(ActionNotAllowed):
        revise(application.pk, settlement(five), by=here.auxiliary)


def test_what_agencies_answered_survives_a_supplement(here: Counter, five: Five) -> None:
    application = filed(here, settlement(five))
    answer_all(application)
    ask_for_supplement(application.pk, by=here.officer, needed=["儿子改为随迁"])

    revise(application.pk, settlement(five), by=here.auxiliary)
    submit(application.pk, by=here.auxiliary)

    assert not application.verifications.outstanding().exists()
    assert application.verifications.filter(status="answered").count() == 11


def test_a_person_taken_out_takes_their_questions_along(here: Counter, five: Five) -> None:
    application = filed(here, settlement(five))
    ask_for_supplement(application.pk, by=here.officer, needed=["母亲不随迁"])
    fewer = settlement(five)

    revise(application.pk, replace(fewer, parties=fewer.parties[:4]), by=here.auxiliary)

    assert not application.verifications.filter(party__person=five.mother).exists()
    assert application.verifications.filter(party__person=five.spouse).exists()


def test_another_dwelling_is_verified_anew(here: Counter, five: Five) -> None:
    application = filed(here, settlement(five))
    answer_all(application)
    ask_for_supplement(application.pk, by=here.officer, needed=["住所地址有误"])

    revise(application.pk, elsewhere(five), by=here.auxiliary)
    submit(application.pk, by=here.auxiliary)

    assert set(application.verifications.values_list("status", flat=True)) == {"pending"}


def test_a_question_that_was_sent_again_is_retired_and_what_was_done_stays(
    here: Counter, five: Five
) -> None:
    application = filed(here, settlement(five))
    row = application.verifications.get(fact="dwelling.tenure")
    record_failure(row.pk, error="no such person", permanent=True)
    resend(row.pk, by=here.chief, reason="部门已更正")
    ask_for_supplement(application.pk, by=here.officer, needed=["住所地址有误"])

    revise(application.pk, elsewhere(five), by=here.auxiliary)
    submit(application.pk, by=here.auxiliary)

    row.refresh_from_db()
    assert (row.status, row.party, row.next_attempt_at) == ("retired", None, None)
    assert Resending.objects.get().verification == row
    assert application.verifications.get(fact="dwelling.tenure").status == "pending"


def test_a_retired_question_takes_no_answer(here: Counter, five: Five) -> None:
    application = filed(here, settlement(five))
    row = application.verifications.get(fact="dwelling.tenure")
    ask_for_supplement(application.pk, by=here.officer, needed=["住所地址有误"])
    revise(application.pk, elsewhere(five), by=here.auxiliary)

    with pytest.raises(NotFound):
        answer(row, "owned")
    letter = Letter(message_id="m-1", body=b"{}", signers=["housing", "real_estate"])
    assert take_callback(row.pk, letter=letter).problem == Problem.OTHER_CASE
    assert claim_verification(row.pk) is None
    row.refresh_from_db()
    assert (row.status, row.value) == ("retired", None)


def test_a_revision_stands_in_the_log_without_what_it_says(here: Counter, five: Five) -> None:
    application = draft(settlement(five), by=here.auxiliary)
    fewer = settlement(five)

    revise(application.pk, replace(fewer, parties=fewer.parties[:2]), by=here.chief)

    [step] = application.transitions.filter(action=Action.REVISE)
    assert (step.by, step.before, step.after) == (here.chief, "draft", "draft")
    assert step.details == {"changed": ["people", "declared"]}


def test_who_revised_a_file_does_not_decide_it(here: Counter, five: Five) -> None:
    application = draft(settlement(five), by=here.auxiliary)

    revise(application.pk, settlement(five), by=here.chief)

    assert may_decide(application, here.chief).must_recuse
