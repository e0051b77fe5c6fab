"""Hashes, ciphers and keys that no longer protect."""

import ast

from assay_analysis.flow.value import NOTHING

WEAK_HASHES = {"md2", "md4", "md5", "sha", "sha1", "md5-sha1", "ripemd160", "ripemd"}
WEAK_CIPHERS = {"DES", "DES3", "ARC4", "ARC2", "Blowfish", "CAST", "XOR", "TripleDES", "IDEA", "SEED", "CAST5"}
WEAK_CURVES = {"SECP192R1", "SECT163K1", "SECT163R2", "BrainpoolP192R1"}
PASSWORDS = ("passw", "pwd", "secret", "credential", "token", "signature")


def weak_hash(name):
    return name.lower().replace("_", "-") in WEAK_HASHES


def hash_called(call):
    used = call.keywords.get("usedforsecurity")
    if used is not None and used.const is False:
        return
    name = call.name.split(".")[-1]
    if name == "new":
        algorithm = call.argument(0, "name")
        name = algorithm.const if algorithm is not None and isinstance(algorithm.const, str) else ""
    if weak_hash(name):
        secret = any(word in part for part in held_names(call) for word in PASSWORDS)
        yield (
            "weak-hash",
            f"{name.upper()} is broken: two texts with the same digest can be made at will.",
            1.0 if secret else 0.9,
            None,
        )
    if any(is_password(node) for node in call.node.args) and "salt" not in "".join(held_names(call)):
        yield (
            "unsalted-hash",
            "A quick hash of a password without a salt: one table of common passwords breaks all of them.",
            0.9,
            None,
        )


def is_password(node):
    """The argument is the password, perhaps encoded, and nothing else."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args:
        node = node.func.value
    name = getattr(node, "id", getattr(node, "attr", ""))
    return any(word in name.lower() for word in ("password", "passwd", "pwd"))


def hash_updated(call):
    base = call.base.name if call.base is not None else ""
    if (
        base.startswith("hashlib.")
        and base.endswith("()")
        and "pbkdf2" not in base
        and len(call.node.args) == 1
        and is_password(call.node.args[0])
    ):
        yield (
            "unsalted-hash",
            "A quick hash of a password without a salt: one table of common passwords breaks all of them.",
            0.9,
            None,
        )


def held_names(call):
    """Names in the call's arguments, to tell passwords from checksums."""
    for node in ast.walk(call.node):
        if isinstance(node, ast.Name):
            yield node.id.lower()


def hash_given(call):
    """A function that is told which hash to use."""
    for value in (*call.arguments, *call.keywords.values()):
        name = value.const if isinstance(value.const, str) else value.name.replace("()", "").split(".")[-1]
        module = value.name.split(".")[0]
        if (
            isinstance(name, str)
            and weak_hash(name)
            and (isinstance(value.const, str) or module in ("hashlib", "Crypto", "Cryptodome", "cryptography"))
        ):
            yield "weak-hash", f"{name.upper()} is broken; it is no base for a key or a signature.", 0.7, None


def is_fixed(vector):
    return isinstance(vector.const, bytes) or vector.name == "bytes.repeated"


def cipher_made(call):
    parts = call.name.replace("()", "").split(".")
    weak = next((part for part in parts if part in WEAK_CIPHERS), None)
    if weak is not None:
        yield "weak-crypto", f"{weak} can be broken with today's means.", 1.0, None
    mode = call.argument(1, "mode")
    if mode is not None and mode.name.split(".")[-1] in ("MODE_ECB",):
        yield "weak-crypto", "ECB shows which blocks of the text are the same.", 1.0, None
    vector = call.argument(2, "iv") or NOTHING
    if parts[-1] == "new" and mode is not None and mode.name.split(".")[-1] in ("MODE_CBC", "MODE_CFB", "MODE_OFB"):
        if is_fixed(vector):
            yield "fixed-iv", "An initialisation vector that never changes tells which texts begin alike.", 1.0, None


def mode_made(call):
    if call.name.endswith("modes.ECB"):
        yield "weak-crypto", "ECB shows which blocks of the text are the same.", 1.0, None
    vector = call.argument(0, "initialization_vector")
    if vector is not None and is_fixed(vector):
        yield "fixed-iv", "An initialisation vector that never changes tells which texts begin alike.", 1.0, None


