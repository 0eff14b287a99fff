"""The words of the lessons page."""

from __future__ import annotations

from typing import Final

__all__ = ["CLASS_OF_45_MINUTES", "LEAD", "TITLE", "WHAT_IS_THIS"]

TITLE: Final = "Lessons"

LEAD: Final = (
    "Predict, drag, see. Each lesson takes at most 15 minutes, asks before it tells, and ends with numbers of your own "
    "to take away. **Begin with the first if the walls are new to you.**"
)

WHAT_IS_THIS: Final = """
Each step shows a live figure and a few words, and often asks you to predict what will happen. Answer first: the
sliders come with the answer, but for the exercise at the end, which takes them. All answers are computed from the
physics, none is typed in.

← and → turn the steps, and so do Page Up and Page Down, which a clicker sends, wherever you have clicked last; while a
slider has the focus, the arrows are its own. The key “.” or B, a clicker’s for a black screen, shows the answer. The
address of a step can be shared: *Link for pupils* shows it as a QR code. *Teacher’s notes* are folded away under each
step; *To print* puts a lesson on paper.

**Classroom** enlarges everything for a projector and keeps each step on one screen. It asks for a show of hands: type
how many chose what, and bars appear; then show the answer.
"""

CLASS_OF_45_MINUTES: Final = """
**A class of 45 minutes, without preparing.** Lesson 1 together on the projector, with the classroom switch on and a
show of hands at each question (12 minutes). Lesson 2 or 3 in pairs, each pair at one device (12 minutes). Lesson 4
together, but for its last step (12 minutes). The exercise at that step in pairs (5 minutes), and what is left to
compare results. Lessons 5 and
6 are homework, or the next class. Everyone can open a step by its address; nothing needs an account, and answers stay
in the reader’s own browser session.
"""
