"""Keys by which a name is found and sorted (姓名检索): bare form, pinyin, initials, bigrams."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from pypinyin import lazy_pinyin

from hukou.kernel import tables
from hukou.kernel.names import SEPARATOR, is_latin

_SURNAMES: Final = {
    row["surname"]: tuple(row["reading"].split()) for row in tables.read("surname_readings")
}
_LONGEST_SURNAME: Final = max(map(len, _SURNAMES))
_NOT_LETTERS: Final = re.compile(r"[^a-z]+")


def name_norm(name: str) -> str:
    """Return a name without separators and spaces, compatibility forms unified, lower-case."""
    bare = unicodedata.normalize("NFKC", name).replace(SEPARATOR, "")
    return "".join(bare.split()).casefold()


def syllables(name: str) -> list[str]:
    """Return the toneless syllables of a name, ü as v; characters without a reading are skipped.

    A surname is read as a surname (单 shan, 曾 zeng), unless the name has separators: those are
    written by sound, and their first character is no surname.
    """
    if SEPARATOR in name:
        return [each for part in name.split(SEPARATOR) for each in _read(part)]
    for length in range(_LONGEST_SURNAME, 0, -1):
        if len(name) >= length and (reading := _SURNAMES.get(name[:length])):
            return [*reading, *_read(name[length:])]
    return list(_read(name))


@lru_cache(maxsize=65_536)
def _read(part: str) -> tuple[str, ...]:
    read = lazy_pinyin(unicodedata.normalize("NFKC", part), errors=_without_reading)
    return tuple(key for each in read for word in each.split() if (key := fold_pinyin(word)))


def _without_reading(characters: str) -> str:
    return "".join(character if is_latin(character) else " " for character in characters)


def name_pinyin(name: str) -> str:
    """Return the whole reading in one word: 欧阳修 is ouyangxiu."""
    return "".join(syllables(name))


def name_initials(name: str) -> str:
    """Return the first letter of every syllable: 欧阳修 is oyx."""
    return "".join(syllable[0] for syllable in syllables(name))


def pinyin_readings(name: str) -> list[str]:
    """Return every reading to be found by: as a surname first, then as the common word."""
    return readings(name)[0]


def initials_readings(name: str) -> list[str]:
    """Return the initials of every reading, the surname reading first."""
    return readings(name)[1]


def readings(name: str) -> tuple[list[str], list[str]]:
    """Return `pinyin_readings` and `initials_readings`, of which each syllable is read once."""
    read = (syllables(name), _read(name.replace(SEPARATOR, "")))
    return (
        list(dict.fromkeys(["".join(each) for each in read])),
        list(dict.fromkeys(["".join([syllable[0] for syllable in each]) for each in read])),
    )


def fold_pinyin(text: str) -> str:
    """Return typed pinyin as the keys are written: no tones, spaces or marks, ü and u: as v."""
    text = text.casefold().replace("u:", "v").replace("ü", "v")
    toneless = re.sub("[ǖǘǚǜ]", "v", text)
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFD", toneless))


def bigrams(text: str) -> list[str]:
    """Return the pairs of neighbours in a name or address, each once; a lone character is its own.

    An index over these finds two characters anywhere inside, which a trigram index cannot.
    """
    bare = name_norm(text)
    pairs: Sequence[str] = [bare[place : place + 2] for place in range(len(bare) - 1)]
    return list(dict.fromkeys(pairs or list(bare)))
