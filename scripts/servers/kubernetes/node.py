"""Plays one node of a cluster that KUBECONFIG names: pods that are scheduled to it turn Running and Ready, those of Jobs end well, and those that are
to go are gone. No container starts. control_plane.py runs it.
"""

from __future__ import annotations

import datetime as dt
import itertools
import sys
import threading
import time
from typing import Any

from kubernetes import client, config, watch
from kubernetes.client.exceptions import ApiException
from urllib3.exceptions import HTTPError

NAME = "node-0"
HEARTBEAT_S, PAUSE_S, WATCH_S = 10, 0.5, 60
_ROOM = {"cpu": "32", "memory": "256Gi", "ephemeral-storage": "256Gi", "pods": "110"}
_UNREACHABLE = (ApiException, HTTPError, OSError)


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _condition(kind: str) -> dict[str, str]:
    return {"type": kind, "status": "True", "reason": "Played", "lastHeartbeatTime": _now(), "lastTransitionTime": _now()}


def node_status() -> dict[str, Any]:
    """The status of a node that is ready and has room."""
    return {"status": {"capacity": _ROOM, "allocatable": _ROOM, "conditions": [_condition("Ready")]}}


def pod_status(pod: Any, address: str) -> dict[str, Any]:
    """The status of a pod whose containers all run and are ready or, if a Job owns it, have ended well."""
    ended = any(owner.kind == "Job" for owner in pod.metadata.owner_references or ())
    state: dict[str, Any] = {"terminated": {"exitCode": 0, "finishedAt": _now()}} if ended else {"running": {"startedAt": _now()}}
    containers = [
        {"name": item.name, "image": item.image, "imageID": "", "ready": not ended, "restartCount": 0, "started": not ended, "state": state}
        for item in pod.spec.containers
    ]
    kinds = ["PodScheduled", "Initialized"] if ended else ["PodScheduled", "Initialized", "ContainersReady", "Ready"]
    conditions = [{"type": kind, "status": "True", "lastTransitionTime": _now()} for kind in kinds]
    return {
        "status": {
            "phase": "Succeeded" if ended else "Running",
            "podIP": address,
            "podIPs": [{"ip": address}],
            "startTime": _now(),
            "conditions": conditions,
            "containerStatuses": containers,
        }
    }


class Node:
    """The node, as long as the process lasts."""

    def __init__(self) -> None:
        self._api = client.CoreV1Api()
        self._addresses = (f"10.1.{high}.{low}" for high, low in itertools.product(range(256), range(1, 255)))

    def join(self) -> None:
        """Be there."""
        labels = {"kubernetes.io/hostname": NAME, "topology.kubernetes.io/zone": "zone-0"}
        try:
            self._api.create_node(client.V1Node(metadata=client.V1ObjectMeta(name=NAME, labels=labels)))
        except ApiException as error:
            if error.status != 409:
                raise
        self._api.patch_node_status(NAME, node_status())

    def beat(self) -> None:
        """Say again and again that it is there."""
        while True:
            time.sleep(HEARTBEAT_S)
            try:
                self._api.patch_node_status(NAME, node_status())
            except _UNREACHABLE as error:
                print("heartbeat:", type(error).__name__, file=sys.stderr, flush=True)

    def play(self) -> None:
        """See to the pods that are there, then to each that changes, until the watch ends."""
        for event in watch.Watch().stream(self._api.list_pod_for_all_namespaces, field_selector=f"spec.nodeName={NAME}", timeout_seconds=WATCH_S):
            if event["type"] != "DELETED":
                self._see_to(event["object"])

    def _see_to(self, pod: Any) -> None:
        where = pod.metadata.name, pod.metadata.namespace
        try:
            if pod.metadata.deletion_timestamp:
                self._api.delete_namespaced_pod(*where, grace_period_seconds=0)
            elif pod.status.phase == "Pending":
                self._api.patch_namespaced_pod_status(*where, pod_status(pod, next(self._addresses)))
        except ApiException as error:
            # It has gone meanwhile.
            if error.status not in (404, 409):
                raise


def main() -> None:
    config.load_kube_config()
    node = Node()
    beating = False
    while True:
        try:
            node.join()
            if not beating:
                threading.Thread(target=node.beat, daemon=True).start()
                beating = True
            node.play()
        except _UNREACHABLE as error:
            print("again, after", type(error).__name__, file=sys.stderr, flush=True)
            time.sleep(PAUSE_S)


if __name__ == "__main__":
    main()
