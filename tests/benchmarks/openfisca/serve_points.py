"""Does what it is told on standard input, one command a line, and answers with one line of JSON.

python serve_points.py CSV     a heading and a row a person, numbers only, as `points` takes them
answers OUT                    write ranking, total and qualified of everybody, a row each; people
again CSV OUT                  read the file anew, build, calculate, write the answers; people
people N                       build from N people as somebody writes them, calculate; people
arrays                         build from arrays of everybody, calculate; people
calculate                      calculate what was built by `arrays`; people
numpy                          the same lines over the same arrays, without OpenFisca; people
"""

import json
import sys
from pathlib import Path

import numpy as np
from openfisca_core.simulation_builder import SimulationBuilder
from points import AMOUNTS, ASKED, FORMULAS, by_numpy, system

MONTH = "2025-10"


def read(path):
    """Return the columns of a file as arrays."""
    with Path(path).open() as file:
        names = file.readline().strip().split(",")
        rows = np.loadtxt(file, delimiter=",", dtype=np.float64, ndmin=2)
    kinds = {name: np.float64 if name in AMOUNTS else np.int32 for name in names}
    return {name: rows[:, at].astype(kinds[name]) for at, name in enumerate(names)}


class Served:
    def __init__(self, path):
        self.columns = read(path)
        self.system = system(self.columns)
        self.number = len(self.columns["person_age"])
        self.written = {}
        self.built = None

    def answers(self, into):
        return self.write(calculated(self.build(self.columns)), into)

    def again(self, path, into):
        return self.write(calculated(self.build(read(path))), into)

    def write(self, found, into):
        table = np.column_stack([found[name] for name in ASKED])
        np.savetxt(into, table, fmt=("%d", "%.6f", "%d"), delimiter=",")
        return len(table)

    def people(self, count):
        count = int(count)
        if count not in self.written:
            self.written[count] = {
                "persons": {str(at): self.situation(at) for at in range(count)},
                "families": {str(at): {"applicant": [str(at)]} for at in range(count)},
            }
        calculated(SimulationBuilder().build_from_dict(self.system, self.written[count]))
        return count

    def situation(self, at):
        return {name: {MONTH: values[at].item()} for name, values in self.columns.items()}

    def arrays(self):
        self.built = self.build(self.columns)
        calculated(self.built)
        return self.number

    def calculate(self):
        simulation = self.built or self.build(self.columns)
        self.built = simulation
        for name in FORMULAS:
            simulation.delete_arrays(name)
        calculated(simulation)
        return self.number

    def numpy(self):
        by_numpy(self.columns)
        return self.number

    def build(self, columns):
        number = len(columns["person_age"])
        builder = SimulationBuilder()
        builder.create_entities(self.system)
        builder.declare_person_entity("person", np.arange(number))
        declared = builder.declare_entity("family", np.arange(number))
        builder.join_with_persons(declared, np.arange(number), np.zeros(number, dtype=int))
        simulation = builder.build(self.system)
        for name, values in columns.items():
            simulation.set_input(name, MONTH, values)
        return simulation


def calculated(simulation):
    return {name: simulation.calculate(name, MONTH) for name in ASKED}


def main():
    served = Served(sys.argv[1])
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        command, *arguments = line.split()
        print(json.dumps(getattr(served, command)(*arguments)), flush=True)


main()
