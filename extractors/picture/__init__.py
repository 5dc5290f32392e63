"""What a page shows as a picture: which way is up, ruling, boxes of lines, seals, codes, signatures."""
