"""Workers that are found rather than written down: they announce themselves, the operator says whose word counts."""

from gateway.discovery.announcer import Announcer, presence_topic
from gateway.discovery.book import Book, Found
from gateway.discovery.listener import Discovery

__all__ = ["Announcer", "Book", "Discovery", "Found", "presence_topic"]
