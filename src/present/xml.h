/* wc_xml_out: writes one XML 1.0 document piece by piece into a wc_text. */
#ifndef WC_PRESENT_XML_H
#define WC_PRESENT_XML_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

enum { WC_XML_DEPTH = 8 };

/* Start with {.text = &t} and wc_xml_begin. At most WC_XML_DEPTH elements may be open; their names are borrowed. */
struct wc_xml_out {
	struct wc_text *text;
	const char *open[WC_XML_DEPTH];
	unsigned depth;
	bool in_tag; /* attributes may still be added to the innermost one */
	bool inline_end; /* it holds text: its end tag follows at once */
};

/* The XML declaration. */
void wc_xml_begin(struct wc_xml_out *out);

/* Opens an element on a line of its own; close each with wc_xml_close. */
void wc_xml_open(struct wc_xml_out *out, const char *name);
void wc_xml_close(struct wc_xml_out *out);

/* An attribute of the element just opened. What XML 1.0 cannot hold (control characters, malformed UTF-8) becomes U+FFFD. */
void wc_xml_attribute(struct wc_xml_out *out, const char *name, const char *value);
void wc_xml_number(struct wc_xml_out *out, const char *name, size_t value);

/* Text inside the open element, escaped the same way; its line breaks stay line breaks. */
void wc_xml_content(struct wc_xml_out *out, const char *value);

/* Adds `value` as XML and HTML write text and attributes: &amp; &lt; &gt; &quot; &#39;, and U+FFFD as above. */
void wc_xml_escape(struct wc_text *out, const char *value);

#endif
