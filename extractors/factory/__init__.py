"""What orders, bills of materials and mill certificates have for themselves."""
