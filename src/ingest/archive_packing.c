/* How a stream is packed, by its first bytes. */
#include <string.h>

#include "ingest/archive.h"

#define TAR_BLOCK 512
#define TAR_CHECKSUM 148 /* where the 8 bytes of the checksum are */

typedef struct magic {
	const char *bytes;
	size_t n;
} magic;

#define MAGIC(literal)                                                                             \
	{                                                                                          \
		literal, sizeof literal - 1                                                        \
	}

static bool starts_with_any(nx_str head, const magic *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (nx_str_starts(head, (nx_str){ list[i].bytes, list[i].n }))
			return true;
	}
	return false;
}

/* RFC 1952, RFC 8878, the .xz file format 1.1, the LZ4 frame format 1.6, the lzip
 * manual, compress(1). */
static bool is_compressed(nx_str head)
{
	static const magic list[] = { MAGIC("\x1F\x8B\x08"), MAGIC("\x1F\x9D"),
		MAGIC("\xFD"
		      "7zXZ\0"),
		MAGIC("\x28\xB5\x2F\xFD"), MAGIC("\x04\x22\x4D\x18"), MAGIC("\x02\x21\x4C\x18"),
		MAGIC("LZIP\0"), MAGIC("LZIP\1") };

	if (starts_with_any(head, list, sizeof list / sizeof *list))
		return true;
	/* A frame to be skipped may come before those of Zstandard and LZ4. */
	if (head.n > 4 && ((unsigned char)head.p[0] & 0xF0) == 0x50 &&
		memcmp(head.p + 1, "\x2A\x4D\x18", 3) == 0)
		return true;
	/* "BZh" and a digit may begin a text; the magic of its first block may not. */
	return head.n >= 10 && nx_str_starts(head, NX_STR("BZh")) && head.p[3] >= '1' &&
	       head.p[3] <= '9' &&
	       (memcmp(head.p + 4, "\x31\x41\x59\x26\x53\x59", 6) == 0 ||
		       memcmp(head.p + 4, "\x17\x72\x45\x38\x50\x90", 6) == 0);
}

/* POSIX ustar, whose checksum older kinds of tar have as well: the sum of all bytes
 * of the header, those of the checksum taken as blanks. Old programs summed signed
 * bytes. */
static bool is_tar(nx_str head)
{
	long sum = 0, signed_sum = 0, want = 0;
	size_t i = TAR_CHECKSUM;

	if (head.n < TAR_BLOCK || head.p[0] == '\0')
		return false;
	while (head.p[i] == ' ' && i < TAR_CHECKSUM + 7)
		i++;
	if (head.p[i] < '0' || head.p[i] > '7')
		return false;
	for (; i < TAR_CHECKSUM + 8 && head.p[i] >= '0' && head.p[i] <= '7'; i++)
		want = want * 8 + (head.p[i] - '0');
	for (i = 0; i < TAR_BLOCK; i++) {
		bool own = i >= TAR_CHECKSUM && i < TAR_CHECKSUM + 8;

		sum += own ? ' ' : (unsigned char)head.p[i];
		signed_sum += own ? ' ' : (signed char)head.p[i];
	}
	return want == sum || want == signed_sum;
}

/* The version line of ISO 28500. */
static bool is_warc(nx_str head)
{
	size_t i = 8;

	if (head.n < 10 || !nx_str_starts(head, NX_STR("WARC/")) || head.p[5] < '0' ||
		head.p[5] > '9' || head.p[6] != '.' || head.p[7] < '0' || head.p[7] > '9')
		return false;
	while (i < head.n && head.p[i] >= '0' && head.p[i] <= '9')
		i++;
	i += i < head.n && head.p[i] == '\r';
	return i < head.n && head.p[i] == '\n';
}

/* By the name of the first member: fixed for OpenDocument and EPUB, and what all
 * programs write first for OOXML. */
static nx_packing kind_of_zip(nx_str head)
{
	static const magic list[] = { MAGIC("[Content_Types].xml"), MAGIC("_rels/.rels"),
		MAGIC("docProps/"), MAGIC("mimetypeapplication/") };

	return starts_with_any(nx_str_slice(head, 30, head.n), list, sizeof list / sizeof *list)
		       ? NX_PACKING_OFFICE
		       : NX_PACKING_ZIP;
}

nx_packing nx_packing_of(nx_str head)
{
	static const magic zip[] = { MAGIC("PK\3\4"), MAGIC("PK\5\6"), MAGIC("PK\7\x8PK\3\4"),
		MAGIC("PK00PK\3\4") };

	if (is_compressed(head))
		return NX_PACKING_COMPRESSED;
	if (starts_with_any(head, zip, sizeof zip / sizeof *zip))
		return kind_of_zip(head);
	if (nx_str_starts(head, NX_STR("7z\xBC\xAF\x27\x1C")))
		return NX_PACKING_7ZIP;
	if (is_warc(head))
		return NX_PACKING_WARC;
	return is_tar(head) ? NX_PACKING_TAR : NX_PACKING_NONE;
}
