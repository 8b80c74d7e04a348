"""Random choices that a seed repeats, and that can be taken back one by one to find the smallest example."""

import random


class Choices:
    """What one file is made of. Each choice has a name and a random stream of its own, so that leaving one
    out changes no other."""

    def __init__(self, seed, without=()):
        self.seed = seed
        self.without = frozenset(without)
        # The names of all choices that made the file less plain, in the order in which they were made.
        self.made = []
        # Why an editor may refuse this file: names from refusals.REASONS.
        self.refusable = set()

    def random(self, name):
        return random.Random(f"{self.seed}/{name}")

    def maybe(self, name, chance, refusable=None):
        """Whether the file has `name`, which it has in `chance` of all cases."""
        if name in self.without or self.random(name).random() >= chance:
            return False
        self._note(name, refusable)
        return True

    def pick(self, name, *options):
        """One of the options; the first is the plain one."""
        if name in self.without:
            return options[0]
        index = self.random(name).randrange(len(options))
        if index:
            self._note(name)
        return options[index]

    def count(self, name, most):
        """A number from 0 to `most`; 0 is the plain one."""
        return self.pick(name, *range(most + 1))

    def shuffled(self, name, things):
        """The things in another order; the given order is the plain one."""
        things = list(things)
        if len(things) > 1 and self.maybe(name, 0.5):
            self.random(name + " order").shuffle(things)
        return things

    def _note(self, name, refusable=None):
        if name not in self.made:
            self.made.append(name)
        if refusable:
            self.refusable.add(refusable)
