"""What the case page makes of a file: stages, progress of verification, and the forms to act."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.kinds import order_of
from applications.models import (
    ASKED,
    OUTSTANDING,
    Deadline,
    Kind,
    Transition,
    VerificationStatus,
)
from applications.queries.authority import ROLES, Post, covers, post_of
from applications.queries.case import CaseCheck, CaseFile, CaseParty
from applications.queries.deciders import HAS_POWER, Permission, may_decide
from applications.queries.destinations import household_destination
from applications.queries.freezing import freezes_over
from applications.queries.governing import choosable
from applications.queries.holding import Handed, handed, held_since, is_held
from applications.queries.leaving import LeftHousehold, left_behind
from applications.queries.letter import SOURCES
from applications.queries.policy import activations
from applications.queries.reception import may_accept_for
from applications.web.act_form import ActForm
from applications.web.act_forms import FORMS
from applications.web.asked_view import AskedView
from applications.web.case_stages import Progress, Stage, stages_of
from applications.web.examination_view import ExaminationView
from applications.web.next_step import decided_by, turn_of
from applications.workflow import Action, Status
from hukou.kernel import clock
from hukou.law import Channel, Freeze, Regulation, load_law
from hukou.web import fact_words
from registry.models import OFFICERS, Account, PostingRole

RECEIVED: Final = frozenset({Action.ACCEPT, Action.ASK_FOR_SUPPLEMENT})
"""What the counter that received a file does for its home office, by agreement."""
BY_DECIDERS: Final = frozenset({Action.APPROVE, Action.REFUSE})
IDLE: Final = {
    Status.REGISTERED: _("已办结，登记簿已更新。"),
    Status.REFUSED: _("已作出不予决定，可打印决定书。"),
    Status.WITHDRAWN: _("已撤回。"),
    Status.LAPSED: _("逾期未补正，已终止。"),
    Status.ACCEPTED: _("等待部门答复；答复齐全后自动评定。"),
}


class CaseView:
    """A file seen by an account; `bound` is a form that was refused, shown as it was typed."""

    def __init__(self, file: CaseFile, account: Account, bound: ActForm | None = None) -> None:
        self.file, self.account, self.bound = file, account, bound
        self.status = Status(file.application.status)

    @property
    def stages(self) -> list[Stage]:
        return stages_of(self.status, self.file.steps)

    @property
    def checks(self) -> list[tuple[CaseParty, CaseCheck]]:
        return [(party, check) for party in self.file.parties for check in party.checks]

    @property
    def progress(self) -> Progress:
        rows = [check for _party, check in self.checks]
        asked = [check for check in rows if check.status in ASKED]
        about_to_be_judged = self.status == Status.ACCEPTED and not self.file.outstanding
        return Progress(
            total=len(rows),
            done=sum(check.status not in OUTSTANDING for check in rows),
            waiting=(bool(asked) or about_to_be_judged) and self.file.application.ended_at is None,
        )

    @property
    def kept_out(self) -> set[int]:
        """The parties whom a limit keeps out although they meet the conditions."""
        limits = self.file.assessment.judgement.get("limits", []) if self.file.assessment else []
        return {int(party) for limit in limits for party in limit["kept_out"]}

    @property
    def _asked(self) -> Transition | None:
        """The last step by which a supplement was asked for, while it is awaited."""
        steps = [each for each in self.file.steps if each.action == Action.ASK_FOR_SUPPLEMENT]
        return steps[-1] if steps and self.status == Status.SUPPLEMENT else None

    @property
    def needed(self) -> list[str]:
        """What must be supplemented (一次性告知)."""
        return list(self._asked.details.get("needed", [])) if self._asked else []

    @property
    def is_accepted(self) -> bool:
        return any(each.action == Action.ACCEPT for each in self.file.steps)

    @cached_property
    def order(self) -> Mapping[str, Any] | None:
        """How the address was found, where somebody had nowhere to register."""
        application = self.file.application
        if application.kind != Kind.SETTLEMENT or application.destination_household is None:
            return None
        home = household_destination(application.destination_household.pk, on=clock.today())
        choice = order_of(
            application.request, division=home.division.code, on=application.applied_on
        )
        return choice.as_json() if choice else None

    @property
    def new_household(self) -> int | None:
        """The household that carrying out opened or filled."""
        done = [step for step in self.file.steps if step.action == Action.CARRY_OUT]
        return done[-1].details.get("household") if done else None

    @cached_property
    def sources(self) -> dict[str, dict[str, str]]:
        """Whose word each fact of the assessment is, by party and fact (V07)."""
        people = self.file.assessment.facts if self.file.assessment else []
        return {
            str(person["party"]): {
                name: gettext(SOURCES[fact["source"]]) for name, fact in person["facts"].items()
            }
            for person in people
        }

    @property
    def remarks(self) -> list[Mapping[str, object]]:
        """What the text itself leaves open; that its date is set by hand stands in the head."""
        dated = ("demonstration-date", "activated")
        return [flag for flag in self.file.flags if flag["id"] not in dated]

    @property
    def deadline(self) -> Deadline | None:
        return next((each for each in self.file.deadlines if each.met_at is None), None)

    @cached_property
    def regulation(self) -> Regulation | None:
        return load_law().regulations.get(self.file.text[0])

    @cached_property
    def activation(self) -> object:
        return activations().get(self.file.text[0])

    @property
    def channel(self) -> Channel | None:
        name = self.file.text[1]
        return self.regulation.channels.get(name) if self.regulation else None

    @property
    def channel_name(self) -> str:
        if self.channel is None:
            return ""
        return self.channel.name_en if fact_words.english() else self.channel.name

    @cached_property
    def permission(self) -> Permission:
        return may_decide(self.file.application, self.account)

    @property
    def reasons(self) -> list[str]:
        """Why this account may not decide, or by which order it may, where a decision is due."""
        by_level = self.permission.reasons == (HAS_POWER,)
        if by_level or not BY_DECIDERS & set(self.file.allowed):
            return []
        return [reason.words for reason in self.permission.reasons]

    @property
    def freezes(self) -> list[Freeze]:
        """What freezes the place people would settle in, while the file is open."""
        application = self.file.application
        return [] if application.ended_at else freezes_over(application, on=clock.today())

    @cached_property
    def examined(self) -> ExaminationView:
        return ExaminationView(self.file, self.account, self.permission)

    @cached_property
    def acts(self) -> list[ActForm]:
        """The steps this account may take now, each as a form."""
        return list(self._acts())

    @property
    def idle_words(self) -> str:
        if any(check.status == VerificationStatus.BY_HAND for _party, check in self.checks):
            return gettext("有核查事项须凭书面材料：上传材料后，在核查表中“以材料代替”。")
        return str(IDLE.get(self.status, _("此件现在没有您可办理的步骤。")))

    @cached_property
    def is_held(self) -> bool:
        """Whether a colleague handles the file."""
        return is_held(self.file.application, self.account, on=clock.today())

    @property
    def held_since(self) -> datetime | None:
        return held_since(self.file.steps)

    @property
    def timeline(self) -> list[tuple[Transition, Handed | None]]:
        """Every step, and between whom it changed hands if it did."""
        changed = handed(self.file.steps)
        return [(step, changed.get(step.pk)) for step in self.file.steps]

    @property
    def turn(self) -> str:
        """Who acts next: whoever is heard before the decision comes before it."""
        return self.examined.turn or turn_of(self.file.application)

    @property
    def decided_by(self) -> str:
        """Who will decide."""
        return decided_by(self.file.application)

    @cached_property
    def asked(self) -> AskedView:
        """What the file's kind and event ask."""
        return AskedView(self.file.application)

    @cached_property
    def may_replace(self) -> bool:
        before = {Status.SUBMITTED, Status.SUPPLEMENT, Status.ACCEPTED, Status.ASSESSED}
        return self.status in before and self._is_here(OFFICERS)

    @property
    def may_attach(self) -> bool:
        return bool(self.file.allowed)

    @property
    def may_edit(self) -> bool:
        return Action.SUBMIT in self.file.allowed

    def _is_here(self, roles: frozenset[PostingRole]) -> bool:
        post = self._post
        return (
            post is not None
            and post.role in roles
            and covers(post, self.file.application.office_id)
        )

    @cached_property
    def _post(self) -> Post | None:
        return post_of(self.account, on=clock.today())

    def _may(self, action: Action) -> bool:
        if action is Action.CHOOSE_TEXT:
            return self.permission.allowed and bool(choosable(self.file.application))
        if action is Action.EXAMINE:
            return self.examined.is_open
        if action in BY_DECIDERS:
            return self.permission.allowed
        if action in RECEIVED and self._receives:
            return True
        own = self.file.application.created_by_id == self.account.pk
        return self._is_here(ROLES[action]) or (own and action in (Action.SUBMIT, Action.WITHDRAW))

    @cached_property
    def _receives(self) -> bool:
        return may_accept_for(self.file.application, self.account, on=clock.today())

    def _acts(self) -> Iterator[ActForm]:
        allowed = {action for action in self.file.allowed if self._may(action)}
        if self.file.permit or not any(party.is_newcomer for party in self.file.parties):
            allowed.discard(Action.ISSUE_PERMIT)
        if self.status == Status.ACCEPTED and self.file.outstanding:
            allowed.discard(Action.ASSESS)
        allowed -= self._not_by_holder()
        if not self._anybody_may_settle() or self.examined.obstacles:
            allowed.discard(Action.APPROVE)
        for action, form in FORMS.items():
            if self.bound is not None and self.bound.action == action:
                yield self.bound
            elif action in allowed:
                yield form(file=self.file, leaving=self.leaving, initial=self._now())

    def _not_by_holder(self) -> set[Action]:
        """The steps that are the holder's alone: a colleague's file is taken over first (U05)."""
        holder = self.file.application.assigned_to_id
        if self.is_held:
            return set(ROLES) - {Action.TAKE_OVER, Action.SUBMIT, Action.REVISE, Action.WITHDRAW}
        nobody = {Action.UNASSIGN} if holder is None else set[Action]()
        return nobody | ({Action.TAKE_OVER} if holder in (None, self.account.pk) else set())

    def _anybody_may_settle(self) -> bool:
        told = self.file.assessment.judgement if self.file.assessment else {}
        return bool(told.get("may_settle") or told.get("for_review"))

    @cached_property
    def leaving(self) -> list[LeftHousehold]:
        approved = self.status == Status.APPROVED
        empties = self.asked.kind.empties
        return left_behind(self.file, on=clock.today(), empties=empties) if approved else []

    def _now(self) -> dict[str, int]:
        return {"revision": self.file.application.revision}
