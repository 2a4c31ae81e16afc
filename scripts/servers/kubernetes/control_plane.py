"""A real Kubernetes control plane on this machine, for tests and trials: etcd, kube-apiserver, kube-controller-manager and kube-scheduler. One node
is played (node.py): pods turn Running and Ready there, and no container starts.

    python scripts/servers/kubernetes/control_plane.py            run it until Ctrl-C or SIGTERM; says which KUBECONFIG to use when it is ready
    python scripts/servers/kubernetes/control_plane.py --build    only build what it consists of, and print the folder of the programs

All of it is built from source, once, into a folder below the user's cache: some ten minutes of one processor and 3 GB of Go's own caches. That needs
Go 1.24 or later and the network; running it needs kubectl, openssl and util-linux. It listens on loopback alone. What it cannot show: a container
running, a NetworkPolicy enforced, the virtual address of a Service.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import os
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
KUBERNETES, HELM = "v1.34.3", "v3.19.5"
HELM_MODULE = f"helm.sh/helm/v3/cmd/helm@{HELM}"
# Without inlining and debug information Go compiles in two thirds of the time, and nothing here is measured.
COMPILER = "all=-l -dwarf=false"
_FLAGS = ("-v", "-trimpath", "-gcflags", COMPILER)
API_PORT, ETCD_PORT = 16443, 12379
START_S, SAY_EVERY_S = 120, 20
# Nobody asks at it: of the addresses for documentation (RFC 5737). The API server wants one that is not of loopback.
ADVERTISED = "192.0.2.1"
_TOKEN = "local-admin"
# A program that is begun so is killed when this one ends, however it ends. Not by `preexec_fn`: that forks, which gRPC in a test's process does not
# bear.
_DYING_WITH_PARENT = ("setpriv", "--pdeathsig", "KILL")


class ControlPlaneError(Exception):
    """What is missing or went wrong, and the way out."""


def cache_folder() -> Path:
    """Where the programs are kept: CITY120_KUBERNETES_CACHE, or below the user's cache; another folder for other sources."""
    named = os.environ.get("CITY120_KUBERNETES_CACHE")
    root = Path(named) if named else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "city120" / "kubernetes"
    sources = [HERE / "go.mod", HERE / "go.sum", *sorted(HERE.glob("cmd/*/main.go"))]
    state = hashlib.sha256(b"".join(path.read_bytes() for path in sources) + (HELM_MODULE + COMPILER).encode())
    return root / f"{KUBERNETES}-{state.hexdigest()[:12]}"


def missing_tools(*names: str) -> list[str]:
    """Those that are not on the path."""
    return [name for name in names if not shutil.which(name)]


def _require(*names: str) -> None:
    if missing := missing_tools(*names):
        raise ControlPlaneError(f"{', '.join(missing)} not found on the path; install it (Go 1.24 or later, kubectl 1.30 or later, util-linux)")


def is_built() -> bool:
    """Whether all programs are there."""
    return (cache_folder() / "made").exists()


def build(*, helm_alone: bool = False) -> Path:
    """Build what is not there yet, telling how far it is; the folder of the programs. Raises ControlPlaneError."""
    folder = cache_folder()
    programs = folder / "bin"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        # Two at the same time build once.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (programs / "helm").exists():
            _compile(f"Helm {HELM}", ["go", "install", *_FLAGS, "-ldflags", "-s -w", HELM_MODULE], folder, programs)
        if not helm_alone and not is_built():
            with tempfile.TemporaryDirectory(prefix="city120-kubernetes-") as place:
                _build_kubernetes(Path(place), programs)
            (folder / "made").touch()
    return programs


def _build_kubernetes(place: Path, target: Path) -> None:
    # Go may write to go.sum.
    for name in ("go.mod", "go.sum"):
        shutil.copy(HERE / name, place / name)
    shutil.copytree(HERE / "cmd", place / "cmd")
    _, minor, _ = KUBERNETES.split(".")
    version = {"gitVersion": KUBERNETES, "gitMajor": "1", "gitMinor": minor}
    linker = " ".join(["-s -w", *(f"-X k8s.io/component-base/version.{name}={value}" for name, value in version.items())])
    _compile(f"Kubernetes {KUBERNETES}", ["go", "build", *_FLAGS, "-ldflags", linker, "-o", f"{target}/", "./cmd/..."], place, target)


