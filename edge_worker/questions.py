"""What a request asks of a model: from its tensors to the graph's, and from the graph's outputs to the answer's.

A question that goes through a graph is made in two steps, so that the run between them can be one of many questions;
what runs no graph, or reads a window, is answered in one.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from edge_worker.loading import milliseconds_since
from edge_worker.open_inference import BadRequest, InferRequest, datatype_of
from edge_worker.runtime import InferenceFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from edge_worker.engine import Engine, InferenceResult
    from edge_worker.loading import LoadedModel

__all__ = ["PICTURE", "WINDOW", "Answer", "answer_all", "result_document", "rows_of", "tensor_run"]

PICTURE, WINDOW = "picture", "window"

Answer = tuple[dict[str, "NDArray[Any]"], dict[str, Any]]
"""Outputs by name, and facts about the run."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A question at the graph's door: its input tensors, and what makes an answer of outputs and time in ms."""

    feed: Mapping[str, NDArray[Any]]
    finish: Callable[[Mapping[str, NDArray[Any]], float], Answer]

    @property
    def rows(self) -> int:
        return len(next(iter(self.feed.values())))


def result_document(result: InferenceResult) -> dict[str, Any]:
    """Return an inference result as a JSON object (the anomaly map is left out: it is large)."""
    document = {
        key: getattr(result, key) for key in ("model", "model_sha256", "task", "decision", "input_sha256", "provider")
    }
    document["detections"] = [
        {key: value for key, value in asdict(found).items() if key != "text" or value is not None}
        for found in result.detections
    ]
    document["scores"] = dict(result.scores)
    for key in ("decode_ms", "preprocess_ms", "infer_ms"):
        document[key] = round(getattr(result, key), 3)
    if result.frame_width:
        document["frame"] = {"width": result.frame_width, "height": result.frame_height}
    return document


def rows_of(model: LoadedModel, asked: InferRequest) -> int:
    """Return how many rows of the graph's input a request brings; 0: it is not run with others."""
    if model.session is None or _is_natural(model, asked, WINDOW):
        return 0
    if _is_natural(model, asked, PICTURE):
        return 1
    shapes = {array.shape[:1] for array in asked.inputs.values()}
    return next(iter(shapes))[0] if len(shapes) == 1 and shapes != {()} else 0


def answer_all(engine: Engine, model: LoadedModel, asked: Sequence[InferRequest]) -> list[Answer | Exception]:
    """Answer questions to one model, those that go through its graph in one run; each has its answer or its error.

    Should the run fail, each question is run alone, so that only the one at fault fails.
    """
    outcomes: list[Answer | Exception] = []
    prepared: list[tuple[int, _Prepared]] = []
    for number, request in enumerate(asked):
        try:
            step = _prepare(engine, model, request)
        except Exception as error:  # noqa: BLE001 - it is this question's outcome, whatever it is
            outcomes.append(error)
            continue
        if isinstance(step, _Prepared):
            prepared.append((number, step))
            outcomes.append(InferenceFailed("not run"))
        else:
            outcomes.append(step)
    questions = [step for _, step in prepared]
    for (number, _), outcome in zip(prepared, _run_together(model, questions), strict=True):
        outcomes[number] = outcome
    return outcomes


def tensor_run(
    engine: Engine, model: LoadedModel, asked: InferRequest
) -> tuple[NDArray[Any], Mapping[str, NDArray[Any]]]:
    """Run a question alone and return what went into the graph and what came out.

    Raises:
        BadRequest: it does not go through a graph in one run.

    """
    step = _prepare(engine, model, asked)
    if not isinstance(step, _Prepared) or model.session is None:
        raise BadRequest("only what goes through a graph in one run can be proven")
    return next(iter(step.feed.values())), model.session.run(step.feed)


def _run_together(model: LoadedModel, questions: list[_Prepared]) -> list[Answer | Exception]:
    if len(questions) < 2:
        return [_run_alone(model, question) for question in questions]
    assert model.session is not None
    feed = {name: np.concatenate([question.feed[name] for question in questions]) for name in questions[0].feed}
    started = time.perf_counter()
    try:
        outputs = model.session.run(feed)
    except InferenceFailed:
        return [_run_alone(model, question) for question in questions]
    took_ms = milliseconds_since(started)
    total = sum(question.rows for question in questions)
    answers: list[Answer | Exception] = []
    at = 0
    for question in questions:
        own = {name: array[at : at + question.rows] for name, array in outputs.items()}
        at += question.rows
        answer = _finished(question, own, took_ms)
        if not isinstance(answer, Exception):
            answer[1]["batch_rows"] = total
        answers.append(answer)
    return answers


