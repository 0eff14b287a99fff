"""Pages as their widgets see them, without a browser."""

from functools import cache

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

__all__ = ["open_page"]

# Streamlit looks for components in all that is installed, here at each run of a page: more than half of its time.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def open_page(name, **query):
    """Open a page by its name in the state that a query says, as the app does."""

    def script(name):
        import streamlit as st

        from dashboard import state
        from dashboard.navigation import pages

        st.navigation(list(pages().values()))  # doors lead to pages that are known
        state.arrive(name)
        __import__(f"dashboard.views.{name}", fromlist=["page"]).page()

    test = AppTest.from_function(script, default_timeout=30, args=(name,))
    for key, value in query.items():
        test.query_params[key] = value
    return test.run()
