/* The names: that every fact resolves to itself, what a query finds, and where names
 * stand in running text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "date_rows.h"
#include "newsidx/arena.h"
#include "newsidx/entity.h"
#include "newsidx/fold.h"
#include "newsidx/utf8.h"

static nx_lexicon *lexicon;

static int make_lexicon(void **state)
{
	nx_error err = NX_ERROR_INIT;

	(void)state;
	if (nx_lexicon_new(&lexicon, &err) != NX_OK) {
		print_error("%s\n", err.text);
		return -1;
	}
	return 0;
}

static int free_lexicon(void **state)
{
	(void)state;
	nx_lexicon_free(lexicon);
	return 0;
}

static nx_str name_of(const nx_entity *entity)
{
	return entity ? entity->name : NX_STR("-");
}

static bool finds(const char *path, int line, nx_str query, nx_str want)
{
	nx_str got = name_of(nx_lexicon_find(lexicon, query));

	if (nx_str_eq(got, want))
		return true;
	print_error("%s:%d: '%.*s' finds '%.*s', not '%.*s'\n", path, line, NX_FMT(query),
		NX_FMT(got), NX_FMT(want));
	return false;
}

static void queries_find_names(void **state)
{
	const char *path = "tests/data/names.tsv";
	nx_buf data = NX_BUF_INIT;
	nx_str rest, row[2];
	int line = 0, bad = 0;

	(void)state;
	read_data(&data, path);
	for (rest = nx_buf_str(&data); next_row(&rest, row, 2, &line);)
		bad += !finds(path, line, row[0], row[1]);
	assert_int_equal(bad, 0);
	nx_buf_release(&data);
}

/* The spellings of all tables and the words that keep their first letters, folded and
 * sorted, to tell whether a clitic before a spelling makes another one. */
static nx_arena taken_arena = NX_ARENA_INIT;
static nx_str *taken;
static size_t taken_count, taken_cap;

static int compare_strings(const void *a, const void *b)
{
	return nx_str_cmp(*(const nx_str *)a, *(const nx_str *)b);
}

static void take(nx_str spelling)
{
	nx_buf fold = NX_BUF_INIT;

	nx_fold(&fold, spelling);
	taken = nx_vec_room(taken, taken_count, &taken_cap, sizeof(*taken));
	assert_non_null(taken);
	taken[taken_count++] = nx_arena_str(&taken_arena, nx_buf_str(&fold));
	nx_buf_release(&fold);
}

static bool is_taken(nx_str text)
{
	nx_buf fold = NX_BUF_INIT;
	nx_str key;
	bool found;

	nx_fold(&fold, text);
	key = nx_buf_str(&fold);
	found = bsearch(&key, taken, taken_count, sizeof(*taken), compare_strings) != NULL;
	nx_buf_release(&fold);
	return found;
}

static bool next_spelling(nx_str *list, nx_str *spelling)
{
	if (!nx_str_split(list, '|', spelling))
		return false;
	*spelling = nx_str_trim(*spelling);
	return true;
}

static const char *const tables[] = {
	"src/entity/data/regions.tsv",
	"src/entity/data/persons.tsv",
	"src/entity/data/organizations.tsv",
	"src/entity/data/places.tsv",
};

static void take_all(void)
{
	nx_buf data = NX_BUF_INIT;
	nx_str rest, row[4], spelling;
	int line = 0;

	for (size_t i = 0; i < 4; i++) {
		nx_buf_clear(&data);
		read_data(&data, tables[i]);
		for (rest = nx_buf_str(&data); next_row(&rest, row, 4, &line);)
			for (int column = 1; column < 4; column++)
				while (next_spelling(&row[column], &spelling))
					take(spelling);
	}
	nx_buf_clear(&data);
	read_data(&data, "src/entity/data/ordinary.txt");
	for (rest = nx_buf_str(&data); next_row(&rest, row, 1, &line);)
		take(row[0]);
	qsort(taken, taken_count, sizeof(*taken), compare_strings);
	nx_buf_release(&data);
}

/* Is this another spelling, or does it begin with an ordinary word? */
static bool is_another(nx_str query)
{
	nx_str rest = query, first;

	nx_str_split(&rest, ' ', &first);
	return is_taken(query) || is_taken(first);
}

