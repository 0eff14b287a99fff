"""Pages as their widgets see them, without a browser."""

from streamlit.testing.v1 import AppTest

__all__ = ["open_page"]


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
