"""Return to running after a hip injury: assessment, readiness, clearance, plan."""

__version__ = "0.1.0"
