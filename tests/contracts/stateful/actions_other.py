"""What is done with token, pool, proofs, anchor, paymaster and account, by those who may and by those who may not."""

from collections.abc import Callable
from random import Random
from typing import Any

from chain_testing.chain import Actor
from chain_testing.device_account import as_argument, sign
from chain_testing.sponsored import FEE
from network_testing import CIRO, HOUR, PARAMETERS, ChainBatch
from poseidon_py.poseidon_hash import poseidon_hash_many

from gateway.chain.bindings import constants as c
from gateway.chain.bindings.shared import ProofState
from stateful.model_jobs import statement_digest
from stateful.world import World

Action = Callable[[World, Random], None]


def _anybody(world: World, random: Random) -> Actor:
    return random.choice(world.chain.actors)


def use_token(world: World, random: Random) -> None:
    by, other = _anybody(world, random), _anybody(world, random)
    amount = random.choice((0, 1, 5 * CIRO, 10**9 * CIRO))
    arguments: dict[str, tuple[Any, ...]] = {
        "transfer": (other, amount),
        "transfer_from": (other, by, amount),
        "approve": (other, amount),
        "burn": (amount,),
        "pay_protocol_fee": (random.choice((1, 7 * CIRO, 10**9 * CIRO)),),
        "delegate": (other,),
        "mint": (by, amount),
        "set_treasury": (by,),
        "claim": (0,),
    }
    entry_point = random.choice(list(arguments))
    world.call(by, "token", entry_point, *arguments[entry_point])


