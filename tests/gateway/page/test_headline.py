from datetime import UTC, datetime

from fake_status_source import CAMERA_2, FakeStatusSource

from gateway.page.headline import headline, troubles
from gateway.page.view import Level


async def line_with(change=lambda source: None):
    source = FakeStatusSource(history=4)
    change(source)
    return await source.status()


async def test_a_line_without_trouble_is_said_to_run():
    line = headline(await line_with())
    assert line.level is Level.OK
    assert line.text == "The line runs. No problem is known."
    assert line.detail == "2\N{NO-BREAK SPACE}cameras and 3\N{NO-BREAK SPACE}sensors report."


async def test_a_gateway_without_devices_says_that_it_waits():
    line = headline(await line_with(lambda s: setattr(s, "has_devices", False)))
    assert line.level is Level.INFO
    assert "waiting for the first device" in line.text


async def test_the_worst_problem_is_named_and_lesser_ones_are_counted():
    def trouble(source):
        source.add_alarm("The oven is warm", level=Level.WARNING)
        source.add_alarm("Camera 2 sends nothing")

    line = headline(await line_with(trouble))
    assert line.level is Level.PROBLEM
    assert line.text == "1\N{NO-BREAK SPACE}problem: Camera 2 sends nothing"
    assert line.detail.startswith("Also 1\N{NO-BREAK SPACE}warning.")
    assert "1 of 2\N{NO-BREAK SPACE}cameras" in line.detail


async def test_an_acknowledged_problem_does_not_shout_but_is_not_hidden():
    seen = datetime.now(UTC)
    status = await line_with(lambda s: s.add_alarm("Dark", acknowledged_at=seen, acknowledged_by="anna"))
    line = headline(status)
    assert line.level is Level.WARNING
    assert "acknowledged" in line.text
    assert [t.title for t in troubles(status)] == ["Dark"]


async def test_a_cleared_alarm_is_no_problem():
    assert headline(await line_with(lambda s: s.add_alarm("Dark", cleared_at=datetime.now(UTC)))).level is Level.OK


async def test_a_failed_critical_part_is_a_problem_and_a_starting_one_is_said():
    failed = headline(await line_with(lambda s: s.component_states.update(journal="failed")))
    assert failed.level is Level.PROBLEM
    assert "journal" in failed.text
    degraded = headline(await line_with(lambda s: s.component_states.update(control="degraded")))
    assert degraded.level is Level.WARNING
    starting = headline(await line_with(lambda s: s.component_states.update(ingest="starting")))
    assert starting.text == "The gateway is starting: ingest."


async def test_unknown_problems_come_before_acknowledged_ones():
    def trouble(source):
        source.add_alarm("known", acknowledged_at=datetime.now(UTC), acknowledged_by="anna")
        source.add_alarm("a warning", level=Level.WARNING)
        source.add_alarm("a problem")

    assert [t.title for t in troubles(await line_with(trouble))] == ["a problem", "a warning", "known"]


async def test_a_problem_is_named_by_where_it_is_and_then_by_what_it_is():
    status = await line_with(lambda s: s.add_alarm("Frozen picture", subject=CAMERA_2))
    assert headline(status).text == "1\N{NO-BREAK SPACE}problem: Camera 2 – Frozen picture"


async def test_a_device_that_is_shown_no_more_is_still_named():
    status = await line_with(lambda s: s.add_alarm("No pictures", subject="plant/hall-1/line-a/old-camera"))
    assert troubles(status)[0].name == "Old camera – No pictures"


async def test_a_storm_of_problems_is_shown_in_part_and_counted_in_full(client_of):
    source = FakeStatusSource(history=2)
    for number in range(30):
        source.add_alarm(f"Problem number {number}")
    page = (await client_of(source).get("/")).text
    assert "30\N{NO-BREAK SPACE}problems" in page
    assert page.count('<li class="trouble ') == 20
    assert "and 10\N{NO-BREAK SPACE}more problems" in page
