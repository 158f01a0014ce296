"""Where attested results are asked for, only machines get jobs that a named verifier vouches for at that moment."""

import json
import time
from dataclasses import replace
from types import SimpleNamespace

import fast_stark_crypto
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from pydantic import ValidationError
from waiting import wait_for

from edge_worker.attestation import attestation_route, nonce_of
from gateway.config.routing import RoutingSettings
from gateway.offloading.attestation import AttestationRefused, VerifierError, read_verifiers
from gateway.offloading.book import FILE, heard
from gateway.page.history import Strips
from gateway.page.routing_views import RoutingViews
from gateway.routing import Trust

KEY, OTHER_KEY = 0x1234567, 0x7654321
RESULT_KEY, OTHER_RESULT_KEY = (fast_stark_crypto.get_public_key(key) for key in (KEY, OTHER_KEY))
ISSUER = "https://verifier.plant.example"
P256 = ec.generate_private_key(ec.SECP256R1())
KEYS = {
    "ES256": P256,
    "ES384": ec.generate_private_key(ec.SECP384R1()),
    "EdDSA": ed25519.Ed25519PrivateKey.generate(),
    "PS256": rsa.generate_private_key(65537, 2048),
}


def pem(private):
    return private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def claims(**changes):
    now_s = int(time.time())
    plain = {"iss": ISSUER, "iat": now_s - 5, "exp": now_s + 600, "eat_nonce": nonce_of(RESULT_KEY), "secboot": True}
    return {name: value for name, value in (plain | changes).items() if value is not None}


def token(*, key=P256, algorithm="ES256", **changes):
    return jwt.encode(claims(**changes), key, algorithm)


@pytest.fixture
def entry(tmp_path):
    """A verifier's configuration."""
    (tmp_path / "verifier.pem").write_bytes(pem(P256))
    return {"name": "plant", "key_file": str(tmp_path / "verifier.pem"), "issuer": ISSUER, "require": {"secboot": True}}


def read(entry):
    return read_verifiers(RoutingSettings.model_validate({"verifiers": [entry]}))["plant"]


# -- tokens -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("algorithm", KEYS)
def test_a_token_of_the_verifier_holds_until_it_ends(entry, tmp_path, algorithm):
    (tmp_path / "verifier.pem").write_bytes(pem(KEYS[algorithm]))
    now_s = time.time()
    found = token(key=KEYS[algorithm], algorithm=algorithm, exp=int(now_s) + 100)
    assert read(entry).holds_until(found, RESULT_KEY, now_s) == pytest.approx(now_s + 160, abs=2)
    many = token(key=KEYS[algorithm], algorithm=algorithm, eat_nonce=["of another", nonce_of(RESULT_KEY)])
    assert read(entry).holds_until(many, RESULT_KEY, now_s) > now_s


def test_a_token_counts_no_longer_than_the_gateway_allows_after_it_was_made(entry):
    now_s = time.time()
    ends_s = read(entry | {"max_age_s": 30}).holds_until(token(exp=int(now_s) + 9_999), RESULT_KEY, now_s)
    assert ends_s == pytest.approx(now_s + 85, abs=2)


def forged_head(head, secret):
    """A token that is "signed" as its own head says."""
    return jwt.encode(claims(), secret, head)


def exchanged(one, other):
    """The head and signature of one token, the claims of another."""
    head, _, signature = one.split(".")
    return ".".join((head, other.split(".")[1], signature))


def signed(claims):
    """Claims that PyJWT would not take, signed by the verifier itself."""
    return jwt.PyJWS().encode(json.dumps(claims).encode(), P256, "ES256")


