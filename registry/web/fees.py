"""What a document costs, in words (工本费), with the clause that says so."""

from dataclasses import dataclass

from django.utils.translation import gettext

from hukou.kernel import clock
from hukou.law import Citation, load_law


@dataclass(frozen=True, slots=True)
class Fee:
    """The amount in words, and whose word it is; no citation where no text says anything."""

    words: str
    summary: str = ""
    cite: Citation | None = None


def fee_of(kind: str, occasion: str, *, division: str) -> Fee:
    """Return what a document costs today at a place, by the rules in force."""
    rule = load_law().fees.due(kind, occasion=occasion, division=division, on=clock.today())
    if rule is None:
        return Fee(gettext("没有收费依据"))
    if rule.amount is None:
        return Fee(gettext("可以收费，金额以当地公示为准"), rule.summary, rule.cite)
    words = (
        gettext("%(yuan)s 元") % {"yuan": f"{rule.amount:f}"} if rule.amount else gettext("免费")
    )
    return Fee(words, rule.summary, rule.cite)
