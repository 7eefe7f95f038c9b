"""The verbs of a rule that is to be tried on the past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_tui.desk.assessing import AssessingDesk
from clinic_tui.desk.errors import DeskError, NotUnlocked
from clinic_tui.desk.patients import PatientsDesk

if TYPE_CHECKING:
    from clinic_tui.desk.tried import Told, Tried
    from clinic_tui.knowledge.protocol import Protocol


class TryingDesk(AssessingDesk, PatientsDesk):
    """A protocol over all that was signed."""

    def protocol_to_try(self, named: str) -> Protocol:
        """A protocol of the clinic by its id, or from a TOML file.

        Raises:
            Refused: no such protocol, or the file has a mistake.
        """
        from clinic_tui.desk.portable_chart import protocol_named

        return protocol_named(named, self.library)

    def try_protocol(self, protocol: Protocol, told: Told) -> Tried:
        """Judges every signed assessment by a protocol, each for the day it was judged for.

        Only what is stored is read; no view is written down and nothing is kept. A chart that
        cannot be read is named and left out.

        Args:
            protocol: the rule.
            told: hears how far it is; answers whether to go on.

        Raises:
            NotUnlocked: the window was locked meanwhile.
        """
        from clinic_tui.desk.tried import Tried, try_chart

        heads = self.heads()
        tried = Tried(protocol.name, protocol.version, protocol.digest, len(heads))
        tried.wrong += self.damaged
        for head in heads:
            if not told(tried.looked, tried.charts):
                tried.stopped = True
                break
            try:
                chart = self.read_quietly(head.patient_id)
            except NotUnlocked:
                raise
            except DeskError as error:
                tried.wrong.append(f"{head.patient_id} {head.listed}: {error.sentence}")
            else:
                # What was merged into another chart is judged there.
                if chart.merged_into is None:
                    try_chart(chart, protocol, self.library, tried)
            tried.looked += 1
        told(tried.looked, tried.charts)
        tried.wrong = list(dict.fromkeys(tried.wrong))
        return tried
