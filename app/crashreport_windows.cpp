#include "app/crashhandlers.h"
#include "app/crashtext.h"

#include <QFile>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <string>
#include <windows.h>

// For Windows. The filter runs on the thread that crashed, with what is left of its stack: it takes no heap.

namespace pl::app {
namespace {

constexpr USHORT kMaxFrames = 62;
constexpr ULONG kFilterStack = 64 * 1024; ///< kept free for a stack that overflows
constexpr int kMaxNames = 5;              ///< to try, when there are reports of the same second
constexpr std::size_t kLongestPath = CrashText::kRoom;
constexpr std::int64_t kSecondsTo1970 = 11'644'473'600; ///< from 1601, where Windows begins

/// All that the filter reads; filled once.
struct CrashState
{
    wchar_t folder[kLongestPath] = {};
    wchar_t superfluous[kLongestPath] = {};
    CrashText header;
    DWORD mainThread = 0;
    ULONGLONG startedAt = 0; ///< ms
    std::terminate_handler terminateBefore = nullptr;
};
CrashState crashState;
std::atomic_flag crashIsReported = ATOMIC_FLAG_INIT;
std::atomic<bool> crashIsTerminate{false};

std::int64_t secondsNow()
{
    FILETIME now;
    ::GetSystemTimeAsFileTime(&now);
    const auto ticks = (std::uint64_t(now.dwHighDateTime) << 32) | now.dwLowDateTime; // of 100 ns
    return std::int64_t(ticks / 10'000'000) - kSecondsTo1970;
}

const char *nameOfException(DWORD code)
{
    switch (code) {
    case EXCEPTION_ACCESS_VIOLATION:
        return "access violation";
    case EXCEPTION_STACK_OVERFLOW:
        return "stack overflow";
    case EXCEPTION_ILLEGAL_INSTRUCTION:
        return "illegal instruction";
    case EXCEPTION_INT_DIVIDE_BY_ZERO:
        return "division by zero";
    case 0xE06D7363:
        return "C++ exception";
    default:
        return "exception";
    }
}

void writeOut(HANDLE file, const CrashText &text)
{
    DWORD written = 0;
    ::WriteFile(file, text.data(), static_cast<DWORD>(text.size()), &written, nullptr);
}

void writeFrame(HANDLE file, int number, void *address)
{
    const auto at = reinterpret_cast<std::uintptr_t>(address);
    CrashText line;
    line.add("#").addNumber(static_cast<unsigned>(number), 2).add(" ");
    HMODULE module = nullptr;
    char path[MAX_PATH] = {};
    constexpr DWORD kByAddress = GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT;
    if (::GetModuleHandleExA(kByAddress, static_cast<LPCSTR>(address), &module) &&
        ::GetModuleFileNameA(module, path, MAX_PATH - 1) > 0)
        line.add(crashModuleName(path)).add("+").addHex(at - reinterpret_cast<std::uintptr_t>(module));
    else
        line.addHex(at);
    writeOut(file, line.add("\n"));
}

HANDLE openReport()
{
    const std::int64_t now = secondsNow();
    for (int i = 0; i < kMaxNames; ++i) {
        CrashText name;
        name.add("\\crash-").addTime(now + i).add(".txt");
        wchar_t path[kLongestPath] = {};
        std::size_t size = 0;
        for (; crashState.folder[size] != L'\0'; ++size)
            path[size] = crashState.folder[size];
        for (const char *c = name.data(); *c != '\0'; ++c)
            path[size++] = static_cast<wchar_t>(*c);
        HANDLE file = ::CreateFileW(path, GENERIC_WRITE, 0, nullptr, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr);
        if (file != INVALID_HANDLE_VALUE || ::GetLastError() != ERROR_FILE_EXISTS)
            return file;
    }
    return INVALID_HANDLE_VALUE;
}

/// `what` and `at`: as in "access violation at 0x0".
void writeReport(const char *what, std::uint64_t code, const void *at)
{
    if (crashIsReported.test_and_set())
        return;
    HANDLE file = openReport();
    if (file == INVALID_HANDLE_VALUE)
        return;
    CrashText facts;
    facts.add("signal: ").add(what).add(" ").addHex(code).add(" at ").addHex(reinterpret_cast<std::uintptr_t>(at));
    facts.add("\ntime: ").addTime(secondsNow());
    facts.add("\nuptime: ").addNumber((::GetTickCount64() - crashState.startedAt) / 1000).add(" s\nthread: ");
    facts.add(::GetCurrentThreadId() == crashState.mainThread ? "main" : "another").add("\n");
    writeOut(file, crashState.header);
    writeOut(file, facts);
    void *frames[kMaxFrames];
    const USHORT count = ::CaptureStackBackTrace(0, kMaxFrames, frames, nullptr);
    for (USHORT i = 0; i < count; ++i)
        writeFrame(file, i, frames[i]);
    ::CloseHandle(file);
    if (crashState.superfluous[0] != L'\0')
        ::DeleteFileW(crashState.superfluous);
}

LONG WINAPI onException(EXCEPTION_POINTERS *pointers)
{
    const EXCEPTION_RECORD &record = *pointers->ExceptionRecord;
    writeReport(nameOfException(record.ExceptionCode), record.ExceptionCode, record.ExceptionAddress);
    return EXCEPTION_CONTINUE_SEARCH; // Windows ends the program as usual
}

void onAbort(int)
{
    writeReport(crashIsTerminate ? "SIGABRT (std::terminate)" : "SIGABRT", SIGABRT, nullptr);
}

[[noreturn]] void onTerminate()
{
    crashIsTerminate = true;
    if (crashState.terminateBefore)
        crashState.terminateBefore();
    std::abort();
}

void copyPath(const QByteArray &path, wchar_t *to)
{
    const std::wstring wide = QFile::decodeName(path).toStdWString();
    for (std::size_t i = 0; i < wide.size() && i + 1 < kLongestPath; ++i)
        to[i] = wide[i] == L'/' ? L'\\' : wide[i];
}

} // namespace

void installCrashHandlers(const CrashPlan &plan)
{
    if (plan.folder.size() + 64 > qsizetype(kLongestPath))
        return;
    copyPath(plan.folder, crashState.folder);
    copyPath(plan.superfluous, crashState.superfluous);
    crashState.header.add(plan.header.constData());
    crashState.mainThread = ::GetCurrentThreadId();
    crashState.startedAt = ::GetTickCount64();
    ULONG room = kFilterStack;
    ::SetThreadStackGuarantee(&room);
    ::SetUnhandledExceptionFilter(onException);
    std::signal(SIGABRT, onAbort);
    crashState.terminateBefore = std::set_terminate(onTerminate);
}

} // namespace pl::app
