#!/bin/sh
# Coverage-guided fuzzing of everything that reads what strangers send: eng/fuzz.sh [SECONDS [TARGET...]]; each target runs for so long. What is found, and the inputs that led
# further, are kept in .build/fuzz and gone on from. SharpFuzz (a tool of .config/dotnet-tools.json) counts branches in copies of our assemblies and of SharpCompress; the product is not touched.
set -eu
root=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
cd "$root"
seconds=${1:-60}
[ $# = 0 ] || shift
out=.build/fuzz
dotnet tool restore --verbosity quiet
dotnet publish tools/Comic2Pdf.Fuzz -c Release -o "$out/bin" -p:RunAnalyzers=false -p:FunctionsBundle=false -clp:NoSummary -v:quiet
for name in Comic2Pdf.Processing Comic2Pdf.Functions SharpCompress; do
  dotnet tool run sharpfuzz "$out/bin/$name.dll" >/dev/null
done
exec dotnet "$out/bin/Comic2Pdf.Fuzz.dll" "$out" "$seconds" "$@"
