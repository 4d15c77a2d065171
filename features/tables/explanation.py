"""What a stage says about a table: sentences that explain it, problems for a person to solve."""

from dataclasses import dataclass

from features.tables.problems import Problem


@dataclass(frozen=True)
class Explanation:
    """What was understood and why, and what only a person can decide.

    Every stage returns its own; ``+`` concatenates them.
    """

    sentences: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    more: int = 0
    """How many further problems there are, which come too late to be named."""

    def __add__(self, other: "Explanation") -> "Explanation":
        return Explanation(
            self.sentences + other.sentences,
            self.problems + other.problems,
            self.more + other.more,
        )


def say(*sentences: str) -> Explanation:
    """Return an explanation of sentences; blank ones are left out."""
    return Explanation(sentences=tuple(sentence for sentence in sentences if sentence))


def ask(*problems: Problem) -> Explanation:
    """Return an explanation of problems."""
    return Explanation(problems=problems)
