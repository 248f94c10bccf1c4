/* Files that change at random, read again each time: whatever happens, every record has
 * its place, the index agrees with its articles, and a dry run says what a run does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "record_index.h"

enum { FILES = 3, MOST = 7, WALKS = 12, STEPS = 14 };

typedef struct dump {
	record records[MOST];
	size_t count;
} dump;

static uint64_t chance;

/* Of Knuth's generator the upper bits. */
static unsigned below(unsigned n)
{
	chance = chance * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(chance >> 33) % n;
}

#define PICK(list) (list)[below(sizeof(list) / sizeof *(list))]

static record any_record(void)
{
	static const char *const docnos[] = { NULL, "1", "2", "3" };
	static const char *const sources[] = { NULL, "وفا", "سانا" };
	static const char *const titles[] = { NULL, "خبر", "خَبَر", "نبأ" };
	static const char *const dates[] = { NULL, "2020-01-02", "2020-01-03T10:00" };
	static const char *const tags[] = { NULL, "سفر", "نقل" };
	static const char *const urls[] = { NULL, NULL, "http://x/1" };
	static const char *const bodies[] = { LONG("كلمة1"), LONG("كلمة2"), LONG("كلمة3"), "كلمة1",
		"كلمة2 بوتين", NULL };

	return (record){ .docno = PICK(docnos),
		.source = PICK(sources),
		.title = PICK(titles),
		.date = PICK(dates),
		.tag = PICK(tags),
		.url = PICK(urls),
		.body = PICK(bodies) };
}

static void change(dump *d)
{
	static const char *const members[] = { NULL, NULL, NULL, "a.txt", "b.txt" };
	unsigned at = below((unsigned)d->count + 1), what = below(4);
	size_t i;

	if (what < 2 && d->count < MOST) {
		memmove(&d->records[at + 1], &d->records[at],
			(d->count++ - at) * sizeof *d->records);
		d->records[at] = any_record();
		d->records[at].member = PICK(members);
	} else if (what == 2 && at < d->count) {
		memmove(&d->records[at], &d->records[at + 1],
			(--d->count - at) * sizeof *d->records);
	} else if (at < d->count) {
		const char *member = d->records[at].member;
		const record any = any_record();

		if (below(2))
			d->records[at].body = any.body;
		else
			d->records[at] = any;
		d->records[at].member = member;
	}
	for (i = 0; i < d->count; i++)
		d->records[i].sole = d->count == 1;
}

static nx_write_counts read_files(const dump *dumps, unsigned which, nx_writer_options options)
{
	const nx_file_info info = { .size = 1, .mtime = 1 };
	run r = run_begin(&options);
	char path[] = "/0";

	for (unsigned i = 0; i < FILES; i++) {
		path[1] = (char)('0' + i);
		if (which & 1u << i)
			run_file_to(&r, path, dumps[i].records, dumps[i].count, true, &info);
	}
	return run_end(&r);
}

/* A part of a file, as of a run that was stopped. */
static void read_part(const dump *d, unsigned which)
{
	const nx_file_info info = { .size = 1, .mtime = 1 };
	char path[] = "/0";
	run r = run_begin(NULL);

	path[1] = (char)('0' + which);
	run_file_to(&r, path, d->records, below((unsigned)d->count + 1), false, &info);
	run_end(&r);
}

static void add_field(nx_buf *out, const char *text)
{
	nx_buf_addf(out, "|%s", text ? text : "-");
}

