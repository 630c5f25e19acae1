#!/usr/bin/env bash
# Lays the first corpus of each target into fuzz/corpus: what stands in fuzz/seeds, the schemas and WSDLs of wsdl/, and
# the documents that the tests of round trips read.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

for target in reader document envelope encoded multipart generator pattern plain scalars; do
  mkdir -p "corpus/$target"
  [ ! -d "seeds/$target" ] || cp seeds/"$target"/* "corpus/$target/"
done

# Documents, one a line in the tests, between r#" and "#.
grep -ho 'r#"<[^#]*"#' ../tests/tests/round_trips/*.rs | sed 's/^r#"//; s/"#$//' > corpus/documents.tmp
n=0
while IFS= read -r document; do
  n=$((n + 1))
  printf '%s' "$document" > "corpus/document/round-trip-$n"
  printf '<?xml version="1.0"?>%s' "$document" > "corpus/reader/round-trip-$n"
done < corpus/documents.tmp
rm corpus/documents.tmp

for file in ../wsdl/features/*.{xsd,wsdl} ../wsdl/invalid/* ../wsdl/CommandWebService.wsdl; do
  cp "$file" "corpus/generator/$(basename "$file")"
done
# The schemas that are several, as one input: a NUL before each that is imported.
{
  sed 's|namespaces/stock.xsd|1.xsd|; s|namespaces/chameleon.xsd|2.xsd|' ../wsdl/features/namespaces.xsd
  printf '\0'
  sed 's|../namespaces.xsd|0.xsd|; s|chameleon.xsd|2.xsd|' ../wsdl/features/namespaces/stock.xsd
  printf '\0'
  cat ../wsdl/features/namespaces/chameleon.xsd
} > corpus/generator/namespaces.xsd
