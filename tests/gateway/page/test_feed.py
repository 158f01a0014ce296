import asyncio
import contextlib
import json

import pytest

from gateway.page.feed import MOST_VIEWERS, MOST_WAITING, Feed
from gateway.page.headline import Headline
from gateway.page.render import Rendered
from gateway.page.view import Level


class Line:
    """Renders a page of two sections; counts how often."""

    def __init__(self):
        self.times = 0
        self.changing = "0"
        self.error = None

    async def __call__(self):
        self.times += 1
        if self.error:
            raise self.error
        sections = {"still": "<p>still</p>", "moving": f"<p>{self.changing}</p>"}
        return Rendered(float(self.times), Headline(Level.OK, "The line runs."), sections)


@contextlib.asynccontextmanager
async def running(feed):
    task = asyncio.create_task(feed.run())
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.wait([task])


def data(event):
    return json.loads(event.decode().split("data: ")[1])


async def take(stream, count=1):
    return [await asyncio.wait_for(anext(stream), 5) for _ in range(count)]


async def test_nothing_is_read_while_nobody_looks():
    line = Line()
    async with running(Feed(line, 0.01)):
        await asyncio.sleep(0.1)
    assert line.times == 0


async def test_each_update_is_rendered_once_and_everybody_gets_the_same_bytes():
    line = Line()
    feed = Feed(line, 0.02)
    streams = [feed.follow() for _ in range(10)]
    async with running(feed):
        events = await asyncio.gather(*(take(stream, 4) for stream in streams))
        assert all(events[0][i] is other[i] for other in events for i in range(4))
        assert line.times <= 6
        for stream in streams:
            await stream.aclose()
    assert feed.viewers == 0


async def test_only_what_changed_is_sent_after_the_first_update():
    line = Line()
    feed = Feed(line, 0.02)
    stream = feed.follow()
    async with running(feed):
        first = data((await take(stream))[0])
        assert set(first["sections"]) == {"still", "moving"}
        line.changing = "1"
        while not (update := data((await take(stream))[0]))["sections"]:
            pass
        assert update["sections"] == {"moving": "<p>1</p>"}
        await stream.aclose()


async def test_a_viewer_that_does_not_keep_up_gets_a_whole_update_instead():
    line = Line()
    feed = Feed(line, 0.005)
    slow, quick = feed.follow(), feed.follow()
    async with running(feed):
        await take(slow)
        for number in range(3 * MOST_WAITING):
            line.changing = str(number)
            await take(quick)
        queued = [data(e) for e in await take(slow, 2)]
        assert any(set(e["sections"]) == {"still", "moving"} for e in queued)
        await slow.aclose()
        await quick.aclose()


async def test_an_error_of_the_source_is_told_and_the_next_update_is_whole():
    line = Line()
    feed = Feed(line, 0.02)
    stream = feed.follow()
    async with running(feed):
        await take(stream)
        line.error = OSError("disk gone")
        while b"event: trouble" not in (event := (await take(stream))[0]):
            pass
        assert "disk gone" in data(event)["text"]
        line.error = None
        while b"event: update" not in (event := (await take(stream))[0]):
            pass
        assert set(data(event)["sections"]) == {"still", "moving"}
        await stream.aclose()


async def test_a_viewer_who_signed_out_gets_no_more():
    feed = Feed(Line(), 0.02)
    welcome = True
    stream = feed.follow(lambda: welcome)
    async with running(feed):
        await take(stream)
        welcome = False
        assert b"signed-out" in (await take(stream))[0]
        with pytest.raises(StopAsyncIteration):
            await take(stream)
    assert feed.viewers == 0


async def test_streams_end_with_the_feed():
    feed = Feed(Line(), 0.02)
    stream = feed.follow()
    async with running(feed):
        await take(stream)
    with pytest.raises(StopAsyncIteration):
        await take(stream, MOST_WAITING + 1)


async def test_the_number_of_viewers_is_bounded():
    feed = Feed(Line(), 0.05)
    streams = [feed.follow() for _ in range(MOST_VIEWERS)]
    async with running(feed):
        await asyncio.gather(*(take(stream) for stream in streams))
        assert feed.full
        for stream in streams:
            await stream.aclose()
