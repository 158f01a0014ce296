"""The routing policy: hard filter, predicted latency, then the cheapest that is quick enough.

Pure and deterministic: the same needs, candidates and moment give the same decision, in the gateway, in the tests and
in the simulator. Chance is drawn from the job's id. Every term is in seconds or in US dollars, and each is monotone:
more of it never makes a worker more attractive (``tests/gateway/routing/test_policy.py``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from gateway.routing.candidate import Candidate
from gateway.routing.decision import Assessment, Decision, Outcome
from gateway.routing.eligibility import doubt, refusal
from gateway.routing.needs import JobNeeds

__all__ = ["RoutingPolicy", "draw"]

FOREVER = 1e9
SAFE_SHARE = 0.9  # of the time that remains


def draw(job_id: str, purpose: str) -> float:
    """Return a number in [0, 1) that is fixed by the job and what it is drawn for."""
    digest = blake2b(job_id.encode(), digest_size=6, person=purpose.encode()[:16]).digest()
    return int.from_bytes(digest, "big") / 2**48


@dataclass(frozen=True, slots=True)
class RoutingPolicy:
    """Decides who does a job.

    Attributes:
        deadline_share: a candidate is feasible when its L95 takes no more of the time that remains, 0…1.
        yield_share: for each zone that the input might go farther, that share is so much smaller: what is near is left
            to what can't go far.
        margin_deviations: L95 is the expected latency and so many mean absolute deviations of all turns together:
            they are independent, so a hundred of them deviate ten times as far as one.
        latency_usd_per_s: what a second of waiting is worth to the plant.
        haste: how much dearer a second is when all of the time that a job may take is used: waits stay short while
            that is cheap, so that a burst, or what a failing worker leaves, finds room everywhere.
        redo_usd: what an unanswered job costs: it is done a second time, and later.
        miss_usd: what it costs when nobody else could do it in time any more.
        notice_s: a lost job is noticed so long after it should have been answered,
        notice_turns: and so many further answers of its worker.
        reputation_usd: what a worker of reputation 0 would have to be cheaper by, a job.
        max_failure_share: a worker that leaves more of its jobs unanswered gets none.
        equal_share: candidates that cost so much more than the cheapest count as equal to it.

    """

    deadline_share: float = 0.7
    yield_share: float = 0.8
    margin_deviations: float = 2.0
    latency_usd_per_s: float = 1e-5
    haste: float = 25.0
    redo_usd: float = 1e-4
    miss_usd: float = 1e-3
    notice_s: float = 0.3
    notice_turns: float = 3.0
    reputation_usd: float = 2e-6
    max_failure_share: float = 0.1
    equal_share: float = 0.05

    def decide(
        self, needs: JobNeeds, candidates: Sequence[Candidate], now_s: float, *, smaller: Sequence[Candidate] = ()
    ) -> Decision:
        """Decide about one job; ``docs/routing.md`` has a worked example.

        Args:
            needs: of the job.
            candidates: the fleet, as it does on the wanted model.
            now_s: on the deadline's clock.
            smaller: the fleet, as it does on the smaller model; looked at only when the wanted one is too slow.

        """
        remaining_s = needs.deadline_s - now_s
        assessed = self._assessed(needs, needs.model, candidates, remaining_s)
        found = self._choose(needs, assessed, candidates, remaining_s)
        if found is None and needs.smaller_model is not None:
            degraded = self._assessed(needs, needs.smaller_model, smaller, remaining_s)
            found = self._choose(needs, degraded, smaller, remaining_s)
            assessed += degraded
            if found is not None:
                found = (
                    Outcome.DEGRADED,
                    found[1],
                    f"{needs.model} is in time nowhere; with {found[1].model}: {found[2]}",
                )
        if found is None:
            found = _last_resort(assessed, remaining_s)
        if found is None:
            outcome, worker, model, reason = Outcome.REJECTED, None, needs.model, _why_nobody(assessed, remaining_s)
        else:
            outcome, chosen, reason = found
            worker, model = chosen.worker, chosen.model
        return Decision(needs.job_id, outcome, worker, model, reason, remaining_s, tuple(assessed))

    def assess(self, needs: JobNeeds, model: str, candidate: Candidate, remaining_s: float) -> Assessment:
        """Return the terms of one candidate for one model."""
        worker, now = candidate
        why_not = refusal(needs, model, candidate)
        if why_not is not None:
            return Assessment(worker.name, why_not, model)
        doubts = doubt(candidate, self.max_failure_share)
        slots, price = worker.slots, worker.price
        rtt_s = max(now.rtt_s, now.rtt_last_s)
        transfer_s = needs.input_bytes / now.bytes_per_s
        # An inference takes its own time however many slots are free; only those before it are shared by the slots.
        turns = max(1.0, (now.in_flight + 1) / slots)
        queue_s = (turns - 1.0) * now.service_s
        cold_s = 0.0 if _is_loaded(needs, model, worker.models) else now.cold_s
        proof_s = now.proof_s if needs.proof else 0.0
        latency_s = rtt_s + transfer_s + queue_s + now.service_s + cold_s + proof_s
        margin_s = self.margin_deviations * now.deviation_s * math.sqrt(turns)
        latency95_s = latency_s + margin_s
        # A deadline that has passed strains anyone beyond measure, and still more whoever is slower.
        share = self.deadline_share * self.yield_share ** (needs.residency - worker.zone)
        strain = latency95_s / (share * remaining_s) if remaining_s > 0 else FOREVER
        price_usd = price.work_usd(now.service_s, slots)
        energy_usd = price.energy_usd(now.service_s, slots)
        latency_usd = latency_s * self.latency_usd_per_s * (1.0 + self.haste * strain)
        risk_usd = now.failure_share * self.miss_usd + (1.0 - now.reputation / 1000.0) * self.reputation_usd
        proof_usd = price.per_proof_usd if needs.proof else 0.0
        return Assessment(
            worker.name,
            None,
            model,
            doubts,
            rtt_s,
            transfer_s,
            queue_s,
            now.service_s,
            cold_s,
            proof_s,
            margin_s,
            latency95_s,
            strain,
            strain <= 1.0 and doubts is None,
            price_usd,
            energy_usd,
            latency_usd,
            risk_usd,
            proof_usd,
            price_usd + energy_usd + latency_usd + risk_usd + proof_usd,
        )

    def _assessed(
        self, needs: JobNeeds, model: str, candidates: Sequence[Candidate], remaining_s: float
    ) -> list[Assessment]:
        """Assess all; who loses jobs is less dear when another could still do in time what it loses."""
        assessed = [self.assess(needs, model, candidate, remaining_s) for candidate in candidates]
        sound = sorted((a.latency95_s, a.worker) for a in assessed if a.refused is None and a.doubt is None)[:2]
        for n, (worker, now) in enumerate(candidates):
            a = assessed[n]
            if a.refused is not None or not now.failure_share:
                continue
            second_s = next((latency_s for latency_s, name in sound if name != a.worker), FOREVER)
            notice_s = self.notice_s + self.notice_turns * now.service_s / worker.slots
            if a.latency95_s + notice_s + second_s <= remaining_s:
                redeemed_usd = now.failure_share * (self.miss_usd - self.redo_usd)
                assessed[n] = a._replace(
                    feasible=a.strain <= 1.0 and (a.doubt is None or now.there),
                    risk_usd=a.risk_usd - redeemed_usd,
                    cost_usd=a.cost_usd - redeemed_usd,
                )
        return assessed

    def _choose(
        self, needs: JobNeeds, assessed: Sequence[Assessment], candidates: Sequence[Candidate], remaining_s: float
    ) -> tuple[Outcome, Assessment, str] | None:
        feasible = [a for a in assessed if a.feasible]
        if feasible:
            chosen, reason = self._cheapest(needs, feasible, candidates)
            if chosen.doubt is None:
                return Outcome.ROUTED, chosen, reason
            return Outcome.RISKED, chosen, f"{reason}; it may fail ({chosen.doubt}), and there is time for another"
        in_time = [a for a in assessed if a.refused is None and a.doubt is None and a.latency95_s <= remaining_s]
        yielding = [a for a in in_time if a.strain * self.deadline_share <= 1.0]
        # A forecast that just fits is often late by a little: rather one that leaves something of the deadline.
        safe = [a for a in in_time if a.latency95_s <= SAFE_SHARE * remaining_s]
        roomy = [a for a in yielding if a in safe]
        if not roomy:
            alive = [
                a
                for a, (_, now) in zip(assessed, candidates, strict=True)
                if now.there and a.refused is None and a.doubt is not None and a.strain <= 1.0
            ]
            if alive:
                calmest = min(alive, key=_by_strain)
                reason = f"others might be late, or take what is near from what must stay there; {calmest.worker}"
                return Outcome.LAST_RESORT, calmest, f"{reason} may fail ({calmest.doubt})"
        if not in_time:
            return None
        calmest = min(roomy or safe or yielding or in_time, key=_by_strain)
        reason = f"nobody has room to spare; {calmest.worker} comes closest, {_ms(calmest.latency95_s)}"
        return Outcome.TIGHT, calmest, reason

    def _cheapest(
        self, needs: JobNeeds, feasible: Sequence[Assessment], candidates: Sequence[Candidate]
    ) -> tuple[Assessment, str]:
        """Return the cheapest; of equals the less busy of two that are drawn, so that gateways don't all choose one."""
        cheapest = min(feasible, key=_by_cost)
        most_usd = cheapest.cost_usd * (1.0 + self.equal_share)
        equals = sorted(a for a in feasible if a.cost_usd <= most_usd)
        if len(equals) == 1:
            among = f"the cheapest of {len(feasible)} that are quick enough"
            return cheapest, f"{cheapest.worker} is {among}: {_usd(cheapest.cost_usd)}, {_ms(cheapest.latency95_s)}"
        first = int(draw(needs.job_id, "first") * len(equals))
        second = (first + 1 + int(draw(needs.job_id, "second") * (len(equals) - 1))) % len(equals)
        busy = {worker.name: (now.in_flight + 1) / worker.slots for worker, now in candidates}
        pair = sorted((equals[first], equals[second]), key=lambda a: (busy[a.worker], a.latency95_s))
        return pair[
            0
        ], f"{pair[0].worker} is less busy than {pair[1].worker}, drawn from {len(equals)} that cost the same"


