/* Prints src/entity/data/model.bin: the model of the tagger, learnt from labelled
 * sentences; or, with --folds, how well models of that kind do on sentences that they
 * have not seen.
 *
 *   gen_model [OPTION...] FILE.conll... >src/entity/data/model.bin
 *   gen_model [OPTION...] --folds FILE.conll
 *
 *   --clusters FILE   classes of words, by gen_clusters
 *   --rules           with --folds: no model at all
 *   --gazetteer       the same, and no guard either: every spelling is a name
 *   --together N      test N sentences at a time as one text
 *   --no-names        with --folds: nothing that the lexicon knows
 *   --epochs N        rounds of training
 *   --forgetful N     part of the sentences whose known names are hidden in training
 *   --fold N          only this fold
 *   --errors          list what is missed and what is invented
 *   --test FILE       train on the others, report on this one
 *   --also FILE       train on this one too, in all folds
 *   --not FILE        learn from no sentence that stands in this one
 *   --weight N        of each of its sentences, 1 being that of the others
 *
 * The same input gives the same output, byte for byte. See MODEL.md. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "entity/gen_model.h"

enum { FOLDS = 5 };

typedef struct options {
	const char *clusters, *test, *also, *not ;
	float also_weight;
	bool folds, no_names, errors, unguarded;
	size_t together;
	int only;
	training how;
} options;

_Noreturn void die(const char *what, const char *where)
{
	fprintf(stderr, "gen_model: %s%s%s\n", where, *where ? ": " : "", what);
	exit(EXIT_FAILURE);
}

void *some(size_t count, size_t size)
{
	void *p = calloc(count ? count : 1, size);

	if (!p)
		die("out of memory", "");
	return p;
}

static nx_str make_model(sentences *all, const bool *use, const nx_lexicon *lexicon,
	const class_table *classes, const options *o)
{
	feature_set f;
	weights w;
	nx_str made;

	features_read(&f, all, use, lexicon, classes, !o->no_names);
	w = crf_train(&f, &o->how);
	made = model_write(&f, &w, classes);
	fprintf(stderr, "gen_model: %zu words, %zu features, %zu bytes\n", f.words, f.count,
		made.n);
	weights_free(&w);
	features_free(&f);
	return made;
}

typedef struct score {
	long right[NX_ENTITY_KINDS + 1], found[NX_ENTITY_KINDS + 1], gold[NX_ENTITY_KINDS + 1];
} score;

typedef struct token_span {
	size_t first, end;
	int kind;
} token_span;

static size_t gold_spans(const sentence *s, token_span *out)
{
	size_t n = 0;
	bool open = false;

	for (size_t i = 0; i < s->tokens; i++) {
		int tag = s->gold[i], kind = (tag - 1) / 2;

		open = open && tag && tag % 2 == 0 && out[n - 1].kind == kind;
		if (open) {
			out[n - 1].end = i + 1;
		} else if (tag) {
			out[n++] = (token_span){ i, i + 1, kind };
			open = true;
		}
	}
	return n;
}

static size_t found_spans(const sentence *s, const nx_mentions *m, token_span *out)
{
	size_t n = 0;

	for (size_t i = 0; i < m->count; i++) {
		size_t first = 0, end;

		while (first < s->tokens && s->starts[first + 1] - 1 <= m->items[i].start)
			first++;
		for (end = first; end < s->tokens && s->starts[end] < m->items[i].end;)
			end++;
		if (end > first)
			out[n++] = (token_span){ first, end, (int)m->items[i].entity->kind };
	}
	return n;
}

static bool has_span(const token_span *spans, size_t count, const token_span *want)
{
	for (size_t i = 0; i < count; i++)
		if (spans[i].first == want->first && spans[i].end == want->end &&
			spans[i].kind == want->kind)
			return true;
	return false;
}

static void show_spans(const char *what, const sentence *s, const token_span *spans, size_t count,
	const token_span *others, size_t other_count)
{
	for (size_t i = 0; i < count; i++)
		if (!has_span(others, other_count, &spans[i]))
			printf("%s\t%s\t%.*s\n", what,
				nx_entity_kind_name((nx_entity_kind)spans[i].kind),
				NX_FMT(nx_str_slice(s->text, s->starts[spans[i].first],
					s->starts[spans[i].end] - 1)));
}

static void test_sentence(score *sum, const sentence *s, recognizer *r, const options *o)
{
	nx_mentions mentions = NX_MENTIONS_INIT;
	nx_error err = NX_ERROR_INIT;
	token_span *gold = some(s->tokens, sizeof *gold), *found;
	size_t gold_count = gold_spans(s, gold), found_count;

	if (recognizer_run(r, &mentions, s->text, &err) != NX_OK)
		die(err.text, "");
	found = some(mentions.count, sizeof *found);
	found_count = found_spans(s, &mentions, found);
	for (size_t i = 0; i < gold_count; i++)
		sum->gold[gold[i].kind]++;
	for (size_t i = 0; i < found_count; i++) {
		sum->found[found[i].kind]++;
		sum->right[found[i].kind] += has_span(gold, gold_count, &found[i]);
	}
	if (o->errors) {
		show_spans("missed", s, gold, gold_count, found, found_count);
		show_spans("invented", s, found, found_count, gold, gold_count);
	}
	free(gold);
	free(found);
	nx_mentions_release(&mentions);
}

/* Sentences number `first` to `end` as one text, a line each, to be tested like one. */
static sentence join_sentences(const sentences *all, size_t first, size_t end)
{
	nx_buf text = NX_BUF_INIT;
	sentence joined = { .tokens = 0 };
	size_t tokens = 0;

	for (size_t i = first; i < end; i++)
		tokens += all->items[i].tokens;
	joined.starts = some(tokens + 1, sizeof *joined.starts);
	joined.gold = some(tokens, 1);
	for (size_t i = first; i < end; i++) {
		const sentence *s = &all->items[i];

		for (size_t k = 0; k < s->tokens; k++) {
			joined.starts[joined.tokens] = text.n + s->starts[k];
			joined.gold[joined.tokens++] = s->gold[k];
		}
		nx_buf_add(&text, s->text);
		nx_buf_addc(&text, '\n');
	}
	joined.starts[joined.tokens] = text.n;
	if (text.failed)
		die("out of memory", "");
	joined.text = nx_buf_str(&text); /* which goes with the sentence */
	return joined;
}

