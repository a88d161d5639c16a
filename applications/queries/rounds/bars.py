"""Whose place was made void (取消资格), and who may not apply by points for now (限制申报)."""

from datetime import date

from applications.errors import Barred
from applications.models import Bar, Round, RoundAct, RoundApplication, RoundStep
from applications.models.bar import BarQuerySet
from applications.queries.people import held_with


def standing_bar(scheme: str, number: str, *, on: date) -> Bar | None:
    """Return the bar that keeps somebody from applying by a scheme on a day, or None.

    It follows the person, whichever of their numbers it was ordered under. A term of years ends
    with the day that answers the one it began on (Civil Code, art. 202).
    """
    return _standing(scheme, on=on).over(held_with([number])[number]).order_by("-until").first()


def refuse_barred(scheme: str, number: str, *, on: date) -> None:
    """Refuse whoever is barred. Raises Barred, with its last day and the order it rests on."""
    bar = standing_bar(scheme, number, on=on)
    if bar is not None:
        cite = {"document": bar.document, "clause": bar.clause}
        raise Barred(until=bar.until.isoformat(), cite=cite)


def bar_by(entry: RoundApplication) -> Bar | None:
    """Return the bar that stands because of somebody's file in a round, or None."""
    mine = Bar.objects.standing().over([entry.number])
    return mine.filter(round=entry.round_id).first()


def voided_in(entry: RoundApplication) -> RoundStep | None:
    """Return the step that made a file's place void, or None: false papers, or a bar since.

    Also of who had left before. By the file: another one of the same person stands for itself.
    """
    found = RoundStep.objects.filter(round=entry.round_id, act=RoundAct.VOIDED)
    return found.filter(details__applicant=entry.pk).first()


def barred_in(round_: Round, *, on: date) -> list[tuple[RoundApplication, Bar]]:
    """Return who stands in a round though barred on a day, each with the bar that lasts longest."""
    bars = list(_standing(round_.scheme, on=on).order_by("until"))
    numbers = held_with([each.number for each in bars])
    over = {number: bar for bar in bars for number in numbers[bar.number]}
    entries = round_.applicants.standing().filter(number__in=over).order_by("id")
    return [(each, over[each.number]) for each in entries]


def _standing(scheme: str, *, on: date) -> BarQuerySet:
    return Bar.objects.standing().filter(scheme=scheme, since__lte=on, until__gte=on)
