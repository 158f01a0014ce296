"""The network's thirteen job types. All are accepted and matched; which are carried out, the runners say."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["JobType"]


class JobType(IntEnum):
    """The network's thirteen job types; the value is the variant index on chain."""

    AI_INFERENCE = 0
    AI_TRAINING = 1
    COMPUTER_VISION = 2
    NLP = 3
    AUDIO_PROCESSING = 4
    TIME_SERIES_ANALYSIS = 5
    MULTIMODAL_AI = 6
    REINFORCEMENT_LEARNING = 7
    SPECIALIZED_AI = 8
    PROOF_GENERATION = 9
    PROOF_VERIFICATION = 10
    DATA_PROCESSING = 11
    CUSTOM = 12

    @property
    def label(self) -> str:
        """The name on the wire: ``computer_vision``."""
        return self.name.lower()

    @classmethod
    def read(cls, value: object) -> JobType:
        """Return the job type that a number or a name (any case) stands for.

        Raises:
            ValueError: there is no such job type; the message lists them.

        """
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(cls):
            return cls(value)
        if isinstance(value, str) and value.upper() in cls.__members__:
            return cls[value.upper()]
        known = ", ".join(f"{kind.value} {kind.label}" for kind in cls)
        raise ValueError(f"{value!r} is no job type; the thirteen are {known}")
