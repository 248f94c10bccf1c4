#include "cli/config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/choices.h"
#include "cli/nearest.h"

#define KEYS_MAX CLI_OPTIONS_MAX
#define NUMBER_MAX 1000000000 /* what --limit takes */

static struct config {
	bool loaded, exists;
	nx_buf path;
	/* By the number of the key among the options of `newsidx config`. */
	char *value[KEYS_MAX], *from[KEYS_MAX];
} config;

static int find_key(nx_str name)
{
	const cli_option *keys = command_config.options;
	int i;

	for (i = 0; keys[i].name; i++)
		if (nx_str_eq(name, nx_str_from(keys[i].name)))
			return i;
	return -1;
}

static bool is_number(nx_str value)
{
	size_t n = 0, i;

	for (i = 0; i < value.n && value.p[i] >= '0' && value.p[i] <= '9' && n <= NUMBER_MAX; i++)
		n = n * 10 + (size_t)(value.p[i] - '0');
	return value.n > 0 && i == value.n && n <= NUMBER_MAX;
}

/* The commands that have the option know different values of it: one of them must know
 * this one. `known` gathers them all for the message. */
static bool is_known(const char *name, nx_str value, nx_buf *known)
{
	const command *const *c;
	const cli_option *o;
	bool found = false, any = false;

	for (c = cli_commands; *c; c++) {
		for (o = (*c)->options; o->name; o++) {
			nx_str values[CHOICES_MAX];
			size_t first, i,
				n = strcmp(o->name, name) ? 0 : choices_of(o, values, &first);

			for (i = 0; i < n; i++) {
				nx_buf one = NX_BUF_INIT;

				any = true;
				found |= nx_str_eq(values[i], value);
				nx_buf_addf(&one, "%.*s, ", NX_FMT(values[i]));
				if (nx_str_find(nx_buf_str(known), nx_buf_str(&one), 0) >= known->n)
					nx_buf_add(known, nx_buf_str(&one));
				nx_buf_release(&one);
			}
		}
	}
	return found || !any;
}

/* `place` is "FILE:LINE: KEY" or the variable's name. */
static bool check(const cli_option *key, nx_str value, const char *place)
{
	nx_buf known = NX_BUF_INIT;
	bool ok = true;

	if (!key->argument)
		ok = nx_str_eq(value, NX_STR("yes")) || nx_str_eq(value, NX_STR("no"));
	else if (!strcmp(key->argument, "N"))
		ok = is_number(value);
	if (!ok && key->argument)
		cli_say("%s: \"%.*s\" is not a number up to %d", place, NX_FMT(value), NUMBER_MAX);
	else if (!ok)
		cli_say("%s: \"%.*s\" is neither yes nor no", place, NX_FMT(value));
	else if (!is_known(key->name, value, &known)) {
		known.n -= known.n > 0 ? 2 : 0; /* the last comma */
		cli_say("%s: \"%.*s\" is none of %.*s", place, NX_FMT(value),
			NX_FMT(nx_buf_str(&known)));
		ok = false;
	}
	nx_buf_release(&known);
	return ok;
}

static bool set(int key, nx_str value, const char *from)
{
	char *text = strndup(value.p, value.n), *place = strdup(from);

	free(config.value[key]);
	free(config.from[key]);
	config.value[key] = text;
	config.from[key] = place;
	if (text && place)
		return true;
	cli_say("out of memory");
	return false;
}

/* The file is read from wherever newsidx is run, so its paths begin at the root or at
 * home. Appended to `out`; false for another. */
static bool expand(nx_buf *out, nx_str path)
{
	const char *home = getenv("HOME");

	if (nx_str_starts(path, NX_STR("~/")) && home) {
		nx_buf_adds(out, home);
		path = nx_str_slice(path, 1, path.n);
	}
	nx_buf_add(out, path);
	return nx_str_starts(nx_buf_str(out), NX_STR("/"));
}

/* Behind white space, or at the beginning. */
static nx_str without_comment(nx_str line)
{
	size_t i;

	for (i = 0; i < line.n; i++)
		if (line.p[i] == '#' && (i == 0 || line.p[i - 1] == ' ' || line.p[i - 1] == '\t'))
			break;
	return nx_str_trim(nx_str_slice(line, 0, i));
}

static bool unknown_key(const char *place, nx_str name)
{
	nearest near = NEAREST_INIT(name);
	const cli_option *o;

	for (o = command_config.options; o->name; o++)
		nearest_offer(&near, o->name);
	if (near.best)
		cli_say("%s: unknown key \"%.*s\" (did you mean %s?)", place, NX_FMT(name),
			near.best);
	else
		cli_say("%s: unknown key \"%.*s\"; newsidx config lists them", place, NX_FMT(name));
	return false;
}

