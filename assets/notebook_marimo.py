"""Performance walls in a marimo notebook: `marimo edit assets/notebook_marimo.py`."""

import marimo

__generated_with = "0.25.2"
app = marimo.App(app_title="Performance walls")


@app.cell
def _():
    import tempfile
    from pathlib import Path

    import marimo as mo
    import numpy as np
    import pandas as pd
    from performance_walls import FIGURES

    import limcore
    from dashboard.export.export import Export
    from dashboard.export.tables import csv_text

    return Export, FIGURES, Path, csv_text, limcore, mo, np, pd, tempfile


@app.cell
def _(mo):
    mo.md("""
    # Performance walls in a notebook

    `limcore` computes, `performance_walls` draws; neither needs the app. From a clone of the repository:
    `pip install -e ".[notebook]"`.

    ## How high may a barrier be?

    A drive ΔE sustains an update rate R over a barrier of E⁰ = kT [ln(R_max/R) + ln tanh(ΔE/2kT)]. Energies are in kT,
    rates relative to R_max. Below zero, the drive is too weak for the rate even with no barrier at all.
    """)
    return


@app.cell
def _(limcore, np, pd):
    gradient_energies = np.geomspace(1e-3, 10.0, 5)  # kT
    update_rates = [0.1, 1e-3, 1e-5]  # relative to R_max
    heights = limcore.barrier_height(gradient_energies[:, np.newaxis], update_rates)
    names = [f"R = {rate} R_max" for rate in update_rates]
    pd.DataFrame(heights, index=pd.Index(gradient_energies, name="ΔE (kT)"), columns=names).round(3)
    return


@app.cell
def _(mo):
    mo.md("""
    ## Drag α

    A figure takes the parameters of its page's address by the same names, and a slider redraws it.
    """)
    return


@app.cell
def _(mo):
    alpha = mo.ui.slider(0.05, 0.95, 0.05, value=0.3, label="rate exponent α", show_value=True)
    alpha
    return (alpha,)


@app.cell
def _(FIGURES, alpha):
    FIGURES["barrier"].plot(alpha=alpha.value)
    return


@app.cell
def _(mo):
    mo.md("""
    ## Your own learning rates

    From the log of a training, say: the step from which each learning rate holds, and the rate.
    """)
    return


@app.cell
def _(alpha, limcore, np):
    steps = np.arange(0, 10_000, 500)
    learning_rates = 0.3 * 0.7 ** np.arange(steps.size)
    schedule = limcore.make_schedule("table", steps=steps, learning_rates=learning_rates)
    path = limcore.learning_trajectory(schedule, 10_000, alpha=alpha.value, rate_max=1e9)
    path[["n", "time_s", "learning_rate", "barrier_height", "cumulative_dissipation"]].iloc[[0, -1]]
    return learning_rates, steps


@app.cell
def _(FIGURES, alpha, learning_rates, steps):
    table = list(zip(steps, learning_rates, strict=True))
    FIGURES["learning"].plot(alpha=alpha.value, schedule_1="table", table_1=table, steps=10_000)
    return


@app.cell
def _(mo):
    mo.md("""
    ## An export, read back

    What the app exports says which figure it is and what it was computed from. Here one is written first; yours would
    come from the **CSV** under a figure.
    """)
    return


@app.cell
def _(Export, FIGURES, Path, csv_text, limcore, tempfile):
    exported = FIGURES["learning"].values(alpha=0.8, schedule_1="cosine", minimum_1=1e-6)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "learning.csv"
        file.write_text(csv_text(Export(FIGURES["learning"], exported)), "utf-8")
        export = limcore.read_export(file)
    export.parameters
    return (export,)


@app.cell
def _(FIGURES, alpha, export, pd):
    figure = FIGURES[export.figure]
    values = figure.values(**export.parameters)
    pd.testing.assert_frame_equal(figure.table(values), export.table, check_exact=True)

    values["alpha"] = alpha.value  # and now go on from it
    figure.draw(figure.table(values), values)
    return


if __name__ == "__main__":
    app.run()
