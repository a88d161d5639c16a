"""Who may decide what, here, today (谁可审批): one question, answered with its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

import structlog
from django.db.models import Q
from django.utils.translation import gettext

from applications.errors import AssignedToAnother, DecidesOwnCase, MayNotDecide
from applications.models import Application, DelegatedItem
from applications.workflow import Action
from hukou.kernel import clock
from hukou.law import Recusal, load_law
from registry.models import Account, PostingRole
from registry.queries import family_of, kin_of

from .authority import Post, covers, is_held_by_another, offices_over, post_of
from .powers import Holding, Power, Standing, holding, item_id, standing_of

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why an account may, or may not, decide."""

    code: str
    zh: str
    told: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The reason in the language of the page."""
        return gettext(self.zh) % self.told if self.told else gettext(self.zh)


NO_POST: Final = Reason("no-post", "今天没有任职，不能审批")
WRONG_ROLE: Final = Reason("wrong-role", "您的岗位对此事项没有审批权")
ELSEWHERE: Final = Reason("elsewhere", "此件由其他机关办理")
OWN: Final = Reason("own-case", "本人是当事人，应当回避")
KIN: Final = Reason("kin", "当事人与本人有亲属关系（户籍记载），应当回避")
KIN_ENTERED: Final = Reason("kin-entered", "此件由本人的亲属录入（户籍记载），应由他人审批")
ENTERED: Final = Reason("entered", "此件由本人录入，应由他人审批")
HELD: Final = Reason("assigned-to-another", "此件由其他民警经办，须先接办")
HAS_POWER: Final = Reason("has-power", "按岗位有权审批")
DELEGATED: Final = Reason("delegated", "依据授权书%(number)s有权审批")
LAPSED: Final[Mapping[Standing, Reason]] = {
    Standing.REVOKED: Reason("delegation-revoked", "授权书%(number)s的授权已于%(since)s收回"),
    Standing.EXPIRED: Reason("delegation-expired", "授权书%(number)s的授权已到期"),
    Standing.NOT_BEGUN: Reason("delegation-not-begun", "授权书%(number)s的授权尚未开始"),
}

RECUSALS: Final = frozenset(each.code for each in (OWN, KIN, ENTERED, KIN_ENTERED))


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether an account may decide an application, and why or why not."""

    allowed: bool
    reasons: tuple[Reason, ...]
    post: Post | None = None
    power: Power | None = None

    @property
    def must_recuse(self) -> bool:
        """Whether the power is there, but not for this file (回避)."""
        return not self.allowed and {each.code for each in self.reasons} <= RECUSALS


def may_decide(
    application: Application, account: Account, *, at: datetime | None = None
) -> Permission:
    """Return whether `account` may decide this application at an instant, and by what.

    A fixed number of statements, at most ten.
    """
    now = at or clock.now()
    post = post_of(account, on=now.date())
    if post is None:
        return Permission(allowed=False, reasons=(NO_POST,))
    held = holding_of(application, at=now)
    power = held.power(post, account) if held else None
    against = (
        *_lacking(application, post, account, held),
        *recusals(application, account),
        *([HELD] if is_held_by_another(application, account, post, on=now.date()) else []),
    )
    reasons = against or (_by(power),)
    return Permission(allowed=not against, reasons=reasons, post=post, power=power)


def require_decider(application: Application, account: Account) -> Permission:
    """Return the power by which an account decides this application now.

    The orders that may give it are held first, and the instant is read after: a revocation comes
    before, and is seen, or waits until the decision is made. The caller holds the application.

    Raises MayNotDecide, DecidesOwnCase, AssignedToAnother.
    """
    DelegatedItem.objects.hold(_item(application), offices_over(application.office_id))
    permission = may_decide(application, account)
    if permission.allowed:
        return permission
    if permission.reasons == (HELD,):
        raise AssignedToAnother(assigned_to=application.assigned_to_id)
    reasons = [each.code for each in permission.reasons]
    log.info("decision-refused", application=str(application.pk), reasons=reasons)
    detail = "；".join(each.words for each in permission.reasons)
    if permission.must_recuse:
        raise DecidesOwnCase(detail, reasons=reasons, cite=_recusal().cite.as_json())
    raise MayNotDecide(detail, reasons=reasons)


