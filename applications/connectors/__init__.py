"""Agencies that verify facts (部门核查): how we ask them, and what of their answers we believe."""

from .asking import refuse_pointless
from .backoff import wait_after
from .directory import (
    AGENCIES,
    agency,
    by_file,
    first_connected,
    longest_call,
    reconnect,
    secret_of,
)
from .drop import Drop, read_file
from .errors import AgencyError, AgencyFull, AnswerRefused, AnswerUnreadable, CircuitOpen
from .fake import FakeAgency
from .messages import Answer, Deferred, Question, Subject, parse_answer, request_id_of
from .ports import Agency
from .signatures import SignatureRefused, SignatureStale, sign, verify_signature

__all__ = [
    "AGENCIES",
    "Agency",
    "AgencyError",
    "AgencyFull",
    "Answer",
    "AnswerRefused",
    "AnswerUnreadable",
    "CircuitOpen",
    "Deferred",
    "Drop",
    "FakeAgency",
    "Question",
    "SignatureRefused",
    "SignatureStale",
    "Subject",
    "agency",
    "by_file",
    "first_connected",
    "longest_call",
    "parse_answer",
    "read_file",
    "reconnect",
    "refuse_pointless",
    "request_id_of",
    "secret_of",
    "sign",
    "verify_signature",
    "wait_after",
]
