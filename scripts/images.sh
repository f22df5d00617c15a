#!/usr/bin/env bash
# Makes docs/images anew from docs/examples; skips where there is no Chromium.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

browser=
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then
    browser=$name
    break
  fi
done
if [ -z "$browser" ]; then
  printf 'docs/images are not made: there is no Chromium here (package chromium).\n' >&2
  exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
./leeway check --reference docs/examples/spring.csv --current docs/examples/autumn.csv \
  --prediction approved --label repaid --window 100 --fail-on never --out "$work/out" >/dev/null
"$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1000,1250 \
  --user-data-dir="$work/profile" --screenshot="$work/report.png" "file://$work/out/report.html" \
  >/dev/null 2>&1
mv "$work/report.png" docs/images/report.png
mv "$work/out/model_monitoring_dashboard.png" docs/images/dashboard.png
printf 'Made docs/images/report.png and docs/images/dashboard.png\n' >&2
