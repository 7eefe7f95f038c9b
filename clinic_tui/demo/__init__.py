"""An invented clinic: its people, their hips, and what happened to them, all from one seed."""
