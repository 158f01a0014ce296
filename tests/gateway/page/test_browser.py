"""The page in a real Chromium. One browser for all tests of this file."""

import json
import re
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import DESKTOP, PHONE, Visit
from fake_status_source import CAMERA_1, FakeStatusSource
from page_testing import PASSWORD, RunningPage
from playwright.sync_api import expect

from gateway.config.page import PageSettings
from gateway.page.server import PageServer
from gateway.page.view import Level

HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>\"'&"

pytestmark = pytest.mark.slow


@pytest.fixture
def serve():
    """Return a function that serves a source on a free port; all are ended with the test."""
    running = []

    def start(source, **settings):
        settings = PageSettings(port=0, update_interval_s=0.25, picture_interval_s=0.25, **settings)
        running.append(RunningPage(PageServer(settings, source, version="0.1.0")))
        return running[-1].__enter__().url

    yield start
    for page in running:
        page.__exit__()


def test_results_come_alive_without_a_reload(serve, visit):
    source = FakeStatusSource()
    page = visit(serve(source)).page
    card = page.locator("li.camera", has_text="Camera 1")
    expect(card.locator(".facts .chip")).to_have_text("ok")
    page.evaluate("window.mark = 'the same page'")
    result = source.add_result("scratch", camera=CAMERA_1)
    expect(card.locator(".facts .chip")).to_have_text("scratch")
    expect(card.locator(".boxes rect")).to_have_count(1)
    expect(card.locator("img")).to_have_attribute("src", re.compile(result.picture))
    assert page.evaluate("window.mark") == "the same page"
    assert page.evaluate("document.querySelector('li.camera img').naturalWidth") == 320


def test_the_page_asks_no_other_host_and_its_console_is_silent(serve, visit):
    url = serve(FakeStatusSource())
    seen = visit(url)
    for path in ("devices", "results", "alarms", "api", f"devices/{CAMERA_1}"):
        seen.page.goto(url + path)
        seen.page.wait_for_timeout(400)
    assert seen.requests
    assert {request for request in seen.requests if not request.startswith(url)} == set()
    assert seen.console == []


def test_the_first_load_is_at_most_150_kilobytes_without_pictures(serve, visit):
    source = FakeStatusSource()
    for number in range(5):
        source.add_alarm(f"Problem {number}")
    seen = visit(serve(source))
    seen.page.wait_for_load_state("load")
    weight = seen.weight()
    assert len(weight) >= 8
    assert sum(weight.values()) <= 150_000, weight


CUT_OFF = """all => all.filter(cell => cell.getBoundingClientRect().right >
    cell.closest("tr").getBoundingClientRect().right + 1).map(cell => cell.innerText)"""
AUDITED = ("", "devices", "results", "alarms", "api", f"devices/{CAMERA_1}", "devices/plant/hall-1/line-a/air")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_and_nothing_is_cut_off(serve, visit, scheme, viewport):
    source = FakeStatusSource()
    source.add_alarm("Camera 2 sends nothing")
    source.add_alarm("The disk is 91 % full", level=Level.WARNING, subject="journal")
    source.add_alarm("Dark picture", acknowledged_at=datetime.now(UTC), acknowledged_by="anna")
    source.component_states["control"] = "degraded"
    source.settle()
    source.take_jobs()
    url = serve(source)
    page = visit(url, viewport=viewport, scheme=scheme).page
    result_id = source.add_result("stain", camera=CAMERA_1).id
    for path in (*AUDITED, f"results/{result_id}", "results/nothing"):
        if path:
            page.goto(url + path)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= viewport["width"], f"{path or 'overview'} is {width} px wide"
        if viewport is PHONE:  # a wide screen's tables can be scrolled
            assert page.eval_on_selector_all(".stack td", CUT_OFF) == []


def test_the_keyboard_alone_reaches_a_result_and_its_neighbours(serve, visit):
    source = FakeStatusSource()
    url = serve(source)
    page = visit(f"{url}devices/{CAMERA_1}").page
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    first = page.locator(".gallery a").first
    for _ in range(20):
        page.keyboard.press("Tab")
        if first.evaluate("e => e === document.activeElement"):
            break
    expect(first).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".gallery a").nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator(".gallery a").last).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Result")
    at = page.url
    page.keyboard.press("ArrowRight")
    page.wait_for_url(lambda new: new != at)
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(at)


