"""One finding at the counter (疑点): both records side by side, and the decision on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from registry.actions import (
    assign_finding,
    cancel_duplicate,
    keep_finding,
    merge_people,
    record_reported_death,
    undo_decision,
)
from registry.models import (
    OFFICERS as OFFICER_ROLES,
)
from registry.models import (
    Account,
    FindingStatus,
    Person,
    QualityCheck,
    QualityDecision,
    QualityFinding,
    Verdict,
)
from registry.queries import (
    BookMember,
    Event,
    FindingView,
    Ground,
    PersonView,
    Stay,
    finding_of,
    history_of_person,
    household_on,
    notices_of,
    person_on,
    stays_of_person,
)
from registry.web.access import OFFICERS, DeskRequest, desk_page, posted
from registry.web.compared import Line, compared
from registry.web.noting import note_reading
from registry.web.quality_forms import AssignForm, DecisionForm
from registry.web.relations import read_relation, relation_names

FIELDS: Final = tuple(PersonView.__dataclass_fields__)
LETTERS: Final = "甲乙丙丁戊己庚辛壬癸"
"""How the records of a finding are told apart at the counter: their keys mean nothing there."""


@dataclass(frozen=True, slots=True)
class Side:
    """One record of a finding: its letter, the person, and what happened to them."""

    letter: str
    person: PersonView
    stays: list[Stay]
    history: list[Event]


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def finding(request: DeskRequest, finding_id: int) -> HttpResponse:
    """Show a finding with everything it rests on, and take the decision."""
    found = _seen(request, finding_id)
    members = _members(request, found)
    form = DecisionForm(
        request.POST or None,
        verdicts=verdicts_for(found),
        members=[(each.person_id, each.name) for each in members],
    )
    if request.method == "POST" and form.is_valid():
        decision = form.attempt(lambda: _decided(request, found, form, members))
        if decision is not None:
            messages.success(request, gettext("裁定已保存。"))
            return redirect("finding", found.id)
    return _page(request, found, form=form, members=members)


@never_cache
@posted("finding", "finding_id")
@desk_page(OFFICERS)
def assign(request: DeskRequest, finding_id: int) -> HttpResponse:
    """Give a finding to an officer of its office."""
    found = _seen(request, finding_id)
    form = AssignForm(request.POST, officers=_officers(found))
    if form.is_valid():
        to = Account.objects.get(pk=form.cleaned_data["to"])
        row = QualityFinding(pk=found.id)
        if form.attempt(lambda: assign_finding(row, to=to, by=request.user)) is not None:
            messages.success(request, gettext("疑点已交办。"))
            return redirect("finding", found.id)
    members = _members(request, found)
    deciding = DecisionForm(None, verdicts=verdicts_for(found), members=[])
    return _page(request, found, form=deciding, members=members, assigning=form)


def verdicts_for(found: FindingView) -> list[tuple[str, str]]:
    """Return what can be decided about a finding as it stands."""
    if found.status != FindingStatus.OPEN:
        decided = found.status in (FindingStatus.DECIDED, FindingStatus.DISMISSED)
        return [(Verdict.UNDO, gettext("撤销原裁定，恢复原状"))] if decided else []
    offered: list[tuple[str, str]] = []
    if found.kind == QualityCheck.DUPLICATE_PERSON:
        records = list(zip(LETTERS, sorted(found.people), found.names, strict=False))
        merge = gettext("合并：保留%(letter)s（%(name)s），另一条并入")
        cancel = gettext("只注销%(letter)s（%(name)s）的重复户口")
        for verdict, words in ((Verdict.MERGE, merge), (Verdict.CANCEL, cancel)):
            offered += [
                (f"{verdict}:{person}", words % {"letter": letter, "name": name})
                for letter, person, name in records
            ]
    if found.kind == QualityCheck.DEAD_NOT_CANCELLED:
        offered.append((Verdict.DEATH, gettext("通报属实，办理死亡注销")))
    offered.append((Verdict.KEEP, gettext("排除疑点：登记无误，证据不变不再提示")))
    return offered


def _decided(
    request: DeskRequest, found: FindingView, form: DecisionForm, members: list[BookMember]
) -> QualityDecision:
    verdict, person = form.chosen
    row, who = QualityFinding(pk=found.id), Person(pk=person)
    how: dict[str, Any] = {"reason": form.cleaned_data["reason"], "by": request.user}
    head = form.cleaned_data.get("new_head")
    after: dict[str, Any] = {
        "new_head": Person(pk=head) if head else None,
        "relations": _relations(request, members),
    }
    deciding: dict[Verdict, Callable[[], QualityDecision]] = {
        Verdict.MERGE: lambda: merge_people(row, kept=who, **how, **after),
        Verdict.CANCEL: lambda: cancel_duplicate(row, removed=who, **how, **after),
        Verdict.DEATH: lambda: record_reported_death(row, **how, **after),
        Verdict.KEEP: lambda: keep_finding(row, **how),
        Verdict.UNDO: lambda: undo_decision(row, **how),
    }
    return deciding[verdict]()


def _relations(request: DeskRequest, members: list[BookMember]) -> dict[int, str]:
    """Return the relations to a new head that were typed, by person."""
    typed = {
        each.person_id: request.POST.get(f"relation.{each.person_id}", "").strip()
        for each in members
    }
    return {person: read_relation(text, field="new_head") for person, text in typed.items() if text}


def _seen(request: DeskRequest, finding_id: int) -> FindingView:
    """Return a finding of the offices of this account, and note whose data it opens."""
    found = finding_of(finding_id, scope=request.scope, on=clock.today())
    if found is None:
        raise NotFound
    if found.people:
        note_reading(request, "finding", people=found.people, fields=FIELDS)
    return found


def _sides(request: DeskRequest, found: FindingView) -> list[Side]:
    """Return the records themselves: whoever answers for a finding sees all it is about."""
    wide = request.scope.beyond(Ground.FINDING)
    sides = []
    for letter, person_id in zip(LETTERS, sorted(found.people), strict=False):
        person = person_on(person_id, on=clock.today(), scope=wide)
        if person is not None:
            stays = stays_of_person(person_id, scope=wide)
            history = history_of_person(person_id, scope=wide)
            sides.append(Side(letter, person, stays, history))
    return sides


def _members(request: DeskRequest, found: FindingView) -> list[BookMember]:
    """Return who else lives in the households of a finding: one of them may become head."""
    wide = request.scope.beyond(Ground.FINDING)
    books = [household_on(each, on=clock.today(), scope=wide) for each in found.households]
    return [
        member
        for book in books
        if book is not None and book.kind == "family"
        for member in book.members
        if member.person_id not in found.people
    ]


def _officers(found: FindingView) -> list[tuple[int, str]]:
    """Return who holds a post of an officer at the owning office today."""
    rows = Account.objects.filter(
        is_active=True,
        postings__office=found.office_id,
        postings__role__in=OFFICER_ROLES,
        postings__period__contains=clock.today(),
    )
    return [(each.pk, each.name) for each in rows.order_by("pk")]


def _page(
    request: DeskRequest,
    found: FindingView,
    *,
    form: DecisionForm,
    members: list[BookMember],
    assigning: AssignForm | None = None,
) -> HttpResponse:
    sides = _sides(request, found)
    lines: list[Line] = compared([each.person for each in sides])
    decisions = QualityDecision.objects.filter(finding=found.id).select_related("officer")
    context = {
        "found": found,
        "sides": sides,
        "lines": lines,
        "notices": notices_of(found.notices, scope=request.scope),
        "decisions": decisions.order_by("pk"),
        "form": form,
        "members": [(each, request.POST.get(f"relation.{each.person_id}", "")) for each in members],
        "relation_names": relation_names(),
        "assigning": assigning or AssignForm(None, officers=_officers(found)),
    }
    status = assigning.status if assigning else form.status
    return render(request, "registry/finding.html", context, status=status)
