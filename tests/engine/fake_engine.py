# A Docker Engine that only talks: recorded answers over a real unix socket, a TCP port, or TLS; and what it was asked.
"""The answers have the shapes of moby's API (api/swagger.yaml) on Windows; each test names those that it needs."""

import http.server
import json
import os
import socketserver
import ssl
import threading


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        """GET is asked for by the path alone, other methods by "METHOD /path", without what stands behind a question mark."""
        engine = self.server.engine
        engine.asked.append(self.path)
        engine.headers.append(dict(self.headers))
        path = self.path
        if path.startswith("/v1.") and path.count("/") > 1:
            path = path[path.index("/", 1):]
        if self.command not in ("GET", "HEAD"):
            path = f"{self.command} {path.split('?')[0]}"
            self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        answer = engine.answers.get(path)
        if callable(answer):
            return answer(self)
        if answer is None and path == "/_ping":
            answer = (200, "OK")
        if answer is None:
            answer = (404, {"message": "page not found"})
        status, body = answer
        self.reply(status, body)

    do_HEAD = do_POST = do_DELETE = do_GET

    def reply(self, status, body, chunked=False, kind="application/json"):
        data = body if isinstance(body, bytes) else body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in self.server.engine.more.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        if chunked:
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for i in range(0, len(data), 100):
                piece = data[i:i + 100]
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            self.wfile.write(b"0\r\n\r\n")
        else:
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

    def address_string(self):
        return "test"

    def log_message(self, *args):
        pass


class UnixServer(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # a client that hangs up is none of ours


class TcpServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request, client_address):
        pass


class Engine:
    """Listens until the `with` ends. `more` are headers of every answer."""

    def __init__(self, answers, path=None, tls=None, api="1.41", more=None):
        self.answers, self.asked, self.headers = answers, [], []
        self.more = {"Server": "Docker/20.10.24 (windows)", "Ostype": "windows", **({"Api-Version": api} if api else {}), **(more or {})}
        self.path = path
        if path:
            self.server = UnixServer(str(path), Handler)
            self.host = f"unix://{path}"
        else:
            self.server = TcpServer(("127.0.0.1", 0), Handler)
            self.host = f"tcp://127.0.0.1:{self.server.server_address[1]}"
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(tls["cert"], tls["key"])
            context.load_verify_locations(tls["ca"])
            context.verify_mode = ssl.CERT_REQUIRED
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.server.engine = self
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
        if self.path and os.path.exists(self.path):
            os.unlink(self.path)
