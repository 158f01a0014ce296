"""Workers that are found rather than written down: they announce themselves, the operator says whose word counts."""

from gateway.discovery.announcer import Announcer, presence_topic
from gateway.discovery.book import Book, Found
from gateway.discovery.finder import Finder
from gateway.discovery.gossip import GossipAnnouncer, GossipDiscovery
from gateway.discovery.joining import listeners
from gateway.discovery.listener import Discovery
from gateway.discovery.neighbours import Neighbours

__all__ = [
    "Announcer",
    "Book",
    "Discovery",
    "Finder",
    "Found",
    "GossipAnnouncer",
    "GossipDiscovery",
    "Neighbours",
    "listeners",
    "presence_topic",
]
