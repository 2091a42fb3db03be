"""HTTP servers of the tests' own: a handler that talks to nobody, and a server on loopback in a thread of its own."""

import http.server
import socketserver
import threading


class Quiet(http.server.BaseHTTPRequestHandler):
    """A handler that keeps the connection; its class says what do_GET does."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def reply(self, status, body=b"", content_type="application/json", **headers):
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class Server(socketserver.ThreadingTCPServer):
    """Listens on `port` of loopback, one that was free, until end() or the end of the test."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, handler):
        super().__init__(("127.0.0.1", 0), handler)
        self.port = self.server_address[1]
        self.host = f"127.0.0.1:{self.port}"
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def handle_error(self, request, client_address):
        pass  # a client that was killed or hung up

    def end(self):
        self.shutdown()
        self.server_close()
