"""The register's pages; its door offers what pages of applications need as well."""

from .access import COUNTER, OFFICERS, DeskRequest, NotForThisPost, desk_page, posted
from .address_picker import ADDRESS_LABELS, ADDRESS_PARTS, AddressPicker, address_picker
from .divisions import places_for
from .forms import SearchForm
from .noting import note_reading
from .relations import read_relation, relation_names
from .searching import asked, found, kept
from .templatetags.register import relation_name

__all__ = [
    "ADDRESS_LABELS",
    "ADDRESS_PARTS",
    "COUNTER",
    "OFFICERS",
    "AddressPicker",
    "DeskRequest",
    "NotForThisPost",
    "SearchForm",
    "address_picker",
    "asked",
    "desk_page",
    "found",
    "kept",
    "note_reading",
    "places_for",
    "posted",
    "read_relation",
    "relation_name",
    "relation_names",
]
