"""Whether a card is good on a day for a use (居住证卡核验): its days, its permit, and the law."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from hukou.law import BenefitAnswer, Citation, Held, load_law
from hukou.law.permit_cards import REPLACING, CardStanding, CardStatus
from hukou.law.permit_tenure import ENDORSEMENT
from registry.queries.holders import card_by_serial

from .benefits import speaking_at

HELD: Final = {CardStatus.SUSPENDED: Held.SUSPENDED, CardStatus.PERMIT_ENDED: Held.NONE}
BECAUSE: Final = {
    CardStatus.LOST: REPLACING,
    CardStatus.REPLACED: REPLACING,
    CardStatus.SUSPENDED: ENDORSEMENT,
}


@dataclass(frozen=True, slots=True)
class CardChecked:
    """How the card stands, and whether the law opens the use to whoever holds the permit.

    `standing` and `person_id` are empty where no card has that serial and that name.
    """

    standing: CardStanding | None
    answer: BenefitAnswer
    person_id: int | None

    @property
    def is_good(self) -> bool:
        """Whether it may be used so on that day."""
        return self.standing is not None and self.standing.is_good and self.answer.is_open

    @property
    def cites(self) -> tuple[Citation, ...]:
        """By which clauses: how the card stands first, then what opens the use."""
        because = BECAUSE.get(self.standing.status) if self.standing else None
        own = (because,) if because and because not in self.answer.cites else ()
        return (*own, *self.answer.cites)


def check_card(serial: str, *, name: str, use: str, on: date) -> CardChecked:
    """Return whether the card of a serial, which states this name, is good on a day for a use.

    `use` is a service of the catalogue of benefits. Raises BadCardSerial.
    """
    found = card_by_serial(serial, name=name, on=on)
    division = found.card.permit.division_code if found else serial[:6]
    held = HELD.get(found.standing.status, Held.VALID) if found else Held.NONE
    answer = load_law().benefits.answer(
        use, division=division, on=on, held=held, speaking=speaking_at(division, on=on)
    )
    if found is None:
        return CardChecked(None, answer, None)
    return CardChecked(found.standing, answer, found.card.permit.person_id)
