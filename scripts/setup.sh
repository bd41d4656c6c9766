# Sourced by ./run and ./test: makes sure that Debian packages are installed.

# Of what the programs and the figures are built and run with.
run_packages=(
  g++ cmake ninja-build ccache git ca-certificates
  libtorch-dev libopenblas0-openmp libns3-dev libboost-all-dev libhdf5-dev libyaml-cpp-dev libcli11-dev
  libfmt-dev nlohmann-json3-dev libsqlite3-dev zlib1g-dev libjpeg62-turbo-dev libpng-dev libicu-dev
  catch2  # one configuration serves ./run and ./test
  dataset-fashion-mnist wordnet-base
  python3 python3-h5py python3-pandas python3-matplotlib python3-scipy python3-statsmodels
  python3-xarray python3-jinja2 python3-yaml libjs-chart.js
  iproute2  # `ip` and `tc` make the links of an emulated study
)
# Of what the tests and the style checks need besides.
test_packages=(python3-pytest python3-jsonschema clang-format black flake8 mypy libsimgrid-dev openmpi-bin
  chromium chromium-driver python3-selenium
  clang clang-tidy libclang-rt-14-dev lld)  # libclang-rt: libFuzzer and clang's sanitizers

ensure_packages() {
  local missing=() package
  for package in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    # -n: never asks for a password
    if ! sudo -n true 2>/dev/null; then
      echo "packages are missing; run: sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
      exit 1
    fi
    as_root=(sudo -n)
  fi
  echo "installing: ${missing[*]}" >&2
  "${as_root[@]}" apt-get update -q
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
}

# Configures once; later changes of CMake files are the build's to notice.
configure() {
  [ -f build/build.ninja ] || cmake --preset release
}
