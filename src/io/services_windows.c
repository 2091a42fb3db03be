/* Services by the service manager, with the least rights that answer the question. */
#include "io/services.h"

#include "io/wide.h"

#include <windows.h>

/* Is the service set to never start? The buffer holds the strings, too. */
static bool
is_disabled(SC_HANDLE service)
{
	union {
		QUERY_SERVICE_CONFIGW config;
		BYTE bytes[8192]; /* the most that QueryServiceConfig gives */
	} answer;
	DWORD needed;
	return QueryServiceConfigW(service, &answer.config, sizeof(answer), &needed) &&
	       answer.config.dwStartType == SERVICE_DISABLED;
}

static enum wc_service_state
refuse(const char *what, DWORD why, enum wc_service_state state, struct wc_err *err)
{
	char text[WC_WINDOWS_ERROR_TEXT];
	wc_fail(err, WC_FAULT_SYSTEM, "%s cannot be asked: %s", what, wc_windows_error(why, text));
	return state;
}

static enum wc_service_state
query(SC_HANDLE service, const char *name, bool may_see_config, struct wc_err *err)
{
	SERVICE_STATUS status;
	if (!QueryServiceStatus(service, &status))
		return refuse(name, GetLastError(), WC_SERVICE_THERE, err);
	if (status.dwCurrentState == SERVICE_RUNNING || status.dwCurrentState == SERVICE_START_PENDING)
		return WC_SERVICE_RUNNING;
	return may_see_config && is_disabled(service) ? WC_SERVICE_DISABLED : WC_SERVICE_STOPPED;
}

/* Existence is looked at before rights, so a service that may not be opened is there. */
static enum wc_service_state
ask(SC_HANDLE manager, const char *name, struct wc_err *err)
{
	bool may_see_config = true;
	SC_HANDLE service = OpenServiceA(manager, name, SERVICE_QUERY_STATUS | SERVICE_QUERY_CONFIG);
	if (!service && GetLastError() == ERROR_ACCESS_DENIED) {
		may_see_config = false;
		service = OpenServiceA(manager, name, SERVICE_QUERY_STATUS);
	}
	DWORD why = service ? ERROR_SUCCESS : GetLastError();
	if (why == ERROR_SERVICE_DOES_NOT_EXIST)
		return WC_SERVICE_ABSENT;
	if (!service)
		return refuse(name, why, why == ERROR_ACCESS_DENIED ? WC_SERVICE_THERE : WC_SERVICE_UNKNOWN, err);
	enum wc_service_state state = query(service, name, may_see_config, err);
	CloseServiceHandle(service);
	return state;
}

enum wc_service_state
wc_service_state(const char *name, struct wc_err *err)
{
	SC_HANDLE manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_CONNECT);
	if (!manager)
		return refuse("the service manager", GetLastError(), WC_SERVICE_UNKNOWN, err);
	enum wc_service_state state = ask(manager, name, err);
	CloseServiceHandle(manager);
	return state;
}
