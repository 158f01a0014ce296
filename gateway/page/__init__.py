"""The status page, the health endpoints and the read API.

It shows what a `StatusSource` supplies and knows nothing else of the gateway. Import the server where it is composed:
``from gateway.page.server import PageServer``.
"""
