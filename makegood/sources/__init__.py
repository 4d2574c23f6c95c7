"""What was said and done, read from files: one module for each kind of source.

A reader is a function `read(source, project, now)` that yields `Batch`es; it never touches the lake, prints, or logs.
"""
