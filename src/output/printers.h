/* The printers, one file a format. */
#ifndef NX_OUTPUT_PRINTERS_H
#define NX_OUTPUT_PRINTERS_H

#include "newsidx/output.h"

extern const nx_printer printer_text, printer_json, printer_jsonl, printer_tsv, printer_ids,
	printer_trec;

#endif
