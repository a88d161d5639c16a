"""What somebody relies on beyond the conditions (申报情形): declared, so verified too."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from applications.models import Party, PartyRole
from hukou.law import Channel, load_law

from .kind import Check


def relied_on(channel: Channel, parties: Sequence[Party]) -> list[Check]:
    """Return the declared facts by which the channel's ambiguities are settled for somebody.

    A condition is asked of everybody; what a reading looks at (a daughter who studies, a relative
    who is joined) only of those who say so.
    """
    return [check for party in parties for check in _of(channel, party)]


def approved_outside(channel: Channel, parties: Sequence[Party]) -> list[Check]:
    """Return what proves that a government agrees where a channel's approval is its own (L08).

    It is asked although no condition looks at it: the approval comes before the registration.
    """
    law = load_law()
    fact = law.guards.outside.get(channel.approval)
    if fact is None:
        return []
    leads = (party for party in parties if party.role == PartyRole.APPLICANT)
    return [Check(party.pk, fact, law.vocabulary[fact].verified_by) for party in leads]


def _of(channel: Channel, party: Party) -> Iterator[Check]:
    is_lead = party.role == PartyRole.APPLICANT
    rule = channel.rule if is_lead else channel.family.rule_for(party.relation)
    conditions = replace(rule, readings=()).facts()
    vocabulary = load_law().vocabulary
    for name in rule.facts():
        if name in conditions or party.declared.get(name) in (None, False):
            continue
        if agencies := vocabulary[name].verified_by:
            yield Check(party.pk, name, agencies)
