"""What is written once about applications (办理日志), and sealed office by office."""

from typing import Final

from applications.models import Decision, Examination, Transition
from registry.queries import Journal

JOURNALS: Final = (
    Journal("transition", Transition, "application__office_id"),
    Journal("decision", Decision, "application__office_id"),
    Journal("examination", Examination, "application__office_id"),
)
