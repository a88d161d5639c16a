"""From permit to hukou (居住证转落户): the channels a holder meets, misses, or is refused by (P09).

Article 15: whoever meets the local conditions may settle at will. It advises and decides nothing;
each refusal names its clause.
"""

from datetime import date

from hukou.kernel.periods import months_between
from hukou.law.permit_tenure import PermitStanding, PermitStatus
from registry.models import ResidencePermit
from registry.queries.holders import stay_of

from .finder import Candidate, FoundChannel, find_channels


def channels_for(
    permit: ResidencePermit, standing: PermitStanding, *, on: date
) -> list[FoundChannel]:
    """Return every channel in force where the holder lives, by what the register knows.

    Empty where no home in the register is known: a channel is judged at a place.
    """
    stay = stay_of(permit.person_id, on=on)
    if stay is None or stay.home.address is None:
        return []
    facts: dict[str, object] = {
        "residence.months_continuous": months_between(stay.since, on),
        "permit.local_valid": standing.status is PermitStatus.VALID,
    }
    if standing.months is not None:
        facts["permit.continuous_months"] = standing.months
    applicant = Candidate(person_id=permit.person_id, facts=facts)
    return find_channels([applicant], division=stay.home.address.division, on=on)
