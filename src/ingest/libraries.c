#include <archive.h>
#include <cmark.h>
#include <jansson.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <yaml.h>

#include "newsidx/ingest.h"

void nx_ingest_libraries(nx_buf *out)
{
	long xml = strtol(xmlParserVersion, NULL, 10);

	nx_buf_addf(out, "cmark %s\n%s\n", cmark_version_string(), archive_version_string());
	nx_buf_addf(out, "libxml2 %ld.%ld.%ld\n", xml / 10000, xml / 100 % 100, xml % 100);
	nx_buf_addf(
		out, "jansson %s\nlibyaml %s\n", jansson_version_str(), yaml_get_version_string());
}
