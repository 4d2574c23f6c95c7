"""Evidence to numbers, one question a file.

- `kept_rate`: do we keep what we promise? Put together for one promise by `keeping`, from
  `verdict` (a closed period), `now` (slipping or holding) and `units` (unlike the others)
- `counted`: the same where others have counted already
- `interval`, `counts`, `clock`, `minimum`: what they stand on
"""

MEASURES = ("kept_rate",)
