#include "cli/reading.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "newsidx/charset.h"
#include "newsidx/output.h"

static bool no_memory(void)
{
	cli_say("out of memory");
	return false;
}

static bool add_path(reading *r, nx_str path)
{
	char **paths = nx_vec_room(r->paths, r->path_count, &r->path_cap, sizeof *paths);
	char *copy = strndup(path.p, path.n);

	if (paths)
		r->paths = paths;
	if (!paths || !copy) {
		free(copy);
		return no_memory();
	}
	r->paths[r->path_count++] = copy;
	return true;
}

/* One name a line, or before each NUL. */
static bool read_list(reading *r, const command *self, const char *name, bool nul)
{
	bool is_stdin = !strcmp(name, "-");
	FILE *list = is_stdin ? stdin : fopen(name, "r");
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	bool ok = true;

	if (!list) {
		cli_usage(self, "--files-from: %s: %s", name, nx_message_errno(errno));
		return false;
	}
	while (ok && (n = getdelim(&line, &cap, nul ? '\0' : '\n', list)) > 0) {
		nx_str path = { line, (size_t)n };

		if (line[n - 1] == (nul ? '\0' : '\n'))
			path.n--;
		if (path.n)
			ok = add_path(r, path);
	}
	if (ok && ferror(list)) {
		cli_say("--files-from: %s: %s", name, nx_message_errno(errno));
		ok = false;
	}
	free(line);
	if (!is_stdin)
		fclose(list);
	return ok;
}

static bool add_field(reading *r, const command *self, const char *value)
{
	const char *equals = strchr(value, '=');
	nx_field_key *field = &r->fields[r->options.field_count];

	if (!equals || !equals[1]) {
		cli_usage(self, "--field: \"%s\" is not FIELD=KEY, as in body=article.text", value);
		return false;
	}
	if (!nx_field_is_known((nx_str){ value, (size_t)(equals - value) })) {
		cli_usage(self, "--%s: \"%.*s\" is none of %s", "field", (int)(equals - value),
			value, nx_field_names());
		return false;
	}
	field->field = strndup(value, (size_t)(equals - value));
	field->key = strdup(equals + 1);
	r->options.field_count++;
	return field->field && field->key ? true : no_memory();
}

static bool add_fields(reading *r, const command *self, const cli_values *v)
{
	r->fields = calloc((size_t)v->given_count + 1, sizeof *r->fields);
	if (!r->fields)
		return no_memory();
	r->options.fields = r->fields;
	for (int i = 0; i < v->given_count; i++) {
		if (v->given[i] == READ_FIELD && !add_field(r, self, v->given_value[i]))
			return false;
	}
	return true;
}

static bool set_defaults(reading *r, const command *self, const cli_values *v)
{
	nx_ingest_options *o = &r->options;
	const char *value;

	if ((value = v->value[READ_FORMAT]) &&
		!nx_format_from_name(&o->format, nx_str_from(value))) {
		cli_usage(self, "--%s: \"%.*s\" is none of %s", self->options[READ_FORMAT].name,
			NX_FMT(nx_str_from(value)), nx_format_names());
		return false;
	}
	if ((value = v->value[READ_ENCODING])) {
		o->encoding = nx_charset_canonical(nx_str_from(value));
		if (!o->encoding) {
			cli_usage(self, "--encoding: \"%s\" is not known; windows-1256 is", value);
			return false;
		}
	}
	if ((value = v->value[READ_DATE]) && !nx_date_parse(&o->date, nx_str_from(value))) {
		cli_usage(self, "--date: \"%s\" is no date, as 2020-10-27 is", value);
		return false;
	}
	if ((value = v->value[READ_SOURCE]))
		o->source = nx_str_trim(nx_str_from(value));
	if (!o->source.n)
		o->source = NX_STR_NULL;
	o->split = v->value[READ_SPLIT] != NULL;
	return true;
}

bool reading_init(reading *r, const command *self, const cli_values *v)
{
	*r = (reading){ .strict = v->value[READ_STRICT] != NULL,
		.errors_name = v->value[READ_ERRORS] };
	if (!set_defaults(r, self, v) || !add_fields(r, self, v))
		return false;
	for (int i = 0; i < v->arg_count; i++) {
		if (!strcmp(v->args[i], "-") && !cli_awaits_data(self))
			return false;
		if (!add_path(r, nx_str_from(v->args[i])))
			return false;
	}
	if (v->value[READ_FILES_FROM]) {
		if (!strcmp(v->value[READ_FILES_FROM], "-") && !cli_awaits_data(self))
			return false;
		if (!read_list(r, self, v->value[READ_FILES_FROM], v->value[READ_NUL] != NULL))
			return false;
	} else if (v->value[READ_NUL]) {
		cli_usage(self, "-0 is about the list that --files-from names");
		return false;
	} else if (r->path_count == 0) {
		cli_usage(self, "no file or folder given (- is standard input)");
		return false;
	}
	if (r->errors_name && !(r->errors = fopen(r->errors_name, "w"))) {
		cli_usage(self, "--errors: %s: %s", r->errors_name, nx_message_errno(errno));
		return false;
	}
	return true;
}

