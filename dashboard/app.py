"""What `streamlit run dashboard/app.py` starts: the pages, and the figures over HTTP beside them."""

import streamlit as st
from starlette.middleware import Middleware

from dashboard.metadata import PageMetadata
from dashboard.routes import routes

app = st.App("main.py", routes=routes(), middleware=[Middleware(PageMetadata)])
