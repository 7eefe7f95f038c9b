"""The palette: every action, and every patient by typing."""

from __future__ import annotations

from functools import partial

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette, Hit, Hits, Provider

from clinic_tui.ui import jumping
from clinic_tui.ui.widgets.lines import SOFT, line

MOST = 12
"""Patients that are listed for what was typed."""


class Palette(CommandPalette):
    """Textual's own takes away the screen below it too, were it the last one."""

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Leaves where it is in front, once."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()


class PatientsByName(Provider):
    """Whoever answers to what was typed; nobody while the clinic is locked."""

    async def search(self, query: str) -> Hits:
        """Patients, as the list finds them."""
        heads = jumping.heads_of(self.app)
        if heads is None:
            return
        for place in heads.find(query)[:MOST]:
            head = heads[place]
            who = f"{head.injured.upper()} {head.title}".strip() or "no injury entered yet"
            yield Hit(
                0.9,
                line(head.listed, (f"  {who}", SOFT)),
                partial(jumping.to_patient, self.app, head.patient_id),
                text=head.listed,
                help=f"id {head.patient_id}, {head.age}",
            )
