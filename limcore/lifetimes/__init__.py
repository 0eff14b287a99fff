"""How long memories last under later ones: signal, noise and price of one pattern, for memories by name."""

from limcore.lifetimes._frontier import memory_frontier
from limcore.lifetimes._history import history_columns, memory_history
from limcore.lifetimes._lifetime import MEMORIES, lifetime_columns, make_memory, memory_lifetime, retrieval_time
from limcore.lifetimes._memory import Memory
from limcore.lifetimes._simulation import simulate_lifetime

__all__ = [
    "MEMORIES",
    "Memory",
    "history_columns",
    "lifetime_columns",
    "make_memory",
    "memory_frontier",
    "memory_history",
    "memory_lifetime",
    "retrieval_time",
    "simulate_lifetime",
]
