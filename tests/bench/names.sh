#!/usr/bin/env bash
# How well names are found: strict spans and kinds over five contiguous parts of a CoNLL
# file, each found by a model that was learnt from the other four.
#
#   BUILD=build tests/bench/names.sh FILE.conll [CLUSTERS.tsv [ALSO.conll]]
#
# CLUSTERS.tsv is what src/entity/gen_clusters.c makes of news without labels (`make
# model` leaves it in build/gen); ALSO.conll is learnt from in all parts. No fact in
# src/entity/data was taken from the labels.
set -eu

cd "$(dirname "$0")/../.."
build=${BUILD:-build}
conll=${1:?a file of tokens and labels}
clusters=${2:-}
also=${3:-}
make -s BUILD="$build" "$build/gen/gen_model"

rung() {
	printf '%s\n  ' "$1"
	shift
	"$build/gen/gen_model" "$@" --folds "$conll" 2>/dev/null | tail -n 1
}
rung 'lexicon and its guards' --rules
rung 'model that knows no names' --no-names
rung 'model with the lexicon'
[ -z "$clusters" ] || rung '... and clusters' --clusters "$clusters"
[ -z "$also" ] || rung '... and the other sentences' --clusters "$clusters" --also "$also"
