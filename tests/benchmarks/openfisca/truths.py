"""Three truths as numbers: 0 false, 1 unknown, 2 true; AND is the least, OR the greatest."""

import numpy as np

FALSE, UNKNOWN, TRUE = 0, 1, 2


def both(first, *others):
    for each in others:
        first = np.minimum(first, each)
    return first


def one_of(first, *others):
    for each in others:
        first = np.maximum(first, each)
    return first


def is_not(truth):
    return TRUE - truth


def at_least(numbers, threshold):
    """Unknown numbers are kept below zero."""
    return np.where(numbers < 0, UNKNOWN, np.where(numbers >= threshold, TRUE, FALSE))


def among(values, *members):
    """Look the answer up by the index of an enum, whose first member is `unknown`."""
    kinds = values.possible_values
    wanted = {kinds[each].index for each in members}
    answers = [UNKNOWN] + [TRUE if at in wanted else FALSE for at in range(1, len(kinds))]
    return np.array(answers, dtype=np.int8)[values.view(np.ndarray)]


def not_below(values, member):
    """Look up whether a grade, listed from the lowest, reaches a member."""
    kinds = list(values.possible_values)
    first = [each.name for each in kinds].index(member)
    answers = [UNKNOWN] + [TRUE if at >= first else FALSE for at in range(1, len(kinds))]
    return np.array(answers, dtype=np.int8)[values.view(np.ndarray)]
