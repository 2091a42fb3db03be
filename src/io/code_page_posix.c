/* Code pages by the C library's tables. */
#include "io/code_page.h"

#include <iconv.h>
#include <stdint.h>

const char *
wc_code_page_decode(wc_arena *arena, enum wc_code_page page, const char *bytes, size_t length, size_t *ret_length)
{
	iconv_t converter = iconv_open("UTF-8", page == WC_CODE_PAGE_JAPANESE ? "CP932" : "ISO-8859-1");
	if (converter == (iconv_t)-1)
		return NULL;
	size_t room = length * 3;
	char *text = wc_alloc(arena, room + 1), *out = text;
	char *in = (char *)(uintptr_t)bytes; /* iconv(3) takes no const and writes nothing there */
	size_t failed = iconv(converter, &in, &length, &out, &room);
	iconv_close(converter);
	*ret_length = (size_t)(out - text);
	return failed == (size_t)-1 ? NULL : text;
}