def holding_of(application: Application, *, at: datetime) -> Holding | None:
    """Return who holds the item an application is decided as, where it is handled."""
    return holding(_item(application), application.office_id, at=at)


def deciders(application: Application) -> frozenset[PostingRole]:
    """Return the posts that decide it now: by their level, or by an order."""
    held = holding_of(application, at=clock.now())
    return held.roles if held else frozenset()


def _item(application: Application) -> str:
    """Return the item it is decided as: what it applied for, where no text decides it."""
    decided = decided_text(application)
    text = decided if all(decided) else (application.regulation, application.channel)
    return item_id(application, text=text)


def _by(power: Power | None) -> Reason:
    given = power.delegated if power else None
    return replace(DELEGATED, told={"number": given.order.number}) if given else HAS_POWER


def decided_text(application: Application) -> tuple[str, str]:
    """Return by which regulation and channel it is decided: the last assessment's, if there is one.

    In transition they are not those applied for.
    """
    texts = application.assessments.order_by("sequence").values_list("regulation", "channel")
    return texts.last() or (application.regulation, application.channel)


def _lacking(
    application: Application, post: Post, account: Account, held: Holding | None
) -> list[Reason]:
    lacking = []
    if held is None or held.power(post, account) is None:
        lacking.append(WRONG_ROLE)
        lacking += _lapsed(held, post, account)
    if not covers(post, application.office_id):
        lacking.append(ELSEWHERE)
    return lacking


def _lapsed(held: Holding | None, post: Post, account: Account) -> list[Reason]:
    """Say of somebody who had the power by an order why they have it no more, or not yet."""
    delegated = held.lapsed(post, account) if held else None
    if held is None or delegated is None:
        return []
    since = delegated.revoked_at
    told = {"number": delegated.order.number}
    if since is not None:
        told["since"] = f"{since.astimezone(clock.ZONE):%Y-%m-%d %H:%M:%S}"
    return [replace(LAPSED[standing_of(delegated, held.at)], told=told)]


def recusals(application: Application, account: Account) -> list[Reason]:
    """Return why somebody must leave a file to others (回避).

    Nobody decides for themselves, for their kin, or what they or their kin entered.
    """
    clerks = _clerks(application)
    if account.pk in clerks:
        return [ENTERED, *stands_back(application, account)]
    people = set(clerks.values()) - {None}
    near = _kin(account) if people else set[int]()
    return [*([KIN_ENTERED] if near & people else []), *stands_back(application, account)]


def _clerks(application: Application) -> dict[int, int | None]:
    """Return who wrote the file or part of it, or handed in what it now says, with their person."""
    said = Q(transitions__application=application) & Q(
        transitions__action__in=(Action.SUBMIT, Action.REVISE)
    )
    wrote = Account.objects.filter(said | Q(applications_entered=application))
    return dict(wrote.values_list("pk", "person_id"))


def _kin(account: Account) -> set[int]:
    """Return the kin of somebody as far as the law looks, themselves included."""
    if account.person_id is None:
        return set()
    steps = _recusal().kin_steps
    return {account.person_id, *kin_of(account.person_id, steps=steps)}


def _recusal() -> Recusal:
    return load_law().guards.recusal


def stands_back(application: Application, account: Account) -> list[Reason]:
    """Return why somebody may neither decide a file nor weigh its evidence (回避).

    The family that the parties would join is a party to it. Kin are those whom the household
    history links to somebody within the steps that the law names.
    """
    if account.person_id is None:
        return []
    people = set(application.parties.values_list("person_id", flat=True))
    people |= family_of(application.destination_household_id, on=clock.today())
    if account.person_id in people:
        return [OWN]
    return [KIN] if _kin(account) & people else []


def require_impartial(application: Application, account: Account) -> None:
    """Refuse the step to a party and to their kin: every one of them leads to the decision.

    Raises DecidesOwnCase.
    """
    if reasons := stands_back(application, account):
        codes = [each.code for each in reasons]
        raise DecidesOwnCase(reasons=codes, cite=_recusal().cite.as_json())
