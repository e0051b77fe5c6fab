"""What makes words harmless, and for which kinds of sinks."""

ALL = frozenset({
    "sql", "command", "code", "module", "template", "ldap", "xpath", "path", "xss", "ssrf", "redirect", "deserialise", "xml",
    "log", "header", "regex", "nosql", "trust",
})
LETTERS = ALL - {"deserialise", "trust", "module"}
HTML = frozenset({"xss"})
QUOTED_URL = frozenset({"xss", "header", "log", "ssrf", "redirect", "ldap", "sql", "xpath", "command"})

# Results that hold nothing of what went in.
NUMBERS = {
    "int", "float", "bool", "complex", "len", "ord", "hash", "id", "isinstance", "issubclass", "callable", "hasattr", "sum", "abs",
    "round", "uuid.UUID", "decimal.Decimal", "datetime.date.fromisoformat", "datetime.datetime.fromisoformat",
    "datetime.datetime.strptime", "time.strptime", "ipaddress.ip_address", "ipaddress.ip_network", "any", "all", "range",
    "datetime.date", "datetime.datetime", "datetime.timedelta", "type", "print", "hmac.compare_digest", "ast.literal_eval",
    "secrets.compare_digest", "bcrypt.hashpw", "bcrypt.checkpw", "werkzeug.security.generate_password_hash",
    "werkzeug.security.check_password_hash", "zlib.crc32", "os.path.getsize", "os.path.getmtime", "flask.url_for",
    "django.urls.reverse", "flask.render_template", "django.shortcuts.render", "flask.jsonify", "django.http.JsonResponse",
    "os.path.exists", "os.path.isfile", "os.path.isdir", "os.stat", "os.access", "enumerate.start", "secrets.token_hex",
    "secrets.token_urlsafe", "flask.abort", "django.shortcuts.get_object_or_404", "mimetypes.guess_type",
}
# Methods with such results, whatever their object.
NUMBER_METHODS = {
    "isdigit", "isalpha", "isalnum", "isnumeric", "isdecimal", "isidentifier", "startswith", "endswith", "find", "rfind", "index",
    "count", "digest", "hexdigest", "exists", "is_file", "is_dir", "verify", "check_password", "bit_length", "total_seconds", "timestamp",
    "isspace", "islower", "isupper", "is_valid",
}
# call → kinds of sinks its result can do no harm to
CLEANERS = {
    "shlex.quote": {"command"}, "pipes.quote": {"command"}, "shlex.join": {"command"}, "subprocess.list2cmdline": {"command"},
    "html.escape": HTML, "cgi.escape": HTML, "markupsafe.escape": HTML, "flask.escape": HTML, "jinja2.escape": HTML,
    "bleach.clean": HTML, "nh3.clean": HTML, "django.utils.html.escape": HTML, "django.utils.html.conditional_escape": HTML,
    "django.utils.html.format_html": HTML, "django.utils.html.strip_tags": HTML, "xml.sax.saxutils.escape": HTML,
    "xml.sax.saxutils.quoteattr": HTML, "tornado.escape.xhtml_escape": HTML, "werkzeug.utils.escape": HTML,
    "markupsafe.Markup.escape": HTML, "flask.Markup.escape": HTML, "lxml.html.clean.clean_html": HTML,
    "urllib.parse.quote": QUOTED_URL, "urllib.parse.quote_plus": QUOTED_URL | {"path"}, "urllib.parse.urlencode": QUOTED_URL | {"path"},
    "urllib.quote": QUOTED_URL, "urllib.quote_plus": QUOTED_URL | {"path"}, "django.utils.http.urlquote": QUOTED_URL,
    "os.path.basename": {"path"}, "ntpath.basename": {"path"}, "werkzeug.utils.secure_filename": {"path", "command", "xss", "header", "log", "sql", "xpath"},
    "werkzeug.secure_filename": {"path", "command", "xss", "header", "log"}, "werkzeug.utils.safe_join": {"path"},
    "flask.safe_join": {"path"}, "werkzeug.security.safe_join": {"path"}, "django.utils._os.safe_join": {"path"},
    "django.utils.text.get_valid_filename": {"path"}, "slugify.slugify": LETTERS, "django.utils.text.slugify": LETTERS,
    "ldap.filter.escape_filter_chars": {"ldap"}, "ldap3.utils.conv.escape_filter_chars": {"ldap"}, "ldap.dn.escape_dn_chars": {"ldap"},
    "ldap.filter.filter_format": {"ldap"}, "ldap3.utils.dn.escape_rdn": {"ldap"},
    "MySQLdb.escape_string": {"sql"}, "pymysql.escape_string": {"sql"}, "pymysql.converters.escape_string": {"sql"},
    "psycopg2.extensions.adapt": {"sql"}, "psycopg2.extensions.quote_ident": {"sql"}, "psycopg2.sql.Identifier": {"sql"},
    "psycopg2.sql.Literal": {"sql"}, "psycopg2.sql.SQL().format": {"sql"}, "psycopg.sql.Identifier": {"sql"}, "psycopg.sql.Literal": {"sql"},
    "sqlalchemy.bindparam": {"sql"}, "json.dumps": {"log", "header", "code"}, "repr": {"log", "header", "code"}, "ascii": {"log", "header"},
    "re.escape": {"regex"}, "base64.b64encode": LETTERS - {"path"}, "base64.urlsafe_b64encode": LETTERS, "base64.b32encode": LETTERS,
    "binascii.hexlify": LETTERS, "hex": LETTERS, "base64.encodebytes": LETTERS - {"path"}, "ast.literal_eval": ALL,
}
# Methods of any object.
CLEANING_METHODS = {
    "escape_string": {"sql"}, "quote_identifier": {"sql"}, "quote_name": {"sql"}, "escape_rdn": {"ldap"}, "hex": LETTERS,
    "literal": {"sql"},
}
# What brings back what encoding had made harmless.
DECODERS = {
    "base64.b64decode", "base64.urlsafe_b64decode", "base64.b32decode", "base64.decodebytes", "binascii.unhexlify", "bytes.fromhex",
    "urllib.parse.unquote", "urllib.parse.unquote_plus", "urllib.unquote", "urllib.unquote_plus", "html.unescape", "zlib.decompress",
    "codecs.decode", "binascii.a2b_base64", "json.loads",
}
# Words in the name of a function nobody told us about that say what it cleans.
TELLING_NAMES = (
    (("escape", "html"), HTML), (("sanitize", "html"), HTML), (("sanitise", "html"), HTML), (("clean", "html"), HTML),
    (("escape", "xml"), HTML), (("escape", "sql"), frozenset({"sql"})), (("quote", "sql"), frozenset({"sql"})),
    (("escape", "ldap"), frozenset({"ldap"})), (("escape", "xpath"), frozenset({"xpath"})), (("quote", "shell"), frozenset({"command"})),
    (("escape", "shell"), frozenset({"command"})), (("secure", "filename"), frozenset({"path"})), (("safe", "filename"), frozenset({"path"})),
    (("safe", "path"), frozenset({"path"})), (("safe", "join"), frozenset({"path"})), (("sanitize", "path"), frozenset({"path"})),
    (("safe", "url"), frozenset({"redirect", "ssrf"})),
)
# A text that must not occur → kinds it is needed for; where it is only taken out once, `..` may come back from its parts.
EXCLUSIONS = {
    "'": {"sql", "xpath", "no-apostrophe"}, '"': {"no-quote"}, "<": {"xss"}, "..": {"path"}, "../": {"path"}, "/": {"path"},
    "\n": {"log", "header"}, "\r\n": {"log", "header"}, "(": {"ldap"}, "://": {"ssrf"}, ";": set(),
}
REMOVALS = {"'", "<", "\n", "\r\n", "/", ".."}
# What each kind needs to do harm: a pattern that admits none of these admits nothing harmful.
DANGEROUS = {
    "sql": "'\"", "xpath": "'\"", "ldap": "()*", "xss": "<\"'", "path": "/\\", "command": ";|&$`<>(\n", "code": "([.", "template": "{<$",
    "ssrf": "/:@#?", "redirect": "/:", "log": "\n\r", "header": "\n\r", "regex": "(+*{", "nosql": "'\"${",
}
