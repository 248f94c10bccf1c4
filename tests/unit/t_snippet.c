/* What must hold of the passage shown and its marks, over vocalised text that is made up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "newsidx/fold.h"
#include "newsidx/utf8.h"
#include "rows.h"
#include "scratch_index.h"

#define ARTICLES 60
#define QUERIES 1000

static const char *const sentences[] = {
	"أعلن وزير المالية أن الميزانية الجديدة ستخفض الضرائب على الشركات الصغيرة.",
	"وصل المزارعون إلى السوق قبل الفجر، ومعهم الزيتون والتين والعنب.",
	"هل تعود القطارات إلى المحطة القديمة؟ يقول المهندس إن العمل يحتاج عامين.",
	"قالت المعلمة: «اقرأوا الكتاب كله»، ثم خرج التلاميذ إلى الساحة.",
	"بلغت درجة الحرارة ٤٢٫٥ في الظل! وأغلقت المدارس أبوابها",
	"لم يحضر المدير الاجتماع، فقرر الأعضاء تأجيل الانتخابات إلى الخريف.",
	"فاز الفريق covid-19 الأزرق في المباراة بهدفين، وسط دهشة الجمهور…",
	"تحدث الشاعر عن بيته القديم وعن البحر والسفن التي لا تعود.",
	"السفينة الجانحة عطلت الملاحة أسبوعا؛ والسفن تنتظر في البحر.",
	"كتب الطبيب وصفة للمريض وطلب منه أن يعود بعد شهر.",
};
static const char *const queries[] = { "السفن", "البحر السفينة", "الميزانية الضرائب الشركات",
	"\"السفينة الجانحة\"", "كتب OR كتاب", "~الزيتون", "مدر*", "الطبيب NEAR/4 المريض", "covid",
	"=السوق", "==إلى", "المدير الانتخابات", "تعود البحر الشاعر", "42.5", "الحرارة -القطارات",
	"body:الخريف", "\"العمل يحتاج عامين\"", "المعلمة التلاميذ الساحة الكتاب" };
static const unsigned harakat[] = { 0x064B, 0x064C, 0x064D, 0x064E, 0x064F, 0x0650, 0x0651, 0x0652,
	0x0670, 0x0640 };

static uint32_t seed = 20240229;

static uint32_t next_random(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (uint32_t)((uint64_t)seed * below >> 32);
}

static void add_vocalised(nx_buf *out, nx_str s)
{
	size_t pos = 0;

	while (pos < s.n) {
		unsigned cp = nx_utf8_next(s, &pos);
		uint32_t marks = nx_fold_class(cp) == NX_CLASS_ARABIC ? next_random(4) : 0;

		nx_buf_add_cp(out, cp);
		while (marks-- > 1)
			nx_buf_add_cp(out, harakat[next_random(sizeof harakat / sizeof *harakat)]);
	}
}

static void write_articles(void)
{
	nx_store *store = open_index(NX_STORE_CREATE);
	nx_buf body = NX_BUF_INIT;
	nx_error err = NX_ERROR_INIT;
	sample samples[ARTICLES] = { { NULL } };
	nx_arena arena = NX_ARENA_INIT;
	size_t i, n;

	nx_store_close(store);
	for (i = 0; i < ARTICLES; i++) {
		nx_buf_clear(&body);
		for (n = 1 + next_random(25); n > 0; n--) {
			add_vocalised(&body, nx_str_from(sentences[next_random(
						     sizeof sentences / sizeof *sentences)]));
			nx_buf_addc(&body, next_random(4) ? ' ' : '\n');
		}
		samples[i] = (sample){ .date = "2024-02-29",
			.title = "خبر",
			.body = nx_arena_str(&arena, nx_buf_str(&body)).p };
	}
	write_file("/a", samples, ARTICLES);
	assert_int_equal(nx_buf_status(&body, &err), NX_OK);
	nx_buf_release(&body);
	nx_arena_release(&arena);
}

typedef struct wanted {
	nx_query *query;
	size_t width, hits, marks;
} wanted;

static bool is_mark(nx_str text, size_t pos)
{
	return pos < text.n && nx_fold_class(nx_utf8_next(text, &pos)) == NX_CLASS_DROP;
}

/* The mark by itself is a text in which all of it is marked. */
static void check_mark(const wanted *w, const nx_hit *hit, nx_span mark)
{
	nx_str text = nx_str_slice(hit->snippet, mark.start, mark.end);
	nx_spans spans = NX_SPANS_INIT;
	nx_error err = NX_ERROR_INIT;
	nx_node_kind kind = w->query->root->kind;

	assert_true(mark.start < mark.end && mark.end <= hit->snippet.n);
	assert_false(is_mark(hit->snippet, mark.start));
	assert_false(is_mark(hit->snippet, mark.end));
	if (kind == NX_NODE_NEAR) /* needs its other half */
		w->query->root->kind = NX_NODE_OR;
	assert_int_equal(nx_highlight(&spans, w->query, lexicon, text, false, &err), NX_OK);
	w->query->root->kind = kind;
	assert_int_equal(spans.count, 1);
	assert_int_equal(spans.items[0].start, 0);
	assert_int_equal(spans.items[0].end, text.n);
	nx_spans_release(&spans);
}

