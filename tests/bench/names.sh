#!/usr/bin/env bash
# How well names are found: strict spans and kinds over five contiguous parts of a CoNLL
# file, each found by a model that was learnt from the other four, one step after the
# other from the lexicon alone to what the program does.
#
#   BUILD=build tests/bench/names.sh FILE.conll [CLUSTERS.tsv [ALSO.conll [TEST.conll]]]
#
# CLUSTERS.tsv is what src/entity/gen_clusters.c makes of news without labels (`make
# model` leaves it in build/gen); ALSO.conll is learnt from in all parts. No
# sentence of TEST.conll is learnt from. No fact in src/entity/data was taken from the
# labels.
set -eu

cd "$(dirname "$0")/../.."
build=${BUILD:-build}
conll=${1:?a file of tokens and labels}
clusters=${2:-}
also=${3:-}
test=${4:-}
make -s BUILD="$build" "$build/gen/gen_model"

rung() {
	printf '%s\n  ' "$1"
	shift
	"$build/gen/gen_model" "$@" 2>/dev/null | tail -n 1
}
rung 'lexicon' --gazetteer --folds "$conll"
rung '+ guards' --rules --folds "$conll"
rung '+ model that does not see the lexicon' --no-names --folds "$conll"
rung '+ model that sees it' --folds "$conll"
[ -n "$clusters" ] || exit 0
rung '+ classes of words' --clusters "$clusters" --folds "$conll"
rung '+ memory of the text (15 sentences)' --clusters "$clusters" --together 15 --folds "$conll"
[ -n "$also" ] || exit 0
rung '+ the other sentences, each by itself' --clusters "$clusters" --also "$also" ${test:+--not "$test"} --folds "$conll"
rung '  ... 15 to a text' --clusters "$clusters" --also "$also" ${test:+--not "$test"} --together 15 --folds "$conll"
[ -n "$test" ] || exit 0
rung 'the other test, without the other sentences' --clusters "$clusters" --test "$test" "$conll"
rung 'the other test' --clusters "$clusters" --also "$also" --not "$test" --test "$test" "$conll"
