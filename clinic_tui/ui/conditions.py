"""How a test is done: position, device, make or break, lever arm."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from clinic_tui.judgement.values import plain
from clinic_tui.knowledge.measure import Measure
from clinic_tui.model.reading import Device, Measured, Reading
from clinic_tui.model.words import Contraction


@dataclass(frozen=True, slots=True)
class Conditions:
    """The conditions of one test; readings are compared only under the same."""

    position: str = ""
    device: str = ""
    model: str = ""
    contraction: Contraction | None = None
    lever_m: Decimal | None = None
    """Distance from joint to dynamometer in metres."""

    @property
    def words(self) -> str:
        """The conditions as they are read aloud."""
        device = " ".join(filter(None, (self.device, self.model)))
        test = f"{self.contraction} test" if self.contraction else ""
        lever = "" if self.lever_m is None else f"lever {plain(self.lever_m)} m"
        return ", ".join(filter(None, (self.position, device, test, lever)))


def usual(measure: Measure) -> Conditions:
    """The first choices of a measure."""
    return Conditions(
        position=measure.positions[0] if measure.positions else "",
        device=measure.devices[0] if measure.devices else "",
        contraction=measure.contractions[0] if measure.contractions else None,
    )


def conditions_of(reading: Measured) -> Conditions:
    """The conditions that a reading was taken in."""
    device = reading.device
    return Conditions(
        position=reading.position,
        device=device.kind if device else "",
        model=device.model if device else "",
        contraction=reading.contraction,
        lever_m=reading.lever_m,
    )


def set_up_as(reading: Reading | None) -> Conditions | None:
    """The set-up of an earlier reading without its lever, which is measured anew each time."""
    if not isinstance(reading, Measured):
        return None
    was = conditions_of(reading)
    return Conditions(was.position, was.device, was.model, was.contraction)


def under(reading: Measured, how: Conditions, measure: Measure) -> Measured:
    """A reading with its conditions."""
    return reading.model_copy(
        update={
            "position": how.position,
            "device": Device(kind=how.device, model=how.model) if how.device else None,
            "contraction": how.contraction,
            "movement": measure.movement,
            "lever_m": how.lever_m if measure.lever else None,
        }
    )