def test_focus_stays_where_it_is_while_the_page_updates(serve, visit):
    source = FakeStatusSource()
    source.add_alarm("Camera 2 sends nothing", id="a1")
    page = visit(serve(source)).page
    button = page.get_by_role("button", name="Acknowledge: Camera 2 sends nothing")
    button.focus()
    source.add_alarm("Another problem", id="a2")
    expect(page.locator(".trouble")).to_have_count(2)
    expect(button).to_be_focused()


def test_a_new_problem_is_announced_once_and_figures_are_not(serve, visit):
    source = FakeStatusSource()
    page = visit(serve(source)).page
    announcer = page.locator("#announcer")
    expect(announcer).to_have_text("")
    source.add_result("scratch", camera=CAMERA_1)
    expect(page.locator("li.camera .facts .chip").first).to_have_text("scratch")
    expect(announcer).to_have_text("")
    source.add_alarm("Camera 2 sends nothing", id="a1", remedy="Check its cable.")
    expect(announcer).to_have_text("Problem: Camera 2 sends nothing Check its cable.")
    expect(page.locator("h1")).to_contain_text("1\N{NO-BREAK SPACE}problem: Camera 2 sends nothing")
    source.alarm_list.clear()
    expect(announcer).to_contain_text("Solved: Problem: Camera 2 sends nothing")
    assert (
        page.evaluate("document.querySelectorAll('[aria-live], [role=status], [role=log], [role=alert]').length") == 2
    )


def test_acknowledging_by_button_keeps_the_page(serve, visit):
    source = FakeStatusSource()
    source.add_alarm("Camera 2 sends nothing", id="a1")
    page = visit(serve(source)).page
    page.evaluate("window.mark = 'the same page'")
    page.get_by_role("button", name="Acknowledge: Camera 2 sends nothing").click()
    expect(page.locator(".trouble.known")).to_contain_text("acknowledged by local@127.0.0.1")
    assert source.alarm_list[0].acknowledged_by == "local@127.0.0.1"
    assert page.evaluate("window.mark") == "the same page"


def test_hostile_names_and_texts_are_shown_as_text(serve, visit):
    source = FakeStatusSource()
    source.camera_title = HOSTILE
    source.add_alarm(HOSTILE, detail=HOSTILE, remedy=HOSTILE, subject=HOSTILE)
    source.add_result(HOSTILE, camera=CAMERA_1)
    url = serve(source)
    seen = visit(url)
    expect(seen.page.locator(".trouble h3")).to_contain_text(HOSTILE)
    source.add_result(HOSTILE, camera=CAMERA_1)
    seen.page.wait_for_timeout(600)  # updates that come over the stream
    for path in (f"devices/{CAMERA_1}", "results", "alarms", f"results?decision={'%3Cscript%3E'}"):
        seen.page.goto(url + path)
        seen.page.wait_for_timeout(100)
    assert "owned" not in seen.page.title()
    assert seen.page.locator("img[src=x], main script").count() == 0
    assert seen.console == []


def test_an_injected_inline_script_is_blocked(serve, visit):
    page = visit(serve(FakeStatusSource())).page
    blocked = page.evaluate(
        """() => new Promise((done) => {
            const seen = [];
            document.addEventListener("securitypolicyviolation", (e) => seen.push(e.effectiveDirective));
            const script = document.createElement("script");
            const attempt = (name, act) => { try { act(); } catch { seen.push(name); } };
                attempt("text", () => { script.textContent = "window.owned = 1"; });
                document.body.append(script);
                attempt("handler", () => document.body.setAttribute("onclick", "window.owned = 2"));
                document.body.click();
                const style = document.createElement("style");
                style.textContent = "body { display: none }";
                document.head.append(style);
                attempt("html", () => document.body.insertAdjacentHTML("beforeend", "<b>x</b>"));
                const shown = () => getComputedStyle(document.body).display;
                setTimeout(() => done({ seen, owned: window.owned ?? null, shown: shown() }), 300);
        })"""
    )
    assert blocked["owned"] is None
    assert blocked["shown"] == "block"
    assert {"text", "html", "handler"} <= set(blocked["seen"])
    assert "style-src-elem" in blocked["seen"]