def key_made(call):
    size = next(
        (
            value.const
            for value in (call.keywords.get("key_size"), call.keywords.get("bits"), *call.arguments)
            if value is not None
            and isinstance(value.const, int)
            and not isinstance(value.const, bool)
            and 64 < value.const < 65536
            and value.const != 65537
        ),
        None,
    )
    if size is not None and size < 2048:
        yield "weak-key", f"A key of {size} bits can be broken; 2048 are the least.", 1.0, None


def curve_made(call):
    curve = call.argument(0, "curve") or NOTHING
    if curve.name.replace("()", "").split(".")[-1] in WEAK_CURVES:
        yield "weak-key", "The curve has fewer than 224 bits.", 1.0, None


def password_stretched(call):
    """PBKDF2 with a salt in the source, or with few rounds."""
    salt = call.argument(2, "salt")
    if salt is not None and isinstance(salt.const, (bytes, str)):
        yield (
            "fixed-salt",
            "The same salt for all passwords: equal passwords have equal hashes, and one table breaks all.",
            1.0,
            None,
        )
    rounds = call.argument(3, "iterations")
    if rounds is not None and isinstance(rounds.const, int) and rounds.const < 10_000:
        yield "weak-crypto", f"{rounds.const} rounds are tried in no time.", 0.8, None


def seeded(call):
    """Keys made by a generator whose seed is known."""
    value = call.argument(0, "a")
    if value is not None and (
        value.is_const and isinstance(value.const, (int, str, bytes)) or value.name in ("time.time()", "os.getpid()")
    ):
        yield "weak-seed", "Whoever knows the seed knows all numbers that follow.", 0.5, None


HASHES = (
    "hashlib.md5",
    "hashlib.sha1",
    "hashlib.sha256",
    "hashlib.sha512",
    "hashlib.sha224",
    "hashlib.sha384",
    "hashlib.new",
    "hashlib.md4",
    "md5.new",
    "sha.new",
    "md5.md5",
    "Crypto.Hash.MD5.new",
    "Crypto.Hash.SHA1.new",
    "Crypto.Hash.SHA.new",
    "Crypto.Hash.MD4.new",
    "Crypto.Hash.MD2.new",
    "Cryptodome.Hash.MD5.new",
    "cryptography.hazmat.primitives.hashes.MD5",
    "cryptography.hazmat.primitives.hashes.SHA1",
)


def hash_constructed(call):
    parts = call.name.split(".")
    yield (
        "weak-hash",
        f"{parts[-2 if parts[-1] == 'new' else -1]} is broken: two texts with the same digest can be made at will.",
        0.9,
        None,
    )


CRYPTO_CHECKS = {name: (hash_called,) if name.startswith("hashlib") else (hash_constructed,) for name in HASHES}
CRYPTO_CHECKS |= {
    "hmac.new": (hash_given,),
    "hashlib.pbkdf2_hmac": (hash_given, password_stretched),
    "random.seed": (seeded,),
    "random.Random": (seeded,),
    "cryptography.hazmat.primitives.asymmetric.rsa.generate_private_key": (key_made,),
    "cryptography.hazmat.primitives.asymmetric.dsa.generate_private_key": (key_made,),
    "cryptography.hazmat.primitives.asymmetric.ec.generate_private_key": (curve_made,),
    "paramiko.RSAKey.generate": (key_made,),
    "paramiko.DSSKey.generate": (key_made,),
    "cryptography.hazmat.primitives.ciphers.modes.CBC": (mode_made,),
    "cryptography.hazmat.primitives.ciphers.modes.ECB": (mode_made,),
    "cryptography.hazmat.primitives.ciphers.modes.CFB": (mode_made,),
    "cryptography.hazmat.primitives.ciphers.modes.OFB": (mode_made,),
}
for package in ("Crypto", "Cryptodome"):
    CRYPTO_CHECKS |= {f"{package}.Cipher.{name}.new": (cipher_made,) for name in ("AES", *WEAK_CIPHERS)}
    CRYPTO_CHECKS |= {f"{package}.PublicKey.{name}.generate": (key_made,) for name in ("RSA", "DSA")}
CRYPTO_CHECKS |= {f"cryptography.hazmat.primitives.ciphers.algorithms.{name}": (cipher_made,) for name in WEAK_CIPHERS}
CRYPTO_METHOD_CHECKS = {"update": (hash_updated,)}