static void test_together(
	score *sum, const sentences *all, const bool *use, recognizer *r, const options *o)
{
	size_t first = 0, end;

	for (; first < all->count; first = end) {
		sentence text;

		for (end = first; end < all->count && !use[end] && end - first < o->together;)
			end++;
		if (end == first) {
			end++;
			continue;
		}
		text = join_sentences(all, first, end);
		test_sentence(sum, &text, r, o);
		free((char *)text.text.p);
		free(text.starts);
		free(text.gold);
	}
}

static void test_model(score *sum, const sentences *all, const bool *use, const nx_lexicon *lexicon,
	nx_str made, const options *o)
{
	nx_error err = NX_ERROR_INIT;
	recognizer *r;
	model m;

	if (model_open(&m, made, "the model made", &err) != NX_OK ||
		recognizer_new(&r, lexicon, &m, &err) != NX_OK)
		die(err.text, "");
	r->known.unguarded = o->unguarded;
	for (size_t i = 0; i < all->count && !o->together; i++)
		if (!use[i])
			test_sentence(sum, &all->items[i], r, o);
	if (o->together)
		test_together(sum, all, use, r, o);
	recognizer_free(r);
}

static void report(const char *what, const score *s)
{
	static const char *const names[] = { "person", "place", "organization", "all" };
	score sum = *s;

	for (int k = 0; k < NX_ENTITY_KINDS; k++) {
		sum.right[NX_ENTITY_KINDS] += s->right[k];
		sum.found[NX_ENTITY_KINDS] += s->found[k];
		sum.gold[NX_ENTITY_KINDS] += s->gold[k];
	}
	printf("%s:", what);
	for (int k = 0; k <= NX_ENTITY_KINDS; k++) {
		double p = (double)sum.right[k] / (sum.found[k] ? (double)sum.found[k] : 1);
		double r = (double)sum.right[k] / (sum.gold[k] ? (double)sum.gold[k] : 1);

		printf(" %s P %.3f R %.3f F %.4f%s", names[k], p, r,
			p + r > 0 ? 2 * p * r / (p + r) : 0, k == NX_ENTITY_KINDS ? "\n" : ",");
	}
	fflush(stdout);
}

