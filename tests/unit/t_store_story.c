/* The same story: articles that are like one, and all that are like others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "record_index.h"
#include "store/internal.h"

#define R(...) ((record){ __VA_ARGS__ })

#define HEAD                                                                                                                                                        \
	"افتتح وزير النقل صباح اليوم جسرا جديدا فوق نهر السلام يربط ضفتي المدينة القديمة بعد " \
	"أعمال دامت ثلاث سنوات وكلفت سبعين مليونا من ميزانية الدولة. "
#define MIDDLE                                                                                                                                                      \
	"وقال الوزير إن الجسر سيخفف الزحام عن وسط المدينة ويقصر الطريق إلى الميناء بنحو عشرة " \
	"كيلومترات في كل اتجاه. "
#define TAIL                                                                                                                                                            \
	"وحضر الافتتاح رئيس البلدية وعدد من سكان الأحياء المجاورة الذين انتظروا المشروع طويلا " \
	"وطالبوا بإنارة الطرق المؤدية إليه قبل حلول الشتاء."
#define OTHER                                                                                                                                                       \
	"أعلن الاتحاد العربي للسباحة قائمة المنتخبات المشاركة في البطولة المقبلة التي تقام "  \
	"على شاطئ العقبة مطلع الصيف وتضم القائمة أربعة عشر منتخبا بينها ثلاثة تشارك لأول مرة " \
	"في تاريخها وتبدأ القرعة يوم الأحد في مقر الاتحاد بحضور ممثلي الفرق والحكام الدوليين."

static nx_status list_likeness(void *ctx, const nx_hit *hit, nx_error *err)
{
	nx_buf *out = ctx;

	assert_true(hit->score > 0 && hit->score <= 1);
	/* In an index of so few each may have a word of any other. */
	if (hit->likeness == NX_LIKE_RELATED)
		return NX_OK;
	nx_buf_addf(out, "%s%.*s %s", out->n ? ", " : "", NX_FMT(hit->docno),
		nx_likeness_name(hit->likeness));
	return nx_buf_status(out, err);
}

/* What is like the article, "docno reason, ..." */
static void check_similar(const char *id, const char *want, int line)
{
	nx_store *store = open_index(NX_STORE_READ);
	nx_error err = NX_ERROR_INIT;
	nx_buf got = NX_BUF_INIT;
	nx_status st = nx_store_similar(store, nx_str_from(id), 10, list_likeness, &got, &err);

	if (st != NX_OK)
		nx_buf_adds(&got, err.text);
	if (strcmp(nx_buf_cstr(&got), want) != 0)
		fail_msg("line %d: \"%s\", not \"%s\"", line, nx_buf_cstr(&got), want);
	nx_buf_release(&got);
	nx_store_close(store);
}

static nx_status list_story(void *ctx, const nx_member *members, size_t count, nx_error *err)
{
	nx_buf *out = ctx;

	nx_buf_adds(out, out->n ? " |" : "");
	for (size_t i = 0; i < count; i++)
		nx_buf_addf(out, "%s%.*s", out->n ? " " : "", NX_FMT(members[i].docno));
	return nx_buf_status(out, err);
}

static void check_stories(size_t min, const char *want, int line)
{
	nx_store *store = open_index(NX_STORE_READ);
	nx_error err = NX_ERROR_INIT;
	nx_buf got = NX_BUF_INIT;

	if (nx_store_duplicates(store, min, SIZE_MAX, list_story, &got, &err) != NX_OK)
		fail_msg("%s", err.text);
	if (strcmp(nx_buf_cstr(&got), want) != 0)
		fail_msg("line %d: \"%s\", not \"%s\"", line, nx_buf_cstr(&got), want);
	nx_buf_release(&got);
	nx_store_close(store);
}

#define SIMILAR(id, want) check_similar(id, want, __LINE__)
#define STORIES(min, want) check_stories(min, want, __LINE__)

static const record bridge[] = {
	R(.docno = "a", .date = "2020-03-05T18:00", .title = "جسر جديد", .body = HEAD MIDDLE TAIL),
	R(.docno = "b", .date = "2020-03-05T09:00", .title = "افتتاح جسر السلام",
		.body = HEAD MIDDLE TAIL),
	R(.docno = "c", .date = "2020-03-05", .body = HEAD TAIL),
	R(.docno = "d", .date = "2020-03-05T10:00", .title = "بطولة السباحة", .body = OTHER),
};

static void kinds(void **state)
{
	(void)state;
	write_records("/a", bridge, 4);
	check_sound();
	SIMILAR("20200305-1", "b copy, c copy");
	SIMILAR("20200305-3", "a copy, b copy");
	SIMILAR("20200305-4", "");
	SIMILAR("20200305-9", "no article 20200305-9");
	SIMILAR("nonsense", "\"nonsense\" is not an id; ids look like 20201027-3 or undated-7");
}