def _last_resort(assessed: Sequence[Assessment], remaining_s: float) -> tuple[Outcome, Assessment, str] | None:
    in_time = [a for a in assessed if a.refused is None and a.doubt is not None and a.latency95_s <= remaining_s]
    if not in_time:
        return None
    calmest = min(in_time, key=_by_strain)
    return Outcome.LAST_RESORT, calmest, f"nobody else can; {calmest.worker} may fail ({calmest.doubt})"


def _is_loaded(needs: JobNeeds, model: str, models: Mapping[str, str | None]) -> bool:
    if model not in models:
        return False
    wanted = needs.model_sha256 if model == needs.model else None
    return wanted is None or models[model] in {None, wanted}


def _by_cost(a: Assessment) -> tuple[float, float, str]:
    return a.cost_usd, a.latency95_s, a.worker


def _by_strain(a: Assessment) -> tuple[float, float, str]:
    return a.strain, a.cost_usd, a.worker


def _by_latency(a: Assessment) -> tuple[float, float, str]:
    return a.latency95_s, a.cost_usd, a.worker


def _why_nobody(assessed: Sequence[Assessment], remaining_s: float) -> str:
    allowed = [a for a in assessed if a.refused is None]
    if allowed:
        quickest = min(allowed, key=_by_latency)
        return f"{quickest.worker} is the quickest and needs {_ms(quickest.latency95_s)}, {_ms(remaining_s)} remain"
    if not assessed:
        return "there is no worker"
    refusals = "; ".join(f"{a.worker}: {a.refused}" for a in assessed[:3])
    return f"no worker may do it ({refusals}{'; …' if len(assessed) > 3 else ''})"


def _ms(seconds: float) -> str:
    return f"{seconds * 1e3:.3g} ms"


def _usd(dollars: float) -> str:
    return f"${dollars:.3g}"
