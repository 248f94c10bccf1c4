#include "cli/faceting.h"

#include <string.h>

#include "cli/printing.h"

#define VALUES 10

static bool find_facet(const command *self, const char *option, nx_str name, nx_facet *out)
{
	const char *guess;

	if (nx_facet_find(out, name))
		return true;
	guess = nx_facet_guess(name);
	if (guess)
		cli_usage(self, "--%s: \"%.*s\" is none of %s; did you mean %s?", option,
			NX_FMT(name), nx_facet_names(), guess);
	else
		cli_usage(self, "--%s: \"%.*s\" is none of %s", option, NX_FMT(name),
			nx_facet_names());
	return false;
}

/* Part of a year is more misleading than long. */
static size_t limit_of(nx_facet facet, const char *given, size_t limit)
{
	return !given && nx_facet_is_period(facet) ? SIZE_MAX : limit;
}

static bool read_list(
	const command *self, const char *list, const char *given, size_t limit, faceting *out)
{
	nx_str rest = nx_str_from(list), name;
	bool any = false;

	while (nx_str_split(&rest, ',', &name)) {
		nx_facet facet;
		size_t i;

		if (!name.n)
			continue;
		any = true;
		if (!find_facet(self, "facet", name, &facet))
			return false;
		for (i = 0; i < out->count && out->asks[i].facet != facet; i++)
			;
		if (i == out->count)
			out->asks[out->count++] =
				(nx_facet_ask){ facet, limit_of(facet, given, limit) };
	}
	if (!any)
		cli_usage(self, "--%s: \"%.*s\" is none of %s", "facet", NX_FMT(nx_str_from(list)),
			nx_facet_names());
	return any;
}

bool faceting_read(const command *self, const cli_values *values, const faceting_options *options,
	faceting *out)
{
	const char *given = values->value[options->limit], *by = values->value[options->group_by];
	size_t limit = VALUES;
	int i;

	if (!cli_number(self, "facet-limit", given, 1000000000, &limit))
		return false;
	for (i = 0; i < values->given_count; i++)
		if (values->given[i] == options->facet &&
			!read_list(self, values->given_value[i], given, limit, out))
			return false;
	out->grouped = by != NULL;
	if (by && !find_facet(self, "group-by", nx_str_from(by), &out->group.facet))
		return false;
	out->group.limit = limit_of(out->group.facet, given, limit);
	if (given && !faceting_asked(out)) {
		cli_usage(self, "--facet-limit goes with --facet or --group-by");
		return false;
	}
	return true;
}

bool faceting_asked(const faceting *f)
{
	return f->count || f->grouped;
}

static nx_status begin_group(void *ctx, const nx_facet_value *group, nx_error *err)
{
	const faceted_search *s = ctx;

	return printing_group(s->printer, s->print, s->out, group, err);
}

static nx_status print_grouped_hit(void *ctx, const nx_hit *hit, nx_error *err)
{
	const faceted_search *s = ctx;
	nx_status st = s->hit(s->ctx, hit, err);

	s->print->in_group++;
	return st;
}

nx_status faceting_answer(
	const faceting *f, const faceted_search *search, int64_t *total, nx_error *err)
{
	faceted_search s = *search;
	nx_facets facets;
	size_t notes;
	nx_status st = nx_search_facets(
		s.store, s.query, s.lexicon, s.how, f->asks, f->count, &facets, err);

	*total = facets.total;
	if (st != NX_OK)
		goto done;
	notes = s.query->notes.n;
	s.print->facets = &facets;
	s.print->grouped = f->grouped;
	if (s.printer->begin)
		s.printer->begin(s.out, s.print);
	if (s.head)
		st = s.head(s.ctx, err);
	if (st != NX_OK)
		goto done;
	if (f->grouped)
		st = nx_search_groups(s.store, s.query, s.lexicon, s.how, &f->group, begin_group,
			print_grouped_hit, &s, total, err);
	else if (s.how->limit)
		st = nx_search(s.store, s.query, s.lexicon, s.how, s.hit, s.ctx, NULL, err);
	if (notes < s.query->notes.n) /* the same again */
		s.query->notes.n = notes;
	s.print->group = NULL;
	if (s.printer->end)
		s.printer->end(s.out, s.print);
	if (st == NX_OK)
		st = nx_buf_status(s.out, err);
	cli_write(s.out);
done:
	s.print->facets = NULL;
	nx_facets_release(&facets);
	return st;
}