/* An hour is before the day of which no hour is known. */
static void earliest_first(void **state)
{
	(void)state;
	write_records("/a", bridge, 4);
	STORIES(2, "b a c");
	STORIES(3, "b a c");
	STORIES(4, "");
}

static void articles_go_with_their_shingles(void **state)
{
	record changed[4];
	nx_error err = NX_ERROR_INIT;
	nx_str id = NX_STR("20200305-2");
	nx_store *store;
	uint64_t removed = 0;

	(void)state;
	memcpy(changed, bridge, sizeof changed);
	write_records("/a", bridge, 4);
	changed[2].body = OTHER " وتنقل المباريات على الهواء مباشرة.";
	write_records("/a", changed, 4);
	check_sound();
	STORIES(2, "b a | d c");
	store = open_index(NX_STORE_WRITE);
	assert_int_equal(nx_store_remove(store, &id, 1, &removed, &err), NX_OK);
	nx_store_close(store);
	check_sound();
	STORIES(2, "d c");
}

/* Of one text and another date or source nothing else is left. */
static void dates_decide(void **state)
{
	const record far[] = {
		R(.docno = "a", .date = "2020-03-05", .body = HEAD MIDDLE TAIL),
		R(.docno = "b", .date = "2020-03-08", .body = HEAD TAIL " " OTHER),
		R(.docno = "c", .date = "2020-03-09", .body = HEAD TAIL " " OTHER " وتحدث آخرون."),
		R(.docno = "d", .date = "2020-04-20", .body = HEAD MIDDLE TAIL " وتحدث آخرون."),
	};

	(void)state;
	write_records("/a", far, 4);
	SIMILAR("20200305-1", "d copy, b same story");
	SIMILAR("20200309-1", "b copy");
}

/* The same words each time, and another name. */
static void templates(void **state)
{
#define GREETING(country, day)                                                                                                                               \
	"بعث رئيس الجمهورية برقية تهنئة إلى رئيس " country " بمناسبة ذكرى " day " لبلاده. "                                                            \
	"وأعرب الرئيس باسمه وباسم شعب الجمهورية وحكومتها عن أصدق التهاني وأطيب التمنيات " \
	"بالصحة والسعادة لفخامته ولشعب " country " الصديق اطراد التقدم والازدهار."
	const record greetings[] = {
		R(.docno = "a", .date = "2020-03-05", .title = "الرئيس يهنئ رئيس بوليفيا",
			.body = GREETING("بوليفيا", "الاستقلال")),
		R(.docno = "b", .date = "2020-03-06", .title = "الرئيس يهنئ رئيس سنغافورة",
			.body = GREETING("سنغافورة", "اليوم الوطني")),
		R(.docno = "c", .date = "2020-03-06", .title = "تهنئة إلى رئيس سنغافوره",
			.body = GREETING("سنغافورة", "يومها الوطني")),
	};

	(void)state;
	write_records("/a", greetings, 3);
	STORIES(2, "b c");
}

/* One text stands in another, much longer one: they are two stories. */
static void part(void **state)
{
	const record rows[] = {
		R(.docno = "a", .date = "2020-03-05", .body = HEAD),
		R(.docno = "b", .date = "2020-03-05", .body = HEAD MIDDLE TAIL OTHER),
	};

	(void)state;
	write_records("/a", rows, 2);
	SIMILAR("20200305-1", "b part");
	STORIES(2, "");
}

static void rebuilt(void **state)
{
	nx_error err = NX_ERROR_INIT;
	nx_store *store;
	nx_status st;

	(void)state;
	write_records("/a", bridge, 4);
	run_sql("UPDATE article SET keys = replace(keys, char(3) || '#', char(3) || '!')");
	STORIES(2, "");
	store = open_index(NX_STORE_REBUILD);
	st = nx_store_check(store, &err);
	assert_int_equal(st, NX_ERR_DB);
	assert_int_equal(nx_store_rebuild(store, lexicon, &err), NX_OK);
	nx_store_close(store);
	check_sound();
	STORIES(2, "b a c");
}

/* The full-text index agrees with the articles, and these are not what their texts give. */
static void shingles_are_checked(void **state)
{
	nx_error err = NX_ERROR_INIT;
	nx_store *store;

	(void)state;
	write_records("/a", bridge, 4);
	store = open_index(NX_STORE_WRITE);
	assert_int_equal(nx_store_check(store, &err), NX_OK);
	assert_int_equal(
		store_exec(store,
			"UPDATE article SET keys = replace(keys, char(3) || '#', char(3) ||"
			" '!') WHERE docno = 'd';"
			"INSERT INTO article_fts(article_fts) VALUES('rebuild')",
			&err),
		NX_OK);
	assert_int_equal(nx_store_check(store, &err), NX_ERR_DB);
	assert_non_null(strstr(err.text, "20200305-4: the shingles"));
	nx_store_close(store);
}

