/* The files of src/present/html as bytes, each with a NUL behind it; embed.py makes them when building. */
#ifndef WC_PRESENT_HTML_PARTS_H
#define WC_PRESENT_HTML_PARTS_H

extern const char wc_html_page[];
extern const char wc_html_style[];
extern const char wc_html_script[];
extern const char wc_html_grid_page[];
extern const char wc_html_grid_style[];
extern const char wc_html_grid_script[];

#endif