static bool read_line(nx_str line, const char *place)
{
	nx_buf value = NX_BUF_INIT, about = NX_BUF_INIT;
	nx_str rest = without_comment(line), name;
	bool has_value, ok;
	int key;

	if (!rest.n)
		return true;
	has_value = nx_str_find(rest, NX_STR("="), 0) < rest.n;
	nx_str_split(&rest, '=', &name);
	name = nx_str_trim(name);
	rest = nx_str_trim(rest);
	if (!has_value || !name.n || !rest.n) {
		cli_say("%s: \"key = value\" expected", place);
		return false;
	}
	key = find_key(name);
	if (key < 0)
		return unknown_key(place, name);
	nx_buf_addf(&about, "%s: %s", place, command_config.options[key].name);
	ok = nx_buf_cstr(&about) != NULL;
	if (ok &&
		!strcmp(command_config.options[key].argument ? command_config.options[key].argument
							     : "",
			"FILE") &&
		!expand(&value, rest)) {
		cli_say("%s: \"%.*s\" begins neither with / nor with ~/", about.p, NX_FMT(rest));
		ok = false;
	} else if (ok && !value.n) {
		nx_buf_add(&value, rest);
	}
	ok = ok && check(&command_config.options[key], rest, about.p) &&
	     set(key, nx_buf_str(&value), place);
	nx_buf_release(&value);
	nx_buf_release(&about);
	return ok;
}

static bool read_file(void)
{
	FILE *f = fopen(config.path.p, "r");
	nx_buf place = NX_BUF_INIT;
	char *line = NULL;
	size_t cap = 0, number = 0;
	ssize_t n;
	bool ok = f || errno == ENOENT || errno == ENOTDIR;

	while (ok && f && (n = getline(&line, &cap, f)) >= 0) {
		nx_buf_clear(&place);
		nx_buf_addf(&place, "%s:%zu", config.path.p, ++number);
		ok = nx_buf_cstr(&place) && read_line((nx_str){ line, (size_t)n }, place.p);
	}
	if ((!f && !ok) || (f && ferror(f))) {
		cli_say("%s: %s", config.path.p, nx_message_errno(errno));
		ok = false;
	}
	if ((config.exists = f != NULL)) {
		fclose(f);
		cli_detail("%s is read", config.path.p);
	}
	free(line);
	nx_buf_release(&place);
	return ok;
}

/* NEWSIDX_LIMIT for limit. */
static bool read_variable(int key)
{
	nx_buf name = NX_BUF_INIT;
	const char *c, *value = NULL;
	bool ok;

	nx_buf_adds(&name, "NEWSIDX_");
	for (c = command_config.options[key].name; *c; c++)
		nx_buf_addc(&name, (char)(*c == '-' ? '_' : *c - 'a' + 'A'));
	ok = nx_buf_cstr(&name) != NULL;
	if (ok)
		value = getenv(name.p);
	if (value && *value)
		ok = check(&command_config.options[key], nx_str_from(value), name.p) &&
		     set(key, nx_str_from(value), name.p);
	nx_buf_release(&name);
	return ok;
}

static bool find_path(void)
{
	const char *folder = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");

	if (folder && *folder) {
		nx_buf_adds(&config.path, folder);
	} else {
		nx_buf_adds(&config.path, home && *home ? home : ".");
		nx_buf_adds(&config.path, "/.config");
	}
	nx_buf_adds(&config.path, "/newsidx/config");
	return nx_buf_cstr(&config.path) != NULL;
}

bool config_load(void)
{
	int i;
	bool ok = true;

	if (config.loaded)
		return true;
	config.loaded = true;
	ok = find_path() && read_file();
	for (i = 0; ok && command_config.options[i].name; i++)
		ok = read_variable(i);
	return ok;
}

const char *config_path(bool *exists)
{
	*exists = config.exists;
	return config.path.p;
}

const char *config_value(const cli_option *option, const char **from)
{
	int key = find_key(nx_str_from(option->name));
	const cli_option *kind = key < 0 ? NULL : &command_config.options[key];
	const char *value = key < 0 ? NULL : config.value[key];
	nx_buf known = NX_BUF_INIT;

	if (!value || !option->argument != !kind->argument)
		return NULL;
	is_known(option->name, nx_str_from(value), &known);
	if (known.n && option != kind && !choices_have(option, nx_str_from(value)))
		value = NULL; /* of other commands; index --format is of what is read */
	nx_buf_release(&known);
	if (!value)
		return NULL;
	if (from)
		*from = config.from[key];
	if (option->argument)
		return value;
	return strcmp(value, "yes") ? NULL : "";
}
