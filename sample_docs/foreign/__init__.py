"""A second set of papers, drawn by a browser from templates that share nothing with `sample_docs.forms`.

The reader is measured on them. `templates/development` may be looked at by whoever works on the reader;
`templates/reporting` may not (README.md).
"""
