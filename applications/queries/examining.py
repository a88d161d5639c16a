"""Who is heard before a decision (审核), what they said, and who may say it now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from applications.errors import (
    AssignedToAnother,
    DecidesOwnCase,
    ExaminedAgainst,
    GaveOpinion,
    MayNotDecide,
    NotYetExamined,
    OutsideApprovalMissing,
)
from applications.models import Application, Assessment, Examination, PartyRole, Stage
from applications.queries.evidence import PartyEvidence
from hukou.kernel import clock
from hukou.law import Channel, Heard, Recusal, load_law
from registry.models import Account, PostingRole

from .authority import Post, covers, is_held_by_another, post_of
from .deciders import decided_text, recusals, require_decider

_R = PostingRole
SPEAKS: Final[Mapping[str, frozenset[PostingRole]]] = {
    Stage.STATION: frozenset({_R.OFFICER, _R.CHIEF}),
    Stage.COUNTY: frozenset({_R.COUNTY_APPROVER}),
}
"""Who says it for a level; the second officer is whoever could have decided."""
BELOW: Final[Mapping[PostingRole, frozenset[str]]] = {
    _R.COUNTY_APPROVER: frozenset({Stage.STATION, Stage.SECOND}),
    _R.CITY_APPROVER: frozenset({Stage.STATION, Stage.COUNTY, Stage.SECOND}),
}
"""Whom a post hears before it decides: the levels below it, and always the second officer."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """One stage before a decision, the rule that asks it, and what was said if anything was."""

    heard: Heard
    said: Examination | None

    @property
    def stage(self) -> Stage:
        return Stage(self.heard.stage.id)


def heard_before(application: Application) -> tuple[Heard, ...]:
    """Return who must be heard before this is decided, in their order."""
    law = load_law()
    if event := law.events.get(application.event):
        return law.guards.of_event(event)
    channel = channel_of(application)
    return law.guards.of_channel(channel) if channel else ()


def channel_of(application: Application) -> Channel | None:
    """Return the channel by which a settlement is decided."""
    name, channel = decided_text(application)
    regulation = load_law().regulations.get(name)
    return regulation.channels.get(channel) if regulation else None


def hearings(application: Application, assessment: Assessment | None) -> list[Hearing]:
    """Return every stage before the decision, with what was said of these very findings.

    One statement, and none where nobody is heard. An assessment made again that comes to the same
    needs no new opinion; one that rests on anything else does.
    """
    asked = heard_before(application)
    if not asked:
        return []
    digest = assessment.digest if assessment else ""
    told = application.examinations.filter(assessment__digest=digest).select_related("examined_by")
    said = {each.stage: each for each in told}
    return [Hearing(each, said.get(each.stage.id)) for each in asked]


def next_stage(stages: Iterable[Hearing]) -> Hearing | None:
    """Return whose turn it is to be heard."""
    return next((each for each in stages if each.said is None), None)


def lacking_for(stages: Iterable[Hearing], role: PostingRole) -> list[Hearing]:
    """Return who is still to be heard before somebody in this post may approve."""
    hears = BELOW.get(role, frozenset({Stage.SECOND}))
    return [each for each in stages if each.said is None and each.stage in hears]


def require_heard(
    application: Application, assessment: Assessment, *, by: Account, role: PostingRole
) -> None:
    """Refuse an approval before everybody has been heard, against them, or by one of them.

    Raises NotYetExamined, ExaminedAgainst, GaveOpinion.
    """
    stages = hearings(application, assessment)
    if lacking := lacking_for(stages, role):
        names = "、".join(each.heard.stage.label for each in lacking)
        raise NotYetExamined(
            f"决定之前尚缺：{names}",
            stages=[each.stage.value for each in lacking],
            cite=lacking[0].heard.cite.as_json(),
        )
    said = [each.said for each in stages if each.said is not None]
    if against := [each.stage for each in said if not each.agrees]:
        raise ExaminedAgainst(stages=against)
    require_not_heard(stages, by)


def require_not_heard(stages: Iterable[Hearing], account: Account) -> None:
    """Refuse whoever was heard already: nobody stands for two. Raises GaveOpinion."""
    if any(each.said is not None and each.said.examined_by_id == account.pk for each in stages):
        raise GaveOpinion


def require_examiner(application: Application, stage: Stage, account: Account) -> Post:
    """Return the post by which somebody is heard at a stage today.

    Raises MayNotDecide, DecidesOwnCase, AssignedToAnother.
    """
    if stage is Stage.SECOND:
        post = require_decider(application, account).post
        assert post is not None  # noqa: S101 - nobody decides without one
        return post
    post = post_of(account, on=clock.today())
    at_home = stage is not Stage.STATION or (
        post is not None and post.office_id == application.office_id
    )
    if post is None or post.role not in SPEAKS[stage] or not at_home:
        raise MayNotDecide("此环节由相应层级的民警审核", reasons=["wrong-role"])
    if not covers(post, application.office_id):
        raise MayNotDecide("此件由其他机关办理", reasons=["elsewhere"])
    if reasons := recusals(application, account):
        told = "；".join(each.words for each in reasons)
        raise DecidesOwnCase(told, reasons=[each.code for each in reasons], cite=_cite())
    if is_held_by_another(application, account, post, on=clock.today()):
        raise AssignedToAnother(assigned_to=application.assigned_to_id)
    return post


def open_to(
    application: Application, assessment: Assessment | None, account: Account
) -> Hearing | None:
    """Return the stage at which this account may be heard now, if it is their turn."""
    stages = hearings(application, assessment)
    turn = next_stage(stages)
    if turn is None or assessment is None:
        return None
    try:
        require_not_heard(stages, account)
        require_examiner(application, turn.stage, account)
    except (MayNotDecide, AssignedToAnother, GaveOpinion):
        return None
    return turn


def outside_fact(channel: Channel | None) -> str:
    """Return the fact that proves what somebody outside must have agreed to; "" for none."""
    return load_law().guards.outside.get(channel.approval, "") if channel else ""


def require_outside(application: Application, people: Sequence[PartyEvidence]) -> None:
    """Refuse to go on before a government that must agree has agreed (L08).

    What is disputed proves nothing: where an agency and a paper differ, it is missing.

    Raises OutsideApprovalMissing.
    """
    channel = channel_of(application)
    fact = outside_fact(channel)
    if channel is None or not fact:
        return
    leads = [person for person in people if person["role"] == PartyRole.APPLICANT]
    proven = [person["facts"].get(fact, {}) for person in leads]
    if not all(each.get("value") is True and not each.get("conflicts") for each in proven):
        raise OutsideApprovalMissing(fact=fact, cite=channel.cite.as_json())


def _cite() -> dict[str, object]:
    recusal: Recusal = load_law().guards.recusal
    return recusal.cite.as_json()
