"""The barrier in Dash: a slider, a chart, and a callback for each move of the thumb."""

import sys

import dash
from dash import Input, Output, dcc, html

from dashboard.figures import FIGURES

app = dash.Dash(__name__)
app.layout = html.Div(
    [dcc.Slider(0.05, 0.95, 0.005, value=0.5, id="alpha", updatemode="drag"), dcc.Graph(id="figure")],
)


@app.callback(Output("figure", "figure"), Input("alpha", "value"))
def draw(alpha):
    return FIGURES["barrier"].plot(alpha=alpha)


app.run(port=int(sys.argv[1]), threaded=True)
