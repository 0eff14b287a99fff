"""The live figure: a Plotly figure that follows the thumb on a slider."""
