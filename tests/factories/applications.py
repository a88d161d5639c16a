"""Records of applications, each the smallest that its constraints allow."""

from datetime import date, datetime

import factory

from applications.models import (
    Activation,
    Application,
    Deadline,
    Kind,
    Party,
    PartyRole,
    Step,
    Verification,
    VerificationStatus,
)
from applications.workflow import Status
from hukou.kernel.clock import ZONE

from .registry import AddressFactory, OfficeFactory, PersonFactory

WRITTEN: datetime = datetime(2026, 6, 1, 9, 0, tzinfo=ZONE)


class ActivationFactory(factory.django.DjangoModelFactory[Activation]):
    """The demonstration's dating of the regulation whose source gives no date."""

    class Meta:
        model = Activation

    regulation = "qz-final-2017"
    effective_from = date(2017, 11, 1)
    for_demonstration = True


class ApplicationFactory(factory.django.DjangoModelFactory[Application]):
    """A draft for nobody yet; the traits only set the status."""

    class Meta:
        model = Application

    class Params:
        submitted = factory.Trait(status=Status.SUBMITTED, submitted_at=WRITTEN)
        accepted = factory.Trait(status=Status.ACCEPTED, submitted_at=WRITTEN)
        assessed = factory.Trait(status=Status.ASSESSED, submitted_at=WRITTEN)
        supplement = factory.Trait(status=Status.SUPPLEMENT, submitted_at=WRITTEN)
        refused = factory.Trait(status=Status.REFUSED, submitted_at=WRITTEN, ended_at=WRITTEN)

    number = factory.Sequence(lambda n: f"33080210120260601{n:06d}0")
    kind = Kind.SETTLEMENT
    regulation = "qz-final-2017"
    channel = "QZF-1"
    applied_on = date(2026, 6, 1)
    office = factory.SubFactory(OfficeFactory)
    destination_address = factory.SubFactory(AddressFactory)
    created_at = WRITTEN


class PartyFactory(factory.django.DjangoModelFactory[Party]):
    class Meta:
        model = Party

    application = factory.SubFactory(ApplicationFactory)
    position = factory.Sequence(lambda n: n % 1000)
    role = PartyRole.APPLICANT
    person = factory.SubFactory(PersonFactory)


class VerificationFactory(factory.django.DjangoModelFactory[Verification]):
    """A question that is due."""

    class Meta:
        model = Verification

    class Params:
        by_hand = factory.Trait(status=VerificationStatus.BY_HAND, next_attempt_at=None)

    party = factory.SubFactory(PartyFactory)
    application = factory.SelfAttribute("party.application")
    fact = "dwelling.tenure"
    agency = "housing"
    next_attempt_at = WRITTEN


class DeadlineFactory(factory.django.DjangoModelFactory[Deadline]):
    """A deadline that has passed."""

    class Meta:
        model = Deadline

    application = factory.SubFactory(ApplicationFactory)
    step = Step.ACCEPT
    due_at = WRITTEN
