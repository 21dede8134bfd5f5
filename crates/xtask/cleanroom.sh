#!/bin/sh
# cleanroom.sh ROOM TOOLCHAIN [keep]: a new Debian 12 in ROOM with Rust (and the linker that Rust asks for), Node and a
# clone of this checkout; then the two commands of the README. Runs in a mount namespace of its own, so that its mounts
# end with it.
set -eu
room=$1 toolchain=$2 keep=${3:-}
home=/root
here=$(git rev-parse --show-toplevel)

leave() {
  for place in proc dev/pts dev; do umount -l "$room/$place" 2>/dev/null || true; done
  if [ -z "$keep" ]; then rm -rf --one-file-system "$room"; else echo "the room stays in $room"; fi
}
trap leave EXIT

mirror=$(sed -n 's/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*\) .*/\2/p' /etc/apt/sources.list 2>/dev/null | head -n 1)
debootstrap --variant=minbase --include=ca-certificates,gcc,libc6-dev bookworm "$room" ${mirror:+"$mirror"}

# How this machine reaches package archives: names, certificates, proxies, mirrors. Nothing else of its set-up goes in.
cp /etc/resolv.conf "$room/etc/resolv.conf"
cp /etc/hosts "$room/etc/hosts"
cp -r /etc/apt/apt.conf.d/. "$room/etc/apt/apt.conf.d/" 2>/dev/null || true
cp -r /usr/local/share/ca-certificates/. "$room/usr/local/share/ca-certificates/" 2>/dev/null || true
cp /etc/ssl/certs/ca-certificates.crt "$room/etc/ssl/certs/ca-certificates.crt"
mkdir -p "$room$home/.cargo"
for file in "${CARGO_HOME:-$HOME/.cargo}/config.toml"; do [ -f "$file" ] && cp "$file" "$room$home/.cargo/"; done
for file in /etc/pip.conf "$HOME/.config/pip/pip.conf" "$HOME/.pip/pip.conf"; do
  [ -f "$file" ] && cp "$file" "$room/etc/pip.conf"
done

mkdir -p "$room/opt/rust" "$room/opt/node/bin"
cp -r "$toolchain/." "$room/opt/rust/"
if node=$(command -v node); then
    # The pages are built with npm, which lies beside it.
    cp -L "$node" "$room/opt/node/bin/"
    beside=$(dirname "$(dirname "$(readlink -f "$node")")")/lib/node_modules
    mkdir -p "$room/opt/node/lib/node_modules"
    cp -a "$beside/npm" "$room/opt/node/lib/node_modules/"
    ln -s ../lib/node_modules/npm/bin/npm-cli.js "$room/opt/node/bin/npm"
fi
git clone --quiet --no-hardlinks "$here" "$room$home/noticepress"

mount -t proc proc "$room/proc"
mount --rbind /dev "$room/dev"
set -- env -i HOME="$home" LANG=C.UTF-8 PATH=/opt/rust/bin:/opt/node/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY PIP_INDEX_URL SSL_CERT_FILE; do
  value=$(printenv "$name" || true)
  [ -n "$value" ] && set -- "$@" "$name=$value"
done
for command in demo test; do
  echo "== cargo xtask $command, in the clean room"
  chroot "$room" "$@" sh -c "cd $home/noticepress && cargo xtask $command"
done
echo "== both commands passed in the clean room"
