/* Text files of one article or of several: each tests/data/ingest/page/NAME.txt gives
 * what NAME.log says. Files "many-*" hold several, files "one-*" rules that part
 * nothing. */
#include "ingest_recorder.h"

#include <dirent.h>
#include <inttypes.h>
#include <limits.h>

#include "ingest/page_mark.h"

#define FOLDER "tests/data/ingest/page"

static void log_field(nx_buf *log, const char *name, nx_str value)
{
	if (value.p)
		nx_buf_addf(log, "  %s %.*s\n", name, NX_FMT(value));
}

static nx_status log_article(void *ctx, const nx_place *place, nx_article *article, nx_error *err)
{
	nx_buf *log = ctx;
	nx_str rest = article->body, line;
	size_t lines = 0;

	(void)err;
	nx_buf_addf(log, "article %" PRIu64 " line %" PRIu64 "%s\n", place->ordinal, place->line,
		place->sole ? " sole" : "");
	log_field(log, "title", article->title);
	if (article->date.precision != NX_PRECISION_NONE)
		nx_buf_addf(log, "  date %d-%02d-%02d\n", article->date.year, article->date.month,
			article->date.day);
	log_field(log, "source", article->source);
	log_field(log, "author", article->author);
	log_field(log, "url", article->url);
	while (nx_str_split(&rest, '\n', &line))
		nx_buf_addf(log, "  body %zu %.*s\n", ++lines, NX_FMT(line));
	return NX_OK;
}

static nx_status log_refused(void *ctx, const nx_place *place, const nx_error *why, nx_error *err)
{
	(void)err;
	nx_buf_addf(ctx, "refused %" PRIu64 " %s\n", place->ordinal, why->text);
	return NX_OK;
}

static nx_status log_warning(void *ctx, const nx_place *place, const char *message, nx_error *err)
{
	(void)err;
	nx_buf_addf(ctx, "warning %" PRIu64 " %s\n", place->ordinal, message);
	return NX_OK;
}

static void read_logged(nx_buf *log, const char *path)
{
	nx_ingest_sink sink = {
		.ctx = log, .article = log_article, .refused = log_refused, .warning = log_warning
	};
	nx_ingest_options options = { .format = NX_FORMAT_PAGE };

	assert_int_equal(nx_ingest_path(path, &options, &sink, NULL), NX_OK);
}

static int is_text(const struct dirent *entry)
{
	return nx_str_ends(nx_str_from(entry->d_name), NX_STR(".txt"));
}

static void test_files(void **state)
{
	struct dirent **names = NULL;
	int count = scandir(FOLDER, &names, is_text, alphasort), failures = 0;

	(void)state;
	assert_in_range(count, 40, 1000);
	for (int i = 0; i < count; i++) {
		nx_buf log = NX_BUF_INIT, want = NX_BUF_INIT;
		char path[512];
		int n = snprintf(path, sizeof path, FOLDER "/%s", names[i]->d_name);

		read_logged(&log, path);
		memcpy(path + n - 3, "log", 3);
		nx_file_read(&want, path, 1 << 20, NULL);
		if (!nx_str_eq(nx_buf_str(&log), nx_buf_str(&want))) {
			print_error("%s: got\n%s", path, nx_buf_cstr(&log));
			failures++;
		}
		nx_buf_release(&log);
		nx_buf_release(&want);
		free(names[i]);
	}
	free(names);
	assert_int_equal(failures, 0);
}

static const char *const level_names[] = { "text", "faint", "weak", "clear", "named" };

