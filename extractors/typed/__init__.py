"""Text as printed (and as imperfectly read) to typed values, each with its place in the text and how sure it is."""
