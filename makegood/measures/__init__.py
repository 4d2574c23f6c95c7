"""Evidence to numbers, one question a file.

- `kept_rate`: do we keep what we promise? Put together for one promise by `keeping`, from
  `verdict` (a closed period), `now` (slipping or holding) and `units` (unlike the others)
- `time_to_keep`: how long does it take? Put together by `keepable` (the promise you can keep) on `survival` (those
  still open counted too)
- `cost_of_breaking`: what does it cost when we break it? Standing on `matched`: two groups made alike
- `what_is_said`: what do customers talk about, and how?
- `counted`: the same where others have counted already
- `interval`, `counts`, `clock`, `minimum`: what they stand on
"""

MEASURES = ("kept_rate", "time_to_keep", "cost_of_breaking", "what_is_said")
