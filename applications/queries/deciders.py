"""Who may decide what, here, today (谁可审批): one question, answered with its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from applications.errors import AssignedToAnother, DecidesOwnCase, MayNotDecide
from applications.models import Application
from applications.workflow import Action
from hukou.kernel import clock
from hukou.law import Recusal, load_law
from registry.models import Account, PostingRole
from registry.queries import family_of, kin_of

from .authority import IN_CHARGE, Post, covers, is_held_by_another, post_of

ABOVE_THE_STATION: Final = frozenset({PostingRole.COUNTY_APPROVER, PostingRole.CITY_APPROVER})
BY_APPROVAL: Final[Mapping[str, frozenset[PostingRole]]] = {
    "station": IN_CHARGE,
    "county_bureau": ABOVE_THE_STATION,
    "county_government": ABOVE_THE_STATION,
}
"""What a channel's `approval` demands. That a government has agreed is a fact, proven besides."""
BY_LEVEL: Final[Mapping[str, frozenset[PostingRole]]] = {
    "station": frozenset({PostingRole.OFFICER, PostingRole.CHIEF}),
    "station_investigated": frozenset({PostingRole.CHIEF}),
    "county_bureau": ABOVE_THE_STATION,
    "city_bureau": frozenset({PostingRole.CITY_APPROVER}),
}
"""Who decides an event of the national pack, by its level. Auxiliaries never do."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why an account may, or may not, decide."""

    code: str
    zh: str


NO_POST: Final = Reason("no-post", "今天没有任职，不能审批")
WRONG_ROLE: Final = Reason("wrong-role", "您的岗位对此事项没有审批权")
ELSEWHERE: Final = Reason("elsewhere", "此件由其他机关办理")
OWN: Final = Reason("own-case", "本人是当事人，应当回避")
KIN: Final = Reason("kin", "当事人与本人有亲属关系（户籍记载），应当回避")
KIN_ENTERED: Final = Reason("kin-entered", "此件由本人的亲属录入（户籍记载），应由他人审批")
ENTERED: Final = Reason("entered", "此件由本人录入，应由他人审批")
HELD: Final = Reason("assigned-to-another", "此件由其他民警经办，须先接办")
HAS_POWER: Final = Reason("has-power", "按岗位有权审批")

RECUSALS: Final = frozenset({OWN, KIN, ENTERED, KIN_ENTERED})


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether an account may decide an application, and why or why not."""

    allowed: bool
    reasons: tuple[Reason, ...]
    post: Post | None = None

    @property
    def must_recuse(self) -> bool:
        """Whether the power is there, but not for this file (回避)."""
        return not self.allowed and set(self.reasons) <= RECUSALS


def may_decide(application: Application, account: Account, *, on: date | None = None) -> Permission:
    """Return whether `account` may decide this application on a day (at most six statements)."""
    day = on or clock.today()
    post = post_of(account, on=day)
    if post is None:
        return Permission(allowed=False, reasons=(NO_POST,))
    held = [HELD] if is_held_by_another(application, account, post, on=day) else []
    against = (*_lacking(application, post), *recusals(application, account), *held)
    return Permission(allowed=not against, reasons=against or (HAS_POWER,), post=post)


def require_decider(application: Application, account: Account) -> Permission:
    """Return the power by which an account decides this application today.

    Raises MayNotDecide, DecidesOwnCase, AssignedToAnother.
    """
    permission = may_decide(application, account)
    if permission.allowed:
        return permission
    if permission.reasons == (HELD,):
        raise AssignedToAnother(assigned_to=application.assigned_to_id)
    reasons = [each.code for each in permission.reasons]
    detail = "；".join(each.zh for each in permission.reasons)
    if permission.must_recuse:
        raise DecidesOwnCase(detail, reasons=reasons, cite=_recusal().cite.as_json())
    raise MayNotDecide(detail, reasons=reasons)


def deciders(application: Application) -> frozenset[PostingRole]:
    """Return the posts that decide: by the event's level, or by the channel's if it names one."""
    law = load_law()
    if event := law.registration.events.get(application.event):
        return BY_LEVEL[event.level.id]
    name, channel_name = decided_text(application)
    regulation = law.regulations.get(name)
    channel = regulation.channels.get(channel_name) if regulation else None
    return BY_APPROVAL[(channel.approval if channel else "") or "station"]


def decided_text(application: Application) -> tuple[str, str]:
    """Return by which regulation and channel it is decided: the last assessment's, if there is one.

    In transition they are not those applied for.
    """
    texts = application.assessments.order_by("sequence").values_list("regulation", "channel")
    return texts.last() or (application.regulation, application.channel)


def _lacking(application: Application, post: Post) -> list[Reason]:
    lacking = []
    if post.role not in deciders(application):
        lacking.append(WRONG_ROLE)
    if not covers(post, application.office_id):
        lacking.append(ELSEWHERE)
    return lacking


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