bool reading_release(reading *r)
{
	bool ok = true;

	if (r->errors) {
		ok = !ferror(r->errors);
		ok = fclose(r->errors) == 0 && ok;
		if (!ok)
			cli_say("--errors: %s: could not be written", r->errors_name);
	}
	for (size_t i = 0; i < r->path_count; i++)
		free(r->paths[i]);
	free(r->paths);
	for (size_t i = 0; i < r->options.field_count; i++) {
		free((char *)r->fields[i].field);
		free((char *)r->fields[i].key);
	}
	free(r->fields);
	*r = (reading){ .errors = NULL };
	return ok;
}

uint64_t reading_refused(const reading *r)
{
	return r->unreadable + r->malformed + r->too_large;
}

/* "path (member): message"; the message may begin with the path already. */
static void tell(const char *kind, const nx_place *place, const char *text)
{
	nx_str path = place->path;

	if (nx_str_eq(path, NX_STR("-")))
		path = NX_STR("standard input");
	if (place->member.p)
		cli_say("%s%.*s (%.*s): %s", kind, NX_FMT(path), NX_FMT(place->member), text);
	else if (nx_str_starts(nx_str_from(text), path))
		cli_say("%s%s", kind, text);
	else
		cli_say("%s%.*s: %s", kind, NX_FMT(path), text);
}

static void list_error(reading *r, const nx_place *place, const char *why)
{
	nx_buf line = NX_BUF_INIT;

	nx_tsv_field(&line, place->path);
	nx_buf_addc(&line, '\t');
	nx_tsv_field(&line, place->member);
	nx_buf_addc(&line, '\t');
	if (place->line)
		nx_buf_addf(&line, "%" PRIu64, place->line);
	nx_buf_addc(&line, '\t');
	nx_tsv_field(&line, nx_str_from(why));
	nx_buf_addc(&line, '\n');
	fwrite(line.p, 1, line.n, r->errors);
	nx_buf_release(&line);
}

nx_status reading_refuse(reading *r, const nx_place *place, const nx_error *why, nx_error *err)
{
	if (why->status == NX_ERR_IO)
		r->unreadable++;
	else if (why->status == NX_ERR_LIMIT)
		r->too_large++;
	else
		r->malformed++;
	if (r->errors)
		list_error(r, place, why->text);
	tell("", place, why->text);
	r->stopped = r->strict;
	return r->strict ? nx_fail(err, NX_ERR_STOPPED, "stopped by --strict") : NX_OK;
}

void reading_warn(reading *r, const nx_place *place, const char *text)
{
	r->warnings++;
	tell(message("warning: "), place, text);
}

void reading_pass(reading *r, const char *why)
{
	if (!strcmp(why, "hidden"))
		r->hidden++;
	else
		r->documentation++;
}

int32_t reading_last_day(void)
{
	return (int32_t)(time(NULL) / 86400) + 2440588 + 1;
}

bool reading_drop_future(nx_article *article, int32_t last_day)
{
	int32_t first = 0, last = 0;

	if (article->date.precision != NX_PRECISION_NONE)
		nx_date_days(&article->date, &first, &last);
	if (first <= last_day)
		return false;
	article->date = NX_DATE_NONE;
	article->date_origin = NX_ORIGIN_NONE;
	return true;
}

void reading_warn_future(reading *r, const nx_place *place)
{
	char text[160];

	snprintf(text, sizeof text,
		message("document %" PRIu64 ": dated in the future; date dropped"), place->ordinal);
	reading_warn(r, place, text);
}

nx_status reading_run(const reading *r, const nx_ingest_sink *sink, nx_error *err)
{
	nx_status st = NX_OK;

	for (size_t i = 0; st == NX_OK && i < r->path_count; i++)
		st = nx_ingest_path(r->paths[i], &r->options, sink, err);
	return st;
}

static void add_part(nx_buf *line, bool *first, uint64_t count, const char *what)
{
	if (!count)
		return;
	message_count_some(line, *first ? "" : ", ", what, what, count);
	*first = false;
}

void reading_summarize(const reading *r, nx_buf *line)
{
	uint64_t refused = reading_refused(r), left_out = r->hidden + r->documentation;
	bool first = true;

	if (refused) {
		message_count_some(line, "; ", "%s refused", "%s refused", refused);
		nx_buf_adds(line, " (");
		add_part(line, &first, r->malformed, "%s malformed");
		add_part(line, &first, r->unreadable, "%s unreadable");
		add_part(line, &first, r->too_large, "%s too large");
		nx_buf_adds(line, ")");
	}
	first = true;
	if (left_out) {
		message_count_some(line, "; ", "%s left out", "%s left out", left_out);
		nx_buf_adds(line, " (");
		add_part(line, &first, r->documentation, "%s documentation");
		add_part(line, &first, r->hidden, "%s hidden");
		nx_buf_adds(line, ")");
	}
}
