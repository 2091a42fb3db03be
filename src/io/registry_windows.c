/* Registry values, read with their type and length checked: anybody may have written them. */
#include "io/registry.h"

#include "base/limits.h"
#include "io/wide.h"

#include <windows.h>

/* A value as bytes, with room for the text of one that is too long by a little. */
struct raw {
	DWORD type, length;
	union {
		wchar_t text[WC_LIMIT_REGISTRY_TEXT];
		DWORD number;
	} data;
};

static bool
refuse(const char *name, LSTATUS status, struct wc_err *err)
{
	char text[WC_WINDOWS_ERROR_TEXT];
	if (status == ERROR_FILE_NOT_FOUND)
		return wc_fail(err, WC_FAULT_SYSTEM, "the registry has no %s", name);
	if (status == ERROR_MORE_DATA)
		return wc_fail(err, WC_FAULT_SYSTEM, "the registry's %s is too long", name);
	return wc_fail(err, WC_FAULT_SYSTEM, "the registry's %s cannot be read: %s", name, wc_windows_error((DWORD)status, text));
}

/* Key and name are our own constants: ASCII. */
static void
widen(const char *text, wchar_t *wide, size_t size)
{
	size_t i = 0;
	for (; text[i] && i + 1 < size; i++)
		wide[i] = (unsigned char)text[i];
	wide[i] = L'\0';
}

static bool
query(const char *key, const char *name, struct raw *raw, struct wc_err *err)
{
	wchar_t wide[256];
	HKEY open;
	widen(key, wide, sizeof(wide) / sizeof(*wide));
	LSTATUS status = RegOpenKeyExW(HKEY_LOCAL_MACHINE, wide, 0, KEY_QUERY_VALUE | KEY_WOW64_64KEY, &open);
	if (status != ERROR_SUCCESS)
		return refuse(name, status, err);
	widen(name, wide, sizeof(wide) / sizeof(*wide));
	raw->length = sizeof(raw->data);
	status = RegQueryValueExW(open, wide, NULL, &raw->type, (BYTE *)&raw->data, &raw->length);
	RegCloseKey(open);
	return status == ERROR_SUCCESS || refuse(name, status, err);
}

static bool
wrong_type(const char *name, const char *wanted, DWORD type, struct wc_err *err)
{
	return wc_fail(err, WC_FAULT_SYSTEM, "the registry's %s is no %s (its type is %lu)", name, wanted, type);
}

bool
wc_registry_text(wc_arena *arena, const char *key, const char *name, const char **ret_text, struct wc_err *err)
{
	struct raw raw = {0};
	if (!query(key, name, &raw, err))
		return false;
	if (raw.type != REG_SZ)
		return wrong_type(name, "text", raw.type, err);
	size_t units = raw.length / sizeof(wchar_t), length = 0; /* its end is wherever its writer put it, or nowhere */
	while (length < units && raw.data.text[length])
		length++;
	if (length == 0)
		return wc_fail(err, WC_FAULT_SYSTEM, "the registry's %s is empty", name);
	*ret_text = wc_narrow(arena, raw.data.text, length);
	return true;
}

bool
wc_registry_number(const char *key, const char *name, uint32_t *ret_number, struct wc_err *err)
{
	struct raw raw = {0};
	if (!query(key, name, &raw, err))
		return false;
	if (raw.type != REG_DWORD || raw.length != sizeof(raw.data.number))
		return wrong_type(name, "number", raw.type, err);
	*ret_number = raw.data.number;
	return true;
}
