"""Questions about who signs in (登录、账号): what proves it, and what administrators see."""

from .security_keys import Asked, Sent, ask_to_enrol, ask_to_prove, key_made, proven_key
from .sign_ins import (
    closed_until,
    is_excused,
    live_factors,
    must_prove_twice,
    recovery_codes_left,
    role_today,
)
from .staff import (
    StaffLine,
    StaffLog,
    accounts_under,
    list_staff,
    offices_to_post,
    offices_under,
    person_called,
    staff_log,
    staff_member,
    told_of,
)

__all__ = [
    "Asked",
    "Sent",
    "StaffLine",
    "StaffLog",
    "accounts_under",
    "ask_to_enrol",
    "ask_to_prove",
    "closed_until",
    "is_excused",
    "key_made",
    "list_staff",
    "live_factors",
    "must_prove_twice",
    "offices_to_post",
    "offices_under",
    "person_called",
    "proven_key",
    "recovery_codes_left",
    "role_today",
    "staff_log",
    "staff_member",
    "told_of",
]
