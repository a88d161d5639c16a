"""An application as the API shows it: whole to officers, its progress to the program that filed it.

What agencies answered about people is for those who decide; a program that filed an application
sees who it is about, how far each question came, and what was decided by which clause.
"""

from dataclasses import asdict
from typing import Any, Final

from applications.models import Application, Assessment, Decision
from applications.queries.case import CaseCheck, CaseFile, CaseParty
from applications.queries.groups import group_of
from applications.workflow import TRANSITIONS, Status
from registry.queries import ADDRESS, NUMBER, Scope

Shown = dict[str, Any]

PROGRESS: Final = ("id", "fact", "label", "agency", "agency_label", "status", "status_label")


def summary(application: Application) -> Shown:
    """Show where an application stands: what every action answers."""
    status = Status(application.status)
    return {
        "id": application.id,
        "number": application.number,
        "kind": application.kind,
        "status": status.value,
        "status_label": str(status.label),
        "revision": application.revision,
        "allowed": [action.value for action in TRANSITIONS[status]],
    }


def case(file: CaseFile, scope: Scope) -> Shown:
    application = file.application
    return {
        **summary(application),
        "regulation": application.regulation,
        "channel": application.channel,
        "group": group_of(application.channel),
        "event": application.event,
        "applied_on": application.applied_on,
        "destination": file.destination,
        "office": {"id": application.office_id, "name": application.office.name},
        "details": application.request,
        "created_at": application.created_at,
        "submitted_at": application.submitted_at,
        "ended_at": application.ended_at,
        "parties": [_party(each, scope) for each in file.parties],
        "documents": [
            {
                "id": each.id,
                "kind": each.kind,
                "party": each.party_id,
                "content_type": each.content_type,
                "size": each.size,
                "sha256": each.sha256,
                "uploaded_at": each.uploaded_at,
            }
            for each in file.documents
        ],
        "steps": [
            {"action": each.action, "before": each.before, "after": each.after, "at": each.at}
            for each in file.steps
        ],
        "deadlines": [
            {
                "step": each.step,
                "due_at": each.due_at,
                "met_at": each.met_at,
                "escalated_at": each.escalated_at,
            }
            for each in file.deadlines
        ],
        "assessment": _assessment(file.assessment, scope),
        "decision": _decision(file.decision),
        "flags": list(file.flags),
    }


def _party(party: CaseParty, scope: Scope) -> Shown:
    shown = asdict(party) | {"verifications": [_check(each, scope) for each in party.checks]}
    number, address, verdict = (shown.pop(name) for name in ("number", "address", "verdict"))
    del shown["checks"]
    if scope.is_staff or scope.shows(NUMBER):
        shown["identity_number"] = number
    if scope.shows(ADDRESS):
        shown["address"] = address
    if scope.is_staff:
        shown["verdict"] = verdict
    return shown


def _check(check: CaseCheck, scope: Scope) -> Shown:
    shown = asdict(check)
    return shown if scope.is_staff else {name: shown[name] for name in PROGRESS}


def _assessment(assessment: Assessment | None, scope: Scope) -> Shown | None:
    if assessment is None:
        return None
    shown: Shown = {
        "sequence": assessment.sequence,
        "outcome": assessment.outcome,
        "law_version": assessment.law_version,
        "digest": assessment.digest,
        "assessed_at": assessment.assessed_at,
    }
    if scope.is_staff:
        shown |= {"judgement": assessment.judgement, "facts": assessment.facts}
    return shown


def _decision(decision: Decision | None) -> Shown | None:
    if decision is None:
        return None
    return {
        "outcome": decision.outcome,
        "clauses": decision.clauses,
        "parties": decision.parties,
        "grounds": decision.grounds,
        "decided_on": decision.decided_on,
    }
