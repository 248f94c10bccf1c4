#include "entity/spelling.h"

#include "newsidx/fold.h"
#include "newsidx/utf8.h"

bool spelling_lacks_alef(const nx_lexicon *lexicon, nx_str text, size_t start)
{
	static const nx_str lam = { "\xD9\x84", 2 };
	nx_str rest = nx_str_slice(text, start, text.n), word;
	nx_buf fold = NX_BUF_INIT;
	bool lacks;

	if (!nx_str_starts(rest, lam) || !nx_str_ends(nx_str_slice(text, 0, start), lam) ||
		!nx_str_split(&rest, ' ', &word) || word.n > 64)
		return false;
	nx_fold(&fold, word);
	lacks = !lexicon_word_find(lexicon, nx_buf_str(&fold));
	nx_buf_release(&fold);
	return lacks;
}

void spelling_add(nx_buf *out, nx_str word)
{
	for (size_t at = 0; at < word.n;) {
		unsigned cp = nx_utf8_next(word, &at);

		if (nx_fold_class(cp) != NX_CLASS_DROP)
			nx_buf_add_cp(out, cp);
	}
}

void nx_mention_spelling(
	nx_buf *out, const nx_lexicon *lexicon, nx_str text, const nx_mention *mention)
{
	nx_tokens tokens;
	nx_token token;
	nx_str name = nx_str_slice(text, mention->start, mention->end);

	if (spelling_lacks_alef(lexicon, text, mention->start))
		nx_buf_adds(out, "ا");
	nx_tokens_init(&tokens, name);
	for (size_t words = 0; nx_tokens_next(&tokens, &token); words++) {
		if (words)
			nx_buf_addc(out, ' ');
		spelling_add(out, nx_str_slice(name, token.start, token.end));
	}
	nx_tokens_release(&tokens);
}
