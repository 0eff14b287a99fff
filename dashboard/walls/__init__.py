"""The three walls as a drawing that can be taken hold of: Fig. 1 with computed heights."""
