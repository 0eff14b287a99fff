"""One truth: what the thumb shows is what picture, address and exports say, whatever hands do, and however fast."""

import random
import re

import pytest

pytest.importorskip("playwright.sync_api")

from hand import AT_REST, CURVES, PLOT, expect, thumb
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

STEP = 0.005
LEAST, MOST = 0.05, 0.95
# What each part of the page says of alpha and of the first pin; that they have agreed for half a second.
AGREED = """([wanted, part]) => {
  const of = (query) => [Number(query.get("alpha") ?? 0.5), query.get("pin_1") ?? ""];
  const thumb = Number(document.querySelector(".st-key-alpha input[type=range]")?.value);
  const caption = Number(document.querySelector(".live-caption")?.textContent.match(/α = ([0-9.]+)/)?.[1]);
  const csv = document.querySelector(".live-exports a[data-format=csv]")?.href ?? "";
  const address = of(new URLSearchParams(location.search));
  const file = of(new URLSearchParams(csv.split("?")[1] ?? ""));
  const pinned = Boolean(document.querySelector(".st-key-unpin_A"));
  const atRest = document.querySelector("[data-testid=stApp]").dataset.testScriptState === "notRunning";
  const alphas = [thumb, caption, address[0], file[0]];
  const agreed = alphas.every((one) => one === alphas[0]) && address[1] === file[1] && pinned === (address[1] !== "")
    && (wanted === null || Math.abs(thumb - wanted) < 1e-9) && location.pathname.endsWith(part) && atRest;
  window.said = JSON.stringify({ alphas, wanted, pins: [address[1], file[1], pinned], atRest });
  if (!agreed) window.since = null;
  else window.since ??= performance.now();
  return agreed && performance.now() - window.since > 500;
}"""


class Hands:
    """What hands do on the barrier page, and what the thumb is to show after it (None: whatever all agree on)."""

    def __init__(self, tab, chance):
        self.tab, self.chance, self.done = tab, chance, []

    def agree(self, wanted=None, part="barrier"):
        try:
            self.tab.wait_for_function(AGREED, arg=[wanted, part], timeout=20_000, polling=50)
        except Exception as error:
            raise AssertionError(f"after {self.done}: {self.tab.evaluate('window.said')}") from error
        return float(self.tab.locator(".st-key-alpha input[type=range]").input_value())

    def act(self, name, alpha):
        self.done.append(name)
        self.tab.evaluate("() => { window.since = null; }")
        return self.agree(getattr(self, name)(alpha))

    def keys(self, alpha):
        """Press arrow keys quickly, now and then with a pause in which a run may begin."""
        self.tab.locator(".st-key-alpha input[type=range]").focus()
        for _ in range(self.chance.randint(1, 6)):
            right = self.chance.random() < 0.6
            self.tab.keyboard.press("ArrowRight" if right else "ArrowLeft", delay=self.chance.choice((0, 40, 160)))
            alpha = min(max(alpha + (STEP if right else -STEP), LEAST), MOST)
        return alpha

    def clicks(self, alpha):
        """Click on the track, several times."""
        for _ in range(3):
            x, y = thumb(self.tab, "alpha")
            self.tab.mouse.click(x + self.chance.randint(-60, 60), y)

    def drag(self, alpha):
        x, y = thumb(self.tab, "alpha")
        self.tab.mouse.move(x, y)
        self.tab.mouse.down()
        self.tab.mouse.move(x + self.chance.randint(-80, 80), y, steps=5)
        self.tab.mouse.up()

    def drag_and_keys(self, alpha):
        """Keys at once after a drag: the page is still at work on it."""
        self.drag(alpha)
        self.keys(alpha)

    def back(self, alpha):
        if self.tab.evaluate("() => navigation.canGoBack"):
            self.tab.evaluate("() => history.back()")

    def back_and_forward(self, alpha):
        if self.tab.evaluate("() => navigation.canGoBack"):
            self.tab.evaluate("() => history.back()")
            self.tab.evaluate("() => history.forward()")

    def reload(self, alpha):
        self.tab.reload()
        self.tab.wait_for_selector(f"{PLOT} .main-svg", timeout=60_000)
        self.tab.wait_for_selector(AT_REST)
        return alpha

    def pin_or_unpin(self, alpha):
        """Keep the view, or take it out; two quick acts where there is a pin."""
        if self.tab.locator(".st-key-unpin_A").is_visible():
            self.tab.get_by_role("button", name="Back to A").click()
            self.tab.get_by_role("button", name="Unpin A").click()
            expect(self.tab.locator(".st-key-unpin_A")).to_have_count(0)
            return None
        self.tab.get_by_role("button", name="Pin this view").click()
        expect(self.tab.locator(".st-key-unpin_A")).to_be_visible()
        return alpha

    def reset(self, alpha):
        self.tab.get_by_role("button", name="Reset", exact=True).click()
        expect(self.tab.locator(".st-key-unpin_A")).to_have_count(0)
        return 0.5

    def another_page_and_back_again(self, alpha):
        for name in ("Learning", "Barrier"):
            self.tab.get_by_role("link", name=name, exact=True).click()
            expect(self.tab).to_have_url(re.compile(f"/{name.lower()}"))
            self.agree(alpha, name.lower())
        return alpha


