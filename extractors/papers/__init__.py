"""Which pages are one paper, whether it is whole, and what is none of the kinds."""