def _compile(what: str, command: Sequence[str], place: Path, target: Path) -> None:
    """Run Go; its lines are counted, and shown when it fails."""
    _require("go")
    print(f"building {what}", file=sys.stderr, flush=True)
    lines: list[str] = []
    said = time.monotonic()
    environment = {**os.environ, "CGO_ENABLED": "0", "GOBIN": str(target)}
    with subprocess.Popen(command, cwd=place, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as compiling:
        assert compiling.stdout is not None
        for line in compiling.stdout:
            lines.append(line)
            if time.monotonic() - said > SAY_EVERY_S:
                said = time.monotonic()
                fetched = sum(item.startswith("go: downloading") for item in lines)
                print(f"building {what}: {fetched} modules fetched, {len(lines) - fetched} packages compiled", file=sys.stderr, flush=True)
    if compiling.returncode:
        raise ControlPlaneError(f"building {what} failed with status {compiling.returncode}:\n{''.join(lines[-20:])}")


class ControlPlane:
    """The parts, each of which can be killed and started again. `work` keeps data, keys and logs of this run, `programs` is what `build` gave.
    `api_flags` are further flags of the API server."""

    def __init__(self, work: Path, programs: Path, api_port: int = API_PORT, etcd_port: int = ETCD_PORT, api_flags: Sequence[str] = ()) -> None:
        self.work = work.resolve()
        self.etcd = f"http://127.0.0.1:{etcd_port}"
        self.kubeconfig = self.work / "kubeconfig.yaml"
        self.server = f"https://127.0.0.1:{api_port}"
        self._api_port, self._api_flags, self._peers = api_port, tuple(api_flags), f"http://127.0.0.1:{etcd_port + 1}"
        self._programs = programs
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def environment(self) -> Mapping[str, str]:
        """What helm, kubectl and clients need to find it."""
        return {**os.environ, "KUBECONFIG": str(self.kubeconfig), "PATH": f"{self._programs}{os.pathsep}{os.environ['PATH']}"}

    def start(self) -> None:
        """Start everything and wait until pods can be made. Raises ControlPlaneError."""
        _require("kubectl", "openssl", "setpriv")
        self._prepare()
        self.start_part("etcd")
        self.start_part("kube-apiserver")
        self.wait_for_api()
        for name in ("kube-controller-manager", "kube-scheduler", "node"):
            self.start_part(name)
        deadline = time.monotonic() + START_S
        while subprocess.run(["kubectl", "get", "serviceaccount", "default"], env=self.environment, capture_output=True, check=False).returncode:
            self._pause(deadline, "accounts are not made")

    def start_part(self, name: str) -> None:
        """Start one part."""
        with (self.work / "logs" / f"{name}.log").open("ab") as log:
            program = [sys.executable, str(HERE / "node.py")] if name == "node" else [str(self._programs / name), *self._flags(name)]
            self._running[name] = subprocess.Popen([*_DYING_WITH_PARENT, *program], stdout=log, stderr=log, env=self.environment)

    def kill_part(self, name: str) -> None:
        """Kill one part at once."""
        part = self._running.pop(name)
        part.kill()
        part.wait()

    def wait_for_api(self) -> None:
        """Until the API server is ready. Raises ControlPlaneError."""
        deadline = time.monotonic() + START_S
        request = urllib.request.Request(f"{self.server}/readyz", headers={"authorization": f"Bearer {_TOKEN}"})  # noqa: S310
        context = ssl._create_unverified_context()  # noqa: S323, SLF001 - it has made its certificate itself, a moment ago
        while True:
            try:
                with urllib.request.urlopen(request, timeout=2, context=context):  # noqa: S310
                    return
            except OSError:
                self._pause(deadline, "the API server is not ready")

    def dead_part(self) -> str:
        """The name of a part that has ended by itself, or empty."""
        return next((name for name, part in self._running.items() if part.poll() is not None), "")

    def stop(self) -> None:
        """Kill everything: nothing here outlives a run, and a graceful stop of the API server takes a minute."""
        for name in reversed(list(self._running)):
            self.kill_part(name)

    def _pause(self, deadline: float, state: str) -> None:
        if dead := self.dead_part():
            raise ControlPlaneError(f"{dead} ended; see {self.work / 'logs' / dead}.log")
        if time.monotonic() > deadline:
            raise ControlPlaneError(f"{state} after {START_S} s; see {self.work / 'logs'}")
        time.sleep(0.2)

    def _prepare(self) -> None:
        (self.work / "logs").mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self.work / "etcd", ignore_errors=True)
        key = self.work / "service-account.key"
        subprocess.run(["openssl", "genrsa", "-out", str(key), "2048"], check=True, capture_output=True)
        (self.work / "tokens.csv").write_text(f'{_TOKEN},admin,admin,"system:masters"\n', encoding="utf-8")
        self.kubeconfig.write_text(
            "apiVersion: v1\nkind: Config\ncurrent-context: local\n"
            f"clusters: [{{name: local, cluster: {{server: '{self.server}', certificate-authority: {self.work}/certificates/apiserver.crt}}}}]\n"
            f"users: [{{name: admin, user: {{token: {_TOKEN}}}}}]\n"
            "contexts: [{name: local, context: {cluster: local, user: admin}}]\n",
            encoding="utf-8",
        )

    def _flags(self, name: str) -> list[str]:
        key, kubeconfig = self.work / "service-account.key", f"--kubeconfig={self.kubeconfig}"
        flags = {
            "etcd": [
                f"--data-dir={self.work / 'etcd'}",
                f"--listen-client-urls={self.etcd}",
                f"--advertise-client-urls={self.etcd}",
                f"--listen-peer-urls={self._peers}",
            ],
            "kube-apiserver": [
                f"--etcd-servers={self.etcd}",
                "--bind-address=127.0.0.1",
                f"--secure-port={self._api_port}",
                f"--advertise-address={ADVERTISED}",
                "--endpoint-reconciler-type=none",
                f"--cert-dir={self.work / 'certificates'}",
                f"--token-auth-file={self.work / 'tokens.csv'}",
                "--authorization-mode=RBAC",
                "--service-cluster-ip-range=10.0.0.0/24",
                "--service-account-issuer=https://kubernetes.default.svc",
                f"--service-account-key-file={key}",
                f"--service-account-signing-key-file={key}",
                # Editions from an image; on by default from 1.35.
                "--feature-gates=ImageVolume=true",
                *self._api_flags,
            ],
            "kube-controller-manager": [kubeconfig, "--leader-elect=false", "--secure-port=0", f"--service-account-private-key-file={key}"],
            "kube-scheduler": [kubeconfig, "--leader-elect=false", "--secure-port=0"],
        }
        return flags[name]


