#include "cli/words_apart.h"

#include <string.h>

#include "query/fields.h"

/* No option begins with a minus and anything but a letter of ASCII, nor with the name of
 * a field: that is a word, bracket or field to leave out. A number may be the value of the
 * option before it. */
static bool is_excluded_word(const char *letters, const char *before, const char *arg)
{
	size_t n;

	if (arg[0] != '-' || !arg[1] || arg[1] == '-')
		return false;
	n = strspn(arg + 1, "abcdefghijklmnopqrstuvwxyz");
	if (n && arg[1 + n] == ':')
		return field_find((nx_str){ arg + 1, n }).kind != FIELD_NONE;
	if (arg[1] >= '0' && arg[1] <= '9')
		return before[0] != '-' && !strchr(letters, arg[1]);
	return !((arg[1] >= 'a' && arg[1] <= 'z') || (arg[1] >= 'A' && arg[1] <= 'Z'));
}

int set_words_apart(const char *letters, int argc, char **argv)
{
	static char mark[] = "--";
	int i, kept = 0, words = 0, end = argc;

	for (i = 0; i < end; i++)
		if (!strcmp(argv[i], mark))
			return argc; /* the user did it */
	for (i = 1; i < argc; i++)
		words += is_excluded_word(letters, argv[i - 1], argv[i]);
	if (!words)
		return argc;
	for (i = 0; i < end;) {
		char *arg = argv[i];

		if (i == 0 || !is_excluded_word(letters, argv[kept - 1], arg)) {
			argv[kept++] = arg;
			i++;
			continue;
		}
		memmove(argv + i, argv + i + 1, (size_t)(argc - i - 1) * sizeof *argv);
		argv[argc - 1] = arg;
		end--;
	}
	memmove(argv + end + 1, argv + end, (size_t)(argc - end) * sizeof *argv);
	argv[end] = mark;
	return argc + 1;
}
