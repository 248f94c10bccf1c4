#include "cli/survey.h"

#include <stdlib.h>

typedef struct months {
	nx_month *items;
	size_t count, cap;
	int64_t articles;
} months;

static nx_status add_month(void *ctx, int32_t day, int64_t articles, nx_error *err)
{
	months *m = ctx;
	nx_month *items = nx_vec_room(m->items, m->count, &m->cap, sizeof *items);

	if (!items)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	m->items = items;
	items[m->count++] = (nx_month){ day, articles };
	m->articles += articles;
	return NX_OK;
}

nx_status survey_print(
	printing *p, const command *self, const cli_values *values, const survey *s, nx_error *err)
{
	months m = { NULL, 0, 0, 0 };
	nx_overview o = { .query = s->text };
	nx_buf filters = NX_BUF_INIT;
	size_t said = s->query->notes.n;
	const nx_facet_ask by_source = { NX_FACET_SOURCE, 12 };
	nx_facets facets = { .list = NULL };
	nx_status st = nx_store_timeline(s->store, s->query, s->lexicon, s->how, NX_PERIOD_MONTH,
		false, add_month, &m, &o.undated, err);

	if (st == NX_OK)
		st = nx_search_facets(
			s->store, s->query, s->lexicon, s->how, &by_source, 1, &facets, err);
	if (st == NX_OK && facets.count) {
		o.sources = facets.list[0].values;
		o.source_count = facets.list[0].count;
	}

	s->query->notes.n = said; /* the search says the others again */
	for (int i = 0; i < values->given_count; i++) {
		int option = values->given[i];

		if (option > CLI_DB && option < CLI_FILTERS)
			nx_buf_addf(&filters, "%s%s\t%s", filters.n ? "\n" : "",
				self->options[option].name, values->given_value[i]);
	}
	o.filters = nx_buf_str(&filters);
	o.months = m.items;
	o.month_count = m.count;
	o.total = m.articles + o.undated;
	if (st == NX_OK)
		p->printer->overview(&p->out, &p->print, &o);
	free(m.items);
	nx_facets_release(&facets);
	nx_buf_release(&filters);
	return st;
}
