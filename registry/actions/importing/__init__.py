"""Bringing a legacy register in (旧簿导入): read into a table, checked whole, registered by parts.

Every step is one transaction and says in the run itself how far it came, so that a run that was
killed goes on where its last commit left it.
"""

from .batches import Batch
from .checking import check_import
from .files import FileFacts, LegacyFile, describe_file
from .loading import finish_import, load_imported
from .places import Places
from .reading import RowReader
from .staging import abandon_import, open_import, stage_rows
from .taking_back import undo_import

__all__ = [
    "Batch",
    "FileFacts",
    "LegacyFile",
    "Places",
    "RowReader",
    "abandon_import",
    "check_import",
    "describe_file",
    "finish_import",
    "load_imported",
    "open_import",
    "stage_rows",
    "undo_import",
]
