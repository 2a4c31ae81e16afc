"""Rows of one edition by their codes: areas with their names, bodies, departments with their hours, affairs."""
