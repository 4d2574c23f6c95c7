"""The least data from which each measure says anything; below it, it refuses and says what it would take."""

EVENTS = 30  # matured events behind a share
CLUSTERS = 4  # days (or units) behind an interval; fewer say nothing about the next day
EFFECTIVE = 100.0  # independent events behind a verdict
POOL = 10  # events in one step of `now`; days with fewer are pooled with the next
UNITS = 5  # units with enough events, before one is held against the others
UNREADABLE = 0.05  # share of a source's rows that may be unreadable before a verdict on the rest is refused
VOICES = 20  # voices with words in twelve months, before it is told what they speak of
