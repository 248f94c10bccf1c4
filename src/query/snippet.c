/* The passage worth showing. */
#include <stdlib.h>
#include <string.h>

#include "newsidx/fold.h"
#include "newsidx/highlight.h"
#include "newsidx/utf8.h"

#define LONG_WORD 64 /* code points; what is longer may be cut */
#define TOGETHER 64  /* places of one passage that are looked at */

/* What is worth how much: a word as rare as the rarest is 1, any other at
 * least half. */
#define AGAIN 0.2 /* a word that is there already, so many times */
#define AGAIN_MOST 3
#define FAR 0.3      /* words as far apart as the passage is wide */
#define SENTENCE 0.1 /* beginning with a sentence */

static bool is_space(nx_str text, size_t pos)
{
	return text.p[pos] == ' ' || text.p[pos] == '\n' || text.p[pos] == '\t';
}

static bool is_break(nx_str text, size_t pos)
{
	return pos == 0 || pos >= text.n || is_space(text, pos) || is_space(text, pos - 1);
}

/* Of those that end a sentence, and those that may follow them. */
static bool is_stop(unsigned cp)
{
	return cp == '.' || cp == '!' || cp == '?' || cp == 0x061F || cp == 0x2026 ||
	       cp == 0x06D4 || cp == 0x3002;
}

static bool is_closing(unsigned cp)
{
	return cp == '"' || cp == ')' || cp == ']' || cp == 0xBB || cp == 0x201C || cp == 0x201D ||
	       cp == 0x2019 || cp == 0x200F || cp == 0x200E;
}

/* Does a sentence end directly before `pos`? */
static bool ends_sentence(nx_str text, size_t pos)
{
	unsigned cp = 0;

	if (pos >= text.n || text.p[pos] == '\n')
		return true;
	while (pos > 0 && is_closing(cp = nx_utf8_prev(text, &pos)))
		;
	return is_stop(cp);
}

static bool begins_sentence(nx_str text, size_t pos)
{
	if (pos == 0 || text.p[pos - 1] == '\n')
		return true;
	if (text.p[pos - 1] != ' ' || text.p[pos] == ' ')
		return false;
	while (pos > 0 && text.p[pos - 1] == ' ')
		pos--;
	return pos == 0 || text.p[pos - 1] == '\n' || ends_sentence(text, pos);
}

/* Go back from `pos` by at most `chars` code points to the beginning of the sentence, not
 * over the end of a paragraph; false when it is farther. */
static bool back_to_sentence(nx_str text, size_t pos, size_t chars, size_t *start)
{
	size_t at = pos;

	for (;;) {
		if (begins_sentence(text, at)) {
			*start = at;
			return true;
		}
		if (chars-- == 0)
			return false;
		nx_utf8_prev(text, &at);
	}
}

/* The same to the beginning of a word. */
static size_t back_to_word(nx_str text, size_t pos, size_t chars)
{
	size_t at = pos, word = pos;

	while (at > 0 && chars-- > 0 && text.p[at - 1] != '\n') {
		nx_utf8_prev(text, &at);
		if (is_break(text, at) && text.p[at] != ' ')
			word = at;
	}
	return word;
}

/* Where the word around `pos` ends; false when that is far. */
static bool word_end(nx_str text, size_t pos, size_t *end)
{
	size_t i;

	for (i = 0; i < LONG_WORD && !is_break(text, pos); i++)
		nx_utf8_next(text, &pos);
	*end = pos;
	return is_break(text, pos);
}

/* Go on by at most `chars` code points to the end of a word, and from byte `least` on of a
 * sentence, where two thirds are enough; by more when there is but one word. A text without
 * spaces is cut, but not between a letter and its mark. */
static size_t on_to_end(nx_str text, size_t pos, size_t chars, size_t least)
{
	size_t at = pos, word = pos, sentence = pos, done = 0, next;

	while (at < text.n && done < chars) {
		nx_utf8_next(text, &at);
		done++;
		if (at == least)
			word = at;
		if (at < text.n && !is_space(text, at))
			continue;
		if (!is_space(text, at - 1))
			word = at;
		if (at >= least && done >= chars - chars / 3 && ends_sentence(text, at))
			sentence = at;
	}
	if (at == text.n)
		return at;
	if (sentence > pos)
		return sentence;
	if (word > pos)
		return word;
	if (least > pos)
		return least;
	if (word_end(text, at, &word))
		return word;
	/* A letter with its marks begins anew at the last letter. */
	next = at;
	if (nx_fold_class(nx_utf8_next(text, &next)) == NX_CLASS_DROP) {
		for (next = at; next > pos; at = next)
			if (nx_fold_class(nx_utf8_prev(text, &next)) != NX_CLASS_DROP)
				break;
		if (next > pos)
			return next;
		for (at = next, nx_utf8_next(text, &at), next = at; next < text.n; at = next)
			if (nx_fold_class(nx_utf8_next(text, &next)) != NX_CLASS_DROP)
				break;
	}
	return at;
}

