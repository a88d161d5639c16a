"""What the agriculture department says of the three rights (三权告知): shown, never kept.

It informs: no rule reads it, nothing waits for it, and it is stored nowhere.
"""

from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from applications.connectors import AgencyError, Answer, Question, agency, first_connected
from applications.models import Application, Party
from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from hukou.law import load_law
from registry.models import OFFICERS, Account

from .authority import require_handler
from .questions import subject_of
from .registered import registered

AGENCY: Final = "agriculture"


@dataclass(frozen=True, slots=True, kw_only=True)
class RightTold:
    """One right: held, not held, or None where the department has no record, or did not answer."""

    label: str
    label_en: str
    holds: bool | None
    is_answered: bool
    receipt: str


def asks_about_rights() -> bool:
    """Whether the department is connected here."""
    return first_connected([AGENCY]) is not None


def rights_told(application: Application, party_id: int, *, by: Account) -> list[RightTold]:
    """Ask about one person of a file, at once and for a bounded time; one failure ends the asking.

    Raises:
        NotFound: nobody of this file, nobody whose number is known, or nobody to ask.
        MayNotHandle, AssignedToAnother: not who handles the file.
    """
    require_handler(by, application, roles=OFFICERS, on=clock.today())
    party = Party.objects.filter(application=application, id=party_id).first()
    if party is None or not asks_about_rights():
        raise NotFound(party=party_id)
    people = registered(application.pk, on=clock.today())
    if party_id not in people and not party.newcomer.get("identity_number"):
        raise NotFound(party=party_id)
    told: list[RightTold] = []
    for fact in load_law().vocabulary.informing.values():
        is_silent = bool(told) and not told[-1].is_answered
        question = Question(
            request_id=uuid4(),
            agency=AGENCY,
            subject=subject_of(party, people),
            fact=fact.name,
            on=clock.today(),
        )
        answer = None if is_silent else _answer(question)
        told.append(
            RightTold(
                label=fact.label,
                label_en=fact.label_en,
                holds=answer.value is True if answer and answer.known else None,
                is_answered=answer is not None,
                receipt=answer.receipt if answer else "",
            )
        )
    return told


def _answer(question: Question) -> Answer | None:
    """Return the answer; None where none came now. A later one would have nowhere to go."""
    try:
        answer = agency(AGENCY).ask(question)
    except AgencyError:
        return None
    return answer if isinstance(answer, Answer) else None
