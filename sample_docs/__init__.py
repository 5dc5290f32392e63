"""Draws trade documents with the truth beside them, and holds one committed set of them."""
