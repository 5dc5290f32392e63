"""Names of firms, persons and authorities, and which role they have."""
