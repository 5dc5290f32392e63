"""Shapes and facts that every other package shares; imports nothing of ours."""
