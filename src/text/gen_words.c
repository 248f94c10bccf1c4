/* Writes word lists as hash tables in C to standard output.
 *
 *   gen_words NAME=FILE...
 *
 * A file holds one folded word a line; what follows a TAB, blank lines and lines
 * that begin with '#' are comments. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/words.h"

static void fail(const char *what, const char *where)
{
	fprintf(stderr, "gen_words: %s: %s\n", where, what);
	exit(1);
}

static void write_list(const char *name, const char *path)
{
	static char blob[65535];
	static uint16_t slots[65536];
	uint32_t size = 16, mask, i, count = 0;
	size_t used = 0, at;
	char line[256];
	FILE *f = fopen(path, "r");

	if (!f)
		fail("cannot be opened", path);
	while (fgets(line, sizeof line, f)) {
		size_t n = strcspn(line, "\t\r\n");

		if (n == 0 || line[0] == '#')
			continue;
		if (n > 255 || used + n + 1 > sizeof blob)
			fail("too long", path);
		blob[used] = (char)n;
		memcpy(blob + used + 1, line, n);
		used += n + 1;
		count++;
	}
	fclose(f);
	while (size < count * 2)
		size *= 2;
	mask = size - 1;
	memset(slots, 0, sizeof slots);
	for (at = 0; at < used; at += 1 + (unsigned char)blob[at]) {
		nx_str word = { blob + at + 1, (unsigned char)blob[at] };
		uint32_t slot = words_hash(word) & mask;

		for (; slots[slot]; slot = (slot + 1) & mask) {
			const char *other = blob + slots[slot] - 1;

			if ((unsigned char)other[0] == word.n && !memcmp(other + 1, word.p, word.n))
				fail("a word is there twice", path);
		}
		slots[slot] = (uint16_t)(at + 1);
	}
	printf("static const char %s_blob[] = {", name);
	for (i = 0; i < used; i++)
		printf("%s%d,", i % 16 ? " " : "\n\t", blob[i]);
	printf("%s\n};\nstatic const uint16_t %s_slots[] = {", used ? "" : "0", name);
	for (i = 0; i < size; i++)
		printf("%s%u,", i % 16 ? " " : "\n\t", slots[i]);
	printf("\n};\nconst words %s = { %s_blob, %s_slots, %u };\n", name, name, name, mask);
}

int main(int argc, char **argv)
{
	int i;

	printf("/* Made by src/text/gen_words.c. */\n");
	for (i = 1; i < argc; i++) {
		char *path = strchr(argv[i], '=');

		if (!path)
			fail("NAME=FILE expected", argv[i]);
		*path = '\0';
		write_list(argv[i], path + 1);
	}
	return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
