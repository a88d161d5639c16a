"""Questions to the register (查询): scoped, shaped in SQL, a fixed number of statements each."""

from .scope import Scope, scope_of, scope_of_client

__all__ = ["Scope", "scope_of", "scope_of_client"]
