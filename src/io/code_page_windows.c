/* Code pages by Windows' own tables. */
#include "io/code_page.h"

#include "io/wide.h"

#include <limits.h>
#include <string.h>
#include <windows.h>

const char *
wc_code_page_decode(wc_arena *arena, enum wc_code_page page, const char *bytes, size_t length, size_t *ret_length)
{
	const UINT number = page == WC_CODE_PAGE_JAPANESE ? 932 : 28591;
	if (length == 0 || length > INT_MAX)
		return NULL;
	int units = MultiByteToWideChar(number, MB_ERR_INVALID_CHARS, bytes, (int)length, NULL, 0);
	if (units <= 0)
		return NULL;
	wchar_t *wide = wc_array(arena, wchar_t, units);
	MultiByteToWideChar(number, MB_ERR_INVALID_CHARS, bytes, (int)length, wide, units);
	char *text = wc_narrow(arena, wide, (size_t)units);
	*ret_length = strlen(text);
	return text;
}
