"""Whom somebody joins (被投靠人): the head of the household, and the channel its principal took."""

from datetime import date

from django.db.models import Case, IntegerField, Value, When
from django.db.models.functions import Coalesce

from applications.connectors import Subject
from applications.models import Application, Kind, Party, PartyRole
from applications.workflow import Status
from registry.models import HEAD, HeldNumber, Particulars, Residence


def principal_channel(application: Application, *, declared: object, on: date) -> str | None:
    """Return by which channel a member of the household that is joined settled, by our own files.

    Of several the one declared, else the head's, else the first that settled. None where our files
    tell of nobody, or where nobody is joined: then it must be shown. One statement.
    """
    if application.destination_household_id is None:
        return None
    members = Residence.objects.on(on).filter(household=application.destination_household_id)
    heads = members.filter(relation=HEAD).values("person")
    channels = list(
        Party.objects.filter(
            role=PartyRole.APPLICANT,
            person__in=members.values("person"),
            application__kind=Kind.SETTLEMENT,
            application__status=Status.REGISTERED,
        )
        .annotate(
            is_head=Case(
                When(person__in=heads, then=Value(0)), default=Value(1), output_field=IntegerField()
            ),
            taken=Coalesce("application__decision__assessment__channel", "application__channel"),
        )
        .order_by("is_head", "application__ended_at")
        .values_list("taken", flat=True)
    )
    if isinstance(declared, str) and declared in channels:
        return declared
    return channels[0] if channels else None


def host_of(application: Application, *, on: date) -> Subject | None:
    """Return the head whose household is joined, as agencies are told; two statements."""
    if application.destination_household_id is None:
        return None
    head = (
        Residence.objects.on(on)
        .filter(household=application.destination_household_id, relation=HEAD)
        .values("person")
    )
    held = HeldNumber.objects.filter(person__in=head, period__contains=on).first()
    known = Particulars.objects.on(on).filter(person__in=head).first()
    return Subject(identity_number=held.number, name=known.name) if held and known else None
