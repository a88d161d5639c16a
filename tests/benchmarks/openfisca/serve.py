"""Does what it is told on standard input, one command a line, and answers with one line of JSON.

python serve.py FAMILIES     a file of JSON: families of people of facts, the applicant first
answers FILE                 write every answer; 1
one                          simulations of one person each, built and calculated; how many
families N                   build from N families as people write them, calculate; people
arrays TIMES                 build from arrays of everybody, so many times over; people
calculate TIMES              calculate what was built by `arrays`; people
"""

import json
import sys
from pathlib import Path

import numpy as np
from facts import AMOUNTS, CHOICES, COUNTS, EVERY, PLACES, YES_NO, told, variable_of
from openfisca_core.indexed_enums import EnumArray
from openfisca_core.simulation_builder import SimulationBuilder
from rules import ASKED, FORMULAS, system

MONTH = "2018-03"
ONE = 25
UNKNOWN = {**dict.fromkeys(YES_NO, 1), **dict.fromkeys((*COUNTS, *AMOUNTS, *PLACES), -1)}


class Served:
    def __init__(self, families):
        self.families = families
        self.system = system()
        self.people = [person for family in families for person in family]
        self.situations = {}
        self.ones = [
            {"persons": {"0": situated(family[0])}, "families": {"0": {"applicant": ["0"]}}}
            for family in families[:ONE]
        ]
        self.family_of = np.repeat(np.arange(len(families)), [len(each) for each in families])
        self.first = np.concatenate([[0] + [1] * (len(each) - 1) for each in families])
        self.arrays_of = {variable_of(fact): self.array(fact) for fact in EVERY}
        self.built = {}
        self.inputs = {}

    def array(self, fact):
        """Return a fact of everybody as OpenFisca keeps it: an enum by its index."""
        if fact in CHOICES:
            index = {each: at for at, each in enumerate(CHOICES[fact].split(), 1)}
            values = [index[told(fact, one[fact])] if fact in one else 0 for one in self.people]
            return np.array(values, dtype=np.uint8)
        kind = np.float32 if fact in AMOUNTS else np.int32
        unknown = UNKNOWN[fact]
        return np.array(
            [told(fact, one[fact]) if fact in one else unknown for one in self.people], dtype=kind
        )

    def answers(self, path):
        simulation = self.from_arrays(1)
        found = calculated(simulation)
        Path(path).write_text(json.dumps({name: each.tolist() for name, each in found.items()}))
        return 1

    def one(self):
        for situation in self.ones:
            calculated(SimulationBuilder().build_from_dict(self.system, situation))
        return len(self.ones)

    def from_families(self, count):
        calculated(SimulationBuilder().build_from_dict(self.system, self.situation(int(count))))
        return sum(len(each) for each in self.families[: int(count)])

    def situation(self, count):
        """Return families as people write them; made once, as only building is measured."""
        if count not in self.situations:
            persons, families = {}, {}
            for at, family in enumerate(self.families[:count]):
                names = [f"{at}-{member}" for member in range(len(family))]
                persons.update(zip(names, map(situated, family), strict=True))
                families[str(at)] = {"applicant": names[:1], "companions": names[1:]}
            self.situations[count] = {"persons": persons, "families": families}
        return self.situations[count]

    def arrays(self, times):
        times = int(times)
        self.built[times] = self.from_arrays(times)
        calculated(self.built[times])
        return times * len(self.people)

    def calculate(self, times):
        times = int(times)
        simulation = self.built.get(times) or self.built.setdefault(times, self.from_arrays(times))
        for formula in FORMULAS:
            simulation.delete_arrays(formula.__name__)
        calculated(simulation)
        return times * len(self.people)

    def from_arrays(self, times):
        families, people = len(self.families), len(self.people)
        builder = SimulationBuilder()
        builder.create_entities(self.system)
        builder.declare_person_entity("person", np.arange(times * people))
        declared = builder.declare_entity("family", np.arange(times * families))
        rounds = np.repeat(np.arange(times) * families, people)
        member_of = np.tile(self.family_of, times) + rounds
        builder.join_with_persons(declared, member_of, np.tile(self.first, times))
        simulation = builder.build(self.system)
        for name, values in self.tiled(times).items():
            simulation.set_input(name, MONTH, values)
        return simulation

    def tiled(self, times):
        """Return the arrays of a larger population; enums as arrays of OpenFisca's own."""
        if times not in self.inputs:
            self.inputs[times] = {
                name: self.as_input(name, np.tile(values, times))
                for name, values in self.arrays_of.items()
            }
        return self.inputs[times]

    def as_input(self, name, values):
        kinds = getattr(self.system.get_variable(name), "possible_values", None)
        return values if kinds is None else EnumArray(values, kinds)


def situated(person):
    known = {fact: value for fact, value in person.items() if fact in EVERY}
    return {variable_of(fact): {MONTH: told(fact, value)} for fact, value in known.items()}


def calculated(simulation):
    return {name: simulation.calculate(name, MONTH) for name in ASKED}


def main():
    served = Served(json.loads(Path(sys.argv[1]).read_text()))
    does = {
        "answers": served.answers,
        "one": served.one,
        "families": served.from_families,
        "arrays": served.arrays,
        "calculate": served.calculate,
    }
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        command, *arguments = line.split()
        print(json.dumps(does[command](*arguments)), flush=True)


main()
