#include "cli/alert.h"

#include <string.h>

#include "newsidx/saved.h"

/* A page has a head for each question instead. */
static bool has_groups(const printing *p)
{
	return p->printer->group && !p->printer->overview;
}

bool alert_choose(alert *a, const command *self, const cli_values *values, int option, int format)
{
	cli_values screen = { .value = { [PRINT_SCREEN + SCREEN_NO_PAGER] = "" } };
	const char *name = values->value[format] ? values->value[format] : "text";
	int given = 0;

	a->values = values;
	a->option = option;
	a->asked = values->value[option] != NULL;
	if (!a->asked) {
		if (values->value[format])
			cli_usage(self, "--alert-format goes with --alert");
		return !values->value[format];
	}
	for (int i = 0; i < values->given_count; i++)
		given += values->given[i] == option;
	a->several = given > 1 || !strcmp(values->value[option], "all");
	if (!cli_choice(self, "alert-format", name, ALERT_FORMATS))
		return false;
	screen.value[PRINT_FORMAT] = name;
	if (!printing_choose(&a->printing, self, &screen, 0, ALERT_FORMATS))
		return false;
	nx_print_needs(a->printing.printer, &a->printing.print, &a->how);
	a->printing.print.with_qid = a->several && !has_groups(&a->printing);
	return true;
}

void alert_release(alert *a)
{
	printing_release(&a->printing);
}

/* Is the question asked for, by its name or as one of all? */
static nx_status is_wanted(
	const alert *a, nx_store *store, const nx_question *question, bool *wanted, nx_error *err)
{
	nx_arena arena = NX_ARENA_INIT;
	nx_status st = NX_OK;

	*wanted = false;
	for (int i = 0; st == NX_OK && !*wanted && i < a->values->given_count; i++) {
		const char *name = a->values->given_value[i];
		nx_saved saved;
		bool found;

		if (a->values->given[i] != a->option)
			continue;
		*wanted = !strcmp(name, "all");
		if (*wanted)
			break;
		st = nx_store_saved(store, nx_str_from(name), &arena, &saved, &found, err);
		*wanted = found && saved.id == question->asks.id;
	}
	nx_arena_release(&arena);
	return st;
}

bool alert_check(const alert *a, nx_store *store)
{
	nx_arena arena = NX_ARENA_INIT;
	nx_error err = NX_ERROR_INIT;
	bool ok = true;

	for (int i = 0; ok && i < a->values->given_count; i++) {
		const char *name = a->values->given_value[i];
		nx_saved saved;
		bool found = true;

		if (a->values->given[i] != a->option || !strcmp(name, "all"))
			continue;
		if (nx_store_saved(store, nx_str_from(name), &arena, &saved, &found, &err) != NX_OK)
			cli_fail(&err);
		else if (!found)
			cli_say("--alert: there is no saved question \"%s\"; newsidx saved lists "
				"them",
				name);
		ok = err.status == NX_OK && found;
	}
	nx_arena_release(&arena);
	return ok;
}

typedef struct telling {
	alert *alert;
	const nx_question *question;
	nx_facet_value group;
	bool begun;
} telling;

/* Where a format has no groups, each line names its question when there are several. */
static nx_status begin_question(void *ctx, int64_t articles, nx_error *err)
{
	telling *t = ctx;
	printing *p = &t->alert->printing;
	nx_overview overview = { .query = t->question->name, .total = articles };

	if (!t->begun)
		printing_begin(p);
	t->begun = true;
	t->group = (nx_facet_value){ .value = t->question->name, .articles = articles };
	if (has_groups(p))
		return printing_group(p->printer, &p->print, &p->out, &t->group, err);
	if (p->print.with_qid)
		p->print.qid = t->question->name;
	if (p->printer->overview)
		p->printer->overview(&p->out, &p->print, &overview);
	return nx_buf_status(&p->out, err);
}

static nx_status tell_article(void *ctx, const nx_hit *hit, nx_error *err)
{
	telling *t = ctx;
	nx_status st = printing_hit(&t->alert->printing, hit, err);

	t->alert->printing.print.in_group++;
	return st;
}

static nx_status tell_question(
	telling *t, nx_store *store, const nx_lexicon *lexicon, nx_error *err)
{
	nx_query query;
	nx_status st;

	cli_query(&query, store);
	st = nx_query_parse_saved(&query, &t->question->asks, err);
	if (st == NX_OK)
		st = nx_alert_tell(store, t->question, &query, lexicon, &t->alert->how,
			begin_question, tell_article, t, err);
	cli_notes(&query.notes);
	nx_query_release(&query);
	return st;
}

/* All is out before it counts as told. */
static bool end(telling *t, nx_store *store, nx_status st, nx_error *err)
{
	nx_error ignored = NX_ERROR_INIT;
	bool written;

	t->alert->printing.print.group = NULL;
	if (st == NX_OK && t->begun)
		printing_end(&t->alert->printing);
	written = cli_flush();
	if (st == NX_OK && written)
		st = nx_alert_end(store, true, err);
	else
		nx_alert_end(store, false, &ignored);
	if (!written)
		cli_say("the alert could not be written; it is told the next time");
	else if (st != NX_OK)
		cli_fail(err);
	return written && st == NX_OK;
}

int alert_tell(alert *a, nx_store *store, const nx_lexicon *lexicon, int code)
{
	telling t = { .alert = a };
	nx_error err = NX_ERROR_INIT;
	nx_questions all;
	nx_status st;
	bool ok;
	size_t i;

	if (!a->asked)
		return code;
	if (nx_alert_begin(store, &err) != NX_OK)
		return cli_fail(&err);
	st = nx_questions_read(&all, store, &err);
	if (st == NX_OK && !all.count)
		cli_tell("--alert: no question is saved; newsidx save saves one");
	for (i = 0; st == NX_OK && i < all.count; i++) {
		bool wanted;

		t.question = &all.items[i];
		st = is_wanted(a, store, t.question, &wanted, &err);
		if (st == NX_OK && wanted)
			st = tell_question(&t, store, lexicon, &err);
	}
	ok = end(&t, store, st, &err);
	nx_questions_release(&all);
	return cli_finish(ok ? code : EXIT_FAILED);
}
