"""The face of a permit's card (居住证卡面): the items of article 4 of the national regulation."""

from datetime import date
from typing import Any, Final

from hukou.kernel.codes import Scheme
from registry.models import PermitCard, ResidencePermit
from registry.queries import PersonView

from .content import Sheet, Written, fields
from .templates import PERMIT_CARD, Template
from .wording import named, sex, written

TITLE: Final = "居住证"
ISSUE: Final = frozenset({"QFJG", "QFRQ"})
"""Items that differ from card to card of one permit, whatever happened to its holder."""


def face_written(
    permit: ResidencePermit,
    holder: PersonView,
    *,
    registered_at: str,
    lives_at: str,
    made_on: date,
) -> Written:
    """Write out what a card states; the picture is put in where the card is made."""
    values = {
        "XM": holder.name,
        "XB": sex(holder.sex),
        "MZ": named(Scheme.ETHNIC_GROUP, holder.ethnicity),
        "CSRQ": written(holder.birth_date),
        "GMSFHM": holder.identity_number,
        "HJDZ": registered_at,
        "JZDZ": lives_at,
        "QFJG": permit.office.name,
        "QFRQ": written(made_on),
    }
    sheet = Sheet(id="card", title=TITLE, fields=fields(PERMIT_CARD, "card", values))
    return Written(
        title=TITLE,
        sheets=(sheet,),
        person_id=holder.id,
        household_id=None,
        people=(holder.id,),
        holder=holder.name,
    )


def face_with_issue(said: Written, template: Template, *, serial: str) -> dict[str, Any]:
    """Return what is frozen on a card: its face, with its serial and how it was laid out."""
    issue = {"serial": serial, "working_copy": template.working_copy}
    return {**said.as_json(), "people": list(said.people), "issue": issue}


def stated(face: dict[str, Any]) -> dict[str, str]:
    """Return what a face states of its holder, by item."""
    [sheet] = face["sheets"]
    return {each["id"]: each["value"] for each in sheet["fields"] if each["id"] not in ISSUE}


def home_stated(card: PermitCard | None) -> str:
    """Return the address of registration that a card states; empty where there is none."""
    return stated(card.content).get("HJDZ", "") if card and card.face else ""
