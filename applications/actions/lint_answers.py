"""Answering what the lint asks about a text (条款检查答复)."""

from django.db import transaction

from applications.models import LintAnswer, LintVerdict
from applications.queries.law_desk import require_law_desk
from applications.queries.lint import finding_of
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.models import Account


@transaction.atomic(durable=True)
def answer_finding(
    regulation: str, finding: str, *, verdict: LintVerdict, reason: str, by: Account
) -> LintAnswer:
    """Record what a person says to a finding; earlier answers stay, the last one counts.

    An answer changes nothing else: what blocks activation blocks it whatever is answered.

    Raises:
        MayNotHandleLaw: neither an administrator nor an approver of the place it holds in.
        InvalidInput: no reason.
        NotFound: no such text, or it shows no such finding any more.
    """
    text, found = finding_of(regulation, finding)
    require_law_desk(by, on=clock.today(), place=text.jurisdiction)
    if not reason.strip():
        raise InvalidInput("请写明答复理由", field="reason")
    return LintAnswer.objects.create(
        regulation=text.id,
        finding=found.key,
        rule=found.rule,
        law_version=text.digest,
        verdict=verdict,
        reason=reason.strip(),
        answered_by=by,
    )
