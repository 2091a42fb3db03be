/* The form of a reference that is written out, "REGISTRY/PATH:TAG", followed byte by byte. */
#ifndef WC_POLICY_SITE_REFERENCE_FORM_H
#define WC_POLICY_SITE_REFERENCE_FORM_H

#include "policy/site/axis.h"

/* Bytes that the form treats alike have one class. */
unsigned wc_reference_class(unsigned char c);

/* Can a reference go on with `c` where it has the form `form` (0: nothing yet)? Then *ret_form is the new one. */
bool wc_reference_step(uint8_t form, unsigned char c, uint8_t *ret_form);

/* Can it end there? */
bool wc_reference_complete(uint8_t form);

/* Does the byte belong to the part that the axis asks (or end it)? */
bool wc_reference_takes(uint8_t form, unsigned char c, enum wc_axis_id axis);

/* Has it such a part at all? */
bool wc_reference_has(uint8_t form, enum wc_axis_id axis);

#endif