NOW_S = int(time.time())
FORGERIES = {
    "signed by another key": lambda: token(key=ec.generate_private_key(ec.SECP256R1())),
    "signed by another key on another curve": lambda: token(key=KEYS["ES384"], algorithm="ES384"),
    "not signed at all": lambda: forged_head("none", None),
    "a stranger's secret": lambda: forged_head("HS256", "s" * 32),
    "another issuer": lambda: token(iss="https://verifier.elsewhere.example"),
    "no issuer": lambda: token(iss=None),
    "ended": lambda: token(exp=NOW_S - 3_600),
    "without an end": lambda: token(exp=None),
    "not begun": lambda: token(nbf=NOW_S + 3_600),
    "made in the future": lambda: token(iat=NOW_S + 3_600),
    "made too long ago": lambda: token(iat=NOW_S - 2 * 86_400),
    "without a real end": lambda: signed(claims(exp=float("nan"))),
    "with an end that is none": lambda: signed(claims(exp="soon")),
    "without its making": lambda: token(iat=None),
    "of another machine": lambda: token(eat_nonce=nonce_of(OTHER_RESULT_KEY)),
    "of nobody": lambda: token(eat_nonce=None),
    "of a key that only looks so": lambda: token(eat_nonce={nonce_of(RESULT_KEY): True}),
    "without what is required": lambda: token(secboot=None),
    "with something else": lambda: token(secboot=False),
    "with what only looks so": lambda: token(secboot=1),
    "empty": lambda: "",
    "no token": lambda: "a.b.c",
    "too long": lambda: token(padding="x" * 20_000),
    "with an extension that must be understood": lambda: jwt.encode(
        claims(), P256, "ES256", headers={"crit": ["b32"], "b32": True}
    ),
    "cut short": lambda: token()[:-4],
    "claims exchanged": lambda: exchanged(token(), token(exp=NOW_S + 9_999)),
}


@pytest.mark.parametrize("what", FORGERIES)
def test_what_is_not_the_verifiers_word_on_this_machine_is_refused(entry, what):
    with pytest.raises(AttestationRefused, match=r"its token|it shows no token"):
        read(entry).holds_until(FORGERIES[what](), RESULT_KEY, time.time())


def test_the_public_key_is_no_secret_that_signs(entry):
    """The classical confusion: the head says HMAC, and the secret is the public key that everybody has."""
    import base64
    import hashlib
    import hmac

    def encoded(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=")

    text = encoded(b'{"alg":"HS256","typ":"JWT"}') + b"." + encoded(json.dumps(claims()).encode())
    forged = text + b"." + encoded(hmac.new(pem(P256), text, hashlib.sha256).digest())
    lax = jwt.decode(forged, options={"verify_signature": False})
    assert lax["iss"] == ISSUER, "but for its signature it is a token"
    with pytest.raises(AttestationRefused, match="alg value"):
        read(entry).holds_until(forged.decode(), RESULT_KEY, time.time())


def test_a_token_counts_until_its_end_and_the_leeway_and_what_is_said_does_not_change_with_the_time(entry):
    shown, now_s = token(exp=NOW_S + 100), float(NOW_S)
    assert read(entry).holds_until(shown, RESULT_KEY, now_s + 159) == now_s + 160
    said = set()
    for later_s in (160, 172, 400):
        with pytest.raises(AttestationRefused, match="its token of plant expired at 20") as refused:
            read(entry).holds_until(shown, RESULT_KEY, now_s + later_s)
        said.add(str(refused.value))
    assert len(said) == 1


# -- configuration ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (None, "No such file"),
        (b"no key", "no public key in PEM"),
        (P256.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), "private key"),
        (pem(rsa.generate_private_key(65537, 1024)), "2048 bits"),
        (pem(ec.generate_private_key(ec.SECP256K1())), "P-256"),
    ],
)
def test_a_key_that_cannot_be_used_is_named(entry, tmp_path, content, word):
    path = tmp_path / "verifier.pem"
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(VerifierError, match=word) as refused:
        read(entry)
    assert "verifier 'plant'" in str(refused.value)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"workers": [{"name": "a", "url": "http://127.0.0.1:1", "verifier": "plant"}]}, "needs result_key"),
        (
            {"workers": [{"name": "a", "url": "http://127.0.0.1:1", "result_key": "0x1", "verifier": "other"}]},
            "none of",
        ),
        ({"discovery": {"verifier": "other"}}, "none of"),
        ({"enabled": True, "trust": "attested"}, "no worker has a verifier"),
        ({"verifiers": "twice"}, "two"),
    ],
)
def test_a_configuration_that_makes_no_sense_is_refused(entry, changes, word):
    plain = {"verifiers": [entry]}
    given = plain | ({"verifiers": [entry, entry]} if changes.get("verifiers") == "twice" else changes)
    with pytest.raises(ValidationError, match=word):
        RoutingSettings.model_validate(given)


