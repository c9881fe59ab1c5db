#!/bin/sh
# Installs what the tests need, builds, runs all tests; the last line counts them. Arguments go to the test runner.
# `test.sh drills ...` and `test.sh soak ...` make incidents instead, for as long as they are asked to: docs/testing.md.
set -eu
root=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
. "$root/eng/lib.sh"
cd "$root"

need_dotnet
install_missing tesseract tesseract-ocr-deu tesseract-ocr-jpn tesseract-ocr-jpn-vert fonts-ipafont-gothic poppler-utils qpdf mupdf-tools p7zip-full chromium fonts-dejavu-core libopenjp2-tools procps shellcheck strace node
install_azurite
say "building the tests ..."
dotnet build Comic2Pdf.slnf -c Release -clp:NoSummary -v:quiet
build_program
fetch_model

# Drills start a server some thousand times: the tests' build with the program's own assemblies, which are compiled ahead of time, in place of its copies.
if [ "${1:-}" = drills ] || [ "${1:-}" = soak ]; then
  install_missing faketime util-linux
  drills="$root/.build/drills"
  rm -rf "$drills"
  cp -r Comic2Pdf.Tests/bin/Release/net10.0 "$drills"
  for assembly in "$drills"/*.dll; do
    [ ! -f ".build/cli/${assembly##*/}" ] || cp ".build/cli/${assembly##*/}" "$assembly"
  done
  if [ "$1" = drills ]; then shift; fi
  exec dotnet "$drills/Comic2Pdf.Tests.dll" drills "$@"
fi

passed=0 failed=0 skipped=0 status=0 failures=
# count NAME LOG: adds a run's counts, which stand in its last lines:
# "   Comic2Pdf.Tests  Total: 11, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, Time: 0.104s"
count() {
  failures="$failures$(grep -F -A 12 ' [FAIL]' "$2" || true)
"
  counts=$(sed -n 's/.*Total: \([0-9]*\), Errors: \([0-9]*\), Failed: \([0-9]*\), Skipped: \([0-9]*\), Not Run: \([0-9]*\),.*/\1 \2 \3 \4 \5/p' "$2" | tail -1)
  if [ -z "$counts" ]; then
    say "$1 did not finish"
    failed=$((failed + 1)) status=1
    return
  fi
  # shellcheck disable=SC2086
  set -- $counts
  failed=$((failed + $2 + $3)) skipped=$((skipped + $4)) passed=$((passed + $1 - $2 - $3 - $4 - $5))
}

# The engines' tests wait more than they work, so they run beside the app's.
engines="Comic2Pdf.DurableTask.Sqlite.Tests Comic2Pdf.LocalRuntime.Tests Comic2Pdf.Conformance.Tests"
(
  result=0
  for project in $engines; do
    "./$project/bin/Release/net10.0/$project" -noColor -noLogo "$@" >"$root/.build/$project.log" 2>&1 || result=1
  done
  exit $result
) &
beside=$!
./Comic2Pdf.Tests/bin/Release/net10.0/Comic2Pdf.Tests -noColor -noLogo "$@" >"$root/.build/Comic2Pdf.Tests.log" 2>&1 || status=1
wait "$beside" || status=1
for project in $engines Comic2Pdf.Tests; do
  cat "$root/.build/$project.log"
  count "$project" "$root/.build/$project.log"
done

# The app's tests once more, with everything in blobs instead of files; not when single tests were asked for.
if [ $# = 0 ]; then
  say "the same on blobs ..."
  log="$root/.build/Comic2Pdf.Tests.blobs.log"
  COMIC2PDF_TEST_STORAGE=blobs "./Comic2Pdf.Tests/bin/Release/net10.0/Comic2Pdf.Tests" -noColor -noLogo \
    -namespace "Comic2Pdf.Tests.Functions*" -trait- Storage=files >"$log" 2>&1 || status=1
  cat "$log"
  count "Comic2Pdf.Tests on blobs" "$log"
fi

# Once more at the end, where one who sees only the last lines finds them.
printf '%s' "$failures" | sed '/^$/d'
echo "$passed passed, $failed failed, $skipped skipped"
exit $status
