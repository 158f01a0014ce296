import json
from datetime import UTC, datetime

import httpx
import pytest
from fake_status_source import CAMERA_1, SENSORS, FakeStatusSource
from prometheus_client import CollectorRegistry, Counter
from prometheus_client.parser import text_string_to_metric_families

from gateway.page.view import ChainProofsView, ChainProofView, DeviceView, Level, ResultPage, ResultView, StatusView


@pytest.fixture
def client(client_of, source):
    return client_of(source)


async def test_answers_are_what_the_models_say(client):
    StatusView.model_validate_json((await client.get("/api/v1/status")).content)
    DeviceView.model_validate_json((await client.get(f"/api/v1/devices/{CAMERA_1}")).content)
    page = ResultPage.model_validate_json((await client.get("/api/v1/results")).content)
    ResultView.model_validate_json((await client.get(f"/api/v1/results/{page.items[0].id}")).content)


async def test_devices_are_listed_with_their_kind(client):
    devices = (await client.get("/api/v1/devices")).json()["items"]
    assert {d["device"]: d["kind"] for d in devices}[CAMERA_1] == "camera"
    assert sum(d["kind"] == "sensor" for d in devices) == len(SENSORS)


async def test_paging_visits_every_result_once_and_comes_back(client):
    seen, before = [], None
    while True:
        query = {"limit": 7, "device": CAMERA_1} | ({"before": before} if before else {})
        page = (await client.get("/api/v1/results", params=query)).json()
        seen += [r["position"] for r in page["items"]]
        if page["older"] is None:
            break
        before = page["older"]
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen)) == 30
    back = (await client.get("/api/v1/results", params={"limit": 7, "device": CAMERA_1, "after": seen[-1]})).json()
    assert [r["position"] for r in back["items"]] == seen[-8:-1]


async def test_results_are_filtered_by_decision(client):
    items = (await client.get("/api/v1/results", params={"ok": "false", "limit": 500})).json()["items"]
    assert items
    assert not any(r["ok"] for r in items)


@pytest.mark.parametrize("query", ["limit=0", "limit=501", "before=x", "after=-1", "colour=red", "ok=perhaps"])
async def test_a_query_that_makes_no_sense_is_refused_with_a_reason(client, query):
    answer = await client.get(f"/api/v1/results?{query}")
    assert answer.status_code == 422
    assert query.split("=")[0] in answer.json()["error"]


@pytest.mark.parametrize(
    "path", ["/api/v1/results/nothing", "/api/v1/devices/a/b/c/d", f"/api/v1/pictures/{'0' * 64}", "/api/v1/nothing"]
)
async def test_what_is_not_there_is_404_in_json(client, path):
    answer = await client.get(path)
    assert answer.status_code == 404
    assert answer.json()["error"]


async def test_a_pictures_address_is_a_digest_and_nothing_else(client):
    for name in ("..%2f..%2fetc%2fpasswd", "A" * 64, "0" * 63):
        assert (await client.get(f"/api/v1/pictures/{name}")).status_code in {404, 422}
        assert (await client.get(f"/pictures/{name}")).status_code == 404


async def test_every_described_read_answers_with_the_described_fields(client, source):
    """The description is checked against what is sent: field by field, operation by operation."""
    api = (await client.get("/api/v1/openapi.json")).json()
    assert api["openapi"].startswith("3.1")
    result = (await client.get("/api/v1/results")).json()["items"][0]
    site, area, line, device = CAMERA_1.split("/")
    values = {
        "site": site,
        "area": area,
        "line": line,
        "device": device,
        "id": result["id"],
        "sha256": result["picture"],
    }
    source.add_alarm("Dark")
    for path, operations in api["paths"].items():
        for method, operation in operations.items():
            if method != "get":
                continue
            answer = await client.get(path.format(**values))
            assert answer.status_code == 200, path
            content = operation["responses"]["200"]["content"]
            assert answer.headers["content-type"] in content, path
            if "application/json" in content:
                schema = resolve(api, content["application/json"]["schema"])
                assert set(answer.json()) == set(schema["properties"]), path


