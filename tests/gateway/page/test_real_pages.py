"""Every page over a real journal in a real Chromium: what a plant's people see."""

import asyncio

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import DESKTOP, PHONE
from playwright.sync_api import expect
from real_gateway import (
    CAMERA,
    COUNTER,
    LINE,
    MOTOR,
    OVEN,
    ServedGateway,
    parts_jpeg,
    surface_jpeg,
    vibration_window,
)

pytestmark = pytest.mark.slow

FAULTS = (None, "looseness", None, "imbalance")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A line with a little history, two open alarms, one acknowledged and one past."""
    with ServedGateway(tmp_path_factory.mktemp("gateway")) as served:
        served.do(_make_history(served.gateway))
        yield served


async def _make_history(gateway):
    for number, label in enumerate(("ok", "scratch", "ok", "stain", "ok", "spots")):
        await gateway.send(
            gateway.frame(CAMERA, surface_jpeg(label, number)),
            gateway.frame(COUNTER, parts_jpeg(number, number)),
            gateway.reading(MOTOR, vibration_window(FAULTS[number % len(FAULTS)], number)),
            gateway.reading(OVEN, {"temperature": 180.0 + number, "door": number % 2}),
        )
    await gateway.publish_all()
    gateway.alarms.raise_alarm("picture_frozen", COUNTER, "the same picture for 5 s and more")
    gateway.alarms.raise_alarm("value_out_of_range", OVEN, "temperature: 300 is above 250")
    gateway.alarms.raise_alarm("sensor_silent", MOTOR, "no reading for 6 s")
    gateway.alarms.raise_alarm("picture_black", CAMERA, "0.1 of 255")
    gateway.alarms.acknowledge(gateway.alarms.get("sensor_silent", MOTOR).id, "anna@192.0.2.7")
    gateway.alarms.clear_alarm("picture_black", CAMERA)
    gateway.alarms.tick()
    await gateway.source.sample()


def test_the_headline_says_where_and_what_and_the_remedy_is_below(served, visit):
    page = visit(served.url).page
    expect(page.locator("h1")).to_contain_text("1\N{NO-BREAK SPACE}problem: Camera 2 – Frozen picture")
    card = page.locator(".trouble", has_text="Camera 2 – Frozen picture")
    expect(card.locator(".remedy")).to_contain_text("Start the camera again")
    expect(card.locator("a")).to_have_attribute("href", f"/devices/{COUNTER}")
    expect(card.locator("svg.icon.tone-problem")).to_have_count(1)
    assert "`" not in page.locator("#problems").inner_text()


def test_the_sections_stand_in_the_order_of_what_one_wants_to_know_first(served, visit):
    page = visit(served.url).page
    assert page.eval_on_selector_all("[data-section]", "all => all.map(e => e.dataset.section)") == [
        "headline",
        "problems",
        "cameras",
        "sensors",
        "pipeline",
        "routing",
        "store",
        "models",
        "proofs",
        "settlement",
        "jobs",
        "host",
        "log",
    ]


def test_boxes_lie_on_the_parts_of_the_picture_that_is_shown(served, visit):
    page = visit(served.url).page
    camera = page.locator("li.camera", has_text="Camera 2")
    expect(camera.locator(".boxes rect")).to_have_count(5)
    picture, boxes = camera.locator("img").bounding_box(), camera.locator(".boxes").bounding_box()
    for side in ("x", "y", "width", "height"):
        assert abs(picture[side] - boxes[side]) < 1
    assert camera.locator("img").evaluate("e => e.naturalWidth") == 320


def test_the_first_load_is_at_most_150_kilobytes_without_pictures(served, visit):
    seen = visit(served.url)
    seen.page.wait_for_load_state("load")
    weight = seen.weight()
    assert sum(weight.values()) <= 150_000, weight
    assert seen.console == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_and_nothing_is_cut_off_on_any_page(served, visit, scheme, viewport):
    seen = visit(served.url, viewport=viewport, scheme=scheme)
    page = seen.page
    newest = page.request.get(f"{served.url}api/v1/results?limit=1").json()["items"][0]["id"]
    a_picture = page.request.get(f"{served.url}api/v1/results?device={CAMERA}&limit=1").json()["items"][0]["id"]
    addresses = [f"devices/{device}" for device in (CAMERA, COUNTER, MOTOR, OVEN)]
    for path in ("", "devices", "results", f"results/{newest}", f"results/{a_picture}", "alarms", "api", *addresses):
        page.goto(served.url + path)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= viewport["width"], f"{path or 'overview'} is {width} px wide"
    assert seen.console == []
    assert {request for request in seen.requests if not request.startswith(served.url)} == set()


def test_a_new_result_and_a_cleared_alarm_come_by_themselves(served, visit):
    page = visit(f"{served.url}").page
    expect(page.locator(".trouble", has_text="Value out of range")).to_have_count(1)
    gateway = served.gateway
    served.do(asyncio.to_thread(gateway.alarms.clear_alarm, "value_out_of_range", OVEN))
    expect(page.locator(".trouble", has_text="Value out of range")).to_have_count(0)
    served.do(gateway.send(gateway.frame(f"{LINE}/camera-3", surface_jpeg("scratch", 5))))
    fresh = page.locator("li.camera", has_text="Camera 3")
    expect(fresh.locator(".facts .chip")).to_have_text("scratch")
    expect(fresh.locator("img")).to_have_count(1)


def test_results_are_searched_and_walked_from_the_page(served, visit):
    page = visit(f"{served.url}results").page
    page.get_by_label("Device").select_option(CAMERA)
    page.get_by_label("only not ok").check()
    page.get_by_role("button", name="Show").click()
    expect(page.locator("tbody tr")).to_have_count(3)
    page.locator("tbody a").first.click()
    expect(page.locator("h1")).to_have_text("Result")
    expect(page.locator("dl.record")).to_contain_text("computer vision")
    page.get_by_role("link", name="Older →").click()
    page.wait_for_url("**/results/*")
    expect(page.locator("img")).to_have_count(1)


def test_a_damaged_journal_leaves_a_page_that_says_so(tmp_path, visit):
    with ServedGateway(tmp_path) as served:
        gateway = served.gateway
        served.do(gateway.send(gateway.frame(CAMERA, surface_jpeg("ok"))))
        page = visit(served.url).page
        expect(page.locator("li.camera")).to_have_count(1)
        served.do(_spoil(gateway))
        expect(page.locator('[data-section="store"]')).to_contain_text("The journal can't be read")
        expect(page.locator("#live")).to_have_text("Live")
        page.goto(f"{served.url}results")
        expect(page.locator("h1")).to_have_text("The status can't be read")


async def _spoil(gateway):
    def spoil():
        for suffix in ("-wal", "-shm"):
            gateway.journal.path.with_name(f"journal.db{suffix}").unlink(missing_ok=True)
        gateway.journal.path.write_bytes(b"\xde\xad\xbe\xef" * 16_384)
        gateway.journal.path.replace(gateway.journal.path.with_name("damaged"))
        gateway.journal.path.with_name("damaged").replace(gateway.journal.path)

    await asyncio.to_thread(spoil)
    for reader in (gateway.source._reader, gateway.source._lookup):
        await asyncio.to_thread(reader.close)
