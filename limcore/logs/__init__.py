"""Logs of training runs as their frameworks write them: recognised by content, read in a stream, and put in order."""

from limcore.logs._measured import MeasuredEnergy, read_measured_energy
from limcore.logs._reading import read_training_log
from limcore.logs._source import LogError
from limcore.logs._training_log import TrainingLog

__all__ = ["LogError", "MeasuredEnergy", "TrainingLog", "read_measured_energy", "read_training_log"]
