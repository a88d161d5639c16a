"""Cards, reports and points of a station of the walk (样本证件)."""

from collections.abc import Mapping
from uuid import uuid4

from psycopg.types.range import Range

from applications.models import AcceptancePoint
from hukou.kernel import clock
from registry.models import CardNotice, IdentityCard, Person
from tests.filing import Counter
from tests.permissions.stock_files import Words


def cards(here: Counter, people: Mapping[str, Person], words: Words) -> dict[str, object]:
    """Have a card wait, another one be lost, and the counter be a point; return their keys."""
    today = clock.today()
    face = {"name": f"{words.name}甲", "sex": "1", "ethnicity": "01", "birth_date": "1974-05-01"}
    card = IdentityCard.objects.create(
        person=people["father"],
        office=here.office,
        pickup=here.office,
        application=uuid4(),
        matter="renew",
        state="waiting",
        content={**face, "address": f"{words.name}路", "identity_number": "11010519491231002X"},
        signed_on=today,
        state_at=clock.now(),
    )
    card.steps.create(kind="sign", on=today, by=here.officer, note=words.name)
    notice = CardNotice.objects.create(
        kind="lost",
        person=people["mother"],
        office=here.office,
        happened_on=today,
        place=words.name,
        told_by=f"{words.name}乙",
        by=here.officer,
    )
    point = AcceptancePoint.objects.create(
        office=here.office,
        reach="county",
        matter="renew",
        period=Range(today, None),
        document=words.name,
        clause="一",
        declared_by=here.chief,
    )
    return {"card_id": card.pk, "notice_id": notice.pk, "point_id": point.pk, "step": "remind"}