def test_an_inline_script_in_the_markup_itself_is_blocked(serve, browser):
    url = serve(FakeStatusSource())
    context = browser.new_context()
    tab = Visit(context)

    def inject(route):
        answer = route.fetch()
        route.fulfill(
            response=answer, body=answer.text().replace("</main>", "<script>window.owned = 1</script></main>")
        )

    tab.page.route(url, inject)
    tab.open(url)
    assert tab.page.locator("main script").count() == 1
    assert tab.page.evaluate("window.owned ?? null") is None
    assert any("script-src" in text for text in tab.console)
    context.close()


def test_three_tabs_share_one_stream(serve, browser):
    source = FakeStatusSource()
    server = RunningPage(PageServer(PageSettings(port=0, update_interval_s=0.25), source, version="0.1.0"))
    with server:
        context = browser.new_context()
        tabs = [Visit(context).open(server.url) for _ in range(3)]
        source.add_alarm("Camera 2 sends nothing")
        for tab in tabs:
            expect(tab.page.locator(".trouble")).to_have_count(1)
        assert server.server.feed.viewers == 1
        tabs[0].page.close()
        source.alarm_list.clear()
        for tab in tabs[1:]:
            expect(tab.page.locator(".trouble")).to_have_count(0)
        context.close()


def test_without_shared_workers_each_tab_has_its_own_stream(serve, browser):
    source = FakeStatusSource()
    context = browser.new_context()
    context.add_init_script("delete globalThis.SharedWorker")
    tab = Visit(context).open(serve(source))
    source.add_alarm("Camera 2 sends nothing")
    expect(tab.page.locator(".trouble")).to_have_count(1)
    context.close()


def test_a_page_that_is_no_longer_updated_says_so(serve, visit):
    source = FakeStatusSource()
    seen = visit(serve(source))
    source.error = OSError("the journal can't be read")
    expect(seen.page.locator("#stale")).to_contain_text("the journal can't be read")
    source.error = None
    expect(seen.page.locator("#stale")).to_have_text("")
    expect(seen.page.locator("#live")).to_have_text("Live")


def test_a_page_whose_gateway_is_gone_says_so(visit):
    with RunningPage(PageServer(PageSettings(port=0), FakeStatusSource(), version="0.1.0")) as running:
        seen = visit(running.url)
        expect(seen.page.locator("#live")).to_have_text("Live")
    expect(seen.page.locator("#stale")).to_contain_text("not being updated", timeout=10_000)


def test_signing_in_with_a_browser(serve, visit, user):
    url = serve(FakeStatusSource(), users=[user])
    page = visit(url, live=False).page
    page.get_by_label("Name").fill("anna")
    page.get_by_label("Password").fill("wrong password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("The name or the password is wrong.")
    assert Axe().run(page).violations_count == 0
    page.get_by_label("Name").fill("anna")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("The line runs.")
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("h1")).to_have_text("Sign in")


def test_charts_are_drawn_with_alarms_marked_and_say_it_in_words(serve, visit):
    page = visit(serve(FakeStatusSource())).page
    motor = page.locator("li.sensor", has_text="Motor")
    expect(motor.locator(".chart path.line")).to_have_count(1)
    expect(motor.locator(".chart .mark.tone-warning")).to_have_count(1)
    assert "1\N{NO-BREAK SPACE}alarm marked" in motor.locator(".chart").get_attribute("aria-label")
    assert page.locator(".chart rect.part").count() > 5
    expect(page.locator(".chart text", has_text="p99")).to_have_count(1)
    assert page.locator(".chart path.line-1").count() == 2  # the line and its legend
    data = json.loads(motor.locator(".chart").get_attribute("data-chart"))
    assert len(data["values"]) == 150


def test_a_chosen_theme_stays(serve, visit):
    page = visit(serve(FakeStatusSource())).page
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name=re.compile("^Theme")).click()
    page.get_by_role("button", name=re.compile("^Theme: Light")).click()
    dark = page.evaluate(ground)
    assert dark != light
    page.reload()
    assert page.evaluate(ground) == dark
