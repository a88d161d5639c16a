"""What the pages of a round read of it (年度页面): lists, who takes part, where one may begin."""

from datetime import date

from applications.models import (
    FrozenInput,
    Objection,
    Round,
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


def newest_list(round_: Round) -> RoundList | None:
    """Return the list that was drawn last."""
    return round_.lists.order_by("-version").first()


def shown_list(round_: Round) -> RoundList | None:
    """Return the list that was published last."""
    return round_.lists.exclude(published_on=None).order_by("-version").first()


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


def steps_of(round_: Round) -> list[RoundStep]:
    """Return what was done to a round, the newest first."""
    return list(round_.steps.select_related("by").order_by("-pk"))
