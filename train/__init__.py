"""Makes every weight that ships with makegood: `python -m train`."""
