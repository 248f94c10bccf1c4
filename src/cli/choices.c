#include "cli/choices.h"

#include <string.h>

static bool is_value(nx_str word)
{
	size_t i;

	for (i = 0; i < word.n; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789-", word.p[i]))
			return false;
	return word.n > 0;
}

static size_t from_argument(const char *argument, nx_str out[CHOICES_MAX])
{
	nx_str rest = nx_str_from(argument), value;
	size_t n = 0;

	while (n < CHOICES_MAX && nx_str_split(&rest, '|', &value))
		out[n++] = value;
	return n;
}

static size_t from_help(const char *help, nx_str out[CHOICES_MAX], size_t *by_default)
{
	nx_str rest = nx_str_from(help), word;
	size_t n = 0, at = nx_str_find(rest, NX_STR(": "), 0);
	bool apart = true; /* a comma or "or" stands before the word */

	if (at < rest.n)
		rest = nx_str_slice(rest, at + 2, rest.n);
	rest = nx_str_slice(rest, 0, nx_str_find(rest, NX_STR(";"), 0));
	while (nx_str_split(&rest, ' ', &word)) {
		if (n && nx_str_eq(word, NX_STR("or"))) {
			apart = true;
			continue;
		}
		if (n && nx_str_starts(word, NX_STR("(default)"))) {
			*by_default = n - 1;
			apart = nx_str_ends(word, NX_STR(","));
			continue;
		}
		if (!apart || n == CHOICES_MAX)
			return 0;
		apart = nx_str_ends(word, NX_STR(","));
		word.n -= apart;
		if (!is_value(word))
			return 0;
		out[n++] = word;
	}
	return n > 1 ? n : 0;
}

size_t choices_of(const cli_option *option, nx_str out[CHOICES_MAX], size_t *by_default)
{
	*by_default = 0;
	if (!option->argument)
		return 0;
	if (strchr(option->argument, '|'))
		return from_argument(option->argument, out);
	return from_help(option->help, out, by_default);
}

bool choices_have(const cli_option *option, nx_str value)
{
	nx_str values[CHOICES_MAX];
	size_t first, n = choices_of(option, values, &first);

	while (n > 0)
		if (nx_str_eq(values[--n], value))
			return true;
	return false;
}

nx_str choices_number(const cli_option *option)
{
	nx_str help = nx_str_from(option->help);
	size_t at = nx_str_find(help, NX_STR("("), 0), end = at + 1;

	if (!option->argument || strcmp(option->argument, "N") || at >= help.n)
		return NX_STR_NULL;
	while (end < help.n && help.p[end] >= '0' && help.p[end] <= '9')
		end++;
	return nx_str_slice(help, at + 1, end);
}
