"""Tables: headers, columns, rows, where they end and where they go on."""
