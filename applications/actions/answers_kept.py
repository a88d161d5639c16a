"""What an agency answered (答复), as it is kept: stored, or set beside what was told before.

Every function takes a locked row.
"""

from typing import Final

from applications.connectors import Answer
from applications.models import COMPARED, Verification, VerificationStatus
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.law import parse_facts

_S: Final = VerificationStatus


def refuse_impossible(row: Verification, answer: Answer) -> None:
    """Refuse an answer to another question, or of no possible value. Raises InvalidInput."""
    if answer.request_id != row.pk or answer.fact != row.fact:
        raise InvalidInput("答复与所问不符", field="request_id")
    if answer.known == (answer.value is None):
        raise InvalidInput("查有记录须有值，查无记录不得有值", field="value")
    parse_facts({row.fact: answer.value}, on=clock.today())


def store_answer(row: Verification, answer: Answer) -> None:
    """Keep the first answer: from now on it is what is known."""
    row.status = _S.ANSWERED if answer.known else _S.UNKNOWN_TO_AGENCY
    row.value = answer.value
    row.receipt = _receipt(answer)
    row.answered_at = answer.answered_at
    row.next_attempt_at = None
    row.last_error = ""
    row.save(
        update_fields=["status", "value", "receipt", "answered_at", "next_attempt_at", "last_error"]
    )


def compare_with_others(row: Verification) -> None:
    """Mark an answer with which another agency's, or a paper, does not agree: a person looks."""
    if row.status != _S.ANSWERED:
        return
    others = Verification.objects.filter(party=row.party_id, fact=row.fact).exclude(pk=row.pk)
    told = [each.document_value if each.status == _S.REPLACED else each.value for each in others]
    row.conflicts = any(value is not None and not row.agrees(row.value, value) for value in told)
    if row.conflicts:
        row.look_anew()
        row.save(update_fields=["conflicts", *COMPARED])


def set_beside_paper(row: Verification, answer: Answer) -> None:
    """Keep a late answer beside the document that took its place (V06), and what was told before.

    An agency that has said two things is looked at, whichever of them the document shows.
    """
    former, told_before = row.value, row.answered_at is not None
    if told_before and row.agrees(answer.value, former):
        row.next_attempt_at = None
        row.save(update_fields=["next_attempt_at"])
        return
    row.receipt = _receipt(answer) | ({"others": _told_so_far(row)} if told_before else {})
    row.value = answer.value
    row.answered_at = answer.answered_at
    row.conflicts = (
        row.conflicts
        or former is not None
        or (answer.known and not row.agrees(answer.value, row.document_value))
    )
    row.next_attempt_at = None
    row.look_anew()
    row.save(
        update_fields=["value", "receipt", "answered_at", "conflicts", "next_attempt_at", *COMPARED]
    )


def set_beside_first(row: Verification, answer: Answer) -> None:
    """Keep another answer beside the first, which stands; the same again changes nothing."""
    if row.agrees(answer.value, row.value):
        return
    others = [*row.receipt.get("others", []), {**_receipt(answer), "value": answer.value}]
    row.receipt = {**row.receipt, "others": others}
    row.conflicts = True
    row.look_anew()
    row.save(update_fields=["receipt", "conflicts", *COMPARED])


def _told_so_far(row: Verification) -> list[dict[str, object]]:
    """Return what the agency has told, to stand beside what it tells now."""
    told = {name: given for name, given in row.receipt.items() if name != "others"}
    return [*row.receipt.get("others", []), {**told, "value": row.value}]


def _receipt(answer: Answer) -> dict[str, object]:
    return {"receipt": answer.receipt, "answered_at": answer.answered_at.isoformat()}
