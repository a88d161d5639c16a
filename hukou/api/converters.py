"""What may stand in an address: a surrogate key or a name, never an identity number.

Importing this module registers both, `<key:…>` and `<name:…>`, once for every room's addresses.
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


register_converter(KeyConverter, "key")
register_converter(NameConverter, "name")
