"""Where words of strangers do harm: name of the call → (kind of harm, position, keyword) of each dangerous argument.

A name beginning with `*.` is a method whatever its object is called; flow/sinks.py says what more must hold for some.
"""

ALL = -1

SINKS = {}


def add(kind, names, position=0, keyword=None):
    for name in names.split():
        SINKS.setdefault(name, []).append((kind, position, keyword))


add("sql", "*.execute *.executemany *.executescript *.mogrify *.raw *.exec_driver_sql", 0, "sql")
add("sql", "*.fetch *.fetchrow *.fetchval *.read_sql", 0, "query")
add("sql", "sqlalchemy.text sqlalchemy.sql.text sqlalchemy.sql.expression.text django.db.models.expressions.RawSQL", 0, "text")
add("sql", "pandas.read_sql pandas.read_sql_query", 0, "sql")
add(
    "command",
    "os.system os.popen os.popen2 os.popen3 os.popen4 subprocess.getoutput subprocess.getstatusoutput commands.getoutput "
    "commands.getstatusoutput popen2.popen2 asyncio.create_subprocess_shell pexpect.spawn pexpect.run fabric.api.local fabric.api.run "
    "invoke.run",
    0,
    "cmd",
)
add("command", "*.exec_command", 0, "command")
add("process", "subprocess.run subprocess.call subprocess.Popen subprocess.check_output subprocess.check_call", 0, "args")
add("program", "os.execl os.execle os.execlp os.execv os.execve os.execvp os.startfile asyncio.create_subprocess_exec")
add("code", "eval exec compile builtins.eval builtins.exec code.interact pandas.eval *.eval_code timeit.timeit")
add("module", "importlib.import_module __import__")
add(
    "template",
    "jinja2.Template flask.render_template_string mako.template.Template django.template.Template tornado.template.Template "
    "bottle.template chevron.render quart.render_template_string",
)
add("template", "*.from_string", 0, "source")
add("ldap", "*.search_s *.search_ext_s *.search_ext *.search_st *.search", 0, "base")
add("ldap", "*.search_s *.search_ext_s *.search_ext *.search_st", 2, "filterstr")
add("ldap", "*.search", 1, "search_filter")
add("xpath", "*.xpath lxml.etree.XPath lxml.etree.ETXPath lxml.etree.XPathEvaluator()", 0, "path")
add("xpath", "elementpath.select elementpath.iter_select elementpath.XPath2Parser().parse", 1, "path")
add("xpath", "*.findall *.find *.findtext *.iterfind", 0, "path")
add(
    "path",
    "open io.open codecs.open os.open aiofiles.open gzip.open bz2.open lzma.open tarfile.open zipfile.ZipFile builtins.open",
    0,
    "file",
)
add(
    "path",
    "os.remove os.unlink os.rmdir os.removedirs os.mkdir os.makedirs os.listdir os.scandir os.chmod os.chown os.stat os.walk "
    "os.truncate os.path.exists os.path.isfile os.path.isdir os.path.getsize shutil.rmtree os.utime linecache.getlines",
    0,
    "path",
)
add(
    "path",
    "os.rename os.replace os.link os.symlink shutil.copy shutil.copyfile shutil.copy2 shutil.copytree shutil.move",
    0,
    "src",
)
add(
    "path",
    "os.rename os.replace os.link os.symlink shutil.copy shutil.copyfile shutil.copy2 shutil.copytree shutil.move",
    1,
    "dst",
)
add(
    "path",
    "flask.send_file quart.send_file fastapi.responses.FileResponse starlette.responses.FileResponse aiohttp.web.FileResponse "
    "bottle.static_file",
    0,
    "path",
)
add("path", "flask.send_from_directory quart.send_from_directory", 0, "directory")
add("path", "*.save", 0, "dst")
add(
    "path-object",
    "*.read_text *.read_bytes *.write_text *.write_bytes *.open *.exists *.is_file *.is_dir *.unlink *.mkdir *.rmdir "
    "*.iterdir *.touch *.stat",
    "receiver",
)
add("xss", "flask.make_response flask.Response quart.Response werkzeug.wrappers.Response werkzeug.Response", 0, "response")
add(
    "xss",
    "markupsafe.Markup flask.Markup jinja2.Markup django.utils.safestring.mark_safe django.utils.html.mark_safe "
    "django.utils.safestring.SafeString starlette.responses.HTMLResponse fastapi.responses.HTMLResponse sanic.response.html "
    "pyramid.response.Response starlette.responses.Response fastapi.Response fastapi.responses.Response streamlit.html",
    0,
    "content",
)
add(
    "xss",
    "django.http.HttpResponse django.http.HttpResponseBadRequest django.http.HttpResponseNotFound django.http.HttpResponseForbidden "
    "django.http.HttpResponseServerError django.http.response.HttpResponse django.shortcuts.HttpResponse",
    0,
    "content",
)
add("written", "*.write", 0, "chunk")
add("redirect", "self.redirect", 0, "url")
add("xss", "aiohttp.web.Response", 99, "text")
add(
    "ssrf",
    "requests.get requests.post requests.put requests.delete requests.head requests.patch requests.options httpx.get httpx.post "
    "httpx.put httpx.delete httpx.head httpx.patch httpx.stream requests.Session().get requests.Session().post requests.Session().put "
    "requests.session().get requests.session().post httpx.Client().get httpx.Client().post httpx.AsyncClient().get "
    "httpx.AsyncClient().post aiohttp.ClientSession().get aiohttp.ClientSession().post urllib.request.urlopen urllib.request.Request "
    "urllib.request.urlretrieve urllib2.urlopen urllib.urlopen http.client.HTTPConnection http.client.HTTPSConnection wget.download "
    "urllib.request.build_opener().open",
    0,
    "url",
)
add("ssrf", "requests.request httpx.request urllib3.PoolManager().request urllib3.request requests.Session().request", 1, "url")
add(
    "redirect",
    "flask.redirect quart.redirect werkzeug.utils.redirect django.shortcuts.redirect django.http.HttpResponseRedirect "
    "django.http.HttpResponsePermanentRedirect django.http.response.HttpResponseRedirect starlette.responses.RedirectResponse "
    "fastapi.responses.RedirectResponse aiohttp.web.HTTPFound aiohttp.web.HTTPSeeOther bottle.redirect sanic.response.redirect "
    "pyramid.httpexceptions.HTTPFound",
    0,
    "location",
)
add(
    "deserialise",
    "pickle.loads pickle.load pickle.Unpickler cPickle.loads cPickle.load _pickle.loads _pickle.load dill.loads dill.load "
    "cloudpickle.loads cloudpickle.load marshal.loads marshal.load shelve.open jsonpickle.decode jsonpickle.unpickler.decode torch.load "
    "joblib.load pandas.read_pickle yaml.unsafe_load yaml.unsafe_load_all yaml.full_load",
    0,
    "data",
)
add("yaml", "yaml.load yaml.load_all", 0, "stream")
add(
    "xml-entities",
    "lxml.etree.parse lxml.etree.fromstring lxml.etree.XML lxml.etree.iterparse lxml.etree.XMLSchema lxml.objectify.fromstring "
    "lxml.html.fromstring xml.sax.parse xml.sax.parseString xml.dom.minidom.parse xml.dom.minidom.parseString xml.dom.pulldom.parse "
    "xml.dom.pulldom.parseString",
    0,
    "source",
)
add("xml-entities", "xml.sax.make_parser().parse", 0, "source")
add(
    "xml-bomb",
    "xml.etree.ElementTree.fromstring xml.etree.ElementTree.parse xml.etree.ElementTree.XML xml.etree.ElementTree.iterparse "
    "xml.etree.cElementTree.fromstring xmltodict.parse xml.dom.minidom.parseString xml.dom.minidom.parse",
    0,
    "source",
)
add("log", "logging.debug logging.info logging.warning logging.error logging.critical logging.exception logging.log", ALL)
add("log", "*.debug *.info *.warning *.warn *.error *.critical *.exception", ALL)
add("header", "werkzeug.datastructures.Headers().add werkzeug.datastructures.Headers().set", 1, "value")
add("header", "*.send_header *.set_header", 1, "value")
add(
    "regex",
    "re.compile re.match re.search re.fullmatch re.findall re.sub re.split re.finditer regex.match regex.search",
    0,
    "pattern",
)
add("nosql", "*.scan *.query", 99, "FilterExpression")
add("nosql", "*.scan *.query", 99, "KeyConditionExpression")
add("randomness", "*.set_cookie", 1, "value")

# Stores into something: dotted name (or its last part after `*.`) → kind; the key counts as well where one is written.
STORES = {
    "flask.session": "trust",
    "quart.session": "trust",
    "*.request.session": "trust",
    "http.request.session": "trust",
    "bottle.request.session": "trust",
}
