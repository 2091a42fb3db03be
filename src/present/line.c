/* Lines of the text answers. */
#include "present/line.h"

void
wc_add_coloured(struct wc_text *out, enum wc_colour colour, const char *text, size_t width)
{
	static const char *const codes[] = {"", "\033[2m", "\033[1;31m", "\033[1;32m", "\033[1;33m"};
	wc_text_addz(out, codes[colour]);
	wc_add_cell(out, text, width);
	wc_text_addz(out, colour == WC_PLAIN ? "" : "\033[0m");
}

void
wc_add_line(struct wc_text *out, enum wc_colour colour, const char *label, const char *text)
{
	wc_add_coloured(out, colour, label, WC_LABEL_WIDTH);
	wc_add_safe(out, text);
	wc_text_addz(out, "\n");
}
