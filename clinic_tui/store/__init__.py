"""Where charts live: one TinyDB file per patient, replaced whole or not at all."""