static void cross_validate(sentences *all, size_t count, const nx_lexicon *lexicon,
	const class_table *classes, const options *o)
{
	bool *use = some(all->count, sizeof *use);
	score sum = { .gold = { 0 } };
	char title[16];

	for (size_t fold = 0; fold < FOLDS; fold++) {
		score s = { .gold = { 0 } };
		nx_str made;

		if (o->only >= 0 && fold != (size_t)o->only)
			continue;
		for (size_t i = 0; i < all->count; i++)
			use[i] = i >= count || i * FOLDS / count != fold;
		made = make_model(all, use, lexicon, classes, o);
		test_model(&s, all, use, lexicon, made, o);
		snprintf(title, sizeof title, "fold %zu", fold + 1);
		report(title, &s);
		for (int k = 0; k < NX_ENTITY_KINDS; k++) {
			sum.right[k] += s.right[k];
			sum.found[k] += s.found[k];
			sum.gold[k] += s.gold[k];
		}
		free((char *)made.p);
	}
	report("five folds", &sum);
	free(use);
}

/* The value behind the option `name`, or NULL when the argument is another. */
static const char *value_of(const char *name, int argc, char **argv, int *at)
{
	if (strcmp(argv[*at], name) != 0)
		return NULL;
	if (*at + 1 == argc)
		die("a value expected", name);
	return argv[++*at];
}

/* Returns the number of files, which are moved to the front. */
static int read_options(options *o, int argc, char **argv)
{
	int files = 0;

	*o = (options){ .only = -1, .also_weight = 0.3F, .how = { 25, 1.0, 0.1, 12345 } };
	for (int i = 1; i < argc; i++) {
		const char *value;

		if ((value = value_of("--clusters", argc, argv, &i)))
			o->clusters = value;
		else if ((value = value_of("--also", argc, argv, &i)))
			o->also = value;
		else if ((value = value_of("--test", argc, argv, &i)))
			o->test = value;
		else if ((value = value_of("--not", argc, argv, &i)))
			o->not = value;
		else if ((value = value_of("--weight", argc, argv, &i)))
			o->also_weight = strtof(value, NULL);
		else if ((value = value_of("--forgetful", argc, argv, &i)))
			o->how.forgetful = strtod(value, NULL);
		else if ((value = value_of("--epochs", argc, argv, &i)))
			o->how.epochs = (int)strtol(value, NULL, 10);
		else if ((value = value_of("--fold", argc, argv, &i)))
			o->only = (int)strtol(value, NULL, 10) - 1;
		else if (strcmp(argv[i], "--folds") == 0)
			o->folds = true;
		else if (strcmp(argv[i], "--rules") == 0)
			o->how.epochs = 0;
		else if (strcmp(argv[i], "--gazetteer") == 0)
			o->how.epochs = 0, o->unguarded = true;
		else if ((value = value_of("--together", argc, argv, &i)))
			o->together = strtoul(value, NULL, 10);
		else if (strcmp(argv[i], "--no-names") == 0)
			o->no_names = true;
		else if (strcmp(argv[i], "--errors") == 0)
			o->errors = true;
		else if (argv[i][0] == '-')
			die("no such option", argv[i]);
		else
			argv[files++] = argv[i];
	}
	o->folds = o->folds || o->only >= 0;
	return files;
}

int main(int argc, char **argv)
{
	/* Needed to the end: whoever looks for memory that is lost finds it here. */
	static class_table classes;
	static sentences all;
	static nx_lexicon *lexicon;
	static bool *use;
	static nx_str made;
	options o;
	nx_error err = NX_ERROR_INIT;
	size_t train, lessons;
	int files;

	files = read_options(&o, argc, argv);
	if (nx_lexicon_new(&lexicon, &err) != NX_OK)
		die(err.text, "");
	if (o.clusters)
		classes_read(&classes, o.clusters);
	for (int i = 0; i < files; i++)
		conll_read(&all, argv[i], 1);
	train = all.count;
	if (train == 0)
		die("labelled sentences expected; give files by CONLL=FILE", "");
	if (o.also)
		conll_read(&all, o.also, o.also_weight);
	if (o.not )
		sentences_leave_out(&all, &train, o.not );
	lessons = all.count;
	if (o.test)
		conll_read(&all, o.test, 0);
	use = some(all.count, sizeof *use);
	if (o.folds) {
		cross_validate(&all, train, lexicon, &classes, &o);
		return 0;
	}
	memset(use, 1, lessons * sizeof *use);
	made = make_model(&all, use, lexicon, &classes, &o);
	if (o.test) {
		score s = { .gold = { 0 } };

		test_model(&s, &all, use, lexicon, made, &o);
		report(o.test, &s);
	} else {
		if (fwrite(made.p, 1, made.n, stdout) != made.n || fflush(stdout) != 0)
			die("cannot be written", "standard output");
	}
	return 0;
}
