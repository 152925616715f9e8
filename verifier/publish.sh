#!/bin/sh
# Makes the verifier's programs for Windows and Linux in verifier/dist: each one file that needs no .NET and no network.
# The app takes them from there when it is built, and puts them into every disclosure pack.
set -eu
cd "$(dirname "$0")"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
for target in linux-x64 win-x64; do
  dotnet publish CrowdControl.Verify -c Release -r "$target" -o "$out/$target" -v quiet --nologo
done
mkdir -p dist
cp "$out/linux-x64/verify" dist/verify-linux-x64
cp "$out/win-x64/verify.exe" dist/verify-win-x64.exe
ls -l dist