static nx_status check_hit(void *ctx, const nx_hit *hit, nx_error *err)
{
	wanted *w = ctx;
	size_t i, longest = w->width, start, end;

	(void)err;
	w->hits++;
	assert_int_equal(nx_utf8_valid(hit->snippet), hit->snippet.n);
	assert_true(hit->mark_count > 0);
	for (i = 0; i < hit->mark_count; i++) {
		size_t n = nx_utf8_length(
			nx_str_slice(hit->snippet, hit->marks[i].start, hit->marks[i].end));

		check_mark(w, hit, hit->marks[i]);
		longest = n > longest ? n : longest;
		w->marks++;
	}
	assert_true(nx_utf8_length(hit->snippet) <= longest);
	start = (size_t)(hit->snippet.p - hit->body.p);
	end = start + hit->snippet.n;
	assert_false(is_mark(hit->body, start));
	assert_false(is_mark(hit->body, end));
	return NX_OK;
}

static void marks_and_passages_are_sound(void **state)
{
	nx_store *store;
	size_t hits = 0, marks = 0;
	int i;

	(void)state;
	write_articles();
	store = open_index(NX_STORE_READ);
	for (i = 0; i < QUERIES; i++) {
		const char *text = queries[next_random(sizeof queries / sizeof *queries)];
		nx_query query;
		wanted w = { .query = &query, .width = 8 + next_random(240) };
		nx_search_options options = { .limit = 5,
			.offset = next_random(10),
			.with_text = true,
			.snippet_width = w.width };
		nx_error err = NX_ERROR_INIT;

		nx_query_init(&query);
		assert_int_equal(
			nx_query_parse(&query, nx_str_from(text), NX_MATCH_ALL, &err), NX_OK);
		if (nx_search(store, &query, lexicon, &options, check_hit, &w, NULL, &err) != NX_OK)
			fail_msg("%s: %s", text, err.text);
		nx_query_release(&query);
		hits += w.hits;
		marks += w.marks;
	}
	nx_store_close(store);
	assert_true(hits > QUERIES && marks > QUERIES);
}

/* The passage shown of a text, with the marks in brackets. */
static void passage(nx_buf *got, const char *query_text, const char *text, size_t width)
{
	nx_spans spans = NX_SPANS_INIT;
	nx_error err = NX_ERROR_INIT;
	bool cut_start, cut_end;
	nx_query query;
	nx_str shown;

	nx_query_init(&query);
	assert_int_equal(
		nx_query_parse(&query, nx_str_from(query_text), NX_MATCH_ALL, &err), NX_OK);
	if (query.root->child_count) /* the last is the rarest */
		query.root->children[query.root->child_count - 1]->weight = 1;
	assert_int_equal(nx_highlight(&spans, &query, NULL, nx_str_from(text), false, &err), NX_OK);
	shown = nx_snippet(nx_str_from(text), &spans, width, &cut_start, &cut_end);
	nx_buf_clear(got);
	nx_buf_add(got, shown);
	nx_spans_release(&spans);
	nx_query_release(&query);
}

static void check_passage(const char *query, const char *text, size_t width, const char *want)
{
	nx_buf got = NX_BUF_INIT;

	passage(&got, query, text, width);
	assert_string_equal(nx_buf_cstr(&got), want);
	nx_buf_release(&got);
}

static void best_passages(void **state)
{
	(void)state;
	/* All words before many of one. */
	check_passage("aa bb", "aa aa aa aa aa. xxxxx xxxxx xxxxx xxxxx xxxxx. aa xx bb.", 18,
		"aa xx bb.");
	/* The rare one before the frequent one. */
	check_passage("aa bb", "aa aa aa. xxxxx xxxxx xxxxx xxxxx xxxxx. xx bb.", 12, "xx bb.");
	/* Near before far. */
	check_passage("aa bb", "aa x xxxx xxxxx xxx bb. yyyyyyyy yyyyyyyyyy yyyyyyyyy. aa bb.", 26,
		"aa bb.");
	/* From the beginning of the sentence to the end of one. */
	check_passage(
		"aa", "Xx xx xx. Yy yy aa yy. Zz zz zz zz zz zz zz zz zz", 16, "Yy yy aa yy.");
	check_passage("aa", "Xx xx 2.5 aa yy zz zz zz zz zz zz zz zz", 14, "Xx xx 2.5 aa");
	/* Not over the end of a paragraph backwards. */
	check_passage("aa", "xx xx xx xx xx\nyy aa yy yy yy yy yy yy", 12, "yy aa yy yy");
	/* A whole text needs no choice. */
	check_passage("aa", "xx. aa. yy", 100, "xx. aa. yy");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			marks_and_passages_are_sound, make_scratch, remove_scratch),
		cmocka_unit_test(best_passages),
	};

	return cmocka_run_group_tests(tests, NULL, free_lexicon);
}