ACTS = (
    *("keys", "keys", "clicks", "drag", "drag_and_keys", "back", "back_and_forward", "reload", "pin_or_unpin"),
    *("pin_or_unpin", "reset", "another_page_and_back_again"),
)


@pytest.mark.parametrize("seed", range(4))
def test_all_parts_of_the_page_agree_after_any_acts(page, seed):
    chance = random.Random(seed)
    address = chance.choice(("barrier", "barrier?alpha=0.3", "barrier?alpha=0.3&pin_1=alpha:0.7;steps:1000"))
    hands = Hands(page(address), chance)
    alpha = hands.agree()
    for _ in range(9):
        alpha = hands.act(chance.choice(ACTS), alpha)


def kind_of(message):
    return ForwardMsg.FromString(message).WhichOneof("type")


class Held:
    """A connection whose messages to the browser are kept back for a while, as by a slow line."""

    def __init__(self, tab):
        self.tab, self.kept, self.holds = tab, [], False
        tab.route_web_socket("**/_stcore/stream", self.connect)

    def connect(self, browser):
        self.browser = browser
        browser.connect_to_server().on_message(self.hand_on)

    def hand_on(self, message):
        if self.holds:
            self.kept.append(message)
        else:
            self.browser.send(message)

    def wait_for_runs(self, count):
        """Wait until so many runs of the page have ended whose words are kept back."""
        for _ in range(600):
            if [kind_of(message) for message in self.kept].count("script_finished") >= count:
                return
            self.tab.wait_for_timeout(50)  # in which the line is served
        raise AssertionError("the page has not run")

    def let_go(self):
        self.holds = False
        while self.kept:
            self.browser.send(self.kept.pop(0))


def test_two_acts_before_the_page_has_answered_the_first_leave_one_truth(app, browser):
    """The second tells where the thumb still stands, not where the first has sent it."""
    with browser.new_context(viewport={"width": 1400, "height": 1000}) as context:
        tab = context.new_page()
        line = Held(tab)
        tab.goto(f"{app.url}/barrier?alpha=0.295&pin_1=alpha:0.325")
        hands = Hands(tab, None)
        hands.agree(0.295)
        line.holds = True
        tab.get_by_role("button", name="Back to A").click()
        line.wait_for_runs(1)
        tab.get_by_role("button", name="Unpin A").click()
        line.wait_for_runs(2)
        line.let_go()
        hands.agree()


