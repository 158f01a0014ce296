"""One job: it is looked at, here or elsewhere, and whatever comes of it is brought into the journal."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from edge_worker import Engine, ModelRefused, PoisonImage, RuntimeAbsent, SignalRefused, WrongInput, decode
from gateway.alarms import AlarmSink
from gateway.journal import FrameKeyError, FrameMissingError, Journal, JournalClosedError, Outcome, Ticket
from gateway.offloading.placing import Placed, Placement, Rejected
from gateway.pipeline.assignment import Assignment
from gateway.pipeline.conclusion import Conclusion, look_at_reading
from gateway.pipeline.ports import FrameObserver, JobPlacer
from gateway.pipeline.work import UnfitError, UnwantedError, Work
from gateway.records import Inference, Kind, Quarantined
from gateway.topics import Channel, device_topic

__all__ = ["Looking", "WorkGiver"]

_log = logging.getLogger(__name__)


class WorkGiver(Protocol):
    """Who has jobs looked at; told by whichever thread ends one."""

    @property
    def assignment(self) -> Assignment:
        """Which model looks at what, now."""

    def hold(self, device: str, why: str) -> None:
        """Have the device's jobs wait in the journal until what is at fault is mended."""

    def complain(self, model: str, error: Exception) -> None:
        """Raise the alarm about a model that can't be used."""

    def note_returned(self) -> None:
        """Note that a job went back to the journal, to be tried again."""

    def out_of_hand(self, device: str) -> None:
        """Note that a job that was on its way elsewhere has ended."""


@dataclass(frozen=True, slots=True)
class Looking:
    """Looks at jobs; called by the stage's threads.

    Attributes:
        giver: whose jobs they are.
        placer: has pictures looked at elsewhere; None: all are looked at here.
        conclusion: makes results, and counts.
        max_attempts: after so many an input that fails is quarantined.
        max_pixels: larger pictures are refused.

    """

    giver: WorkGiver
    journal: Journal
    engine: Engine
    alarms: AlarmSink
    observer: FrameObserver
    placer: JobPlacer | None
    conclusion: Conclusion
    max_attempts: int
    max_pixels: int

    def look(self, work: Work) -> bool:
        """Look at a job; say whether it is on its way elsewhere and still in hand.

        Raises:
            JournalClosedError: the gateway ends.

        """
        target = work.target
        if isinstance(target, Ticket) and target.outcome in {Outcome.DUPLICATE, Outcome.QUARANTINED}:
            return False
        return self._settle(work, partial(self._infer, work))

    def _settle(self, work: Work, infer: Callable[[], Inference | None]) -> bool:
        """Bring the outcome of *infer* into the journal; say whether there is none yet."""
        job, target = work.job, work.target
        try:
            inference = infer()
        except PoisonImage as error:
            self._give_up(work, "not_a_picture", error)
        except (FrameMissingError, UnwantedError, Rejected) as error:
            self.journal.fail(target, str(error), give_up=True)
        except SignalRefused as error:
            # The reading is sound and kept; it is the model that was made for another rate or length.
            self.alarms.raise_alarm("model_unfit", job.device, str(error))
            self.journal.fail(target, str(error), give_up=True)
        except (UnfitError, WrongInput) as error:
            self.alarms.raise_alarm("model_unfit", job.device, str(error))
            self._hold(work, error)
        except (ModelRefused, RuntimeAbsent) as error:
            self.giver.complain(self.giver.assignment.model(job.device, job.kind) or "?", error)
            self._hold(work, error)
        except (FrameKeyError, OSError) as error:
            _log.exception("a picture of %s can't be read", job.device)
            self.conclusion.counters.failed += 1
            self._hold(work, error)
        except Exception as error:  # noqa: BLE001 - the job is tried again, then quarantined with its bytes
            _log.exception("inference failed for %s", job.device)
            self.conclusion.counters.failed += 1
            if job.attempt >= self.max_attempts:
                self._give_up(work, "inference_failed", error)
            else:
                self.journal.fail(target, str(error), give_up=False)
                self.giver.note_returned()
        else:
            if inference is None:
                return True
            self.journal.complete(target, inference)
        return False

    def _hold(self, work: Work, error: Exception) -> None:
        """Not the input is at fault: the device's jobs wait in the journal until that is mended."""
        self.giver.hold(work.job.device, str(error))
        self.journal.fail(work.target, str(error), give_up=False)

    def _infer(self, work: Work) -> Inference | None:
        job, assignment = work.job, self.giver.assignment
        model = assignment.model(job.device, job.kind)
        if model is None:
            raise UnwantedError(f"the configuration names no model for {job.device} any more")
        settings = assignment.settings(job.device)
        try:
            thresholds = self.engine.thresholds_for(model, settings.thresholds, settings.costs)
        except ValueError as error:
            raise UnfitError(f"[[devices]] match = {settings.match!r}: {error}") from error
        if job.kind is Kind.READING:
            signal, ts_ms, out = look_at_reading(self.engine, model, job.payload or b"", thresholds)
            return self.conclusion.conclude(job, out, signal, ts_ms, None)
        image = decode(work.image or self.journal.frames.read(job.sha256), self.max_pixels)
        self.observer.observe_picture(job.device, job.received_us, job.sha256, image)
        if self.placer is not None and self._is_placed(self.placer, work, model, image, thresholds):
            return None
        return self.conclusion.conclude(
            job, self.engine.infer_image(model, image, thresholds=thresholds), None, None, image
        )

    def _is_placed(
        self, placer: JobPlacer, work: Work, model: str, image: NDArray[np.uint8], thresholds: dict[str, float]
    ) -> bool:
        """Have the picture looked at wherever that is best; False: only here, now."""
        if self.engine.model(model).picture_reader is not None:
            return False
        job, prepared = work.job, self.engine.prepare_image(model, image, thresholds)
        needs = placer.needs(job, prepared, self.giver.assignment.settings(job.device))

        def finish(outcome: Placed | Exception) -> Inference:
            if isinstance(outcome, Exception):
                raise outcome
            run = outcome.run
            out = self.engine.read_outputs(outcome.prepared, run.outputs, run.provider, run.infer_ms)
            return self.conclusion.conclude(job, out, None, None, image, outcome.route)

        def done(outcome: Placed | Exception) -> None:
            try:
                self._settle(work, lambda: finish(outcome))
            except JournalClosedError:
                return
            except Exception:  # noqa: BLE001 - the caller's thread must outlive any one job
                _log.exception("a job could not be handled")
            finally:
                self.giver.out_of_hand(job.device)

        smaller = needs.smaller_model
        return placer.place(
            Placement(
                job.device,
                needs,
                job.deadline_us // 1000,
                prepared,
                done,
                None if smaller is None else partial(self.engine.prepare_image, smaller, image),
            )
        )

    def _give_up(self, work: Work, reason: str, error: Exception) -> None:
        self.conclusion.counters.poison += 1
        job = work.job
        if job.kind is Kind.FRAME:
            channel, payload = Channel.FRAME, work.image or self.journal.frames.read(job.sha256)
        else:
            channel, payload = Channel.TELEMETRY, job.payload or b""
        quarantined = Quarantined(
            job.received_us, device_topic(job.device, channel), job.device, reason, str(error), payload
        )
        self.journal.fail(work.target, str(error), give_up=True, quarantined=quarantined)
        self.alarms.raise_alarm("poison_payload", job.device, f"{reason}: {error}")
