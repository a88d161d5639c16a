"""How a card stands on a day: by its own days, and never beyond its permit (P08)."""

from datetime import date
from typing import Any, Final

import pytest

from hukou.kernel import card_serial
from hukou.law.permit_cards import CardDays, CardStatus, card_standing
from hukou.law.permit_tenure import permit_standing

ISSUED: Final = date(2025, 3, 1)
DAYS: Final[dict[str, Any]] = {
    "ordered_on": date(2025, 3, 2),
    "made_on": date(2025, 3, 5),
    "handed_over_on": date(2025, 3, 9),
}


def stands(on: date, *, ended: date | None = None, **more: Any) -> tuple[str, date | None]:
    permit = permit_standing(ISSUED, ended_on=ended, on=on)
    standing = card_standing(CardDays(**DAYS | more), permit, permit_ended_on=ended)
    assert standing.is_good is (standing.status is CardStatus.GOOD)
    return standing.status.value, standing.since


@pytest.mark.parametrize(
    ("on", "status", "since"),
    [
        (date(2025, 3, 1), "not_yet", None),
        (date(2025, 3, 2), "waiting", date(2025, 3, 2)),
        (date(2025, 3, 5), "made", date(2025, 3, 5)),
        (date(2025, 3, 9), "good", date(2025, 3, 9)),
        (date(2026, 3, 1), "good", date(2025, 3, 9)),
        (date(2026, 3, 2), "suspended", date(2026, 3, 2)),
    ],
)
def test_a_card_is_good_from_its_handing_over_for_as_long_as_its_permit(
    on: date, status: str, since: date | None
) -> None:
    assert stands(on) == (status, since)


def test_a_lost_card_says_since_when_and_is_good_again_from_the_day_it_is_found() -> None:
    lost = [(date(2025, 6, 1), date(2025, 6, 4)), (date(2025, 9, 1), None)]

    assert stands(date(2025, 5, 31), lost=lost)[0] == "good"
    assert stands(date(2025, 6, 3), lost=lost) == ("lost", date(2025, 6, 1))
    assert stands(date(2025, 6, 4), lost=lost)[0] == "good"
    assert stands(date(2026, 9, 1), lost=lost) == ("lost", date(2025, 9, 1))


def test_what_is_lost_and_found_on_one_day_was_never_lost() -> None:
    assert stands(date(2025, 6, 1), lost=[(date(2025, 6, 1), date(2025, 6, 1))])[0] == "good"


def test_a_card_ends_with_its_permit_whatever_was_written_of_it() -> None:
    left = date(2025, 7, 1)

    assert stands(date(2025, 6, 30), ended=left)[0] == "good"
    assert stands(left, ended=left) == ("permit_ended", left)
    assert stands(left, ended=left, handed_over_on=None) == ("permit_ended", left)


def test_a_card_that_was_replaced_says_so_also_after_its_permit_has_ended() -> None:
    told: dict[str, Any] = {"ended_on": date(2025, 5, 1), "replaced": True}

    assert stands(date(2025, 4, 30), **told)[0] == "good"
    assert stands(date(2025, 8, 1), ended=date(2025, 7, 1), **told) == (
        "replaced",
        date(2025, 5, 1),
    )
    never = told | {"replaced": False, "handed_over_on": None}
    assert stands(date(2025, 5, 1), **never)[0] == "withdrawn"


def test_a_serial_is_read_back_and_a_wrong_or_exchanged_sign_is_refused() -> None:
    serial = card_serial.compose("440199", 10000000001)

    assert card_serial.parse(f" {serial[:6]} {serial[6:].lower()}") == ("440199", 10000000001)
    exchanged = f"44019{serial[6]}{serial[5]}{serial[7:]}"
    for wrong in (serial[:-1], exchanged, "", "44019910000000001１", serial[::-1]):
        with pytest.raises(card_serial.BadCardSerial):
            card_serial.parse(wrong)
