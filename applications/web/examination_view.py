"""Who is heard before a decision (审核), as the file's page shows it to an account."""

from functools import cached_property

from django.utils.translation import gettext

from applications.errors import ExaminedAgainst, GaveOpinion
from applications.queries.case import CaseFile
from applications.queries.deciders import Permission
from applications.queries.examining import (
    Hearing,
    hearings,
    lacking_for,
    next_stage,
    open_to,
)
from applications.workflow import Status
from registry.models import Account


class ExaminationView:
    """The stages before the decision of a file."""

    def __init__(self, file: CaseFile, account: Account, permission: Permission) -> None:
        self.file, self.account, self.permission = file, account, permission

    @cached_property
    def stages(self) -> list[Hearing]:
        return hearings(self.file.application, self.file.assessment)

    @cached_property
    def obstacles(self) -> list[str]:
        """Why this account cannot approve yet, or not at all: nobody presses a button in vain."""
        post = self.permission.post
        lacking = lacking_for(self.stages, post.role) if post else []
        said = [each.said for each in self.stages if each.said is not None]
        words = []
        if lacking:
            names = "、".join(str(each.stage.label) for each in lacking)
            words.append(gettext("准予之前尚缺：%(names)s") % {"names": names})
        if not all(each.agrees for each in said):
            words.append(gettext(ExaminedAgainst.zh))
        if any(each.examined_by_id == self.account.pk for each in said):
            words.append(gettext(GaveOpinion.zh))
        return words

    @property
    def turn(self) -> str:
        """Whose opinion the file waits for; nothing where it waits for none."""
        if self.file.application.status != Status.ASSESSED:
            return ""
        turn = next_stage(self.stages)
        return gettext("待%(who)s") % {"who": turn.stage.label} if turn else ""

    @property
    def is_open(self) -> bool:
        """Whether it is this account's turn to be heard."""
        if next_stage(self.stages) is None:
            return False
        return open_to(self.file.application, self.file.assessment, self.account) is not None
