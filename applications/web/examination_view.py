"""Who is heard before a decision (审核), as the file's page shows it to an account."""

from functools import cached_property

from applications.queries.case import CaseFile
from applications.queries.deciders import Permission
from applications.queries.examining import (
    Hearing,
    hearings,
    lacking_for,
    next_stage,
    open_to,
)
from registry.models import Account


class ExaminationView:
    """The stages before the decision of a file."""

    def __init__(self, file: CaseFile, account: Account, permission: Permission) -> None:
        self.file, self.account, self.permission = file, account, permission

    @cached_property
    def stages(self) -> list[Hearing]:
        return hearings(self.file.application, self.file.assessment)

    @property
    def unheard(self) -> list[Hearing]:
        """Who is still to be heard before this account could approve."""
        post = self.permission.post
        return lacking_for(self.stages, post.role) if post else []

    @property
    def is_open(self) -> bool:
        """Whether it is this account's turn to be heard."""
        if next_stage(self.stages) is None:
            return False
        return open_to(self.file.application, self.file.assessment, self.account) is not None