async def test_what_is_refused_is_described(client):
    """A client generated from the description knows what to do with every answer."""
    api = (await client.get("/api/v1/openapi.json")).json()
    for path, operations in api["paths"].items():
        for method, operation in operations.items():
            assert {"401", "422"} <= set(operation["responses"]), (method, path)
            if method == "get" and "{" not in path:
                answer = await client.get(path, params={"nonsense": "1"})
                assert str(answer.status_code) in operation["responses"], path
                assert answer.status_code == 422


def resolve(api, schema):
    return api["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]


async def test_every_reference_of_the_description_resolves(client):
    api = (await client.get("/api/v1/openapi.json")).json()
    text = json.dumps(api)
    for part in text.split('"$ref": "')[1:]:
        assert part.split('"')[0].removeprefix("#/components/schemas/") in api["components"]["schemas"]


async def test_the_page_for_people_names_every_path(client):
    api = (await client.get("/api/v1/openapi.json")).json()
    html = (await client.get("/api")).text
    for path in api["paths"]:
        assert path in html


async def test_liveness_readiness_and_health_follow_the_parts(client, source):
    assert (await client.get("/livez")).status_code == (await client.get("/readyz")).status_code == 200
    source.ready = False
    source.component_states["ingest"] = "starting"
    assert (await client.get("/readyz")).status_code == 503
    assert (await client.get("/livez")).status_code == 200
    health = await client.get("/health")
    assert health.status_code == 503
    assert {c["name"]: c["state"] for c in health.json()["components"]}["ingest"] == "starting"
    source.live = False
    assert (await client.get("/livez")).status_code == 503


async def test_liveness_does_not_read_the_status(client, source):
    source.error = OSError("disk gone")
    assert (await client.get("/livez")).status_code == 200
    assert (await client.get("/health")).status_code == 200
    assert source.status_reads == 0


async def test_metrics_parse_and_tell_what_the_page_tells(client_of, source):
    registry = CollectorRegistry()
    Counter("ciro_own", "A counter of another part", registry=registry).inc(3)
    text = (await client_of(source, registry=registry).get("/metrics")).text
    samples = {(s.name, *s.labels.values()): s.value for f in text_string_to_metric_families(text) for s in f.samples}
    assert samples["ciro_messages_per_second",] == 13.0
    assert samples["ciro_quarantined_total",] == 2
    assert samples["ciro_device_rate", CAMERA_1, "camera"] == 5.0
    assert samples["ciro_component_ok", "journal"] == 1
    assert samples["ciro_own_total",] == 3


async def test_a_source_that_fails_is_reported_and_comes_back(client, source):
    source.error = OSError("disk gone")
    page = await client.get("/")
    assert page.status_code == 500
    assert "disk gone" in page.text
    assert (await client.get("/api/v1/status")).status_code == 500
    source.error = None
    assert (await client.get("/")).status_code == 200


async def test_the_diagnostics_are_a_download(client):
    answer = await client.get("/diagnostics")
    assert answer.headers["content-disposition"] == 'attachment; filename="ciro-diagnostics.zip"'
    assert answer.content.startswith(b"PK")


class Note:
    """An access log that keeps its lines in memory."""

    def __init__(self):
        self.lines = []
        self.error = None

    async def record(self, *, at, who, what, sha256, device):
        if self.error:
            raise self.error
        self.lines.append((who, what, sha256, device))


async def test_every_look_at_a_picture_is_noted_and_no_copy_is_kept(client_of, source):
    note = Note()
    client = client_of(source, access_log=note)
    sha256 = (await client.get("/api/v1/results", params={"device": CAMERA_1})).json()["items"][0]["picture"]
    paths = (f"/pictures/{sha256}", f"/pictures/{sha256}/small?w=640", f"/api/v1/pictures/{sha256}")
    for path in paths * 2:
        answer = await client.get(path)
        assert answer.headers["cache-control"] == "no-store"
    expected = [("local@192.0.2.7", what, sha256, CAMERA_1) for what in ("picture", "thumbnail", "picture")]
    assert note.lines == expected * 2


async def test_a_picture_that_cannot_be_noted_is_not_shown(client_of, source):
    note = Note()
    client = client_of(source, access_log=note)
    sha256 = (await client.get("/api/v1/results")).json()["items"][0]["picture"]
    note.error = OSError("no room")
    assert (await client.get(f"/pictures/{sha256}")).status_code == 500


async def test_pictures_are_kept_by_browsers_and_shrunk_once_for_all(client, source):
    sha256 = (await client.get("/api/v1/results")).json()["items"][0]["picture"]
    answers = [await client.get(f"/pictures/{sha256}/small?w=640") for _ in range(5)]
    assert {a.headers["cache-control"] for a in answers} == {"private, max-age=86400, immutable"}
    assert len(answers[0].content) < len((await client.get(f"/pictures/{sha256}")).content) / 2
    assert source.picture_reads == 2


async def test_static_files_are_compressed_and_kept_for_good(client):
    html = (await client.get("/")).text
    path = html.split('href="/static/')[2].split('"')[0]
    answer = await client.get(f"/static/{path}")
    assert answer.headers["content-type"].startswith("text/css")
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert (await client.get("/static/x/..%2fserver.py")).status_code == 404
    plain = await client.get(f"/static/{path}", headers={"Accept-Encoding": "identity"})
    assert plain.content == answer.content


async def test_sections_without_a_capability_say_so_and_show_no_figures(client):
    html = (await client.get("/")).text
    proofs = html.split('data-section="proofs"')[1].split("</section>")[0]
    assert "Off: the audit chain is kept locally." in proofs
    assert "Proven" not in proofs
    settlement = html.split('data-section="settlement"')[1].split("</section>")[0]
    assert "Off: nothing is put on a chain." in settlement
    assert "Cost" not in settlement
    assert "ciro_settlement" not in (await client.get("/metrics")).text


async def test_settlement_shows_what_is_on_the_chain_and_who_bears_the_cost(client_of):
    source = FakeStatusSource()
    source.settle(waiting_batches=1, waiting_records=512, oldest_s=7.0, level=Level.WARNING, text="Now it waits: away.")
    client: httpx.AsyncClient = client_of(source)
    html = (await client.get("/")).text.replace("\N{NO-BREAK SPACE}", " ")
    section = html.split('data-section="settlement"')[1].split("</section>")[0]
    for shown in (
        "Now it waits: away.", "512 records", "oldest 7 s", "0.26 STRK", "paid by the sponsor", "0.032 STRK",
        "42 484 848", "2358 calls and 49.7354 STRK today", source.settlement.last[0].transaction, "final",
        "2 transactions", "0.0071 STRK, paid by the sponsor's side", "the account&#39;s calls of the day",
    ):  # fmt: skip
        assert shown in section
    metrics = (await client.get("/metrics")).text
    for line in (
        "ciro_settlement_batches 42.0", "ciro_settlement_waiting_records 512.0", "ciro_settlement_oldest_seconds 7.0",
        'ciro_settlement_fee_strk{paid_by="sponsor"} 0.2646', "ciro_settlement_l2_gas 3.53304e+08",
        "ciro_settlement_undone 2.0", 'ciro_settlement_undone_fee_strk{paid_by="sponsor"} 0.0071',
    ):  # fmt: skip
        assert line in metrics
    assert (await client.get("/api/v1/status")).json()["settlement"]["last"][0]["number"] == 42


async def test_a_settled_result_names_its_batch_and_transaction(client_of):
    source = FakeStatusSource()
    source.settle()
    batch = source.settlement.last[0]
    result = source.add_result()
    source._results[-1] = result.model_copy(update={"batch": batch})
    client: httpx.AsyncClient = client_of(source)
    html = (await client.get(f"/results/{result.id}")).text
    assert batch.transaction in html
    assert f"ciro audit export {result.id}" in html


PROVEN = {
    "result": "01970000-0000-7000-8000-0000000000a7", "reason": "dispute", "state": "verified",
    "transaction": "0x7b" + "5" * 62, "block": 812_040, "strk": 0.042, "l2_gas": 42_400_000, "paid_by": "sponsor",
}  # fmt: skip


async def test_every_proof_that_the_chain_verified_is_shown_with_its_transaction_and_cost(client_of):
    source = FakeStatusSource()
    proof = ChainProofView(**PROVEN, verified_at=datetime.now(UTC))
    source.settle(
        proofs=ChainProofsView(
            level=Level.OK, text="A random share.", verified=1, waiting=2, strk=0.042, l2_gas=42_400_000, last=(proof,)
        )
    )
    result = source.add_result()
    source._results[-1] = result.model_copy(update={"chain_proof": proof})
    client: httpx.AsyncClient = client_of(source)
    html = (await client.get("/")).text
    section = html.split('data-section="settlement"')[1].split("data-section")[0]
    for words in ("Proofs on the chain", proof.transaction, "0.042", "dispute", f'href="/results/{proof.result}"'):
        assert words in section
    assert proof.transaction in (await client.get(f"/results/{result.id}")).text
    metrics = (await client.get("/metrics")).text
    for line in (
        "ciro_chain_proofs_verified 1.0", "ciro_chain_proofs_waiting 2.0", "ciro_chain_proofs_l2_gas 4.24e+07",
        'ciro_chain_proofs_fee_strk{paid_by="sponsor"} 0.042', 'ciro_chain_proofs_fee_strk{paid_by="account"} 0.0',
    ):  # fmt: skip
        assert line in metrics


async def test_jobs_of_the_network_are_shown_with_their_state_transaction_and_pay(client_of):
    source = FakeStatusSource()
    client: httpx.AsyncClient = client_of(source)
    section = (await client.get("/")).text.split('data-section="jobs"')[1].split("</section>")[0]
    assert "Off: this gateway takes no jobs of the network." in section
    assert "Earned" not in section
    assert "ciro_jobs" not in (await client.get("/metrics")).text
    source.take_jobs()
    html = (await client_of(source).get("/")).text.replace("\N{NO-BREAK SPACE}", " ")
    section = html.split('data-section="jobs"')[1].split("</section>")[0]
    for job in source.jobs.recent:
        assert job.id in section
        assert (job.paid_in or job.transaction or "") in section
    for shown in (
        "1 204", "5 870 CIRO", "15.0 CIRO", "4.88 CIRO", "computer vision", "consensus",
        "can be disputed for another 2 d 23 h", "PoisonImage: &lt;not&gt; a picture",
    ):  # fmt: skip
        assert shown in section
    metrics = (await client.get("/metrics")).text
    for line in ('ciro_jobs{state="paid"} 1204.0', "ciro_jobs_earned_ciro 5869.5", "ciro_jobs_owed_ciro 15.0"):
        assert line in metrics
    assert (await client.get("/api/v1/status")).json()["jobs"]["recent"][3]["paid_ciro"] == 4.875


async def test_the_sections_stand_in_the_order_that_an_engineer_reads(client):
    html = (await client.get("/")).text
    found = [part.split('"')[0] for part in html.split('data-section="')[1:]]
    assert found == [
        "headline", "problems", "cameras", "sensors", "pipeline", "routing", "store", "models", "proofs",
        "settlement", "jobs", "host", "log",
    ]  # fmt: skip


async def test_a_gateway_without_devices_has_a_page_too(client_of):
    source = FakeStatusSource(history=0)
    source.has_devices = False
    client: httpx.AsyncClient = client_of(source)
    html = (await client.get("/")).text
    assert "A camera appears by itself when it publishes a picture." in html
    for path in ("/results", "/alarms"):
        assert (await client.get(path)).status_code == 200
