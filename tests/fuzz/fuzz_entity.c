/* Names in texts of the lexicon's own words, with other bytes between them: spans stand in
 * the text, in order and apart, and can be spelt, in a body and in the title behind it. */
#include <stdint.h>
#include <stdlib.h>

#include "newsidx/entity.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A lexicon remembers the names of all texts. */
enum { TEXTS_OF_ONE = 2000 };

static const char *const between[] = { "\n", "، ", ". ", "و", "ل", "ب", "ال", "بن ", "أبو ", "آل ",
	"عبد ", "مطار ", "وزير ", "شركة ", "نادي ", "@", "/", ".com", "(", ")", "\"", "12", "ـ",
	"\xD9\x8E", "Al ", "van " };
enum { BETWEENS = sizeof between / sizeof *between };

/* A byte says what follows: a word, whose number is in the next two, one of the above, or
 * itself. */
static void write_text(nx_buf *out, const nx_lexicon *lexicon, const uint8_t *data, size_t size)
{
	size_t words = nx_lexicon_words(lexicon), i;

	for (i = 0; i < size; i++) {
		if (data[i] < 160 && i + 2 < size) {
			nx_buf_add(out, nx_lexicon_word(lexicon,
						(size_t)(data[i + 1] << 8 | data[i + 2]) % words));
			nx_buf_addc(out, ' ');
			i += 2;
		} else if (data[i] < 230) {
			nx_buf_adds(out, between[data[i] % BETWEENS]);
		} else {
			nx_buf_addc(out, (char)(data[i] ^ 0x55));
		}
	}
}

static void find(nx_mentions *found, const nx_lexicon *lexicon, nx_str text)
{
	nx_buf spelling = NX_BUF_INIT;
	nx_error err = NX_ERROR_INIT;
	size_t i = found->count, last = 0;

	if (nx_entities_find(found, lexicon, text, &err) != NX_OK)
		abort();
	for (; i < found->count; i++) {
		const nx_mention *m = &found->items[i];

		if (m->start < last || m->end <= m->start || m->end > text.n || !m->entity)
			abort();
		nx_buf_clear(&spelling);
		nx_mention_spelling(&spelling, lexicon, text, m);
		if (!spelling.n || spelling.failed)
			abort();
		last = m->end;
	}
	nx_buf_release(&spelling);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static nx_lexicon *lexicon;
	static int texts;
	nx_buf body = NX_BUF_INIT, title = NX_BUF_INIT;
	nx_mentions found = NX_MENTIONS_INIT;
	nx_error err = NX_ERROR_INIT;

	if (texts++ % TEXTS_OF_ONE == 0) {
		nx_lexicon_free(lexicon);
		lexicon = NULL;
		if (nx_lexicon_new(&lexicon, &err) != NX_OK)
			abort();
	}
	write_text(&body, lexicon, data, size);
	write_text(&title, lexicon, data + size / 2, size - size / 2);
	find(&found, lexicon, nx_buf_str(&body));
	find(&found, lexicon, nx_buf_str(&title));
	nx_mentions_release(&found);
	nx_buf_release(&body);
	nx_buf_release(&title);
	return 0;
}
