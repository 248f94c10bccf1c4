#!/usr/bin/env bash
# Each public header compiles alone and twice, without a warning; the top of the project
# holds nothing but what belongs there.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

alone() { # COMPILER INCLUDE-FOLDER NAME
	printf '#include "newsidx/%s"\n#include "newsidx/%s"\nint alone;\n' "$3" "$3" >alone.c
	"$1" -std=c11 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -I"$2" alone.c
}

mkdir -p bad/newsidx
printf 'size_t f(void);\n' >bad/newsidx/needs.h
printf 'struct s { int x; };\n' >bad/newsidx/twice.h
printf '#ifndef A\n#define A\nstruct s { int x; };\n#endif\n' >bad/newsidx/good.h

compilers=0
for compiler in gcc clang; do
	if ! have $compiler; then
		skip "$compiler" "no $compiler"
		continue
	fi
	compilers=$((compilers + 1))
	ok "$compiler takes a header that is sound" alone $compiler bad good.h
	for name in needs twice; do
		if alone $compiler bad $name.h >"$out" 2>&1; then
			fail "$compiler refuses a header that is not: $name"
		else
			pass "$compiler refuses a header that is not: $name"
		fi
	done
	for header in "$root"/include/newsidx/*.h; do
		header=${header##*/}
		ok "$compiler: $header" alone $compiler "$root/include" "$header"
	done
done
[ $compilers -gt 0 ] || fail 'a compiler is there'

if have git && git -C "$root" rev-parse --git-dir >"$out" 2>&1; then
	same 'nothing else at the top of the project' '' "$(git -C "$root" ls-files |
		sed 's|/.*||' | sort -u |
		grep -vxE 'Makefile|src|include|tests|corpus|README\.md|LICENSE|\..*')"
else
	skip 'nothing else at the top of the project' 'not a git checkout'
fi

finish
