"""What computes a step or a limit: the functions of limcore, with what they say of themselves."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import streamlit as st

__all__ = ["in_python"]


def in_python(functions: tuple[Callable[..., Any], ...]) -> None:
    """Draw a button that shows functions of limcore."""
    with st.popover("In Python", icon=":material/code:"):
        for function in functions:
            st.markdown(f"**`limcore.{function.__name__}`**")
            signature = f"limcore.{function.__name__}{inspect.signature(function)}"
            st.code(signature, language="python", wrap_lines=True)
            st.markdown((inspect.getdoc(function) or "").split("\n\n")[0])
