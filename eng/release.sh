#!/bin/sh
# Makes what people download, in .build/release: for each platform an archive that needs no .NET and a Debian package, one bill of materials, checksums.
#   eng/release.sh [linux-x64] [linux-arm64]     both, where none is named
# COMPRESS=1 makes larger files sooner (for trying).
set -eu
root=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
# shellcheck source=eng/lib.sh
. "$root/eng/lib.sh"
cd "$root"
[ $# -gt 0 ] || set -- linux-x64 linux-arm64
compress=${COMPRESS:-9}

need_dotnet
for tool in xz dpkg-deb sha256sum; do
  command -v "$tool" >/dev/null 2>&1 || { say "$tool is missing (Debian packages: xz-utils, dpkg, coreutils)"; exit 1; }
done
fetch_model
has_models || { say "the models are not there (.build/models), and an archive without them reads worse"; exit 1; }
dotnet tool restore --verbosity quiet

version=$(sed -n 's:.*<VersionPrefix>\(.*\)</VersionPrefix>.*:\1:p' Directory.Build.props)
# The same sources give the same files: times are the commit's.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || echo 1767225600)
export SOURCE_DATE_EPOCH
out="$root/.build/release"
rm -rf "$out"
mkdir -p "$out"

# What a running comic2pdf never loads: symbols, what debuggers load, other collectors, halves of ASP.NET that are no part of it, another system's library.
not_needed='*.pdb *.xml createdump libmscord* libcoreclrtraceptprovider.so libclrgc*.so onnxruntime*.dll
  Microsoft.AspNetCore.Components*.dll Microsoft.AspNetCore.Identity.dll Microsoft.AspNetCore.Mvc.Razor*.dll Microsoft.AspNetCore.Mvc.TagHelpers.dll
  Microsoft.AspNetCore.Mvc.ViewFeatures.dll Microsoft.AspNetCore.Razor*.dll Microsoft.AspNetCore.Server.HttpSys.dll Microsoft.AspNetCore.Server.IIS*.dll
  Microsoft.AspNetCore.SignalR*.dll Microsoft.VisualBasic*.dll'

# alone COMMAND: not while ./comic2pdf builds, which writes the same intermediate files. -o: build servers that stay behind must not keep the lock.
alone() {
  if command -v flock >/dev/null 2>&1; then flock -o "$root/.build/lock" "$@"; else "$@"; fi
}

# stage RID: $out/RID is what the archive holds.
stage() {
  stage="$out/$1/comic2pdf-$version-$1"
  lib="$stage/lib"
  mkdir -p "$lib/models" "$stage/share"
  say "$1: publishing ..."
  alone dotnet publish Comic2Pdf.Cli -c Release -r "$1" --self-contained true -o "$lib" -p:PublishReadyToRun=true -p:FunctionsBundle=false \
    -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false -p:GenerateDocumentationFile=false >"$root/.build/release.log" 2>&1 ||
    { tail -20 "$root/.build/release.log" >&2; say "publishing failed"; exit 1; }
  # shellcheck disable=SC2086
  (cd "$lib" && rm -f $not_needed)
  # Libraries need not be executable; the program must.
  find "$lib" -type f -exec chmod 0644 {} +
  chmod 0755 "$lib/Comic2Pdf.Cli"
  ln -s lib/Comic2Pdf.Cli "$stage/comic2pdf"

  # Both forms of the detector: the folded one is what runs, and the hash of the other is a part of a job's identity.
  cp "$root/.build/models/ppocr_keys_v1.txt" "$root/.build/models/ch_PP-OCRv4_rec_infer.onnx" "$root/.build/models/$model_file" "$lib/models/"
  [ ! -f "$root/.build/models/$model_file.folded" ] || cp "$root/.build/models/$model_file.folded" "$lib/models/"
  cp LICENSE THIRD_PARTY_NOTICES.md CHANGELOG.md "$stage/"
  cp eng/package/comic2pdf.1 eng/package/comic2pdf.service eng/package/comic2pdf.env "$stage/share/"
  licences "$1"
  for shell in bash zsh fish; do cp "$out/completion.$shell" "$stage/share/"; done
  cp "$out/comic2pdf-$version.cdx.json" "$stage/sbom.cdx.json"
  find "$out/$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

# licences RID: the texts that come with the packages of the program.
licences() {
  packages=$(dotnet nuget locals global-packages --list | sed 's/.*: //')
  mkdir -p "$stage/licences"
  sed -n 's/^        "path": "\(.*\)",\{0,1\}$/\1/p; s/^      "path": "\(.*\)",\{0,1\}$/\1/p' Comic2Pdf.Cli/obj/project.assets.json | sort -u | while read -r path; do
    for text in "${packages%/}/$path"/[Ll][Ii][Cc][Ee][Nn][Ss][Ee]* "${packages%/}/$path"/[Tt][Hh][Ii][Rr][Dd]* "${packages%/}/$path"/Notice*; do
      if [ -f "$text" ]; then cp "$text" "$stage/licences/$(echo "$path" | tr / -)-$(basename "$text")"; fi
    done
  done
  for pack in microsoft.netcore.app.runtime microsoft.aspnetcore.app.runtime; do
    for text in "${packages%/}/$pack.$1"/*/LICENSE* "${packages%/}/$pack.$1"/*/THIRD-PARTY*; do
      if [ -f "$text" ]; then cp "$text" "$stage/licences/$pack-$(basename "$text")"; fi
    done
  done
}

# archive RID: with xz's filter for machine code; that for arm64 needs an xz that Ubuntu 22.04 has not.
archive() {
  case "$1" in *arm64) filter= ;; *) filter=--x86 ;; esac
  say "$1: packing ..."
  tar -C "$out/$1" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -cf - "comic2pdf-$version-$1" |
    xz ${filter:+"$filter"} "--lzma2=preset=$compress" >"$out/comic2pdf-$version-$1.tar.xz"
}

