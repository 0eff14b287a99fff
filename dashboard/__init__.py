"""The performance-walls explorer: a multipage Streamlit app on limcore."""
