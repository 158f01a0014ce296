"""The Open Inference Protocol v2 on the wire: tensors as JSON or in the binary extension.

A request is a JSON header, followed in the binary extension by the raw bytes of the tensors in the order of the inputs;
``Inference-Header-Content-Length`` then says where the header ends. Elements are little-endian, row-major; a BYTES
element is its length in four bytes and then its bytes. Source: KServe, "Open Inference Protocol (V2)", REST part, and
its binary tensor data extension.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

__all__ = [
    "DATATYPES",
    "BadRequest",
    "InferRequest",
    "InferResponse",
    "datatype_of",
    "encode_request",
    "encode_response",
    "parse_request",
    "parse_response",
]

DATATYPES: dict[str, np.dtype[Any]] = {
    "BOOL": np.dtype(np.bool_),
    "UINT8": np.dtype("u1"),
    "UINT16": np.dtype("<u2"),
    "UINT32": np.dtype("<u4"),
    "UINT64": np.dtype("<u8"),
    "INT8": np.dtype("i1"),
    "INT16": np.dtype("<i2"),
    "INT32": np.dtype("<i4"),
    "INT64": np.dtype("<i8"),
    "FP16": np.dtype("<f2"),
    "FP32": np.dtype("<f4"),
    "FP64": np.dtype("<f8"),
}
_NAMES = {dtype: name for name, dtype in DATATYPES.items()}
MAX_TENSORS = 64
MAX_AXES = 16


class BadRequest(ValueError):  # noqa: N818 - the protocol's word
    """A request does not follow the protocol; the message says where."""


@dataclass(frozen=True, slots=True)
class InferRequest:
    """A parsed request.

    Attributes:
        id: the caller's, echoed.
        parameters: the caller's.
        inputs: arrays by name; BYTES inputs are object arrays of `bytes`.
        input_parameters: per input.
        outputs: names wanted, in order; empty: all.
        binary_outputs: names to answer in the binary extension; None: all of them.

    """

    id: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    inputs: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    input_parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    outputs: tuple[str, ...] = ()
    binary_outputs: frozenset[str] | None = frozenset()


@dataclass(frozen=True, slots=True)
class InferResponse:
    """A parsed answer.

    Attributes:
        parameters: the server's.
        outputs: arrays by name, as `InferRequest.inputs`.

    """

    parameters: Mapping[str, Any] = field(default_factory=dict)
    outputs: Mapping[str, NDArray[Any]] = field(default_factory=dict)


def datatype_of(dtype: np.dtype[Any] | None) -> str:
    """Return the protocol's name of a numpy dtype; BYTES for objects and strings."""
    return "BYTES" if dtype is None or dtype.kind in "OSU" else _NAMES[dtype.newbyteorder("<")]


