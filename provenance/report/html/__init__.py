"""The page an editor signs: one file that needs nothing else, made of one audit on every day that matters.

Everything a reader can ask of the page is worked out here; the page only shows and hides it.
"""
