"""Head and body of an answer reach the client together, whole, and before the connection closes."""

import asyncio
import socket

import pytest
import uvicorn

from edge_worker.http_protocol import GatheringProtocol


async def chunks(scope, receive, send):
    """Answer in the pieces that the path says, a turn of the event loop between them."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"x-a", b"b")]})
    for number in range(int(scope["path"].strip("/"))):
        await send({"type": "http.response.body", "body": b"%d" % number, "more_body": True})
        await asyncio.sleep(0)
    await send({"type": "http.response.body", "body": b"end"})


@pytest.fixture
async def port():
    config = uvicorn.Config(chunks, port=0, log_config=None, lifespan="off", http=GatheringProtocol)
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve([listener := socket.create_server(("127.0.0.1", 0))]))
    while not server.started:  # noqa: ASYNC110 - uvicorn tells it no other way
        await asyncio.sleep(0.01)
    yield listener.getsockname()[1]
    server.should_exit = True
    await running


async def ask(port, path, *, close):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    connection = b"close" if close else b"keep-alive"
    writer.write(b"GET /%d HTTP/1.1\r\nHost: a\r\nConnection: %s\r\n\r\n" % (path, connection))
    answer = await (reader.read() if close else reader.readuntil(b"0\r\n\r\n"))
    writer.close()
    return answer


@pytest.mark.parametrize("close", [True, False])
@pytest.mark.parametrize("pieces", [0, 1, 5])
async def test_an_answer_in_any_number_of_pieces_is_whole(port, pieces, close):
    answer = await ask(port, pieces, close=close)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK")
    wanted = b"".join(b"1\r\n%d\r\n" % number for number in range(pieces)) + b"3\r\nend\r\n0\r\n\r\n"
    assert body == wanted
