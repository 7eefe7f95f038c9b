"""Widgets: given values to show, they ask nobody."""