# -- jobs -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def plant(site, entry, tmp_path, monkeypatch):
    """A cheap worker without a verifier, and a dear one whose platform's token is in a file."""
    monkeypatch.setattr("gateway.offloading.fleet.ATTESTED_S", 0.05)
    site.token = tmp_path / "token"
    site.worker("cheap", key=OTHER_KEY)
    vouched = site.worker("vouched", key=KEY, usd_per_call=1e-5, verifier="plant")
    vouched.server.add_routes([attestation_route(site.token)])
    site.begin = lambda **more: site.start(verifiers=[entry], check="signature", **more)
    return site


def wait_for_attested(plant, *, attested=True):
    record = plant.dispatcher.router.fleet["vouched"]
    wait_for(lambda: record.is_attested(time.monotonic()) is attested, "the verifier's word")
    return record


def test_attested_results_are_made_by_whom_the_verifier_vouches_for(plant):
    plant.token.write_text(token())
    plant.begin()
    wait_for_attested(plant)
    assert plant.one().route["target"] == "cheap"
    placed = plant.one(1, trust="attested")
    assert (placed.route["target"], placed.route["trust"]) == ("vouched", "attested")


def test_without_the_verifiers_word_they_are_made_here_and_signed_ones_go_on(plant):
    plant.begin()
    placed = plant.one(trust="attested")
    assert (placed.route["target"], placed.route["trust"]) == ("local", "own")
    decision = plant.dispatcher.recent[-1][3]
    refused = {one["worker"]: one["refused"] for one in decision["candidates"]}
    wait_for(lambda: plant.dispatcher.router.fleet["vouched"].not_attested == "it shows no token of plant", "the look")
    assert refused["cheap"] == "attested: no verifier is named for it"
    assert refused["vouched"].startswith("attested: ")
    plant.workers["cheap"].dead = True
    assert plant.one(1).route["target"] == "vouched"


def test_a_token_that_is_withdrawn_or_of_another_machine_counts_no_more(plant):
    plant.token.write_text(token())
    plant.begin()
    wait_for_attested(plant)
    plant.token.write_text(token(eat_nonce=nonce_of(OTHER_RESULT_KEY)))
    record = wait_for_attested(plant, attested=False)
    assert record.not_attested == "its token of plant is about another result key"
    assert plant.one(trust="attested").route["target"] == "local"
    plant.token.write_text(token())
    wait_for_attested(plant)
    plant.token.unlink()
    wait_for_attested(plant, attested=False)
    assert plant.one(1, trust="attested").route["target"] == "local"
    assert record.failures == 0, "it has failed nobody"


def test_an_answer_of_a_machine_that_is_not_vouched_for_any_more_does_not_count(plant):
    plant.token.write_text(token())
    plant.begin()
    wait_for_attested(plant)
    plant.workers["vouched"].delay_s = 1.0
    outcome = plant.send(trust="attested")
    wait_for(lambda: plant.workers["vouched"].jobs, "the job is there")
    plant.token.unlink()
    wait_for_attested(plant, attested=False)
    placed = outcome()
    assert (placed.route["target"], placed.route["trust"]) == ("local", "own")
    said = [one["outcome"] for one in plant.dispatcher.recent[-1][3]["attempts"]]
    assert said[0] == "not counted: no verifier vouches for its platform any more"


def test_a_worker_that_is_away_for_a_moment_keeps_its_word(plant):
    plant.token.write_text(token())
    plant.begin()
    record = wait_for_attested(plant)
    plant.workers["vouched"].dead = True
    wait_for(lambda: not record.ready, "that it is away")
    assert record.is_attested(time.monotonic())


def test_a_proof_that_is_asked_of_all_results_does_not_stand_in_for_the_verifiers_word(plant):
    plant.token.write_text(token())
    plant.entries[0]["proofs"] = True
    plant.begin()
    plant.dispatcher.settings = plant.dispatcher.settings.model_copy(update={"check": "proof"})
    needs = plant.send(trust="attested").needs
    assert needs.trust is Trust.ATTESTED
    assert needs.proof, "and it must be proven as well"
    cheap = plant.dispatcher.router.fleet["cheap"]
    assert cheap.profile.trust is Trust.PROVEN
    cheap.proved(needs.model, 0.01)
    refused = {one.worker: one.refused for one in plant.dispatcher.router.decide(needs, time.monotonic()).assessments}
    assert refused["cheap"] == "attested: no verifier is named for it"
    assert plant.send(trust="signed").needs.trust is Trust.PROVEN


