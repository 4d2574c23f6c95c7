"""Evidence to numbers, one question a file.

- `kept_rate`: do we keep what we promise? Put together for one promise by `keeping`, from
  `verdict` (a closed period), `now` (slipping or holding) and `units` (unlike the others)
- `time_to_keep`: how long does it take? Put together by `keepable` (the promise you can keep) on `survival` (those
  still open counted too)
- `interval`, `counts`, `clock`, `minimum`: what they stand on
"""

MEASURES = ("kept_rate", "time_to_keep")
