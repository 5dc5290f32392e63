"""Words of a page: its text layer held against the picture, and what two engines make of one line."""
