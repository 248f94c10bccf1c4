#include "text/complex.h"

#include <stdlib.h>

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "newsidx/fold.h"
#include "newsidx/utf8.h"

/* A run longer than this is cut, so that hostile input cannot make ICU slow. */
#define RUN_MAX 65536

struct nx_complex {
	nx_str text;
	size_t start, end;           /* the run in the text */
	size_t word_start, word_end; /* the present segment in the text */
	int32_t from;                /* end of the last word, bytes from `start` */
	UText *utext;
	UBreakIterator *breaks;
	nx_buf words; /* folded words of the present segment, space between them */
	size_t at;    /* the next of them */
};

static size_t run_end(nx_str text, size_t start)
{
	size_t pos = start, end = start;

	while (pos < text.n && pos - start < RUN_MAX) {
		nx_class class = nx_fold_class(nx_utf8_next(text, &pos));

		if (class != NX_CLASS_COMPLEX && class != NX_CLASS_DROP)
			break;
		end = pos;
	}
	return end;
}

struct nx_complex *complex_new(nx_str text, size_t start)
{
	UErrorCode e = U_ZERO_ERROR;
	struct nx_complex *run = calloc(1, sizeof *run);

	if (!run)
		return NULL;
	run->text = text;
	run->start = start;
	run->end = run_end(text, start);
	run->utext = utext_openUTF8(NULL, text.p + start, (int64_t)(run->end - start), &e);
	run->breaks = ubrk_open(UBRK_WORD, "", NULL, 0, &e);
	if (U_SUCCESS(e))
		ubrk_setUText(run->breaks, run->utext, &e);
	if (U_FAILURE(e)) {
		complex_free(run);
		return NULL;
	}
	return run;
}

void complex_free(struct nx_complex *run)
{
	if (!run)
		return;
	if (run->breaks)
		ubrk_close(run->breaks);
	utext_close(run->utext);
	nx_buf_release(&run->words);
	free(run);
}

static void fold_segment(nx_buf *out, nx_str segment)
{
	size_t pos = 0, i;

	nx_buf_clear(out);
	while (pos < segment.n) {
		unsigned folded[NX_FOLD_MAX];
		size_t n = nx_fold_cp(folded, nx_utf8_next(segment, &pos));

		for (i = 0; i < n; i++)
			nx_buf_add_cp(out, folded[i]);
	}
}

/* The next word of run->words, cut at a character boundary before `max` bytes. */
static size_t take_word(struct nx_complex *run, char *out, size_t max)
{
	nx_str words = nx_buf_str(&run->words);
	size_t n = 0;

	while (run->at < words.n) {
		size_t next = run->at;
		unsigned cp = nx_utf8_next(words, &next);

		if (cp == ' ' && n > 0)
			break;
		if (cp != ' ' && n + 4 <= max)
			n += nx_utf8_put(out + n, cp);
		run->at = next;
	}
	return n;
}

size_t complex_next(struct nx_complex *run, char *out, size_t max, size_t *start, size_t *end)
{
	for (;;) {
		size_t n = take_word(run, out, max);
		int32_t to;

		if (n > 0) {
			*start = run->word_start;
			*end = run->word_end;
			return n;
		}
		to = ubrk_next(run->breaks);
		if (to == UBRK_DONE || to <= run->from)
			break;
		run->word_start = run->start + (size_t)run->from;
		run->word_end = run->start + (size_t)to;
		fold_segment(&run->words, nx_str_slice(run->text, run->word_start, run->word_end));
		run->at = 0;
		run->from = to;
	}
	*end = run->end;
	return 0;
}
