"""The barrier in plain Streamlit: a slider and a chart."""

import streamlit as st

from dashboard.figures import FIGURES

alpha = st.slider("Rate exponent α", 0.05, 0.95, 0.5, 0.005)
st.plotly_chart(FIGURES["barrier"].plot(alpha=alpha))
