"""Agencies that verify facts (部门核查): how we ask them, and what of their answers we believe."""

from .backoff import wait_after
from .directory import AGENCIES, agency, first_connected, longest_call, reconnect, secret_of
from .errors import AgencyError, AnswerRefused, AnswerUnreadable, CircuitOpen
from .fake import FakeAgency
from .messages import Answer, Deferred, Question, Subject, parse_answer, request_id_of
from .ports import Agency
from .signatures import SignatureRefused, SignatureStale, sign, verify_signature

__all__ = [
    "AGENCIES",
    "Agency",
    "AgencyError",
    "Answer",
    "AnswerRefused",
    "AnswerUnreadable",
    "CircuitOpen",
    "Deferred",
    "FakeAgency",
    "Question",
    "SignatureRefused",
    "SignatureStale",
    "Subject",
    "agency",
    "first_connected",
    "longest_call",
    "parse_answer",
    "reconnect",
    "request_id_of",
    "secret_of",
    "sign",
    "verify_signature",
    "wait_after",
]
