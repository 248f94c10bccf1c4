/* An index of some hundred articles with values drawn at random, and a reader of all
 * results who knows what each article has. */
#ifndef NX_TESTS_FACET_INDEX_H
#define NX_TESTS_FACET_INDEX_H

#include "newsidx/facets.h"
#include "newsidx/fold.h"
#include "scratch_index.h"

#define ARTICLES 400
#define VALUES_MAX 16

/* Some differ in nothing that search tells apart. */
static const char *const sources[] = { "الجزيرة", "الجزيره", "وكالة تاس", "سانا", NULL };
static const char *const authors[] = { "أحمد علي", "احمد علي", "سلمى", "«»", NULL, "منى \"ع\"" };
static const char *const sections[] = { "سياسة", "رياضة", "اقتصاد", NULL };
static const char *const tags[] = { "حرب", "سلم", "سلام دائم", "نفط", "قمح", "كرة" };
static const char *const dates[] = { "2019-12-31", "2020-01-01", "2020-01-31", "2020-03", "2021",
	NULL };
static const struct {
	const char *text, *name;
} names[] = { { "بوتين", "فلاديمير بوتين" }, { "علييف", "إلهام علييف" }, { "كاراباخ", "كاراباخ" },
	{ "الأمم المتحدة", "الأمم المتحدة" } };

#define COUNT(a) (sizeof(a) / sizeof *(a))

static nx_store *store;
static unsigned seed = 7;

static inline unsigned draw(unsigned n)
{
	seed = seed * 1103515245 + 12345;
	return (seed >> 16) % n;
}

static inline void set(nx_arena *arena, nx_str *to, const char *value)
{
	*to = value ? nx_arena_str(arena, nx_str_from(value)) : NX_STR_NULL;
}

/* Enough words for a text to be known by them wherever it stands. */
static const char filler[] = "هذا نص طويل كتب هنا كي يعرف بما فيه من كلمات كثيرة أينما جاء في صحيفة"
			     " أو وكالة أو موقع من مواقع الأخبار";

static inline void make_article(nx_article *a, unsigned i)
{
	char text[800];
	const char *date = dates[draw(COUNT(dates))];
	unsigned k;
	int n;

	snprintf(text, sizeof text, "%u", i);
	set(&a->arena, &a->docno, text);
	set(&a->arena, &a->title, draw(3) ? "خبر" : "خبر خبر");
	set(&a->arena, &a->source, sources[draw(COUNT(sources))]);
	set(&a->arena, &a->author, authors[draw(COUNT(authors))]);
	set(&a->arena, &a->section, sections[draw(COUNT(sections))]);
	n = snprintf(text, sizeof text, "%s رقم %u%s%s%s.", filler, i, i % 5 ? "" : " ملعب",
		draw(2) ? " شائع" : "", i % 67 ? "" : "، وهذا نادر");
	for (k = 0; k < COUNT(names); k++)
		if (draw(k + 2) == 0)
			n += snprintf(
				text + n, sizeof text - (size_t)n, " قال %s اليوم.", names[k].text);
	set(&a->arena, &a->body, text);
	for (k = 0; k < COUNT(tags); k++)
		/* The last one is rare, but for those of one word. */
		if (draw(k + 2) == 0 ? k + 1 < COUNT(tags) : k + 1 == COUNT(tags) && i % 5 == 0)
			assert_true(nx_article_add_tag(a, nx_str_from(tags[k])));
	if (date && nx_date_parse(&a->date, nx_str_from(date)))
		a->date_origin = NX_ORIGIN_METADATA;
}

/* Every tenth comes again from elsewhere, of a source of its own. */
static inline void put_copy(nx_writer *writer, unsigned i, unsigned again)
{
	nx_error err = NX_ERROR_INIT;
	unsigned now = seed;
	nx_article a;
	char docno[20];

	nx_article_init(&a);
	seed = again;
	make_article(&a, i);
	snprintf(docno, sizeof docno, "copy-%u", i);
	set(&a.arena, &a.docno, docno);
	set(&a.arena, &a.source, "المرآة");
	assert_int_equal(
		nx_writer_put(writer, &(nx_article_place){ .ordinal = ARTICLES + i }, &a, &err),
		NX_OK);
	nx_article_release(&a);
	seed = now;
}

static inline int make_index(void **state)
{
	nx_file_info info = { .size = 1, .mtime = 1, .is_regular = true };
	nx_error err = NX_ERROR_INIT;
	nx_writer *writer;
	nx_write_counts counts;
	nx_article a;
	unsigned i;

	if (make_scratch(state) != 0)
		return -1;
	store = open_index(NX_STORE_CREATE);
	assert_int_equal(nx_writer_open(&writer, store, lexicon, NULL, &err), NX_OK);
	assert_int_equal(nx_writer_file_begin(writer, NX_STR("/a"), &err), NX_OK);
	nx_article_init(&a);
	for (i = 0; i < ARTICLES; i++) {
		unsigned before = seed;

		make_article(&a, i);
		assert_int_equal(
			nx_writer_put(writer, &(nx_article_place){ .ordinal = i }, &a, &err),
			NX_OK);
		if (i % 10 == 0)
			put_copy(writer, i, before);
	}
	nx_article_release(&a);
	assert_int_equal(nx_writer_file_end(writer, NX_STR("/a"), &info, true, &err), NX_OK);
	assert_int_equal(nx_writer_finish(writer, &counts, &err), NX_OK);
	nx_writer_close(writer);
	nx_store_close(store);
	assert_int_equal(counts.added, ARTICLES);
	assert_int_equal(counts.duplicates, ARTICLES / 10);
	store = open_index(NX_STORE_READ);
	return 0;
}

