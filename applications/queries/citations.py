"""The clauses an assessment rests on (条款依据)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from applications.models import Assessment, PartyRole

Cite = Mapping[str, Any]
SUBJECTS: Final = (
    PartyRole.APPLICANT,
    PartyRole.NEWBORN,
    PartyRole.SUBJECT,
    PartyRole.UNREGISTERED,
)
"""Those on whom a channel itself is judged."""


def in_favour(assessment: Assessment, parties: Sequence[int]) -> list[dict[str, Any]]:
    """Return the clauses by which these people may settle: that of the channel first."""
    told = assessment.judgement
    cites = [each["cite"] for each in _basis(told)]
    cites += [
        finding["cite"]
        for verdict in verdicts(assessment)
        if verdict["party"] in parties
        for finding in verdict["findings"]
        if finding["satisfied"]
    ]
    return _once(cites)


def against(assessment: Assessment) -> list[dict[str, Any]]:
    """Return the clauses that were not met. What is only unknown is not against anybody."""
    cites = [
        finding["cite"]
        for verdict in verdicts(assessment)
        for finding in verdict["findings"]
        if finding["satisfied"] is False
    ]
    cites += [limit["cite"] for limit in assessment.judgement["limits"] if limit["kept_out"]]
    if assessment.outcome == "refuse_route":
        cites += [each["cite"] for each in _basis(assessment.judgement)]
    return _once(cites)


def verdicts(assessment: Assessment) -> Iterator[dict[str, Any]]:
    """Yield what the rules came to for each person judged: applicant or newborns, companions."""
    subjects = [each["party"] for each in assessment.facts if each["role"] in SUBJECTS]
    for channel in assessment.judgement["channels"]:
        for party in subjects:
            yield {**channel, "party": party}
    for companion in assessment.judgement["companions"]:
        yield {**companion, "party": int(companion["id"])}


def _basis(told: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [each for each in told["channels"] if each["id"] == told["basis"]]


def _once(cites: Iterable[Cite]) -> list[dict[str, Any]]:
    seen: dict[tuple[str, str], dict[str, Any]] = {}
    for cite in cites:
        seen.setdefault((cite["document"], cite["clause"]), dict(cite))
    return list(seen.values())
