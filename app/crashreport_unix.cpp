#include "app/crashhandlers.h"
#include "app/crashtext.h"

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <dlfcn.h>
#include <exception>
#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

// For Linux and macOS. What runs after a signal uses only what is safe there: memory of its own, system calls, and
// backtrace() and dladdr(), which were called once before.

namespace pl::app {
namespace {

constexpr int kCrashSignals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};
constexpr int kMaxFrames = 64;
constexpr unsigned kPatienceSeconds = 10; ///< for a report; a lock that the crash left behind must not hang the program
constexpr int kMaxNames = 5;              ///< to try, when there are reports of the same second

/// All that a handler reads; filled once.
struct CrashState
{
    CrashText folder;
    CrashText header;
    CrashText superfluous;
    std::thread::id mainThread;
    std::time_t startedAt = 0; ///< of the monotonic clock
    std::terminate_handler terminateBefore = nullptr;
};
CrashState crashState;
std::atomic_flag crashIsReported = ATOMIC_FLAG_INIT;
volatile sig_atomic_t crashIsTerminate = 0;
/// A stack that overflowed has no room for the handler.
alignas(64) char crashStack[256 * 1024];

std::time_t secondsOf(clockid_t clock)
{
    timespec now{};
    ::clock_gettime(clock, &now);
    return now.tv_sec;
}

const char *nameOfSignal(int signal)
{
    switch (signal) {
    case SIGSEGV:
        return "SIGSEGV";
    case SIGBUS:
        return "SIGBUS";
    case SIGILL:
        return "SIGILL";
    case SIGFPE:
        return "SIGFPE";
    default:
        return crashIsTerminate ? "SIGABRT (std::terminate)" : "SIGABRT"; // no-tr: for the developers
    }
}

void writeOut(int file, const CrashText &text)
{
    const char *from = text.data();
    std::size_t left = text.size();
    while (left > 0) {
        const ssize_t written = ::write(file, from, left);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return;
        from += written;
        left -= static_cast<std::size_t>(written);
    }
}

void writeFrame(int file, int number, void *address)
{
    constexpr std::size_t kLongestName = 512;
    const auto at = reinterpret_cast<std::uintptr_t>(address);
    CrashText line;
    line.add("#").addNumber(static_cast<unsigned>(number), 2).add(" ");
    Dl_info where{};
    if (::dladdr(address, &where) != 0 && where.dli_fname)
        line.add(crashModuleName(where.dli_fname), kLongestName)
            .add("+")
            .addHex(at - reinterpret_cast<std::uintptr_t>(where.dli_fbase));
    else
        line.addHex(at);
    if (where.dli_sname)
        line.add(" ").add(where.dli_sname, kLongestName);
    writeOut(file, line.add("\n"));
}

void writeReport(int file, int signal, const siginfo_t &info)
{
    CrashText facts;
    facts.add("signal: ").add(nameOfSignal(signal));
    if (signal != SIGABRT)
        facts.add(" at ").addHex(reinterpret_cast<std::uintptr_t>(info.si_addr));
    facts.add("\ntime: ").addTime(secondsOf(CLOCK_REALTIME));
    const std::time_t uptime = secondsOf(CLOCK_MONOTONIC) - crashState.startedAt;
    facts.add("\nuptime: ").addNumber(static_cast<std::uint64_t>(uptime)).add(" s\nthread: ");
    facts.add(std::this_thread::get_id() == crashState.mainThread ? "main" : "another").add("\n");
    writeOut(file, crashState.header);
    writeOut(file, facts);
    void *frames[kMaxFrames];
    const int count = ::backtrace(frames, kMaxFrames);
    for (int i = 0; i < count; ++i)
        writeFrame(file, i, frames[i]);
}

int openReport()
{
    const std::time_t now = secondsOf(CLOCK_REALTIME);
    for (int i = 0; i < kMaxNames; ++i) {
        CrashText path = crashState.folder;
        path.add("/crash-").addTime(now + i).add(".txt");
        const int file = ::open(path.data(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
        if (file >= 0 || errno != EEXIST)
            return file;
    }
    return -1;
}

void onCrashSignal(int signal, siginfo_t *info, void *)
{
    if (crashIsReported.test_and_set())
        for (;;)
            ::pause(); // another thread was first, and ends the program
    ::alarm(kPatienceSeconds);
    if (const int file = openReport(); file >= 0) {
        writeReport(file, signal, *info);
        ::close(file);
        if (crashState.superfluous.size() > 0)
            ::unlink(crashState.superfluous.data());
    }
    // Blocked until the handler returns, and then it ends the program where it crashed.
    struct sigaction usual
    {
    };
    usual.sa_handler = SIG_DFL;
    ::sigaction(signal, &usual, nullptr);
    ::raise(signal);
}

[[noreturn]] void onTerminate()
{
    crashIsTerminate = 1;
    if (crashState.terminateBefore)
        crashState.terminateBefore(); // says which exception it was, on standard error
    std::abort();
}

/// The first call of each may load a library, or take memory.
void warmUp()
{
    void *frames[2];
    ::backtrace(frames, 2);
    Dl_info where{};
    ::dladdr(frames[0], &where);
    secondsOf(CLOCK_REALTIME);
}

} // namespace

void installCrashHandlers(const CrashPlan &plan)
{
    if (plan.folder.size() + 64 > qsizetype(CrashText::kRoom))
        return;
    crashState.folder.add(plan.folder.constData());
    crashState.header.add(plan.header.constData());
    crashState.superfluous.add(plan.superfluous.constData());
    crashState.mainThread = std::this_thread::get_id();
    crashState.startedAt = secondsOf(CLOCK_MONOTONIC);
    warmUp();
    stack_t stack{};
    stack.ss_sp = crashStack;
    stack.ss_size = sizeof crashStack;
    ::sigaltstack(&stack, nullptr);
    struct sigaction action
    {
    };
    action.sa_sigaction = onCrashSignal;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    for (const int signal : kCrashSignals)
        ::sigaddset(&action.sa_mask, signal);
    for (const int signal : kCrashSignals)
        ::sigaction(signal, &action, nullptr);
    crashState.terminateBefore = std::set_terminate(onTerminate);
}

} // namespace pl::app