# package RID
package() {
  case "$1" in *arm64) architecture=arm64 ;; *) architecture=amd64 ;; esac
  say "$1: making the Debian package ..."
  COMPRESS="$compress" eng/package/deb.sh "$stage" "$version" "$architecture" "$out"
}

# The bill of materials: the packages by the tool, the runtime and the models by hand.
materials() {
  say "the bill of materials ..."
  dotnet dotnet-CycloneDX Comic2Pdf.Cli/Comic2Pdf.Cli.csproj --output-format Json -o "$out" -fn "sbom.json" --disable-package-restore \
    --set-name comic2pdf --set-version "$version" --set-type Application >"$root/.build/sbom.log" 2>&1 || { cat "$root/.build/sbom.log" >&2; exit 1; }
  runtime=$(dotnet --list-runtimes | sed -n 's/^Microsoft.NETCore.App \(10[0-9.]*\).*/\1/p' | tail -1)
  {
    for pack in NETCore AspNetCore; do
      echo "    { \"type\": \"framework\", \"name\": \"Microsoft.$pack.App\", \"version\": \"$runtime\", \"licenses\": [{ \"license\": { \"id\": \"MIT\" } }] },"
    done
    echo "$model_sums" | while read -r sum name; do
      echo "    { \"type\": \"machine-learning-model\", \"name\": \"$name\", \"version\": \"PP-OCRv4\", \"hashes\": [{ \"alg\": \"SHA-256\", \"content\": \"$sum\" }], \"licenses\": [{ \"license\": { \"id\": \"Apache-2.0\" } }], \"purl\": \"pkg:npm/%40gutenye/ocr-models@1.4.2\" },"
    done
  } >"$out/more.json"
  sed "/^  \"components\": \[\$/r $out/more.json" "$out/sbom.json" >"$out/comic2pdf-$version.cdx.json"
  rm "$out/sbom.json" "$out/more.json"
}

say "building ..."
alone dotnet build Comic2Pdf.Cli -c Release -p:FunctionsBundle=false -clp:NoSummary -v:quiet
for shell in bash zsh fish; do dotnet Comic2Pdf.Cli/bin/Release/net10.0/Comic2Pdf.Cli.dll completion "$shell" >"$out/completion.$shell"; done
materials
for rid in "$@"; do
  stage "$rid"
  archive "$rid"
  package "$rid"
done
rm -f "$out"/completion.*
(cd "$out" && sha256sum comic2pdf* >SHA256SUMS)
(cd "$out" && ls -l comic2pdf* && cat SHA256SUMS)