def _run_alone(model: LoadedModel, question: _Prepared) -> Answer | Exception:
    assert model.session is not None
    started = time.perf_counter()
    try:
        outputs = model.session.run(question.feed)
    except InferenceFailed as error:
        return error
    return _finished(question, outputs, milliseconds_since(started))


def _finished(question: _Prepared, outputs: Mapping[str, NDArray[Any]], took_ms: float) -> Answer | Exception:
    try:
        return question.finish(outputs, took_ms)
    except Exception as error:  # noqa: BLE001 - it is this question's outcome, whatever it is
        return error


def _is_natural(model: LoadedModel, asked: InferRequest, name: str) -> bool:
    """Return whether a request brings *name* as the plant has it, and not as a tensor of the graph's own."""
    return list(asked.inputs) == [name] and not (model.session is not None and model.input_name == name)


def _prepare(engine: Engine, model: LoadedModel, asked: InferRequest) -> _Prepared | Answer:
    thresholds = _thresholds(asked)
    if _is_natural(model, asked, PICTURE):
        return _picture(engine, model, asked, thresholds)
    if _is_natural(model, asked, WINDOW):
        return _window(engine, model, asked, thresholds)
    return _tensors(model, asked)


def _thresholds(asked: InferRequest) -> dict[str, float] | None:
    given = asked.parameters.get("thresholds")
    if isinstance(given, str):
        given = json.loads(given)
    if given is not None and not (
        isinstance(given, dict) and all(isinstance(value, int | float) for value in given.values())
    ):
        raise BadRequest("parameter thresholds must be an object of numbers by label")
    return given


def _picture(
    engine: Engine, model: LoadedModel, asked: InferRequest, thresholds: dict[str, float] | None
) -> _Prepared | Answer:
    value = asked.inputs[PICTURE].reshape(-1)
    if value.dtype != object or value.size != 1:
        raise BadRequest("input 'picture' is BYTES of shape [1]: one encoded picture")
    if model.picture_reader is not None:
        return _verdict(engine.infer_image(model, value[0], thresholds))
    image = engine.prepare_image(model, value[0], thresholds)

    def finish(outputs: Mapping[str, NDArray[Any]], took_ms: float) -> Answer:
        model.check_outputs(outputs)
        return _verdict(engine.read_outputs(image, outputs, model.provider, took_ms))

    return _Prepared({model.input_name: image.context.tensor}, finish)


def _window(engine: Engine, model: LoadedModel, asked: InferRequest, thresholds: dict[str, float] | None) -> Answer:
    hz = asked.input_parameters[WINDOW].get("hz", asked.parameters.get("hz"))
    if not isinstance(hz, int | float) or isinstance(hz, bool) or asked.inputs[WINDOW].dtype == object:
        raise BadRequest("input 'window' is FP64 of shape [n] and needs the parameter hz")
    samples = asked.inputs[WINDOW].reshape(-1).astype(np.float64)
    return _verdict(engine.infer_window(model, samples, float(hz), thresholds))


def _texts(values: Sequence[str]) -> NDArray[Any]:
    array = np.empty(len(values), object)
    array[:] = [value.encode() for value in values]
    return array


def _verdict(result: InferenceResult) -> Answer:
    document = result_document(result)
    outputs: dict[str, NDArray[Any]] = {
        "decision": _texts([result.decision]),
        "labels": _texts([found.label for found in result.detections]),
        "scores": np.array([found.score for found in result.detections], np.float32),
        "boxes": np.array([found.box for found in result.detections], np.float32).reshape(-1, 4),
        "result": _texts([json.dumps(document, ensure_ascii=False)]),
    }
    return outputs, {"input_sha256": result.input_sha256, "infer_ms": document["infer_ms"]}


def _tensors(model: LoadedModel, asked: InferRequest) -> _Prepared:
    if model.session is None:
        raise BadRequest(f"model {model.name!r} takes the input 'picture', not {', '.join(asked.inputs)}")
    wanted = {spec.name: spec for spec in model.session.inputs}
    if set(asked.inputs) != set(wanted):
        raise BadRequest(f"model {model.name!r} takes {', '.join(wanted)}, the request has {', '.join(asked.inputs)}")
    for name, array in asked.inputs.items():
        spec = wanted[name]
        fits = len(spec.shape) == array.ndim and all(
            length in {None, given} for length, given in zip(spec.shape, array.shape, strict=True)
        )
        if not fits or array.dtype != spec.dtype:
            raise BadRequest(
                f"input {name!r} is {datatype_of(array.dtype)} {list(array.shape)}, the model takes "
                f"{datatype_of(spec.dtype)} {[-1 if length is None else length for length in spec.shape]}"
            )
    return _Prepared(asked.inputs, lambda outputs, took_ms: (dict(outputs), {"infer_ms": round(took_ms, 3)}))
