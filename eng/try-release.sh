#!/bin/sh
# Tries what eng/release.sh made where nothing else is: in a fresh Debian that debootstrap makes. Needs root, debootstrap and unshare. Minutes; no part of CI.
#   eng/try-release.sh [FOLDER]       FOLDER keeps the fresh Debian for the next time (default: .build/fresh-debian)
# A folder FOLDER.tar beside it is taken as the fresh Debian. What it prints stands in docs/install.md.
set -eu
root=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
fresh=${1:-$root/.build/fresh-debian}
release="$root/.build/release"
sample="$root/samples/le-robot-et-la-pluie.cbz"
archive=$(ls "$release"/comic2pdf-*-linux-x64.tar.xz)
package=$(ls "$release"/comic2pdf_*_amd64.deb)

[ "$(id -u)" = 0 ] || { echo "needs root, for debootstrap and chroot" >&2; exit 1; }
if [ ! -f "$fresh.tar" ]; then
  command -v debootstrap >/dev/null || { echo "needs debootstrap" >&2; exit 1; }
  debootstrap --variant=minbase bookworm "$fresh" >"$fresh.log" 2>&1 || { tail -5 "$fresh.log" >&2; exit 1; }
  tar -C "$fresh" -cf "$fresh.tar" .
fi

# lay: the fresh Debian, as it was on the first day.
lay() { rm -rf "$fresh"; mkdir -p "$fresh"; tar -C "$fresh" -xf "$fresh.tar"; }
# inside COMMAND: in it, with processes of its own and /proc; all that it starts ends with it. No path leads out of its root.
inside() {
  echo "\$ $1"
  # shellcheck disable=SC2016
  unshare --pid --fork --mount --kill-child sh -c 'mount -t proc proc "$0/proc"; mount --bind /dev "$0/dev"; exec chroot "$0" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 bash -ec "$1"' "$fresh" "$1" 2>&1
}
say() { printf '\n== %s\n' "$*"; }

trap 'rm -rf "$fresh"' EXIT
say "the archive, in a Debian 12 with nothing else ($(stat -c %s "$archive") bytes packed)"
lay
tar -C "$fresh/opt" -xJf "$archive"
mv "$fresh"/opt/comic2pdf-* "$fresh/opt/comic2pdf"
cp "$sample" "$fresh/root/sample.cbz"
inside '! command -v dotnet; ! command -v tesseract; cat /etc/debian_version; du -sm /opt/comic2pdf'
inside '/opt/comic2pdf/comic2pdf --version'
inside '/opt/comic2pdf/comic2pdf info || true'
inside 'cd /root && /opt/comic2pdf/comic2pdf convert sample.cbz || echo "ended with $?"'
inside 'cd /root && time /opt/comic2pdf/comic2pdf convert sample.cbz --no-ocr -o pictures.pdf'
inside 'cd /root && time /opt/comic2pdf/comic2pdf convert sample.cbz --no-ocr -o again.pdf && cmp pictures.pdf again.pdf && echo "the same bytes"'
inside '/opt/comic2pdf/comic2pdf service install --print | head -5'
inside '/opt/comic2pdf/comic2pdf service install || echo "ended with $?"'

say "the Debian package, in another fresh one"
lay
cp "$package" "$fresh/root/comic2pdf.deb"
cp "$sample" "$fresh/root/sample.cbz"
# This machine's way to Debian's packages; the deb itself brings all else.
cp -r /etc/apt/. "$fresh/etc/apt/"
cp /etc/resolv.conf "$fresh/etc/resolv.conf" 2>/dev/null || true
inside 'apt-get update >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends /root/comic2pdf.deb >/root/apt.log 2>&1 || { tail -20 /root/apt.log; exit 1; }; grep -c ^Setting /root/apt.log; getent passwd comic2pdf'
inside 'comic2pdf --version; comic2pdf info'
for _ in 1 2 3; do inside 'cd /root && time comic2pdf convert sample.cbz --force'; done
# shellcheck disable=SC2016
inside 'cd /tmp; comic2pdf serve --data /tmp/data --port 18983 >log 2>&1 & pid=$!; until grep -q "comic2pdf serves" /tmp/log; do sleep 0.2; done; cp /root/sample.cbz /tmp/data/in/
  until ls /tmp/data/out/*.pdf 2>/dev/null; do sleep 0.5; done; kill -TERM $pid; s=$(date +%s); wait $pid; echo "ended with $? after $(($(date +%s) - s)) s"; cat /tmp/log'
inside 'apt-get purge -y comic2pdf >/dev/null 2>&1; ! ls -d /usr/lib/comic2pdf /usr/bin/comic2pdf /etc/comic2pdf.env'
say "done"
