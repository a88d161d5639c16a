"""Digests over what was frozen (摘要): the same content gives the same digest, byte for byte."""

import json
from collections.abc import Mapping
from typing import Any

from applications.models import Assessment
from hukou.kernel import canonical


def digest_of(frozen: Mapping[str, Any]) -> str:
    """Return the digest of JSON content as the register spells values, 64 hexadecimal digits."""
    # A number with a point is taken by its digits: as a float it would have no one spelling.
    return canonical.digest(json.loads(json.dumps(frozen), parse_float=str))


def is_intact(assessment: Assessment) -> bool:
    """Whether an assessment still says what it said when it was made."""
    frozen = {
        "regulation": assessment.regulation,
        "channel": assessment.channel,
        "law_version": assessment.law_version,
        "judged_on": assessment.judged_on.isoformat(),
        "facts": assessment.facts,
        "judgement": assessment.judgement,
        "outcome": assessment.outcome,
    }
    return digest_of(frozen) == assessment.digest
