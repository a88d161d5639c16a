"""The actions (办理) of an application over HTTP: what each takes, and which action it calls."""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from rest_framework import serializers

from applications import actions
from applications.models import Application, Assessment, Decision, Examination, Stage
from hukou.api.shapes import Body, Code, Day, Key, Text

from .access import Actor


class Nothing(Body):
    pass


class NoteBody(Body):
    note = Text(max_length=500, required=False, allow_blank=True)


class WithdrawalBody(Body):
    reason = Text(max_length=500, required=False, allow_blank=True)


class ReasonBody(Body):
    reason = Text(max_length=500)


class SupplementBody(NoteBody):
    needed = serializers.ListField(child=Text(max_length=300), max_length=50)


class ApprovalBody(Body):
    grounds = Text(max_length=1000, required=False, allow_blank=True)
    parties = serializers.ListField(child=Key(), max_length=100, required=False)


class ClauseBody(Body):
    document = Text(max_length=200)
    clause = Text(max_length=100)


class ExaminationBody(Body):
    stage = serializers.ChoiceField(choices=Stage.choices)
    agrees = serializers.BooleanField()
    grounds = Text(max_length=1000, required=False, allow_blank=True)


class RefusalBody(Body):
    grounds = Text(max_length=1000)
    clauses = ClauseBody(many=True, required=False)


class SuccessionBody(Body):
    household_id = Key()
    person_id = Key()


class RelationBody(Body):
    person_id = Key()
    relation = Code("[0-9]{2}")


class PermitBody(Body):
    leaves_office = Text(max_length=100)


class CertificateBody(Body):
    number = Text(max_length=40)
    issued_on = Day()


class RegistrationBody(Body):
    on = Day(required=False)
    new_heads = SuccessionBody(many=True, required=False)
    relations = RelationBody(many=True, required=False)
    certificate = CertificateBody(required=False)


Done = Application | Assessment | Decision | Examination


class Act(NamedTuple):
    """One action: the body it takes, what it calls, and whether an agency's program may do it."""

    shape: type[Body]
    call: Callable[..., Done]
    for_agencies: bool = False

    def actor(self, actor: Actor) -> dict[str, Any]:
        """Return who acts, as this action wants to know it."""
        return {**actor} if self.for_agencies else {"by": actor["by"]}


ACTS: Final[Mapping[str, Act]] = {
    "submit": Act(Nothing, actions.submit, for_agencies=True),
    "withdraw": Act(WithdrawalBody, actions.withdraw, for_agencies=True),
    "accept": Act(NoteBody, actions.accept),
    "ask_for_supplement": Act(SupplementBody, actions.ask_for_supplement),
    "assess": Act(Nothing, actions.assess),
    "examine": Act(ExaminationBody, actions.examine),
    "approve": Act(ApprovalBody, actions.approve),
    "refuse": Act(RefusalBody, actions.refuse),
    "issue_permit": Act(PermitBody, actions.issue_permit),
    "carry_out": Act(RegistrationBody, actions.carry_out),
    "take_over": Act(ReasonBody, actions.take_over),
    "unassign": Act(ReasonBody, actions.unassign),
    "lapse": Act(ReasonBody, actions.lapse),
}


def arguments(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return the members of a body as the action takes them."""
    told = dict(asked)
    if "new_heads" in told:
        told["new_heads"] = {each["household_id"]: each["person_id"] for each in told["new_heads"]}
    if "relations" in told:
        told["relations"] = {each["person_id"]: each["relation"] for each in told["relations"]}
    if "certificate" in told:
        told["certificate"] = actions.Certificate(**told["certificate"])
    return told


def application_of(done: Done) -> Application:
    """Return the application that an action was about."""
    return done if isinstance(done, Application) else done.application
