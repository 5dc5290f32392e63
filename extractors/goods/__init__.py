"""Rows of tables as typed lines of goods and materials."""
