#!/bin/sh
# Runs in the first stage of every image: installs what the context names into /opt/city120 and lists it in sbom.cdx.json. Nothing is fetched, and
# no file is taken whose hash is not in the context's requirements.
set -eu
context=$1
python3 -m zipfile -e "$context"/tools/uv-*.whl /tmp/uv
uv=$(find /tmp/uv -type f -name uv)
chmod +x "$uv"

# install ENVIRONMENT WHEELS REQUIREMENTS
install() {
  python3 -m venv --without-pip "$1"
  "$uv" --quiet pip install --python "$1/bin/python" --no-cache --offline --no-index --no-deps --require-hashes --find-links "$2" --requirements "$3"
}

install /opt/city120 "$context/wheels" "$context/requirements.txt"
packages=$(echo /opt/city120/lib/python3*/site-packages)
cp -R "$context/compiled/." "$packages"
# Tests that packages bring with them: 33 MB in faq's.
find "$packages" -depth -type d -name tests -exec rm -rf {} +
install /tmp/tools "$context/tools" "$context/tools.txt"
/tmp/tools/bin/python -m cyclonedx_py environment --output-reproducible --output-format JSON --output-file /opt/city120/sbom.cdx.json /opt/city120/bin/python
# One time for all: what Python keeps beside its sources from here on names the time of the source.
find /opt/city120 -exec touch --no-dereference --date "@$SOURCE_DATE_EPOCH" {} +