@contextmanager
def control_plane(
    work: Path, programs: Path, api_port: int = API_PORT, etcd_port: int = ETCD_PORT, api_flags: Sequence[str] = ()
) -> Iterator[ControlPlane]:
    """A control plane for as long as the block lasts."""
    made = ControlPlane(work, programs, api_port, etcd_port, api_flags)
    try:
        made.start()
        yield made
    finally:
        made.stop()


def _run(work: Path, api_port: int, etcd_port: int) -> None:
    """Until a signal, or until a part ends."""
    programs = build()
    print("starting etcd, kube-apiserver, kube-controller-manager, kube-scheduler and a node", file=sys.stderr, flush=True)
    with control_plane(work, programs, api_port, etcd_port) as running:
        print(f"kubernetes ready: export KUBECONFIG={running.kubeconfig} PATH={programs}:$PATH", flush=True)
        while not (dead := running.dead_part()):
            time.sleep(0.5)
        raise ControlPlaneError(f"{dead} ended; see {running.work / 'logs' / dead}.log")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", action="store_true", help="only build; print the folder of the programs, helm among them")
    parser.add_argument("--helm", action="store_true", help="only build Helm, a minute's work; print its folder")
    parser.add_argument("--work", type=Path, help="folder for data, keys and logs, emptied at the start; default: one of this run")
    parser.add_argument("--api-port", type=int, default=API_PORT, help="port of the API server (default: %(default)s)")
    parser.add_argument("--etcd-port", type=int, default=ETCD_PORT, help="port of etcd, which takes the next one too (default: %(default)s)")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
    try:
        if arguments.build or arguments.helm:
            print(build(helm_alone=not arguments.build))
            return 0
        with tempfile.TemporaryDirectory(prefix="city120-kubernetes-") as own:
            _run(arguments.work or Path(own), arguments.api_port, arguments.etcd_port)
    except ControlPlaneError as error:
        print(f"control plane: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
