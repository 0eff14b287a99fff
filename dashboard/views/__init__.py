"""The pages: thin, from controls to the live figure, its words and its exports.

Not called `pages`: Streamlit would take the files of such a folder for pages of their own.
"""
