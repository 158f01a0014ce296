"""What the page shows: frozen models and the protocol of the source that fills them.

The same models are the answers of the read API, so its description can't drift from what is sent. Moments are
timezone-aware UTC; a *series* is a regular grid in Unix seconds; shares are in [0, 1]; sizes are bytes. What the
appliance can't know yet is ``None``, never a made-up figure.
"""

from gateway.page.view._alarms import AlarmList, AlarmMark, AlarmView
from gateway.page.view._base import Histogram, Level, NamedSeries, Series, View
from gateway.page.view._devices import (
    CameraView,
    DayStrip,
    DecisionCount,
    DeviceBrief,
    DeviceList,
    DeviceView,
    SensorView,
    SignalView,
)
from gateway.page.view._jobs import JobsView, JobView
from gateway.page.view._results import (
    DetectionView,
    Picture,
    ProofFile,
    ProofView,
    ResultBrief,
    ResultPage,
    ResultQuery,
    ResultView,
    WindowView,
)
from gateway.page.view._routing import (
    AttemptView,
    CandidateView,
    DisputeView,
    PlacementView,
    RouteShare,
    RouteView,
    RoutingView,
    WorkerView,
)
from gateway.page.view._settlement import BatchView, ChainProofsView, ChainProofView, SettlementView, UndoneView
from gateway.page.view._source import AccessLog, StatusSource
from gateway.page.view._status import (
    ChainView,
    ClockView,
    ComponentView,
    Diagnostics,
    GpuView,
    HealthView,
    HostView,
    LogLine,
    ModelList,
    ModelView,
    PipelineView,
    ProofsView,
    StatusView,
    StoreView,
)

__all__ = [
    "AccessLog",
    "AlarmList",
    "AlarmMark",
    "AlarmView",
    "AttemptView",
    "BatchView",
    "CameraView",
    "CandidateView",
    "ChainProofView",
    "ChainProofsView",
    "ChainView",
    "ClockView",
    "ComponentView",
    "DayStrip",
    "DecisionCount",
    "DetectionView",
    "DeviceBrief",
    "DeviceList",
    "DeviceView",
    "Diagnostics",
    "DisputeView",
    "GpuView",
    "HealthView",
    "Histogram",
    "HostView",
    "JobView",
    "JobsView",
    "Level",
    "LogLine",
    "ModelList",
    "ModelView",
    "NamedSeries",
    "Picture",
    "PipelineView",
    "PlacementView",
    "ProofFile",
    "ProofView",
    "ProofsView",
    "ResultBrief",
    "ResultPage",
    "ResultQuery",
    "ResultView",
    "RouteShare",
    "RouteView",
    "RoutingView",
    "SensorView",
    "Series",
    "SettlementView",
    "SignalView",
    "StatusSource",
    "StatusView",
    "StoreView",
    "UndoneView",
    "View",
    "WindowView",
    "WorkerView",
]