static void test_marks(void **state)
{
	const char *path = "tests/data/page_marks.tsv";
	nx_buf file = NX_BUF_INIT;
	nx_str rest, line, text, want;
	size_t number = 0, cases = 0, failures = 0;

	(void)state;
	assert_int_equal(nx_file_read(&file, path, 1 << 20, NULL), NX_OK);
	rest = nx_buf_str(&file);
	while (nx_str_split(&rest, '\n', &line)) {
		const char *got;

		number++;
		if (line.n == 0 || nx_str_starts(line, NX_STR("# ")))
			continue;
		assert_true(nx_str_split(&line, '\t', &text) && nx_str_split(&line, '\t', &want));
		if (nx_str_eq(text, NX_STR("\\f")))
			text = NX_STR("\f");
		got = level_names[nx_page_mark_of(text).level];
		cases++;
		if (nx_str_eq(want, nx_str_from(got)))
			continue;
		failures++;
		print_error("%s:%zu: got %s, want %.*s\n", path, number, got, NX_FMT(want));
	}
	nx_buf_release(&file);
	assert_int_not_equal(cases, 0);
	assert_int_equal(failures, 0);
}

static const char *const story =
	"سفينة حاويات عملاقة تجنح وتسد قناة السويس\n\n23 مارس 2021\n\n"
	"جنحت سفينة الحاويات إيفر غيفن صباح الثلاثاء في المجرى الجنوبي من قناة السويس.\n\n"
	"وقالت هيئة القناة إن الرياح الشديدة والعاصفة الرملية حجبتا الرؤية عن طاقم السفينة.\n";

static void write_stories(FILE *f, int count)
{
	for (int i = 0; i < count; i++)
		fprintf(f, "%s====================\n", story);
}

static FILE *begin_file(const char *name)
{
	FILE *f = fopen(in_dir(name), "wb");

	assert_non_null(f);
	return f;
}

/* A dump of any length is held by one article or two. */
static void test_memory(void **state)
{
	recorder r = { .quiet = true };
	FILE *f = begin_file("dump.txt");

	(void)state;
	write_stories(f, 60000); /* beyond NX_PAGE_LIMIT */
	assert_in_range(ftell(f), NX_PAGE_LIMIT + 1, LONG_MAX);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(run(&r, in_dir("dump.txt"), NX_FORMAT_PAGE), NX_OK);
	assert_int_equal(r.articles, 60000);
	assert_in_range(r.memory[1], 0, r.memory[0] + 262144);
	nx_buf_release(&r.log);
}

static void write_lines(FILE *f, size_t bytes, const char *line)
{
	for (size_t n = 0; n < bytes; n += strlen(line))
		fputs(line, f);
}

/* Too long in many lines and too long in one; the articles around are read. */
static void test_long_part(void **state)
{
	static const char *const lines[] = { "كلام كثير يعاد مرة بعد مرة.\n", "كلام بلا نهاية " };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		FILE *f = begin_file("long.txt");
		recorder r = { .strip = strlen(dir) + 1 };

		write_stories(f, 2);
		fputs(story, f);
		write_lines(f, NX_PAGE_LIMIT, lines[i]);
		fputs("\n====================\n", f);
		write_stories(f, 1);
		assert_int_equal(fclose(f), 0);
		assert_int_equal(run(&r, in_dir("long.txt"), NX_FORMAT_PAGE), NX_OK);
		expect(&r, "begin long.txt\n"
			   "article 1 سفينة حاويات عملاقة تجنح وتسد قناة السويس\n"
			   "article 2 سفينة حاويات عملاقة تجنح وتسد قناة السويس\n"
			   "refused 3 line 17: longer than 16777216 bytes, the limit of a page\n"
			   "article 4 سفينة حاويات عملاقة تجنح وتسد قناة السويس\n"
			   "end complete\n");
	}
}

/* Without a mark that parts it a long file is one page that is too long. */
static void test_long_page(void **state)
{
	FILE *f = begin_file("long.txt");

	(void)state;
	fputs(story, f);
	write_lines(f, NX_PAGE_LIMIT, "كلام كثير يعاد مرة بعد مرة.\n-----\n");
	assert_int_equal(fclose(f), 0);
	expect_path(in_dir("long.txt"), strlen(dir) + 1,
		"begin long.txt\nrefused 0 longer than 16777216 bytes, the limit of a page\n"
		"end broken\n");
}

