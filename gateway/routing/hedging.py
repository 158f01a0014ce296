"""How many jobs may be sent a second time: a share of those that were sent once."""

from __future__ import annotations

__all__ = ["Budget"]


class Budget:
    """A token bucket that jobs fill: each adds *share*, a spending takes 1, at most *most* are saved up."""

    def __init__(self, share: float, most: float = 5.0) -> None:
        self.share, self.most = share, most
        self.spent = 0
        self._tokens = 0.0

    def earn(self) -> None:
        """Note a job."""
        self._tokens = min(self.most, self._tokens + self.share)

    def spend(self) -> bool:
        """Take a token if there is one."""
        if self._tokens < 1.0:
            return False
        self._tokens -= 1.0
        self.spent += 1
        return True