def _object(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadRequest(f"{where} must be an object")
    return value


def _shape(tensor: dict[str, Any], where: str) -> tuple[int, ...]:
    shape = tensor.get("shape")
    good = isinstance(shape, list) and all(
        isinstance(length, int) and not isinstance(length, bool) and length >= 0 for length in shape
    )
    if not good or len(shape or ()) > MAX_AXES:
        raise BadRequest(f"{where}: shape must be a list of at most {MAX_AXES} whole numbers")
    return tuple(shape or ())


def _split_bytes(raw: bytes, count: int, where: str) -> NDArray[Any]:
    elements: list[bytes] = []
    at = 0
    while at < len(raw):
        if at + 4 > len(raw):
            raise BadRequest(f"{where}: a BYTES element's length is cut short")
        (length,) = struct.unpack_from("<I", raw, at)
        if at + 4 + length > len(raw):
            raise BadRequest(f"{where}: a BYTES element is cut short")
        elements.append(raw[at + 4 : at + 4 + length])
        at += 4 + length
    if len(elements) != count:
        raise BadRequest(f"{where}: {len(elements)} BYTES elements, the shape calls for {count}")
    return _objects(elements)


def _objects(elements: Sequence[bytes]) -> NDArray[Any]:
    array = np.empty(len(elements), object)
    array[:] = elements
    return array


def _from_binary(raw: bytes, datatype: str, shape: tuple[int, ...], where: str) -> NDArray[Any]:
    if datatype == "BYTES":
        return _split_bytes(raw, prod(shape), where).reshape(shape)
    dtype = DATATYPES[datatype]
    wanted = prod(shape) * dtype.itemsize
    if len(raw) != wanted:
        raise BadRequest(f"{where}: {len(raw)} bytes of data, {datatype} {list(shape)} takes {wanted}")
    return np.frombuffer(raw, dtype).reshape(shape)


def _flatten(data: Any) -> list[Any]:
    """Return the elements of nested lists in row-major order, without recursion."""
    flat, pending = [], [data]
    while pending:
        item = pending.pop()
        if isinstance(item, list):
            pending.extend(reversed(item))
        else:
            flat.append(item)
    return flat


def _from_json(data: Any, datatype: str, shape: tuple[int, ...], where: str) -> NDArray[Any]:
    if not isinstance(data, list):
        raise BadRequest(f"{where}: data must be a list")
    flat = _flatten(data)
    if len(flat) != prod(shape):
        raise BadRequest(f"{where}: {len(flat)} elements of data, the shape calls for {prod(shape)}")
    if datatype == "BYTES":
        if not all(isinstance(item, str) for item in flat):
            raise BadRequest(f"{where}: BYTES data in JSON are strings; send pictures in the binary extension")
        return _objects([item.encode() for item in flat]).reshape(shape)
    if datatype == "FP16":
        raise BadRequest(f"{where}: FP16 travels only in the binary extension")
    dtype = DATATYPES[datatype]
    kinds: tuple[type, ...] = {"b": (bool,), "f": (int, float)}.get(dtype.kind, (int,))
    if not all(isinstance(item, kinds) and (dtype.kind == "b" or not isinstance(item, bool)) for item in flat):
        raise BadRequest(f"{where}: an element of data is no {datatype}")
    if dtype.kind in "iu":
        limits = np.iinfo(dtype)
        if flat and not (limits.min <= min(flat) and max(flat) <= limits.max):
            raise BadRequest(f"{where}: an element of data is outside {datatype}, {limits.min}…{limits.max}")
    return np.array(flat, dtype).reshape(shape)


def parse_request(body: bytes, header_length: int | None) -> InferRequest:
    """Read an inference request.

    Args:
        body: of the HTTP request.
        header_length: value of ``Inference-Header-Content-Length``; None: the body is JSON alone.

    Raises:
        BadRequest: the request does not follow the protocol.

    """
    if header_length is not None and not 0 <= header_length <= len(body):
        raise BadRequest(f"Inference-Header-Content-Length is {header_length}, the body has {len(body)} bytes")
    at = len(body) if header_length is None else header_length
    try:
        document = _object(orjson.loads(body[:at]), "the request")
    except orjson.JSONDecodeError as error:
        raise BadRequest(f"the request's header is not JSON: {error}") from error
    inputs, input_parameters, at = _read_tensors(document, "inputs", body, at)
    if at != len(body):
        raise BadRequest(f"{len(body) - at} bytes follow the last tensor")
    return _with_outputs(document, inputs, input_parameters)


def _read_tensors(
    document: dict[str, Any], kind: str, body: bytes, at: int
) -> tuple[dict[str, NDArray[Any]], dict[str, Mapping[str, Any]], int]:
    """Return the tensors that *document* lists as *kind*, their parameters, and where the next byte of *body* is."""
    tensors: dict[str, NDArray[Any]] = {}
    found_parameters: dict[str, Mapping[str, Any]] = {}
    listed = document.get(kind)
    if not isinstance(listed, list) or not 1 <= len(listed) <= MAX_TENSORS:
        raise BadRequest(f"{kind} must be a list of 1 to {MAX_TENSORS} tensors")
    for index, item in enumerate(listed):
        where = f"{kind}[{index}]"
        tensor = _object(item, where)
        name, datatype = tensor.get("name"), tensor.get("datatype")
        if not isinstance(name, str) or name in tensors:
            raise BadRequest(f"{where}: name is missing or given twice")
        if not isinstance(datatype, str) or datatype not in {*DATATYPES, "BYTES"}:
            raise BadRequest(f"{where}: datatype {datatype!r} is not one of {', '.join(DATATYPES)}, BYTES")
        shape = _shape(tensor, where)
        parameters = _object(tensor.get("parameters", {}), f"{where}.parameters")
        if any(key.startswith("shared_memory") for key in parameters):
            raise BadRequest(f"{where}: shared memory is not supported")
        size = parameters.get("binary_data_size")
        if size is None:
            tensors[name] = _from_json(tensor.get("data"), datatype, shape, where)
        else:
            if not isinstance(size, int) or isinstance(size, bool) or size < 0 or at + size > len(body):
                raise BadRequest(f"{where}: binary_data_size {size!r} goes beyond the {len(body)} bytes of the body")
            tensors[name] = _from_binary(body[at : at + size], datatype, shape, where)
            at += size
        found_parameters[name] = parameters
    return tensors, found_parameters, at


def _with_outputs(
    document: dict[str, Any],
    inputs: Mapping[str, NDArray[Any]],
    input_parameters: Mapping[str, Mapping[str, Any]],
) -> InferRequest:
    parameters = _object(document.get("parameters", {}), "parameters")
    request_id = document.get("id", "")
    if not isinstance(request_id, str):
        raise BadRequest("id must be a string")
    listed = document.get("outputs", [])
    if not isinstance(listed, list) or len(listed) > MAX_TENSORS:
        raise BadRequest("outputs must be a list")
    all_binary = parameters.get("binary_data_output") is True
    names, binary = [], set()
    for index, item in enumerate(listed):
        output = _object(item, f"outputs[{index}]")
        name = output.get("name")
        if not isinstance(name, str):
            raise BadRequest(f"outputs[{index}]: name is missing")
        wishes = _object(output.get("parameters", {}), f"outputs[{index}].parameters")
        if "classification" in wishes or any(key.startswith("shared_memory") for key in wishes):
            raise BadRequest(f"outputs[{index}]: the classification and shared-memory extensions are not supported")
        names.append(name)
        if wishes.get("binary_data", all_binary) is True:
            binary.add(name)
    every = None if all_binary and not names else frozenset(binary)
    return InferRequest(request_id, parameters, inputs, input_parameters, tuple(names), every)


def _to_bytes(array: NDArray[Any]) -> bytes:
    if array.dtype == object:
        return b"".join(struct.pack("<I", len(item)) + item for item in array.reshape(-1))
    return np.ascontiguousarray(array, array.dtype.newbyteorder("<")).tobytes()


def _to_json(array: NDArray[Any]) -> list[Any]:
    if array.dtype == object:
        return [item.decode("utf-8", "replace") for item in array.reshape(-1)]
    flat: list[Any] = array.reshape(-1).tolist()
    return flat


def encode_response(
    document: dict[str, Any], outputs: Mapping[str, NDArray[Any]], binary: frozenset[str] | None
) -> tuple[bytes, int | None]:
    """Write an inference response.

    Args:
        document: model_name, model_version, id, parameters.
        outputs: by name, in order; BYTES outputs are object arrays of `bytes`.
        binary: which of them go into the binary extension; None: all. FP16 always does.

    Returns:
        The body, and the header's length when the binary extension is used, else None.

    """
    described, tail = [], []
    for name, array in outputs.items():
        entry: dict[str, Any] = {
            "name": name,
            "shape": list(array.shape),
            "datatype": datatype_of(array.dtype),
        }
        if binary is None or name in binary or array.dtype == np.float16:
            raw = _to_bytes(array)
            entry["parameters"] = {"binary_data_size": len(raw)}
            tail.append(raw)
        else:
            entry["data"] = _to_json(array)
        described.append(entry)
    header = orjson.dumps({**document, "outputs": described})
    return (header + b"".join(tail), len(header)) if tail else (header, None)


def encode_request(
    identifier: str, inputs: Mapping[str, NDArray[Any]], parameters: Mapping[str, Any]
) -> tuple[bytes, int]:
    """Write an inference request in the binary extension that asks for all outputs in it.

    Returns:
        The body, and the header's length.

    """
    described, tail = [], []
    for name, array in inputs.items():
        raw = _to_bytes(array)
        described.append(
            {
                "name": name,
                "shape": list(array.shape),
                "datatype": datatype_of(array.dtype),
                "parameters": {"binary_data_size": len(raw)},
            }
        )
        tail.append(raw)
    document = {"id": identifier, "inputs": described, "parameters": {**parameters, "binary_data_output": True}}
    header = orjson.dumps(document)
    return header + b"".join(tail), len(header)


def parse_response(body: bytes, header_length: int | None) -> InferResponse:
    """Read an answer, from a server that may be anyone; raises `BadRequest` as `parse_request`."""
    at = len(body) if header_length is None else header_length
    if not 0 <= at <= len(body):
        raise BadRequest(f"Inference-Header-Content-Length is {at}, the body has {len(body)} bytes")
    try:
        document = _object(orjson.loads(body[:at]), "the answer")
    except orjson.JSONDecodeError as error:
        raise BadRequest(f"the answer's header is not JSON: {error}") from error
    outputs, _, at = _read_tensors(document, "outputs", body, at)
    if at != len(body):
        raise BadRequest(f"{len(body) - at} bytes follow the last tensor")
    return InferResponse(_object(document.get("parameters", {}), "parameters"), outputs)
