"""A library in step with others: what changed here as changes for all, and changes of others into here.

Every field of every thing is a small mergeable value of its own: the later change wins (by a hybrid logical
clock, see `core.replication.changes`), a removal takes away only the versions it knew, tags are sets in which
adding wins, and notes keep every version that no other one had in view, joined for showing. So the order
in which changes come does not matter, nor whether they come twice. What lies in Trash is told with what was
in view of whoever put it there, and comes out when somebody wrote on without having heard of that (`trash`).
"""

__all__ = [
    "choices",
    "finishing",
    "folds",
    "membership",
    "outbox",
    "outgoing",
    "part",
    "shared_options",
    "shared_pictures",
    "taking",
    "wanted_again",
]
