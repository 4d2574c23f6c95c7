"""Personal data out of texts: each becomes a mask, `[kind:hhhhhhhhhhhh]`, a keyed hash that is counted, not read.

Members:

- `masking`: `mask` for one text, `mask_column` for many; which find wins
- `marker`: the kinds, the normal form of a value, and its mask
- `cues`: the words before and after a number that tell what it is
- `numbers`, `phones`, `mail`, `addresses`, `names`: what finds each kind
"""

from makegood.text.private.marker import KINDS, marker
from makegood.text.private.masking import mask, mask_column

__all__ = ["KINDS", "marker", "mask", "mask_column"]
