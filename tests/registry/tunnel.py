"""A proxy as companies have them: CONNECT, and bytes both ways. It leads every name to one port of this machine."""

import select
import socket

from serving import Quiet, Server


class Tunnel(Server):
    """`asked` are the names that it was asked for, one a connection."""

    def __init__(self, port):
        self.to, self.asked = port, []
        super().__init__(TunnelHandler)


class TunnelHandler(Quiet):
    def do_CONNECT(self):
        self.server.asked.append(self.path)
        with socket.create_connection(("127.0.0.1", self.server.to)) as there:
            self.send_response(200)
            self.end_headers()
            self.copy(self.connection, there)
        self.close_connection = True

    @staticmethod
    def copy(here, there):
        other = {here: there, there: here}
        while True:
            for one in select.select([here, there], [], [])[0]:
                data = one.recv(65536)
                if not data:
                    return
                other[one].sendall(data)
