"""Identity cards (居民身份证): signed for, sent to be made, come back, handed over."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from hukou.kernel import clock, names
from hukou.kernel.errors import InvalidInput
from registry.actions.days import EventDay
from registry.actions.impartial import refuse_own_case
from registry.actions.recording import Pen
from registry.errors import (
    CardOutdated,
    CardStepRefused,
    NoSuchCard,
    NotForThisTaker,
    OldCardMissing,
    constraints_explained,
)
from registry.models import (
    CARD_STEPS,
    Account,
    CardMatter,
    CardNotice,
    CardNoticeKind,
    CardState,
    CardStepKind,
    EntryKind,
    IdentityCard,
    Office,
    Person,
)
from registry.queries import ADDRESS, CASE, NUMBER, PersonView, person_on

FIXED: Final = ("name", "sex", "ethnicity", "birth_date", "identity_number")
"""What makes a card wrong when it changes; a new address alone does not (第十一条末款)."""
LONGEST: Final = 200
FACE: Final = replace(CASE, fields=frozenset({ADDRESS, NUMBER}))
"""What is read of somebody to print it on their card; nobody is shown it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taker:
    """Who takes a card: the holder, a guardian or an agent, and by which proof they are known."""

    relation: str
    name: str
    proof: str
    authority: str = ""
    gave_back: bool = False


SELF: Final = "self"
REPLACED: Final = "新证已发放，原证作废"
TAKERS: Final = (SELF, "guardian", "agent")


@transaction.atomic
@constraints_explained()
def sign_identity_card(
    person: Person,
    *,
    matter: str,
    pickup: Office,
    on: date,
    by: Account | None,
    basis: Mapping[str, Any],
    application: UUID,
) -> IdentityCard:
    """Sign for a card of somebody registered here, as the register stands today (签发).

    Raises:
        PersonHasDied, EventInFuture
        InvalidInput: registered nowhere today.
        CardUnderWay: another one is being made or waits.
    """
    day = EventDay(on)
    day.is_for_the_living(Person.objects.lock(person.pk))
    day.has_come()
    view, office = _kept_by(person_on(person.pk, on=on, scope=FACE))
    card = IdentityCard.objects.create(
        person=person,
        office_id=office,
        pickup=pickup,
        application=application,
        matter=CardMatter(matter),
        content=_face(view),
        signed_on=on,
        state_at=clock.now(),
    )
    card.steps.create(kind=CardStepKind.SIGN, on=on, by=by)
    pen = Pen(by=by, on=on, basis=basis, application=application)
    pen.note(
        EntryKind.IDENTITY_CARD_SIGNED,
        office_id=card.office_id,
        person_id=person.pk,
        household_id=view.household_id,
        reason=card.matter,
        details={"card": card.pk, "pickup": pickup.pk},
    )
    pen.write()
    return card


@transaction.atomic
@constraints_explained()
def send_identity_card(card_id: int, *, batch: str, by: Account) -> IdentityCard:
    """Send what is to be printed to the maker, under the number of a batch (送制).

    Raises NoSuchCard, OwnCase, CardStepRefused, CardOutdated, InvalidInput: no batch.
    """
    card = _card(card_id, by=by)
    _refuse_outdated(card)
    return _take(card, CardStepKind.SEND, by=by, details={"batch": _said(batch, "batch")})


@transaction.atomic
@constraints_explained()
def return_identity_card(card_id: int, *, why: str, by: Account) -> IdentityCard:
    """Take a card back that cannot be made or is wrong, and sign for it anew (退回重制).

    What is printed follows the register as it stands today.
    Raises NoSuchCard, OwnCase, CardStepRefused, InvalidInput: no reason.
    """
    card = _card(card_id, by=by)
    card.content = content_of(card.person_id, on=clock.today())
    return _take(card, CardStepKind.RETURN, by=by, note=_said(why, "why"), also=("content",))


@transaction.atomic
@constraints_explained()
def receive_identity_card(card_id: int, *, by: Account) -> IdentityCard:
    """Record that the made card is at the place where it is fetched (到达，待领取)."""
    return _take(_card(card_id, by=by), CardStepKind.ARRIVE, by=by)


@transaction.atomic
@constraints_explained()
def remind_of_identity_card(card_id: int, *, how: str, by: Account) -> IdentityCard:
    """Record that the holder was told that the card waits, and how (催领)."""
    return _take(_card(card_id, by=by), CardStepKind.REMIND, by=by, note=_said(how, "how"))


