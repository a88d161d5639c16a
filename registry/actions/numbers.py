"""Identity numbers given to those born here (公民身份号码编发, GB 11643)."""

from datetime import date
from typing import Final

from django.db import transaction

from hukou.kernel.identity_number import IdentityNumber, compose
from registry.errors import NumbersExhausted, constraints_explained
from registry.models import HeldNumber, IdentityNumberSeries

FIRST: Final = {"1": 1, "2": 2}  # odd numbers are men's, even ones women's
STEP: Final = 2
LAST: Final = 999


@transaction.atomic
@constraints_explained()
def allocate_number(region: str, *, born: date, sex: str) -> IdentityNumber:
    """Give out the next number of a county, birth date and sex; never one that was ever held.

    Two births at once wait for each other on the row of the series.

    Raises:
        NumbersExhausted: about 500 were given out.
    """
    IdentityNumberSeries.objects.bulk_create(
        [IdentityNumberSeries(region=region, birth_date=born, sex=sex)], ignore_conflicts=True
    )
    series = IdentityNumberSeries.objects.lock(region, born, sex)
    held = HeldNumber.objects.filter(number__startswith=f"{region}{born:%Y%m%d}")
    taken = {int(number[14:17]) for number in held.values_list("number", flat=True)}
    first = series.last + STEP if series.last else FIRST[sex]
    free = next((each for each in range(first, LAST + 1, STEP) if each not in taken), None)
    if free is None:
        raise NumbersExhausted(region=region, birth_date=born.isoformat())
    series.last = free
    series.save(update_fields=["last"])
    return compose(region, born, sequence=free)