/* Clitics go before Arabic words of three letters and more. */
static bool takes_clitics(nx_str spelling)
{
	size_t end = 0, pos = 0;

	while (end < spelling.n && spelling.p[end] != ' ')
		end++;
	return nx_utf8_length(nx_str_slice(spelling, 0, end)) >= 3 &&
	       nx_fold_class(nx_utf8_next(spelling, &pos)) == NX_CLASS_ARABIC;
}

static bool finds_with_clitics(const char *path, int line, nx_str spelling, nx_str want)
{
	static const char *const clitics[] = { "و", "ف", "ب", "ل", "وب", "ول" };
	nx_str article = NX_STR("ال");
	nx_buf query = NX_BUF_INIT;
	bool good = true;

	for (size_t i = 0; i < sizeof(clitics) / sizeof(*clitics); i++) {
		nx_str lam = NX_STR("ل"), bare = spelling;

		nx_buf_clear(&query);
		nx_buf_adds(&query, clitics[i]);
		if (nx_str_ends(nx_str_from(clitics[i]), lam) && nx_str_starts(bare, article))
			bare = nx_str_slice(bare, strlen("ا"), bare.n);
		nx_buf_add(&query, bare);
		bare = nx_buf_str(&query);
		/* Of two clitics the second alone may make another word. */
		if (is_another(bare) ||
			(strlen(clitics[i]) > 2 && is_another(nx_str_slice(bare, 2, bare.n))))
			continue;
		good &= finds(path, line, nx_buf_str(&query), want);
	}
	nx_buf_release(&query);
	return good;
}

/* Every spelling of a line finds one and the same entity, in a table written by hand
 * the one of that line. */
static bool line_holds(const char *path, int line, nx_str row[4])
{
	bool generated = strcmp(path, tables[3]) == 0;
	nx_str want = generated ? name_of(nx_lexicon_find(lexicon, row[1])) : row[1], spelling;
	bool good = true;

	if (nx_str_eq(want, NX_STR("-"))) {
		print_error("%s:%d: '%.*s' is not found\n", path, line, NX_FMT(row[1]));
		return false;
	}
	for (int column = 1; column < 4; column++) {
		while (next_spelling(&row[column], &spelling)) {
			if (spelling.n == 0)
				continue;
			good &= finds(path, line, spelling, want);
			if (takes_clitics(spelling))
				good &= finds_with_clitics(path, line, spelling, want);
		}
	}
	return good;
}

static void facts_find_themselves(void **state)
{
	nx_buf data = NX_BUF_INIT;
	nx_str rest, row[4];
	int bad = 0;

	(void)state;
	take_all();
	for (size_t i = 0; i < 4; i++) {
		int line = 0;

		nx_buf_clear(&data);
		read_data(&data, tables[i]);
		for (rest = nx_buf_str(&data); next_row(&rest, row, 4, &line);)
			bad += !line_holds(tables[i], line, row);
	}
	assert_int_equal(bad, 0);
	nx_arena_release(&taken_arena);
	free(taken);
	nx_buf_release(&data);
}

static void facts_are_sorted(void **state)
{
	nx_buf data = NX_BUF_INIT;
	nx_str rest, row[4], before;
	int bad = 0;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		int line = 0;

		nx_buf_clear(&data);
		read_data(&data, tables[i]);
		before = NX_STR("");
		for (rest = nx_buf_str(&data); next_row(&rest, row, 4, &line);) {
			if (nx_str_cmp(before, row[1]) >= 0) {
				print_error("%s:%d: out of order\n", tables[i], line);
				bad++;
			}
			before = row[1];
		}
	}
	assert_int_equal(bad, 0);
	nx_buf_release(&data);
}

/* Names are shown and looked up by their canonical form. */
static void canonical_names_are_unique(void **state)
{
	(void)state;
	for (size_t i = 0; i < nx_lexicon_count(lexicon); i++) {
		const nx_entity *entity = nx_lexicon_at(lexicon, i);

		if (nx_lexicon_find(lexicon, entity->name) != entity)
			fail_msg("'%.*s' finds another entity", NX_FMT(entity->name));
	}
}

/* Write to `out` the row's text with its line breaks, and the mentions in it as the row
 * has them: braces around each. */
