"""What fails again and again (办理受阻): it waits longer each time, and holds up nothing else."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from applications.models import Setback, Work
from hukou.kernel import clock
from hukou.kernel.waits import doubled

FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(days=1)


@transaction.atomic(durable=True)
def put_off(work: Work, subject: UUID, *, error: str) -> Setback:
    """Note that this could not be done, and wait before a sweep tries it again (暂缓).

    It waits twice as long each time, a day at most. Sweeps take so many at a time: without this,
    what always fails would in the end be all they ever take.
    """
    setback, _ = Setback.objects.get_or_create(
        work=work, subject=subject, defaults={"again_at": clock.now()}
    )
    setback = Setback.objects.select_for_update().get(pk=setback.pk)
    setback.failures += 1
    setback.last_error = error[:200]
    setback.again_at = clock.now() + doubled(
        FIRST_WAIT, failures=setback.failures, longest=LONGEST_WAIT
    )
    setback.save(update_fields=["failures", "last_error", "again_at"])
    return setback


def forget_setback(work: Work, subject: UUID) -> None:
    """Forget a setback: it is done. The caller's transaction says so with what it did."""
    Setback.objects.filter(work=work, subject=subject).delete()
