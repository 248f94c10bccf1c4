/* Markdown on standard input, a man page on standard output:
 *
 *	gen_man NAME SECTION VERSION DATE
 *
 * A paragraph of a term and, in the next line, ": " and what it means is an item of a
 * list of such. */
#include <cmark.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The end of the line, on its newline or the end of the text. */
static char *line_end(char *line)
{
	return line + strcspn(line, "\n");
}

/* The text of one line; mandoc knows no font named C, and the font of before is P. */
static void print_line(const char *line, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (!strncmp(line + i, "\\f[C]", 5)) {
			i += 4;
		} else if (!strncmp(line + i, "\\f[]", 4)) {
			fputs("\\fR", stdout);
			i += 3;
		} else if (!strncmp(line + i, "\\f[B]", 5) || !strncmp(line + i, "\\f[I]", 5)) {
			printf("\\f%c", line[i + 3]);
			i += 4;
		} else {
			putchar(line[i]);
		}
	}
	putchar('\n');
}

static void print_page(char *text)
{
	char *line, *end;
	int after_heading = 0; /* 2 in the line of its text */

	for (line = text; *line; line = *end ? end + 1 : end) {
		size_t n = (size_t)((end = line_end(line)) - line);

		if (n == 3 && !strncmp(line, ".PP", 3)) {
			char *term = *end ? end + 1 : end, *stop = line_end(term);

			if (*stop && !strncmp(stop + 1, ": ", 2)) {
				printf(".TP\n");
				print_line(term, (size_t)(stop - term));
				line = stop + 3;
				end = line_end(line);
				print_line(line, (size_t)(end - line));
			} else if (!after_heading) {
				printf(".PP\n");
			}
			after_heading = 0;
			continue;
		}
		if (n == 3 && (!strncmp(line, ".SH", 3) || !strncmp(line, ".SS", 3)))
			after_heading = 2;
		else
			after_heading = after_heading == 2;
		if (n)
			print_line(line, n);
	}
}

int main(int argc, char **argv)
{
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
	cmark_node *page;
	char block[4096], *text;
	const char *name;
	size_t n;

	if (argc != 5)
		return 2;
	while ((n = fread(block, 1, sizeof block, stdin)) > 0)
		cmark_parser_feed(parser, block, n);
	page = cmark_parser_finish(parser);
	text = cmark_render_man(page, CMARK_OPT_DEFAULT, 0);
	printf(".TH ");
	for (name = argv[1]; *name; name++)
		putchar(toupper((unsigned char)*name));
	printf(" %s \"%s\" \"newsidx %s\"\n", argv[2], argv[4], argv[3]);
	print_page(text);
	free(text);
	cmark_node_free(page);
	cmark_parser_free(parser);
	return ferror(stdin) || fflush(stdout) != 0;
}
