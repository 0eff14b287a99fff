"""What a hand and an eye do with the figure in a browser."""

from pathlib import Path

from playwright.sync_api import expect

__all__ = ["AT_REST", "CAMERA", "CAPTION", "CURVES", "ENDLESS", "PLOT", "STILL"]
__all__ += ["expect", "grab", "obstacles", "save", "thumb", "turn"]

expect.set_options(timeout=20_000)  # ms; a machine that does other things too takes its time

AT_REST = "[data-testid=stApp][data-test-script-state=notRunning]"
CAPTION = ".live-caption"
PLOT = ".js-plotly-plot"
CURVES = f"() => [...document.querySelectorAll('{PLOT} path.js-line')].map(p => p.getAttribute('d')).join()"
CAMERA = f"() => document.querySelector('{PLOT}')._fullLayout.scene.camera.eye"
# What moves for ever, also of what a component draws in a tree of its own.
ENDLESS = """() => {
  const within = ({ shadowRoot }) => shadowRoot ? trees(shadowRoot) : [];
  const trees = tree => [tree, ...[...tree.querySelectorAll("*")].flatMap(within)];
  return trees(document).flatMap(tree => tree.getAnimations())
    .filter(one => one.effect.getComputedTiming().endTime === Infinity)
    .map(one => one.effect.target.outerHTML.slice(0, 100));
}"""

STILL = """async selector => {
  const place = () => JSON.stringify(document.querySelector(selector)?.getBoundingClientRect());
  const seen = () => new Promise(drawn => requestAnimationFrame(drawn));
  for (let before = '', times = 0; times < 3; times = place() === before ? times + 1 : 0) {
    before = place();
    await seen();
  }
}"""


def thumb(tab, key):
    """Find where a thumb is, once the page around it has come to rest."""
    tab.wait_for_selector(AT_REST)
    tab.evaluate(STILL, f".st-key-{key} [data-testid=stSliderThumbValue]")
    box = tab.locator(f".st-key-{key} [data-testid=stSliderThumbValue]").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] + 10


def grab(tab, key):
    """Put the hand on a slider and wait until its frames are there."""
    x, y = thumb(tab, key)
    with tab.expect_response(lambda answer: "/sweep?" in answer.url and f"over={key}" in answer.url):
        tab.mouse.move(x, y)
        tab.mouse.down()
    return x, y


def save(tab, name, role="button"):
    with tab.expect_download() as caught:
        tab.locator(".live-exports").get_by_role(role, name=name, exact=True).click()
    return Path(caught.value.path()).read_bytes()


def turn(tab):
    """Turn a surface by hand, again if the scene was not ready for it yet; give the camera after it."""
    before = tab.evaluate(CAMERA)
    for _ in range(20):  # software draws a scene, and takes seconds where the machine is busy
        box = tab.locator(PLOT).bounding_box()  # each time: what comes above it on a page that is not ready moves it
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        tab.mouse.move(x, y)
        tab.mouse.down()
        for step in range(1, 8):
            tab.mouse.move(x + 15 * step, y + 5 * step)
            # The scene follows the hand once in a frame it has drawn.
            tab.evaluate("() => new Promise(seen => requestAnimationFrame(() => requestAnimationFrame(seen)))")
        tab.mouse.up()
        turned = tab.evaluate(CAMERA)
        if abs(turned["x"] - before["x"]) > 0.01:
            return turned
    raise AssertionError("the surface did not turn")


AXE = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"label-content-name-mismatch": {"enabled": True}},  # of WCAG 2.1 A, and by default left out
}
OF_COLORS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}


def obstacles(tab, *, in_other_colors=False):
    """List what axe-core finds wrong; to write out what is right as well would take longer than all rules.

    A page that was read already, and has changed its colours alone since, is read by the rules that look at colours.
    """
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(tab, options=OF_COLORS if in_other_colors else AXE)
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]
