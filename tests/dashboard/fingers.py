"""What fingers do on a screen that is touched."""

__all__ = ["SMALL", "Fingers"]

SMALL = """() => [...document.querySelectorAll('button, input, select, a, [role=tab], summary')]
  .filter(one => one.type !== 'range' && one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .filter(one => !one.closest('p, li, td'))  // a link in a text is as high as its line
  .map(one => [one, one.matches('label input') ? one.closest('label') : one])
  .map(([one, area]) => [one, area.getBoundingClientRect(), getComputedStyle(area, '::after')])
  .map(([one, box, after]) => [
    one, ...['width', 'height'].map(side => Math.max(box[side], parseFloat(after[side]) || 0))
  ])
  .filter(([one, width, height]) => width > 1 && height > 1 && Math.min(width, height) < 43.5)
  .map(([one, width, height]) => `${one.tagName} ${one.ariaLabel ?? one.textContent} ${width}×${height}`)"""


class Fingers:
    """Fingers on the screen of a tab, which the browser takes for real ones."""

    def __init__(self, tab):
        self.wire = tab.context.new_cdp_session(tab)

    def _touch(self, kind, places):
        points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(places)]
        self.wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def emulate(self, touched):
        """Let the screen be one that is touched, or not."""
        self.wire.send("Emulation.setTouchEmulationEnabled", {"enabled": touched})

    def move(self, *ways, steps=10):
        """Put fingers down, move each from one place to another, lift them."""
        self._touch("touchStart", [start for start, _ in ways])
        for step in range(1, steps + 1):
            share = step / steps
            self._touch("touchMove", [(a + (c - a) * share, b + (d - b) * share) for (a, b), (c, d) in ways])
        self._touch("touchEnd", [])
