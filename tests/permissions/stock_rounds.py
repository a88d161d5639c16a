"""A year of settling by points with a published list and an objection, for the walk (样本年度)."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from applications.models import (
    FrozenInput,
    Objection,
    Round,
    RoundApplication,
    RoundList,
    RoundRank,
    RoundStep,
)
from hukou.kernel import canonical, clock
from tests.filing import Counter
from tests.permissions.stock_files import Words

OPENS: Final = datetime(2026, 7, 1, 9, tzinfo=clock.ZONE)
CLOSES: Final = datetime(2026, 7, 31, 17, tzinfo=clock.ZONE)
SHOWN: Final = date(2026, 9, 7)
DIGEST: Final = canonical.digest_bytes(b"{}")


def round_of(here: Counter, file: UUID, words: Words) -> dict[str, object]:
    """Put a file of the station into a round that its own bureau runs; return the keys of both."""
    ran = Round.objects.create(
        scheme="gz-points-2023",
        division="440100",
        office=here.office,
        year=2026 + Round.objects.count(),
        quota=1,
        opens_at=OPENS,
        closes_at=CLOSES,
        facts_until=date(2026, 6, 30),
        publicity_days=5,
        objection_days=5,
        document=f"{words.name}通告",
        clause="一",
        stage="published",
        declared_by=here.approver,
    )
    RoundStep.objects.create(round=ran, act="declared", note=words.name, by=here.approver)
    entry = RoundApplication.objects.create(
        round=ran, application_id=file, number="", applied_at=OPENS
    )
    frozen = FrozenInput.objects.create(
        applicant=entry, version=1, standing="withdrawn", content="{}", digest=DIGEST, by=here.chief
    )
    listed = RoundList.objects.create(
        round=ran,
        version=1,
        kind="provisional",
        quota=1,
        law=DIGEST,
        inputs=DIGEST,
        digest=DIGEST,
        applicants=1,
        ranked=0,
        admitted=0,
        made_by=here.approver,
        published_on=SHOWN,
        public_until=SHOWN,
        objections_until=SHOWN,
        published_by=here.approver,
    )
    RoundRank.objects.create(round_list=listed, applicant=entry, input=frozen, standing="withdrawn")
    objection = Objection.objects.create(
        round_list=listed,
        applicant=entry,
        source="other",
        told_by=f"{words.name}异",
        text=f"{words.name}有异议",
        received_by=here.officer,
        received_at=clock.now(),
    )
    return {"round_id": ran.pk, "entry": entry.pk, "objection_id": objection.pk}


def applicant_pages(keys: dict[str, object]) -> dict[str, dict[str, object]]:
    """Return whose part in the round the pages of one applicant name."""
    names = ("round-applicant", "round-applicant-act")
    return {name: {"entry_id": keys["entry"]} for name in names}