@transaction.atomic
@constraints_explained()
def hand_over_identity_card(card_id: int, *, to: Taker, by: Account) -> IdentityCard:
    """Hand a card over, once (发放): to whom, known by what, and the former one given back.

    Raises:
        NoSuchCard, OwnCase, CardStepRefused: also where somebody handed it over before.
        NotForThisTaker: a guardian or an agent without a paper that says so.
        OldCardMissing: a renewed card takes the former one back.
        CardOutdated: the register says otherwise by now.
        PersonHasDied
    """
    card = _card(card_id, by=by)
    _refuse_step(card, CardStepKind.HAND_OVER)
    EventDay(clock.today()).is_for_the_living([card.person])
    taker = _checked(to, card)
    _refuse_outdated(card)
    handed = _take(card, CardStepKind.HAND_OVER, by=by, details=taker)
    lost = CardNotice.objects.filter(person=card.person_id, kind=CardNoticeKind.LOST)
    lost.filter(closed_on=None).update(closed_on=clock.today(), closed_by=by, closing=REPLACED)
    return handed


@transaction.atomic
@constraints_explained()
def void_identity_card(card_id: int, *, why: str, by: Account) -> IdentityCard:
    """Void a card nobody has (作废): the holder died, or it is not wanted any more."""
    return _take(_card(card_id, by=by), CardStepKind.VOID, by=by, note=_said(why, "why"))


def content_of(person_id: int, *, on: date) -> dict[str, str]:
    """Return what a card of somebody says, as the register stands on a day (第三条).

    Raises InvalidInput: registered nowhere on that day.
    """
    view, _office = _kept_by(person_on(person_id, on=on, scope=FACE))
    return _face(view)


def _kept_by(view: PersonView | None) -> tuple[PersonView, int]:
    """Return somebody as they are registered today, and the office that keeps them."""
    if view is None or view.office_id is None:
        raise InvalidInput("此人现在没有常住户口登记，不能签发居民身份证", field="person")
    return view, view.office_id


def _face(view: PersonView) -> dict[str, str]:
    return {
        "name": view.name,
        "sex": view.sex,
        "ethnicity": view.ethnicity,
        "birth_date": view.birth_date.isoformat(),
        "address": view.address,
        "identity_number": view.identity_number,
    }


def _card(card_id: int, *, by: Account) -> IdentityCard:
    try:
        card = IdentityCard.objects.lock(card_id)
    except IdentityCard.DoesNotExist as missing:
        raise NoSuchCard(card=card_id) from missing
    refuse_own_case(by, people=[card.person_id], on=clock.today())
    return card


def _refuse_step(card: IdentityCard, kind: CardStepKind) -> CardState:
    allowed = CARD_STEPS[CardState(card.state)]
    if kind not in allowed:
        raise CardStepRefused(state=card.state, step=kind.value, allowed=list(allowed))
    return allowed[kind]


def _take(
    card: IdentityCard,
    kind: CardStepKind,
    *,
    by: Account,
    note: str = "",
    details: Mapping[str, Any] | None = None,
    also: tuple[str, ...] = (),
) -> IdentityCard:
    card.state, card.state_at = _refuse_step(card, kind), clock.now()
    card.save(update_fields=["state", "state_at", *also])
    card.steps.create(kind=kind, on=clock.today(), by=by, note=note, details=dict(details or {}))
    return card


def _refuse_outdated(card: IdentityCard) -> None:
    now = content_of(card.person_id, on=clock.today())
    changed = [name for name in FIXED if now[name] != card.content[name]]
    if changed:
        raise CardOutdated(changed=changed)


def _checked(to: Taker, card: IdentityCard) -> dict[str, Any]:
    """Return who takes it, as it is kept. Raises NotForThisTaker, OldCardMissing, InvalidInput."""
    if to.relation not in TAKERS:
        raise InvalidInput("请选择领取人：本人、监护人或者受委托人", field="relation")
    name, proof = names.normalise(_said(to.name, "name")), _said(to.proof, "proof")
    authority = to.authority.strip()[:LONGEST]
    if to.relation == SELF and name != names.normalise(card.content["name"]):
        raise InvalidInput(
            "领取人姓名与证件上的不同；不是本人的，请选择监护人或者受委托人", field="name"
        )
    if to.relation != SELF and not authority:
        raise NotForThisTaker(field="authority")
    if card.matter == CardMatter.RENEW and not to.gave_back:
        raise OldCardMissing(field="gave_back")
    return asdict(to) | {"name": name, "proof": proof, "authority": authority}


def _said(text: str, field: str) -> str:
    said = text.strip()
    if not said or len(said) > LONGEST:
        raise InvalidInput(f"请填写此项，不超过 {LONGEST} 字", field=field)
    return said
