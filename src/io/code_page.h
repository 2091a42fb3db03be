/* Text in the code pages of Windows' consoles. */
#ifndef WC_IO_CODE_PAGE_H
#define WC_IO_CODE_PAGE_H

#include "base/arena.h"

/* Code page 932 (Japanese), and ISO 8859-1 for every other: its letters may come out wrong, digits and ASCII words don't. */
enum wc_code_page { WC_CODE_PAGE_JAPANESE, WC_CODE_PAGE_LATIN };

/* `bytes` as UTF-8, NUL-terminated, owned by `arena`; NULL where they are not of that code page, or it is not known here. */
const char *wc_code_page_decode(wc_arena *arena, enum wc_code_page page, const char *bytes, size_t length, size_t *ret_length);

#endif
