"""Privacy: who looked at pictures, erasing them, the key that they are sealed with. Off by default."""

from gateway.privacy.access import Access, AccessBook, AccessQuery, read_access
from gateway.privacy.erasure import Erasure, ErasureError, ErasureReport, erase
from gateway.privacy.keys import KeyReport, change_key, check_key, write_key
from gateway.privacy.requests import PrivacyDesk, ask, ask_to_delete, hand_over

__all__ = [
    "Access",
    "AccessBook",
    "AccessQuery",
    "Erasure",
    "ErasureError",
    "ErasureReport",
    "KeyReport",
    "PrivacyDesk",
    "ask",
    "ask_to_delete",
    "change_key",
    "check_key",
    "erase",
    "hand_over",
    "read_access",
    "write_key",
]
