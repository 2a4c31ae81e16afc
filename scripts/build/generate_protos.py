"""Makes the Python code, the descriptor set and the reference page of the contracts in protos/.

    python scripts/build/generate_protos.py            write them
    python scripts/build/generate_protos.py --check    lint, compare with the released contract, and fail when what is committed has drifted

The rules of `buf.validate` come from the descriptor that the protovalidate package carries, so nothing is fetched.
"""

from __future__ import annotations

import argparse
import filecmp
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from google.protobuf import descriptor_pb2
from grpc_tools import protoc

ROOT = Path(__file__).resolve().parents[2]
PROTOS = ROOT / "protos"
OUT = ROOT / "libs" / "contract" / "src"
IMAGE = OUT / "city120_protos" / "city120.binpb"
RELEASED = PROTOS / "released.binpb"


def validate_descriptor(path: Path) -> Path:
    """Write the descriptor set of buf/validate/validate.proto to `path`, as the protovalidate package carries it."""
    from protovalidate._gen.buf.validate import validate_pb

    descriptor = descriptor_pb2.FileDescriptorProto.FromString(validate_pb.desc().proto.to_binary())
    path.write_bytes(descriptor_pb2.FileDescriptorSet(file=[descriptor]).SerializeToString())
    return path


def run_protoc(arguments: list[str]) -> None:
    """Run protoc of grpcio-tools; exits with its status when it fails."""
    well_known = Path(protoc.__file__).parent / "_proto"
    status = protoc.main(["protoc", f"-I{PROTOS}", f"-I{well_known}", *arguments])
    if status:
        sys.exit(status)


def generate(out: Path, work: Path) -> None:
    """Generate the modules and the descriptor set below `out`."""
    rules = validate_descriptor(work / "validate.binpb")
    sources = sorted(str(path.relative_to(PROTOS)) for path in PROTOS.glob("city120/**/*.proto"))
    image = out / IMAGE.relative_to(OUT)
    image.parent.mkdir(parents=True, exist_ok=True)
    option = f"--descriptor_set_in={rules}"
    run_protoc(
        [option, f"--python_out={out}", f"--pyi_out={out}", "buf/validate/validate.proto", *sources],
    )
    run_protoc([option, f"--grpc_python_out={out}", *sources])
    run_protoc(
        [option, "--include_imports", "--include_source_info", f"--descriptor_set_out={image}", *sources],
    )


def buf(*arguments: str) -> int:
    """Run buf on the committed protos; returns its status."""
    return subprocess.run(["buf", *arguments], cwd=PROTOS, check=False).returncode


def check(work: Path) -> int:
    """Lint, breaking-change check and drift check; returns 0 when all hold."""
    fresh = work / "fresh"
    fresh.mkdir()
    generate(fresh, work)
    paths = [argument for path in sorted(PROTOS.glob("city120/*/v1/*.proto")) for argument in ("--path", str(path.relative_to(PROTOS)))]
    image = str(fresh / IMAGE.relative_to(OUT))
    status = buf("lint", f"{image}#format=binpb", "--config", "buf.yaml", *paths)
    status |= buf("breaking", f"{image}#format=binpb", "--against", f"{RELEASED}#format=binpb", "--config", "buf.yaml", *paths)
    for path in sorted(file for file in fresh.rglob("*") if file.is_file()):
        committed = OUT / path.relative_to(fresh)
        if not committed.exists() or not filecmp.cmp(path, committed, shallow=False):
            print(f"generated code has drifted: {committed.relative_to(ROOT)}; run: python scripts/build/generate_protos.py", file=sys.stderr)
            status = 1
    return status


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; fail on lint, breaking changes or drift")
    parser.add_argument("--release", action="store_true", help="also make the present contract the one that breaking changes are measured against")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        if arguments.check:
            return check(work)
        generate(OUT, work)
        if arguments.release:
            shutil.copy(IMAGE, RELEASED)
    return 0


if __name__ == "__main__":
    sys.exit(main())
