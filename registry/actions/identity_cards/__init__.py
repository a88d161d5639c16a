"""Identity cards (居民身份证): what is done with one, and what is reported of one."""

from .making import (
    TAKERS,
    Taker,
    hand_over_identity_card,
    receive_identity_card,
    remind_of_identity_card,
    return_identity_card,
    send_identity_card,
    sign_identity_card,
    void_identity_card,
)
from .notices import close_card_report, report_card

__all__ = [
    "TAKERS",
    "Taker",
    "close_card_report",
    "hand_over_identity_card",
    "receive_identity_card",
    "remind_of_identity_card",
    "report_card",
    "return_identity_card",
    "send_identity_card",
    "sign_identity_card",
    "void_identity_card",
]
