#!/bin/sh
# Makes the Debian package of what eng/release.sh has laid out: the same files where Debian has them.
#   eng/package/deb.sh LAYOUT VERSION ARCHITECTURE OUT     LAYOUT holds lib/, share/, licences/ and sbom.cdx.json; its times are the package's
set -eu
root=$(cd "$(dirname "$(readlink -f "$0")")/../.." && pwd)
[ $# = 4 ] || { sed -n '3s/^# *//p' "$0" >&2; exit 2; }
layout=$1 version=$2 architecture=$3 out=$4
files="$root/eng/package/debian"
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
doc="$tree/usr/share/doc/comic2pdf"

mkdir -p "$tree/DEBIAN" "$tree/usr/bin" "$tree/usr/lib/systemd/system" "$tree/etc" "$doc" "$tree/usr/share/man/man1" \
  "$tree/usr/share/bash-completion/completions" "$tree/usr/share/zsh/vendor-completions" "$tree/usr/share/fish/vendor_completions.d"
cp -a "$layout/lib" "$tree/usr/lib/comic2pdf"
ln -s ../lib/comic2pdf/Comic2Pdf.Cli "$tree/usr/bin/comic2pdf"
cp "$layout/share/comic2pdf.service" "$tree/usr/lib/systemd/system/"
cp "$layout/share/comic2pdf.env" "$tree/etc/"
gzip -9n <"$layout/share/comic2pdf.1" >"$tree/usr/share/man/man1/comic2pdf.1.gz"
cp "$layout/share/completion.bash" "$tree/usr/share/bash-completion/completions/comic2pdf"
cp "$layout/share/completion.zsh" "$tree/usr/share/zsh/vendor-completions/_comic2pdf"
cp "$layout/share/completion.fish" "$tree/usr/share/fish/vendor_completions.d/comic2pdf.fish"
cp "$root/LICENSE" "$doc/copyright"
cp "$root/THIRD_PARTY_NOTICES.md" "$layout/sbom.cdx.json" "$doc/"
cp -a "$layout/licences" "$doc/"
gzip -9n <"$root/CHANGELOG.md" >"$doc/changelog.gz"
sed "s/@VERSION@/$version/; s/@ARCH@/$architecture/; s/@SIZE@/$(du -sk "$tree" | cut -f1)/" "$files/control.in" >"$tree/DEBIAN/control"
cp "$files/conffiles" "$files/postinst" "$files/prerm" "$files/postrm" "$tree/DEBIAN/"
chmod 0755 "$tree/DEBIAN/postinst" "$tree/DEBIAN/prerm" "$tree/DEBIAN/postrm"
find "$tree" -type d -exec chmod 0755 {} +
find "$tree" -exec touch -h -d "@${SOURCE_DATE_EPOCH:-$(date +%s)}" {} +
dpkg-deb --root-owner-group -Zxz -z"${COMPRESS:-9}" --build "$tree" "$out/comic2pdf_${version}_$architecture.deb" >/dev/null
