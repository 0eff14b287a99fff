"""What `streamlit run dashboard/app.py` starts: the pages, and the figures over HTTP beside them."""

import streamlit as st

from dashboard.routes import ROUTES

app = st.App("main.py", routes=ROUTES)
