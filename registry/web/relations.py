"""Relations to the head as officers type them (与户主关系): code, Chinese name, or pinyin."""

from hukou.kernel.codes import Scheme, of


def relation_names() -> list[str]:
    """Return the names to choose from, in the order of GB/T 4761."""
    return [name for _code, name in of(Scheme.FAMILY_RELATION).choices]


def read_relation(typed: str, key: object = "") -> str:
    """Return the code of what was typed.

    Raises:
        UnknownCode: with the field `relation.<key>`.
    """
    relations = of(Scheme.FAMILY_RELATION)
    if typed.isascii() and typed not in relations and (hits := relations.search(typed, limit=1)):
        return hits[0].code
    return relations.read(typed, field=f"relation.{key}").code
