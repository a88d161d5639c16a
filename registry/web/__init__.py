"""The register's pages; its door offers what pages of applications need as well."""

from .access import COUNTER, OFFICERS, DeskRequest, NotForThisPost, desk_page
from .divisions import places_for
from .forms import SearchForm
from .noting import note_reading
from .relations import read_relation, relation_names
from .searching import found
from .templatetags.register import relation_name

__all__ = [
    "COUNTER",
    "OFFICERS",
    "DeskRequest",
    "NotForThisPost",
    "SearchForm",
    "desk_page",
    "found",
    "note_reading",
    "places_for",
    "read_relation",
    "relation_name",
    "relation_names",
]
