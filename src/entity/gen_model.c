/* Prints src/entity/data/model.bin: the model of the tagger, learnt from labelled
 * sentences; or, with --folds, how well models of that kind do on sentences that they
 * have not seen.
 *
 *   gen_model [OPTION...] FILE.conll... >src/entity/data/model.bin
 *   gen_model [OPTION...] --folds FILE.conll
 *
 *   --clusters FILE   classes of words, by gen_clusters
 *   --news FILE       texts without labels, a text a line: words are classed by the
 *                     labels that a first model gives them there
 *   --rules           with --folds: no model at all
 *   --no-names        with --folds: nothing that the lexicon knows
 *   --epochs N        rounds of training
 *   --forgetful N     part of the sentences whose known names are hidden in training
 *   --fold N          only this fold
 *   --errors          list what is missed and what is invented
 *   --test FILE       train on the others, report on this one
 *   --also FILE       train on this one too, in all folds
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
	const char *clusters, *news, *test, *also;
	float also_weight;
	bool folds, no_names, errors;
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

/* Newlines and quotation marks of JSON as they were. */
static size_t unescape(char *line, size_t n)
{
	size_t to = 0;

	for (size_t i = 0; i < n; i++) {
		if (line[i] == '\\' && i + 1 < n) {
			i++;
			line[to++] = line[i] == 'n' ? '\n' : line[i];
		} else {
			line[to++] = line[i];
		}
	}
	return to;
}

/* Count the labels that the model gives to each word of the news. */
static void label_news(class_table *classes, const char *path, const nx_lexicon *lexicon, nx_str made)
{
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	model m;
	recognizer *r;
	nx_error err = NX_ERROR_INIT;

	if (!f)
		die("cannot be opened", path);
	for (size_t i = 0; i < classes->count; i++)
		memset(classes->rows[i].labels, 0, sizeof classes->rows[i].labels);
	if (model_open(&m, made, &err) != NX_OK || recognizer_new(&r, lexicon, &m, &err) != NX_OK)
		die(err.text, "");
	while ((n = getline(&line, &cap, f)) >= 0) {
		nx_str text = { line, unescape(line, (size_t)n) };
		nx_mentions mentions = NX_MENTIONS_INIT;
		nx_tokens tokens;
		nx_token token;

		if (known_find(&r->known, lexicon, &r->tagger, &mentions, text) != NX_OK ||
			!tagger_decode(&r->tagger))
			die("out of memory", "");
		nx_tokens_init(&tokens, text);
		for (size_t i = 0; i < r->tagger.count && nx_tokens_next(&tokens, &token); i++)
			if (token.kind == NX_TOKEN_ARABIC)
				class_row_of(classes, token.fold, true)
					->labels[r->tagger.words[i].tag]++;
		nx_tokens_release(&tokens);
		nx_mentions_release(&mentions);
	}
	recognizer_free(r);
	free(line);
	fclose(f);
	classes_by_labels(classes);
}

static nx_str make_model(sentences *all, const bool *use, const nx_lexicon *lexicon,
	class_table *classes, const options *o)
{
	nx_str made = NX_STR_NULL;

	for (int stage = 0; stage < (o->news ? 2 : 1); stage++) {
		feature_set f;
		weights w;

		if (stage == 1) {
			label_news(classes, o->news, lexicon, made);
			free((char *)made.p);
		}
		features_read(&f, all, use, lexicon, classes, !o->no_names);
		w = crf_train(&f, &o->how);
		made = model_write(&f, &w, classes);
		fprintf(stderr, "gen_model: %zu words, %zu features, %zu bytes\n", f.words, f.count,
			made.n);
		weights_free(&w);
		features_free(&f);
	}
	for (size_t i = 0; i < classes->count; i++)
		classes->rows[i].classes.of[CLASS_LABEL] = -1;
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
			printf("%s\t%s\t%.*s\n", what, nx_entity_kind_name((nx_entity_kind)spans[i].kind),
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

static void test_model(score *sum, const sentences *all, const bool *use, const nx_lexicon *lexicon,
	nx_str made, const options *o)
{
	nx_error err = NX_ERROR_INIT;
	recognizer *r;
	model m;

	if (model_open(&m, made, &err) != NX_OK || recognizer_new(&r, lexicon, &m, &err) != NX_OK)
		die(err.text, "");
	for (size_t i = 0; i < all->count; i++)
		if (!use[i])
			test_sentence(sum, &all->items[i], r, o);
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
	class_table *classes, const options *o)
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
		else if ((value = value_of("--news", argc, argv, &i)))
			o->news = value;
		else if ((value = value_of("--also", argc, argv, &i)))
			o->also = value;
		else if ((value = value_of("--test", argc, argv, &i)))
			o->test = value;
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
	options o;
	class_table classes = { .rows = NULL };
	sentences all = { .items = NULL };
	nx_error err = NX_ERROR_INIT;
	nx_lexicon *lexicon;
	size_t train, lessons;
	bool *use;
	nx_str made;
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
		die("labelled sentences expected", "");
	if (o.also)
		conll_read(&all, o.also, o.also_weight);
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
		fwrite(made.p, 1, made.n, stdout);
	}
	return 0;
}