/* What stands where: the docno, source and URL of each record. */
static void check_places(const dump *dumps)
{
	nx_buf want = NX_BUF_INIT, got = NX_BUF_INIT;
	size_t i, j;

	for (i = 0; i < FILES; i++)
		for (j = 0; j < dumps[i].count; j++) {
			const record *r = &dumps[i].records[j];

			nx_buf_addf(&want, "/%zu|%s|%zu", i, r->member ? r->member : "", j + 1);
			add_field(&want, r->docno);
			add_field(&want, r->source);
			add_field(&want, r->url);
			nx_buf_addc(&want, '\n');
		}
	/* Members that come again are numbered apart. */
	ask_sql(&got, "SELECT path, member, ordinal & 4294967295 AS n, docno, source, url FROM"
		      " (SELECT file_id, member, ordinal, docno, source, url FROM article UNION ALL"
		      "  SELECT file_id, member, ordinal, docno, source, url FROM copy)"
		      " JOIN file ON file.id = file_id ORDER BY path, n");
	assert_string_equal(nx_buf_cstr(&got), nx_buf_cstr(&want));
	nx_buf_release(&want);
	nx_buf_release(&got);
}

/* The index as it has grown is the index made anew. */
static void check_rebuilt(void)
{
	nx_buf grown = NX_BUF_INIT, anew = NX_BUF_INIT;
	nx_error err = NX_ERROR_INIT;
	nx_store *store;

	dump_index(&grown);
	store = open_index(NX_STORE_REBUILD);
	if (nx_store_rebuild(store, lexicon, &err) != NX_OK)
		fail_msg("%s", err.text);
	nx_store_close(store);
	dump_index(&anew);
	assert_string_equal(nx_buf_cstr(&grown), nx_buf_cstr(&anew));
	nx_buf_release(&grown);
	nx_buf_release(&anew);
}

static void check_same_counts(nx_write_counts dry, nx_write_counts done, unsigned walk, unsigned n)
{
	nx_buf said = NX_BUF_INIT, did = NX_BUF_INIT;

	say(&said, dry);
	say(&did, done);
	if (dry.undated != done.undated || !nx_str_eq(nx_buf_str(&said), nx_buf_str(&did)))
		fail_msg("walk %u, step %u: dry run says %s; %llu undated, the run %s; %llu", walk,
			n, nx_buf_cstr(&said), (unsigned long long)dry.undated, nx_buf_cstr(&did),
			(unsigned long long)done.undated);
	nx_buf_release(&said);
	nx_buf_release(&did);
}

static void forget(dump *dumps, unsigned which)
{
	nx_store *store = open_index(NX_STORE_WRITE);
	char path[] = "/0";
	uint64_t removed;

	path[1] = (char)('0' + which);
	if (nx_store_remove_path(store, nx_str_from(path), &removed, NULL) == NX_OK)
		dumps[which].count = 0;
	nx_store_close(store);
}

static void step(dump *dumps, unsigned walk, unsigned n)
{
	nx_writer_options options = { .replace = below(4) == 0, .dry_run = true };
	unsigned which = 1 + below((1u << FILES) - 1), i;
	nx_write_counts said, done;

	for (i = 0; i < FILES; i++)
		if (which & 1u << i)
			change(&dumps[i]);
	if (below(4) == 0)
		for (i = 0; i < FILES; i++)
			if (which & 1u << i)
				read_part(&dumps[i], i);
	said = read_files(dumps, which, options);
	options.dry_run = false;
	done = read_files(dumps, which, options);
	check_same_counts(said, done, walk, n);
	check_sound();
	check_places(dumps);
	/* Read again there is nothing to do. */
	done = read_files(dumps, which, options);
	assert_int_equal(done.added + done.updated + done.removed + done.duplicates, 0);
	if (below(8) == 0)
		forget(dumps, below(FILES));
}

static void every_record_has_its_place(void **state)
{
	unsigned walk, n;

	for (walk = 0; walk < WALKS; walk++) {
		dump dumps[FILES] = { 0 };

		chance = walk * 2654435761u + 1;
		for (n = 0; n < STEPS; n++)
			step(dumps, walk, n);
		check_rebuilt();
		check_sound();
		remove_scratch(state);
		make_scratch(state);
	}
}

#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, make_scratch, remove_scratch)

int main(void)
{
	const struct CMUnitTest tests[] = { IN_SCRATCH(every_record_has_its_place) };

	return cmocka_run_group_tests(tests, NULL, free_lexicon);
}
