"""The console of administrators (管理台): what the console of cases needs is at its door."""

from .posts import AccountAdmin, PostingAdmin
from .reading import ADMINISTRATORS, Reading, each_row
from .services import ClientAdmin, OfficeAdmin
from .site import Console, console

__all__ = [
    "ADMINISTRATORS",
    "AccountAdmin",
    "ClientAdmin",
    "Console",
    "OfficeAdmin",
    "PostingAdmin",
    "Reading",
    "console",
    "each_row",
]
