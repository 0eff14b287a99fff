"""What training in noisy memories costs, against plain gradient descent: python tests/benchmarks/bench_training.py."""

import statistics
import time

import numpy as np

import limcore

UPDATES = 1000
ROUNDS = 7


def descent(task):
    """Make as many updates of plain gradient descent, in NumPy."""
    generator, weights = np.random.default_rng(0), np.zeros((1, task.weights))
    for _ in range(UPDATES):
        weights = weights - 0.5 * task.gradient(weights, generator)


def with_torch(task):
    """Make them with PyTorch, if it is installed; give None if it is not."""
    try:
        import torch
    except ImportError:
        return None
    examples, generator = task.classifier.examples, torch.Generator().manual_seed(0)
    inputs, labels = torch.as_tensor(examples.inputs), torch.as_tensor(examples.labels)
    model = torch.nn.Linear(64, 10).double()
    optimiser = torch.optim.SGD(model.parameters(), lr=0.5)

    def train():
        for _ in range(UPDATES):
            drawn = torch.randint(len(labels), (64,), generator=generator)
            optimiser.zero_grad()
            torch.nn.functional.cross_entropy(model(inputs[drawn]), labels[drawn]).backward()
            optimiser.step()

    return train


def seconds(call):
    start = time.process_time()
    call()
    return time.process_time() - start


def main():
    task = limcore.make_task("digits")
    cases = {
        "population, barrier that follows": lambda: limcore.train_in_memory("digits", points=2),
        "population, 61 points told": lambda: limcore.train_in_memory("digits"),
        "ladder": lambda: limcore.train_in_memory("digits", memory="ladder", points=2),
        "PyTorch": with_torch(task),
    }
    for name, case in cases.items():
        if case is None:
            print(f"        {name}: not installed")
            continue
        pairs = [(seconds(case), seconds(lambda: descent(task))) for _ in range(ROUNDS)]
        ours, plain = (statistics.median(column) for column in zip(*pairs, strict=True))
        print(f"{ours / plain:6.2f}  digits, {UPDATES} updates, {name} / plain NumPy  ({ours:.3f} s / {plain:.3f} s)")


if __name__ == "__main__":
    main()
