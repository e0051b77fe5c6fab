"""What is said of a hit: its rule, what happens there, an input that makes it happen, and how right code looks."""

from typing import NamedTuple


class Words(NamedTuple):
    """`harm` follows "… reaches <subject>: "; `payload` is what a stranger would send."""

    rule: str
    harm: str = ""
    payload: str = ""
    example: str = None


WORDS = {
    "sql": Words(
        "sql-injection",
        "the sender decides what the statement does",
        "' OR '1'='1",
        'cursor.execute("SELECT … WHERE name = ?", (name,))',
    ),
    "command": Words(
        "command-injection",
        "the sender may add commands of their own",
        "x; id",
        "subprocess.run([program, argument], check=True)",
    ),
    "process": Words(
        "command-injection", "the sender may start what they like", "x; id", "subprocess.run([program, argument], check=True)"
    ),
    "program": Words(
        "command-injection", "the sender chooses the program", "/bin/sh", "os.execv(KNOWN_PROGRAMS[name], arguments)"
    ),
    "code": Words(
        "code-injection", "the sender's text is run as Python", "__import__('os').system('id')", "ast.literal_eval(text)"
    ),
    "module": Words(
        "code-injection", "the sender chooses which module is run", "os", "importlib.import_module(KNOWN_MODULES[name])"
    ),
    "template": Words(
        "template-injection",
        "expressions in the sender's text are run by the template engine",
        "{{ 7 * 7 }}",
        'render_template("page.html", name=name)',
    ),
    "ldap": Words(
        "ldap-injection", "the sender changes what is searched for", "*)(uid=*", 'f"(uid={escape_filter_chars(name)})"'
    ),
    "xpath": Words(
        "xpath-injection", "the sender changes what is searched for", "' or '1'='1", 'tree.xpath("//user[@id=$id]", id=user_id)'
    ),
    "path": Words(
        "path-traversal",
        "the sender chooses the file",
        "../../etc/passwd",
        "path = (folder / name).resolve()\nif not path.is_relative_to(folder):\n    raise ValueError(name)",
    ),
    "upload": Words(
        "unrestricted-upload",
        "the sender chooses what kind of file is stored",
        "shell.php",
        'if Path(secure_filename(upload.filename)).suffix not in {".png", ".jpg"}:\n    abort(400)',
    ),
    "xss": Words(
        "cross-site-scripting",
        "the sender's text becomes part of the page",
        "<script>alert(1)</script>",
        "return html.escape(text)",
    ),
    "ssrf": Words(
        "ssrf",
        "the sender decides which server is asked",
        "http://169.254.169.254/latest/meta-data/",
        "if urlsplit(url).hostname not in ALLOWED_HOSTS:\n    abort(400)",
    ),
    "redirect": Words(
        "open-redirect",
        "the sender decides where the visitor is led",
        "https://evil.example",
        'target = target if target in KNOWN_PAGES else "/"',
    ),
    "deserialise": Words(
        "unsafe-deserialisation",
        "the sender's bytes may run any function while they are read",
        "a pickle whose __reduce__ calls os.system",
        "json.loads(text)",
    ),
    "yaml": Words(
        "unsafe-deserialisation",
        "the sender's text may make any object",
        "!!python/object/apply:os.system [id]",
        "yaml.safe_load(text)",
    ),
    "xml-entities": Words(
        "xxe",
        "entities in the sender's document may read files of this machine",
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        "etree.fromstring(text, etree.XMLParser(resolve_entities=False))",
    ),
    "xml-bomb": Words(
        "xml-bomb", "nested entities may fill the memory", '<!ENTITY b "&a;&a;&a;…">', "defusedxml.ElementTree.fromstring(text)"
    ),
    "trust": Words(
        "trust-boundary", "what nobody has checked is trusted from here on", "any text", 'session["user"] = checked_user.id'
    ),
    "log": Words(
        "log-injection", "the sender may write lines of the log", "x\\nINFO login of admin", 'log.info("name %r", name)'
    ),
    "header": Words(
        "header-injection",
        "the sender may end the header and begin others",
        "x\\r\\nSet-Cookie: a=b",
        'value.replace("\\r", "").replace("\\n", "")',
    ),
    "regex": Words("regex-injection", "the sender's pattern may never come to an end", "(a+)+$", "re.compile(re.escape(text))"),
    "nosql": Words("nosql-injection", "the sender changes what is searched for", "x = :u OR :p", 'Key("user").eq(name)'),
    "randomness": Words("weak-random", "who has seen a few of these numbers knows the next", "", "secrets.token_urlsafe(32)"),
    "disclosure": Words(
        "error-details-exposed",
        "visitors read what only developers should",
        "a request that fails",
        'log.exception("failed")\nreturn "Something went wrong", 500',
    ),
    "weak-hash": Words("weak-hash", example="hashlib.sha256(data)"),
    "unsalted-hash": Words(
        "unsalted-password-hash", example="hashlib.scrypt(password, salt=os.urandom(16), n=2**14, r=8, p=1)"
    ),
    "weak-crypto": Words("weak-crypto", example="AES.new(key, AES.MODE_GCM)"),
    "fixed-iv": Words("fixed-iv", example="AES.new(key, AES.MODE_CBC, os.urandom(16))"),
    "fixed-salt": Words("fixed-salt", example='hashlib.pbkdf2_hmac("sha256", password, os.urandom(16), 600_000)'),
    "weak-key": Words("weak-key", example="RSA.generate(3072)"),
    "weak-seed": Words("predictable-seed", example="secrets.token_bytes(32)"),
    "insecure-cookie": Words(
        "insecure-cookie", example='response.set_cookie("session", value, secure=True, httponly=True, samesite="Lax")'
    ),
    "tls-not-verified": Words("tls-not-verified", example="requests.get(url)"),
    "weak-tls": Words("weak-tls", example="ssl.create_default_context()"),
    "host-key-not-verified": Words(
        "host-key-not-verified", example="client.set_missing_host_key_policy(paramiko.RejectPolicy())"
    ),
    "token-not-verified": Words("token-not-verified", example='jwt.decode(token, key, algorithms=["HS256"])'),
    "debug-mode": Words("debug-mode", example="app.run()"),
    "bound-to-all": Words("bound-to-all", example='server.bind(("127.0.0.1", port))'),
    "no-autoescape": Words("no-autoescape", example="Environment(autoescape=select_autoescape())"),
    "cleartext": Words("cleartext-protocol", example="ftplib.FTP_TLS(host)"),
    "insecure-temp-file": Words("insecure-temp-file", example="with tempfile.NamedTemporaryFile() as file:\n    …"),
    "open-permissions": Words("open-permissions", example="os.chmod(path, 0o600)"),
    "unsafe-deserialisation": Words("unsafe-deserialisation", example="yaml.safe_load(text)"),
    "archive-extraction": Words("archive-extraction", example='archive.extractall(folder, filter="data")'),
    "xxe-parser": Words("xxe", example="parser.setFeature(feature_external_ges, False)"),
    "xxe": Words("xxe", example="etree.XMLParser(resolve_entities=False)"),
    "hard-coded-secret": Words("hard-coded-secret", example='password = os.environ["DATABASE_PASSWORD"]'),
    "empty-password": Words("empty-password", example='password = os.environ["DATABASE_PASSWORD"]'),
    "incomplete-url-check": Words("incomplete-url-check", example='urlsplit(url).hostname == "example.com"'),
    "html-filter": Words("html-filter-by-regex", example="html.escape(text)"),
    "slow-regex": Words("slow-regex", example='re.compile(r"^\\d+$")'),
}
