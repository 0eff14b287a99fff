"""What the server writes leaves at once."""

import socket

from dashboard.sockets import send_at_once


def waits(connection):
    """Whether a connection holds back what is written until the last is acknowledged."""
    return not connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_connections_that_are_accepted_send_at_once():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        send_at_once()
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
            assert not waits(accepted)


def test_other_sockets_are_left_alone():
    with socket.socket() as other, socket.socketpair()[0]:
        send_at_once()
        assert waits(other)
