"""Tabs that are used again: a page opens in half the time where the browser knows its scripts already."""

from playwright.sync_api import Error

__all__ = ["Tabs", "begin_history"]


class Tabs:
    """Empty tabs; one that is given back is as new, but that the scripts of the app are compiled."""

    def __init__(self, browser):
        self.browser, self.idle, self.lent = browser, {}, []

    def take(self, *, viewport, color_scheme="light", reduced_motion="no-preference", **options):
        """Give an empty tab; whatever else a context can be opened with makes it another kind of tab."""
        kind = repr(sorted(options.items()))
        kept = self.idle.setdefault(kind, [])
        tab = kept.pop() if kept else self.browser.new_context(**options).new_page()
        self.lent.append((tab, kind))
        tab.set_viewport_size(viewport)
        tab.emulate_media(color_scheme=color_scheme, reduced_motion=reduced_motion)
        return tab

    def take_back(self):
        """Clean all tabs that were lent; what can't be cleaned is thrown away.

        So is one with a scene: it would keep its WebGL contexts for a while, and there may be only a few of them.
        """
        while self.lent:
            tab, kind = self.lent.pop()
            try:
                used_up = tab.locator(".gl-container canvas").count() > 0
                clean(tab)
            except Error:
                used_up = True
            if used_up:
                tab.context.close()
            else:
                self.idle[kind].append(tab)


def clean(tab):
    tab.unroute_all(behavior="ignoreErrors")
    tab.evaluate("() => localStorage.clear()")
    tab.goto("about:blank")
    tab.context.clear_cookies()
    tab.context.tracing.stop_chunk()
    tab.context.tracing.start_chunk()


def begin_history(tab):
    """Forget the pages that the tab has shown before this one."""
    session = tab.context.new_cdp_session(tab)
    session.send("Page.resetNavigationHistory")
    session.detach()
