// Runs a command line as a person who isn't an administrator: plain.exe COMMANDLINE. Ends with its exit code.
#include <windows.h>

#include <cstdio>

namespace {

HANDLE tokenWithoutAdministrators()
{
    HANDLE own = nullptr;
    HANDLE less = nullptr;
    PSID administrators = nullptr;
    SID_IDENTIFIER_AUTHORITY authority = SECURITY_NT_AUTHORITY;
    if (!::OpenProcessToken(::GetCurrentProcess(), TOKEN_ALL_ACCESS, &own) ||
        !::AllocateAndInitializeSid(&authority, 2, SECURITY_BUILTIN_DOMAIN_RID, DOMAIN_ALIAS_RID_ADMINS, 0, 0, 0, 0, 0,
                                    0, &administrators))
        return nullptr;
    SID_AND_ATTRIBUTES disabled{administrators, 0};
    return ::CreateRestrictedToken(own, 0, 1, &disabled, 0, nullptr, 0, nullptr, &less) ? less : nullptr;
}

} // namespace

int wmain(int, wchar_t **arguments)
{
    STARTUPINFOW startup{};
    startup.cb = sizeof startup;
    PROCESS_INFORMATION process{};
    const HANDLE token = tokenWithoutAdministrators();
    if (!token || !::CreateProcessAsUserW(token, nullptr, arguments[1], nullptr, nullptr, FALSE, 0, nullptr, nullptr,
                                          &startup, &process)) {
        std::fprintf(stderr, "Windows refused: %lu\n", ::GetLastError());
        return 255;
    }
    ::WaitForSingleObject(process.hProcess, INFINITE);
    DWORD code = 255;
    ::GetExitCodeProcess(process.hProcess, &code);
    return static_cast<int>(code);
}
