"""Seoul as data: `rows` is what people edit, `trained` is what was learnt from it. There is no code here.

`rows/README.md` describes the files. The edition library finds this package by its entry point in the group `city120.city`.
"""