def use_stake(world: World, random: Random) -> None:
    by = random.choice((*world.workers, *world.workers, world.chain.stranger))
    staked = world.state("pool").stake(by.address)
    arguments: dict[str, tuple[Any, ...]] = {
        "stake": (random.choice((0, 500 * CIRO, 10_000 * CIRO)),),
        "request_unstake": (random.choice((0, staked // 10, staked + 1)),),
        "withdraw": (),
        "heartbeat": (),
        "report_absence": (random.choice((*world.workers, world.chain.stranger)),),
    }
    entry_point = random.choice(list(arguments))
    world.call(by, "pool", entry_point, *arguments[entry_point])


def use_registry(world: World, random: Random) -> None:
    by, worker = random.choice((*world.workers, world.chain.stranger)), random.choice(world.workers)
    number = random.randint(1, len(world.state("pool").registry.challenges) + 1)
    arguments: dict[str, tuple[Any, ...]] = {
        "apply_for_listing": (),
        "confirm_listing": (worker,),
        "challenge_listing": (worker,),
        "vote": (number, random.random() < 0.5),
        "resolve_challenge": (number,),
        "leave_registry": (),
    }
    entry_point = random.choice(list(arguments))
    world.call(by, "pool", entry_point, *arguments[entry_point])


def use_rewards(world: World, random: Random) -> None:
    epoch = world.now // c.REWARD_EPOCH - random.randint(0, 2)
    world.call(random.choice(world.workers), "pool", random.choice(("claim_reward", "roll_over")), epoch)


def attack_pool(world: World, random: Random) -> None:
    """What only the job manager, the oracle, the token or the governor may do, by anybody else."""
    by, worker = random.choice((world.chain.stranger, *world.workers, world.chain.client)), random.choice(world.workers)
    arguments: dict[str, tuple[Any, ...]] = {
        "job_opened": (worker,),
        "job_closed": (worker, "JobDone"),
        "reputation_event": (worker, "DisputeWon"),
        "hold_stake": (worker,),
        "release_stake": (worker,),
        "slash": (worker, "Fraud", by, 1),
        "set_price": (1,),
        "reward_received": (10**20,),
        "grant_role": ("SLASHER", by),
        "pause": (),
        "unpause": (),
        "upgrade": (1,),
    }
    entry_point = random.choice(list(arguments))
    world.call(by, "pool", entry_point, *arguments[entry_point])


def stop_and_go(world: World, random: Random) -> None:
    """A pause of the pool, what is refused meanwhile, and its end."""
    world.call(world.chain.guardian, "pool", "pause")
    use_stake(world, random)
    use_registry(world, random)
    world.call(world.chain.admin, "pool", "unpause")


def ask_for_proof(world: World, random: Random) -> None:
    statement = ChainBatch(start=random.randrange(1, 5)).statement(random.randrange(10**6))
    order = {
        "proof_type": "StarknetBatch",
        "parameters": PARAMETERS,
        "model": 0,
        "statement_hash": poseidon_hash_many(statement),
        "priority": random.choice(("Standard", "High")),
        "reward_cents": 175,
        "max_amount": 2**128 - 1,
        "within": HOUR,
    }
    if world.call(world.chain.client, "proofs", "request_proof", order).done:
        world.wanted.append(statement)


def serve_proof(world: World, random: Random) -> None:
    """The next request: claimed and fulfilled, mostly by a proof that holds."""
    requests = world.state("proofs").requests
    waiting = [number for number, one in requests.items() if one.state in (ProofState.PENDING, ProofState.IN_PROGRESS)]
    if not waiting:
        ask_for_proof(world, random)
        return
    number = min(waiting)
    if requests[number].state == ProofState.PENDING:
        world.call(random.choice(world.workers), "proofs", "claim", number)
        return
    prover = next(actor for actor in world.chain.actors if actor.address == requests[number].prover)
    proof = [101, 102, 103] if random.random() < 0.7 else [1, 2, 3]
    world.call(prover, "proofs", "fulfil", number, world.wanted[number - 1], proof)


def meddle_with_proofs(world: World, random: Random) -> None:
    by, state = random.choice((*world.workers, world.chain.stranger)), world.state("proofs")
    number = random.randint(1, len(state.requests) + 1)
    governor = world.network.governor.address
    digest = random.choice((*state.statements, 1))
    entry_point = random.choice(("claim", "expire", "set_aside", "dispute", "rule", "lapse", "register", "fulfil"))
    match entry_point:
        case "claim" | "expire" | "set_aside":
            world.call(by, "proofs", entry_point, number)
        case "dispute":
            world.call(by, "proofs", "dispute_statement", digest)
        case "rule":
            ruler = random.choice((by, world.network.governor))
            world.call(ruler, "proofs", "rule_on_statement", digest, random.random() < 0.5, governor=governor)
        case "lapse":
            world.call(by, "proofs", "lapse_statement_dispute", digest)
        case "register":
            verifier = world.network.verifier
            world.call(by, "proofs", "register_verifier", "StarknetBatch", verifier, governor=governor)
        case "fulfil" if number <= len(world.wanted):
            request = state.requests[number]
            if request.prover != by.address or request.state != ProofState.IN_PROGRESS:
                world.call(by, "proofs", "fulfil", number, world.wanted[number - 1], [1, 2, 3])


def record_falsely(world: World, random: Random) -> None:
    statement = ChainBatch(start=9).statement(random.randrange(10**6))
    arguments = ("StarknetBatch", PARAMETERS, 0, statement, [7, 7, 7])
    digest = statement_digest(statement, PARAMETERS)
    world.call(_anybody(world, random), "proofs", "verify_and_record", *arguments, holds=False, digest=digest)


def use_anchor(world: World, random: Random) -> None:
    by = random.choice(world.workers)
    stands = world.state("anchor").progress(by.address)
    if stands.journal == 0 or random.random() < 0.15:
        world.call(by, "anchor", "open_journal", random.choice((0, 1, 50)), random.randrange(3))
        return
    gap = random.choice((0, 0, 0, 1))
    fork = random.choice((0, 0, 0, 1))
    root, head = random.randrange(2**64), random.randrange(1, 2**64)
    arguments = (stands.batches + 1, stands.next_record + gap, random.choice((0, 3, 9)), stands.root + fork, root, head)
    world.call(by, "anchor", "anchor", *arguments)


def sponsor(world: World, random: Random) -> None:
    """The device's calls, paid by its sponsor: signed, forged, repeated, or brought by somebody else."""
    sponsored = world.sponsored
    execution = sponsored.execution(*[sponsored.counter.add.build(1)] * random.choice((1, 2)))
    way = random.choice(("honest", "honest", "repeated", "forged", "no relayer"))
    signer = world.chain.stranger.signer if way == "forged" else sponsored.device.owner.signer
    by = world.chain.stranger if way == "no relayer" else sponsored.relayer
    arguments = (sponsored.device, as_argument(execution), sign(signer, execution, sponsored.device), FEE)
    for _ in range(2 if way == "repeated" else 1):
        signed_by = "stranger" if way == "forged" else "owner"
        world.call(by, "paymaster", "execute_sponsored", *arguments, signed_by=signed_by)


def attack_device(world: World, random: Random) -> None:
    by, device = random.choice((world.chain.stranger, world.chain.client)), world.sponsored.device
    arguments: dict[tuple[str, str], tuple[Any, ...]] = {
        ("paymaster", "set_blocked"): (device, True),
        ("paymaster", "withdraw"): (random.choice((0, 1, 10**30)),),
        ("account", "propose_key"): (77,),
        ("account", "grant_session"): (77, world.now + 60, 1, 1, []),
    }
    name, entry_point = random.choice(list(arguments))
    world.call(by, name, entry_point, *arguments[name, entry_point])


OTHER: tuple[tuple[int, Action], ...] = (
    (8, use_token),
    (10, use_stake),
    (5, use_registry),
    (3, use_rewards),
    (5, attack_pool),
    (1, stop_and_go),
    (3, ask_for_proof),
    (6, serve_proof),
    (5, meddle_with_proofs),
    (1, record_falsely),
    (4, use_anchor),
    (4, sponsor),
    (3, attack_device),
)
