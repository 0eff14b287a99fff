"""A model that learns in noisy memories: with the rates of learning-in-memory, every weight in elements that hop."""

from limcore.training._accounts import ACCOUNTS
from limcore.training._classifier import Classifier
from limcore.training._memory_training import Frozen, MemoryTraining, Rest, forced_write_energy
from limcore.training._points import Examples
from limcore.training._run import train_in_memory
from limcore.training._tasks import BOWL_MINIMUM, TASKS, Task, make_task
from limcore.training._two_tasks import TwoTasks, train_two_tasks

__all__ = [
    "ACCOUNTS",
    "BOWL_MINIMUM",
    "TASKS",
    "Classifier",
    "Examples",
    "Frozen",
    "MemoryTraining",
    "Rest",
    "Task",
    "TwoTasks",
    "forced_write_energy",
    "make_task",
    "train_in_memory",
    "train_two_tasks",
]
