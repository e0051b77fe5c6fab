"""Where words of strangers come in."""

# Attributes of a web framework's request, and what they are called for people.
REQUEST_PARTS = {
    "args": "the query string",
    "form": "a form field",
    "values": "a form field",
    "cookies": "a cookie",
    "headers": "a header",
    "data": "the request's body",
    "json": "the request's body",
    "files": "an uploaded file",
    "query_string": "the query string",
    "full_path": "the requested URL",
    "url": "the requested URL",
    "base_url": "the requested URL",
    "referrer": "a header",
    "user_agent": "a header",
    "stream": "the request's body",
    "view_args": "the requested URL",
    "get_json": "the request's body",
    "get_data": "the request's body",
    "GET": "the query string",
    "POST": "a form field",
    "REQUEST": "a form field",
    "COOKIES": "a cookie",
    "META": "a header",
    "FILES": "an uploaded file",
    "body": "the request's body",
    "content_params": "a header",
    "get_full_path": "the requested URL",
    "path_info": "the requested URL",
    "query_params": "the query string",
    "path_params": "the requested URL",
    "query": "the query string",
    "match_info": "the requested URL",
    "rel_url": "the requested URL",
    "post": "a form field",
    "text": "the request's body",
    "read": "the request's body",
    "multipart": "the request's body",
    "matchdict": "the requested URL",
    "params": "a form field",
    "get_argument": "a form field",
    "get_arguments": "a form field",
    "forms": "a form field",
    "authorization": "a header",
    "get_cookie": "a cookie",
    "session_id": "a cookie",
}
# Names of objects that are a request.
REQUESTS = {
    "flask.request",
    "quart.request",
    "bottle.request",
    "sanic.request",
    "http.request",
    "starlette.requests.Request()",
    "fastapi.Request()",
    "?.request",
    "tornado.request",
    "cherrypy.request",
    "pyramid.request",
}
REQUEST_TYPES = {"HttpRequest", "Request", "WSGIRequest", "HTTPConnection", "BaseRequest"}
# A `request` of which nothing else is known is one of the web only where it is asked for these.
WEB_ONLY_PARTS = {"GET", "POST", "COOKIES", "META", "FILES", "args", "form", "cookies"}
WEB_FRAMEWORKS = {
    "flask",
    "quart",
    "django",
    "rest_framework",
    "fastapi",
    "starlette",
    "aiohttp",
    "sanic",
    "bottle",
    "pyramid",
    "tornado",
    "falcon",
    "cherrypy",
    "werkzeug",
    "webob",
    "web",
    "responder",
    "litestar",
    "flask_restful",
}
# Attributes of an object that hold what a client sent, for classes that handle requests by inheritance.
HANDLER_BASES = {
    "tornado.web.RequestHandler": {
        "get_argument",
        "get_arguments",
        "get_query_argument",
        "get_body_argument",
        "get_cookie",
        "request",
    },
    "http.server.BaseHTTPRequestHandler": {"path", "headers", "rfile"},
    "http.server.SimpleHTTPRequestHandler": {"path", "headers", "rfile"},
    "flask.views.MethodView": set(),
}

# name of a call or of a value → (sort of source, words)
CALLS = {
    "input": ("local", "what is typed in"),
    "raw_input": ("local", "what is typed in"),
    "sys.stdin.read": ("local", "standard input"),
    "sys.stdin.readline": ("local", "standard input"),
    "getpass.getpass": ("local", "what is typed in"),
    "sys.stdin.readlines": ("local", "standard input"),
    "fileinput.input": ("local", "standard input"),
    "socket.socket().recv": ("network", "what comes over a socket"),
    "socket.socket().recvfrom": ("network", "what comes over a socket"),
    "socket.socket().accept()[0].recv": ("network", "what comes over a socket"),
    "urllib.request.urlopen().read": ("network", "a server's answer"),
    "requests.get().text": ("network", "a server's answer"),
    "requests.get().content": ("network", "a server's answer"),
    "requests.get().json": ("network", "a server's answer"),
    "requests.post().text": ("network", "a server's answer"),
    "requests.post().content": ("network", "a server's answer"),
    "httpx.get().text": ("network", "a server's answer"),
    "httpx.get().content": ("network", "a server's answer"),
    "streamlit.text_input": ("request", "a form field"),
    "gradio.Textbox": ("request", "a form field"),
    "cgi.FieldStorage": ("request", "a form field"),
    "tornado.escape.json_decode": ("network", "a request's body"),
}
# What tells of the inside of the program; as a source it harms only where visitors read it.
CALLS |= {
    "traceback.format_exc": ("error", "the trace of an error"),
    "traceback.format_exception": ("error", "the trace of an error"),
    "traceback.format_stack": ("error", "the trace of an error"),
}
VALUES = {
    "sys.argv": ("command-line", "the command line"),
    "sys.stdin": ("local", "standard input"),
    "flask.request.environ": ("request", "a header"),
    "bottle.request.environ": ("request", "a header"),
}

# Decorators whose functions answer requests: their last name, on an object of any name.
ROUTE_DECORATORS = {
    "route",
    "get",
    "post",
    "put",
    "delete",
    "patch",
    "head",
    "options",
    "websocket",
    "api_route",
    "view",
    "errorhandler",
}
# Their functions' parameters come from the request, whatever they are called.
PARAMETER_FRAMEWORKS = {"flask", "quart", "bottle", "fastapi", "starlette", "sanic", "falcon"}
# Frameworks whose handlers' text is sent as JSON.
JSON_FRAMEWORKS = {"fastapi", "flask_restful", "rest_framework", "flask_restx"}

# Numbers that can be foretold.
WEAK_RANDOM = (
    {
        f"random.{name}"
        for name in (
            "random",
            "randint",
            "randrange",
            "getrandbits",
            "choice",
            "choices",
            "sample",
            "uniform",
            "randbytes",
            "shuffle",
            "normalvariate",
            "gauss",
            "triangular",
            "betavariate",
            "expovariate",
            "lognormvariate",
            "vonmisesvariate",
            "paretovariate",
            "weibullvariate",
            "gammavariate",
        )
    }
    | {
        f"random.Random().{name}"
        for name in ("random", "randint", "randrange", "getrandbits", "choice", "choices", "randbytes", "sample", "uniform")
    }
    | {
        "numpy.random.rand",
        "numpy.random.randint",
        "numpy.random.random",
        "numpy.random.choice",
        "numpy.random.bytes",
        "uuid.uuid1",
    }
)
