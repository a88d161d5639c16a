"""Whoever read what was wrong is told so (更正通知)."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db import connection, transaction

from hukou.kernel import clock
from registry.errors import NoSuchRecord, NoticeAcknowledged
from registry.models import CorrectionNotice, Entry, NoticeAnswer

TELL: Final = """
INSERT INTO registry_correctionnotice (entry_id, account_id, client, people, answer)
SELECT %(entry)s::bigint, reading.account_id, reading.client,
       array_agg(DISTINCT seen.person_id ORDER BY seen.person_id), ''
FROM registry_disclosure reading
CROSS JOIN LATERAL unnest(reading.people || reading.person_id) seen (person_id)
WHERE reading.recorded_at >= %(since)s AND reading.people && %(people)s::bigint[]
  AND seen.person_id = ANY(%(people)s::bigint[])
  AND (reading.account_id IS NOT NULL OR reading.client <> '')
  AND (reading.account_id IS NULL OR reading.account_id IS DISTINCT FROM %(by)s::bigint)
GROUP BY reading.account_id, reading.client
ON CONFLICT DO NOTHING
"""
"""Recipients of a correction, by the log of readings; whoever makes it knows."""


@transaction.atomic
def notify_recipients(people: Collection[int], *, entry: Entry, since: datetime) -> int:
    """Tell every client and account that read one of these people since then; return how many.

    `entry` is the reversal or correction, `since` when the wrong value was recorded. The actor of
    the entry is not told what they did.
    """
    told = {"entry": entry.pk, "by": entry.officer_id, "since": since, "people": sorted(people)}
    with connection.cursor() as cursor:
        cursor.execute(TELL, told)
        return int(cursor.rowcount)


@transaction.atomic
def acknowledge_notice(notice_id: int, *, recipient: int | str, answer: str) -> CorrectionNotice:
    """Note that a recipient knows of the correction, and what it did (确认更正通知).

    `recipient` is the account's id or the client's identifier; nobody answers for another.

    Raises:
        NoSuchRecord: no such notice to this recipient.
        NoticeAcknowledged: it was answered before, otherwise.
    """
    mine = {"account": recipient} if isinstance(recipient, int) else {"client": recipient}
    notices = CorrectionNotice.objects.select_for_update().filter(pk=notice_id, **mine)
    notice = notices.first()
    if notice is None:
        raise NoSuchRecord
    if notice.acknowledged_at is not None:
        if notice.answer != answer:
            raise NoticeAcknowledged(answer=notice.answer)
        return notice
    notice.acknowledged_at, notice.answer = clock.now(), NoticeAnswer(answer).value
    notice.save(update_fields=["acknowledged_at", "answer"])
    return notice
