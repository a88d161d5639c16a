"""Whose papers were found false (弄虚作假), and who may not apply for it for now (限制申报)."""

from datetime import date

from applications.errors import Barred
from applications.models import Bar, RoundAct, RoundApplication, RoundStep


def standing_bar(scheme: str, number: str, *, on: date) -> Bar | None:
    """Return the bar that keeps somebody from applying by a scheme on a day, or None.

    A term of years ends with the day that answers the one it began on (Civil Code, art. 202).
    """
    mine = Bar.objects.standing().over([number]).filter(scheme=scheme)
    return mine.filter(since__lte=on, until__gte=on).order_by("-until").first()


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


def fraud_found(entry: RoundApplication) -> RoundStep | None:
    """Return how a file's papers were found false, or None; who had left before is found out too.

    By the file: another one of the same person in the same year stands for itself.
    """
    found = RoundStep.objects.filter(round=entry.round_id, act=RoundAct.VOIDED)
    return found.filter(details__applicant=entry.pk).first()
