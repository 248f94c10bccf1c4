#include "ingest/front_matter.h"

#include <string.h>

#include "ingest/record.h"

/* Of a key; longer ones are the begin of a sentence. */
#define KEY_BYTES 64

nx_str nx_front_skip_blank(nx_str text)
{
	nx_str rest = text, line;

	while (nx_front_line(&rest, &line) && line.n == 0 && rest.p)
		text = rest;
	return text;
}

bool nx_front_line(nx_str *rest, nx_str *line)
{
	if (!nx_str_split(rest, '\n', line))
		return false;
	while (line->n && (line->p[line->n - 1] == ' ' || line->p[line->n - 1] == '\t' ||
				  line->p[line->n - 1] == '\r'))
		line->n--;
	return true;
}

nx_str nx_front_key(nx_str line)
{
	size_t i = 0;

	while (i < line.n && i < KEY_BYTES && line.p[i] != ':')
		i++;
	if (i == 0 || i >= line.n || line.p[i] != ':' || strchr(" \t-#[{&*!|>%@`", line.p[0]) ||
		(i + 1 < line.n && line.p[i + 1] != ' ' && line.p[i + 1] != '\t'))
		return NX_STR_NULL;
	line = nx_str_trim(nx_str_slice(line, 0, i));
	if (line.n > 2 && (line.p[0] == '"' || line.p[0] == '\''))
		line = nx_str_slice(line, 1, line.n - 1);
	return line;
}

bool nx_front_is_between_keys(nx_str line)
{
	return line.n == 0 || strchr(" \t#-?:]}", line.p[0]);
}

static bool is_ascii(nx_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	}
	return true;
}

/* What the lines after a "---" are. */
typedef struct yaml_looks {
	bool has_key; /* above all that is none */
	bool ascii;   /* that key */
	bool titled;  /* one of the keys fills the title */
	size_t known; /* keys that fill a field */
	bool closed;
} yaml_looks;

/* "---" alone could be a rule or an ornament of the page. */
static yaml_looks look_at_yaml(nx_str text, const nx_ingest_options *options)
{
	yaml_looks looks = { .has_key = false };
	nx_field field;
	nx_str line;
	size_t rank;

	if (!nx_front_line(&text, &line) || !nx_str_eq(line, NX_STR("---")))
		return looks;
	while (!looks.closed && nx_front_line(&text, &line)) {
		nx_str key = nx_front_key(line);

		if (nx_str_eq(line, NX_STR("---")) || nx_str_eq(line, NX_STR("..."))) {
			looks.closed = true;
		} else if (key.p) {
			looks.ascii |= !looks.has_key && is_ascii(key);
			looks.has_key = true;
			if (nx_key_find(options, key, &field, &rank)) {
				looks.titled |= field == NX_FIELD_TITLE;
				looks.known++;
			}
		} else if (!looks.has_key && !nx_front_is_between_keys(line)) {
			break;
		}
	}
	return looks;
}

static bool is_toml(nx_str text)
{
	nx_str line;

	if (!nx_front_line(&text, &line) || !nx_str_eq(line, NX_STR("+++")))
		return false;
	while (nx_front_line(&text, &line)) {
		size_t at = nx_str_find(line, NX_STR("="), 0);

		line = nx_str_trim(line);
		if (line.n && line.p[0] != '#')
			return line.p[0] == '[' || (at != (size_t)-1 && at < KEY_BYTES);
	}
	return false;
}

size_t nx_front_object_end(nx_str text)
{
	size_t depth = 0;
	bool quoted = false;

	for (size_t i = 0; i < text.n && i < NX_FRONT_LIMIT; i++) {
		char c = text.p[i];

		if (quoted)
			i += c == '\\';
		if (c == '"')
			quoted = !quoted;
		if (quoted)
			continue;
		depth += c == '{';
		if (c == '}' && --depth == 0)
			return i + 1;
	}
	return 0;
}

/* An object with a text below it; one without is a document of JSON. */
bool nx_front_matter_is_json(nx_str text)
{
	size_t end;
	nx_str rest;

	text = nx_front_skip_blank(text);
	if (!nx_str_starts(text, NX_STR("{")))
		return false;
	rest = nx_str_trim(nx_str_slice(text, 1, text.n));
	end = nx_front_object_end(text);
	if (!nx_str_starts(rest, NX_STR("\"")) || !end)
		return false;
	rest = nx_str_slice(text, end, text.n);
	while (rest.n && (rest.p[0] == ' ' || rest.p[0] == '\r'))
		rest = nx_str_slice(rest, 1, rest.n);
	if (!nx_str_starts(rest, NX_STR("\n")))
		return false;
	rest = nx_str_trim(rest);
	return rest.n && rest.p[0] != '{' && rest.p[0] != '[' && rest.p[0] != ',';
}

bool nx_front_matter_opens(nx_str head)
{
	yaml_looks looks;

	head = nx_front_skip_blank(head);
	looks = look_at_yaml(head, NULL);
	return (looks.has_key && (looks.closed || looks.ascii)) || is_toml(head);
}

size_t nx_front_matter_next(nx_str text, const nx_ingest_options *options)
{
	nx_str rest = text, line;
	bool blank = true, first = true;

	while (rest.p) {
		size_t start = (size_t)(rest.p - text.p);

		if (!nx_front_line(&rest, &line))
			break;
		if (!first && blank && nx_str_eq(line, NX_STR("---"))) {
			yaml_looks looks = look_at_yaml(
				nx_str_slice(text, start, start + NX_FRONT_LIMIT), options);

			/* "Source: ..." between rules is the end of an article. */
			if (looks.closed && (looks.titled || looks.known > 1))
				return start;
		}
		blank = line.n == 0;
		first = false;
	}
	return (size_t)-1;
}

bool nx_front_is_there(nx_str text, const nx_ingest_options *options)
{
	return look_at_yaml(text, options).has_key || is_toml(text) ||
	       nx_front_matter_is_json(text);
}