/* A name in two spellings is not two names. */
#define MORE " وأضاف أن العمل في جسرين آخرين يبدأ مطلع العام المقبل قرب المطار والملعب البلدي."
static void spellings_of_a_name(void **state)
{
	const record rows[] = {
		R(.docno = "a", .date = "2020-03-05", .title = "جسر فوق نهر كولورادو",
			.body = HEAD " وسمي الجسر كولورادو. " TAIL MIDDLE),
		R(.docno = "b", .date = "2020-03-05", .title = "افتتاح جسر كولارادو",
			.body = HEAD " وسمي الجسر كولارادو. " TAIL MORE),
		R(.docno = "c", .date = "2020-03-05", .title = "افتتاح جسر ميسيسيبي",
			.body = HEAD " وسمي الجسر ميسيسيبي. " TAIL MORE),
	};

	(void)state;
	write_records("/a", rows, 2);
	SIMILAR("20200305-1", "b same story");
	write_records("/b", rows + 2, 1);
	SIMILAR("20200305-1", "b same story");
}

static nx_status list_collapsed(void *ctx, const nx_hit *hit, nx_error *err)
{
	nx_buf *out = ctx;

	assert_true(hit->collapsed);
	nx_buf_addf(out, "%s%zu:%.*s", out->n ? " | " : "", hit->rank, NX_FMT(hit->docno));
	for (size_t i = 0; i < hit->similar_count; i++)
		nx_buf_addf(out, " %.*s", NX_FMT(hit->similar[i].docno));
	return nx_buf_status(out, err);
}

static void check_collapsed(nx_sort sort, size_t offset, size_t limit, const char *want)
{
	nx_search_options options = {
		.sort = sort, .limit = limit, .offset = offset, .collapse = true
	};
	nx_store *store = open_index(NX_STORE_READ);
	nx_buf got = NX_BUF_INIT;

	search(&got, store, NX_STR(""), NX_MATCH_ALL, &options, list_collapsed);
	assert_string_equal(nx_buf_cstr(&got), want);
	nx_buf_release(&got);
	nx_store_close(store);
}

static void limit_counts_stories(void **state)
{
	(void)state;
	write_records("/a", bridge, 4);
	check_collapsed(NX_SORT_OLDEST, 0, 10, "1:a b c | 2:d");
	check_collapsed(NX_SORT_NEWEST, 0, 10, "1:d | 2:c b a");
	check_collapsed(NX_SORT_OLDEST, 0, 1, "1:a b c");
	check_collapsed(NX_SORT_OLDEST, 1, 1, "2:d");
	check_collapsed(NX_SORT_OLDEST, 2, 5, "");
}

/* More copies than are looked at in the first place. */
static void many_copies(void **state)
{
	enum { MANY = 150 };
	static char bodies[MANY][sizeof HEAD MIDDLE TAIL + 32];
	static record rows[MANY + 1];
	nx_search_options options = { .sort = NX_SORT_OLDEST, .limit = 2, .collapse = true };
	nx_buf got = NX_BUF_INIT;
	nx_store *store;

	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		snprintf(bodies[i], sizeof bodies[i], "%s رقم %zu", HEAD MIDDLE TAIL, i);
		rows[i] = R(.date = "2020-03-05", .body = bodies[i]);
	}
	rows[MANY] = R(.docno = "last", .date = "2020-03-05", .body = OTHER);
	write_records("/a", rows, MANY + 1);
	store = open_index(NX_STORE_READ);
	search(&got, store, NX_STR(""), NX_MATCH_ALL, &options, list_collapsed);
	assert_true(nx_str_ends(nx_buf_str(&got), NX_STR("    | 2:last")));
	nx_buf_release(&got);
	nx_store_close(store);
}

#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, make_scratch, remove_scratch)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(kinds),
		IN_SCRATCH(earliest_first),
		IN_SCRATCH(articles_go_with_their_shingles),
		IN_SCRATCH(dates_decide),
		IN_SCRATCH(templates),
		IN_SCRATCH(part),
		IN_SCRATCH(rebuilt),
		IN_SCRATCH(shingles_are_checked),
		IN_SCRATCH(spellings_of_a_name),
		IN_SCRATCH(limit_counts_stories),
		IN_SCRATCH(many_copies),
	};

	return cmocka_run_group_tests(tests, NULL, free_lexicon);
}
