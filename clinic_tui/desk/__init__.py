"""What a clinician does: open, record, sign, amend, decide, plan, hand out."""
