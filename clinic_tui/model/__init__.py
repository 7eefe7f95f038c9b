"""What a chart holds: strict, frozen values that know nothing of screens, files or papers."""
