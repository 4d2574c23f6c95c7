"""What is sent to people: one file each.

html    one self-contained page for people
chart   the geometry of its trend charts
json    the stable document for machines, described by check.schema.json
"""
