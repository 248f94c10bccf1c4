#include "cli/queries.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static int worse(int code, int other)
{
	if (code == EXIT_FAILED || other == EXIT_FAILED)
		return EXIT_FAILED;
	return code == EXIT_FOUND || other == EXIT_FOUND ? EXIT_FOUND : EXIT_NOTHING;
}

int queries_read(const char *path, int (*answer)(void *ctx, nx_str qid, nx_str query), void *ctx)
{
	FILE *f = strcmp(path, "-") ? fopen(path, "r") : stdin;
	char *line = NULL;
	size_t cap = 0, number = 0;
	ssize_t n;
	int code = EXIT_NOTHING;

	if (!f) {
		cli_say("%s: %s", path, nx_message_errno(errno));
		return EXIT_FAILED;
	}
	while ((n = getline(&line, &cap, f)) >= 0) {
		nx_str rest = { line, (size_t)n }, qid;

		number++;
		while (rest.n && (rest.p[rest.n - 1] == '\n' || rest.p[rest.n - 1] == '\r'))
			rest.n--;
		if (rest.n == 0)
			continue;
		nx_str_split(&rest, '\t', &qid);
		if (!rest.n) {
			cli_say("%s: line %zu: QID<TAB>QUERY expected", path, number);
			code = EXIT_FAILED;
			continue;
		}
		code = worse(code, answer(ctx, qid, rest));
	}
	if (ferror(f)) {
		cli_say("%s: %s", path, nx_message_errno(errno));
		code = EXIT_FAILED;
	}
	free(line);
	if (f != stdin)
		fclose(f);
	return code;
}
