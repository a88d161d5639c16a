"""What is written once about applications (办理日志), and sealed office by office."""

from typing import Final

from applications.models import Decision, Examination, FrozenInput, RoundStep, Transition
from registry.queries import Journal

JOURNALS: Final = (
    Journal("transition", Transition, "application__office_id"),
    Journal("decision", Decision, "application__office_id"),
    Journal("examination", Examination, "application__office_id"),
    Journal("round_step", RoundStep, "round__office_id"),
    Journal("frozen_input", FrozenInput, "applicant__round__office_id"),
)
