"""What no pack may ask (底线): the three rural rights (三权), and family planning (计划生育)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hukou.law.citation import Citation
from hukou.law.sections import NATIONAL, PackError, Section, read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Safeguards:
    """Words and facts that may not become a condition, each with the law that forbids it."""

    rights_words: tuple[str, ...]
    rights_reason: str
    rights_cite: Citation
    membership_reason: str
    membership_cite: Citation
    planning_words: tuple[str, ...]
    decoupled_facts: tuple[str, ...]
    decoupled_reason: str
    decoupled_cite: Citation

    def check_fact(self, name: str, section: Section) -> None:
        """Refuse a condition on a fact from which registration was decoupled.

        Raises:
            PackError: keep such a condition under 'set_aside', and only in a draft.
        """
        if name in self.decoupled_facts:
            law = f"{self.decoupled_cite.document} {self.decoupled_cite.clause}"
            raise section.wrong(
                f"{name} may not decide anything: {self.decoupled_reason}（{law}）; "
                "a draft may keep it under 'set_aside'"
            )

    def check_rights(self, content: object, where: str) -> None:
        """Refuse whatever asks for a rural right, in any key or text of `content`.

        Raises:
            PackError: names the words found and the law.
        """
        _refuse_words(content, self.rights_words, self.rights_reason, self.rights_cite, where)

    def check_planning(self, content: object, where: str) -> None:
        """Refuse whatever asks for a paper of family planning, in any key or text of `content`.

        Raises:
            PackError: names the words found and the text that decoupled registration from it.
        """
        reason, cite = self.decoupled_reason, self.decoupled_cite
        _refuse_words(content, self.planning_words, reason, cite, where)


def _refuse_words(
    content: object, words: tuple[str, ...], reason: str, cite: Citation, where: str
) -> None:
    for text in _texts(content):
        for word in words:
            if word in text:
                law = f"{cite.document} {cite.clause}"
                raise PackError(
                    f"{where}: {word!r} in {text!r} may not be asked: {reason}（{law}）"
                )


def _texts(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for key, value in content.items():
            yield str(key)
            yield from _texts(value)
    elif isinstance(content, list | tuple):
        for value in content:
            yield from _texts(value)


def load_safeguards(directory: Path) -> Safeguards:
    """Read `_national/safeguards.yaml` of a packs directory."""
    path = directory / NATIONAL / "safeguards.yaml"
    top = Section(read_yaml(path), "safeguards", file=path.name)
    rights, planning = top.section("three_rights"), top.section("family_planning")
    top.close()
    membership = rights.section("membership")
    safeguards = Safeguards(
        rights_words=rights.texts("words"),
        rights_reason=rights.text("reason"),
        rights_cite=_cite(rights),
        membership_reason=membership.text("reason"),
        membership_cite=_cite(membership),
        planning_words=planning.texts("words"),
        decoupled_facts=planning.texts("facts"),
        decoupled_reason=planning.text("reason"),
        decoupled_cite=_cite(planning),
    )
    for section in (rights, membership, planning):
        section.close()
    return safeguards


def _cite(section: Section) -> Citation:
    cite: Mapping[str, Any] = section.section("cite").raw
    return Citation(document=str(cite["document"]), clause=str(cite["clause"]))