def test_an_answer_that_does_not_count_leaves_no_suspicion_that_no_check_can_end(plant, monkeypatch):
    plant.token.write_text(token())
    plant.begin()
    plant.dispatcher._terms = replace(plant.dispatcher._terms, check="sample")
    record = wait_for_attested(plant)
    monkeypatch.setattr(type(record), "is_hasty", lambda *_: True)
    plant.workers["vouched"].delay_s = 1.0
    outcome = plant.send(trust="attested")
    wait_for(lambda: plant.workers["vouched"].jobs, "the job is there")
    plant.token.unlink()
    wait_for_attested(plant, attested=False)
    assert outcome().route["target"] == "local"
    assert not record.suspected


def test_who_is_not_attested_any_more_is_not_asked_again_about_an_attested_job(plant):
    plant.token.write_text(token())
    plant.begin(asks_again=True)
    wait_for_attested(plant)
    worker, dispatcher = plant.workers["vouched"], plant.dispatcher
    kept = dispatcher._accuser.mismatch

    def mismatch(*told):
        plant.token.unlink()
        wait_for_attested(plant, attested=False)
        kept(*told)

    dispatcher._accuser.mismatch = mismatch
    dispatcher._terms = replace(dispatcher._terms, check="sample")
    worker.lies = True
    assert plant.one(trust="attested").route["target"] == "local"
    wait_for(lambda: plant.told, "the evidence")
    wait_for(lambda: not any("_ask_again" in repr(task) for task in dispatcher._tasks), "that nothing more is asked")
    assert len(worker.jobs) == 1


@pytest.mark.parametrize("shown", ["a redirect", "64 KiB", "no JSON", "no token", "a number"])
def test_what_is_shown_in_place_of_a_token_is_none(plant, shown):
    """The door before the worker answers itself; where it sends people to there is a good token."""
    plant.token.write_text(token())
    elsewhere = plant.worker("elsewhere", key=KEY)
    elsewhere.server.add_routes([attestation_route(plant.token)])
    worker = plant.workers["vouched"]
    status, body = 200, {"no JSON": b"token", "no token": b"{}", "a number": b'{"token": 5}'}.get(shown, b"")
    if shown == "a redirect":
        status = 307
    elif shown == "64 KiB":
        body = json.dumps({"padding": "x" * 65_536, "token": token()}).encode()
    app = worker.server.app
    read = []

    async def door(scope, receive, send):
        if scope["type"] != "http" or scope["path"] != "/v2/attestation":
            await app(scope, receive, send)
            return
        location = [(b"location", f"{elsewhere.url}/v2/attestation".encode())]
        await send({"type": "http.response.start", "status": status, "headers": location if status == 307 else []})
        await send({"type": "http.response.body", "body": body})
        read.append(shown)

    worker.server.app = door
    plant.begin()
    wait_for(lambda: len(read) > 2, "some looks")
    record = plant.dispatcher.router.fleet["vouched"]
    assert not record.is_attested(time.monotonic())
    wait_for(lambda: "shows no token" in record.not_attested or "its token" in record.not_attested, "the reason")
    assert plant.one(trust="attested").route["target"] == "local"
    assert record.failures == 0


def test_the_page_and_the_command_say_why_a_worker_is_not_attested_until_it_is(plant, tmp_path):
    plant.token.write_text(token(eat_nonce=nonce_of(OTHER_RESULT_KEY)))
    plant.begin()
    why = "its token of plant is about another result key"
    record = plant.dispatcher.router.fleet["vouched"]
    wait_for(lambda: record.not_attested == why, "the look")
    views = RoutingViews(plant.dispatcher, SimpleNamespace(strips=Strips(), results_of_day=lambda _now: 0), None)

    def shown():
        return {one.name: (one.trust, one.unattested) for one in views.view(time.time()).workers}

    def refused():
        plant.dispatcher._book.flush()
        return {one.source: one.refused for one in heard(tmp_path / FILE) if one.refused is not None}

    nobody = {"local": ("own", ""), "cheap": ("signed", "")}
    assert shown() == nobody | {"vouched": ("signed", f"not attested: {why}")}
    wait_for(lambda: refused() == {"attestation of vouched": f"attested: {why}"}, "the book")
    plant.token.write_text(token())
    wait_for_attested(plant)
    assert shown() == nobody | {"vouched": ("attested", "")}
    wait_for(lambda: refused() == {}, "the book")
