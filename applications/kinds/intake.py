"""What no application may hold, whatever its kind: refused before anything is stored."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from applications.models import PartyRole
from hukou.kernel import clock, identity_number, names
from hukou.kernel.codes import CODE_OF_SEX
from hukou.kernel.errors import InvalidInput
from hukou.kernel.periods import add_years
from hukou.law import parse_facts

from .describing import Place, read_details
from .kind import TransactionKind
from .request import DraftRequest, Newcomer, PartyRequest

WITHOUT_NUMBER: Final = (PartyRole.NEWBORN, PartyRole.UNREGISTERED)
"""Who may not have an identity number yet."""


def refuse_impossible(request: DraftRequest, *, kind: TransactionKind) -> None:
    """Refuse future days, people named twice, impossible numbers, unknown facts and details.

    What the kind itself refuses is told with the rest.

    Raises:
        InvalidInput: every fault at once, each with its field.
    """
    problems = [*_of_request(request), *_of_place(request, kind.place)]
    for position, party in enumerate(request.parties):
        problems += _of_party(party, f"parties.{position}.", request.applied_on)
    problems += _refused(lambda: read_details(kind.details, request.details))
    problems += _refused(lambda: kind.refuse_impossible(request))
    if problems:
        raise InvalidInput.gather(problems)


def _refused(check: Callable[[], object]) -> Iterator[InvalidInput]:
    try:
        check()
    except InvalidInput as problem:
        yield problem


def _of_request(request: DraftRequest) -> Iterator[InvalidInput]:
    if request.applied_on > clock.today():
        yield InvalidInput("申请日期不能晚于今天", field="applied_on")
    if request.applied_on < add_years(clock.today(), -1):
        yield InvalidInput(
            "申请日期不能早于一年之前；更早的申请请按今天的日期重新提出", field="applied_on"
        )
    if not request.parties:
        yield InvalidInput("至少要有一名当事人", field="parties")
    people = [party.person_id for party in request.parties if party.person_id is not None]
    numbers = [
        identity_number.normalise(party.newcomer.identity_number)
        for party in request.parties
        if party.newcomer and party.newcomer.identity_number
    ]
    if len(set(people)) < len(people) or len(set(numbers)) < len(numbers):
        yield InvalidInput("同一人在一件申请中只能出现一次", field="parties")


def _of_place(request: DraftRequest, place: Place) -> Iterator[InvalidInput]:
    if place is Place.OWN:
        if request.address is not None:
            yield InvalidInput(
                "本事项在本人户口所在的户办理，不填地址", field="destination.address"
            )
    elif place is Place.LIVED:
        if request.address is not None or request.household_id is not None:
            yield InvalidInput("本事项在登记的实际居住地办理，不填户和地址", field="destination")
    elif (request.household_id is None) == (request.address is None):
        yield InvalidInput("请选择迁入户，或填写迁入地址（二者选一）", field="destination")


def _of_party(party: PartyRequest, prefix: str, on: date) -> Iterator[InvalidInput]:
    if (party.person_id is None) == (party.newcomer is None):
        yield InvalidInput(
            "请选择已登记人员，或填写未登记人员信息（二者选一）", field=f"{prefix}person"
        )
    if party.newcomer is not None:
        yield from _of_newcomer(party.newcomer, f"{prefix}newcomer.", party.role)
    if party.consented_on and party.consented_on > clock.today():
        yield InvalidInput("同意日期不能晚于今天", field=f"{prefix}consented_on")
    try:
        parse_facts(party.declared, on=on, prefix=f"{prefix}declared.")
    except InvalidInput as problem:
        yield problem


def _of_newcomer(newcomer: Newcomer, prefix: str, role: PartyRole) -> Iterator[InvalidInput]:
    try:
        names.normalise(newcomer.name, field=f"{prefix}name")
        if role in WITHOUT_NUMBER and not newcomer.identity_number:
            return
        number = identity_number.parse(newcomer.identity_number, field=f"{prefix}identity_number")
    except InvalidInput as problem:
        yield problem
        return
    if not number.is_citizen:
        yield InvalidInput(
            "港澳台居民和外国人的证件号码不能登记户口", field=f"{prefix}identity_number"
        )
    if newcomer.birth_date not in (None, number.birth_date):
        yield InvalidInput("与公民身份号码中的出生日期不符", field=f"{prefix}birth_date")
    if newcomer.sex not in ("", CODE_OF_SEX[number.sex]):
        yield InvalidInput("与公民身份号码中的性别不符", field=f"{prefix}sex")
