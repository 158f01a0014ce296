"""The status page, the health endpoints and the read API.

It shows what a `StatusSource` supplies and knows nothing else of the gateway. Import the server where it is
composed (``from gateway.page.server import PageServer``): the package itself stays light, because the configuration
model imports it.
"""

from gateway.page.settings import PageSettings, PageUser

__all__ = ["PageSettings", "PageUser"]
