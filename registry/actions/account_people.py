"""Whose account it is (本人): by it is known whose files somebody must leave to others (回避)."""

from typing import Final

import structlog
from django.db import transaction

from hukou.kernel import identity_number
from hukou.kernel.errors import InvalidInput
from registry.errors import OnOneself, PersonNotNamed, constraints_explained
from registry.models import OFFICERS, Account, AccountActKind, PostingRole
from registry.queries.signing_in import person_called

from .administering import kept_account, note_act, require_administrator

log = structlog.get_logger(__name__)

ELSEWHERE: Final = AccountActKind.PERSON_ELSEWHERE


@transaction.atomic
@constraints_explained()
def name_person(account_id: int, *, number: str, by: Account, reason: str = "") -> Account:
    """Note which person of the register an account stands for (写明本人).

    The register must hold this number under the account's own name. Nothing else is told, and a
    wrong name and an unknown number are answered alike.

    Raises:
        NotForThisAdministrator: the security administrator names them.
        OnOneself
        InvalidInput: no such account, not a number, nobody of this number and name; or another was
            named before and no reason is given.
        PersonHasAccount: another account stands for this person.
    """
    account = _account(account_id, by=by)
    wanted = identity_number.parse(number, field="number").text
    person = person_called(account.name, number=wanted)
    if person is None:
        log.info("account_person_unknown", account=account.pk, by=by.pk)
        raise InvalidInput("登记簿里没有号码与账号姓名都相符的人，请核对", field="number")
    if account.person_id not in (None, person.pk) and not reason.strip():
        raise InvalidInput("改写本人的，请写明事由", field="reason")
    account.person = person
    account.save(update_fields=["person"])
    note_act(AccountActKind.NAME_PERSON, account, by=by, reason=reason)
    log.info("account_person_named", account=account.pk, by=by.pk)
    return account


@transaction.atomic
@constraints_explained()
def note_person_elsewhere(account_id: int, *, by: Account, reason: str) -> Account:
    """Note that an account's holder is not in this register, as their papers show (本人不在本库).

    Raises:
        NotForThisAdministrator: the security administrator notes it.
        OnOneself
        InvalidInput: no such account; no reason; or a person was named already.
    """
    account = _account(account_id, by=by)
    if account.person_id is not None:
        raise InvalidInput("此账号已写明本人", field="reason")
    if not reason.strip():
        raise InvalidInput("请写明户口所在地和核对的证件", field="reason")
    note_act(ELSEWHERE, account, by=by, reason=reason.strip())
    return account


def require_named(account: Account, *, role: str) -> None:
    """Refuse a post that decides while nobody knows whom its holder is kin to.

    Raises PersonNotNamed.
    """
    decides = role in PostingRole.values and PostingRole(role) in OFFICERS
    if decides and account.person_id is None and not account.acts.filter(kind=ELSEWHERE).exists():
        raise PersonNotNamed


def _account(account_id: int, *, by: Account) -> Account:
    held = require_administrator(by, PostingRole.SECURITY_ADMINISTRATOR)
    account = kept_account(account_id, by=held)
    if account.pk == by.pk:
        raise OnOneself
    return account
