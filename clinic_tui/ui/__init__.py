"""The screens: what a clinician sees and types; they ask the desk and nothing else."""