/* Beyond the head of the file, which must be text. */
static void test_damage(void **state)
{
	FILE *f = begin_file("damage.txt");
	recorder r = { .strip = strlen(dir) + 1 };

	(void)state;
	fprintf(f, "=== Document 1 of 4 ===\n%s", story);
	write_lines(f, 16000, "وقالت هيئة القناة إن الحركة متوقفة.\n");
	fprintf(f, "=== Document 2 of 4 ===\n%s%c\n", story, '\0');
	fprintf(f, "=== Document 3 of 4 ===\n%s\xFF\n", story);
	fprintf(f, "=== Document 4 of 4 ===\n....\n");
	assert_int_equal(fclose(f), 0);
	assert_int_equal(run(&r, in_dir("damage.txt"), NX_FORMAT_PAGE), NX_OK);
	expect(&r, "begin damage.txt\n"
		   "article 1 سفينة حاويات عملاقة تجنح وتسد قناة السويس\n"
		   "refused 2 line 257: binary file (NUL at byte 392)\n"
		   "warning 3 1 ill-formed UTF-8 sequences replaced, the first at byte 17303\n"
		   "article 3 سفينة حاويات عملاقة تجنح وتسد قناة السويس\n"
		   "refused 4 line 275: no article in it: neither title nor text found\n"
		   "end complete\n");
}

static void test_stop(void **state)
{
	FILE *f = begin_file("stop.txt");
	recorder r = { .strip = strlen(dir) + 1, .stop = "article" };

	(void)state;
	write_stories(f, 3);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(run(&r, in_dir("stop.txt"), NX_FORMAT_PAGE), NX_ERR_STOPPED);
	expect(&r, "begin stop.txt\narticle 1 سفينة حاويات عملاقة تجنح وتسد قناة السويس\n");
}

/* Wherever the file ends. */
static void test_cut_off(void **state)
{
	static const char *const names[] = { "many-boxed", "many-documents", "many-rules-urls" };

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		nx_buf file = NX_BUF_INIT;
		char path[256];

		snprintf(path, sizeof path, FOLDER "/%s.txt", names[i]);
		assert_int_equal(nx_file_read(&file, path, 1 << 20, NULL), NX_OK);
		for (size_t n = 0; n < file.n; n++) {
			recorder r = { .quiet = true };

			assert_int_equal(run(&r, put("cut", file.p, n), NX_FORMAT_PAGE), NX_OK);
			assert_in_range(r.articles, 0, 3);
			nx_buf_release(&r.log);
		}
		nx_buf_release(&file);
	}
}

/* Quadratic time would show: each takes some seconds at the most. */
static void test_hostile(void **state)
{
	static const char *const pieces[] = { "=", "=====\n", "-----\n", "\f", "a\n\f", "\n", "\r",
		"=====\na\n", "-----\na\nb\nc\nd\n", "=====\na\nb\nc\nd\n",
		"http://a\nb\nc\nd\ne\n", "Document 1 of 2\n", "=== 1 ===\na\n",
		"=====\nعنوان من أربع كلمات\n\nنص طويل ينتهي بنقطة ولا يعد فقرة إلا إذا طال حتى "
		"يزيد على ستين حرفا، وهذا كذلك وزيادة، فليكن.\nونص آخر مثله ينتهي بنقطة ولا يعد "
		"فقرة إلا إذا طال حتى يزيد على الحد.\n" };

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		FILE *f = begin_file("hostile.txt");
		recorder r = { .quiet = true };

		write_lines(f, 2000000, pieces[i]);
		assert_int_equal(fclose(f), 0);
		assert_int_equal(run(&r, in_dir("hostile.txt"), NX_FORMAT_PAGE), NX_OK);
		nx_buf_release(&r.log);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_marks),
		IN_DIR(test_memory),
		IN_DIR(test_long_part),
		IN_DIR(test_long_page),
		IN_DIR(test_damage),
		IN_DIR(test_stop),
		IN_DIR(test_cut_off),
		IN_DIR(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
