"""Digests over what was frozen (摘要): the same content gives the same digest, byte for byte."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from applications.models import Assessment


def digest_of(frozen: Mapping[str, Any]) -> str:
    """Return the SHA-256 of JSON content in canonical form, as 64 hexadecimal digits."""
    canonical = json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


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
