"""Decision thresholds from what a wrong decision costs.

Deciding "ok" on a part that has defect d costs *missed*; rejecting a good part costs *false_alarm*. With probability p
of the defect, rejecting is the cheaper choice when ``p · missed ≥ (1 − p) · false_alarm``, that is when

    p ≥ t,   t = false_alarm / (false_alarm + missed)

(Bayes' rule for two actions; Elkan, "The Foundations of Cost-Sensitive Learning", IJCAI 2001, equation 2).
With several defects the expected costs add up: reject when ``Σ_d p_d · w_d ≥ p_ok`` with ``w_d = (1 − t_d) / t_d``, the
ratio missed / false_alarm. For one defect this is ``p ≥ t``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike

    from edge_worker.manifest import Manifest

__all__ = ["cheapest_threshold", "decide", "threshold_from_costs", "thresholds_of"]

DEFAULT_THRESHOLD = 0.5
_LEAST = 1e-9


def threshold_from_costs(missed: float, false_alarm: float) -> float:
    """Return the probability from which a defect is declared: ``false_alarm / (false_alarm + missed)``.

    Args:
        missed: cost of passing a part that has the defect, > 0.
        false_alarm: cost of rejecting a good part, > 0, in the same unit.

    Raises:
        ValueError: a cost is not a finite number above 0.

    """
    if not (0 < missed < float("inf") and 0 < false_alarm < float("inf")):
        raise ValueError(f"costs must be finite and above 0, got missed {missed} and false alarm {false_alarm}")
    return false_alarm / (false_alarm + missed)


def thresholds_of(manifest: Manifest, overrides: Mapping[str, float] | None = None) -> dict[str, float]:
    """Return the thresholds in force by label: the manifest's costs, then its thresholds, then *overrides*.

    Raises:
        ValueError: an override names a label that the model does not have, or is not finite.

    """
    thresholds = {label: threshold_from_costs(cost.missed, cost.false_alarm) for label, cost in manifest.costs.items()}
    thresholds.update(manifest.thresholds)
    for label, value in (overrides or {}).items():
        if manifest.labels and label not in manifest.labels:
            raise ValueError(
                f"threshold for {label!r}: model {manifest.name!r} has no such label, only {', '.join(manifest.labels)}"
            )
        if not np.isfinite(value):
            raise ValueError(f"threshold for {label!r} is {value}, not a finite number")
        thresholds[label] = float(value)
    return thresholds


def decide(scores: Mapping[str, float], ok_label: str | None, thresholds: Mapping[str, float]) -> str:
    """Choose a label from probabilities.

    With *ok_label*: a defect when ``Σ_d p_d · w_d ≥ p_ok`` (see the module; labels without a threshold use 0.5), and
    of the defects the one with the largest term; else *ok_label*. Without: the most probable label, or ``uncertain``
    when it has a threshold that it does not reach.
    """
    if ok_label is None:
        best = max(scores, key=lambda label: scores[label])
        return best if scores[best] >= thresholds.get(best, -np.inf) else "uncertain"
    terms = {}
    for label, score in scores.items():
        if label != ok_label:
            threshold = min(max(thresholds.get(label, DEFAULT_THRESHOLD), _LEAST), 1.0)
            terms[label] = score * (1 - threshold) / threshold
    if not terms or sum(terms.values()) < scores[ok_label]:
        return ok_label
    return max(terms, key=lambda label: terms[label])


def cheapest_threshold(
    scores: ArrayLike, is_defect: ArrayLike, missed: float, false_alarm: float, prior: float | None = None
) -> float:
    """Return the threshold with the least expected cost on scored examples (for scores that are no probabilities).

    Expected cost per part at threshold t: ``prior · missed · P(score < t | defect) + (1 − prior) · false_alarm ·
    P(score ≥ t | good)``. Of equally cheap thresholds the middle of the widest gap between scores is taken.

    Args:
        scores: ``[n]``, higher is more suspicious.
        is_defect: ``[n]``, whether each example truly is a defect; both kinds must occur.
        missed, false_alarm: costs, > 0.
        prior: share of defects on the line; None: their share among the examples.

    Raises:
        ValueError: one kind is absent, or a value is out of range.

    """
    threshold_from_costs(missed, false_alarm)
    values, truth = np.asarray(scores, np.float64), np.asarray(is_defect, bool)
    bad, good = np.sort(values[truth]), np.sort(values[~truth])
    if not bad.size or not good.size or not np.isfinite(values).all():
        raise ValueError("both defects and good examples are needed, with finite scores")
    share = bad.size / values.size if prior is None else prior
    if not 0 < share < 1:
        raise ValueError(f"the share of defects must lie between 0 and 1, got {share}")
    distinct = np.unique(values)
    candidates = np.concatenate(
        [[distinct[0]], (distinct[1:] + distinct[:-1]) / 2, [np.nextafter(distinct[-1], np.inf)]]
    )
    passed = np.searchsorted(bad, candidates, side="left") / bad.size
    alarmed = 1 - np.searchsorted(good, candidates, side="left") / good.size
    cost = share * missed * passed + (1 - share) * false_alarm * alarmed
    gaps = np.concatenate([[0.0], np.diff(distinct), [0.0]])
    cheapest = np.flatnonzero(cost <= cost.min() * (1 + 1e-12))
    return float(candidates[cheapest[np.argmax(gaps[cheapest])]])
