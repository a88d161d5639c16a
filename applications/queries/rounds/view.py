"""What the pages of a round read of it (年度页面): lists, who takes part, where one may begin."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from applications.models import (
    Bar,
    FrozenInput,
    Objection,
    Round,
    RoundAct,
    RoundApplication,
    RoundList,
    RoundRank,
    RoundStep,
)
from applications.queries.case import within
from hukou.kernel.errors import InvalidInput, NotFound
from hukou.law import load_law
from registry.models import Account
from registry.queries import Scope, names_of

from .desk import may_run_rounds

ABOUT_SOMEBODY: Final = (RoundAct.VOIDED, RoundAct.ABSENT, RoundAct.BAR_LIFTED)
"""Steps whose words are about one applicant."""


@dataclass(frozen=True, slots=True)
class StepTold:
    """A step of a round with what is said of it; nothing where that is for others."""

    step: RoundStep
    note: str


def newest_list(round_: Round) -> RoundList | None:
    """Return the list that was drawn last."""
    return round_.lists.order_by("-version").first()


def begun_list(round_: Round, *, on: date) -> RoundList | None:
    """Return the newest list whose publication has begun by a day, also after its last day.

    What the public may read is `publicity.shown_list`.
    """
    return round_.lists.begun(on).order_by("-version").first()


def list_in(round_: Round, list_id: int) -> RoundList:
    """Return one list of a round. Raises NotFound."""
    found = round_.lists.filter(pk=list_id).first()
    if found is None:
        raise NotFound(list=list_id)
    return found


def entry_in(round_: Round, entry_id: int, *, scope: Scope) -> RoundApplication:
    """Return somebody's part in a round whose file this scope may open. Raises NotFound."""
    rows = RoundApplication.objects.filter(round=round_, application__in=within(scope))
    found = rows.select_related("application", "round").filter(pk=entry_id).first()
    if found is None:
        raise NotFound(applicant=entry_id)
    return found


def entry_named(round_: Round, case: str, *, scope: Scope) -> RoundApplication:
    """Return the part in a round of the file of this number. Raises InvalidInput."""
    rows = RoundApplication.objects.filter(round=round_, application__in=within(scope))
    found = rows.filter(application__number=case.strip()).order_by("pk").last()
    if found is None:
        raise InvalidInput("本年度没有这一受理号，或者不在本辖区", field="case")
    return found


def ranks_of(entry: RoundApplication) -> list[RoundRank]:
    """Return somebody's lines of every list, the newest first."""
    rows = entry.ranks.select_related("round_list", "input").order_by("-round_list__version")
    return list(rows)


def inputs_frozen(entry: RoundApplication) -> list[FrozenInput]:
    """Return what was frozen of somebody, the newest first."""
    return list(entry.inputs.select_related("by", "applicant__round").order_by("-version"))


def objections_about(entry: RoundApplication) -> list[Objection]:
    """Return what was said against somebody's line, the newest first."""
    return list(entry.objections.select_related("decided_by", "round_list").order_by("-pk"))


def objection_in(round_: Round, objection_id: int, *, scope: Scope) -> Objection:
    """Return an objection about a file this scope may open. Raises NotFound."""
    found = (
        Objection.objects.filter(
            round_list__round=round_, applicant__application__in=within(scope), pk=objection_id
        )
        .select_related("round_list__round", "applicant__application", "received_by", "decided_by")
        .first()
    )
    if found is None:
        raise NotFound(objection=objection_id)
    return found


def places_to_run(account: Account, *, on: date) -> list[tuple[str, str]]:
    """Return the places with a scheme whose rounds an account runs, by code and name."""
    codes = {each.regulation.jurisdiction for each in load_law().schemes.every}
    ours = sorted(code for code in codes if may_run_rounds(account, code, on=on))
    names = names_of(ours)
    return [(code, names.get(code, code)) for code in ours]


def steps_of(round_: Round, *, scope: Scope, may_run: bool) -> list[StepTold]:
    """Return what was done to a round, the newest first.

    What is said of one applicant is for whoever runs the round, or may open the file.
    """
    steps = list(round_.steps.select_related("by").order_by("-pk"))
    hidden = set() if may_run else _of_others(round_, steps, scope=scope)
    return [StepTold(each, "" if each.pk in hidden else each.note) for each in steps]


def _of_others(round_: Round, steps: list[RoundStep], *, scope: Scope) -> set[int]:
    """Return the steps about applicants whose files this scope does not open."""
    about = [each for each in steps if each.act in ABOUT_SOMEBODY]
    if not about:
        return set()
    ours = round_.applicants.filter(application__in=within(scope))
    named = [each.details["applicant"] for each in about if "applicant" in each.details]
    entries = set(ours.filter(pk__in=named).values_list("pk", flat=True))
    bars = Bar.objects.filter(round=round_, number__in=ours.values("number"))
    lifted = set(bars.values_list("pk", flat=True))
    return {
        each.pk
        for each in about
        if each.details.get("applicant") not in entries
        if each.act != RoundAct.BAR_LIFTED or each.details.get("bar") not in lifted
    }