static inline int close_index(void **state)
{
	nx_store_close(store);
	free_lexicon(state);
	return remove_scratch(state);
}

/* An article found, with the folded values that it has. */
typedef struct row {
	char id[NX_ID_MAX];
	nx_str values[VALUES_MAX];
	size_t count;
	nx_str author; /* to the letter */
} row;

typedef struct reader {
	nx_facet facet;
	nx_arena arena;
	row rows[2 * ARTICLES];
	size_t count;
} reader;

static inline nx_str folded(nx_arena *arena, nx_str s)
{
	nx_buf buf = NX_BUF_INIT;
	nx_str out;

	nx_fold(&buf, s);
	out = nx_arena_str(arena, nx_buf_str(&buf));
	nx_buf_release(&buf);
	return out;
}

static inline void add_value(reader *r, row *to, nx_str value)
{
	nx_str key = value.n ? folded(&r->arena, value) : NX_STR_NULL;
	size_t i;

	if (!key.n)
		return;
	for (i = 0; i < to->count; i++)
		if (nx_str_eq(to->values[i], key))
			return;
	assert_true(to->count < VALUES_MAX);
	to->values[to->count++] = key;
}

static inline nx_status read_hit(void *ctx, const nx_hit *hit, nx_error *err)
{
	reader *r = ctx;
	row *to = &r->rows[r->count++];
	nx_str list = hit->tags, tag;
	static const size_t digits[] = {
		[NX_FACET_YEAR] = 4, [NX_FACET_MONTH] = 7, [NX_FACET_DAY] = 10
	};
	size_t i;

	(void)err;
	*to = (row){ .count = 0 };
	strcpy(to->id, hit->id);
	switch (r->facet) {
	case NX_FACET_SOURCE:
		add_value(r, to, hit->source);
		for (i = 0; i < hit->copy_count; i++)
			add_value(r, to, hit->copies[i].source);
		break;
	case NX_FACET_AUTHOR:
		add_value(r, to, hit->author);
		to->author = nx_arena_str(&r->arena, hit->author);
		break;
	case NX_FACET_SECTION:
		add_value(r, to, hit->section);
		break;
	case NX_FACET_TAG:
		while (list.p && nx_str_split(&list, '\n', &tag))
			add_value(r, to, tag);
		break;
	case NX_FACET_ENTITY:
		for (i = 0; i < COUNT(names); i++) {
			nx_buf body = NX_BUF_INIT;

			nx_buf_add(&body, hit->body);
			if (strstr(nx_buf_cstr(&body), names[i].text))
				add_value(r, to, nx_str_from(names[i].name));
			nx_buf_release(&body);
		}
		break;
	default:
		/* The id has the day: 20200131-7. */
		if (hit->id[0] != 'u') {
			char day[11];

			snprintf(day, sizeof day, "%.4s-%.2s-%.2s", hit->id, hit->id + 4,
				hit->id + 6);
			day[digits[r->facet]] = '\0';
			add_value(r, to, nx_str_from(day));
		}
	}
	return NX_OK;
}

static inline void read_all(reader *r, const char *text, const nx_search_options *options)
{
	nx_search_options all = *options;
	nx_buf unused = NX_BUF_INIT;
	nx_error err = NX_ERROR_INIT;
	nx_query query;

	all.limit = 2 * ARTICLES;
	all.offset = 0;
	all.with_text = true;
	nx_query_init(&query);
	if (*text)
		assert_int_equal(
			nx_query_parse(&query, nx_str_from(text), NX_MATCH_ALL, &err), NX_OK);
	if (nx_search(store, &query, lexicon, &all, read_hit, r, NULL, &err) != NX_OK)
		fail_msg("%s: %s", text, err.text);
	nx_query_release(&query);
	nx_buf_release(&unused);
}

static inline bool row_has(const row *r, nx_str key)
{
	size_t i;

	for (i = 0; i < r->count; i++)
		if (nx_str_eq(r->values[i], key))
			return true;
	return key.p == NULL && r->count == 0;
}

static inline int64_t count_rows(const reader *r, nx_str key)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < r->count; i++)
		n += row_has(&r->rows[i], key);
	return n;
}

typedef struct question {
	const char *text;
	nx_search_options options;
} question;

static const question questions[] = {
	{ "", { 0 } }, /* everything */
	{ "خبر", { 0 } },
	{ "شائع", { 0 } },
	{ "ملعب", { 0 } },
	{ "==شائع OR =نادر", { 0 } }, /* each article is looked at again */
	{ "نادر", { 0 } },            /* few: the articles are read */
	{ "-نادر source:سانا", { 0 } },
	{ "غائب", { 0 } },
	{ "", { .dated = true, .first_day = 2458850, .last_day = 2458880 } },
	{ "شائع", { .dated = true, .first_day = 2458850, .last_day = 2458880 } },
};

static inline void ask(const question *q, const nx_facet_ask *asks, size_t count, nx_facets *out)
{
	nx_error err = NX_ERROR_INIT;
	nx_query query;

	nx_query_init(&query);
	if (*q->text)
		assert_int_equal(
			nx_query_parse(&query, nx_str_from(q->text), NX_MATCH_ALL, &err), NX_OK);
	if (nx_search_facets(store, &query, lexicon, &q->options, asks, count, out, &err) != NX_OK)
		fail_msg("%s: %s", q->text, err.text);
	nx_query_release(&query);
}

#endif
