"""What a tab of a real Chromium asked for, weighed and said."""

import os
import shutil

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 740}


def chromium() -> str:
    """Return the browser's path."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"


class Visit:
    """A tab, what it asked the network for, and what its console said."""

    def __init__(self, context):
        self.page = context.new_page()
        self.requests, self.bytes, self.console = [], {}, []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("response", self._weigh)
        self.page.on("console", lambda message: self.console.append(message.text))
        self.page.on("pageerror", lambda error: self.console.append(str(error)))

    def _weigh(self, response):
        if "/events" not in response.url and response.status == 200:
            self.bytes[response.url] = response

    def weight(self):
        """Return the uncompressed bytes of everything loaded but pictures."""
        return {url: len(r.body()) for url, r in self.bytes.items() if "/pictures/" not in url}

    def open(self, url, *, live=True):
        self.page.goto(url)
        if live:
            self.page.wait_for_selector('#live[data-state="live"]', state="attached")
        return self