static void mark_mentions(nx_buf *marked, nx_buf *names, nx_str text, const nx_mentions *found)
{
	size_t at = 0;

	nx_buf_clear(marked);
	nx_buf_clear(names);
	for (size_t i = 0; i < found->count; i++) {
		const nx_mention *mention = &found->items[i];

		nx_buf_add(marked, nx_str_slice(text, at, mention->start));
		nx_buf_addc(marked, '{');
		nx_buf_add(marked, nx_str_slice(text, mention->start, mention->end));
		nx_buf_addc(marked, '}');
		at = mention->end;
		if (i > 0)
			nx_buf_adds(names, "; ");
		nx_buf_add(names, mention->entity->name);
	}
	nx_buf_add(marked, nx_str_slice(text, at, text.n));
	if (found->count == 0)
		nx_buf_addc(names, '-');
}

static void unmark(nx_buf *text, nx_buf *want, nx_str row)
{
	nx_buf_clear(text);
	nx_buf_clear(want);
	for (size_t i = 0; i < row.n; i++) {
		char c = row.p[i];

		if (c == '\\' && i + 1 < row.n && row.p[i + 1] == 'n') {
			c = '\n';
			i++;
		}
		nx_buf_addc(want, c);
		if (c != '{' && c != '}')
			nx_buf_addc(text, c);
	}
}

static void texts_hold_mentions(void **state)
{
	const char *path = "tests/data/mentions.tsv";
	nx_buf data = NX_BUF_INIT, text = NX_BUF_INIT, want = NX_BUF_INIT;
	nx_buf marked = NX_BUF_INIT, names = NX_BUF_INIT;
	nx_str rest, row[2];
	int line = 0, bad = 0;

	(void)state;
	read_data(&data, path);
	for (rest = nx_buf_str(&data); next_row(&rest, row, 2, &line);) {
		nx_mentions found = NX_MENTIONS_INIT;
		nx_error err = NX_ERROR_INIT;

		unmark(&text, &want, row[0]);
		assert_int_equal(nx_entities_find(&found, lexicon, nx_buf_str(&text), &err), NX_OK);
		mark_mentions(&marked, &names, nx_buf_str(&text), &found);
		if (!nx_str_eq(nx_buf_str(&marked), nx_buf_str(&want)) ||
			!nx_str_eq(nx_buf_str(&names), row[1])) {
			print_error("%s:%d: want '%.*s' (%.*s), got '%.*s' (%.*s)\n", path, line,
				NX_FMT(nx_buf_str(&want)), NX_FMT(row[1]),
				NX_FMT(nx_buf_str(&marked)), NX_FMT(nx_buf_str(&names)));
			bad++;
		}
		nx_mentions_release(&found);
	}
	assert_int_equal(bad, 0);
	nx_buf_release(&data);
	nx_buf_release(&text);
	nx_buf_release(&want);
	nx_buf_release(&marked);
	nx_buf_release(&names);
}

static void mentions_append(void **state)
{
	nx_mentions found = NX_MENTIONS_INIT;
	nx_str body = NX_STR("قال محمد جواد ظريف"), title = NX_STR("ظريف في جنيف");

	(void)state;
	assert_int_equal(nx_entities_find(&found, lexicon, body, NULL), NX_OK);
	assert_int_equal(nx_entities_find(&found, lexicon, title, NULL), NX_OK);
	assert_int_equal(found.count, 3);
	assert_int_equal(found.tokens, 7);
	assert_ptr_equal(found.items[0].entity, found.items[1].entity);
	assert_int_equal(found.items[1].start, 0);
	nx_mentions_release(&found);
	assert_null(found.items);
}

static void kinds_have_names(void **state)
{
	(void)state;
	assert_string_equal(nx_entity_kind_name(NX_ENTITY_PERSON), "person");
	assert_string_equal(nx_entity_kind_name(NX_ENTITY_PLACE), "place");
	assert_string_equal(nx_entity_kind_name(NX_ENTITY_ORGANIZATION), "organization");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(queries_find_names),
		cmocka_unit_test(facts_find_themselves),
		cmocka_unit_test(facts_are_sorted),
		cmocka_unit_test(canonical_names_are_unique),
		cmocka_unit_test(texts_hold_mentions),
		cmocka_unit_test(mentions_append),
		cmocka_unit_test(kinds_have_names),
	};

	return cmocka_run_group_tests(tests, make_lexicon, free_lexicon);
}
