"""Screens: one a file; each declares what it returns."""
