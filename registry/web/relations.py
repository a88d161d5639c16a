"""Relations to the head as officers type them (与户主关系): code, Chinese, pinyin or English."""

from hukou.kernel.codes import Scheme, of
from registry.web.templatetags.register import relation_name


def relation_names() -> list[str]:
    """Return the names to choose from, in the language of the page and the order of GB/T 4761."""
    return [relation_name(code) for code in of(Scheme.FAMILY_RELATION).codes]


def read_relation(typed: str, *, field: str) -> str:
    """Return the code of what was typed.

    Raises:
        UnknownCode: naming the field.
    """
    relations = of(Scheme.FAMILY_RELATION)
    wanted = typed.strip().casefold()
    for code in relations.codes.values():
        if wanted == code.name_en.casefold():
            return code.code
    if wanted.isascii() and wanted not in relations and (hits := relations.search(wanted, limit=1)):
        return hits[0].code
    return relations.read(typed, field=field).code
