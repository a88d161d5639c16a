"""Who may not apply by points for now (限制申报), and by which order."""

from datetime import date

from applications.errors import Barred
from applications.models import Bar


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
