#!/bin/bash
# Makes the model from nothing, or goes on from the last checkpoint: training/train.sh [--minutes N] (any option of train.py)
# Ends at SIGTERM or SIGINT, then writes training/model.onnx. Needs Debian, npm, a processor of two cores; no GPU.
# At idle priority beside other work: nohup nice -n 19 chrt --idle 0 training/train.sh &
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=$here/../.build/training
python=/usr/bin/python3 # Debian's, for Debian's PyTorch

packages=(python3-torch python3-pil python3-numpy python3-fonttools python3-brotli python3-onnx hunspell-tools
    hunspell-{fr,de-de,es,it,pt-pt,nl,pl,cs,hu,ro,sv,da,no,tr,hr,sk})
if ! dpkg -s "${packages[@]}" > /dev/null 2>&1; then
    apt-get update -qq && apt-get install -qq -y --no-install-recommends "${packages[@]}"
fi

mkdir -p "$build"
if [ ! -e "$build/ready" ]; then
    echo '{"private":true}' > "$build/package.json"
    (cd "$build" && awk -F'\t' 'NR > 1 { print "@fontsource/" $1 "@" $2 }' "$here/fonts.tsv" |
        xargs npm install --no-audit --no-fund --ignore-scripts an-array-of-french-words@2.0.0 \
            an-array-of-english-words@2.0.0 an-array-of-spanish-words@2.0.0 stopwords-iso@1.1.0 \
            onnxruntime-node@1.30.0)
    $python "$here/prepare.py"
    touch "$build/ready"
fi

# The signal goes to the training, so that it ends at a checkpoint; the shell waits and exports.
$python "$here/train.py" "$@" &
training=$!
trap 'kill -TERM $training' TERM INT
while kill -0 $training 2> /dev/null; do wait $training || true; done
trap - TERM INT
$python "$here/export.py"
