"""What of a file in a round is fixed (补正不可更换): who applies, by which channel, with whom."""

from collections.abc import Collection, Iterable
from typing import Final

from applications.errors import PlaceIsOnesOwn
from applications.models import Application, Party, PartyRole, RoundApplication
from applications.queries.people import numbers_of
from hukou.law import load_law

from .entry import is_theirs

COMPANIONS: Final = "companions"
"""The clause of a scheme's text on who may come along, where it has one of its own."""


def refuse_replaced(
    entry: RoundApplication,
    application: Application,
    *,
    asked: tuple[str, str],
    named: Collection[Party],
) -> None:
    """Refuse a rewritten file that is not what entered the round: rank and points are its own.

    `asked` is the regulation and channel before, `named` who stood in the file before. Whoever is
    left out may be; nobody is added.

    Raises PlaceIsOnesOwn, with the clause on companions where the text has one, else the order.
    """
    if (application.regulation, application.channel) != asked:
        raise _refusal(entry, "channel")
    if not is_theirs(entry, application):
        raise _refusal(entry, "applicant")
    before = set(_marks(each for each in named if each.role == PartyRole.COMPANION))
    for each in application.parties.filter(role=PartyRole.COMPANION):
        if before.isdisjoint(_marks([each])):
            raise _refusal(entry, "companions")


def _marks(parties: Iterable[Party]) -> Iterable[object]:
    """Yield by what people are known again: person, any number, or name where there is no other."""
    for each in parties:
        numbers = numbers_of(each)
        yield from numbers
        if each.person_id is not None:
            yield each.person_id
        elif not numbers:
            yield each.newcomer.get("name"), each.newcomer.get("birth_date")


def _refusal(entry: RoundApplication, part: str) -> PlaceIsOnesOwn:
    round_ = entry.round
    clauses = load_law().schemes.by_id[round_.scheme].regulation.clauses
    clause = clauses.get(COMPANIONS) if part == COMPANIONS else None
    return PlaceIsOnesOwn(
        round=str(round_.pk),
        year=round_.year,
        part=part,
        cite=clause.cite.as_json() if clause else round_.cite,
    )
