"""Signs readings with a device's Stark key: plain integers and SHA-256, for MicroPython and CPython alike.

Copy it to the device beside the key. It is NOT constant-time: whoever can time many signatures from close by may learn
about the key, so give each device a key of its own. Curve and Poseidon are those of Starknet's specification.
"""

import hashlib

_P = 2**251 + 17 * 2**192 + 1
_N = 0x800000000000010FFFFFFFFFFFFFFFFB781126DCAE7B2321E66A241ADC64D2F
_G = (
    0x1EF15C18599971B7BECED415A40F0C7DEACFD9B0D1819E03D723D8BC943CFCA,
    0x5668060AA49730B7BE4801DF46EC62DE53ECD11ABE43A32873000C36E8DC1F,
)
# Hashes of the message's type, and of nothing else: a microcontroller has no Keccak. A test holds it.
_TYPE = 0x291E03829DBF9EA0CBFD5837558596EB75E21671539267BF29499446EA87B0D
_DOMAIN_TYPE = 0x1FF2F602E42168014D405A94F75E8A93D640751D71D16311266E140D8B0A210
_FULL, _PARTIAL = 8, 83


def sign(reading, address, account, chain_id, key):
    """Return *reading*, bytes of a JSON object, with its signature as last member.

    *address* is SITE/AREA/LINE/DEVICE; *account* and *chain_id* are numbers; *key* is 1 to the curve's order less 1.
    """
    if not 0 < key < _N:
        raise ValueError("the key is not in the range of the curve's order")
    if not (reading.startswith(b'{"') and reading.endswith(b"}")):
        raise ValueError("a reading is a JSON object that begins with a name and ends with }")
    r, s = sign_hash(message_hash(reading, address, account, chain_id), key)
    return reading[:-1] + (',"sig":"%064x%064x"}' % (r, s)).encode()


def message_hash(reading, address, account, chain_id):
    """Return the SNIP-12 hash, revision 1, of a reading without its signature."""
    domain = poseidon([_DOMAIN_TYPE, _felt(b"Ciro device account"), 1, chain_id, 1])
    struct = poseidon([_TYPE, _short_sha256(address.encode()), _short_sha256(reading)])
    return poseidon([_felt(b"StarkNet Message"), domain, account, struct])


def sign_hash(digest, key):
    """Return (r, s) of an ECDSA signature, its nonce by RFC 6979; s is the smaller of its two values."""
    nonces = _nonces(digest, key)
    while True:
        k = next(nonces)
        r = _multiply(k)[0]
        s = (digest + r * key) * pow(k, _N - 2, _N) % _N
        s = min(s, _N - s)
        if 0 < r < 2**251 and s and pow(s, _N - 2, _N) < 2**251:
            return r, s


def new_key(random):
    """Return a key from *random*, a function that gives so many random bytes: ``os.urandom`` with the radio on."""
    return int.from_bytes(random(40), "big") % (_N - 1) + 1  # 40 bytes: what the remainder favours is below 2^-68


def public_key(key):
    """Return the public key, the x coordinate of its point."""
    return _multiply(key)[0]


def poseidon(values):
    """Return Starknet's Poseidon hash of many field elements."""
    padded = list(values) + [1]
    if len(padded) % 2:
        padded.append(0)
    state = [0, 0, 0]
    for i in range(0, len(padded), 2):
        state = _permute([state[0] + padded[i], state[1] + padded[i + 1], state[2]])
    return state[0]


def _permute(state):
    for turn in range(_FULL + _PARTIAL):
        state = [(state[i] + _constant(3 * turn + i)) % _P for i in range(3)]
        if turn < _FULL // 2 or turn >= _FULL // 2 + _PARTIAL:
            state = [pow(value, 3, _P) for value in state]
        else:
            state[2] = pow(state[2], 3, _P)
        total = sum(state)
        state = [(total + 2 * state[0]) % _P, (total - 2 * state[1]) % _P, (total - 3 * state[2]) % _P]
    return state


_constants = []


def _constant(index):
    while len(_constants) <= index:
        digest = hashlib.sha256(("Hades%d" % len(_constants)).encode()).digest()
        _constants.append(int.from_bytes(digest, "big") % _P)
    return _constants[index]


def _felt(text):
    return int.from_bytes(text, "big")


def _short_sha256(data):
    return int.from_bytes(hashlib.sha256(data).digest()[:31], "big")


def _hmac(key, data):
    key = key + bytes(64 - len(key))
    inner = hashlib.sha256(bytes(b ^ 0x36 for b in key) + data).digest()
    return hashlib.sha256(bytes(b ^ 0x5C for b in key) + inner).digest()


def _nonces(digest, key):
    """RFC 6979, section 3.2, for an order of 252 bits: candidates are the leading 252 of 256 bits."""
    seed = key.to_bytes(32, "big") + (digest % _N).to_bytes(32, "big")
    v, k = b"\x01" * 32, bytes(32)
    k = _hmac(k, v + b"\x00" + seed)
    v = _hmac(k, v)
    k = _hmac(k, v + b"\x01" + seed)
    v = _hmac(k, v)
    while True:
        v = _hmac(k, v)
        candidate = int.from_bytes(v, "big") >> 4
        if 0 < candidate < _N:
            yield candidate
        k = _hmac(k, v + b"\x00")
        v = _hmac(k, v)


def _multiply(k):
    """Return k times the generator, in Jacobian coordinates: one inversion in all."""
    x, y, z = 1, 1, 0
    for i in range(251, -1, -1):
        x, y, z = _double(x, y, z)
        if k >> i & 1:
            x, y, z = _add_generator(x, y, z)
    inverse = pow(z, _P - 2, _P)
    return x * inverse**2 % _P, y * inverse**3 % _P


def _double(x, y, z):
    yy = y * y % _P
    s = 4 * x * yy % _P
    m = (3 * x * x + pow(z, 4, _P)) % _P
    x3 = (m * m - 2 * s) % _P
    return x3, (m * (s - x3) - 8 * yy * yy) % _P, 2 * y * z % _P


def _add_generator(x, y, z):
    if not z:
        return _G[0], _G[1], 1
    zz = z * z % _P
    h = (_G[0] * zz - x) % _P
    r = (_G[1] * zz * z - y) % _P
    if not h:
        return _double(x, y, z) if not r else (1, 1, 0)
    hh = h * h % _P
    hhh = h * hh % _P
    v = x * hh % _P
    x3 = (r * r - hhh - 2 * v) % _P
    return x3, (r * (v - x3) - y * hhh) % _P, z * h % _P
