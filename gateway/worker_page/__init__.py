"""The worker's own status page, in the gateway's clothes."""

from gateway.worker_page.page import WorkerPage, report

__all__ = ["WorkerPage", "report"]
