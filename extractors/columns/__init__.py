"""What a column holds, where its header does not say it or says it of two."""