/* A span by code points, with the number of its part of the query. */
typedef struct spot {
	size_t start, end;
	size_t part;
	double weight;
} spot;

static size_t part_of(const nx_node **parts, size_t *count, const nx_node *node)
{
	size_t i;

	for (i = 0; i < *count && parts[i] != node; i++)
		;
	if (i == *count && *count < NX_QUERY_WORDS)
		parts[(*count)++] = node;
	return i;
}

/* Fill the spots; returns the weight of the rarest. */
static double find_spots(spot *spots, nx_str text, const nx_spans *spans)
{
	const nx_node *parts[NX_QUERY_WORDS];
	size_t count = 0, i, pos = 0, at = 0;
	double most = 0;

	for (i = 0; i < spans->count; i++) {
		const nx_span *span = &spans->items[i];

		while (pos < span->start) {
			nx_utf8_next(text, &pos);
			at++;
		}
		spots[i].start = at;
		while (pos < span->end) {
			nx_utf8_next(text, &pos);
			at++;
		}
		spots[i].end = at;
		spots[i].part = part_of(parts, &count, span->node);
		spots[i].weight = span->weight;
		if (spots[i].weight > most)
			most = spots[i].weight;
	}
	return most;
}

typedef struct passage {
	size_t first, last; /* spans with which all words that it has are there */
	double score;
} passage;

/* The passage that begins with span `first`. */
static passage look_at(const spot *spots, size_t count, size_t first, size_t width, double most)
{
	unsigned char seen[NX_QUERY_WORDS + 1] = { 0 };
	passage p = { first, first, 0 };
	size_t i, again = 0;

	for (i = first; i < count && i - first < TOGETHER; i++) {
		if (i > first && spots[i].end - spots[first].start > width)
			break;
		if (seen[spots[i].part]) {
			again++;
			continue;
		}
		seen[spots[i].part] = 1;
		p.last = i;
		p.score += most > 0 ? (1 + spots[i].weight / most) / 2 : 1;
	}
	p.score += AGAIN * (double)(again < AGAIN_MOST ? again : AGAIN_MOST);
	p.score -= FAR * (double)(spots[p.last].end - spots[first].start) / (double)width;
	return p;
}

/* How far before its first word the passage may begin. */
static size_t room_before(const spot *spots, const passage *p, size_t width)
{
	size_t taken = spots[p->last].end - spots[p->first].start, most = width - width / 4;

	if (taken >= width)
		return 0;
	return width - taken < most ? width - taken : most;
}

static size_t choose_start(nx_str text, const nx_spans *spans, const spot *spots, double most,
	size_t width, passage *out)
{
	passage best = { 0, 0, -1e9 };
	size_t i, start = 0, room;

	for (i = 0; i < spans->count; i++) {
		passage p = look_at(spots, spans->count, i, width, most);

		/* A sentence is looked for only where it decides. */
		if (p.score + SENTENCE <= best.score)
			continue;
		room = room_before(spots, &p, width);
		if (back_to_sentence(text, spans->items[i].start, room, &start))
			p.score += SENTENCE;
		if (p.score > best.score + 1e-9)
			best = p;
	}
	*out = best;
	room = room_before(spots, &best, width);
	if (!back_to_sentence(text, spans->items[best.first].start, room, &start))
		start = back_to_word(
			text, spans->items[best.first].start, room < width / 4 ? room : width / 4);
	return start;
}

nx_str nx_snippet(nx_str text, const nx_spans *spans, size_t width, bool *cut_start, bool *cut_end)
{
	size_t start = 0, end, least = 0;
	spot *spots = NULL;

	if (width < text.n && spans && spans->count)
		spots = malloc(spans->count * sizeof *spots);
	if (spots) {
		passage best;
		double most = find_spots(spots, text, spans);

		start = choose_start(text, spans, spots, most, width, &best);
		least = spans->items[best.last].end;
	}
	end = width < text.n ? on_to_end(text, start, width, least) : text.n;
	if (end < least)
		end = least;
	*cut_start = start > 0;
	*cut_end = end < text.n;
	free(spots);
	return nx_str_slice(text, start, end);
}
