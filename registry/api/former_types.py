"""What hukou type somebody had on a day (原户口性质), from closed history."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hukou.api.schema import PURPOSE
from hukou.api.shapes import read_query
from hukou.api.views import PrivateView
from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from registry.actions import note_disclosure
from registry.queries import FormerStay, former_types, person_on, type_on_day

from .access import scope_of_request
from .described import FORMER_TYPE
from .residents import AsOf


class FormerTypeView(PrivateView):
    """The hukou type a person had on a day; a resident from the unification on.

    `kind` is empty where the register holds nothing for the day, and `history` lists every
    former type with the clause that ended it.
    """

    scopes = {"GET": "residents:read"}
    takes = {"GET": [PURPOSE]}
    refuses = {"GET": [400]}

    @extend_schema(operation_id="formerType", parameters=[AsOf], responses=FORMER_TYPE)
    def get(self, request: Request, person_id: int) -> Response:
        asked = read_query(AsOf, request)
        scope, on = scope_of_request(request), asked.get("on") or clock.today()
        known_on = asked.get("known_on")
        if person_on(person_id, on=clock.today(), scope=scope) is None:
            raise NotFound
        history = former_types(person_id, scope=scope, known_on=known_on)
        answer = type_on_day(history, on)
        note_disclosure(
            scope=scope,
            kind="former type",
            people=[person_id],
            fields=["former_type"],
            purpose=scope.purpose,
        )
        return Response(
            {
                "person_id": person_id,
                "on": on,
                "kind": answer.kind,
                "kind_name": answer.kind_name,
                "since": answer.since,
                "history": [_shown(each) for each in history],
            }
        )


def _shown(stay: FormerStay) -> dict[str, object]:
    return {
        "kind": stay.kind,
        "kind_name": stay.kind_name,
        "division_code": stay.division_code,
        "since": stay.since,
        "until": stay.until,
        "cite": {"document": stay.document, "clause": stay.clause},
    }
