"""Keys that were under way while another one moved the focus or opened a screen."""

from __future__ import annotations

from textual import events
from textual.widget import Widget


def passed_on(widget: Widget, event: events.Key) -> bool:
    """Hands a key to what has the keys now, where that is no longer this widget or screen.

    A slow machine hands over several keys at once. A digit must not fall into a cell that it was
    not typed for, nor get lost before the rest of its number.
    """
    owner = widget.app.focused or widget.app.screen
    if owner is widget:
        return False
    event.stop()
    event.prevent_default()
    owner.post_message(events.Key(event.key, event.character))
    return True
