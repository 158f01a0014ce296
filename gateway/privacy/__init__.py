"""Privacy: who looked at pictures, erasing them, the key that they are sealed with. Off by default."""

from gateway.privacy.access import Access, AccessBook, AccessQuery, read_access

__all__ = ["Access", "AccessBook", "AccessQuery", "read_access"]