def test_keys_pressed_at_once_after_a_link_was_opened_are_not_lost(page):
    hands = Hands(page("barrier?alpha=0.3"), None)
    hands.tab.locator(".st-key-alpha input[type=range]").focus()
    for _ in range(4):
        hands.tab.keyboard.press("ArrowRight", delay=100)
    hands.agree(0.32)


def test_what_the_page_says_again_it_says_whole(app, browser):
    """Nothing is left out because the browser should still have it: after quick runs it had it no more, and gave up."""
    with browser.new_context(viewport={"width": 1400, "height": 1000}) as context:
        tab, heard = context.new_page(), []
        tab.on("websocket", lambda line: line.on("framereceived", lambda message: heard.append(kind_of(message))))
        tab.goto(f"{app.url}/barrier?alpha=0.3")
        tab.wait_for_selector(f"{PLOT} .main-svg", timeout=60_000)
        hands = Hands(tab, None)
        hands.agree(0.3)
        tab.locator(".st-key-alpha input[type=range]").focus()
        tab.keyboard.press("ArrowRight")
        hands.agree(0.305)
        assert heard.count("script_finished") > 1
        assert "ref_hash" not in heard


def test_two_tabs_do_not_meddle_with_each_other(page):
    one, other = (Hands(page(f"barrier?alpha={alpha}"), random.Random(1)) for alpha in (0.3, 0.7))
    for alpha in (0.3, 0.305):
        one.tab.locator(".st-key-alpha input[type=range]").focus()
        one.tab.keyboard.press("ArrowRight")
        other.tab.locator(".st-key-alpha input[type=range]").focus()
        other.tab.keyboard.press("ArrowLeft")
        one.agree(alpha + STEP)
        other.agree(1.0 - alpha - STEP)


@pytest.mark.parametrize("let_go", ["before", "after"])
def test_a_drag_outlives_the_server(app, browser, let_go):
    own = type(app)()
    own.start()
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    try:
        tab = context.new_page()
        tab.goto(f"{own.url}/barrier?alpha=0.3")
        tab.wait_for_selector(f"{PLOT} .main-svg", timeout=60_000)
        tab.wait_for_selector(AT_REST)
        hands = Hands(tab, None)
        x, y = thumb(tab, "alpha")
        before = tab.evaluate(CURVES)
        tab.mouse.move(x, y)
        tab.mouse.down()
        tab.mouse.move(x + 40, y, steps=4)
        tab.wait_for_function(f"before => ({CURVES})() !== before", arg=before)
        own.stop()
        tab.wait_for_selector("[data-testid=stApp]:not([data-test-connection-state=CONNECTED])")
        if let_go == "before":
            tab.mouse.up()
        own.start()
        tab.wait_for_selector("[data-testid=stApp][data-test-connection-state=CONNECTED]", timeout=60_000)
        if let_go == "after":
            tab.mouse.up()
        alpha = hands.agree()
        assert alpha > 0.3
        tab.locator(".st-key-alpha input[type=range]").focus()
        tab.keyboard.press("ArrowRight")
        hands.agree(alpha + STEP)
    finally:
        context.close()
        own.stop()


def test_no_key_is_lost_after_the_server_was_started_again(app, browser):
    own = type(app)()
    own.start()
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    try:
        tab = context.new_page()
        tab.goto(f"{own.url}/barrier?alpha=0.3")
        tab.wait_for_selector(f"{PLOT} .main-svg", timeout=60_000)
        tab.wait_for_selector(AT_REST)
        hands = Hands(tab, None)
        own.stop()
        tab.wait_for_selector("[data-testid=stApp]:not([data-test-connection-state=CONNECTED])")
        own.start()
        tab.wait_for_selector("[data-testid=stApp][data-test-connection-state=CONNECTED]", timeout=60_000)
        tab.locator(".st-key-alpha input[type=range]").focus()
        tab.keyboard.press("ArrowRight")
        hands.agree(0.305)
    finally:
        context.close()
        own.stop()
