"""Lets a few made-up newcomers live in the demo county and hold permits, each otherwise."""

from datetime import date, timedelta
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from applications.county import ACCOUNTS, DESTINATION
from hukou.kernel import clock
from hukou.kernel.identity_number import check_character
from hukou.kernel.periods import add_months
from hukou.law.permit_tenure import REGULATION
from registry.actions import (
    endorse_residence_permit,
    issue_residence_permit,
    register_residence,
)
from registry.models import Account, ResidencePermit
from registry.queries import account_named, areas_of, scope_of, villages_of

BASIS: Final = {"document": REGULATION, "clause": "第九条"}
NEWCOMERS: Final = (
    # name, born, sequence, months since the permit was issued, endorsed so many months after it
    ("段云飞", date(1990, 4, 2), 901, 47, (11, 23, 35)),
    ("尉迟敏", date(1994, 9, 18), 902, 35, (12, 23)),
    ("布合力其·买买提", date(1988, 1, 25), 904, 14, ()),
    ("牛小北", date(1999, 7, 7), 903, 27, (14, 25)),
    ("单于晓", date(1996, 12, 30), 905, None, ()),
)
REGION: Final = "440199"
"""Never assigned to a place, so no number can belong to a person."""


class Command(BaseCommand):
    help = "Register a few made-up newcomers and issue permits to them (a demonstration only)."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        if settings.HUKOU_ENV == "production":
            raise CommandError("A production register takes no made-up people.")
        today = clock.today()
        officer = _officer()
        areas = areas_of(scope_of(officer, on=today))
        villages = [code for codes in villages_of(areas, on=today).values() for code in codes]
        for position, newcomer in enumerate(NEWCOMERS):
            _settle_in(newcomer, villages[position % len(villages)], by=officer, today=today)
        self.stdout.write(f"{ResidencePermit.objects.count()} residence permits")


def _settle_in(
    newcomer: tuple[str, date, int, int | None, tuple[int, ...]],
    village: str,
    *,
    by: Account,
    today: date,
) -> None:
    name, born, sequence, months, endorsed = newcomer
    issued = add_months(today, -months) if months is not None else None
    came = add_months(issued or today, -8)
    body = f"{REGION}{born:%Y%m%d}{sequence}"
    home = register_residence(
        body + check_character(body),
        name=name,
        division=village,
        elements={"street": "新居路", "plate": f"{sequence}号"},
        on=came,
        source="declared",
        by=by,
        basis=BASIS,
    )
    if issued is None:
        return
    permit = issue_residence_permit(home.person, ground="job", on=issued, by=by, basis=BASIS)
    for after in endorsed:
        day = add_months(issued, after) + timedelta(days=5)
        with clock.frozen(day):
            endorse_residence_permit(permit.pk, ground="job", on=day, by=by, basis=BASIS)


def _officer() -> Account:
    """Return the officer of the station that the demonstration begins at."""
    [planned] = [each for each in ACCOUNTS if (each.office, each.role) == (DESTINATION, "officer")][
        :1
    ]
    return account_named(planned.username)
