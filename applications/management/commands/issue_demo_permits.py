"""Lets a few made-up newcomers live in the demo county and hold permits, each otherwise."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from applications.connectors.sandbox import Truth, write_truth
from applications.county import ACCOUNTS, DESTINATION
from applications.management.commands.generate_county import TRUTH
from hukou.kernel import clock
from hukou.kernel.identity_number import check_character
from hukou.kernel.periods import add_months
from hukou.law.permit_tenure import REGULATION, permit_standing
from registry.actions import (
    change_urban_rural_class,
    endorse_residence_permit,
    hand_over_permit_card,
    issue_residence_permit,
    make_permit_card,
    register_residence,
    replace_permit_card,
    report_card_lost,
    restore_residence_permit,
)
from registry.models import Account, ResidencePermit
from registry.queries import account_named, areas_of, scope_of, urban_rural_class_on, villages_of

BASIS: Final = {"document": REGULATION, "clause": "第九条"}
IN_TIME: Final = -timedelta(days=5)
ON_TIME: Final = timedelta(0)
LATE: Final = timedelta(days=5)
NEWCOMERS: Final = (
    # name, born, sequence, months since the permit was issued, how it was endorsed
    ("段云飞", date(1990, 4, 2), 901, 47, (IN_TIME, IN_TIME, IN_TIME)),
    ("尉迟敏", date(1994, 9, 18), 902, 35, (LATE, IN_TIME)),
    ("布合力其·买买提", date(1988, 1, 25), 904, 14, ()),
    ("牛小北", date(1999, 7, 7), 903, 27, (LATE, IN_TIME)),
    ("单于晓", date(1996, 12, 30), 905, None, ()),
)
CARDS: Final = {"段云飞": "lost", "尉迟敏": "replaced", "牛小北": "made"}
FROM: Final = "示例省示例市示例路8号"
URBAN: Final = "111"
REGION: Final = "440199"
"""Never assigned to a place, so no number can belong to a person."""


class Command(BaseCommand):
    help = "Register a few made-up newcomers and issue permits to them (a demonstration only)."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        if settings.HUKOU_ENV == "production":
            raise CommandError("A production register takes no made-up people.")
        today = clock.today()
        officer = _posted("officer", DESTINATION)
        areas = areas_of(scope_of(officer, on=today))
        villages = [code for codes in villages_of(areas, on=today).values() for code in codes]
        _classify(villages[: len(NEWCOMERS)], today=today)
        for position, newcomer in enumerate(NEWCOMERS):
            _settle_in(newcomer, villages[position % len(villages)], by=officer, today=today)
        self.stdout.write(f"{ResidencePermit.objects.count()} residence permits")


def _settle_in(
    newcomer: tuple[str, date, int, int | None, tuple[timedelta, ...]],
    village: str,
    *,
    by: Account,
    today: date,
) -> None:
    name, born, sequence, months, endorsed = newcomer
    issued = add_months(today, -months) if months is not None else None
    came = add_months(issued or today, -8)
    with clock.frozen(came):
        home = register_residence(
            number_of(born, sequence),
            name=name,
            division=village,
            elements={"street": "新居路", "plate": f"{sequence}号"},
            on=came,
            source="declared",
            by=by,
            basis=BASIS,
        )
    if issued is None:
        # Who is to apply works for an employer of the place: the played agency knows it.
        known = Truth(number_of(born, sequence), "employment.legal_stable", value=True)
        write_truth(Path(settings.DATA_DIR, TRUTH), [known])
        return
    permit = issue_residence_permit(home.person, ground="job", on=issued, by=by, basis=BASIS)
    made: list[date] = []
    for how in endorsed:
        made.append(permit_standing(issued, endorsed=made, on=today).endorse_by + how)
        keep_up = restore_residence_permit if how > ON_TIME else endorse_residence_permit
        with clock.frozen(made[-1]):
            keep_up(permit.pk, ground="job", on=made[-1], by=by, basis=BASIS)
    _card(permit, CARDS.get(name, ""), by=by, today=today)


def _card(permit: ResidencePermit, until: str, *, by: Account, today: date) -> None:
    """Make a permit's card, and take it as far as `until` says: made, lost, replaced."""
    if not until:
        return
    how: dict[str, Any] = {"on": today, "by": by, "basis": BASIS}
    card = make_permit_card(permit.pk, hukou_address=FROM, **how)
    if until == "made":
        return
    hand_over_permit_card(card.pk, **how)
    report_card_lost(card.pk, **how)
    if until == "replaced":
        replace_permit_card(permit.pk, reason="lost", **how)


def number_of(born: date, sequence: int) -> str:
    """Return the number of a made-up newcomer."""
    body = f"{REGION}{born:%Y%m%d}{sequence}"
    return body + check_character(body)


def _classify(villages: list[str], *, today: date) -> None:
    """Have the county's bureau say that these are urban, so that somebody can be counted."""
    approver = _posted("county_approver")
    for code in villages:
        if urban_rural_class_on(code, on=today) is None:
            change_urban_rural_class(
                code,
                to=URBAN,
                on=add_months(today, -60),
                source="演示数据（合成，不对应任何真实文件）",
                approver="示例统计局",
                by=approver,
            )


def _posted(role: str, office: str = "") -> Account:
    """Return who holds a post of the demonstration, at an office or anywhere."""
    found = (each for each in ACCOUNTS if each.role == role and office in ("", each.office))
    return account_named(next(found).username)
