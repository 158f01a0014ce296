"""What a named verifier's token says of a worker's platform, and whether it may be believed.

In the terms of RFC 9334 the gateway is the relying party, and the token an attestation result: an entity attestation
token (RFC 9711) as a JWT (RFC 7519). It holds if, in this order,

1. it is signed by the key that the operator wrote down for this verifier, by an algorithm of that kind of key. What
   the token's head says of algorithms counts for nothing: "none", or the public key as a secret, would be a signature;
2. its issuer is this verifier's: one key may serve several;
3. it has not ended (``exp``), has begun (``nbf``) and was made not too long ago (``iat``): a platform changes;
4. its nonce is that of the worker's result key: another machine's token says nothing of this one;
5. what the operator requires of the platform is among its claims, with just that value and type.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from edge_worker.attestation import MOST_TOKEN_BYTES, is_about
from gateway.config.routing import RoutingSettings, VerifierSettings
from gateway.moments import iso

__all__ = ["AttestationRefused", "Verifier", "VerifierError", "read_verifiers"]

LEEWAY_S = 60
_LEAST_RSA_BITS = 2048

_Key = ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey | rsa.RSAPublicKey


class VerifierError(ValueError):
    """A verifier's key cannot be used; the message names it and the remedy."""


class AttestationRefused(ValueError):  # noqa: N818 - reads as what happened
    """A token does not vouch for the worker; the message says why."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """Whoever appraises platforms, as the operator knows it.

    Attributes:
        name: in messages.
        key: its public key.
        algorithms: of JWT, those of such a key.
        issuer: what its tokens name.
        require: claims, and the values that they must have.
        max_age_s: a token that was made earlier counts no more.

    """

    name: str
    key: _Key
    algorithms: Sequence[str]
    issuer: str
    require: Mapping[str, bool | int | str]
    max_age_s: float

    def holds_until(self, token: str, result_key: int, now_s: float) -> float:
        """Return until when a token vouches for the worker with a public *result_key*, in Unix seconds.

        Raises:
            AttestationRefused: it does not.

        """
        if not token:
            raise AttestationRefused(f"it shows no token of {self.name}")
        if len(token) > MOST_TOKEN_BYTES:
            raise AttestationRefused(f"its token is longer than {MOST_TOKEN_BYTES >> 10} KiB")
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                self.key,
                algorithms=list(self.algorithms),
                issuer=self.issuer,
                leeway=LEEWAY_S,
                options={"require": ["exp", "iat", "iss", "eat_nonce"], "verify_aud": False, "verify_exp": False},
            )
            ends_s, made_s = float(claims["exp"]), float(claims["iat"])
        except (jwt.PyJWTError, TypeError, ValueError, OverflowError, RecursionError) as error:
            raise AttestationRefused(f"its token is none of {self.name}'s: {error}") from error
        # Said with moments and not with spans: what is refused for the same reason is refused in the same words.
        if not now_s < ends_s + LEEWAY_S:
            raise AttestationRefused(f"its token of {self.name} expired at {_moment(ends_s)}")
        if not now_s < made_s + self.max_age_s + LEEWAY_S:
            raise AttestationRefused(f"its token of {self.name} was made at {_moment(made_s)}: that is too long ago")
        if not is_about(claims, result_key):
            raise AttestationRefused(f"its token of {self.name} is about another result key")
        for claim, wanted in self.require.items():
            found = claims.get(claim)
            if type(found) is not type(wanted) or found != wanted:
                raise AttestationRefused(f"its token of {self.name} has {claim} = {found!r}, {wanted!r} is required")
        return min(ends_s, made_s + self.max_age_s) + LEEWAY_S


def _moment(unix_s: float) -> str:
    """Return a moment in words, as far as it is one of our era."""
    return iso(round(unix_s * 1e6)) if 0 <= unix_s < 2**33 else f"Unix second {unix_s:g}"


def read_verifiers(settings: RoutingSettings) -> dict[str, Verifier]:
    """Return the configured verifiers by name; raises `VerifierError` where a key cannot be used."""
    return {one.name: _verifier(one) for one in settings.verifiers}


def _verifier(settings: VerifierSettings) -> Verifier:
    where = f"verifier {settings.name!r}: key_file {settings.key_file}"
    try:
        data = Path(settings.key_file).read_bytes()
    except OSError as error:
        raise VerifierError(f"{where}: {error.strerror}") from error
    if b"PRIVATE KEY" in data:
        raise VerifierError(f"{where} holds a private key: write its public half there, and keep this one elsewhere")
    try:
        key = load_pem_public_key(data)
    except ValueError as error:
        raise VerifierError(f"{where} is no public key in PEM") from error
    algorithms = _algorithms(key)
    if not algorithms or not isinstance(key, _Key):
        raise VerifierError(f"{where}: use a key on P-256, P-384 or Ed25519, or RSA of {_LEAST_RSA_BITS} bits or more")
    return Verifier(settings.name, key, algorithms, settings.issuer, settings.require, settings.max_age_s)


def _algorithms(key: object) -> tuple[str, ...]:
    """Return JWT's names of the algorithms of a public key; none for one that is too weak or of another kind."""
    match key:
        case ed25519.Ed25519PublicKey():
            return ("EdDSA",)
        case ec.EllipticCurvePublicKey(curve=ec.SECP256R1()):
            return ("ES256",)
        case ec.EllipticCurvePublicKey(curve=ec.SECP384R1()):
            return ("ES384",)
        case rsa.RSAPublicKey() if key.key_size >= _LEAST_RSA_BITS:
            return ("PS256", "PS384", "RS256", "RS384")
    return ()
