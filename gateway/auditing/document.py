"""``audit.json``: what a bundle says about chain, records and batches, as JSON and back.

Every key is checked against the chain or against another file (`gateway.auditing.verifying`); there is none that only
informs, since nobody could vouch for it. Hashes, addresses and field elements are hexadecimal texts, in one form each.
"""

from __future__ import annotations

import json
import re
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationError,
    ValidationInfo,
)

from gateway.journal.chain_record import ChainRecord
from zkml.field import PRIME
from zkml.statement import MOST_ITEMS

__all__ = [
    "FORMAT",
    "FORMAT_WITH_SHARED_STATEMENT",
    "FORMAT_WITH_STATEMENT",
    "AuditDocument",
    "BatchClaim",
    "DocumentError",
    "RecordClaim",
    "StatementClaim",
    "decode_document",
    "encode_document",
    "format_of",
]

FORMAT = "ciro-audit-bundle-v1"
FORMAT_WITH_STATEMENT = "ciro-audit-bundle-v2"
"""Of a bundle whose result a contract has verified; the rest is as before, and older bundles are read as well."""

FORMAT_WITH_SHARED_STATEMENT = "ciro-audit-bundle-v3"
"""Of one whose result a contract has verified by one statement together with others."""

MOST_DIGITS = 64


class DocumentError(ValueError):
    """It is not what ``audit.json`` must be; the message names the key."""


def _felt(value: object, info: ValidationInfo) -> int:
    if info.mode == "python" and isinstance(value, int):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"0x(0|[1-9a-f][0-9a-f]{0,63})", value):
        raise ValueError('write it as "0x…" in lower case without leading zeros')
    return int(value, 16)


def _digest(value: object, info: ValidationInfo) -> bytes:
    if info.mode == "python" and isinstance(value, bytes):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"[0-9a-f]{64}", value):
        raise ValueError("a digest has 64 hexadecimal digits in lower case")
    return bytes.fromhex(value)


def _in_field(value: int) -> int:
    if value >= PRIME:
        raise ValueError("is no element of the field")
    return value


Felt = Annotated[int, BeforeValidator(_felt), AfterValidator(_in_field), PlainSerializer(hex)]
Digest = Annotated[bytes, BeforeValidator(_digest), PlainSerializer(bytes.hex)]
U8 = Annotated[int, Field(ge=0, lt=2**8)]
U16 = Annotated[int, Field(ge=0, lt=2**16)]
U32 = Annotated[int, Field(ge=0, lt=2**32)]
U64 = Annotated[int, Field(ge=0, lt=2**64)]
I64 = Annotated[int, Field(ge=-(2**63), lt=2**63)]
Text = Annotated[str, Field(max_length=255)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class RecordClaim(_Strict):
    """A record, and its way up to the root of a batch.

    Attributes:
        batch: number of the batch that it is in.
        path: siblings from the bottom up.

    The other attributes are those of `ChainRecord`.

    """

    number: U64
    kind: U8
    received_us: I64
    qos: U8
    packet_id: U16
    device: Text
    boot: Text
    seq: I64 | None
    payload_sha256: Digest
    batch: U64
    path: Annotated[list[Felt], Field(max_length=32)]

    @property
    def record(self) -> ChainRecord:
        """The record alone."""
        return ChainRecord(
            self.number,
            self.kind,
            self.received_us,
            self.qos,
            self.packet_id,
            self.device,
            self.boot,
            self.seq,
            self.payload_sha256,
        )


class BatchClaim(_Strict):
    """A batch as it was anchored.

    Attributes:
        number: of the gateway's batches, from 1.
        journal: which of the gateway's journals, from 1.
        first, count: number of the first record, and how many there are.
        root: of the tree over them.
        anchored_at: Unix seconds, the time of the block.
        transaction: hash of the transaction that anchored it.
        block, block_hash: the block that the transaction is in.

    """

    number: U64
    journal: U32
    first: U64
    count: U32
    root: Felt
    anchored_at: U64
    transaction: Felt
    block: U64
    block_hash: Felt


class StatementClaim(_Strict):
    """What a contract has verified of the result, and where that is recorded.

    Attributes:
        contract: address of the ``ProofVerifier`` that holds the record.
        verifier: address of the contract that it asked, which the proof names.
        account, job, nonce: what the proof is for.
        model_id: of the registered model.
        parameter_set: name of the set.
        input_digest, output_digest: of the files beside it, as the contract computes them.
        digest: under which the contract holds the statement.
        recorded_at: Unix seconds, when it did so.
        transaction: hash of the transaction in which it did.
        block, block_hash: the block that the transaction is in.
        records: SHA-256 of each result's record that the statement is about, in its order; empty: of this one alone.

    """

    contract: Felt
    verifier: Felt
    account: Felt
    job: Felt
    nonce: Felt
    model_id: Felt
    parameter_set: Text
    input_digest: Felt
    output_digest: Felt
    digest: Felt
    recorded_at: U64
    transaction: Felt
    block: U64
    block_hash: Felt
    records: Annotated[list[Digest], Field(max_length=MOST_ITEMS)] = []


class AuditDocument(_Strict):
    """The whole.

    Attributes:
        format: names the version.
        chain_id: of the chain, as a short text.
        anchor: address of the ``AuditAnchor`` contract.
        gateway: address of the account whose journal it is.
        result: the result's record.
        subject: the record of the picture or reading that the result is about.
        batches: those that the records are in, without repetition, in their order.
        statement: what a contract has verified of the result; None: nothing is claimed.

    """

    format: str
    chain_id: Annotated[str, Field(pattern=r"^[ -~]{1,31}$")]
    anchor: Felt
    gateway: Felt
    result: RecordClaim
    subject: RecordClaim
    batches: Annotated[list[BatchClaim], Field(min_length=1, max_length=2)]
    statement: StatementClaim | None = None

    def batch_of(self, claim: RecordClaim) -> BatchClaim | None:
        """Return the batch that a record is said to be in; None when the document has no such batch."""
        return next((batch for batch in self.batches if batch.number == claim.batch), None)


_FORMATS = (FORMAT, FORMAT_WITH_STATEMENT, FORMAT_WITH_SHARED_STATEMENT)


def format_of(statement: StatementClaim | None) -> str:
    """Return the format of a document with this statement."""
    if statement is None:
        return FORMAT
    return FORMAT_WITH_SHARED_STATEMENT if statement.records else FORMAT_WITH_STATEMENT


def encode_document(document: AuditDocument) -> bytes:
    """Return the file's bytes."""
    shared = document.statement is not None and bool(document.statement.records)
    content = document.model_dump(exclude=None if document.statement else {"statement"})
    if document.statement is not None and not shared:
        del content["statement"]["records"]
    return json.dumps(content, indent=1, ensure_ascii=False).encode() + b"\n"


def decode_document(data: bytes) -> AuditDocument:
    """Read the file.

    Raises:
        DocumentError: it is not JSON, of another version, or a key does not fit.

    """
    try:
        content: Any = json.loads(data, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"not JSON: {error}") from error
    version = content.get("format") if isinstance(content, dict) else None
    if version not in _FORMATS:
        raise DocumentError(f"format {version!r} is not known; this software reads {', '.join(_FORMATS)}")
    try:
        document = AuditDocument.model_validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        raise DocumentError(f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}") from error
    if document.format != format_of(document.statement):
        raise DocumentError(f"statement: {format_of(document.statement)} is the format of what is there")
    named = sorted({document.result.batch, document.subject.batch})
    if [batch.number for batch in document.batches] != named:
        raise DocumentError("batches: they are not those that the records name")
    return document


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise ValueError("a key is there twice")
    return content
