"""A counter in the middle of its work: something behind every address of the web rooms."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from applications.models import Application, Verification
from registry.models import Account, PostingRole, QualityFinding, ResidencePermit
from tests.factories import PostingFactory
from tests.filing import Counter, Five, accepted, counter, family_of_five, settlement
from tests.holders import holds
from tests.registry.quality import finding_about


@dataclass(frozen=True)
class World:
    """The counter, a family that applies there, and the values for addresses."""

    here: Counter
    family: Five
    application: Application

    def as_role(self, role: PostingRole) -> Account:
        """Return a new account posted at the counter's office."""
        account: Account = PostingFactory.create(office=self.here.office, role=role).account
        return account

    @property
    def finding(self) -> QualityFinding:
        """A finding about the applicant that the counter's office answers for."""
        return finding_about(self.family.applicant, self.here.office)

    @property
    def values(self) -> dict[str, object]:
        """Return a value for every parameter of an address."""
        check = Verification.objects.filter(application=self.application).first()
        assert check is not None
        return {
            "application_id": self.application.pk,
            "person_id": self.family.applicant.pk,
            "household_id": self.family.home.pk,
            "verification_id": check.pk,
            "document_id": UUID(int=0),
            "keeper_id": 1,
            "division_id": 1,
            "change_id": 1,
            "batch_id": 1,
            "action": "withdraw",
            "paper": "booklet",
            "issued_id": 1,
            "entry_id": 1,
            "notice_id": 1,
            "code": "A" * 26,
            "kind": "death",
            "rule_id": self.finding.rule_id,
            "obligation_id": "qzf-county-measures",
            "act": "reported",
            "step_id": 1,
            "note_id": 1,
            "finding_id": self.finding.pk,
            "comparison_id": UUID(int=0),
            "ordinal": 1,
            "run_id": 1,
            "regulation_id": "qz-final-2017",
            "reading_id": 1,
            "doubt_id": 1,
            "finding_key": "none",
            "old_rule_id": 1,
            "order_id": 1,
            "quota_id": 1,
            "of": 1,
            "round_id": UUID(int=0),
            "objection_id": 1,
            "permit_id": ResidencePermit.objects.latest("pk").pk,
        }


def world() -> World:
    here, family = counter(), family_of_five()
    holds(family.applicant, here.office, "440199", since=date(2026, 1, 1))
    return World(here, family, accepted(here, settlement(family)))
