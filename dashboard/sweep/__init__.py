"""A figure's table over many values of its parameters: as it goes, where it stopped, on one machine or on many."""
