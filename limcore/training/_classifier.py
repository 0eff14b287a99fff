"""Softmax regression, and a network with one hidden layer of tanh units: for many runs at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from limcore.errors import Array
from limcore.training._points import Examples

__all__ = ["Classifier"]


class Classifier:
    """Gives the probabilities of classes, from weights of shape (runs, weights); each layer has a constant input."""

    def __init__(self, examples: Examples, hidden: int = 0) -> None:
        self.examples, self.hidden, self.classes = examples, hidden, examples.classes
        self._inputs, self._tests = _with_one(examples.inputs), _with_one(examples.test_inputs)
        self._right = np.eye(self.classes)[examples.labels]
        self._given = self._inputs.shape[1]
        self._split = self._given * hidden
        self.weights = self._split + (hidden + 1 if hidden else self._given) * self.classes

    def gradient(self, weights: Array, drawn: NDArray[np.int64]) -> Array:
        """Compute the gradient of the mean loss of the examples drawn, (runs, batch) of them by number."""
        drawn = drawn.astype(np.intp, copy=False)  # in a browser an index has 32 bits
        inputs = self._inputs.take(drawn, axis=0)
        first, last = self._layers(weights)
        hidden = inputs if first is None else _with_one(np.tanh(inputs @ first))
        off = _softmax(hidden @ last)
        runs, batch = drawn.shape
        off -= self._right.take(drawn, axis=0)
        off /= batch
        upper = (hidden.swapaxes(1, 2) @ off).reshape(runs, -1)
        if first is None:
            return np.asarray(upper)
        units = hidden[..., :-1]
        back = (off @ last[:, :-1].swapaxes(1, 2)) * (1.0 - units * units)
        return np.concatenate([(inputs.swapaxes(1, 2) @ back).reshape(runs, -1), upper], axis=1)

    def fisher(self, weights: Array) -> Array:
        r"""Compute the diagonal of the Fisher information of each run, over all examples to learn from.

        It is the mean of the squared derivatives :math:`(\partial\ln p(y)/\partial w)^2`, with labels y of the
        probabilities p that the model itself gives.
        """
        first, last = self._layers(weights)
        inputs = np.broadcast_to(self._inputs, (len(weights), *self._inputs.shape))
        hidden = inputs if first is None else _with_one(np.tanh(inputs @ first))
        likely = _softmax(hidden @ last)
        found = np.zeros_like(weights)
        for label in range(self.classes):
            off = likely - np.eye(self.classes)[label]
            weighed = likely[..., label, None] * off * off
            upper = ((hidden * hidden).swapaxes(1, 2) @ weighed).reshape(len(weights), -1)
            if first is not None:
                units = hidden[..., :-1]
                back = (off @ last[:, :-1].swapaxes(1, 2)) * (1.0 - units * units)
                lower = (inputs * inputs).swapaxes(1, 2) @ (likely[..., label, None] * back * back)
                upper = np.concatenate([lower.reshape(len(weights), -1), upper], axis=1)
            found += upper
        return np.asarray(found / len(self._inputs))

    def loss(self, weights: Array) -> Array:
        """Compute the mean loss of each run over all examples to learn from, in nats."""
        scores, labels = self._scores(weights, self._inputs), self.examples.labels
        top = scores.max(axis=-1)
        logs = top + np.log(np.exp(scores - top[..., None]).sum(axis=-1))
        return np.asarray((logs - scores[:, np.arange(labels.size), labels]).mean(axis=-1))

    def accuracy(self, weights: Array) -> Array:
        """Compute the share of the examples to be tested with that each run puts in their class."""
        return np.asarray((self._scores(weights, self._tests).argmax(-1) == self.examples.test_labels).mean(axis=-1))

    def probabilities(self, weights: Array, inputs: Array) -> Array:
        """Compute the probability of each class for some inputs, shape (runs, inputs, classes)."""
        return _softmax(self._scores(weights, _with_one(inputs)))

    def _scores(self, weights: Array, inputs: Array) -> Array:
        first, last = self._layers(weights)
        return np.asarray((inputs if first is None else _with_one(np.tanh(inputs @ first))) @ last)

    def _layers(self, weights: Array) -> tuple[Array | None, Array]:
        """Take the weights of the hidden layer, if there is one, and those of the last."""
        runs, split = len(weights), self._split
        last = weights[:, split:].reshape(runs, -1, self.classes)
        return (weights[:, :split].reshape(runs, self._given, self.hidden) if split else None), last


def _with_one(inputs: Array) -> Array:
    return np.concatenate([inputs, np.ones((*inputs.shape[:-1], 1))], axis=-1)


def _softmax(scores: Array) -> Array:
    scores -= np.maximum.reduce(scores, axis=-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= np.add.reduce(scores, axis=-1, keepdims=True)
    return scores
