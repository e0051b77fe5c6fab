"""Settings of cookies, connections, servers and tokens."""

from assay_analysis.flow.settings.fixes import keyword_fix
from assay_analysis.flow.value import NOTHING


def is_false(value):
    return value is not None and value.is_const and not value.const


def is_true(value):
    return value is not None and value.is_const and bool(value.const)


def cookie_set(call):
    # A cookie jar takes a cookie, a response a name and a value.
    if len(call.arguments) < 2 and not {"key", "value"} & call.keywords.keys():
        return
    secure = call.keywords.get("secure")
    if call.spread and secure is None:
        return
    if secure is None or is_false(secure):
        words = "The cookie is also sent over connections that everybody between reads" + (
            ": “secure” is not set." if secure is None else ": “secure” is off."
        )
        yield "insecure-cookie", words, 0.9 if secure is None else 1.0, keyword_fix(call, "secure", "True")


def not_verified(call):
    if is_false(call.keywords.get("verify")):
        yield (
            "tls-not-verified",
            "Whoever is on the way can pretend to be the server: its certificate is not checked.",
            1.0,
            keyword_fix(call, "verify", "True"),
        )


def unverified_context(call):
    yield "tls-not-verified", "This context takes any certificate.", 1.0, None


def old_protocol(call):
    for value in (*call.arguments, *call.keywords.values()):
        name = value.name.split(".")[-1]
        if name in (
            "PROTOCOL_SSLv2",
            "PROTOCOL_SSLv3",
            "PROTOCOL_SSLv23",
            "PROTOCOL_TLSv1",
            "PROTOCOL_TLSv1_1",
            "SSLv2_METHOD",
            "SSLv3_METHOD",
            "SSLv23_METHOD",
            "TLSv1_METHOD",
            "TLSv1_1_METHOD",
        ):
            certainty = 0.4 if "23" in name else 1.0
            yield "weak-tls", f"{name} is a protocol with known holes.", certainty, None
        if name == "CERT_NONE" and call.name in ("ssl.wrap_socket", "ssl.SSLContext().wrap_socket"):
            yield (
                "tls-not-verified",
                "Whoever is on the way can pretend to be the server: its certificate is not checked.",
                1.0,
                None,
            )


def wrapped_socket(call):
    yield from old_protocol(call)
    if call.name == "ssl.wrap_socket" and "ssl_version" not in call.keywords:
        yield "weak-tls", "Unless it is told to, ssl.wrap_socket() also speaks versions of TLS with known holes.", 0.7, None
    if call.name == "ssl.wrap_socket" and "cert_reqs" not in call.keywords and not is_true(call.keywords.get("server_side")):
        yield "tls-not-verified", "ssl.wrap_socket() checks no certificate unless it is told to.", 0.9, None


def pyopenssl_context(call):
    yield from old_protocol(call)
    if "set_verify" not in call.frame.module.source:
        yield "tls-not-verified", "An OpenSSL context checks no certificate until set_verify() tells it to.", 0.85, None


NOT_CHECKED = "Whoever is on the way can pretend to be the server: its certificate is not checked."


def verification_off(name, base, value):
    """(words, certainty) for `context.verify_mode = ssl.CERT_NONE` and its like, or None."""
    if name == "verify_mode" and value.name.endswith("CERT_NONE"):
        return NOT_CHECKED, 1.0
    if name == "verify" and is_false(value) and base.name in ("requests.Session()", "requests.session()"):
        return NOT_CHECKED, 1.0
    if name == "_create_default_https_context" and value.name == "ssl._create_unverified_context":
        return NOT_CHECKED, 1.0
    # Python asks for it before the check is switched off, which is then the finding.
    if name == "check_hostname" and is_false(value):
        return "A certificate for any other name is taken as well.", 0.5
    return None


def host_key_policy(call):
    value = call.argument(0) or NOTHING
    if value.name.replace("()", "").split(".")[-1] in ("AutoAddPolicy", "WarningPolicy"):
        yield "host-key-not-verified", "Any host key is taken: whoever is on the way can pretend to be the host.", 1.0, None


def token_decoded(call):
    options = call.keywords.get("options")
    checks = options.item("verify_signature") if options is not None else None
    third = call.keywords.get("verify")
    if is_false(third) or is_false(checks):
        yield "token-not-verified", "The token's signature is not checked: anybody can write one.", 1.0, None
    algorithms = call.keywords.get("algorithms") or NOTHING
    if any(isinstance(part.const, str) and part.const.lower() == "none" for part in (algorithms.items or {}).values()):
        yield "token-not-verified", "The algorithm “none” needs no signature: anybody can write such a token.", 1.0, None


def token_processed(call):
    yield "token-not-verified", "process_jwt() only reads the token; verify_jwt() checks its signature.", 0.9, None


def server_run(call):
    if is_true(call.keywords.get("debug")) and any(
        name.split(".")[0] in ("flask", "bottle", "quart") for name in call.frame.module.imports.values()
    ):
        yield (
            "debug-mode",
            "In debug mode every error page is a console in which a visitor runs code.",
            1.0,
            keyword_fix(call, "debug", "False"),
        )


def bound(call):
    address = call.argument(0) or NOTHING
    host = address.item(0) if address.shape == "list" else None
    if host is not None and host.is_const and host.const in ("0.0.0.0", "", "::"):
        yield "bound-to-all", "It listens on every network this machine is in.", 0.9, None


def jinja_environment(call):
    setting = call.keywords.get("autoescape")
    if setting is None or is_false(setting):
        yield "no-autoescape", "Templates of this environment write values into HTML as they are.", 0.85, None


def ftp_used(call):
    yield "cleartext", "FTP sends the password and the files so that everybody between reads them.", 0.75, None


def telnet_used(call):
    yield "cleartext", "Telnet sends everything so that everybody between reads it.", 0.9, None


VERIFYING = ("get", "post", "put", "delete", "head", "patch", "options", "request", "stream", "Client", "AsyncClient")
WEB_CHECKS = {
    f"{package}.{name}": (not_verified,)
    for package in ("requests", "httpx", "requests.Session()", "requests.session()")
    for name in VERIFYING
}
WEB_CHECKS |= {
    "ssl._create_unverified_context": (unverified_context,),
    "ssl.wrap_socket": (wrapped_socket,),
    "ssl.SSLContext": (old_protocol,),
    "OpenSSL.SSL.Context": (pyopenssl_context,),
    "jwt.decode": (token_decoded,),
    "jose.jwt.decode": (token_decoded,),
    "python_jwt.process_jwt": (token_processed,),
    "jwt.process_jwt": (token_processed,),
    "ftplib.FTP": (ftp_used,),
    "telnetlib.Telnet": (telnet_used,),
    "jinja2.Environment": (jinja_environment,),
}
WEB_METHOD_CHECKS = {
    "set_cookie": (cookie_set,),
    "set_missing_host_key_policy": (host_key_policy,),
    "run": (server_run,),
    "bind": (bound,),
}
