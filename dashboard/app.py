"""What `streamlit run dashboard/app.py` starts: the pages, and the figures over HTTP beside them."""

import sys
from pathlib import Path

# Before what it imports: Streamlit makes known the folder of this file, and not the one around it.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import streamlit as st
from starlette.middleware import Middleware

from dashboard.counted import Requests
from dashboard.environment import check_environment, frame_ancestors
from dashboard.headers import AnswerHeaders
from dashboard.metadata import PageMetadata
from dashboard.routes import routes
from dashboard.start import lifespan
from dashboard.static_files import PackedStaticFiles

try:
    check_environment()
except ValueError as error:
    sys.exit(str(error))

middleware = [
    Middleware(Requests),
    Middleware(AnswerHeaders, frames=frame_ancestors()),
    Middleware(PageMetadata),
    Middleware(PackedStaticFiles),
]
app = st.App("main.py", routes=routes(), middleware=middleware, lifespan=lifespan)
