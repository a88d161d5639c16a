"""Identity cards: accepted at a declared point, signed at home, made, and handed over (A09)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from applications.actions import (
    accept,
    draft,
    escalate_deadline,
    hand_over_card,
    receive_card,
    remind_of_card,
    return_card,
    send_card,
    void_card,
)
from applications.errors import (
    MayNotHandleCard,
    NotEligible,
)
from applications.models import AcceptancePoint, Application, Kind, Step
from applications.queries.deciders import deciders
from applications.queries.watch import watched
from applications.workflow import Action
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.actions import change_particulars
from registry.actions.identity_cards import Taker
from registry.errors import (
    CardOutdated,
    CardStepRefused,
    CardUnderWay,
    NotForThisTaker,
    OldCardMissing,
)
from registry.models import (
    CardMatter,
    CardNotice,
    CardState,
    Entry,
    EntryKind,
    IdentityCard,
    PostingRole,
)
from registry.queries import scope_of
from tests.applications.life import TODAY, event
from tests.cast import Family
from tests.filing import Counter, fresh
from tests.identity_cards import (
    LOSS,
    RENEWAL,
    Point,
    at_home,
    card_from,
    decided,
    declared,
    fetchable,
    handed_in,
    point,
    signed,
)

HIMSELF = Taker(relation="self", name="欧阳修", proof="领证回执", gave_back=True)


@pytest.fixture
def home(here: Counter) -> Family:
    return at_home(here)


@pytest.fixture
def there(here: Counter) -> Point:
    del here
    return declared(point())


def waiting(here: Counter, there: Point, home: Family) -> IdentityCard:
    return fetchable(here, there, card_from(here, there, home.father))


def test_a_card_goes_from_the_point_to_the_home_office_and_back_to_its_holder(
    here: Counter, there: Point, home: Family
) -> None:
    application = handed_in(there.auxiliary, home.father)
    accept(application.pk, by=there.officer)
    card = signed(here, decided(here, application))
    send_card(card.pk, batch="2026-0001", by=here.auxiliary)
    receive_card(card.pk, by=there.auxiliary)
    handed = hand_over_card(card.pk, to=HIMSELF, by=there.officer)

    assert (handed.state, handed.pickup, handed.office) == (
        CardState.HANDED_OVER,
        there.office,
        here.office,
    )
    assert [step.kind for step in card.steps.all()] == ["sign", "send", "arrive", "hand_over"]
    assert card.steps.get(kind="hand_over").details["proof"] == "领证回执"
    assert handed.content["name"] == "欧阳修"
    assert Entry.objects.get(kind=EntryKind.IDENTITY_CARD_SIGNED).office == here.office


def test_who_accepted_and_by_which_declaration_stands_in_the_log(
    here: Counter, there: Point, home: Family
) -> None:
    application = handed_in(there.auxiliary, home.father)
    accept(application.pk, by=there.officer)
    step = application.transitions.get(action=Action.ACCEPT)
    declared_as = AcceptancePoint.objects.get(matter=CardMatter.RENEW)
    assert step.details == {"point": declared_as.pk, "received_at": there.office.pk}
    assert deciders(fresh(application.pk)) == {
        PostingRole.COUNTY_APPROVER,
        PostingRole.CITY_APPROVER,
    }
    del here


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"ground": None}, "details.ground"),
        ({"matter": "replace", "ground": None}, "details.lost_on"),
        ({"lost_on": "2026-01-01"}, "details.lost_on"),
        ({"matter": "lend"}, "details.matter"),
        ({"pickup": None}, "details.pickup"),
    ],
)
def test_what_is_lacking_or_out_of_place_is_named(
    here: Counter, home: Family, told: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        draft(event(Kind.CARD, home.father, RENEWAL | told), by=here.officer)
    assert field in [each["field"] for each in refused.value.errors]
    assert not Application.objects.exists()


def test_whose_identity_is_not_sure_is_not_served_elsewhere(
    here: Counter, there: Point, home: Family
) -> None:
    application = handed_in(there.officer, home.father, shown="unsure")
    accept(application.pk, by=there.officer)
    with pytest.raises(NotEligible):
        decided(here, application)


def test_a_lost_card_is_reported_with_the_new_one_and_the_report_ends_with_it(
    here: Counter, there: Point, home: Family
) -> None:
    application = handed_in(there.auxiliary, home.father, **LOSS)
    accept(application.pk, by=there.officer)
    card = signed(here, decided(here, application))
    notice = CardNotice.objects.get()
    assert (notice.person, notice.office, notice.closed_on) == (home.father, there.office, None)

    send_card(card.pk, batch="2026-0001", by=here.auxiliary)
    receive_card(card.pk, by=there.auxiliary)
    hand_over_card(card.pk, to=replace(HIMSELF, gave_back=False), by=there.officer)

    notice.refresh_from_db()
    assert (notice.closed_on, notice.closing) == (TODAY, "新证已发放，原证作废")


def test_the_term_of_sixty_days_runs_from_handing_in_until_the_card_waits(
    here: Counter, there: Point, home: Family
) -> None:
    card = card_from(here, there, home.father)
    term = Application.objects.get().deadlines.get(step=Step.CARD)
    assert (term.met_at, term.due_at.date() >= TODAY + timedelta(days=60)) == (None, True)
    assert "居民身份证法第十二条" in term.basis

    send_card(card.pk, batch="2026-0001", by=here.auxiliary)
    receive_card(card.pk, by=there.auxiliary)

    term.refresh_from_db()
    assert term.met_at is not None


def test_the_home_office_has_five_days_for_what_was_accepted_elsewhere(
    here: Counter, there: Point, home: Family
) -> None:
    application = handed_in(there.auxiliary, home.father)
    accept(application.pk, by=there.officer)
    term = application.deadlines.get(step=Step.DECIDE)
    assert "十条准则第六条" in term.basis
    assert (term.due_at.date() - TODAY).days <= 10
    del here


def test_a_card_that_is_late_is_reported_to_the_bureau_and_stands_on_the_list(
    here: Counter, there: Point, home: Family
) -> None:
    card_from(here, there, home.father)
    term = Application.objects.get().deadlines.get(step=Step.CARD)
    with clock.frozen(term.due_at + timedelta(days=1)):
        escalated = escalate_deadline(term.pk)
        scope = scope_of(here.chief, on=TODAY)
        rows = watched("late", scope=scope, now=clock.now())
    assert escalated.reported_to == here.bureau
    assert [row.step for row in rows] == [Step.CARD]


def test_one_card_at_a_time(here: Counter, there: Point, home: Family) -> None:
    card_from(here, there, home.father)
    again = handed_in(there.auxiliary, home.father)
    accept(again.pk, by=there.officer)
    with pytest.raises(CardUnderWay):
        signed(here, decided(here, again))
    assert IdentityCard.objects.count() == 1


def test_each_desk_does_its_own_steps(here: Counter, there: Point, home: Family) -> None:
    card = card_from(here, there, home.father)
    with pytest.raises(MayNotHandleCard):
        send_card(card.pk, batch="2026-0001", by=there.officer)
    send_card(card.pk, batch="2026-0001", by=here.auxiliary)
    for account in (here.officer, here.approver):
        with pytest.raises(MayNotHandleCard):
            receive_card(card.pk, by=account)
    receive_card(card.pk, by=there.auxiliary)
    with pytest.raises(MayNotHandleCard):
        hand_over_card(card.pk, to=HIMSELF, by=here.officer)
    with pytest.raises(MayNotHandleCard):
        void_card(card.pk, why="本人放弃", by=here.auxiliary)


@pytest.mark.parametrize(
    ("taker", "error"),
    [
        (replace(HIMSELF, gave_back=False), OldCardMissing),
        (replace(HIMSELF, name="欧阳小山"), InvalidInput),
        (replace(HIMSELF, proof=" "), InvalidInput),
        (replace(HIMSELF, relation="neighbour"), InvalidInput),
        (replace(HIMSELF, relation="agent", name="单雄英"), NotForThisTaker),
    ],
)
def test_a_card_is_handed_only_to_whom_it_may_be(
    here: Counter, there: Point, home: Family, taker: Taker, error: type[Exception]
) -> None:
    card = waiting(here, there, home)
    with pytest.raises(error):
        hand_over_card(card.pk, to=taker, by=there.officer)
    card.refresh_from_db()
    assert card.state == CardState.WAITING


def test_an_agent_with_a_written_authority_may_fetch_it_and_nobody_fetches_it_twice(
    here: Counter, there: Point, home: Family
) -> None:
    card = waiting(here, there, home)
    remind_of_card(card.pk, how="电话告知", by=there.auxiliary)
    agent = replace(HIMSELF, relation="agent", name="单雄英", authority="授权委托书 2026-11-20")
    hand_over_card(card.pk, to=agent, by=there.officer)
    with pytest.raises(CardStepRefused):
        hand_over_card(card.pk, to=HIMSELF, by=there.officer)


def test_a_card_whose_holder_was_renamed_meanwhile_is_made_anew(
    here: Counter, there: Point, home: Family
) -> None:
    card = waiting(here, there, home)
    renaming: dict[str, Any] = {
        "on": TODAY,
        "by": here.officer,
        "basis": {},
        "reason": "改名",
        "proof": "证",
    }
    change_particulars(home.father, {"name": "欧阳𠮷·修"}, **renaming)
    with pytest.raises(CardOutdated):
        hand_over_card(card.pk, to=HIMSELF, by=there.officer)

    again = return_card(card.pk, why="姓名已变更", by=there.officer)

    assert (again.state, again.content["name"]) == (CardState.SIGNED, "欧阳𠮷·修")
    assert Application.objects.get().deadlines.filter(step=Step.CARD, met_at=None).count() == 1
    send_card(card.pk, batch="2026-0002", by=here.officer)
    receive_card(card.pk, by=there.auxiliary)
    renamed = replace(HIMSELF, name="欧阳𠮷·修")
    assert hand_over_card(card.pk, to=renamed, by=there.officer).state == CardState.HANDED_OVER


def test_a_step_out_of_turn_is_refused_and_says_what_may_be_done(
    here: Counter, there: Point, home: Family
) -> None:
    card = card_from(here, there, home.father)
    with pytest.raises(CardStepRefused) as refused:
        receive_card(card.pk, by=there.auxiliary)
    assert refused.value.facts["allowed"] == ["send", "void"]
