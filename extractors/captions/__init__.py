"""Captions, and what answers them: beside, below, in their cell, in the open."""
