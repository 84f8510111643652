#!/usr/bin/env bash
# Everything the tests need, then all tests. Needs the .NET SDK; npm is used where it is. Ends in one line of counts.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
results=$PWD/TestResults
rm -rf "$results" && mkdir -p "$results"
failed=0

step() { # what, command..
  local what=$1; shift
  echo "== $what"
  local began=$SECONDS
  "$@" && echo "== $what: $((SECONDS - began)) s" || { echo "== $what: FAILED"; failed=$((failed + 1)); }
}

step "restore, locked" dotnet restore Tracklake.slnx --locked-mode -v quiet
step "format" dotnet format Tracklake.slnx --verify-no-changes --no-restore
step "build" dotnet build Tracklake.slnx --no-restore -c Release -v quiet
step "the command, from the clone" ./tracklake --version
# Parsers that read the rendered SQL; without npm or a registry their test is skipped and says so.
if command -v npm > /dev/null; then
  npm ci --prefix tests/sql-checkers --ignore-scripts --no-audit --no-fund --loglevel error \
    || echo "== sql checkers: npm could not install them"
fi
for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  step "$name" dotnet "tests/$name/bin/Release/net10.0/$name.dll" -noColor -noLogo -result-trx "$results/$name.trx"
done

# The counts are the test runner's own, from its result files.
count() { cat "$results"/*.trx 2>/dev/null | grep -o "<Counters [^>]*" | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | awk '{s += $1} END {print s + 0}'; }
passed=$(count passed)
missed=$(count failed)
skipped=$(( $(count total) - $(count executed) ))
[ "$passed" -gt 0 ] || failed=$((failed + 1))
if [ "$missed" -gt 0 ] || [ "$failed" -gt 0 ]; then
  echo "$passed passed, $((missed > 0 ? missed : failed)) failed, $skipped skipped"
  exit 1
fi
echo "$passed passed, 0 failed, $skipped skipped"
