"""What is sent to people and to other programs: one file each.

html          one self-contained page for people
chart         the geometry of its trend charts
json          the stable document for machines, described by check.schema.json
formats       the other forms, by name: markdown, junit, sarif, openmetrics, openslo
told          what those forms may tell
board         one closed period on one page, as data
board_period  when such a page cannot be made
board_html    the page
slides        the same as PowerPoint
pdf           any page printed by a browser
"""
