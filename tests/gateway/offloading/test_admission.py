"""Who is new is measured and checked before it gets a picture."""

import pytest
from waiting import wait_for

from gateway.offloading.book import FILE, caught

from .conftest import MODEL

KEY, OTHER_KEY = 0x1234567, 0x7654321


def test_a_newcomer_is_measured_before_its_first_job(site):
    site.worker("near", key=KEY).delay_s = 0.1
    site.start()
    fleet = site.dispatcher.router.fleet
    assert 0.05 < fleet["near"].service[MODEL].value < 2.0
    assert fleet["near"].jobs == 0
    wait_for(lambda: MODEL in fleet["local"].service, "our own engine is measured too")
    assert fleet["local"].rtt.value == 0.0


@pytest.mark.parametrize("fault", ["lies", "forges"])
def test_who_is_wrong_at_its_trial_gets_no_picture(site, fault):
    worker = site.worker("near", key=KEY)
    setattr(worker, fault, True)
    site.start()
    assert "trial" in site.dispatcher.router.fleet["near"].unfit[MODEL]
    assert set(site.do(3)) == {"local"}
    assert not worker.jobs
    told = [one["worker"] for one in caught(site.directory / FILE)]
    assert told == (["near"] if fault == "lies" else []), "a forged answer is nobody's: no evidence"


def test_who_failed_its_trial_is_tried_again(site, monkeypatch):
    monkeypatch.setattr("gateway.offloading.fleet.MODELS_S", 0.5)
    worker = site.worker("near", key=KEY)
    worker.forges = True
    site.start()
    worker.forges = False
    wait_for(lambda: not site.dispatcher.router.fleet["near"].unfit, "a trial that it passes")
    assert site.do(2) == ["near"] * 2
    assert site.health.reason.startswith("1 workers") or wait_for(lambda: site.health.state == "ok", "the health")
