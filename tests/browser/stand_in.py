"""A tiny server whose pages misbehave, each in one way: what the watch and axe must see."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STRICT = "default-src 'self'"
LAX = "default-src 'self'; img-src *; connect-src *"
LOOSE = "default-src 'self' 'unsafe-inline'"


def page(body: str) -> str:
    return f'<!doctype html><html lang="en"><title>Stand-in</title><main><h1>Stand-in</h1>{body}</main></html>'


PAGES = {
    "/": (STRICT, page("<p>Nothing wrong here.</p>")),
    "/warns": (STRICT, page('<script src="/warns.js"></script>')),
    "/outside": (LAX, page('<img alt="" src="http://outside.invalid/x.png">')),
    "/outside-blocked": (STRICT, page('<img alt="" src="http://outside.invalid/x.png">')),
    "/socket": (LAX, page('<script src="/socket.js"></script>')),
    "/inline-script": (STRICT, page("<script>pwned = 1</script>")),
    "/inline-style": (STRICT, page('<p style="color: red">Red</p>')),
    "/inline-handler": (STRICT, page('<img alt="" src="/none.png" onerror="pwned = 1">')),
    "/console": (STRICT, page('<script src="/console.js"></script>')),
    "/throws": (STRICT, page('<script src="/throws.js"></script>')),
    "/pwned": (LOOSE, page("<script>pwned = 'stand-in'</script>")),
    "/dangerous-link": (STRICT, page('<a href=" JavaScript:alert(1)">Read it there</a>')),
    "/turned": (STRICT, page("<p>The army\u202e said</p>")),
    "/worked-out": (STRICT, page("<p>The }}49$ ministry</p>")),
    "/wide": (LOOSE, page('<p style="width: 2000px; margin: 0; position: absolute; left: 0">Wide</p>')),
    "/poor": (STRICT, page("<button></button>")),
}
SCRIPTS = {
    "/warns.js": "console.warn('only a warning')",
    "/socket.js": "new WebSocket('ws://outside.invalid/')",
    "/console.js": "console.error('something is wrong')",
    "/throws.js": "throw new Error('thrown on purpose')",
}


class StandIn(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path in PAGES:
            policy, body = PAGES[self.path]
            self._send(200, "text/html; charset=utf-8", body, policy)
        elif self.path in SCRIPTS:
            self._send(200, "text/javascript", SCRIPTS[self.path])
        elif self.path == "/favicon.ico":  # a browser asks for it once, on whichever page is first
            self._send(200, "image/png", "")
        elif self.path == "/fails":
            self._send(500, "text/html; charset=utf-8", page("<p>It broke.</p>"))
        else:
            self._send(404, "text/html; charset=utf-8", page("<p>Not here.</p>"))

    def _send(self, status: int, kind: str, body: str, policy: str = STRICT) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(body.encode())


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    print(f"Stand-in: http://127.0.0.1:{server.server_port}/", flush=True)
    server.serve_forever()
