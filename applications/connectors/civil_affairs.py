from typing import Final

from .errors import QuestionRefused
from .messages import Answer, Deferred, Question
from .transport import HttpAgency

OF_TWO: Final = "relation."


class CivilAffairs(HttpAgency):
    """民政部门: marriages, adoptions and kinship.

    Knows a relation only between two people: a question about one that names no second is not
    sent, for the answer could be about anybody.
    """

    slug = "civil_affairs"

    def ask(self, question: Question) -> Answer | Deferred:
        if question.fact.startswith(OF_TWO) and question.related is None:
            raise QuestionRefused("a relation is asked of two people")
        return super().ask(question)
