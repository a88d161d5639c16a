"""What may stand in an address: a surrogate key or a name, never an identity number.

Importing this module registers `<key:…>`, `<name:…>` and `<code:…>`, once for every room.
"""

from django.urls import register_converter


class KeyConverter:
    """A surrogate key, at most 12 digits: numbers of 15 or 18 digits match no address."""

    regex = "[1-9][0-9]{0,11}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class NameConverter:
    """A name in our own vocabulary: a regulation, an action."""

    regex = "[a-z][a-z0-9_-]{0,39}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class CodeConverter:
    """The code that a document bears to be checked by: 26 signs, the first a letter."""

    regex = "[A-HJ-NP-Z][A-HJ-NP-Z2-9]{25}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CodeConverter, "code")
register_converter(KeyConverter, "key")
register_converter(NameConverter, "name")
