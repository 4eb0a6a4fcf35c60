#pragma once

#include <QByteArray>

namespace pl::app {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kReportsCrashes = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
inline constexpr bool kReportsCrashes = false;
#else
inline constexpr bool kReportsCrashes = true;
#endif
#else
inline constexpr bool kReportsCrashes = true;
#endif

/// What a handler needs and could not make: it has no heap and no Qt. Paths as the system's functions take them.
struct CrashPlan
{
    QByteArray folder;      ///< exists
    QByteArray header;      ///< the report's first lines
    QByteArray superfluous; ///< the report that goes when a new one comes; empty: none
};

/// The system's part of reportCrashes(). Which .cpp is built depends on the system: signals (Linux, macOS), or the
/// filter for unhandled exceptions (Windows).
void installCrashHandlers(const CrashPlan &plan);

} // namespace pl::app
