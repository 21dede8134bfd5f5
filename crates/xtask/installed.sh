#!/bin/sh
# What an installed Noticepress must have: its program, its entry in the menu, its type of file, its icon, and a window.
set -eu
desktop-file-validate /usr/share/applications/Noticepress.desktop
grep -q 'MimeType=application/x-noticecase' /usr/share/applications/Noticepress.desktop
test -f /usr/share/icons/hicolor/128x128/apps/noticepress-app.png
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
grep -q 'Exec=noticepress-app %f' /usr/share/applications/Noticepress.desktop
grep -q noticecase /usr/share/mime/globs2
mkdir -p target/window
HOME=$room XDG_DATA_HOME=$room xvfb-run -a -s '-screen 0 1280x900x24' dbus-run-session -- sh -c '
  noticepress-app & program=$!
  for _ in $(seq 100); do
    sleep 0.1
    import -silent -window root target/window/installed.png 2>/dev/null || continue
    # A window that has drawn its page has many colours; an empty screen has one.
    test "$(identify -format %k target/window/installed.png)" -gt 200 && break
  done
  kill $program
  test "$(identify -format %k target/window/installed.png)" -gt 200
'
echo 'installed, started and drawn'
